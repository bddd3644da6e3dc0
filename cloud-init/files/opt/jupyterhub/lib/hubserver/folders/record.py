"""How the latest pull into a folder went. Written by the account that pulls, so nothing in it is more than a text."""

import json
from dataclasses import dataclass
from pathlib import Path

from hubserver import records

# A folder for each, which that account may write.
STATES = Path("/var/lib/hub-pull")
RUNNING, DONE, FAILED = "running", "done", "failed"


@dataclass
class Record:
    """Times are seconds since 1970; 0: never."""

    state: str = ""
    started: float = 0
    # Why the latest one failed.
    error: str = ""
    # What is in the folder, and since when it is known to be the latest.
    commit: str = ""
    lastGood: float = 0

    def save(self, name: str) -> None:
        records.save(_file(name), self)


def read_record(name: str) -> Record:
    try:
        return Record(**json.loads(_file(name).read_text()))
    except (OSError, ValueError, TypeError):
        return Record()


def _file(name: str) -> Path:
    return STATES / name / "record.json"
