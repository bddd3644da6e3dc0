"""dpkg's lock, which whoever installs packages holds."""

import fcntl
import time
from pathlib import Path

from hubserver.log import say

LOCK = Path("/var/lib/dpkg/lock-frontend")


def await_free(seconds: int) -> None:
    """Waits so long at most until nobody installs packages: unattended-upgrade itself gives up at once."""
    end = time.monotonic() + seconds
    with LOCK.open("a") as file:
        told = False
        while time.monotonic() < end:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if not told:
                    say("waiting for another installation of packages")
                told = True
                time.sleep(1)
            else:
                return
