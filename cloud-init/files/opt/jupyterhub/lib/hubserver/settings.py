"""What the stack says about this server: /etc/jupyterhub-openstack/settings.json and admin.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubserver.failure import Failure
from hubserver.paths import ADMIN, SECRETS, SETTINGS


@dataclass(frozen=True)
class Settings:
    """The settings that the installation itself needs; the hub's limits and times are read by jupyterhub_config.py."""

    # The main IP address that people use.
    address: str
    # Id of the Cinder volume.
    dataVolumeId: str
    # Who ends TLS: "internal", "files" or "acme" (Caddy here), or "upstream" (the cloud's proxy).
    tls: str
    # With its final slash.
    publicUrl: str
    # Names and addresses by which people may come.
    hosts: tuple[str, ...]
    # Ranges that the cloud's proxy comes from.
    trustedProxies: tuple[str, ...]


def read_settings() -> Settings:
    """Raises Failure when a file is missing, is no JSON, or lacks a setting."""
    texts = {name: _text(SETTINGS, name) for name in ("address", "dataVolumeId", "tls", "publicUrl")}
    return Settings(**texts, hosts=_texts("hosts"), trustedProxies=_texts("trustedProxies"))


def read_certificate() -> str:
    """The certificate of tls "files" with its chain, PEM text. Raises Failure as read_settings does."""
    return _text(SETTINGS, "tlsCertificate")


def read_acme() -> tuple[str, str | None]:
    """The directory URL of tls "acme", and the address for its news. Raises Failure as read_settings does."""
    return _text(SETTINGS, "acmeServer"), _read(SETTINGS).get("acmeEmail")


def read_secret(name: str) -> str | None:
    """A secret that came over SSH; None as long as it has not."""
    return _read(SECRETS).get(name) if SECRETS.exists() else None


def read_mirrors() -> tuple[str | None, str | None]:
    """The mirrors of the distribution's archive and of its security archive; None: as the image has it."""
    values = _read(SETTINGS)
    return values.get("aptMirror"), values.get("aptSecurityMirror")


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
