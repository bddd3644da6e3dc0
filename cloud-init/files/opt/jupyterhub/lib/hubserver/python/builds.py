"""Environments as their locks say, each in a folder of its own beside those in force."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from hubserver import files
from hubserver.commands import run
from hubserver.environments import QUIET_UV
from hubserver.paths import USER_ENVIRONMENT, UV
from hubserver.phases import Waiting
from hubserver.python import places, trial
from hubserver.python.uv_program import uv
from hubserver.python.wanted import PythonSet

# Written when a build is tested; one without it was ended in the middle.
_COMPLETE = "complete"
# The folder that stands in the PATH of terminals.
_COMMANDS = "commands"
_PLAIN_KERNEL: dict[str, Any] = {
    "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "language": "python",
}


def path_of(one: PythonSet, lock: str) -> Path:
    return places.BUILDS / f"{one.name}-{hashlib.sha256(lock.encode()).hexdigest()[:12]}"


def is_complete(build: Path) -> bool:
    return (build / _COMPLETE).exists()


def make(one: PythonSet, lock: str, waiting: Waiting) -> list[str]:
    """Makes and tests the build of a lock; answers notes for people. Where that fails it leaves nothing, and raises."""
    build = path_of(one, lock)
    shutil.rmtree(build, ignore_errors=True)
    try:
        waiting(f"{one.setting}: installing {lock.count('==')} packages")
        _begin(one, build)
        file = build / "lock.txt"
        files.write(file, lock)
        uv(
            *("pip", "sync", "--quiet", "--require-hashes", "--only-binary", ":all:", "--compile-bytecode"),
            *("--python", build / "bin/python", file),
        )
        _write_kernel(one, build)
        _write_commands(build)
        waiting(f"{one.setting}: trying a kernel")
        notes = trial.notes(one, build)
        files.write(build / _COMPLETE, "")
        return notes
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise


def _begin(one: PythonSet, build: Path) -> None:
    """Begins with links to the files of what is in force: only what differs is then downloaded and compiled."""
    build.parent.mkdir(parents=True, exist_ok=True)
    template = places.chosen(one) or (USER_ENVIRONMENT if one.environment is None else None)
    if template is None:
        # Without the system's and the users' own packages: those are for the other versions.
        run([UV, "venv", "--quiet", "--python", "/usr/bin/python3", build], **QUIET_UV)
        return
    run(["cp", "--archive", "--link", template, build])
    (build / _COMPLETE).unlink(missing_ok=True)
    shutil.rmtree(build / _COMMANDS, ignore_errors=True)
    old, new = (str(folder).encode() for folder in (template, build))
    for program in (build / "bin").iterdir():
        content = program.read_bytes() if program.is_file() and not program.is_symlink() else b""
        # A new file each: the link's other end belongs to the template.
        if old in content:
            files.write(program, content.replace(old, new).decode(), program.stat().st_mode & 0o777)


def _write_kernel(one: PythonSet, build: Path) -> None:
    """With the build's own path: a kernel that runs never sees another build's files."""
    file = build / places.KERNEL / "kernel.json"
    # Old releases of ipykernel bring none.
    kernel = json.loads(file.read_text()) if file.exists() else _PLAIN_KERNEL
    argv = [str(build / "bin/python"), *kernel["argv"][1:]]
    own: dict[str, Any] = {"argv": argv, "env": {"PATH": f"{build}/bin:${{PATH}}"}}
    if one.environment is not None:
        own["display_name"] = one.environment
    files.write(file, json.dumps(kernel | own, indent=1) + "\n")


def _write_commands(build: Path) -> None:
    """Programs by the build's own path, also when they are found by way of the link to what is in force."""
    commands = build / _COMMANDS
    commands.mkdir()
    for program in (build / "bin").iterdir():
        if program.is_file() and not program.is_symlink():
            (commands / program.name).symlink_to(program)
        elif program.name.startswith("python"):
            # Python knows its environment by the path that it is called by.
            files.write(commands / program.name, f'#!/bin/sh\nexec {program} "$@"\n', 0o755)
