"""Unix accounts of the hub's users. A home's owner is the record of who has which number, as it outlives the server.

The hub's spawner uses this too, before it starts a user's server.
"""

import grp
import os
import pwd
import shutil
from pathlib import Path

from hubserver.commands import run
from hubserver.failure import Failure
from hubserver.log import announce
from hubserver.paths import CADDY_STATE, HOMES, HUB_STATE, SHARED

PREFIX = "jupyter-"
# Of the deep check, for the time that it takes. No person's name can begin so, in the hub or in the settings.
CHECK_USER = "_hub-check"
# Fixed, because the shared folder's ACL carries it from one server to the next; below the users' numbers.
GROUP, GROUP_ID = "jupyterhub-users", 19_999
# Above what images and packages use, below what systemd gives out.
FIRST_UID, LAST_UID = 20_000, 59_999


def prepare(_waiting: object) -> None:
    """Makes the folders of the data volume and the accounts of all homes that are on it."""
    try:
        grp.getgrnam(GROUP)
    except KeyError:
        run(["groupadd", "--gid", str(GROUP_ID), GROUP])
    HOMES.mkdir(mode=0o755, exist_ok=True)
    HUB_STATE.mkdir(mode=0o700, exist_ok=True)
    _prepare_caddy_state()
    if not SHARED.exists():
        SHARED.mkdir()
        os.chown(SHARED, 0, GROUP_ID)
        SHARED.chmod(0o2770)
        # Without default ACLs the files that one user puts here cannot be changed by another.
        run(["setfacl", "--default", "--modify", f"group:{GROUP}:rwX,other::---", SHARED])
    for home in homes():
        try:
            ensure_account(home.name)
        except Failure as failure:
            # One odd folder must not keep everybody else out; who it belongs to sees this when starting a server.
            announce(str(failure))


def homes() -> list[Path]:
    """People's homes by name, without that of the deep check, which may be gone at any moment."""
    return sorted(home for home in HOMES.iterdir() if home.name != CHECK_USER)


def ensure_account(user: str) -> None:
    """Makes the account of a hub's user, with the number that the user's home has where there is one."""
    account, home = PREFIX + user, HOMES / user
    try:
        pwd.getpwnam(account)
    except KeyError:
        uid = home.stat().st_uid if home.exists() else _next_uid()
        _refuse_foreign(uid, home)
        options = ["--uid", str(uid), "--user-group", "--groups", GROUP, "--shell", "/bin/bash", "--home-dir", home]
        # No groups from /etc/default/useradd and no lastlog: a lastlog entry of a high number is a large sparse file.
        run(["useradd", *options, "--no-log-init", "--create-home", "--key", "HOME_MODE=0700", account])
        if not os.path.lexists(home / "shared"):
            (home / "shared").symlink_to(SHARED)


def _next_uid() -> int:
    taken = {entry.pw_uid for entry in pwd.getpwall()} | {home.stat().st_uid for home in homes()}
    return max((uid for uid in taken if FIRST_UID <= uid <= LAST_UID), default=FIRST_UID - 1) + 1


def _refuse_foreign(uid: int, home: Path) -> None:
    if not FIRST_UID <= uid <= LAST_UID:
        raise Failure(
            f"{home} belongs to user number {uid}; homes have numbers from {FIRST_UID} to {LAST_UID}. "
            f"Move it out of {HOMES}, or give it a free number with `chown -R`."
        )
    owners = [entry.pw_name for entry in pwd.getpwall() if entry.pw_uid == uid]
    if owners:
        raise Failure(
            f"{home} belongs to user number {uid}, which is {owners[0]} here. `chown -R` it to a free number."
        )


def _prepare_caddy_state() -> None:
    caddy = pwd.getpwnam("caddy")
    CADDY_STATE.mkdir(mode=0o700, exist_ok=True)
    if CADDY_STATE.stat().st_uid != caddy.pw_uid:
        # The number of a system account differs from server to server.
        for path in [CADDY_STATE, *CADDY_STATE.rglob("*")]:
            shutil.chown(path, caddy.pw_uid, caddy.pw_gid)
