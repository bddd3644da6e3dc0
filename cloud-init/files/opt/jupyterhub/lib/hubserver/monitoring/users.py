"""What each user takes: memory and CPU by the cgroup of the user's server, disk by the quota where there are quotas."""

import re
from collections.abc import Iterator
from pathlib import Path

from hubserver import quotactl
from hubserver.accounts import PREFIX
from hubserver.commands import output
from hubserver.monitoring.exposition import Sample
from hubserver.paths import HOMES

CGROUPS = Path("/sys/fs/cgroup")
UNIT = re.compile(re.escape(PREFIX) + r"(.+)-singleuser\.service")


def servers() -> Iterator[Sample]:
    """hub_user_memory_bytes and hub_user_cpu_seconds_total of each server that runs."""
    show = ["systemctl", "show", "--property=Id,ControlGroup", f"{PREFIX}*-singleuser.service"]
    for block in output(show).split("\n\n"):
        properties = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        unit, group = UNIT.fullmatch(properties.get("Id", "")), properties.get("ControlGroup")
        if unit and group:
            labels = {"user": unit[1]}
            for name, value in (("memory_bytes", _memory(group)), ("cpu_seconds_total", _cpu(group))):
                if value is not None:
                    yield Sample(f"hub_user_{name}", value, labels)


def disks() -> Iterator[Sample]:
    """hub_user_disk_bytes of everybody who has a home, by the kernel's quotas; nothing where it has none."""
    for home in HOMES.iterdir():
        found = quotactl.limit_and_use(HOMES, home.stat().st_uid)
        if found is not None:
            yield Sample("hub_user_disk_bytes", found[1], {"user": home.name})


def _memory(group: str) -> float | None:
    """Without the files that the kernel keeps in memory as long as nobody else wants it."""
    for folder, current, unused in (
        ("", "memory.current", "inactive_file"),
        ("memory", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        used = _read(folder, group, current)
        if used is not None:
            return max(0, int(used) - int(_entry(_read(folder, group, "memory.stat"), unused) or 0))
    return None


def _cpu(group: str) -> float | None:
    # Version 2 counts in any case, also where it is mounted beside the controllers of version 1.
    for folder in ("", "unified"):
        microseconds = _entry(_read(folder, group, "cpu.stat"), "usage_usec")
        if microseconds is not None:
            return int(microseconds) / 1e6
    nanoseconds = _read("cpuacct", group, "cpuacct.usage") or _read("cpu,cpuacct", group, "cpuacct.usage")
    return None if nanoseconds is None else int(nanoseconds) / 1e9


def _entry(stat: str | None, key: str) -> str | None:
    return next((line.split()[1] for line in (stat or "").splitlines() if line.startswith(f"{key} ")), None)


def _read(hierarchy: str, group: str, name: str) -> str | None:
    """None where there is no such file: another version of cgroups, or a server that has just ended."""
    try:
        return (CGROUPS / hierarchy / group.lstrip("/") / name).read_text()
    except OSError:
        return None
