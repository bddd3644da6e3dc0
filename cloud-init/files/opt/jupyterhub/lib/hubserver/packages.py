"""Debian's packages."""

import platform

from hubserver.commands import run_with_retries

PACKAGES = (
    "acl",  # default ACLs of the shared folder
    "caddy",
    "git",  # nbgitpuller
    "nftables",
    "node-configurable-http-proxy",
    "python3-pip-whl",  # pip without a Python environment of its own, to fetch uv
)

# cloud-init or unattended-upgrades may hold the lock when the server boots.
APT_GET = (
    *("apt-get", "--quiet", "--yes", "--option", "DPkg::Lock::Timeout=900", "--option", "Acquire::Retries=3"),
    *("--option", "Dpkg::Options::=--force-confold", "--option", "Dpkg::Use-Pty=0"),
)


def inputs() -> str:
    release = platform.freedesktop_os_release()
    return f"{release['ID']} {release.get('VERSION_ID')} {PACKAGES}"


def install(_waiting: object) -> None:
    run_with_retries([*APT_GET, "update"])
    install_command = [*APT_GET, "install", "--no-install-recommends", *PACKAGES]
    run_with_retries(install_command, DEBIAN_FRONTEND="noninteractive", NEEDRESTART_MODE="l")
