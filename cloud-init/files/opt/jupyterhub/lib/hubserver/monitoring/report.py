"""One line about monitoring, for hub-status."""

from hubserver.commands import succeeds
from hubserver.monitoring.wanted import RUNNING, wanted


def report() -> tuple[str, bool]:
    """The line, "" where all of it runs or none is wanted; and whether all is well."""
    down = [unit for unit in RUNNING if not succeeds(["systemctl", "is-active", "--quiet", unit])] if wanted() else []
    if not down:
        return "", True
    return f"monitoring: {', '.join(down)} down; why: journalctl --unit {down[0]}", False
