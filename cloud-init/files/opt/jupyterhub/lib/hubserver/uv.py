"""uv, the installer of Python packages: one program, taken out of its wheel."""

import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from hubserver.commands import run_with_retries
from hubserver.failure import Failure
from hubserver.paths import LOCKS, UV

LOCK = LOCKS / "uv.txt"
# Debian's and Ubuntu's python3-pip-whl.
WHEELS = Path("/usr/share/python-wheels")


def inputs() -> str:
    return LOCK.read_text()


def install(_waiting: object) -> None:
    pip = max(WHEELS.glob("pip-*.whl"), default=None)
    if pip is None:
        raise Failure(f"There is no pip in {WHEELS}; the package python3-pip-whl should have put it there.")
    with tempfile.TemporaryDirectory() as folder:
        # Run from the wheel: making an environment only to download one file takes minutes on a slow machine.
        command = [sys.executable, f"{pip}/pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command += ["--no-cache-dir", "--disable-pip-version-check", "--require-hashes", "--requirement", LOCK]
        run_with_retries([*command, "--dest", folder])
        (wheel,) = Path(folder).glob("uv-*.whl")
        _unpack(wheel)


def _unpack(wheel: Path) -> None:
    partial = UV.with_suffix(".partial")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/scripts/uv"))
        with archive.open(name) as packed, partial.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
    partial.chmod(0o755)
    partial.replace(UV)
