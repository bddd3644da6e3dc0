"""The exact versions of each set, on the data volume: a rebuilt server installs the same."""

from dataclasses import dataclass
from pathlib import Path

from hubserver import files
from hubserver.paths import HUB_STATE
from hubserver.python.wanted import PythonSet

_FOLDER = HUB_STATE / "python"
_MARK = "# made for "


@dataclass(frozen=True)
class Lock:
    # Of the set, when it was made.
    inputs: str
    text: str


def read(one: PythonSet) -> Lock | None:
    file = _file(one)
    if not file.exists():
        return None
    first, _, text = file.read_text().partition("\n")
    return Lock(first.removeprefix(_MARK), text)


def write(one: PythonSet, lock: Lock) -> None:
    files.write_if_changed(_file(one), f"{_MARK}{lock.inputs}\n{lock.text}", 0o600)


def remove(one: PythonSet) -> None:
    _file(one).unlink(missing_ok=True)


def _file(one: PythonSet) -> Path:
    return _FOLDER / f"{one.name}.txt"
