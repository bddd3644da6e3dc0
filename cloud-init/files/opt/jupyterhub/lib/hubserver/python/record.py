"""What there is to tell of each set: notes for people, and why it was refused, which is not tried again by itself."""

import json
from collections.abc import Collection
from typing import Any

from hubserver import files
from hubserver.failure import Failure
from hubserver.paths import STATE
from hubserver.python.wanted import PythonSet

_FILE = STATE / "python.json"


def refuse_known(one: PythonSet) -> None:
    """Raises Failure with the reason of before where these very lines were refused."""
    known = _read().get(one.name, {})
    if known.get("refused") == one.inputs():
        raise Failure(known["reason"])


def refused(one: PythonSet, reason: str) -> None:
    _change(one, refused=one.inputs(), reason=reason)


def brought(one: PythonSet, notes: list[str]) -> None:
    """The set is in force."""
    _change(one, notes=notes, refused=None, reason=None)


def keep_only(names: Collection[str]) -> None:
    """Forgets the sets of other names."""
    if _FILE.exists():
        kept = {name: own for name, own in _read().items() if name in names}
        files.write_if_changed(_FILE, json.dumps(kept), 0o600)


def forgive() -> None:
    """Lets everything be tried that was refused."""
    if _FILE.exists():
        kept = {name: own | {"refused": None, "reason": None} for name, own in _read().items()}
        files.write_if_changed(_FILE, json.dumps(kept), 0o600)


def notes_of(one: PythonSet) -> list[str]:
    return _read().get(one.name, {}).get("notes") or []


def _change(one: PythonSet, **values: object) -> None:
    all_of_them = _read()
    files.write_if_changed(_FILE, json.dumps(all_of_them | {one.name: all_of_them.get(one.name, {}) | values}), 0o600)


def _read() -> dict[str, Any]:
    return json.loads(_FILE.read_text()) if _FILE.exists() else {}
