"""What hub-status and `pulumi up` say of the Python packages beside the base set."""

from hubserver.python import locks, places, record
from hubserver.python.wanted import base_versions, versions, wanted


def report() -> tuple[str, bool]:
    """Lines, "" where the base set is all; and that all is well, since what could not be had fails its phase."""
    sets = places.present()
    if not sets:
        return "", True
    base = base_versions()
    parts = []
    for one in sets:
        lock = locks.read(one)
        found = versions(lock.text) if lock else {}
        if one.environment is None:
            parts.append(f"{len(found.keys() - base.keys())} beside the base set")
        else:
            parts.append(f"{len(found)} in environment {one.environment}")
    return "\n".join([f"Python packages: {', '.join(parts)}", *_notes()]), True


def note() -> str:
    """What an administrator should know about packages that are in force; "" for nothing."""
    return "\n".join(_notes())


def _notes() -> list[str]:
    return [note for one in wanted() for note in record.notes_of(one)]
