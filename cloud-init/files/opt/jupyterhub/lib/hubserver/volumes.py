"""Cinder volumes that this server uses whole, each as one ext4 file system: found by their id, mounted, grown.

To take one up, with its file system seen to by file_systems:

    disk = volumes.attached(volume, waiting, patience)
    if not volumes.mounted(volume, disk):
        file_systems.ensure(volume, disk)
        volumes.mount(volume)
    volumes.grow(disk)

Each step looks at the server first and may be repeated. What stands in the way is a Failure with a message for people.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from hubserver import files
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.paths import UNITS
from hubserver.phases import Waiting

BY_ID = Path("/dev/disk/by-id")

# nofail: without its disk the server must still boot, so that somebody can log in and look. On errors nothing more is
# written: ext4 would go on and spread them.
UNIT = """\
[Unit]
Description=The hub's {name}
StartLimitIntervalSec=0

[Mount]
What={link}
Where={where}
Type=ext4
Options=noatime,nodev,nosuid,nofail,errors=remount-ro{options}
"""


@dataclass(frozen=True)
class Volume:
    # Of Cinder.
    id: str
    # In messages, such as "data volume".
    name: str
    # The setting that names a volume for it.
    setting: str
    # The mount point, whose path has no "-".
    where: Path
    # Whether the stack made it, and did not take it up.
    own: bool = False

    @property
    def label(self) -> str:
        """Of its file system: ext4 takes 16 characters."""
        return "hub-" + self.id.replace("-", "")[:12]

    @property
    def unit(self) -> Path:
        return UNITS / ("-".join(self.where.parts[1:]) + ".mount")


def attached(volume: Volume, waiting: Waiting, patience: float) -> Path:
    """Waits for the volume's disk, for so many seconds, and answers it. Raises Failure when it does not come."""
    end = time.monotonic() + patience
    while not (links := _links(volume)):
        if time.monotonic() > end:
            raise Failure(
                f"The {volume.name} {volume.id} was not attached within {patience / 60:.0f} minutes: "
                f"no {BY_ID}/*{volume.id[:20]}*. Attach it to this server; the installation goes on by itself."
            )
        waiting(f"waiting for the {volume.name} {volume.id} to be attached")
        time.sleep(2)
    return links[0].resolve()


def mounted(volume: Volume, disk: Path) -> bool:
    """Whether it is mounted at its place. Raises Failure when another is, or when nothing can be written."""
    if not volume.where.is_mount():
        return False
    if volume.where.stat().st_dev != disk.stat().st_rdev:
        raise Failure(
            f"{volume.where} is not on the {volume.name} {volume.id} ({disk}): another disk is mounted there, or the "
            f"volume was detached while it was in use. `systemctl stop {volume.unit.name}`, then apply again."
        )
    if _read_only(volume):
        raise Failure(f"{_read_only_message(volume)} `systemctl stop {volume.unit.name}`, then apply again.")
    return True


def mount(volume: Volume, options: str = "") -> None:
    """Mounts it now and at each boot; options begin with a comma. Raises Failure."""
    write_unit(volume, options)
    volume.where.mkdir(exist_ok=True)
    # Nobody, root neither, writes here while it is not mounted; not every file system of a root disk can do that.
    succeeds(["chattr", "+i", volume.where])
    run(["systemctl", "start", volume.unit.name])


def write_unit(volume: Volume, options: str = "") -> None:
    link = min(_links(volume))
    unit = UNIT.format(name=volume.name, link=link, where=volume.where, options=options)
    if files.write_if_changed(volume.unit, unit, 0o644):
        run(["systemctl", "daemon-reload"])


def grow(disk: Path) -> None:
    """Does nothing unless the disk is larger than its file system."""
    run(["resize2fs", disk])


def problem(volume: Volume) -> str | None:
    """What is wrong with a volume that should be in use; None: nothing is."""
    try:
        links = _links(volume)
    except Failure as failure:
        return str(failure)
    if not links:
        return f"The {volume.name} {volume.id} is not attached to this server: no {BY_ID}/*{volume.id[:20]}*."
    if not volume.where.is_mount():
        return f"The {volume.name} {volume.id} is not mounted at {volume.where}; `systemctl restart hub-install`."
    if volume.where.stat().st_dev != links[0].stat().st_rdev:
        return f"{volume.where} is not on the {volume.name} {volume.id}; `systemctl restart hub-install` says more."
    # The disk itself and not what memory has of it.
    if not succeeds(["dd", f"if={links[0]}", "of=/dev/null", "bs=4096", "count=1", "iflag=direct"]):
        return f"The {volume.name} {volume.id} ({links[0].resolve()}) cannot be read; `journalctl --dmesg` says more."
    return _read_only_message(volume) if _read_only(volume) else None


def _links(volume: Volume) -> list[Path]:
    # virtio keeps 20 characters of the serial number, SCSI all of them. /dev/vdb may be any disk.
    links = sorted(link for link in BY_ID.glob(f"*{volume.id[:20]}*") if "-part" not in link.name and link.exists())
    disks = sorted({str(link.resolve()) for link in links})
    if len(disks) > 1:
        raise Failure(
            f"Several disks carry the id of the {volume.name} {volume.id}: {', '.join(disks)}. None was touched. "
            f"Detach those that are not it."
        )
    return links


def _read_only(volume: Volume) -> bool:
    return bool(os.statvfs(volume.where).f_flag & os.ST_RDONLY)


def _read_only_message(volume: Volume) -> str:
    return (
        f"The {volume.name} {volume.id} is mounted read-only at {volume.where}: the kernel does that when the disk or "
        f"its file system has errors; `journalctl --dmesg` says which."
    )
