"""One backup or restore at a time."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from hubserver.failure import Failure

LOCK = Path("/run/hub-backup.lock")


@contextlib.contextmanager
def held(what: str) -> Iterator[None]:
    """Keeps others out while it does what this says. Raises Failure when another is at work."""
    with LOCK.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Failure(
                f"Not now: a {lock.read().strip() or 'backup'} is running. Try again when it is done."
            ) from None
        lock.truncate(0)
        lock.write(what)
        lock.flush()
        yield


def is_held() -> bool:
    with LOCK.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
