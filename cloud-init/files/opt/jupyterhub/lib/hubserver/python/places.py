"""Where the environments are, and which are in force."""

from pathlib import Path

from hubserver.paths import PYTHON, PYTHON_PACKAGES
from hubserver.python.wanted import PythonSet

# Each build stays at its path: its programs name it.
BUILDS = PYTHON / "builds"
# Below PYTHON, which every user's server searches for kernels.
KERNELS = PYTHON / "kernels"
# The builds that were in force before the present ones, by the sets' names.
BEFORE = PYTHON / "before"
# Below a build.
KERNEL = Path("share/jupyter/kernels/python3")


def chosen(one: PythonSet) -> Path | None:
    """The build in force; None where there is none."""
    link = _link(one)
    if not link.is_symlink():
        return None
    target = link.readlink()
    return target if one.environment is None else target.parents[len(KERNEL.parts) - 1]


def choose(one: PythonSet, build: Path) -> None:
    """Puts a build in force, by one atomic act, and remembers the one before."""
    before = chosen(one)
    if before == build:
        return
    if before is not None:
        _point(BEFORE / one.name, before)
    _point(_link(one), build if one.environment is None else build / KERNEL)


def release(one: PythonSet) -> None:
    """Takes a set out of force. The packages of everybody are kept as what was before; an environment is forgotten."""
    before = chosen(one)
    if one.environment is None and before is not None:
        _point(BEFORE / one.name, before)
    _link(one).unlink(missing_ok=True)
    if one.environment is not None:
        (BEFORE / one.name).unlink(missing_ok=True)


def present() -> list[PythonSet]:
    """The sets that are in force, without their lines."""
    kernels = sorted(KERNELS.iterdir()) if KERNELS.is_dir() else []
    return [
        *([PythonSet("pythonPackages", ())] if PYTHON_PACKAGES.is_symlink() else []),
        *(PythonSet(f"pythonEnvironments.{link.name}", (), link.name) for link in kernels),
    ]


def kept() -> set[Path]:
    """The builds in force and those before them."""
    links = BEFORE.iterdir() if BEFORE.is_dir() else ()
    return {build for one in present() if (build := chosen(one))} | {link.readlink() for link in links}


def _link(one: PythonSet) -> Path:
    return PYTHON_PACKAGES if one.environment is None else KERNELS / one.environment


def _point(link: Path, target: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    new = PYTHON / ".next"
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
