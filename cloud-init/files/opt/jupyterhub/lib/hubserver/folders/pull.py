"""Pulls a repository into a shared folder, as the account that can do nothing else."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from hubserver.failure import Failure
from hubserver.folders.record import DONE, FAILED, RUNNING, STATES, read_record
from hubserver.paths import SHARED

# Bytes: of all files of a commit, and what must stay free on the data volume.
LIMIT, SPARE = 2 * 2**30, 64 << 20

OPTIONS = {
    # Only root and this account write here, and a push by force may leave old objects: they go at once.
    "gc.autoDetach": "false",
    "gc.pruneExpire": "now",
    "core.logAllRefUpdates": "false",
    "core.hooksPath": "/dev/null",
    # Larger ones are not held in memory.
    "core.bigFileThreshold": "16m",
    # A server that hangs: bytes in a second, and seconds.
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
}


def pull(name: str, url: str, branch: str = "") -> None:
    """Makes the folder what the branch, or the repository's own one, is now. Raises Failure; the record tells of it."""
    record = read_record(name)
    record.state, record.started, record.error = RUNNING, time.time(), ""
    record.save(name)
    repository = _Repository(STATES / name / "git", SHARED / name)
    try:
        record.commit = repository.follow(url, f"refs/heads/{branch}" if branch else "HEAD")
    except BaseException as error:
        # Whatever may be broken in it: the next pull begins anew.
        repository.forget()
        record.state, record.error = FAILED, str(error) or type(error).__name__
        raise
    else:
        record.state, record.lastGood = DONE, time.time()
    finally:
        record.save(name)


class _Repository:
    """Git's own files, which are kept out of the folder, and the folder."""

    def __init__(self, git: Path, folder: Path) -> None:
        self._git, self._folder = git, folder
        options = (part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}"))
        self._command = ["/usr/bin/git", *options]
        self._environment = {
            **os.environ,
            "HOME": str(git.parent),
            "LC_ALL": "C.UTF-8",
            "GIT_DIR": str(git),
            "GIT_WORK_TREE": str(folder),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            # Also for where a server leads to.
            "GIT_ALLOW_PROTOCOL": "https",
        }

    def follow(self, url: str, wanted: str) -> str:
        """Answers the commit. Raises Failure, and until all of it has come and fits, the folder is as it was."""
        if not (self._git / "HEAD").exists():
            self._run("init", "--quiet", "--template=")
        # Of a pull that was killed; systemd lets one run at a time.
        for lock in self._git.rglob("*.lock"):
            lock.unlink()
        self._run("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", url, wanted)
        self._require_room()
        self._run("reset", "--quiet", "--hard", "FETCH_HEAD")
        # What a server before this one had pulled.
        self._run("clean", "-ffdxq")
        return self._run("rev-parse", "HEAD").strip()

    def forget(self) -> None:
        shutil.rmtree(self._git, ignore_errors=True)

    def _require_room(self) -> None:
        lines = self._run("ls-tree", "-r", "-l", "-z", "FETCH_HEAD").split("\0")
        sizes = (line.split("\t")[0].split()[3] for line in lines if line)
        # Submodules have none.
        size = sum(int(text) for text in sizes if text.isdigit())
        if size > LIMIT:
            raise Failure(f"its files have {_gib(size)}, and at most {_gib(LIMIT)} are pulled")
        volume = os.statvfs(self._folder)
        room = volume.f_bavail * volume.f_frsize - SPARE
        if size > room:
            raise Failure(f"its files have {_gib(size)}, and the data volume has {_gib(max(room, 0))} left")

    def _run(self, *arguments: str) -> str:
        result = subprocess.run(
            [*self._command, *arguments],
            env=self._environment,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
        if result.returncode != 0:
            raise Failure(_reason(arguments[0], result.stderr))
        return result.stdout


def _reason(doing: str, said: str) -> str:
    if "died of signal 25" in said:
        return f"it is larger than the {_gib(LIMIT)} that are pulled at most"
    lines = [line for line in said.splitlines() if line.startswith(("fatal: ", "error: "))] or said.splitlines()
    # A server may send anything.
    text = "".join(letter if letter.isprintable() else " " for letter in (lines or ["no reason"])[-1])
    return f"git {doing}: {text[:300]}"


def _gib(size: int) -> str:
    return f"{size / 2**30:.1f} GiB"
