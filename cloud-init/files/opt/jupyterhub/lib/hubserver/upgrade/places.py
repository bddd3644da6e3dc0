"""What a trial keeps of the release before it, and where."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hubserver.commands import run
from hubserver.paths import HUB_ENVIRONMENT, HUB_STATE, STATE, UNITS, USER_ENVIRONMENT, UV

# There as long as a release is on trial; complete when it appears.
BEFORE = STATE / "before-upgrade"
PART, GONE = BEFORE.with_suffix(".part"), BEFORE.with_suffix(".gone")
# The program that undoes, with the modules of the release before.
UNDO = BEFORE / "bin/hub-undo"
# Files and secrets as a payload has them, and what this trial is.
DOCUMENT, TRIAL = "files.json", "trial.json"
# Of the hub's database; on the data volume, so that they last.
DATABASES = HUB_STATE / "before-upgrade"
# Sees to it that a trial which was ended in the middle is undone.
UNIT = UNITS / "hub-undo.service"
# By the names of their phases: what a lock says.
INSTALLED = {"uv": UV, "hub-environment": HUB_ENVIRONMENT, "user-environment": USER_ENVIRONMENT}


@dataclass(frozen=True)
class Trial:
    # The releases by their names.
    before: str
    coming: str
    # What the new release writes, absolute paths.
    brought: list[str]
    # The stamps of those of INSTALLED that were kept.
    stamps: dict[str, str]
    # The copy of the database.
    database: str
    # Systemd's id of the hub's run.
    hubRun: str

    def text(self) -> str:
        return json.dumps(asdict(self))


def copy_of(installed: Path) -> Path:
    """Beside it: hard links need the same file system."""
    return installed.with_name(f"{installed.name}.before")


def read_trial() -> Trial | None:
    """None where no release is on trial."""
    try:
        values: dict[str, Any] = json.loads((BEFORE / TRIAL).read_text())
    except FileNotFoundError:
        return None
    return Trial(**values)


def end() -> None:
    """Ends the trial, at once and whole, and takes away what it kept but for the copy of the database."""
    shutil.rmtree(GONE, ignore_errors=True)
    BEFORE.rename(GONE)
    clear()


def clear() -> None:
    """Takes away what a killed process left. Only while no release is on trial."""
    for path in INSTALLED.values():
        for left in (copy_of(path), copy_of(path).with_suffix(".part")):
            remove(left)
    for left in DATABASES.glob("*.new"):
        left.unlink()
    shutil.rmtree(PART, ignore_errors=True)
    shutil.rmtree(GONE, ignore_errors=True)
    if UNIT.exists():
        run(["systemctl", "disable", "--quiet", UNIT.name])
        UNIT.unlink()
        run(["systemctl", "daemon-reload"])


def remove(path: Path) -> None:
    """A folder or a file, where it is."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
