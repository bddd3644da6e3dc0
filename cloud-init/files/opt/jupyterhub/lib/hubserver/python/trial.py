"""Whether an environment works, tried as an account that may do nothing else."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from hubserver.commands import ENVIRONMENT
from hubserver.failure import Failure
from hubserver.paths import PRODUCT, USER_ENVIRONMENT
from hubserver.python import places
from hubserver.python.wanted import PythonSet

# Seconds; a kernel starts in 2 s on common machines, in minutes on emulated ones.
_PATIENCE = 900
_KERNEL_TRIAL = PRODUCT / "lib/hubserver/python/kernel_trial.py"
_IMPORTS = PRODUCT / "lib/hubserver/python/imports.py"


class Unusable(Failure):
    """An environment that is there and does not work."""


def notes(one: PythonSet, build: Path) -> list[str]:
    """What of the wanted packages cannot be imported, for people. Raises Unusable when no kernel starts."""
    # As a user's server starts it: the server's own Python, which does not change.
    server = [USER_ENVIRONMENT / "bin/python", "-I", _KERNEL_TRIAL, build / places.KERNEL.parent, places.KERNEL.name]
    kernel = _as_nobody(server)
    if kernel.returncode != 0:
        raise Unusable(f"no kernel starts with these packages: {_last_lines(kernel)}")
    imports = _as_nobody([build / "bin/python", "-I", _IMPORTS, *sorted(one.packages)])
    if imports.returncode != 0:
        return [f"{one.setting}: importing its packages ended Python with {imports.returncode}: {_last_lines(imports)}"]
    problems: dict[str, str] = json.loads(imports.stdout.splitlines()[-1])
    return [f"{one.setting}: `import {module}` fails: {problem}" for module, problem in problems.items()]


def _as_nobody(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as home:
        shutil.chown(home, "nobody", "nogroup")
        own = {"HOME": home, "JUPYTER_RUNTIME_DIR": f"{home}/runtime", "IPYTHONDIR": f"{home}/ipython"}
        try:
            result = subprocess.run(
                command,
                env={**ENVIRONMENT, **own},
                cwd=home,
                user="nobody",
                group="nogroup",
                extra_groups=[],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 1, "", f"no answer within {_PATIENCE} s")
    print(result.stderr, end="", flush=True)
    return result


def _last_lines(result: subprocess.CompletedProcess[str]) -> str:
    return "; ".join(result.stderr.strip().splitlines()[-2:]) or "it said nothing"
