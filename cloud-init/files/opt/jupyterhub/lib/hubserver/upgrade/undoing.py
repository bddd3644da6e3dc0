"""Undoes a trial by the programs that it kept, whatever those of the new release are like."""

import subprocess

from hubserver.failure import Failure
from hubserver.paths import LOG
from hubserver.upgrade.places import UNDO


def undo(reason: str) -> None:
    """Raises Failure when it does not succeed; hub-undo.service then goes on with it."""
    with LOG.open("a") as log:
        process = subprocess.Popen(["/usr/bin/python3", "-I", UNDO, reason], stdout=log, stderr=log)
        # Unlike subprocess.run, what ends the waiting does not end the undoing.
        code = process.wait()
    if code != 0:
        then = f"Undoing the upgrade ended with exit code {code}; hub-undo.service goes on with it. The log is {LOG}."
        raise Failure(f"{reason}\n{then}")
