"""Announces a restart that is needed, and makes it in its window."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from hubserver.backup import lock, people
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.updates import dpkg, need, notice, restarts
from hubserver.updates.notice import Notice
from hubserver.updates.wanted import wanted
from hubserver.updates.window import HOUR, Window

# Seconds that a restart is announced before it at least.
WARNING = 12 * HOUR
# The last: also while a release is on trial.
INSTALLATION = Path("/run/hub-install.lock"), Path("/run/hub-apply.lock"), Path("/run/hub-upgrade.lock")


def advance() -> None:
    """Announces a restart, waits for its window, or makes it. Raises Failure when that has to wait."""
    window, reasons = wanted().window, need.reasons()
    if window is None or not reasons:
        notice.remove()
        return
    announced, now = notice.read(), time.time()
    if announced is None or announced.until <= now or not _is_of(window, announced):
        begin = window.first(now + WARNING)
        notice.write(Notice(begin, begin + window.length))
        say(f"a restart is needed: {'; '.join(reasons)}. Announced for {notice.read()}")
    elif announced.begin <= now:
        _restart(reasons)


def _is_of(window: Window, announced: Notice) -> bool:
    """Whether the settings still have the window that was announced."""
    return window.first(announced.begin) == announced.begin and announced.until == announced.begin + window.length


def _restart(reasons: list[str]) -> None:
    with contextlib.ExitStack() as held:
        held.enter_context(lock.held("restart of the server"))
        for path in INSTALLATION:
            held.enter_context(_taken(path, fcntl.flock, "an installation of the hub"))
        # dpkg's own kind of lock.
        held.enter_context(_taken(dpkg.LOCK, fcntl.lockf, "an installation of packages"))
        say(f"restarting the server: {'; '.join(reasons)}")
        restarts.note(need.newest_kernel())
        # While the hub sees it; at the shutdown all would end at once.
        succeeds(["systemctl", "stop", people.SERVERS])
        os.sync()
        run(["systemctl", "reboot"])


@contextlib.contextmanager
def _taken(path: Path, take: Callable[[IO[str], int], object], what: str) -> Iterator[None]:
    with path.open("a") as file:
        try:
            take(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failure(f"Not now: {what} is under way.") from None
        yield
