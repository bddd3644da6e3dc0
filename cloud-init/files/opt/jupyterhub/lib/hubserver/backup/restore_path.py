"""Brings one file or folder of a user's home back; one that is there is kept beside it.

The home is its user's, who may put links anywhere while this runs: root follows none of them.
"""

import os
import stat
from pathlib import Path, PurePosixPath

from hubserver.backup import extraction, people, places
from hubserver.backup.restic import Restic
from hubserver.backup.snapshots import chosen
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import HOMES

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def restore(restic: Restic, wanted_path: str, wanted: str) -> Path | None:
    """wanted_path begins with the user's name. Answers where the one of before is, if there was one. Raises Failure."""
    parts = wanted_path.rstrip("/").split("/")
    if len(parts) < 2 or any(part in ("", ".", "..") for part in parts) or "\0" in wanted_path:
        raise Failure(f"{wanted_path!r} is not NAME/PATH: a user's name, then a path in the home without . and .. .")
    user, path = parts[0], HOMES / PurePosixPath(*parts)
    if not os.path.lexists(HOMES / user):
        raise Failure(f"{user} has no home here. Restore all of it: --user {user}.")
    snapshot = chosen(restic, wanted)
    say(f"bringing {path} of snapshot {snapshot}")
    extraction.part(restic, snapshot, path, places.PART)
    home = places.PART / (HOMES / user).relative_to("/")
    people.fit_owner(user, home, home)
    before = _put(home, parts[1:])
    places.empty(places.PART)
    places.PART.rmdir()
    return path.with_name(before) if before else None


def _put(home: Path, parts: list[str]) -> str | None:
    """Answers the new name of the one that was there."""
    folder = _enter(HOMES, home.name)
    restored = home
    try:
        for part in parts[:-1]:
            restored /= part
            deeper = _enter_or_make(folder, part, restored)
            os.close(folder)
            folder = deeper
        return _replace(folder, parts[-1], restored / parts[-1])
    finally:
        os.close(folder)


def _replace(folder: int, name: str, restored: Path) -> str | None:
    before = None
    if _is_there(folder, name):
        before = f"{name}.before-restore-{places.stamp()}"
        number = 1
        while _is_there(folder, before):
            number += 1
            before = f"{name}.before-restore-{places.stamp()}-{number}"
        os.rename(name, before, src_dir_fd=folder, dst_dir_fd=folder)
    os.rename(restored, name, dst_dir_fd=folder)
    return before


def _enter(parent: Path, name: str) -> int:
    try:
        return os.open(parent / name, FOLDER)
    except OSError as error:
        raise Failure(f"{parent / name} is no folder ({error.strerror}). Nothing was changed.") from error


def _enter_or_make(folder: int, name: str, model: Path) -> int:
    """A folder that is missing gets owner and mode of the snapshot's."""
    try:
        if not _is_there(folder, name):
            status = model.stat()
            os.mkdir(name, 0o700, dir_fd=folder)
            made = os.open(name, FOLDER, dir_fd=folder)
            os.fchown(made, status.st_uid, status.st_gid)
            os.fchmod(made, stat.S_IMODE(status.st_mode))
            return made
        return os.open(name, FOLDER, dir_fd=folder)
    except OSError as error:
        raise Failure(
            f"{name} is no folder in the home now, or a link ({error.strerror}), and links are not followed. "
            f"Move it away, then try again. Nothing was changed."
        ) from error


def _is_there(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True
