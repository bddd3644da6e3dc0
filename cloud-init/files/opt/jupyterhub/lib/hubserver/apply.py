"""What `pulumi up` runs over SSH: files from standard input, the installation, and the proof that a user can work."""

import contextlib
import fcntl
import json
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from hubserver import follow, health, hub, later, web
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import HUB_APPLY
from hubserver.payload import Payload, read_payload, write_files, write_secrets


def apply() -> int:
    """Answers the exit code; standard output gets nothing but the result."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            result = _apply()
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    print(json.dumps(result))
    return 0


def _apply() -> dict[str, str]:
    payload = read_payload()
    _end_after(payload.timeout)
    with Path("/run/hub-apply.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # First: the installation of the first boot may wait for them.
        write_secrets(payload)
        follow.await_running()
        if write_files(payload):
            _begin_anew(payload)
        hub.forgive()
        later.call("hubserver.python.record", "forgive")
        follow.install()
        notes = [
            health.check_login(payload.adminUser, payload.adminPassword),
            web.note(),
            *(later.call(module, "note") for module in ("hubserver.folders.report", "hubserver.python.report")),
        ]
        for note in filter(None, notes):
            say(note)
        return web.authority() | {"hubVersion": health.hub_version()}


def _begin_anew(payload: Payload) -> NoReturn:
    """Goes on with the programs that have just been written, which find them written. The lock is given back."""
    say("going on with the programs of the new release")
    # In memory alone: it holds a password.
    descriptor = os.memfd_create("payload")
    with os.fdopen(descriptor, "wb", closefd=False) as file:
        file.write(payload.document)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.dup2(descriptor, sys.stdin.fileno())
    os.execv(HUB_APPLY, [HUB_APPLY])


def _end_after(seconds: int) -> None:
    """Makes what this process does after that time end with a Failure; the installation itself goes on."""

    def end(*_: object) -> None:
        raise Failure(
            f"{follow.report()}After {seconds} s the hub does not work yet (setting installTimeout). "
            "The server goes on installing; `pulumi up` waits again."
        )

    signal.signal(signal.SIGALRM, end)
    # The alarm outlives _begin_anew, and the time counts from the first beginning.
    if not signal.getitimer(signal.ITIMER_REAL)[0]:
        signal.alarm(seconds)
