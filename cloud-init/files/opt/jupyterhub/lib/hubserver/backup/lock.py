"""One backup or restore at a time."""

import contextlib
from pathlib import Path

from hubserver import lock

LOCK = Path("/run/hub-backup.lock")


def held(what: str) -> contextlib.AbstractContextManager[None]:
    """Keeps others out while it does what this says. Raises Failure when another is at work."""
    return lock.held(LOCK, what)


def is_held() -> bool:
    return lock.is_held(LOCK)
