"""From lines to exact versions with hashes, by uv. What the base set has stays as it is unless the lines name it."""

import re
import tempfile
from pathlib import Path

from hubserver.python.uv_program import Unresolvable, uv
from hubserver.python.wanted import PythonSet, base_versions, versions

# Wheels only: a server has no compiler, and building runs foreign code.
_COMPILE = ("pip", "compile", "--quiet", "--python", "/usr/bin/python3", "--only-binary", ":all:", "--no-header")
_COMPILE += ("--no-annotate",)


def resolve(one: PythonSet, before: str) -> tuple[str, list[str]]:
    """Answers the text of a lock, and notes for people. Raises Failure when there is none.

    `before`: the text of the lock before, whose versions stay where they fit; "" for none.
    """
    base = base_versions()
    fixed = base if one.environment is None else {}
    fixed = {name: version for name, version in fixed.items() if name not in one.packages}
    # What was resolved before stays, and what has never been follows the base set.
    known = {**base, **versions(before), **fixed}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            text = _compile(folder, one.requirements(), known, fixed, "--generate-hashes")
        except Unresolvable as problem:
            raise Unresolvable(f"{problem} {_advice(str(problem), fixed)}".strip()) from None
        return text, _older(one, versions(text), known, folder)


def _older(one: PythonSet, found: dict[str, str], known: dict[str, str], folder: Path) -> list[str]:
    """Notes on what has another version than it would have by itself: the rest may have left an old one only."""
    new = [line for line in one.lines if not PythonSet("", (line,)).packages & known.keys()]
    alone = versions(_compile(folder, new, {}, {}, "--no-deps")) if new else {}
    beside = "the base set" if one.environment is None else "the other packages"
    return [
        f"{one.setting}: {name} is {found[name]}, since {beside} leaves no other; by itself it would be {version}"
        for name, version in alone.items()
        if name in found and found[name] != version
    ]


def _compile(folder: Path, lines: list[str], preferred: dict[str, str], fixed: dict[str, str], *options: str) -> str:
    wanted, constraints, output = (folder / name for name in ("wanted.in", "constraints.txt", "output.txt"))
    wanted.write_text("".join(f"{line}\n" for line in lines))
    constraints.write_text(_pins(fixed))
    # What stands in the output already is preferred.
    output.write_text(_pins(preferred))
    uv(*_COMPILE, *options, "--constraint", constraints, "--output-file", output, wanted)
    return output.read_text()


def _pins(pinned: dict[str, str]) -> str:
    return "".join(f"{name}=={version}\n" for name, version in pinned.items())


def _advice(problem: str, fixed: dict[str, str]) -> str:
    blamed = [
        name for name, version in fixed.items() if re.search(rf"(?<![\w-]){re.escape(f'{name}=={version}')}", problem)
    ]
    if not blamed:
        return ""
    return (
        f"The base set has {', '.join(f'{name} {fixed[name]}' for name in blamed)}. Put what does not go with it into "
        "pythonEnvironments, which makes a kernel of its own; or, for another version for everybody, name "
        f"{' and '.join(blamed)} in pythonPackages too."
    )
