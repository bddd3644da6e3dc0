"""Running other programs: their output goes into the log, their failure becomes a message."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import SYSTEM_CERTIFICATES
from hubserver.settings import read_download_environment

# Seconds before each further try of something that needs the network.
BACK_OFF = (5, 10, 20, 40)

# One certificate store for every downloader: the system's, which holds what the cloud-config added.
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "SSL_CERT_FILE": str(SYSTEM_CERTIFICATES),
    "PIP_CERT": str(SYSTEM_CERTIFICATES),
}


def run(command: Sequence[str | Path], **environment: str) -> None:
    """Runs a command; its output goes to the log. Raises Failure when it does not exit with 0."""
    result = subprocess.run(command, env=_environment(environment), stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        raise Failure(f"`{_shown(command)}` ended with exit code {result.returncode}; its output is above.")


def output(command: Sequence[str | Path]) -> str:
    """Runs a command and answers its standard output. Raises Failure, with what it said, when it fails."""
    result = subprocess.run(command, env=_environment({}), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise Failure(f"`{_shown(command)}` ended with exit code {result.returncode}: {result.stderr.strip()}")
    return result.stdout


def succeeds(command: Sequence[str | Path]) -> bool:
    """Whether a command exits with 0; its output is dropped."""
    return subprocess.run(command, env=_environment({}), stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def run_with_retries(command: Sequence[str | Path], **environment: str) -> None:
    """As run, for a command that needs the network: tried again with growing pauses before it counts as failed."""
    downloads = read_download_environment()
    for pause in BACK_OFF:
        try:
            return run(command, **downloads, **environment)
        except Failure as failure:
            say(f"{failure} Next try in {pause} s.")
            time.sleep(pause)
    return run(command, **downloads, **environment)


def _environment(more: dict[str, str]) -> dict[str, str]:
    # What the making of an image was given, its proxy for one.
    return {**os.environ, **ENVIRONMENT, **more}


def _shown(command: Sequence[str | Path]) -> str:
    text = " ".join(map(str, command))
    return text if len(text) <= 120 else text[:117] + "..."
