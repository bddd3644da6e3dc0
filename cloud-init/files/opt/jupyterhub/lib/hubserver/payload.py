"""The files of this product on the server, as a document over SSH brings them."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubserver import files
from hubserver.commands import run
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import MANIFEST, PRODUCT, SECRETS, UNITS

PROGRAMS = PRODUCT / "bin", PRODUCT / "lib"
# Everything below these is this product's, also what a baked image of an older release put there.
OWN_FOLDERS = *PROGRAMS, PRODUCT / "hub", PRODUCT / "locks"


@dataclass(frozen=True)
class Payload:
    files: list[dict[str, str]]
    # By name; stored where root alone reads.
    secrets: dict[str, str]
    adminUser: str
    # Only to see that a login is answered; never stored.
    adminPassword: str
    # Seconds until a user must be able to work.
    timeout: int
    # All of it as it came, also what only a newer release knows.
    document: bytes


def read_payload() -> Payload:
    """Raises Failure when standard input is not such a document. What is in it is never shown: it holds a password."""
    try:
        received = sys.stdin.buffer.read()
        document: dict[str, Any] = json.loads(received)
        return Payload(
            document["files"],
            document["secrets"],
            document["adminUser"],
            document["adminPassword"],
            int(document["timeout"]),
            received,
        )
    except (ValueError, KeyError, TypeError):
        raise Failure("Standard input is not the JSON document that `pulumi up` sends to hub-apply.") from None


def write_secrets(payload: Payload) -> None:
    files.write_if_changed(SECRETS, json.dumps(payload.secrets), 0o600)


def write_files(payload: Payload) -> bool:
    """Writes what differs and removes what an earlier release had; systemd learns of changed units.

    Answers whether there are other programs now than those that run.
    """
    changed = [
        Path(file["path"])
        for file in payload.files
        if files.write_if_changed(Path(file["path"]), file["content"], int(file["mode"], 8))
    ]
    present = {Path(file["path"]) for file in payload.files}
    stale = sorted(product_files() - present)
    for path in stale:
        path.unlink(missing_ok=True)
    files.write_if_changed(MANIFEST, json.dumps(sorted(map(str, present))) + "\n", 0o600)
    for path in changed:
        say(f"wrote {path}")
    for path in stale:
        say(f"removed {path}")
    if any(path.is_relative_to(UNITS) for path in [*changed, *stale]):
        run(["systemctl", "daemon-reload"])
    return any(path.is_relative_to(folder) for path in [*changed, *stale] for folder in PROGRAMS)


def product_files() -> set[Path]:
    """What this product has written here, by the latest payload's list and in its own folders."""
    return _earlier() | _own()


def _earlier() -> set[Path]:
    return set(map(Path, json.loads(MANIFEST.read_text()))) if MANIFEST.exists() else set()


def _own() -> set[Path]:
    return {
        path
        for folder in OWN_FOLDERS
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
