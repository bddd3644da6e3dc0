"""The two Python environments: the hub's, which runs as root, and the users'. Each is exactly what its lock says."""

import platform
import sys
from pathlib import Path

from hubserver.commands import run, run_with_retries
from hubserver.failure import Failure
from hubserver.paths import HUB_ENVIRONMENT, LOCKS, USER_ENVIRONMENT, UV

QUIET_UV = {"UV_NO_CACHE": "1", "UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never"}


def lock_of(name: str) -> Path:
    """The lock for this server's Python. Raises Failure when there is none."""
    lock = LOCKS / f"{name}-{sys.version_info.major}.{sys.version_info.minor}.txt"
    if not lock.exists():
        known = ", ".join(sorted(path.stem for path in LOCKS.glob(f"{name}-*.txt")))
        raise Failure(
            f"No lock for Python {platform.python_version()}; there are {known}. Use an image with one of these."
        )
    return lock


def hub_inputs() -> str:
    return _inputs("hub")


def user_inputs() -> str:
    return _inputs("user")


def install_hub(_waiting: object) -> None:
    _install(HUB_ENVIRONMENT, lock_of("hub"))


def install_user(_waiting: object) -> None:
    # Only then `pip install --user` in a notebook is allowed.
    _install(USER_ENVIRONMENT, lock_of("user"), "--system-site-packages")


def _inputs(name: str) -> str:
    lock = lock_of(name)
    return f"{lock.name} {lock.read_text()}"


def _install(environment: Path, lock: Path, *options: str) -> None:
    python = environment / "bin/python"
    if not python.exists():
        run([UV, "venv", "--quiet", "--python", "/usr/bin/python3", *options, environment], **QUIET_UV)
    # Bytecode now: users may not write here, so that each of their servers would compile it (11-20 s and not 4-5).
    command = [UV, "pip", "sync", "--quiet", "--require-hashes", "--only-binary", ":all:", "--compile-bytecode"]
    run_with_retries([*command, "--python", python, lock], **QUIET_UV)
