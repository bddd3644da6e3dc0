"""One line about the backups, for hub-status."""

import time

from hubserver import timers
from hubserver.backup import places
from hubserver.backup.lock import is_held
from hubserver.backup.preparation import TIMER
from hubserver.backup.record import FAILED, RUNNING, Record, read_record
from hubserver.backup.wanted import wanted
from hubserver.timers import ago, shown

# Seconds after the time that it was due at when a backup that is not there counts as missing.
LATE = 48 * 3600


def report() -> tuple[str, bool]:
    """The line, "" where no backups are wanted; and whether all is well."""
    if wanted() is None:
        return "", True
    if places.unfinished():
        return "a restore of everything was ended in the middle: run it again", False
    record, then = read_record(), timers.next_words(TIMER)
    last = f"backup of {shown(record.lastGood)} ({ago(record.lastGood)})" if record.lastGood else "no backup yet"
    trouble = _trouble(record, timers.due(TIMER))
    if trouble:
        return f"the last backup {trouble}; {last}, {then}", False
    return f"{last}, {then}", timers.coming(TIMER) > 0


def _trouble(record: Record, due: float) -> str | None:
    if record.state == FAILED:
        return f"FAILED {shown(record.started)}: {record.error}"
    if record.state == RUNNING and not is_held():
        return f"FAILED: the one that began {shown(record.started)} was ended in the middle"
    if due and record.lastGood < due and time.time() - due > LATE:
        return f"is MISSING: it was due {shown(due)}"
    return None
