"""Whether a user can work: the deep check of the release that is installed, as a program of its own."""

import re
import subprocess
import time

from hubserver.paths import PRODUCT

HUB_SMOKE = PRODUCT / "bin/hub-smoke"
COULD_NOT = 2
# Seconds for one that is running already, and for one as a whole.
PATIENCE, LIMIT = 600, 1800
FAILED = re.compile(r"^ *(\w+) .*FAILED: (.*)$", re.MULTILINE)


def problem() -> str:
    """Why nobody can work; "" when the deep check passed, or could not be tried."""
    if not HUB_SMOKE.exists():
        print("this release has no deep check", flush=True)
        return ""
    end = time.monotonic() + PATIENCE
    while True:
        print("trying the hub as a user does", flush=True)
        check = subprocess.run(
            [HUB_SMOKE], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT
        )
        said = check.stdout.decode(errors="replace")
        print(said, end="", flush=True)
        # Full, or held by another deep check.
        if check.returncode != COULD_NOT or "not run:" in said or time.monotonic() > end:
            break
        time.sleep(5)
    if check.returncode in (0, COULD_NOT):
        return ""
    found = FAILED.search(said)
    lines = said.strip().splitlines()
    why = f"{found[1]}: {found[2]}" if found else (lines[-1] if lines else f"exit code {check.returncode}")
    return f"The deep check failed: {why}"
