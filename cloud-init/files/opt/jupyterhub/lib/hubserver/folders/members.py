"""Who is in the Unix groups of a shared folder, readers-NAME and writers-NAME. The hub's spawner uses this too."""

import grp
import pwd
import sqlite3
from collections.abc import Collection
from typing import Any

from hubserver import accounts
from hubserver.commands import run
from hubserver.paths import DATABASE, SHARED
from hubserver.settings import read_shared_folders

READERS, WRITERS = "readers", "writers"
# Numbers of the folders' groups: below that of all users' group, two for each folder.
FIRST_ID, LAST_ID = 10_000, 19_990
# The account that pulls, and its group; above the folders' groups, below all users' group.
PULLER, PULLER_ID = "hub-pull", 19_998


def join(user: str, groups: Collection[str], administrator: bool) -> None:
    """Makes a user's account a member of the groups that the settings want, and no longer of the others.

    A server that runs keeps what it had when it started.
    """
    account, folders = accounts.PREFIX + user, read_shared_folders()
    for entry in unix_groups():
        wanted = _admits(folders, entry.gr_name, user, groups, administrator)
        if wanted != (account in entry.gr_mem):
            run(["gpasswd", "--add" if wanted else "--delete", account, entry.gr_name])


def apply() -> None:
    """The same for all who have an account, by what the running hub knows of them."""
    folders, people = read_shared_folders(), _people()
    for entry in unix_groups():
        members = {
            accounts.PREFIX + user
            for user, (administrator, groups) in people.items()
            if _admits(folders, entry.gr_name, user, groups, administrator)
        }
        if members != set(entry.gr_mem):
            run(["gpasswd", "--members", ",".join(sorted(members)), entry.gr_name])


def unix_groups() -> list[grp.struct_group]:
    """Those of the shared folders."""
    ours = f"{READERS}-", f"{WRITERS}-"
    return [entry for entry in grp.getgrall() if FIRST_ID <= entry.gr_gid <= LAST_ID and entry.gr_name.startswith(ours)]


def is_pulled(name: str) -> bool:
    """Whether what is in the folder came from a repository."""
    folder = SHARED / name
    return folder.exists() and folder.stat().st_uid == PULLER_ID


def _admits(folders: dict[str, Any], unix_group: str, user: str, groups: Collection[str], administrator: bool) -> bool:
    """Whether such a user is to be in it.

    What the settings do not have any more is for administrators only; not to write where the next pull would undo it.
    """
    role, _, name = unix_group.partition("-")
    if name not in folders:
        return administrator and (role == READERS or not is_pulled(name))
    who = folders[name][role]
    return (
        who["everybody"]
        or (administrator and who["administrators"])
        or user in who["users"]
        or any(group in who["groups"] for group in groups)
    )


def _people() -> dict[str, tuple[bool, set[str]]]:
    """Whether each user is an administrator, and the user's groups."""
    query = (
        "SELECT users.name, users.admin, groups.name FROM users "
        "LEFT JOIN user_group_map ON users.id = user_group_map.user_id "
        "LEFT JOIN groups ON groups.id = user_group_map.group_id"
    )
    there = {entry.pw_name.removeprefix(accounts.PREFIX) for entry in pwd.getpwall()}
    people: dict[str, tuple[bool, set[str]]] = {}
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as database:
        for user, administrator, group in database.execute(query):
            if user in there:
                people.setdefault(user, (bool(administrator), set()))[1].update([group] if group else [])
    return people
