"""Work by a schedule: a systemd service and its timer."""

import calendar
import time
from pathlib import Path

from hubserver import files
from hubserver.commands import output, run, succeeds

# Persistent: what was due while the server was off is made up for.
TEXT = """\
[Unit]
Description={description}

[Timer]
OnCalendar={schedule} UTC
Persistent=yes
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""


def text(description: str, schedule: str) -> str:
    """A timer by a calendar of systemd's, in UTC."""
    return TEXT.format(description=description, schedule=schedule)


def enable(service: Path, service_text: str, timer: Path, timer_text: str) -> None:
    """Gives the two unit files these texts and sees to it that the timer runs."""
    changed = [files.write_if_changed(service, service_text, 0o644), files.write_if_changed(timer, timer_text, 0o644)]
    if any(changed):
        run(["systemctl", "daemon-reload"])
    run(["systemctl", "enable", "--quiet", timer.name])
    if any(changed) or not succeeds(["systemctl", "is-active", "--quiet", timer.name]):
        run(["systemctl", "restart", timer.name])


def remove(service: Path, timer: Path) -> None:
    """Takes both away, where they are."""
    if timer.exists():
        run(["systemctl", "disable", "--now", "--quiet", timer.name])
        timer.unlink()
        service.unlink(missing_ok=True)
        run(["systemctl", "daemon-reload"])


def due(timer: Path) -> float:
    """When it last began its work, in seconds since 1970; 0: never."""
    return _moment(timer, "LastTriggerUSec")


def coming(timer: Path) -> float:
    """When it begins its work next, in seconds since 1970; 0: never, since it does not run."""
    return _moment(timer, "NextElapseUSecRealtime")


def shown(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(moment))


def ago(moment: float) -> str:
    return f"{(time.time() - moment) / 3600:.0f} h ago"


def next_words(timer: Path) -> str:
    moment = coming(timer)
    return f"next {shown(moment)}" if moment else "NO next one: the timer does not run; `pulumi up` starts it"


def _moment(timer: Path, name: str) -> float:
    # Systemd tells it in no other way than for people.
    text = output(["env", "TZ=UTC", "systemctl", "show", "--value", f"--property={name}", timer.name]).strip()
    return calendar.timegm(time.strptime(text, "%a %Y-%m-%d %H:%M:%S UTC")) if text else 0
