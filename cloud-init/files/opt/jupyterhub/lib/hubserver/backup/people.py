"""Users' servers and Unix accounts around a restore. A home's owner says which number its account has."""

import os
import pwd
from pathlib import Path

from hubserver import accounts
from hubserver.commands import output, run, succeeds
from hubserver.log import say
from hubserver.paths import HOMES

SERVERS = "jupyter-*-singleuser.service"


def stop_servers(account: str | None = None) -> None:
    """Stops the users' servers, or those of one account."""
    lines = output(["systemctl", "list-units", "--plain", "--no-legend", "--all", SERVERS]).splitlines()
    for unit in (line.split()[0] for line in lines):
        if account is None or output(["systemctl", "show", "--value", "--property=User", unit]).strip() == account:
            succeeds(["systemctl", "stop", unit])


def forget_misfits() -> None:
    """Removes accounts that have another number than their home, or no home; the installation makes them anew."""
    for entry in pwd.getpwall():
        if entry.pw_name.startswith(accounts.PREFIX):
            home = HOMES / entry.pw_name.removeprefix(accounts.PREFIX)
            if not home.exists() or home.stat().st_uid != entry.pw_uid:
                # By force: a process that somebody left would keep it.
                run(["userdel", "--force", entry.pw_name])


def fit_owner(user: str, restored: Path, home: Path) -> None:
    """Gives restored files the number that the user has here, where it is not that of the snapshot.

    home is the user's in the snapshot, whose owner is the number of then.
    """
    then = home.stat()
    now = _number(user, then.st_uid)
    if now is None or now == (then.st_uid, then.st_gid):
        return
    say(f"{user} has the number {now[0]} here and had {then.st_uid}")
    for path in [
        restored,
        *(Path(folder, name) for folder, names, others in os.walk(restored) for name in names + others),
    ]:
        status = path.lstat()
        mode = status.st_mode
        uid = now[0] if status.st_uid == then.st_uid else -1
        gid = now[1] if status.st_gid == then.st_gid else -1
        os.chown(path, uid, gid, follow_symlinks=False)
        if not path.is_symlink():
            # A change of the owner takes setuid and setgid away.
            path.chmod(mode & 0o7777)


def _number(user: str, then: int) -> tuple[int, int] | None:
    """The numbers of account and group here; None: the account is made with that of then."""
    try:
        entry = pwd.getpwnam(accounts.PREFIX + user)
    except KeyError:
        pass
    else:
        return entry.pw_uid, entry.pw_gid
    taken = {entry.pw_uid for entry in pwd.getpwall()} | {home.stat().st_uid for home in HOMES.iterdir()}
    if then not in taken:
        return None
    # The account, with an empty home: what is restored takes its place.
    accounts.ensure_account(user)
    return _number(user, then)
