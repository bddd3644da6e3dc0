"""Why the server should restart: what an update has replaced is still in use."""

import platform
import re
from pathlib import Path

from hubserver.updates import restarts

# Written by packages that ask for a restart, and the names of these.
ASKED = Path("/run/reboot-required")
KERNELS = Path("/boot")
# A program or a library of the distribution in a process's memory, whose file is another one by now.
REPLACED = re.compile(r"^\S+ r.x\S .* /(usr/)?(s?bin|lib\w*)/.* \(deleted\)$", re.MULTILINE)
UNIT = re.compile(r"/(init\.scope)$|/system\.slice/(?:[^/]+\.slice/)?([^/]+\.service)", re.MULTILINE)
# These end by themselves or by their users: what they run with is no reason.
PASSING = re.compile(r"jupyter-.*-singleuser\.service|apt-daily.*\.service|hub-.*\.service")


def reasons() -> list[str]:
    """Each completes "a restart is needed: "; none where there is no need."""
    return [*_asked(), *_kernel(), *_replaced()]


def newest_kernel() -> str | None:
    """The version that should run; None where the kernel is none of the server's own."""
    installed = [path.name.removeprefix("vmlinuz-") for path in KERNELS.glob("vmlinuz-*")]
    # Some clouds start servers with a kernel of their own.
    return max(installed, key=_numbers) if platform.release() in installed else None


def _asked() -> list[str]:
    if not ASKED.exists():
        return []
    packages = ASKED.with_suffix(".pkgs")
    names = sorted(set(packages.read_text().split())) if packages.exists() else []
    return [f"asked for by {', '.join(names) or 'a package'}"]


def _kernel() -> list[str]:
    newest, running = newest_kernel(), platform.release()
    # One that a restart did not bring would be a reason for ever.
    if newest is None or newest == running or restarts.was_for(newest):
        return []
    return [f"the kernel {newest} is installed, and {running} runs"]


def _replaced() -> list[str]:
    units = sorted(filter(None, map(_outdated, Path("/proc").glob("[0-9]*"))))
    return [f"replaced files are in use by {', '.join(dict.fromkeys(units))}"] if units else []


def _outdated(process: Path) -> str | None:
    """The system's unit that the process is of, if that runs with what was replaced."""
    try:
        unit = UNIT.search((process / "cgroup").read_text())
        name = unit and (unit[2] or "systemd")
        if not name or PASSING.fullmatch(name) or not REPLACED.search((process / "maps").read_text()):
            return None
        return name
    except OSError:
        # It has ended.
        return None


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]
