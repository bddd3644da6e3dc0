"""The file system of a volume: made on a blank disk, repaired after a crash; all else is refused, untouched."""

import re
from pathlib import Path

from hubserver import disk_contents, ext4_superblock, files
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.paths import STATE
from hubserver.volumes import Volume

# Bytes; the least that Cinder makes.
SMALLEST = 1 << 30


def ensure(volume: Volume, disk: Path) -> None:
    """Gives the disk, which is not mounted, the volume's file system. Raises Failure: what the disk holds."""
    if disk_contents.read_only(disk):
        raise Failure(
            f"{_this(volume, disk)} is read-only, so the hub cannot use it. Nothing was changed. Let it be written to "
            f"(`openstack volume set --read-write {volume.id}`), detach and attach it, then apply again."
        )
    contents = disk_contents.look(disk)
    ours = contents.signatures == (("ext4", volume.label),) and len(contents.words) == 1
    # While this is there, a file system is being made that nobody has used yet: whatever is left of it is made anew.
    marker = STATE / f"formatting-{volume.id}"
    half_made = marker.exists() and (not contents.signatures or (ours and not _was_used(disk)))
    # What Cinder made for this stack holds nobody's data: a new volume of an encrypted type reads as random bytes.
    if half_made or not contents.words or (contents.unknown and volume.own):
        _format(volume, disk, marker)
    elif ours:
        marker.unlink(missing_ok=True)
        _check(volume, disk)
    else:
        raise Failure(_refusal(volume, disk, contents))


def _format(volume: Volume, disk: Path, marker: Path) -> None:
    size = disk_contents.size(disk)
    if size < SMALLEST:
        raise Failure(
            f"{_this(volume, disk)} is too small: {size / 2**20:.0f} MiB, and a hub needs 1 GiB or more. Nothing was "
            f"changed. Extend it (`openstack volume set --size`), or name another in {volume.setting}."
        )
    files.write(marker, "")
    # Until the kernel has the folder's entry on the disk, a power failure could lose the marker and keep the rest.
    run(["sync", "--file-system", marker])
    run(["mkfs.ext4", "-q", "-L", volume.label, disk])
    run(["sync", disk])
    marker.unlink()


def _check(volume: Volume, disk: Path) -> None:
    if succeeds(["findmnt", "--source", disk]):
        # Somebody mounted it at another place; it is sound enough for that, and cannot be checked.
        return
    # The first look may have to repair; the second then finds all well.
    check = ["e2fsck", "-p", disk]
    if not (succeeds(check) or succeeds(check)):
        raise Failure(
            f"{_this(volume, disk)} has a file system with errors that `e2fsck -p` does not repair by itself, so it "
            f"was not mounted. `e2fsck -n {disk}` shows them. Make a snapshot of the volume, repair it with "
            f"`e2fsck -f {disk}`, then apply again."
        )


def _refusal(volume: Volume, disk: Path, contents: disk_contents.Contents) -> str:
    other = next((label for _, label in contents.signatures if re.fullmatch("hub-[0-9a-f]{12}", label)), None)
    ways = [f"Name a blank volume in {volume.setting}"]
    if other and other != volume.label:
        ways.append(
            f"if it is a clone or was made from a snapshot or a backup of the volume {other.removeprefix('hub-')}…, "
            f"and this hub is to use it: `e2label {disk} {volume.label}`"
        )
    elif [kind for kind, _ in contents.signatures] == ["ext4"]:
        ways.append(f"if these are the hub's data: `e2label {disk} {volume.label}`")
    ways.append(f"if nothing of it is needed, `blkdiscard --zeroout {disk}` makes it blank")
    return (
        f"{_this(volume, disk)} is neither blank nor this hub's (ext4 with the label {volume.label}); it holds: "
        f"{'; '.join(contents.words)}. Nothing was changed. {'; '.join(ways)}; then apply again."
    )


def _was_used(disk: Path) -> bool:
    superblock = ext4_superblock.read(disk)
    return superblock is None or superblock.last_mounted > 0


def _this(volume: Volume, disk: Path) -> str:
    return f"The {volume.name} {volume.id} ({disk})"
