"""The phase that gets backups going: restic, the repository, the timer."""

from hubserver import apt, file_systems, timers, volumes
from hubserver.backup.restic import Restic
from hubserver.backup.wanted import BACKUP_VOLUME, Wanted, wanted
from hubserver.paths import UNITS
from hubserver.phases import Waiting

SERVICE, TIMER = UNITS / "hub-backup.service", UNITS / "hub-backup.timer"
# Seconds that the backup volume may take to be attached.
PATIENCE = 300
PACKAGES = "restic", "openssh-client"

# One that hangs is ended before the second day, and counts as failed.
SERVICE_TEXT = """\
[Unit]
Description=Backup of the hub's data
Wants=network-online.target
After=network-online.target
RequiresMountsFor=/srv/data

[Service]
Type=oneshot
ExecStart=/opt/jupyterhub/bin/hub-backup
Nice=19
IOSchedulingClass=idle
MemoryHigh=25%
TimeoutStartSec=40h
"""


def prepare(waiting: Waiting) -> None:
    """Raises Failure when the repository cannot be used. Where none is wanted the timer goes, and nothing else."""
    backup = wanted()
    if backup is None:
        timers.remove(SERVICE, TIMER)
        return
    apt.ensure("backup", PACKAGES)
    if backup.on_volume:
        _prepare_volume(backup, waiting)
    waiting(f"opening the repository {backup.address}")
    Restic(backup).open(make=True)
    timers.enable(SERVICE, SERVICE_TEXT, TIMER, timers.text("Backups of the hub's data", backup.schedule))


def _prepare_volume(backup: Wanted, waiting: Waiting) -> None:
    volume = backup.volume
    disk = volumes.attached(volume, waiting, PATIENCE)
    if not volumes.mounted(volume, disk):
        file_systems.ensure(volume, disk)
        volumes.mount(volume)
    volumes.grow(disk)
    BACKUP_VOLUME.chmod(0o700)
