"""The data volume: found by its id, formatted only when blank, mounted at /srv/data, and grown to its disk's size."""

import grp
import time
from pathlib import Path

from hubserver import files, quota_feature
from hubserver.commands import output, run, succeeds
from hubserver.failure import Failure
from hubserver.paths import DATA, UNITS
from hubserver.phases import Waiting
from hubserver.settings import read_disk_limits, read_settings

BY_ID = Path("/dev/disk/by-id")
MOUNT_UNIT = UNITS / "srv-data.mount"
# Seconds that the volume may take to be attached once the packages are there.
PATIENCE = 900
# What users cannot fill, so that the hub, as root, and Caddy go on writing. Percent.
RESERVE = "1"

# nofail: without its disk the server must still boot, so that somebody can log in and look.
UNIT = """\
[Unit]
Description=Data volume of the hub

[Mount]
What={link}
Where={where}
Type=ext4
Options=noatime,nodev,nosuid,nofail,resgid={caddy}{quotas}
"""


def prepare(waiting: Waiting) -> None:
    volume = read_settings().dataVolumeId
    link = _await_disk(volume, waiting)
    disk = link.resolve()
    if DATA.is_mount():
        _refuse_other(disk, volume)
        if read_disk_limits().wanted() and quota_feature.possible() and not quota_feature.present(disk):
            _unmount_if_unused()
    if DATA.is_mount():
        _write_unit(link, quota_feature.present(disk))
    else:
        _format_if_blank(disk, volume)
        DATA.mkdir(exist_ok=True)
        _mount(link, disk)
        _refuse_other(disk, volume)
    run(["tune2fs", "-m", RESERVE, disk])
    # Does nothing unless the disk is larger than its file system.
    run(["resize2fs", disk])


def label_of(volume: str) -> str:
    """File system label of a volume: ext4 takes 16 characters."""
    return "hub-" + volume.replace("-", "")[:12]


def _await_disk(volume: str, waiting: Waiting) -> Path:
    end = time.monotonic() + PATIENCE
    while True:
        # virtio keeps 20 characters of the serial number, SCSI all of them. /dev/vdb may be any disk.
        links = [link for link in BY_ID.glob(f"*{volume[:20]}*") if "-part" not in link.name]
        disks = {link.resolve() for link in links}
        if len(disks) == 1:
            return min(links)
        if len(disks) > 1:
            raise Failure(f"Several disks carry the data volume's id {volume}: {', '.join(map(str, sorted(disks)))}.")
        if time.monotonic() > end:
            raise Failure(
                f"The data volume {volume} was not attached within {PATIENCE // 60} minutes: "
                f"no {BY_ID}/*{volume[:20]}. Attach it to this server; the installation goes on by itself."
            )
        waiting(f"waiting for the data volume {volume} to be attached")
        time.sleep(2)


def _refuse_other(disk: Path, volume: str) -> None:
    if DATA.stat().st_dev != disk.stat().st_rdev:
        raise Failure(f"{DATA} is not on the data volume {volume} ({disk}). Unmount what is there, then apply again.")


def _mount(link: Path, disk: Path) -> None:
    if quota_feature.possible():
        quota_feature.choose(disk, True)
        _write_unit(link, True)
        if succeeds(["systemctl", "start", MOUNT_UNIT.name]):
            return
        quota_feature.refuse()
    # Such a kernel mounts nothing that has quotas.
    quota_feature.choose(disk, False)
    _write_unit(link, False)
    run(["systemctl", "start", MOUNT_UNIT.name])


def _write_unit(link: Path, quotas: bool) -> None:
    caddy = grp.getgrnam("caddy").gr_gid
    unit = UNIT.format(link=link, where=DATA, caddy=caddy, quotas=",usrquota" if quotas else "")
    if files.write_if_changed(MOUNT_UNIT, unit, 0o644):
        run(["systemctl", "daemon-reload"])


def _unmount_if_unused() -> None:
    """The hub and the web server stop with the mount; the phases that follow start them again."""
    if not succeeds(["systemctl", "is-active", "--quiet", "jupyter-*-singleuser.service"]):
        succeeds(["systemctl", "stop", MOUNT_UNIT.name])


def _format_if_blank(disk: Path, volume: str) -> None:
    label = label_of(volume)
    found = output(["wipefs", "--noheadings", "--output", "TYPE,LABEL", disk]).split("\n")[:-1]
    partitions = sorted(path.parent.name for path in Path("/sys/class/block", disk.name).glob("*/partition"))
    if not found and not partitions:
        run(["mkfs.ext4", "-q", "-L", label, disk])
    elif [line.split() for line in found] != [["ext4", label]] or partitions:
        description = "; ".join([" ".join(line.split()) for line in found] + partitions)
        raise Failure(
            f"The data volume {volume} ({disk}) is neither blank nor this hub's (ext4 with the label {label}); "
            f"it holds: {description}. Nothing was changed. Give an empty volume; if these are the hub's data: "
            f"`e2label {disk} {label}`."
        )
