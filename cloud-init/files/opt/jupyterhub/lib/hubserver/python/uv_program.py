"""Running uv so that what it says becomes a message, tried again only where the network is at fault."""

import os
import re
import subprocess
import time
from pathlib import Path

from hubserver.commands import BACK_OFF, ENVIRONMENT
from hubserver.environments import QUIET_UV
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import UV
from hubserver.settings import read_download_environment

# What uv says where it reached nothing, or not all of it.
_NETWORK = re.compile(r"Failed to (fetch|download)|error sending request|timed out|Connection|dns error", re.IGNORECASE)


class Unresolvable(Failure):
    """No versions go together; trying again does not help."""


def uv(*arguments: str | Path) -> None:
    """Raises Unresolvable, or Failure, with what uv said in one line."""
    environment = {**os.environ, **ENVIRONMENT, **read_download_environment(), **QUIET_UV}
    for pause in (*BACK_OFF, None):
        result = subprocess.run(
            [UV, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if result.returncode == 0:
            return
        print(result.stderr, flush=True)
        if "No solution found" in result.stderr:
            raise Unresolvable(reason(result.stderr))
        if pause is None or not _NETWORK.search(result.stderr):
            raise Failure(reason(result.stderr))
        say(f"uv did not get what it needs. Next try in {pause} s.")
        time.sleep(pause)


def reason(said: str) -> str:
    """What uv said, without its headings, in one line."""
    text = " ".join(said.split())
    text = re.sub(r"^error: |No solution found when resolving dependencies:?", "", text)
    return re.sub(r" ?(cause|hint): ", " ", text).strip()
