"""The hub and its proxy. The hub runs with a copy of its configuration that was seen to load."""

import http.client
import json
import re
import shutil
import subprocess
import time
from http import HTTPStatus
from pathlib import Path
from typing import NoReturn

from hubserver import accounts, amounts, environments, files, later, quota_feature, quotactl, quotas, settings, units
from hubserver.commands import ENVIRONMENT, output, run
from hubserver.failure import Failure
from hubserver.paths import (
    ACTIVE_CONFIGURATION,
    ADMIN,
    DROP_INS,
    HUB_ENVIRONMENT,
    HUB_SETTINGS,
    HUB_SOURCES,
    KEPT_DROP_INS,
    PROXY_SECRETS,
    SECRETS,
    STAMPS,
    UNITS,
)
from hubserver.phases import Waiting
from hubserver.settings import read_password_hash, read_provider_secrets, read_settings

HUB_UNIT, PROXY_UNIT = "jupyterhub.service", "jupyterhub-proxy.service"
# Seconds for the hub itself to answer; a start takes 5 s on common machines, minutes on emulated ones.
PATIENCE = 600
# How often systemd may start a hub again until its configuration counts as one that it does not start with.
RESTARTS = 1
CANDIDATE = ACTIVE_CONFIGURATION.with_suffix(".candidate")
RETIRED = ACTIVE_CONFIGURATION.with_suffix(".retired")
# A configuration with which the hub did not start. The installation tries by itself again and again, but not this one.
REJECTED = ACTIVE_CONFIGURATION.with_suffix(".rejected")
# What the hub itself loads of this package.
MODULES = (accounts, amounts, later, quota_feature, quotactl, quotas, settings)
# The same of what comes over SSH only.
LATER_MODULES = (
    "hubserver.backup.record",
    "hubserver.records",
    "hubserver.folders.members",
    "hubserver.updates.notice",
)
# The last line of a stack trace.
ERROR = re.compile(r"\s*[\w.]*(Error|Exception)\b: .*")


def start(waiting: Waiting) -> None:
    """Restarts the hub only for a changed configuration or program, and the users' servers for nothing.

    A hub that does not come up with a changed configuration gets the one before back. Raises Failure then.
    """
    read_settings()
    read_password_hash()
    configuration = _activate()
    proxy_inputs = PROXY_SECRETS.read_text() + (UNITS / PROXY_UNIT).read_text()
    if units.ensure_running(PROXY_UNIT, proxy_inputs):
        # A new proxy knows no route; a starting hub gives it those of the running servers.
        (STAMPS / HUB_UNIT).unlink(missing_ok=True)
    modules = "".join([*(Path(module.__file__).read_text() for module in MODULES), *map(later.text, LATER_MODULES)])
    program = environments.hub_inputs() + modules + (UNITS / HUB_UNIT).read_text()
    units.ensure_running(HUB_UNIT, proxy_inputs + program + configuration)
    if RETIRED.exists():
        _confirm(waiting)


def forgive() -> None:
    """Lets a configuration be tried with which the hub did not start."""
    shutil.rmtree(REJECTED, ignore_errors=True)


def _activate() -> str:
    """Puts the wanted configuration in force if it loads, and answers its text. Raises Failure if it does not."""
    _keep_drop_ins()
    wanted = _collect()
    if wanted == _read(ACTIVE_CONFIGURATION):
        return repr(wanted)
    if wanted == _read(REJECTED):
        raise Failure(
            "The hub did not start with its new configuration; it runs with the one before. `pulumi up` tries again."
        )
    shutil.rmtree(CANDIDATE, ignore_errors=True)
    CANDIDATE.mkdir(mode=0o700, parents=True)
    for name, content in wanted.items():
        files.write(CANDIDATE / name, content, 0o600)
    _check(CANDIDATE)
    shutil.rmtree(RETIRED, ignore_errors=True)
    if ACTIVE_CONFIGURATION.exists():
        ACTIVE_CONFIGURATION.rename(RETIRED)
    CANDIDATE.rename(ACTIVE_CONFIGURATION)
    return repr(wanted)


def _confirm(waiting: Waiting) -> None:
    """Forgets the configuration before when the hub answers with the present one; else puts it in force again."""
    end = time.monotonic() + PATIENCE
    while not _answers():
        restarts = int(output(["systemctl", "show", "--value", "--property=NRestarts", HUB_UNIT]))
        if restarts > RESTARTS or time.monotonic() > end:
            _go_back(waiting)
        waiting("waiting for the hub to answer with its new configuration")
        time.sleep(0.3)
    shutil.rmtree(RETIRED)


def _go_back(waiting: Waiting) -> NoReturn:
    run(["journalctl", "--no-pager", "--output=cat", "--unit", HUB_UNIT, "-n", "40"])
    error = last_error()
    forgive()
    ACTIVE_CONFIGURATION.rename(REJECTED)
    RETIRED.rename(ACTIVE_CONFIGURATION)
    (STAMPS / HUB_UNIT).unlink(missing_ok=True)
    run(["systemctl", "restart", HUB_UNIT])
    end = time.monotonic() + PATIENCE
    while not _answers() and time.monotonic() < end:
        waiting("waiting for the hub to answer with the configuration before")
        time.sleep(0.3)
    raise Failure(
        "The hub did not start with its new configuration; it runs with the one before. "
        + (error or "Its journal is above.")
    )


def last_error(since: float | None = None) -> str:
    """The last error in the hub's journal since then (seconds since 1970), or at its end; "" where there is none."""
    # With both options journalctl shows the first lines since then, and not the last.
    part = ["-n", "200"] if since is None else [f"--since=@{since:.0f}"]
    journal = output(["journalctl", "--no-pager", "--output=cat", "--unit", HUB_UNIT, *part])
    return next((line.strip() for line in reversed(journal.splitlines()) if ERROR.match(line)), "")


def _answers() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", 8081, timeout=10)
    try:
        connection.request("GET", "/hub/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _keep_drop_ins() -> None:
    """Puts what somebody wrote before the link was there onto the data volume, where a file of the same name stays."""
    KEPT_DROP_INS.mkdir(exist_ok=True)
    if DROP_INS.is_symlink():
        return
    if DROP_INS.exists():
        for path in DROP_INS.iterdir():
            if not (KEPT_DROP_INS / path.name).exists():
                shutil.move(path, KEPT_DROP_INS)
        if list(DROP_INS.iterdir()):
            DROP_INS.rename(DROP_INS.with_name(f"{DROP_INS.name}.before"))
        else:
            DROP_INS.rmdir()
    DROP_INS.symlink_to(KEPT_DROP_INS)


def _collect() -> dict[str, str]:
    wanted = _read(HUB_SOURCES)
    wanted |= {f"{DROP_INS.name}/{path.name}": path.read_text() for path in sorted(DROP_INS.glob("*.py"))}
    wanted |= {path.name: path.read_text() for path in (HUB_SETTINGS, ADMIN)}
    return wanted | {SECRETS.name: json.dumps(read_provider_secrets())}


def _read(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(folder)): path.read_text() for path in paths}


def _check(configuration: Path) -> None:
    # Isolated: the configuration has to find its own modules, as it has to in the hub.
    command = [HUB_ENVIRONMENT / "bin/python", "-I", "-B", configuration / "check.py"]
    result = subprocess.run(command, env=ENVIRONMENT, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        said = result.stderr.strip()
        print(said, flush=True)
        running = "the hub goes on with the one before. " if ACTIVE_CONFIGURATION.exists() else ""
        raise Failure(f"The hub's configuration does not load; {running}{said.splitlines()[-1] if said else ''}")
