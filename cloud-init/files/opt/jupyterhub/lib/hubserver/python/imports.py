"""Imports what the named packages bring; prints which modules fail and why, as JSON, in its last line.

Usage: python imports.py PACKAGE...    (normalized names)
"""

import json
import re
import sys
from importlib import import_module
from importlib.metadata import packages_distributions

_wanted = set(sys.argv[1:])
_problems = {}
for _module, _packages in sorted(packages_distributions().items()):
    if not _module.isidentifier() or _module.startswith("_"):
        continue
    if _wanted & {re.sub(r"[-_.]+", "-", name).lower() for name in _packages}:
        try:
            import_module(_module)
        except Exception as error:
            _problems[_module] = f"{type(error).__name__}: {error}".splitlines()[0]
print(f"\n{json.dumps(_problems)}")
