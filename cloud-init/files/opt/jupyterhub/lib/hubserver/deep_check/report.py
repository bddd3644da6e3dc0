"""One line about the deep checks, for hub-status."""

import calendar
import re
import time
from itertools import pairwise

from hubserver import lock, timers
from hubserver.commands import output
from hubserver.deep_check import wanted
from hubserver.deep_check.preparation import TIMER
from hubserver.deep_check.record import FAILED, LOCK, NOT_RUN, RUNNING, Record, read_record
from hubserver.timers import ago, shown

# So many coming times show the longest pause between two: those of a week, at least.
TIMES = "40"


def report() -> tuple[str, bool]:
    """The line, "" where there is no schedule; and whether all is well."""
    schedule = wanted.schedule()
    if schedule is None:
        return "", True
    record, then = read_record(), timers.next_words(TIMER)
    good = f"one passed {shown(record.lastGood)} ({ago(record.lastGood)})" if record.lastGood else "none has passed yet"
    trouble = _trouble(record, schedule)
    if trouble:
        return f"the last deep check {trouble}; {good}, {then}", False
    well = timers.coming(TIMER) > 0
    if record.state == NOT_RUN:
        return f"the last deep check, {shown(record.started)}, was not run: {record.error}; {good}, {then}", well
    return f"deep check: {good}, {then}", well


def _trouble(record: Record, schedule: str) -> str | None:
    if record.state == FAILED:
        return f"FAILED {shown(record.started)}: {record.error}"
    if record.state == RUNNING and not lock.is_held(LOCK):
        return f"FAILED: the one that began {shown(record.started)} was ended in the middle; the next one clears up"
    # Before the first one: since there is a timer.
    since = max(record.started, TIMER.stat().st_mtime if TIMER.exists() else 0)
    if time.time() - since > 2 * _longest_pause(schedule):
        return f"is MISSING: there was none since {shown(since)}"
    return None


def _longest_pause(schedule: str) -> float:
    """Seconds between two times of the schedule."""
    command = ["env", "TZ=UTC", "systemd-analyze", "calendar", f"--iterations={TIMES}", f"{schedule} UTC"]
    found = re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?= UTC)", output(command))
    times = sorted({calendar.timegm(time.strptime(text, "%Y-%m-%d %H:%M:%S")) for text in found})
    return max(later - earlier for earlier, later in pairwise(times))
