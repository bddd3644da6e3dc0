"""The shared folders themselves, whose permissions alone say who gets in; below them everything is open to who did.

The number of a folder's group is that of its writers, and the next one that of its readers: so a folder brings its
numbers along to another server. Only root and the account for pulls own a folder that counts as one.
"""

import contextlib
import grp
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from hubserver.accounts import GROUP_ID
from hubserver.commands import run
from hubserver.failure import Failure
from hubserver.folders.members import FIRST_ID, LAST_ID, PULLER_ID, READERS, WRITERS, unix_groups
from hubserver.paths import SHARED


def numbers() -> dict[str, int]:
    """The folders that are there, by name, with the number of their writers' group."""
    found: dict[str, int] = {}
    for path in sorted(SHARED.iterdir()):
        there = path.lstat()
        is_ours = stat.S_ISDIR(there.st_mode) and there.st_uid in (0, PULLER_ID)
        # A copy that somebody made as root is none.
        if is_ours and FIRST_ID <= there.st_gid < LAST_ID and there.st_gid not in found.values():
            found[path.name] = there.st_gid
    return found


def protect(wanted: bool) -> None:
    """Keeps users from renaming and removing, in the folder around, what is not theirs; or lets them again."""
    mode = stat.S_IMODE(SHARED.stat().st_mode)
    right = mode | stat.S_ISVTX if wanted else mode & ~stat.S_ISVTX
    if mode != right:
        SHARED.chmod(right)


def make(name: str) -> None:
    """Makes a folder, or takes one over that a user made. Raises Failure where something else is in its place."""
    path = SHARED / name
    taken = {entry.gr_gid for entry in grp.getgrall()} | {number + 1 for number in numbers().values()}
    number = max((gid for gid in taken if FIRST_ID <= gid <= LAST_ID), default=FIRST_ID - 1) + 1
    if number >= LAST_ID:
        raise Failure(f"There are too many shared folders: {path} would be number {number}. Remove some from {SHARED}.")
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    with _opened(path) as folder:
        os.fchown(folder, 0, number)
        # From now on its name stays; until now a user could have put something else there.
        if not os.path.samestat(os.fstat(folder), path.lstat()):
            raise Failure(f"{path} was renamed while it was made a shared folder. `pulumi up` again.")


def make_groups(folders: dict[str, int]) -> None:
    """Makes the Unix groups of the folders, by names and numbers, and removes those of folders that are gone."""
    wanted = {(f"{WRITERS}-{name}", number) for name, number in folders.items()}
    wanted |= {(f"{READERS}-{name}", number + 1) for name, number in folders.items()}
    present = {(entry.gr_name, entry.gr_gid) for entry in unix_groups()}
    for name, _ in sorted(present - wanted):
        run(["groupdel", name])
    for name, number in sorted(wanted - present):
        run(["groupadd", "--gid", str(number), name])


def set_access(name: str, number: int, owner: int, everybody: bool) -> None:
    """Lets its writers' and readers' groups in, or everybody, and nobody else; files made in it are its writers'."""
    path = SHARED / name
    if path.stat().st_uid != owner:
        os.chown(path, owner, number)
    path.chmod(0o2770)
    readers = [number + 1, *([GROUP_ID] if everybody else [])]
    here = ["user::rwx", "group::rwx", *(f"group:{reader}:r-x" for reader in readers), "mask::rwx", "other::---"]
    # A default makes no difference between umasks.
    below = ["default:user::rwx", "default:group::rwx", "default:other::r-x"]
    run(["setfacl", "--set", ",".join([*here, *below]), path])


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        raise Failure(
            f"{path} is a file or a link, and sharedFolders wants a folder there. Rename it, or the folder in the "
            "setting; then `pulumi up`."
        ) from None
    try:
        yield folder
    finally:
        os.close(folder)
