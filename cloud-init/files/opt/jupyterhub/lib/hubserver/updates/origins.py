"""The distribution's security archive, by the fields of its Release file, which a mirror of it has too."""

import platform
from typing import Any

# By the ID in /etc/os-release.
FIELDS = {
    "debian": {"origin": "Debian", "codename": "{codename}-security", "label": "Debian-Security"},
    "ubuntu": {"origin": "Ubuntu", "archive": "{codename}-security"},
}


def pattern() -> str:
    """As unattended-upgrades takes it."""
    return ",".join(f"{name}={value}" for name, value in _fields().items())


def is_security(origin: Any) -> bool:
    """Whether that is where a version comes from; an apt.package.Origin."""
    return all(getattr(origin, name) == value for name, value in _fields().items())


def _fields() -> dict[str, str]:
    release = platform.freedesktop_os_release()
    return {name: value.format(codename=release["VERSION_CODENAME"]) for name, value in FIELDS[release["ID"]].items()}
