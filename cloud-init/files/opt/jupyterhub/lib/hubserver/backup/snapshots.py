"""The snapshots of the repository."""

import json
import re
from typing import Any

from hubserver.backup.restic import Restic
from hubserver.backup.snapshot import HOST
from hubserver.failure import Failure

LATEST = "latest"


def listed(restic: Restic) -> list[dict[str, str]]:
    """Id and time of each, the newest last."""
    snapshots: list[dict[str, Any]] = json.loads(restic.output("snapshots", "--json", f"--host={HOST}")) or []
    found = [{"id": snapshot["short_id"], "time": snapshot["time"]} for snapshot in snapshots]
    return sorted(found, key=lambda snapshot: snapshot["time"])


def chosen(restic: Restic, wanted: str) -> str:
    """The id of a snapshot by its id or "latest". Raises Failure when there is none."""
    snapshots = listed(restic)
    if not snapshots:
        raise Failure("The repository has no snapshot yet; `hub-backup` makes one.")
    if wanted == LATEST:
        return snapshots[-1]["id"]
    if re.fullmatch("[0-9a-f]{8,64}", wanted):
        for snapshot in snapshots:
            if wanted.startswith(snapshot["id"]):
                return snapshot["id"]
    ids = ", ".join(snapshot["id"] for snapshot in snapshots[-10:])
    raise Failure(f"There is no snapshot {wanted}; the latest are {ids}.")
