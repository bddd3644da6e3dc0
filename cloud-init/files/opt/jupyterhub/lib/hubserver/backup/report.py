"""One line about the backups, for hub-status."""

import time

from hubserver import timers
from hubserver.backup import places
from hubserver.backup.lock import is_held
from hubserver.backup.preparation import TIMER
from hubserver.backup.record import FAILED, RUNNING, Record, read_record
from hubserver.backup.wanted import wanted

# Seconds after the time that it was due at when a backup that is not there counts as missing.
LATE = 48 * 3600


def report() -> tuple[str, bool]:
    """The line, "" where no backups are wanted; and whether all is well."""
    if wanted() is None:
        return "", True
    if places.unfinished():
        return "a restore of everything was ended in the middle: run it again", False
    due, coming = (timers.moment(TIMER.name, name) for name in ("LastTriggerUSec", "NextElapseUSecRealtime"))
    record = read_record()
    then = f"next {_shown(coming)}" if coming else "NO next one: the timer does not run; `pulumi up` starts it"
    last = f"backup of {_shown(record.lastGood)} ({_hours(record.lastGood)})" if record.lastGood else "no backup yet"
    trouble = _trouble(record, due)
    return (f"the last backup {trouble}; {last}, {then}", False) if trouble else (f"{last}, {then}", coming > 0)


def _trouble(record: Record, due: float) -> str | None:
    if record.state == FAILED:
        return f"FAILED {_shown(record.started)}: {record.error}"
    if record.state == RUNNING and not is_held():
        return f"FAILED: the one that began {_shown(record.started)} was ended in the middle"
    if due and record.lastGood < due and time.time() - due > LATE:
        return f"is MISSING: it was due {_shown(due)}"
    return None


def _shown(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(moment))


def _hours(moment: float) -> str:
    return f"{(time.time() - moment) / 3600:.0f} h ago"
