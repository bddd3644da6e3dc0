"""What the stack says about this server: settings.json, hub.json and admin.json in /etc/jupyterhub-openstack."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubserver.amounts import amount
from hubserver.failure import Failure
from hubserver.paths import ADMIN, HUB_SETTINGS, SECRETS, SETTINGS


@dataclass(frozen=True)
class Settings:
    """The settings that the installation itself needs; jupyterhub_config.py reads hub.json."""

    # The main IP address that people use.
    address: str
    # Id of the Cinder volume.
    dataVolumeId: str
    # Whether the stack made it, and did not take it up.
    ownDataVolume: bool
    # Who ends TLS: "internal", "files" or "acme" (Caddy here), or "upstream" (the cloud's proxy).
    tls: str
    # With its final slash.
    publicUrl: str
    # Names and addresses by which people may come.
    hosts: tuple[str, ...]
    # Ranges that the cloud's proxy comes from.
    trustedProxies: tuple[str, ...]


@dataclass(frozen=True)
class DiskLimits:
    """What users' files may take, as texts such as "20G"."""

    everybody: str | None
    groups: dict[str, str]
    users: dict[str, str]

    def wanted(self) -> bool:
        return bool(self.everybody or self.groups or self.users)

    def of(self, user: str, groups: Collection[str]) -> int:
        """Bytes for a member of these groups; 0 for no limit."""
        if user in self.users:
            return int(amount(self.users[user]))
        of_groups = [amount(limit) for group, limit in self.groups.items() if group in groups]
        return int(max(of_groups, default=amount(self.everybody or 0)))


def read_settings() -> Settings:
    """Raises Failure when a file is missing, is no JSON, or lacks a setting."""
    texts = {name: _text(SETTINGS, name) for name in ("address", "dataVolumeId", "tls", "publicUrl")}
    own = _read(SETTINGS).get("ownDataVolume") is True
    return Settings(**texts, ownDataVolume=own, hosts=_texts("hosts"), trustedProxies=_texts("trustedProxies"))


def read_certificate() -> str:
    """The certificate of tls "files" with its chain, PEM text. Raises Failure as read_settings does."""
    return _text(SETTINGS, "tlsCertificate")


def read_acme() -> tuple[str, str | None]:
    """The directory URL of tls "acme", and the address for its news. Raises Failure as read_settings does."""
    return _text(SETTINGS, "acmeServer"), _read(SETTINGS).get("acmeEmail")


def read_secret(name: str) -> str | None:
    """A secret that came over SSH; None as long as it has not."""
    return _read(SECRETS).get(name) if SECRETS.exists() else None


def read_provider_secrets() -> dict[str, str]:
    """Those of the provider of accounts, which begin with its name; the hub has no use for others."""
    name = _read(HUB_SETTINGS)["authentication"]["authenticator"]
    return {key: value for key, value in (_read(SECRETS) if SECRETS.exists() else {}).items() if key.startswith(name)}


def read_backup() -> dict[str, Any]:
    """What the stack says of backups, by the names in settings.json; {} where it wants none."""
    return {name: value for name, value in (_read(SETTINGS).get("backup") or {}).items() if value is not None}


def read_updates() -> dict[str, Any]:
    """What the stack says of security updates and restarts, by the names in settings.json."""
    return _read(SETTINGS).get("updates") or {}


def read_shared_folders() -> dict[str, Any]:
    """What the stack says of each shared folder, by its name, as in settings.json."""
    return _read(SETTINGS).get("sharedFolders") or {}


def read_python() -> dict[str, Any]:
    """The Python packages that the stack wants, by the names in settings.json; {} where the base set is enough."""
    return _read(SETTINGS).get("python") or {}


def read_mirrors() -> tuple[str | None, str | None]:
    """The mirrors of the distribution's archive and of its security archive; None: as the image has it."""
    values = _read(SETTINGS)
    return values.get("aptMirror"), values.get("aptSecurityMirror")


def read_disk_limits() -> DiskLimits:
    """Raises Failure when the settings are not there."""
    limits = _read(HUB_SETTINGS)["limits"]
    groups, users = (
        {name: own["disk"] for name, own in limits[key].items() if "disk" in own}
        for key in ("groupLimits", "userLimits")
    )
    return DiskLimits(limits.get("diskLimit"), groups, users)


def read_download_environment() -> dict[str, str]:
    """The variables for proxy and package index; none in an image that is being made, which has no settings."""
    return _read(SETTINGS)["downloadEnvironment"] if SETTINGS.exists() else {}


def read_password_hash() -> str:
    """The bcrypt hash of the administrator's password. Raises Failure as read_settings does."""
    return _text(ADMIN, "passwordHash")


def _text(path: Path, key: str) -> str:
    value = _read(path).get(key)
    if not isinstance(value, str) or not value:
        raise Failure(f"{path} has no text under {key}; `pulumi up` writes this file.")
    return value


def _texts(key: str) -> tuple[str, ...]:
    value = _read(SETTINGS).get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Failure(f"{SETTINGS} has no list of texts under {key}; `pulumi up` writes this file.")
    return tuple(value)


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text())
    except FileNotFoundError as error:
        raise Failure(f"{path} is missing; `pulumi up` writes it.") from error
    except ValueError as error:
        raise Failure(f"{path} is not JSON ({error}); `pulumi up` writes it anew.") from error
