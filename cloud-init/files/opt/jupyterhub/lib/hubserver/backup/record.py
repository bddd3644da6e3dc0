"""How the latest backup went: /var/lib/jupyterhub-openstack/backup.json."""

from dataclasses import dataclass

from hubserver import records
from hubserver.paths import STATE

RECORD = STATE / "backup.json"
RUNNING, DONE, FAILED = "running", "done", "failed"


@dataclass
class Record:
    """Times are seconds since 1970; 0: never."""

    state: str = ""
    started: float = 0
    # Duration.
    seconds: float = 0
    snapshot: str = ""
    # To the repository, before compression.
    bytesAdded: int = 0
    # Why the latest one failed.
    error: str = ""
    # The end of the latest that was good.
    lastGood: float = 0
    # Of the latest `restic check` that found nothing.
    checked: float = 0

    def save(self) -> None:
        records.save(RECORD, self)


def read_record() -> Record:
    return records.read(RECORD, Record)
