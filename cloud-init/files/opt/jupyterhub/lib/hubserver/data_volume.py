"""The data volume, at /srv/data: with quotas where they can be, and with room that users cannot fill."""

import grp
from pathlib import Path

from hubserver import file_systems, quota_feature, volumes
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.paths import DATA
from hubserver.phases import Waiting
from hubserver.settings import read_disk_limits, read_settings
from hubserver.volumes import Volume

# Seconds that the volume may take to be attached once the packages are there.
PATIENCE = 900
# What users cannot fill, so that the hub, as root, and Caddy go on writing. Percent.
RESERVE = "1"


def wanted() -> Volume:
    """The one that the settings name."""
    settings = read_settings()
    return Volume(settings.dataVolumeId, "data volume", "dataVolumeId", DATA, settings.ownDataVolume)


def prepare(waiting: Waiting) -> None:
    volume = wanted()
    disk = volumes.attached(volume, waiting, PATIENCE)
    if (
        volumes.mounted(volume, disk)
        and read_disk_limits().wanted()
        and quota_feature.possible()
        and not quota_feature.present(disk)
    ):
        _unmount_if_unused(volume)
    if volumes.mounted(volume, disk):
        volumes.write_unit(volume, _options(quota_feature.present(disk)))
    else:
        file_systems.ensure(volume, disk)
        _mount(volume, disk)
        volumes.mounted(volume, disk)
    run(["tune2fs", "-m", RESERVE, disk])
    volumes.grow(disk)


def _mount(volume: Volume, disk: Path) -> None:
    if quota_feature.possible():
        quota_feature.choose(disk, True)
        try:
            return volumes.mount(volume, _options(True))
        except Failure:
            # Such a kernel mounts nothing that has quotas.
            quota_feature.refuse()
    quota_feature.choose(disk, False)
    return volumes.mount(volume, _options(False))


def _options(quotas: bool) -> str:
    return f",resgid={grp.getgrnam('caddy').gr_gid}{',usrquota' if quotas else ''}"


def _unmount_if_unused(volume: Volume) -> None:
    """The hub and the web server stop with the mount; the phases that follow start them again."""
    if not succeeds(["systemctl", "is-active", "--quiet", "jupyter-*-singleuser.service"]):
        succeeds(["systemctl", "stop", volume.unit.name])
