"""How far the installation is: /var/lib/jupyterhub-openstack/status.json, which hub-apply and hub-status read."""

import json
import os
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from hubserver import files
from hubserver.paths import STATUS

RUNNING, DONE, FAILED, UNCHANGED = "running", "done", "failed", "unchanged"


@dataclass
class PhaseStatus:
    name: str
    state: str = RUNNING
    # Seconds since 1970.
    started: float = field(default_factory=time.time)
    # Duration; set when the phase has ended.
    seconds: float = 0.0
    # What it is waiting for, or why it failed.
    message: str = ""


@dataclass
class Status:
    """One run of hub-install."""

    # Tells the runs apart; systemd's id of this start of the unit where there is one.
    run: str = field(default_factory=lambda: os.environ.get("INVOCATION_ID", f"by hand, process {os.getpid()}"))
    state: str = RUNNING
    started: float = field(default_factory=time.time)
    phases: list[PhaseStatus] = field(default_factory=list)

    def save(self) -> None:
        files.write(STATUS, json.dumps(asdict(self), indent=1) + "\n")


def read_status() -> Status | None:
    """The present or latest run; None where there never was one."""
    try:
        content: dict[str, Any] = json.loads(STATUS.read_text())
    except FileNotFoundError:
        return None
    return Status(**{**content, "phases": [PhaseStatus(**phase) for phase in content["phases"]]})


def described(phase: PhaseStatus) -> str:
    """One line for people: name, outcome, time."""
    seconds = phase.seconds if phase.state != RUNNING else time.time() - phase.started
    time_taken = "" if phase.state == UNCHANGED else f" {seconds:.1f} s"
    message = f": {phase.message}" if phase.message else ""
    return f"{phase.name} {phase.state}{time_taken}{message}"
