"""What the stack wants of Python beside the base set: packages for everybody, and environments by name."""

import hashlib
import json
import platform
import re
from dataclasses import dataclass

from hubserver.environments import lock_of
from hubserver.settings import read_python

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Without the first an environment is no kernel; the second is for `%pip list`.
_OF_EACH_ENVIRONMENT = ("ipykernel", "pip")


@dataclass(frozen=True)
class PythonSet:
    """Lines such as "pandas<3", which are resolved together."""

    # Where the stack file says it, for people.
    setting: str
    lines: tuple[str, ...]
    # None: what everybody's notebooks and terminals run with, the base set and these lines.
    environment: str | None = None

    @property
    def name(self) -> str:
        return "packages" if self.environment is None else f"environment-{self.environment}"

    @property
    def packages(self) -> frozenset[str]:
        """The normalized names of what the lines are about."""
        return frozenset(normalized(match[0]) for line in self.lines if (match := _NAME.match(line)))

    def requirements(self) -> list[str]:
        """All that must be in it, what the stack wants first: the resolver prefers new versions of what comes first."""
        beside = _OF_EACH_ENVIRONMENT if self.environment is not None else base_versions()
        return [*self.lines, *beside]

    def inputs(self) -> str:
        """Changes with all that its versions depend on."""
        base = lock_of("user").read_text() if self.environment is None else ""
        python = ".".join(platform.python_version_tuple()[:2])
        return hashlib.sha256(json.dumps([self.lines, base, python, platform.machine()]).encode()).hexdigest()


def wanted() -> list[PythonSet]:
    """Empty where the base set is enough."""
    values = read_python()
    lines = tuple(values.get("packages") or ())
    environments = values.get("environments") or {}
    return [
        *([PythonSet(values["packagesFrom"], lines)] if lines else []),
        *(PythonSet(f"pythonEnvironments.{name}", tuple(own), name) for name, own in sorted(environments.items())),
    ]


def base_versions() -> dict[str, str]:
    """The versions of the base set by normalized names."""
    return versions(lock_of("user").read_text())


def versions(lock: str) -> dict[str, str]:
    """Those in the text of a lock, by normalized names."""
    pinned = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", lock, re.MULTILINE)
    return {normalized(name): version for name, version in pinned}


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
