"""One piece of work of a kind at a time."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from hubserver.failure import Failure


class Busy(Failure):
    """Another is at work."""


@contextlib.contextmanager
def held(path: Path, what: str) -> Iterator[None]:
    """Keeps others out while it does what this says. Raises Busy when another is at work."""
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Busy(f"Not now: a {lock.read().strip() or what} is running. Try again when it is done.") from None
        lock.truncate(0)
        lock.write(what)
        lock.flush()
        yield


def is_held(path: Path) -> bool:
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
