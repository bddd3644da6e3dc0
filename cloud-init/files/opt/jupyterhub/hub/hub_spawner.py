"""Users' servers: systemd units of the users' own accounts, started a few at a time, with each user's limits."""

import asyncio
import json
import os
import time

from hubserver import accounts, later, paths, quotas
from jupyterhub.utils import maybe_future
from systemdspawner import SystemdSpawner
from traitlets import Dict

# A server's start keeps one processor busy; with more at once each takes longer and none is ready earlier.
_PLACES = 2 * (os.cpu_count() or 1)

# Where servers and kernels write at their start when the home is full: /tmp is each server's own.
_FULL = {name: f"/tmp/{name.lower()}" for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}


class _Turns:
    """Lets so many through at a time, in the order in which they came."""

    def __init__(self, places):
        self._free = asyncio.Semaphore(places)
        self._queue = []

    async def take(self, one):
        self._queue.append(one)
        try:
            await self._free.acquire()
        finally:
            self._queue.remove(one)

    def give_back(self):
        self._free.release()

    def before(self, one):
        """How many wait before this one; None when it does not wait."""
        return self._queue.index(one) if one in self._queue else None


class ServerEnded(Exception):
    """A user's server ended before it listened."""

    jupyterhub_message = (
        "The server ended as soon as it had started. Try again; if that does not help, ask an administrator."
    )


_turns = _Turns(_PLACES)
# The event loop keeps no reference of its own to a task.
_watchers = set()


class HubSpawner(SystemdSpawner):
    user_limits = Dict(
        config=True, help="Limits by user's name: {'mem_limit': text, 'cpu_limit': number}, each optional."
    )

    @classmethod
    async def limits_of(cls, user, config):
        """Bytes of memory and number of CPUs, None for no limit, that a server of this user gets when it is started."""
        # Not the user's spawner: that of a running server has the limits with which it was started.
        spawner = cls(user=user, config=config)
        await spawner.apply_group_overrides()
        spawner._apply_own_limits()
        return spawner.mem_limit, spawner.cpu_limit

    async def run_pre_spawn_hook(self):
        # Not in start(): the time of waiting must not count as time of starting.
        await _turns.take(self)
        watcher = asyncio.create_task(self._give_back_when_started())
        _watchers.add(watcher)
        watcher.add_done_callback(_watchers.discard)
        accounts.ensure_account(self.user.name)
        groups = [group.name for group in self.user.groups]
        quotas.give(self.user.name, groups)
        later.call("hubserver.folders.members", "join", self.user.name, groups, self.user.admin)
        self._apply_own_limits()
        await maybe_future(super().run_pre_spawn_hook())

    async def start(self):
        """Ends when the server listens: the hub itself looks at growing intervals, so seconds later."""
        where = await super().start()
        next_poll = time.monotonic() + 1
        while where and not await _listens(*where):
            if time.monotonic() > next_poll:
                if await self.poll() is not None:
                    raise ServerEnded(f"{self.unit_name} has ended; journalctl --unit {self.unit_name} says why")
                next_poll = time.monotonic() + 1
            await asyncio.sleep(0.05)
        return where

    def get_env(self):
        # What the configuration says of them holds.
        given = {name: value for name, value in _variables().items() if name not in self.environment}
        return super().get_env() | given | (_FULL if quotas.is_full(self.user.name) else {})

    async def progress(self):
        while (before := _turns.before(self)) is not None:
            yield {"progress": 5, "message": f"Many servers are starting. Yours is number {before + 1} in the queue."}
            await asyncio.sleep(1)
        if quotas.is_full(self.user.name):
            message = "The disk space is used up: nothing can be saved. Delete files, then restart the server."
            yield {"progress": 10, "message": message}
        async for event in super().progress():
            yield event

    def _apply_own_limits(self):
        """After those of the groups, which JupyterHub applies."""
        for name, value in self.user_limits.get(self.user.name, {}).items():
            setattr(self, name, value)

    async def _give_back_when_started(self):
        try:
            while self._spawn_pending:
                await asyncio.sleep(0.2)
        finally:
            _turns.give_back()


def _variables():
    """Locale and time zone; they change while the hub runs."""
    present = json.loads(paths.USER_VARIABLES.read_text()) if paths.USER_VARIABLES.exists() else {}
    return {"LANG": "C.UTF-8"} | present


async def _listens(address, port):
    try:
        _, writer = await asyncio.open_connection(address, port)
    except OSError:
        return False
    writer.close()
    return True
