"""The hub-apply of a release on trial, under the eyes of the release before."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from hubserver import hub
from hubserver.commands import output
from hubserver.failure import Failure
from hubserver.paths import HUB_APPLY
from hubserver.payload import Payload
from hubserver.status import DONE, read_status
from hubserver.upgrade.turn import ON_TRIAL

# Once it is done, what fails further on keeps nobody from work.
WORKS = "health"
# How often systemd may start the hub again until it counts as one that does not start; hub-apply itself may need two.
RESTARTS = 3
PAUSE = 2


@dataclass(frozen=True)
class Outcome:
    # What hub-apply answers; None: it failed.
    result: dict[str, str] | None
    # Why it failed.
    reason: str = ""
    # Whether the hub works all the same.
    works: bool = True


def run(payload: Payload, seconds: float) -> Outcome:
    """Runs it for so long at most, and passes on what it says."""
    before = read_status()
    # It ends when this process does, however that ends.
    command = ["setpriv", "--pdeathsig", "KILL", "--", HUB_APPLY]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(command, env={**os.environ, ON_TRIAL: "1"}, **pipes)
    watch = _Watch(child, payload.timeout, seconds)
    watch.start()
    with contextlib.suppress(BrokenPipeError), child.stdin as pipe:
        pipe.write(payload.document)
    last = ""
    for line in child.stderr:
        text = line.decode(errors="replace")
        print(text, end="", file=sys.stdout)
        last = text.strip() or last
    answer = child.stdout.read()
    if child.wait() == 0:
        return Outcome(json.loads(answer))
    status = read_status()
    if status is None or (before and status.run == before.run) or status.state == DONE:
        works = False
    else:
        works = WORKS in [phase.name for phase in status.phases[:-1]]
    return Outcome(None, watch.reason or last or f"hub-apply ended with {child.returncode}", works)


class _Watch(threading.Thread):
    """Ends the process when its time is over, or when the hub does nothing but start again."""

    def __init__(self, child: subprocess.Popen[bytes], timeout: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self.reason = ""
        self._child, self._timeout, self._end = child, timeout, time.monotonic() + seconds
        self._began = time.time()

    def run(self) -> None:
        while self._child.poll() is None and not self.reason:
            if time.monotonic() > self._end:
                self.reason = f"After {self._timeout} s the hub does not work yet (setting installTimeout)."
            elif _restarts() > RESTARTS:
                more = f"more: journalctl --unit={hub.HUB_UNIT}"
                self.reason = f"The hub does not start: {hub.last_error(self._began) or more}"
            time.sleep(0 if self.reason else PAUSE)
        if self.reason:
            self._child.kill()


def _restarts() -> int:
    with contextlib.suppress(Failure, ValueError):
        return int(output(["systemctl", "show", "--value", "--property=NRestarts", hub.HUB_UNIT]))
    return 0
