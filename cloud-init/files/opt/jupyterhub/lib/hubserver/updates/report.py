"""One line about security updates and the restart for them, for hub-status."""

import time
from pathlib import Path

from hubserver import timers
from hubserver.updates import need, notice
from hubserver.updates.preparation import SERVICE, TIMER
from hubserver.updates.record import read_record
from hubserver.updates.wanted import Wanted, wanted
from hubserver.updates.window import DAY

# Seconds without a run that ended after which something is wrong.
LATE = 3 * DAY


def report() -> tuple[str, bool]:
    """The line, "" where the stack wants neither; and whether all is well."""
    updates = wanted()
    if not updates.security and updates.window is None:
        return "", True
    line, well = _updates() if updates.security else ("security updates: as the image has them", True)
    return f"{line}; {_restart(updates)}", well


def _updates() -> tuple[str, bool]:
    if not SERVICE.exists():
        return "security updates: not before the installation is done", True
    record, timer = read_record(), Path(TIMER)
    trouble = _trouble(record.ended, record.error)
    waiting = f"{len(record.pending)} pending ({', '.join(record.pending)})" if record.pending else "none pending"
    began = timers.shown(record.started)
    last = f"{began}, {len(record.installed)} installed, {waiting}" if record.started else "no run yet"
    line = f"security updates: {f'{trouble}; ' if trouble else ''}{last}, {timers.next_words(timer)}"
    return line, timers.coming(timer) > 0 and not trouble


def _trouble(ended: float, error: str) -> str | None:
    if error:
        return f"the last run FAILED: {error} (journalctl -u apt-daily-upgrade)"
    if time.time() - max(ended, SERVICE.stat().st_mtime) > LATE:
        return f"NO run has ended for {LATE // DAY} days (journalctl -u apt-daily-upgrade)"
    return None


def _restart(updates: Wanted) -> str:
    reasons = need.reasons()
    if not reasons:
        return "no restart needed"
    announced = notice.read()
    if updates.window is None:
        then = "no rebootWindow is set: restart the server by hand"
    else:
        then = f"it comes {announced}" if announced else "it is announced within 10 minutes"
    return f"a restart is NEEDED ({'; '.join(reasons)}), {then}"
