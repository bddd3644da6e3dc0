"""What restic needs to reach the repository. Secrets are in its environment, or in files that root alone reads."""

from pathlib import Path
from urllib.parse import urlsplit

from hubserver import files
from hubserver.backup.wanted import Wanted, secret
from hubserver.commands import ENVIRONMENT
from hubserver.settings import read_download_environment

# In memory alone.
FOLDER = Path("/run/hub-backup")
KEY, KNOWN_HOSTS = FOLDER / "key", FOLDER / "known_hosts"
# The name in KNOWN_HOSTS, whatever the server's address and port.
ALIAS = "backup"


def environment(backup: Wanted) -> dict[str, str]:
    """The environment of restic. Raises Failure when a secret is not there."""
    values = {
        **ENVIRONMENT,
        **read_download_environment(),
        "RESTIC_REPOSITORY": backup.address,
        "RESTIC_PASSWORD": secret("backupPassword"),
        "RESTIC_CACHE_DIR": "/var/cache/hub-backup",
        # Users' servers need the memory and the processors.
        "GOGC": "20",
        "GOMAXPROCS": "2",
    }
    if backup.repository.startswith("s3:"):
        values |= {
            "AWS_ACCESS_KEY_ID": secret("backupS3AccessKeyId"),
            "AWS_SECRET_ACCESS_KEY": secret("backupS3SecretAccessKey"),
        }
        if backup.s3Region:
            values["AWS_DEFAULT_REGION"] = backup.s3Region
    return values


def options(backup: Wanted) -> list[str]:
    """Options of restic; those for SFTP name files, which are written here. Raises Failure when a secret is missing."""
    if not backup.repository.startswith("sftp:"):
        return []
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    files.write(KEY, secret("backupSftpPrivateKey").strip() + "\n", 0o600)
    files.write(KNOWN_HOSTS, f"{ALIAS} {backup.sftpHostKey}\n", 0o600)
    address = urlsplit(backup.repository)
    settings = {
        "BatchMode": "yes",
        "ConnectTimeout": "30",
        "GlobalKnownHostsFile": "/dev/null",
        "HostKeyAlias": ALIAS,
        "IdentitiesOnly": "yes",
        "IdentityAgent": "none",
        "ServerAliveInterval": "30",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": str(KNOWN_HOSTS),
    }
    ssh = ["ssh", "-F", "none", "-i", str(KEY), *(f"-o{name}={value}" for name, value in settings.items())]
    port = ["-p", str(address.port)] if address.port else []
    return [
        "-o",
        "sftp.command="
        + " ".join([*ssh, *port, "-l", address.username or "root", address.hostname or "", "-s", "sftp"]),
    ]
