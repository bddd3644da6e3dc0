"""What a part of these programs notes of its latest run: a dataclass as a JSON file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from hubserver import files

Record = TypeVar("Record")


def save(path: Path, record: Any) -> None:
    files.write(path, json.dumps(asdict(record)) + "\n")


def read(path: Path, kind: type[Record]) -> Record:
    """The latest one; one that says nothing where there never was a run."""
    try:
        values: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return kind()
    return kind(**values)
