"""How the latest deep check went: /var/lib/jupyterhub-openstack/deep-check.json."""

from dataclasses import dataclass, field
from pathlib import Path

from hubserver import records
from hubserver.paths import STATE

RECORD = STATE / "deep-check.json"
# Held while one runs.
LOCK = Path("/run/hub-smoke.lock")
RUNNING, PASSED, FAILED, NOT_RUN = "running", "passed", "failed", "not run"


@dataclass
class Record:
    """Times are seconds since 1970; 0: never."""

    state: str = ""
    started: float = 0
    # Duration.
    seconds: float = 0
    # Seconds by the name of each step that was begun.
    steps: dict[str, float] = field(default_factory=dict)
    # What failed, or why it was not run.
    error: str = ""
    # The end of the latest that passed.
    lastGood: float = 0

    def save(self) -> None:
        records.save(RECORD, self)


def read_record() -> Record:
    return records.read(RECORD, Record)
