"""Runs the phases of the installation one after the other; what is done and whose inputs are the same is left alone."""

import hashlib
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hubserver import files, message_of_the_day
from hubserver.failure import Failure
from hubserver.log import announce, say
from hubserver.paths import LOG, STAMPS
from hubserver.status import DONE, FAILED, UNCHANGED, PhaseStatus, Status, described

# A phase calls it to say what it is waiting for.
Waiting = Callable[[str], None]


@dataclass(frozen=True)
class Phase:
    name: str
    action: Callable[[Waiting], object]
    # Everything that the result depends on. None: the phase looks at the server each time, quickly.
    inputs: Callable[[], str] | None = None


def run_phases(phases: Sequence[Phase]) -> bool:
    """Runs them until one fails, and answers whether all are done. A later call goes on from the one that failed."""
    status = Status()
    for phase in phases:
        entry = PhaseStatus(phase.name)
        status.phases.append(entry)
        status.save()
        try:
            entry.state = _run_phase(phase, _waiting(status, entry))
            entry.message = ""
        except Failure as failure:
            entry.state, entry.message = FAILED, str(failure)
        except Exception as error:
            traceback.print_exc()
            entry.state, entry.message = FAILED, f"{type(error).__name__}: {error}"
        entry.seconds = time.time() - entry.started
        (say if entry.state == UNCHANGED else announce)(described(entry))
        if entry.state == FAILED:
            break
        status.save()
    succeeded = status.phases[-1].state != FAILED
    if succeeded:
        message_of_the_day.remove()
    else:
        message_of_the_day.put(
            f"phase {described(status.phases[-1])} (log: {LOG}, phases: /opt/jupyterhub/bin/hub-status)"
        )
    status.state = DONE if succeeded else FAILED
    status.save()
    return succeeded


def _run_phase(phase: Phase, waiting: Waiting) -> str:
    if phase.inputs is None:
        phase.action(waiting)
        return DONE
    stamp = STAMPS / phase.name
    inputs = hashlib.sha256(phase.inputs().encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == inputs:
        return UNCHANGED
    say(f"phase {phase.name}")
    phase.action(waiting)
    files.write(stamp, inputs)
    return DONE


def _waiting(status: Status, entry: PhaseStatus) -> Waiting:
    def waiting(message: str) -> None:
        if message != entry.message:
            announce(f"{entry.name}: {message}")
            entry.message = message
            status.save()

    return waiting
