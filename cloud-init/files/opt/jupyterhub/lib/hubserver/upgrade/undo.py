"""Puts back what a trial kept, with the modules of the release before; what ends in the middle can be begun anew."""

import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from hubserver import files
from hubserver.backup import database
from hubserver.commands import output, run, succeeds
from hubserver.follow import UNIT as INSTALLATION
from hubserver.hub import HUB_UNIT
from hubserver.log import say
from hubserver.paths import DATA, DATABASE, SECRETS, STAMPS
from hubserver.payload import Payload, write_files
from hubserver.upgrade import places, release
from hubserver.upgrade.places import BEFORE, DATABASES, DOCUMENT, INSTALLED, Trial, copy_of, read_trial

LOCK = Path("/run/hub-undo.lock")
# Seconds between two looks for the data volume.
PAUSE = 5


def undo(reason: str) -> bool:
    """Answers whether there was something to undo. The installation is stopped then, and has to run again."""
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        trial = read_trial()
        if trial is None:
            return False
        say(f"undoing the upgrade to release {trial.coming}: {reason}")
        succeeds(["systemctl", "stop", INSTALLATION])
        with _installation_held():
            _put_back_files(trial)
            _put_back_installed(trial)
        if _ran(trial):
            _await_data_volume()
            _put_back_database(trial)
        release.in_force(trial.before, reason)
        places.end()
        say(f"release {trial.before} is in its place again")
        return True


def _put_back_files(trial: Trial) -> None:
    kept = json.loads((BEFORE / DOCUMENT).read_text())
    for path in set(trial.brought) - {file["path"] for file in kept["files"]}:
        Path(path).unlink(missing_ok=True)
    write_files(Payload(kept["files"], {}, "", "", 0, b""))
    if kept["secrets"] is None:
        SECRETS.unlink(missing_ok=True)
    else:
        files.write_if_changed(SECRETS, kept["secrets"], 0o600)
    run(["systemctl", "daemon-reload"])


def _put_back_installed(trial: Trial) -> None:
    for name, stamp in trial.stamps.items():
        installed = INSTALLED[name]
        refused = installed.with_name(f"{installed.name}.refused")
        if copy_of(installed).exists():
            places.remove(refused)
            if installed.exists():
                installed.rename(refused)
            copy_of(installed).rename(installed)
        places.remove(refused)
        files.write(STAMPS / name, stamp)


def _ran(trial: Trial) -> bool:
    """Whether a hub of the new release may have had the database."""
    return output(["systemctl", "show", "--value", "--property=InvocationID", HUB_UNIT]).strip() != trial.hubRun


def _await_data_volume() -> None:
    if not os.path.ismount(DATA):
        say("waiting for the data volume: the hub's database is to be put back")
        run(["systemctl", "start", "--no-block", INSTALLATION])
        while not os.path.ismount(DATA):
            time.sleep(PAUSE)
        succeeds(["systemctl", "stop", INSTALLATION])


def _put_back_database(trial: Trial) -> None:
    """What the new release made of it is kept beside the copy."""
    run(["systemctl", "stop", HUB_UNIT])
    fresh = Path(f"{DATABASE}.before")
    shutil.copy2(trial.database, fresh)
    run(["sync", "--file-system", DATA])
    aside = DATABASES / f"undone-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.sqlite"
    for live in database.LIVE:
        with contextlib.suppress(FileNotFoundError):
            Path(live).rename(f"{aside}{live.removeprefix(str(DATABASE))}")
    fresh.rename(DATABASE)


@contextlib.contextmanager
def _installation_held() -> Iterator[None]:
    """Keeps hub-install from what is put back."""
    with Path("/run/hub-install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
