"""The check's own user: its server by the hub's API, and all that there may be of it, taken away again."""

import asyncio
import contextlib
import pwd
import shutil
from http import HTTPStatus
from typing import Any

from hubserver.accounts import CHECK_USER, PREFIX
from hubserver.commands import run, succeeds
from hubserver.deep_check.visitor import Visitor, reason
from hubserver.failure import Failure
from hubserver.paths import HOMES

ACCOUNT, HOME = PREFIX + CHECK_USER, HOMES / CHECK_USER
UNIT = f"{ACCOUNT}-singleuser.service"
_USER = f"/hub/api/users/{CHECK_USER}"
# Seconds between two questions, each a line of the hub's journal.
PAUSE = 1


class HubFull(Exception):
    """As many servers run as may."""


async def make(hub: Visitor) -> str:
    """Makes the hub's user. Answers a token by which it comes to its server, and to nothing else."""
    await hub.ask("POST", _USER)
    wanted = {"note": "deep check", "scopes": ["access:servers!user"], "expires_in": 24 * 3600}
    return (await hub.ask("POST", f"{_USER}/tokens", wanted))["token"]


async def start_server(hub: Visitor) -> None:
    """Returns once it is ready. Raises HubFull; and Failure when it does not start."""
    status, said = await hub.request("POST", f"{_USER}/server")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise HubFull(f"the hub is full ({reason(said)})")
    if status not in (201, 202):
        raise Failure(f"the hub answered {status}: {reason(said)}")
    while not (server := await _server(hub)).get("ready"):
        if not server:
            raise Failure("it ended before it was ready")
        await asyncio.sleep(PAUSE)


async def stop_server(hub: Visitor) -> None:
    """Returns once it is away, or if it never was there."""
    await hub.ask("DELETE", f"{_USER}/server")
    while await _server(hub):
        await asyncio.sleep(PAUSE)


async def is_there(hub: Visitor) -> bool:
    """Whether a check that was ended in the middle has left anything."""
    status, said = await hub.request("GET", _USER)
    if status not in (200, 404):
        raise Failure(
            f"the hub answered {status} to the deep check's token: {reason(said)}. A file in jupyterhub_config.d that "
            "sets c.JupyterHub.services or load_roles has to append to them"
        )
    return status == 200 or HOME.exists() or _has_account()


async def remove(hub: Visitor) -> None:
    """Takes away all that there is of it, whatever that is. Raises Failure when the hub keeps its user."""
    try:
        if (await hub.request("GET", _USER))[0] != 404:
            await stop_server(hub)
            await hub.ask("DELETE", _USER)
    finally:
        # On the server also while the hub does not answer. The account last: its number is taken as long as files are.
        if succeeds(["systemctl", "is-active", "--quiet", UNIT]):
            run(["systemctl", "stop", UNIT])
        succeeds(["systemctl", "reset-failed", UNIT])
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(HOME)
        if _has_account():
            # By force: a process that was left would keep it.
            run(["userdel", "--force", ACCOUNT])


async def _server(hub: Visitor) -> dict[str, Any]:
    return (await hub.ask("GET", _USER))["servers"].get("", {})


def _has_account() -> bool:
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        return False
    return True
