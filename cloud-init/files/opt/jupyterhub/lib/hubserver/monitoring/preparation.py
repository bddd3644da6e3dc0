"""The phase that gets monitoring going, or takes it away: packages, rules, units. The figures stay in any case."""

import shutil

from hubserver import apt, files, units
from hubserver.commands import run, succeeds
from hubserver.failure import Failure
from hubserver.monitoring.texts import RULES_FILE, TEXTS, inputs
from hubserver.monitoring.wanted import COLLECTED, FIGURES, FOLDER, METRICS_TOKEN, RUNNING, wanted
from hubserver.paths import STAMPS, UNITS
from hubserver.phases import Waiting

ACCOUNT = "prometheus"
PHASE = "monitoring"
PACKAGES = "prometheus", "prometheus-node-exporter"


def prepare(_waiting: Waiting) -> None:
    """Raises Failure when something does not install or start; the hub works all the same."""
    if not wanted():
        _remove()
        return
    # Before the packages, which start what they bring: by Debian's own files it would listen to everybody.
    _write()
    apt.ensure(PHASE, PACKAGES)
    _prepare_folders()
    _hand_over_token()
    for unit in RUNNING:
        units.ensure_running(unit, inputs(unit))


def _write() -> None:
    changed = [path for path, (text, _) in TEXTS.items() if files.write_if_changed(path, text, 0o644)]
    if any(path.is_relative_to(UNITS) for path in changed):
        run(["systemctl", "daemon-reload"])


def _prepare_folders() -> None:
    """Nobody but root and Prometheus looks into them."""
    for folder, mode, owner in ((FOLDER, 0o750, "root"), (COLLECTED, 0o750, "root"), (FIGURES, 0o700, ACCOUNT)):
        folder.mkdir(exist_ok=True)
        shutil.chown(folder, owner, ACCOUNT)
        folder.chmod(mode)


def _hand_over_token() -> None:
    """The hub makes it when it starts; Prometheus asks by it."""
    if not METRICS_TOKEN.exists():
        raise Failure(f"{METRICS_TOKEN} is missing; the hub makes it at its start: `systemctl restart jupyterhub`.")
    shutil.chown(METRICS_TOKEN, "root", ACCOUNT)
    METRICS_TOKEN.chmod(0o640)


def _remove() -> None:
    # The rules are among the first that are written, and the last that go.
    if not RULES_FILE.exists():
        return
    for unit in reversed(RUNNING):
        succeeds(["systemctl", "disable", "--now", "--quiet", unit])
        (STAMPS / unit).unlink(missing_ok=True)
    apt.let_go(PHASE, PACKAGES)
    METRICS_TOKEN.unlink(missing_ok=True)
    for path in sorted(TEXTS, key=lambda path: path == RULES_FILE):
        path.unlink(missing_ok=True)
        if path.parent.suffix == ".d" and path.parent.exists() and not any(path.parent.iterdir()):
            path.parent.rmdir()
    run(["systemctl", "daemon-reload"])
