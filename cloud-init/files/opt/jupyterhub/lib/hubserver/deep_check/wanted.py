"""What the stack says that the deep check goes by; the installation has seen that both files are there."""

import json

from hubserver.paths import HUB_SETTINGS, SETTINGS


def schedule() -> str | None:
    """A calendar of systemd's, in UTC; None: no check by itself."""
    return json.loads(SETTINGS.read_text()).get("deepCheck")


def spawn_timeout() -> int:
    """Seconds that a user's server may take to start."""
    return json.loads(HUB_SETTINGS.read_text())["limits"]["spawnTimeout"]
