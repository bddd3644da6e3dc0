"""The latest restart of the server for updates: /var/lib/jupyterhub-openstack/restart.json."""

import json
import time
from pathlib import Path
from typing import Any

from hubserver import files
from hubserver.paths import STATE

RECORD = STATE / "restart.json"


def note(kernel: str | None) -> None:
    """Before a restart that is to bring this kernel."""
    files.write(RECORD, json.dumps({"at": time.time(), "kernel": kernel}) + "\n")


def was_for(kernel: str) -> bool:
    """Whether the latest restart was to bring this kernel, and has been."""
    try:
        latest: dict[str, Any] = json.loads(RECORD.read_text())
    except FileNotFoundError:
        return False
    started = time.time() - float(Path("/proc/uptime").read_text().split()[0])
    return latest["kernel"] == kernel and latest["at"] < started
