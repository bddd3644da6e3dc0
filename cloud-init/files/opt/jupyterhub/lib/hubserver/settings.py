"""What the stack says about this server: /etc/jupyterhub-openstack/settings.json and admin.json."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from hubserver.failure import Failure
from hubserver.paths import ADMIN, SETTINGS


@dataclass(frozen=True)
class Settings:
    """The settings that the installation itself needs; the hub's limits and times are read by jupyterhub_config.py."""

    # Name of the hub's administrator.
    adminUser: str
    # IPv4 address that people use.
    address: str
    # Id of the Cinder volume.
    dataVolumeId: str


def read_settings() -> Settings:
    """Raises Failure when a file is missing, is no JSON, or lacks a setting."""
    return Settings(**{field.name: _text(SETTINGS, field.name) for field in fields(Settings)})


def read_password_hash() -> str:
    """The bcrypt hash of the administrator's password. Raises Failure as read_settings does."""
    return _text(ADMIN, "passwordHash")


def _text(path: Path, key: str) -> str:
    value = _read(path).get(key)
    if not isinstance(value, str) or not value:
        raise Failure(f"{path} has no text under {key}; `pulumi up` writes this file.")
    return value


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text())
    except FileNotFoundError as error:
        raise Failure(f"{path} is missing; `pulumi up` writes it.") from error
    except ValueError as error:
        raise Failure(f"{path} is not JSON ({error}); `pulumi up` writes it anew.") from error
