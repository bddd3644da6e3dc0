"""The phase for the Python packages beside the base set; what cannot be had leaves what was before in force."""

from hubserver.failure import Failure
from hubserver.phases import Waiting
from hubserver.python import builds, cleaning, locks, places, record
from hubserver.python.resolution import resolve
from hubserver.python.trial import Unusable
from hubserver.python.uv_program import Unresolvable
from hubserver.python.wanted import PythonSet, wanted


def prepare(waiting: Waiting) -> None:
    """Raises Failure with all that could not be had; each set that can be is in force then."""
    sets = wanted()
    failures = []
    for one in sets:
        try:
            _bring(one, waiting)
        except Failure as failure:
            failures.append(str(failure))
    names = {one.name for one in sets}
    for one in places.present():
        if one.name not in names:
            _take_back(one)
    record.keep_only(names)
    cleaning.clean()
    if failures:
        raise Failure(" ".join(failures))


def _bring(one: PythonSet, waiting: Waiting) -> None:
    lock, notes = locks.read(one), record.notes_of(one)
    inputs = one.inputs()
    try:
        if lock is None or lock.inputs != inputs:
            record.refuse_known(one)
            waiting(f"{one.setting}: finding versions that go together")
            text, notes = resolve(one, lock.text if lock else "")
            lock = locks.Lock(inputs, text)
        build = builds.path_of(one, lock.text)
        if not builds.is_complete(build):
            record.refuse_known(one)
            notes = [*dict.fromkeys([*notes, *builds.make(one, lock.text, waiting)])]
    except (Unresolvable, Unusable) as problem:
        record.refused(one, _told(one, problem))
        raise Failure(_told(one, problem)) from None
    except (Failure, OSError) as problem:
        raise Failure(_told(one, problem)) from None
    locks.write(one, lock)
    places.choose(one, build)
    record.brought(one, notes)


def _told(one: PythonSet, problem: Exception) -> str:
    text = str(problem)
    if text.startswith(one.setting):
        return text
    stays = "What was there before stays in force" if places.chosen(one) else "Everything else works as before"
    return f"{one.setting} cannot be had: {text.rstrip('.')}. {stays}."


def _take_back(one: PythonSet) -> None:
    places.release(one)
    # The packages of everybody come back as they were if the setting does.
    if one.environment is not None:
        locks.remove(one)
