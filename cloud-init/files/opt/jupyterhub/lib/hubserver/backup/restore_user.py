"""Brings one user's home back; the present one is kept aside."""

from pathlib import Path

from hubserver import accounts
from hubserver.backup import extraction, people, places
from hubserver.backup.restic import Restic
from hubserver.backup.snapshots import chosen
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import HOMES


def restore(restic: Restic, user: str, wanted: str) -> Path | None:
    """Answers where the home of before is, if there was one. Raises Failure. Ended in the middle: run it again."""
    if user in ("", ".", "..") or "/" in user or "\0" in user:
        raise Failure(f"{user!r} is no user's name.")
    home = HOMES / user
    snapshot = chosen(restic, wanted)
    say(f"bringing {home} of snapshot {snapshot}")
    restored = extraction.part(restic, snapshot, home, places.PART)
    if restored.is_symlink() or not restored.is_dir():
        raise Failure(f"{home} is no folder in snapshot {snapshot}. Nothing was changed.")
    people.fit_owner(user, restored, restored)
    people.stop_servers(accounts.PREFIX + user)
    before = None
    if home.exists():
        before = places.aside() / home.name
        before.parent.mkdir(mode=0o700)
        home.rename(before)
    restored.rename(home)
    accounts.ensure_account(user)
    places.empty(places.PART)
    places.PART.rmdir()
    return before
