"""One line about the release, for hub-status."""

from hubserver.timers import shown
from hubserver.upgrade import places, release


def report() -> tuple[str, bool]:
    """The line, and whether all is well: an upgrade that was undone has left a hub that works."""
    record, trial = release.read(), places.read_trial()
    if record is None:
        return "", True
    line = f"release {record.release}, since {shown(record.since)}"
    if trial:
        return f"{line}; release {trial.coming} is on trial", True
    return f"{line}; the last upgrade was undone: {record.undone}" if record.undone else line, True
