"""Stops servers that nobody uses, by jupyterhub-idle-culler, in a thread: a process of its own would take 20 MiB."""

import asyncio
import logging
import secrets
from threading import Thread

from jupyterhub.app import JupyterHub
from jupyterhub_idle_culler import cull_idle

_NAME = "idle-culler"
_SCOPES = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
# The culler has no "never". Seconds: ten years.
_NEVER = 315_360_000
_log = logging.getLogger("tornado.application")


def configure(c, limits):
    """Takes the stack's limits: `cullTimeout`, `cullEvery`, `cullMaxAge` in seconds."""
    token = secrets.token_hex(32)
    c.JupyterHub.services = [{"name": _NAME, "api_token": token}]
    c.JupyterHub.load_roles = [{"name": _NAME, "services": [_NAME], "scopes": _SCOPES}]
    # Not where check.py loads the configuration without a hub.
    if JupyterHub.initialized():
        # In a loop of its own: in the hub's, what stops a server would wait for connections that the culler holds.
        culling = _cull_for_ever(c.JupyterHub.hub_bind_url, token, limits)
        Thread(target=asyncio.run, args=[culling], name=_NAME, daemon=True).start()


async def _cull_for_ever(hub_url, token, limits):
    while True:
        await asyncio.sleep(limits["cullEvery"])
        try:
            await cull_idle(
                f"{hub_url}/hub/api",
                token,
                limits["cullTimeout"] or _NEVER,
                _log,
                max_age=limits["cullMaxAge"],
            )
        except Exception:
            _log.exception("Idle servers were not looked for; the next try is in %s s.", limits["cullEvery"])
