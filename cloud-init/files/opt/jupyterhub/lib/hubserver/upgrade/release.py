"""Which release is in force on this server: the latest with which people were seen to be able to work."""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

from hubserver import records
from hubserver.paths import PRODUCT, STATE
from hubserver.payload import OWN_FOLDERS, Payload
from hubserver.upgrade import turn

RECORD = STATE / "release.json"
# The program that `pulumi up` runs puts its release's name here.
RELEASE = PRODUCT / "release"


@dataclass
class Record:
    release: str
    # Seconds since 1970.
    since: float
    # Why the latest upgrade was undone; "": it was not.
    undone: str

    def save(self) -> None:
        records.save(RECORD, self)


def read() -> Record | None:
    """None where no installation was seen to be complete yet."""
    try:
        values = json.loads(RECORD.read_text())
    except FileNotFoundError:
        return None
    return Record(values["release"], values["since"], values["undone"])


def of(payload: Payload) -> str:
    """The name of the release that the payload brings."""
    for file in payload.files:
        if Path(file["path"]) == RELEASE:
            return file["content"].strip()
    # A release from before they had names.
    own = sorted(
        (file["path"], file["content"])
        for file in payload.files
        if any(Path(file["path"]).is_relative_to(folder) for folder in OWN_FOLDERS)
    )
    return hashlib.sha256(json.dumps(own).encode()).hexdigest()[:12]


def present() -> str | None:
    """The name of the release whose files are here; None where it has none."""
    return RELEASE.read_text().strip() if RELEASE.exists() else None


def passed(payload: Payload) -> None:
    """Notes that people can work with this release. One on trial does not say so itself."""
    if not turn.is_on_trial():
        in_force(of(payload))


def in_force(release: str, undone: str = "") -> None:
    """Notes that it is; and why an upgrade from it was undone."""
    record = read()
    since = record.since if record and record.release == release else time.time()
    Record(release, since, undone).save()
