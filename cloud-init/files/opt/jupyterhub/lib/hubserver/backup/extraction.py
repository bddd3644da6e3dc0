"""Brings parts of a snapshot into a folder that root alone gets into."""

import functools
import json
from pathlib import Path

from hubserver.backup import places
from hubserver.backup.restic import Restic
from hubserver.failure import Failure


def whole(restic: Restic, snapshot: str, folder: Path) -> None:
    """All of it, each file compared with the repository. Raises Failure, also when it does not fit on the volume."""
    places.empty(folder)
    places.require_room(json.loads(restic.output("stats", "--json", "--mode=restore-size", snapshot))["total_size"])
    restic.output("restore", snapshot, f"--target={folder}", "--verify", *_sparse(restic))


def part(restic: Restic, snapshot: str, path: Path, folder: Path) -> Path:
    """One file or folder; answers where it is now. Raises Failure when the snapshot has none, or it does not fit."""
    places.empty(folder)
    places.require_room(_size(restic, snapshot, path))
    restic.output(
        "restore", snapshot, f"--target={folder}", f"--include={_literal(path)}", "--verify", *_sparse(restic)
    )
    return folder / path.relative_to("/")


def _size(restic: Restic, snapshot: str, path: Path) -> int:
    size, found = 0, False
    for line in restic.output("ls", "--json", "--recursive", snapshot, str(path)).splitlines():
        node = json.loads(line)
        if node.get("struct_type") == "node":
            found |= node["path"] == str(path)
            size += node.get("size", 0)
    if not found:
        raise Failure(f"The snapshot {snapshot} has no {path}. Nothing was changed.")
    return size


def _literal(path: Path) -> str:
    """As a pattern of restic's that fits nothing else."""
    return "".join(f"\\{letter}" if letter in "\\*?[" else letter for letter in str(path))


@functools.cache
def _sparse(restic: Restic) -> tuple[str, ...]:
    """Debian 12's restic writes the holes of a sparse file as zeros; later ones can leave them out."""
    return ("--sparse",) if "--sparse" in restic.output("restore", "--help") else ()
