"""Each user's disk limit, a quota on the data volume. The hub's spawner uses this too, before it starts a server."""

import os
import sqlite3
from collections.abc import Collection

from hubserver import accounts, quota_feature, quotactl
from hubserver.failure import Failure
from hubserver.paths import DATABASE, HOMES
from hubserver.settings import DiskLimits, read_disk_limits

# Bytes with which programs still start: they make folders and small files in the home.
LITTLE = 1024**2


def apply(_waiting: object) -> None:
    """Gives all who have a home their limits, at once. Raises Failure where limits are wanted and cannot be had."""
    limits = read_disk_limits()
    if quotactl.limit_and_use(HOMES, 0) is None:
        if limits.wanted():
            raise Failure(_obstacle())
        return
    groups = _groups_of_users()
    for home in accounts.homes():
        _give(home.name, groups.get(home.name, ()), limits)


def give(user: str, groups: Collection[str]) -> None:
    """Gives a user the limit that holds for a member of these groups; does nothing where there are no quotas."""
    if quotactl.limit_and_use(HOMES, 0) is not None:
        _give(user, groups, read_disk_limits())


def share(user: str, groups: Collection[str]) -> tuple[int, int] | None:
    """Bytes that the files of a member of these groups may take, 0 for no limit, and that they take.

    None where there are no quotas.
    """
    if quotactl.limit_and_use(HOMES, 0) is None:
        return None
    home = HOMES / user
    _, used = (quotactl.limit_and_use(HOMES, home.stat().st_uid) if home.exists() else None) or (0, 0)
    return read_disk_limits().of(user, groups), used


def is_full(user: str) -> bool:
    """Whether a user who has a home can write hardly anything there, by the own limit or because the volume is full."""
    home = HOMES / user
    volume = os.statvfs(home)
    room = volume.f_bavail * volume.f_frsize
    limit, used = quotactl.limit_and_use(home, home.stat().st_uid) or (0, 0)
    return min(room, limit - used if limit else room) < LITTLE


def _give(user: str, groups: Collection[str], limits: DiskLimits) -> None:
    # The number that owns a home is the user's, on whatever server.
    uid = (HOMES / user).stat().st_uid
    # Nobody keeps root from writing.
    if uid != 0:
        quotactl.set_limit(HOMES, uid, limits.of(user, groups))


def _groups_of_users() -> dict[str, set[str]]:
    """As the hub has them: those of the settings, of whoever tells who people are, and what was done in the hub."""
    query = (
        "SELECT users.name, groups.name FROM users JOIN user_group_map ON users.id = user_group_map.user_id "
        "JOIN groups ON groups.id = user_group_map.group_id"
    )
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as database:
        members: dict[str, set[str]] = {}
        for user, group in database.execute(query):
            members.setdefault(user, set()).add(group)
        return members


def _obstacle() -> str:
    if quota_feature.possible():
        return (
            "There are disk limits, and the data volume, made before, gets its quotas only while nobody's server runs. "
            "Stop them all (in the hub under Admin), then `pulumi up` again. Until then no disk limit holds."
        )
    return (
        "There are disk limits, and this server's kernel has no quotas for ext4 (its module quota_v2; Debian's kernels "
        "have it, Ubuntu's with the package linux-modules-extra of their release). No disk limit holds. Take another "
        "image, or remove userDiskLimit and each disk in groupLimits and userLimits."
    )
