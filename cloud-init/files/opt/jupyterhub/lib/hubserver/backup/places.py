"""Where a restore works on the data volume: root alone gets in, and all renames stay on one file system."""

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from hubserver import files
from hubserver.failure import Failure
from hubserver.paths import DATA

# A whole snapshot, until it is in its place; and one home or file.
STAGING, PART = DATA / ".restore", DATA / ".restore-part"
# There once STAGING holds all of the snapshot.
COMPLETE = STAGING / "complete.json"
# What was there before a restore is kept in folders that begin so.
ASIDE = DATA / ".before-restore-"
# Bytes that must stay free.
SPARE = 64 << 20


def stamp() -> str:
    """A time for names, in UTC."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())


def aside() -> Path:
    """A new name for what was there before."""
    return free(Path(f"{ASIDE}{stamp()}"))


def free(path: Path) -> Path:
    """This path, or one like it that nothing is at."""
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.name}-{number}")
    return candidate


def empty(folder: Path) -> None:
    """Makes the folder anew for root alone."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)


def require_room(size: int) -> None:
    """Raises Failure when so many bytes do not fit on the data volume."""
    volume = os.statvfs(DATA)
    room = volume.f_bfree * volume.f_frsize - SPARE
    if size > room:
        raise Failure(
            f"What is to be restored takes {_gib(size)}, and the data volume has {_gib(max(room, 0))} left; what is "
            f"there now is kept until you remove it. Nothing was changed. Raise dataVolumeSize, `pulumi up`, then try "
            "again."
        )


def mark_complete(values: dict[str, Any]) -> None:
    files.write(COMPLETE, json.dumps(values), 0o600)


def unfinished() -> dict[str, Any] | None:
    """What a restore of everything was doing that was ended while it put things in place."""
    return json.loads(COMPLETE.read_text()) if COMPLETE.exists() else None


def refuse_unfinished() -> None:
    """Raises Failure while half of the data may be of before and half of a snapshot."""
    if unfinished():
        raise Failure("A restore of everything was ended in the middle. Run it again; it goes on where it stopped.")


def _gib(size: int) -> str:
    return f"{size / 2**30:.2f} GiB"
