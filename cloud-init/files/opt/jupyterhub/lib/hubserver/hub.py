"""The hub and its proxy. The hub runs with a copy of its configuration that was seen to load."""

import shutil
import subprocess
from pathlib import Path

from hubserver import accounts, environments, files, units
from hubserver.commands import ENVIRONMENT
from hubserver.failure import Failure
from hubserver.paths import (
    ACTIVE_CONFIGURATION,
    ADMIN,
    DROP_INS,
    HUB_ENVIRONMENT,
    HUB_SOURCES,
    PROXY_SECRETS,
    SETTINGS,
    STAMPS,
    UNITS,
)
from hubserver.settings import read_password_hash, read_settings

HUB_UNIT, PROXY_UNIT = "jupyterhub.service", "jupyterhub-proxy.service"
CANDIDATE = ACTIVE_CONFIGURATION.with_suffix(".candidate")
RETIRED = ACTIVE_CONFIGURATION.with_suffix(".retired")


def start(_waiting: object) -> None:
    """Restarts the hub only for a changed configuration or program, and the users' servers for nothing."""
    read_settings()
    read_password_hash()
    configuration = _activate()
    proxy_inputs = PROXY_SECRETS.read_text() + (UNITS / PROXY_UNIT).read_text()
    if units.ensure_running(PROXY_UNIT, proxy_inputs):
        # A new proxy knows no route; a starting hub gives it those of the running servers.
        (STAMPS / HUB_UNIT).unlink(missing_ok=True)
    program = environments.hub_inputs() + Path(accounts.__file__).read_text() + (UNITS / HUB_UNIT).read_text()
    units.ensure_running(HUB_UNIT, proxy_inputs + program + configuration)


def _activate() -> str:
    """Puts the wanted configuration in force if it loads, and answers its text. Raises Failure if it does not."""
    DROP_INS.mkdir(mode=0o755, parents=True, exist_ok=True)
    wanted = _collect()
    if wanted == _read(ACTIVE_CONFIGURATION):
        return repr(wanted)
    shutil.rmtree(CANDIDATE, ignore_errors=True)
    CANDIDATE.mkdir(mode=0o700, parents=True)
    for name, content in wanted.items():
        files.write(CANDIDATE / name, content, 0o600)
    _check(CANDIDATE)
    shutil.rmtree(RETIRED, ignore_errors=True)
    if ACTIVE_CONFIGURATION.exists():
        ACTIVE_CONFIGURATION.rename(RETIRED)
    CANDIDATE.rename(ACTIVE_CONFIGURATION)
    shutil.rmtree(RETIRED, ignore_errors=True)
    return repr(wanted)


def _collect() -> dict[str, str]:
    wanted = _read(HUB_SOURCES)
    wanted |= {f"{DROP_INS.name}/{path.name}": path.read_text() for path in sorted(DROP_INS.glob("*.py"))}
    return wanted | {path.name: path.read_text() for path in (SETTINGS, ADMIN)}


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
