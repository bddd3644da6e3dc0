"""memory.py: prints the MiB (PSS) of the hub's processes on this server by what they are, as JSON."""

import contextlib
import json
import re
from collections import Counter
from pathlib import Path

# The first that fits.
PARTS = {
    "servers": "jupyterhub-singleuser",
    "proxy": "configurable-http-proxy",
    "caddy": "^/usr/bin/caddy",
    "hub": "bin/jupyterhub ",
}
sums: Counter[str] = Counter()
for process in Path("/proc").glob("[0-9]*"):
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        part = next((part for part, pattern in PARTS.items() if re.search(pattern, command)), None)
        if part:
            pss = re.search(r"^Pss:\s+(\d+) kB", (process / "smaps_rollup").read_text(), re.MULTILINE)
            sums[part] += int(pss[1]) if pss else 0
print(json.dumps({part: size / 1024 for part, size in sums.items()}))
