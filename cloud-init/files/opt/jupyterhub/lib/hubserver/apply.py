"""What `pulumi up` runs over SSH: files from standard input, the installation, and the proof that a user can work."""

import contextlib
import fcntl
import json
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from hubserver import follow, later
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import HUB_APPLY
from hubserver.payload import Payload, read_payload, write_files, write_secrets

UPGRADE = "hubserver.upgrade.upgrade"


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
    with later.call(UPGRADE, "its_turn", absent=contextlib.nullcontext()) as exchanged:
        if exchanged:
            _begin_anew(payload)
        return later.call(UPGRADE, "tried", payload) or _bring(payload)


def _bring(payload: Payload) -> dict[str, str]:
    with Path("/run/hub-apply.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # First: the installation of the first boot may wait for them.
        write_secrets(payload)
        follow.await_running()
        if write_files(payload):
            _begin_anew(payload)
        return later.call("hubserver.installed", "result", payload)


def _begin_anew(payload: Payload) -> NoReturn:
    """Goes on with the programs that are here now, which find them written. The locks are given back."""
    say("going on with the programs of the release that is here now")
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
