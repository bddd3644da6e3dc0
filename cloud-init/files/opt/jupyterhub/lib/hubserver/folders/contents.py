"""What is in a shared folder belongs to its writers, also what was moved there or was there before.

Users may change the tree at any moment, so nothing here follows a link or opens a path of more than one name.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
# Deeper ones are left alone: they could be made to take any time and memory.
DEPTH = 100


def fit(folder: Path, number: int) -> None:
    """Gives files and folders in it to the group with this number, which may write them all; others may read."""
    default = os.getxattr(folder, DEFAULT)
    for where, folders, names, here in os.fwalk(folder):
        if Path(where) != folder:
            _fit_folder(here, number, default)
        if len(Path(where).parts) - len(folder.parts) >= DEPTH:
            folders.clear()
        for name in names:
            # What was replaced or removed just now is found the next time.
            with contextlib.suppress(OSError):
                _fit_file(name, here, number)


def _fit_folder(here: int, number: int, default: bytes) -> None:
    status = os.fstat(here)
    if status.st_gid != number or stat.S_IMODE(status.st_mode) != 0o2775:
        _give(here, number, 0o2775)
    if _attribute(here, DEFAULT) != default:
        os.setxattr(here, DEFAULT, default)


def _fit_file(name: str, here: int, number: int) -> None:
    seen = os.stat(name, dir_fd=here, follow_symlinks=False)
    if not _is_ours(seen) or (seen.st_gid == number and stat.S_IMODE(seen.st_mode) == _mode(seen)):
        return
    with _opened(name, here) as file:
        status = os.fstat(file)
        if _is_ours(status):
            _give(file, number, _mode(status))


def _is_ours(status: os.stat_result) -> bool:
    # One that has a second name may be a file of somewhere else.
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def _mode(status: os.stat_result) -> int:
    return 0o775 if status.st_mode & stat.S_IXUSR else 0o664


def _give(file: int, number: int, mode: int) -> None:
    os.fchown(file, -1, number)
    if _attribute(file, ACCESS) is not None:
        os.removexattr(file, ACCESS)
    os.fchmod(file, mode)


def _attribute(file: int, name: str) -> bytes | None:
    try:
        return os.getxattr(file, name)
    except OSError:
        return None


@contextlib.contextmanager
def _opened(name: str, here: int) -> Iterator[int]:
    file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=here)
    try:
        yield file
    finally:
        os.close(file)
