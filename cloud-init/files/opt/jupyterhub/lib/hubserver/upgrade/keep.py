"""Keeps the release in force before another one comes: files, environments and database."""

import json
import shutil
import time
from pathlib import Path

from hubserver import environments, files, uv
from hubserver.backup import database
from hubserver.commands import output, run, succeeds
from hubserver.hub import HUB_UNIT
from hubserver.paths import LOG, PRODUCT, SECRETS, STAMPS
from hubserver.payload import Payload, product_files
from hubserver.upgrade.places import (
    BEFORE,
    DATABASES,
    DOCUMENT,
    INSTALLED,
    PART,
    TRIAL,
    UNDO,
    UNIT,
    Trial,
    clear,
    copy_of,
)

# So many of each kind stay.
KEPT = 2
UNIT_TEXT = f"""\
[Unit]
Description=Undoing of an upgrade that was ended in the middle
After=srv-data.mount
ConditionPathExists={UNDO}

[Service]
Type=exec
ExecStart=/usr/bin/python3 -I {UNDO} --interrupted
StandardOutput=append:{LOG}
StandardError=inherit
Restart=on-failure
RestartSec=30

[Install]
WantedBy=multi-user.target
"""


def keep(payload: Payload, before: str, coming: str) -> None:
    """Begins a trial. Raises Failure when something cannot be kept; then nothing is changed."""
    clear()
    copied = _copy_database(before)
    stamps = _link_installed(payload)
    PART.mkdir(mode=0o700, parents=True)
    for name in ("bin", "lib"):
        shutil.copytree(PRODUCT / name, PART / name, ignore=shutil.ignore_patterns("__pycache__"))
    files.write(PART / DOCUMENT, json.dumps(_document()), 0o600)
    run_of_hub = output(["systemctl", "show", "--value", "--property=InvocationID", HUB_UNIT]).strip()
    brought = [file["path"] for file in payload.files]
    files.write(PART / TRIAL, Trial(before, coming, brought, stamps, str(copied), run_of_hub).text())
    files.write(UNIT, UNIT_TEXT)
    run(["systemctl", "daemon-reload"])
    run(["systemctl", "enable", "--quiet", UNIT.name])
    # Counts anew how often the hub is started again.
    succeeds(["systemctl", "reset-failed", HUB_UNIT])
    run(["sync", "--file-system", PART])
    PART.rename(BEFORE)
    # It waits until whoever undoes or ends the trial is gone.
    run(["systemctl", "start", "--no-block", UNIT.name])


def _copy_database(release: str) -> Path:
    DATABASES.mkdir(mode=0o700, exist_ok=True)
    copied = DATABASES / f"before-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{release}.sqlite"
    database.copy(copied)
    for kind in ("before-*.sqlite", "undone-*.sqlite"):
        for old in sorted(DATABASES.glob(kind))[:-KEPT]:
            old.unlink()
    return copied


def _link_installed(payload: Payload) -> dict[str, str]:
    """Links what the new release may install anew; answers the stamps of its phases."""
    coming = {Path(file["path"]): file["content"] for file in payload.files}
    installers = {"uv": (uv.LOCK, uv), "hub-environment": (environments.lock_of("hub"), environments)}
    installers["user-environment"] = (environments.lock_of("user"), environments)
    stamps = {}
    for name, (lock, module) in installers.items():
        installed, stamp = INSTALLED[name], STAMPS / name
        watched = (lock, Path(module.__file__))
        if all(coming.get(path) == path.read_text() for path in watched) or not stamp.exists():
            continue
        part = copy_of(installed).with_suffix(".part")
        run(["cp", "--archive", "--link", installed, part])
        part.rename(copy_of(installed))
        stamps[name] = stamp.read_text()
    return stamps


def _document() -> dict[str, object]:
    present = sorted(path for path in product_files() if path.exists())
    listed = [
        {"path": str(path), "mode": f"{path.stat().st_mode & 0o7777:04o}", "content": path.read_text()}
        for path in present
    ]
    return {"files": listed, "secrets": SECRETS.read_text() if SECRETS.exists() else None}
