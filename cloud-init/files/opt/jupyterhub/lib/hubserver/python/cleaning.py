"""Builds that nobody needs any more."""

import contextlib
import shutil
from pathlib import Path

from hubserver.log import say
from hubserver.python import places


def clean() -> None:
    """Removes those that are neither in force nor the ones before, and that no process runs from."""
    builds = set(places.BUILDS.iterdir()) if places.BUILDS.is_dir() else set()
    surplus = builds - places.kept()
    for build in sorted(surplus - _in_use(surplus)):
        shutil.rmtree(build)
        say(f"removed {build}")


def _in_use(builds: set[Path]) -> set[Path]:
    if not builds:
        return set()
    used: set[Path] = set()
    for process in Path("/proc").glob("[0-9]*"):
        # Processes end while one looks.
        with contextlib.suppress(OSError):
            seen = (process / "cmdline").read_bytes() + (process / "maps").read_bytes()
            used |= {build for build in builds if f"{build}/".encode() in seen}
    return used
