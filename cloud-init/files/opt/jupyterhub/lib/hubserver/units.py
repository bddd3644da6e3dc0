"""systemd units that are restarted only when what they run with has changed."""

import hashlib

from hubserver import files
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.paths import STAMPS


def ensure_running(unit: str, inputs: str) -> bool:
    """Enables the unit; restarts it when its inputs differ from those of its latest start, starts it when it is down.

    Answers whether it was restarted or started.
    """
    stamp = STAMPS / unit
    present = hashlib.sha256(inputs.encode()).hexdigest()
    changed = not stamp.exists() or stamp.read_text() != present
    if not changed and succeeds(["systemctl", "is-active", "--quiet", unit]):
        return False
    # A unit that had failed too often would refuse to start.
    succeeds(["systemctl", "reset-failed", unit])
    run(["systemctl", "enable", "--quiet", unit])
    try:
        run(["systemctl", "restart", unit])
    except Failure:
        # The reason is in the unit's own journal; the installation's log is what people are shown.
        run(["journalctl", "--no-pager", "--output=cat", "-n", "15", "--unit", unit])
        raise
    files.write(stamp, present)
    return True
