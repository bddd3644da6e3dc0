"""What the stack wants to be backed up, and where to."""

from dataclasses import dataclass
from pathlib import Path

from hubserver.failure import Failure
from hubserver.settings import read_backup, read_secret
from hubserver.volumes import Volume

VOLUME_REPOSITORY = "volume"
# Where the volume for backups is mounted.
BACKUP_VOLUME = Path("/srv/backup")


@dataclass(frozen=True)
class Wanted:
    """As in the file settings.json."""

    # "volume", or an address as restic takes it.
    repository: str
    # A calendar of systemd's, in UTC.
    schedule: str
    keepDaily: int
    keepWeekly: int
    keepMonthly: int
    s3Region: str | None = None
    # "ssh-ed25519 AAAA…"
    sftpHostKey: str | None = None
    # Id of the Cinder volume for "volume", and whether the stack made it.
    volumeId: str | None = None
    ownVolume: bool = False

    @property
    def on_volume(self) -> bool:
        return self.repository == VOLUME_REPOSITORY

    @property
    def address(self) -> str:
        return str(BACKUP_VOLUME / "restic") if self.on_volume else self.repository

    @property
    def volume(self) -> Volume:
        """Raises Failure where the settings name none."""
        if not self.volumeId:
            raise Failure("The settings want backups on a volume and name none; `pulumi up` writes them.")
        return Volume(self.volumeId, "backup volume", "backupVolumeId", BACKUP_VOLUME, self.ownVolume)


def wanted() -> Wanted | None:
    """None: nothing is to be backed up."""
    values = read_backup()
    return Wanted(**values) if values else None


def required() -> Wanted:
    """Raises Failure where the settings want no backups."""
    backup = wanted()
    if backup is None:
        raise Failure("This stack has no backups: set backupRepository and what goes with it, then `pulumi up`.")
    return backup


def secret(name: str) -> str:
    """A secret of the backups. Raises Failure when it is not on this server."""
    value = read_secret(name)
    if value is None:
        raise Failure(f"The secret {name} is not on this server; `pulumi up` brings it.")
    return value
