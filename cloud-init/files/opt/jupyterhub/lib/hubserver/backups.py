"""Whether there are backups: their programs come over SSH only, since user data has little room."""

from importlib import import_module
from importlib.util import find_spec

from hubserver.phases import Waiting


def prepare(waiting: Waiting) -> None:
    """Makes the repository and the timer as the settings want it. Raises Failure. At first boot it does nothing."""
    if find_spec("hubserver.backup"):
        import_module("hubserver.backup.preparation").prepare(waiting)


def report() -> tuple[str, bool]:
    """One line about the latest backup, "" where none is wanted; and whether all is well."""
    return import_module("hubserver.backup.report").report() if find_spec("hubserver.backup") else ("", True)
