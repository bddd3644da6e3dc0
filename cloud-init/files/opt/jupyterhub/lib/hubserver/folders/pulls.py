"""Gets repositories pulled into shared folders, by an account that can do nothing else."""

import pwd
import shutil
import time
from typing import Any

from hubserver import files
from hubserver.commands import run, succeeds
from hubserver.folders import pull_units
from hubserver.folders.members import PULLER, PULLER_ID, is_pulled
from hubserver.folders.record import DONE, STATES, read_record
from hubserver.log import say
from hubserver.paths import SHARED, UNITS
from hubserver.phases import Waiting

# Seconds that the installation waits for the first pulls; they go on without it.
PATIENCE = 120


def obstacle(name: str) -> str:
    """Why nothing can be pulled into this folder; "" where something can."""
    folder = SHARED / name
    if is_pulled(name) or not any(folder.iterdir()):
        return ""
    return (
        f"{folder} has files that are not from its repository, and a pull would replace them. Nothing was changed. "
        "Move them elsewhere, or give the folder another name in sharedFolders; then `pulumi up`."
    )


def prepare(pulled: dict[str, dict[str, Any]], waiting: Waiting) -> None:
    """Pulls where something is new or went wrong the last time; what goes wrong is for hub-status to tell."""
    if pulled:
        _ensure_account()
    wanted = {}
    for name, repository in pulled.items():
        wanted |= pull_units.texts(name, repository)
    present = {path for kind in ("service", "timer") for path in UNITS.glob(pull_units.unit(f"*.{kind}"))}
    stale = sorted(present - {UNITS / file for file in wanted}, reverse=True)
    for path in stale:
        run(["systemctl", "disable", "--now", "--quiet", path.name])
        # systemd would remember it as a failed unit.
        succeeds(["systemctl", "reset-failed", path.name])
        path.unlink()
    changed = {file for file, text in wanted.items() if files.write_if_changed(UNITS / file, text, 0o644)}
    if stale or changed:
        run(["systemctl", "daemon-reload"])
    for folder in STATES.iterdir() if STATES.exists() else ():
        if folder.name not in pulled:
            shutil.rmtree(folder)
    for name in pulled:
        _enable(f"{pull_units.unit(name)}.timer", changed)
    begun = [
        name for name in pulled if f"{pull_units.unit(name)}.service" in changed or read_record(name).state != DONE
    ]
    for name in begun:
        run(["systemctl", "start", "--no-block", f"{pull_units.unit(name)}.service"])
    _await(begun, waiting)


def _enable(timer: str, changed: set[str]) -> None:
    run(["systemctl", "enable", "--quiet", timer])
    if timer in changed or not succeeds(["systemctl", "is-active", "--quiet", timer]):
        run(["systemctl", "restart", timer])


def _await(names: list[str], waiting: Waiting) -> None:
    end = time.monotonic() + PATIENCE
    while running := [name for name in names if pull_units.runs(pull_units.state_of(name))]:
        if time.monotonic() > end:
            say(f"{', '.join(running)}: the pull goes on without the installation")
            return
        waiting(f"pulling {', '.join(running)}")
        time.sleep(0.3)


def _ensure_account() -> None:
    try:
        pwd.getpwnam(PULLER)
    except KeyError:
        run(["groupadd", "--gid", str(PULLER_ID), PULLER])
        place = ["--home-dir", "/nonexistent", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        run(["useradd", "--uid", str(PULLER_ID), "--gid", str(PULLER_ID), *place, "--no-log-init", PULLER])
