"""Brings the whole data volume back to what a snapshot has; what was there is kept aside."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hubserver import follow, hub
from hubserver.backup import database, extraction, people, places
from hubserver.backup.restic import Restic
from hubserver.backup.snapshots import chosen
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import DATA, DATABASE, HUB_STATE

SERVICES = hub.HUB_UNIT, hub.PROXY_UNIT, "caddy.service"
# What is not data, at the top of the volume.
OWN = {"lost+found", database.COPIES.name, places.STAGING.name, places.PART.name}


def restore(restic: Restic, wanted: str) -> Path | None:
    """Answers where what was there before is. Raises Failure. After an end in the middle it goes on where it was."""
    plan = places.unfinished()
    if plan:
        say(f"going on with the restore of snapshot {plan['snapshot']}, which was ended in the middle")
    else:
        plan = _fetch(restic, chosen(restic, wanted))
    with _installation_held():
        _stop()
        _put_in_place(plan)
        people.forget_misfits()
    # As after each change: accounts, the stack's own administrator and lists, the services.
    follow.install()
    places.COMPLETE.unlink()
    places.empty(places.STAGING)
    places.STAGING.rmdir()
    before = Path(plan["aside"])
    return before if before.exists() else None


def _fetch(restic: Restic, snapshot: str) -> dict[str, Any]:
    say(f"bringing snapshot {snapshot}; the hub goes on meanwhile")
    extraction.whole(restic, snapshot, places.STAGING)
    root = places.STAGING / DATA.relative_to("/")
    copy = root / database.COPY.relative_to(DATA)
    if not copy.exists():
        raise Failure(
            f"The snapshot {snapshot} has no copy of the hub's database, so it is none of a hub. Nothing was changed."
        )
    copy.rename(root / DATABASE.relative_to(DATA))
    names = sorted(path.name for path in root.iterdir() if path.name not in OWN)
    if HUB_STATE.name not in names:
        raise Failure(f"The snapshot {snapshot} has no {HUB_STATE}, so it is none of a hub. Nothing was changed.")
    run(["sync", "--file-system", DATA])
    plan = {"snapshot": snapshot, "aside": str(places.aside()), "names": names}
    places.mark_complete(plan)
    return plan


def _stop() -> None:
    say("stopping the hub and the users' servers")
    # The hub first: it would start servers again.
    for unit in SERVICES:
        succeeds(["systemctl", "stop", unit])
    people.stop_servers()


def _put_in_place(plan: dict[str, Any]) -> None:
    """Only renames, each of which is whole or not at all: whatever is still in the staging folder is to be moved."""
    root, before = places.STAGING / DATA.relative_to("/"), Path(plan["aside"])
    before.mkdir(mode=0o700, exist_ok=True)
    for name in plan["names"]:
        if os.path.lexists(root / name):
            if os.path.lexists(DATA / name):
                (DATA / name).rename(places.free(before / name))
            (root / name).rename(DATA / name)
    run(["sync", "--file-system", DATA])


@contextlib.contextmanager
def _installation_held() -> Iterator[None]:
    """Keeps hub-install from making folders and starting services."""
    with Path("/run/hub-install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
