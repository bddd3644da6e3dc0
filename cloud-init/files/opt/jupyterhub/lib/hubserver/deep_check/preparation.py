"""The phase that gets deep checks going: their timer."""

from hubserver import timers
from hubserver.deep_check import wanted
from hubserver.paths import UNITS
from hubserver.phases import Waiting

SERVICE, TIMER = UNITS / "hub-smoke.service", UNITS / "hub-smoke.timer"

# 2: it was not run, for the hub is full.
SERVICE_TEXT = """\
[Unit]
Description=Deep check of the hub
After=jupyterhub.service caddy.service
RequiresMountsFor=/srv/data

[Service]
Type=oneshot
ExecStart=/opt/jupyterhub/bin/hub-smoke
SuccessExitStatus=2
Nice=19
MemoryHigh=200M
"""


def prepare(_waiting: Waiting) -> None:
    """Where no schedule is wanted the timer goes; a check by hand is possible all the same."""
    schedule = wanted.schedule()
    if schedule is None:
        timers.remove(SERVICE, TIMER)
    else:
        timers.enable(SERVICE, SERVICE_TEXT, TIMER, timers.text("Deep checks of the hub", schedule))
