"""When systemd's timers ran and will run."""

import calendar
import time

from hubserver.commands import output


def moment(timer: str, name: str) -> float:
    """A time that is a property of the timer, in seconds since 1970; 0 where it has none.

    systemd tells it in no other way than for people.
    """
    shown = output(["env", "TZ=UTC", "systemctl", "show", "--value", f"--property={name}", timer]).strip()
    return calendar.timegm(time.strptime(shown, "%a %Y-%m-%d %H:%M:%S UTC")) if shown else 0
