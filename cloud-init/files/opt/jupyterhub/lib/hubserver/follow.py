"""Starts hub-install.service and tells what it does while it does it."""

import subprocess
import time

from hubserver.commands import output, run
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import LOG
from hubserver.status import DONE, FAILED, RUNNING, PhaseStatus, Status, described, read_status

UNIT = "hub-install.service"
# Seconds that systemd may take to begin a run.
START_PATIENCE = 15
# Seconds without news after which a line says that all is alive.
HEARTBEAT = 30
LINES = "30"


def await_running() -> None:
    """Waits for a run that is under way, such as that of the first boot; its outcome is for the next run to tell."""
    if _running():
        say("an installation is running already; following it")
        _follow(None)


def install() -> None:
    """Starts a run and follows it to its end. Raises Failure, with the ends of the logs, when it fails."""
    before = read_status()
    # restart and not start: a unit that waits for its next try by itself begins at once.
    run(["systemctl", "restart", "--no-block", UNIT])
    status = _follow(before)
    if status is None or status.state != DONE:
        raise Failure(_reason(status))


def _follow(before: Status | None) -> Status | None:
    """Prints phases as they end, until the unit has. Answers the status of a run that is not the one before."""
    told: set[str] = set()
    waiting, began, news = "", time.monotonic(), time.monotonic()
    while True:
        # Looked at first: a unit that is over by now has written its last word.
        running = _running()
        status = read_status()
        if status is not None and before is not None and status.run == before.run:
            status = None
        for phase in status.phases if status else []:
            if phase.state != RUNNING and phase.name not in told:
                told.add(phase.name)
                news = time.monotonic()
                say(described(phase))
            elif phase.state == RUNNING and phase.message != waiting:
                waiting, news = phase.message, time.monotonic()
                if waiting:
                    say(f"{phase.name}: {waiting}")
        # Between two tries there is a moment in which the new run has not begun and nothing runs.
        if not running and (status or before is None or time.monotonic() - began > START_PATIENCE):
            return status
        if time.monotonic() - news > HEARTBEAT:
            news = time.monotonic()
            say(described(status.phases[-1]) if status and status.phases else "waiting for the installation to start")
        time.sleep(0.2)


def _running() -> bool:
    # "auto-restart" is the pause between two tries. A job is a start that systemd has not begun yet.
    shown = output(["systemctl", "show", "--property=SubState,Job", UNIT]).splitlines()
    values = dict(line.split("=", 1) for line in shown)
    return values["SubState"] in ("start", "start-pre", "stop", "stop-sigterm") or (
        values.get("Job", "0") not in ("", "0") and values["SubState"] != "auto-restart"
    )


def _reason(status: Status | None) -> str:
    phase = status.phases[-1] if status and status.phases else PhaseStatus("start", FAILED)
    if phase.state == RUNNING:
        phase.message = "hub-install ended without a word"
    return f"{report()}The phase {phase.name} of the installation failed: {phase.message}"


def report() -> str:
    """The ends of the installation's log and of the hub's journal."""
    log = _tail(["tail", "-n", LINES, str(LOG)])
    journal = _tail(["journalctl", "--no-pager", "--output=short-iso", "-n", LINES, "--unit=jupyterhub.service"])
    return f"--- end of {LOG}\n{log}--- end of the hub's journal\n{journal}"


def _tail(command: list[str]) -> str:
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return result.stdout or result.stderr
