"""The packages that the settings want: one run of apt for what is new, and one for what is not wanted any more."""

from collections.abc import Sequence

from hubserver import apt
from hubserver.distribution import r
from hubserver.distribution.nearest import hint
from hubserver.distribution.record import Record
from hubserver.distribution.wanted import Wanted
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.phases import Waiting


def apply(wanted: Wanted, record: Record, waiting: Waiting) -> None:
    """Raises Failure when a package cannot be had; nothing is then installed or removed."""
    present = apt.installed()
    # Somebody may have removed some by hand: those are not this product's any more.
    record.brought = sorted(present & set(record.brought))
    record.asked = sorted(present & set(record.asked))
    names = wanted.packages()
    of_r = r.among(wanted.rPackages, present)
    if names <= present and None not in of_r.values():
        packages = names | set(filter(None, of_r.values()))
    else:
        waiting("looking up packages")
        apt.update()
        packages = _found(names, wanted, present)
        _bring(sorted(packages - present), record, waiting)
    # What came as a dependency and is now wanted for itself.
    adopted = (packages & set(record.brought)) - set(record.asked)
    apt.mark("manual", adopted)
    record.asked = sorted({*record.asked, *adopted})
    record.save()
    _take_away(set(record.asked) - packages, record, waiting)


def _found(names: set[str], wanted: Wanted, present: set[str]) -> set[str]:
    """All that is wanted, by the distribution's names."""
    known = apt.known() | present
    problems = [
        f"{'aptPackages names' if name in wanted.aptPackages else 'there has to be'} {name}, which this distribution "
        f"does not have{hint(name, known)}"
        for name in sorted(names - known)
    ]
    of_r = r.among(wanted.rPackages, present, known)
    problems += [r.problem(name, known) for name, package in of_r.items() if package is None]
    if problems:
        raise Failure(
            "; and ".join(problems) + ". Nothing was installed or removed. Correct the name in the stack file, or take "
            "it out; then: pulumi up"
        )
    return names | set(filter(None, of_r.values()))


def _bring(missing: Sequence[str], record: Record, waiting: Waiting) -> None:
    coming = apt.installs(missing) - apt.installed()
    # Noted before: what is brought by a run that is killed is brought all the same.
    record.brought = sorted({*record.brought, *coming})
    record.asked = sorted({*record.asked, *missing})
    record.save()
    waiting(f"installing {len(coming)} packages: {' '.join(missing)}")
    apt.install(missing)


def _take_away(leaving: set[str], record: Record, waiting: Waiting) -> None:
    """Of what came with these, all that nothing else needs."""
    if not leaving and not record.removing:
        return
    needed = apt.needed()
    apt.mark("auto", leaving - needed)
    # Noted before: what is killed now goes on with the next run, whatever is wanted by then.
    record.asked, record.brought = sorted(set(record.asked) - leaving), sorted(set(record.brought) - needed)
    record.removing = True
    record.save()
    going, protected = _unused([], needed, record)
    # apt keeps what could serve somebody in place of another package, such as gawk beside mawk: those are named.
    unwanted = set(record.brought) - set(record.asked)
    alone = sorted(name for name in leaving - needed - going if apt.removal(name) <= unwanted)
    if alone:
        going, protected = _unused(alone, protected, record)
    if going:
        waiting(f"removing {len(going)} packages")
        say(f"removing {' '.join(sorted(going))}")
        apt.remove_unused(alone, protected)
    record.brought = sorted(set(record.brought) - going)
    record.removing = False
    record.save()


def _unused(names: Sequence[str], protected: set[str], record: Record) -> tuple[set[str], set[str]]:
    """What goes, and what is protected so that nothing of somebody else's does: orphans, and what they depend on."""
    while foreign := (going := apt.unused(names, protected)) - set(record.brought):
        protected = protected | foreign
    return going, protected
