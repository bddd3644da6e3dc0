"""Lines of the installation's log. Under hub-install.service, standard output is /var/log/hub-install.log."""

import contextlib
from datetime import datetime
from pathlib import Path


def say(text: str) -> None:
    """Writes one line with the time into the log."""
    print(f"{datetime.now():%H:%M:%S} {text}", flush=True)


def announce(text: str) -> None:
    """Says it on the console as well: where SSH does not answer, the console is all that the cloud can show."""
    say(text)
    with contextlib.suppress(OSError), Path("/dev/console").open("w") as console:
        console.write(f"hub-install: {text}\n")
