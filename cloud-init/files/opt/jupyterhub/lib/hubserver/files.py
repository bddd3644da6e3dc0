"""Writing files so that nobody ever sees half of one."""

import os
import tempfile
from pathlib import Path


def write_if_changed(path: Path, content: str, mode: int) -> bool:
    """Gives the file this content and mode; answers whether anything was different."""
    try:
        if path.read_text() == content and path.stat().st_mode & 0o7777 == mode:
            return False
    except (FileNotFoundError, UnicodeDecodeError):
        pass
    write(path, content, mode)
    return True


def write(path: Path, content: str, mode: int = 0o644) -> None:
    """Puts a whole file in place of the one that may be there, also over a crash; makes missing folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
