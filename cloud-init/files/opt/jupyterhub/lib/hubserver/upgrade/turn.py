"""One hub-apply at a time."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

# Held as long as hub-apply works; not by the one of a release on trial, which works for another.
LOCK = Path("/run/hub-upgrade.lock")
ON_TRIAL = "HUB_RELEASE_ON_TRIAL"
INTERRUPTED = "it was ended in the middle"


def is_on_trial() -> bool:
    """Whether this is the hub-apply of a release that is on trial."""
    return ON_TRIAL in os.environ


@contextlib.contextmanager
def held() -> Iterator[None]:
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
