"""A line for each repository that is pulled into a shared folder, for hub-status."""

from hubserver.commands import succeeds
from hubserver.folders import pull_units
from hubserver.folders.record import DONE, FAILED, RUNNING, Record, read_record
from hubserver.settings import read_shared_folders
from hubserver.timers import shown


def report() -> tuple[str, bool]:
    """The lines, "" where nothing is pulled; and whether all is well."""
    lines = _lines()
    return "\n".join(line for line, _ in lines), all(good for _, good in lines)


def note() -> str:
    """Those of pulls that went wrong."""
    return "\n".join(line for line, good in _lines() if not good)


def _lines() -> list[tuple[str, bool]]:
    return [_line(name) for name, folder in sorted(read_shared_folders().items()) if "repository" in folder]


def _line(name: str) -> tuple[str, bool]:
    record, state = read_record(name), pull_units.state_of(name)
    kept = f"commit {record.commit[:8]}, pulled {shown(record.lastGood)}" if record.lastGood else "nothing yet"
    if pull_units.runs(state):
        return f"folder {name}: being pulled; it has {kept}", True
    trouble = _trouble(name, record, state)
    return (f"folder {name}: {trouble}; it keeps {kept}", False) if trouble else (f"folder {name}: {kept}", True)


def _trouble(name: str, record: Record, state: dict[str, str]) -> str | None:
    if record.state == RUNNING:
        return f"the pull that began {shown(record.started)} was ended in the middle ({state['Result']})"
    if record.state == FAILED:
        return f"the last pull FAILED {shown(record.started)}: {record.error}"
    if record.state != DONE or state["ActiveState"] == "failed":
        return f"the last pull did not begin ({state['Result']})"
    if not succeeds(["systemctl", "is-active", "--quiet", f"{pull_units.unit(name)}.timer"]):
        return "NO next pull: the timer does not run; `pulumi up` starts it"
    return None
