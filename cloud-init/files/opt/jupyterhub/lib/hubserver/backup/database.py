"""A consistent copy of the hub's database: the live file and its journal are never in a snapshot."""

import contextlib
import sqlite3
from pathlib import Path

from hubserver.failure import Failure
from hubserver.paths import DATA, DATABASE

# What goes into a snapshot in place of live files.
COPIES = DATA / ".backup"
COPY = COPIES / DATABASE.name
LIVE = tuple(f"{DATABASE}{suffix}" for suffix in ("", "-wal", "-shm", "-journal"))


def copy(target_file: Path = COPY) -> None:
    """Copies it while the hub goes on. Raises Failure when the copy is not sound."""
    target_file.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = Path(f"{target_file}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True, timeout=60)) as live,
            contextlib.closing(sqlite3.connect(fresh)) as target,
        ):
            live.backup(target)
            (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise Failure(f"The hub's database {DATABASE} could not be copied: {error}.") from error
    if verdict != "ok":
        raise Failure(f"The hub's database {DATABASE} is damaged: {verdict}. The snapshots before have a sound one.")
    fresh.replace(target_file)
