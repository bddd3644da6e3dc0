"""The systemd units that pull, two for each folder with a repository."""

from typing import Any

from hubserver import timers
from hubserver.commands import output
from hubserver.folders.members import PULLER
from hubserver.paths import SHARED
from hubserver.settings import read_download_environment

# It sees of the data volume nothing but its folder. A pack of objects is one file, which LimitFSIZE limits.
SERVICE_TEXT = """\
[Unit]
Description=Pull of the repository in the shared folder {name}
Wants=network-online.target
After=network-online.target
RequiresMountsFor=/srv/data
AssertPathIsMountPoint=/srv/data
StartLimitIntervalSec=0

[Service]
Type=oneshot
User={user}
ExecStart=/opt/jupyterhub/bin/hub-pull {name} {url} {branch}
Environment={environment}
StateDirectory=hub-pull/{name}
StateDirectoryMode=0700
TimeoutStartSec=20min
Nice=19
IOSchedulingClass=idle
UMask=0002
MemoryMax=1G
TasksMax=64
LimitFSIZE=2G
TemporaryFileSystem=/srv:ro
BindPaths={folder}
InaccessiblePaths=/etc/jupyterhub-openstack /var/lib/jupyterhub-openstack
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectKernelTunables=yes
ProtectControlGroups=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
LockPersonality=yes
SystemCallFilter=@system-service
IPAddressDeny=169.254.169.254 fe80::a9fe:a9fe
"""


def unit(name: str) -> str:
    """What pulls into this folder, without what systemd adds to the names of services and timers."""
    return f"hub-pull-{name}"


def state_of(name: str) -> dict[str, str]:
    """What systemd says of the folder's pull: ActiveState and Result."""
    show = ["systemctl", "show", "--property=ActiveState,Result,Job", f"{unit(name)}.service"]
    return dict(line.split("=", 1) for line in output(show).splitlines())


def runs(state: dict[str, str]) -> bool:
    """Whether it is pulling now or is about to."""
    return state["ActiveState"] == "activating" or state.get("Job", "0") not in ("", "0")


def texts(name: str, repository: dict[str, Any]) -> dict[str, str]:
    """The unit and the timer for a folder's repository, by file names."""
    environment = " ".join(f"{key}={value}" for key, value in read_download_environment().items())
    service = SERVICE_TEXT.format(
        name=name,
        user=PULLER,
        url=repository["url"],
        branch=repository.get("branch") or "",
        environment=environment,
        folder=SHARED / name,
    )
    timer = timers.text(f"Pulls of the repository in the shared folder {name}", repository["schedule"])
    return {f"{unit(name)}.service": service, f"{unit(name)}.timer": timer}
