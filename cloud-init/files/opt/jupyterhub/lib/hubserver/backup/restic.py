"""Runs restic on the stack's repository."""

import ctypes
import json
import signal
import subprocess
from collections.abc import Iterator
from typing import Any

from hubserver.backup import access
from hubserver.backup.problems import described
from hubserver.backup.wanted import BACKUP_VOLUME, Wanted
from hubserver.failure import Failure

# Seconds for a repository to open: restic itself tries for a quarter of an hour.
PATIENCE = 90
PR_SET_PDEATHSIG = 1
# Some files could not be read; the snapshot has all others.
INCOMPLETE = 3
_libc = ctypes.CDLL(None)


class Restic:
    """One repository."""

    def __init__(self, backup: Wanted) -> None:
        """Raises Failure when a secret or the volume is missing."""
        if backup.on_volume and not BACKUP_VOLUME.is_mount():
            raise Failure(
                f"The backup volume {backup.volumeId} is not mounted at {BACKUP_VOLUME}. Attach it, then `pulumi up`."
            )
        self._backup = backup
        self._environment = access.environment(backup)
        self._command = ["/usr/bin/restic", *access.options(backup)]

    def open(self, make: bool = False) -> None:
        """Opens the repository, or makes one where there is none; removes locks of runs that ended. Raises Failure."""
        doing = "Opening"
        code, said = self._try("cat", "config")
        if make and code != 0 and _is_missing(said):
            doing = "Making"
            code, said = self._try("init")
        if code != 0:
            raise Failure(described(self._backup, f"{doing} the repository of the backups", said))
        # Only those whose process is gone.
        self.output("unlock")

    def output(self, *arguments: str) -> str:
        """What restic answers. Raises Failure."""
        with self._start(*arguments) as process:
            answer, said = process.communicate()
        if process.returncode != 0:
            raise Failure(described(self._backup, f"`restic {arguments[0]}`", said))
        return answer

    def follow(self, *arguments: str) -> Iterator[dict[str, Any]]:
        """The messages of `restic --json`, as they come. Raises Failure, but for files that could not be read."""
        # Its errors come on standard error, as JSON too or as text.
        with self._start("--json", *arguments, stderr=subprocess.STDOUT) as process:
            said = []
            for line in process.stdout or ():
                try:
                    message = json.loads(line)
                except ValueError:
                    message = None
                if isinstance(message, dict) and "message_type" in message:
                    yield message
                else:
                    said.append(line)
        if process.returncode not in (0, INCOMPLETE):
            raise Failure(described(self._backup, f"`restic {arguments[0]}`", "".join(said)))

    def _try(self, *arguments: str) -> tuple[int, str]:
        with self._start(*arguments) as process:
            try:
                _, said = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                _, said = process.communicate()
                said += f"\nno answer within {PATIENCE} s"
        return process.returncode, said

    def _start(self, *arguments: str, stderr: int = subprocess.PIPE) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*self._command, *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            errors="replace",
            preexec_fn=_end_with_parent,
        )


def _end_with_parent() -> None:
    # A restic that goes on alone would not be kept out by the lock.
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _is_missing(said: str) -> bool:
    return "unable to open config file" in said and any(
        reason in said for reason in ("not exist", "no such file", "NoSuchKey", "NoSuchBucket")
    )
