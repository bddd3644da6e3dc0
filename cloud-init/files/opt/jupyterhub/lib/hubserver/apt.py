"""Packages beside those of the first boot: what is there, what apt would do, and which phases need which."""

import contextlib
import json
import re
from collections.abc import Iterable, Sequence

from hubserver import files
from hubserver.commands import output, run, run_with_retries, succeeds
from hubserver.failure import Failure
from hubserver.packages import APT_GET, PACKAGES
from hubserver.paths import STATE

# By the name of a phase: the packages that it needs, and nobody may take away.
NEEDED = STATE / "needed-packages.json"
# "l": needrestart lists what runs with old libraries, and restarts nothing.
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "l"}
INSTALL = (*APT_GET, "install", "--no-install-recommends", "--no-remove")
# What was installed without recommendations is not kept by one either.
AUTOREMOVE = (
    *(*APT_GET, "autoremove", "--option", "APT::AutoRemove::RecommendsImportant=false"),
    *("--option", "APT::AutoRemove::SuggestsImportant=false"),
)


def ensure(phase: str, names: Sequence[str]) -> None:
    """Installs those that are missing, and notes that this phase needs them: no change of a setting takes them away."""
    noted = _read()
    if noted.get(phase) != list(names):
        files.write(NEEDED, json.dumps(noted | {phase: list(names)}) + "\n")
    missing = sorted(set(names) - installed())
    if missing:
        update()
        install(missing)


def let_go(phase: str, names: Sequence[str]) -> None:
    """Removes them, where they are: this phase needs nothing any more."""
    files.write(NEEDED, json.dumps({name: needs for name, needs in _read().items() if name != phase}) + "\n")
    present = sorted(set(names) & installed())
    if present:
        run_with_retries([*APT_GET, "remove", *present], **QUIET)


def needed() -> set[str]:
    """What the parts of this server need, all together."""
    return {*PACKAGES, *(name for names in _read().values() for name in names)}


def installed() -> set[str]:
    lines = output(["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\\n"]).splitlines()
    return {name for name, status in map(str.split, lines) if status == "installed"}


def known() -> set[str]:
    """What the archives have, as of the latest update."""
    return set(output(["apt-cache", "pkgnames"]).split())


def update() -> None:
    run_with_retries([*APT_GET, "update"])


def install(names: Sequence[str]) -> None:
    """Raises Failure when they cannot be had, or when others would have to go for them."""
    _repair()
    run_with_retries([*INSTALL, *names], **QUIET)


def installs(names: Sequence[str]) -> set[str]:
    """What would come with these: they themselves, and what they depend on. Raises Failure as install does."""
    try:
        return _planned(("Inst",), [*INSTALL, *names])
    except Failure as failure:
        # Once more, for the log: apt's reasons are in its output.
        with contextlib.suppress(Failure):
            run([*INSTALL, "--simulate", *names])
        said = str(failure).rpartition("E: ")[2]
        raise Failure(
            f"apt cannot install {' '.join(names)} beside what is there: {said} Its reasons are above. Nothing was "
            "installed or removed. Change the packages in the stack file; then: pulumi up"
        ) from failure


def removal(name: str) -> set[str]:
    """What would be removed, or come in its place, if this one was removed."""
    return _planned(("Remv", "Inst"), [*APT_GET, "remove", name])


def unused(names: Iterable[str], protected: Iterable[str]) -> set[str]:
    """These names, and what nobody asked for and nothing depends on; protected ones, and what those depend on, stay."""
    return _planned(("Remv",), [*AUTOREMOVE, *_protecting(protected), *names])


def remove_unused(names: Iterable[str], protected: Iterable[str]) -> None:
    """Removes what unused answers for these, and leaves configuration files."""
    _repair()
    run_with_retries([*AUTOREMOVE, *_protecting(protected), *names], **QUIET)


def mark(how: str, names: Iterable[str]) -> None:
    """Notes that somebody asked for them ("manual"), or nobody ("auto")."""
    wanted = sorted(names)
    if wanted:
        run_with_retries(["apt-mark", how, *wanted])


def _planned(verbs: tuple[str, ...], command: Sequence[str]) -> set[str]:
    lines = output([*command, "--simulate"]).splitlines()
    return {line.split()[1].split(":")[0] for line in lines if line.split(" ")[0] in verbs}


def _protecting(names: Iterable[str]) -> list[str]:
    patterns = (re.sub(r"[+.]", r"\\\g<0>", name) for name in sorted(names))
    return [part for pattern in patterns for part in ("--option", f"APT::NeverAutoRemove::=^{pattern}$")]


def _repair() -> None:
    # A power failure in the middle of a change leaves dpkg unwilling to do anything else.
    if not succeeds([*APT_GET, "check"]):
        run_with_retries(["dpkg", "--configure", "-a"], **QUIET)


def _read() -> dict[str, list[str]]:
    return json.loads(NEEDED.read_text()) if NEEDED.exists() else {}
