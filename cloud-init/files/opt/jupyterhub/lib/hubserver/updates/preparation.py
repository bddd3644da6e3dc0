"""The phase that gets security updates and restarts going, or leaves the image's own ways in force."""

from pathlib import Path

from hubserver import apt, files, timers
from hubserver.commands import run, succeeds
from hubserver.paths import STATE, UNITS
from hubserver.updates import notice, origins
from hubserver.updates.wanted import wanted

PROGRAM = Path("/usr/bin/unattended-upgrade")
# Later than the distribution's own, which is 50unattended-upgrades.
CONFIGURATION = Path("/etc/apt/apt.conf.d/91jupyterhub-updates")
# The distribution's own timer and service, which run at an hour of ours and do what is ours.
TIMER = "apt-daily-upgrade.timer"
TIMER_SETTINGS = UNITS / f"{TIMER}.d/jupyterhub.conf"
SERVICE = UNITS / "apt-daily-upgrade.service.d/jupyterhub.conf"
# There where the image had that timer switched off.
SWITCHED_ON = STATE / "updates-timer-switched-on"
REBOOT_SERVICE, REBOOT_TIMER = UNITS / "hub-reboot.service", UNITS / "hub-reboot.timer"

# A line of this program that begins with # would not come to the server.
CONFIGURATION_TEXT = """\
// Of the settings securityUpdates and rebootWindow; `pulumi up` writes it.
{clear} Unattended-Upgrade::Allowed-Origins;
{clear} Unattended-Upgrade::Origins-Pattern;
Unattended-Upgrade::Origins-Pattern {{ "{pattern}"; }};
Unattended-Upgrade::Automatic-Reboot "false";
"""
TIMER_TEXT = """\
[Timer]
OnCalendar=
OnCalendar=03:30 UTC
RandomizedDelaySec=30min
"""
SERVICE_TEXT = """\
[Service]
ExecStart=
ExecStart=/opt/jupyterhub/bin/hub-updates
Nice=10
IOSchedulingClass=best-effort
IOSchedulingPriority=7
"""
REBOOT_SERVICE_TEXT = """\
[Unit]
Description=Restart of the server for updates, announced and in its window

[Service]
Type=oneshot
ExecStart=/opt/jupyterhub/bin/hub-reboot
"""
REBOOT_TIMER_TEXT = """\
[Unit]
Description=Looks for a restart that is needed or due

[Timer]
OnCalendar=*:0/10

[Install]
WantedBy=timers.target
"""
UPDATE_TEXTS = {TIMER_SETTINGS: TIMER_TEXT, SERVICE: SERVICE_TEXT}


def prepare(_waiting: object) -> None:
    """What is not wanted goes, but for packages."""
    updates = wanted()
    if updates.security:
        _update()
    else:
        _leave_updates()
    if updates.window:
        timers.enable(REBOOT_SERVICE, REBOOT_SERVICE_TEXT, REBOOT_TIMER, REBOOT_TIMER_TEXT)
    else:
        timers.remove(REBOOT_SERVICE, REBOOT_TIMER)
        notice.remove()


def _update() -> None:
    apt.ensure("updates", ["unattended-upgrades"])
    configuration = CONFIGURATION_TEXT.format(clear="#clear", pattern=origins.pattern())
    files.write_if_changed(CONFIGURATION, configuration, 0o644)
    if not succeeds(["systemctl", "is-enabled", "--quiet", TIMER]):
        SWITCHED_ON.touch()
        run(["systemctl", "enable", "--quiet", TIMER])
    if _changed() or not succeeds(["systemctl", "is-active", "--quiet", TIMER]):
        run(["systemctl", "restart", TIMER])


def _leave_updates() -> None:
    CONFIGURATION.unlink(missing_ok=True)
    if not TIMER_SETTINGS.exists():
        return
    for path in UPDATE_TEXTS:
        path.unlink(missing_ok=True)
    run(["systemctl", "daemon-reload"])
    if SWITCHED_ON.exists():
        run(["systemctl", "disable", "--now", "--quiet", TIMER])
        SWITCHED_ON.unlink()
    else:
        run(["systemctl", "restart", TIMER])


def _changed() -> bool:
    """Gives the distribution's units our settings; answers whether anything was different."""
    changed = [files.write_if_changed(path, text, 0o644) for path, text in UPDATE_TEXTS.items()]
    if any(changed):
        run(["systemctl", "daemon-reload"])
    return any(changed)
