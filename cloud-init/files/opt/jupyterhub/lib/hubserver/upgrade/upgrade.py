"""Puts another release on trial: it stays when people can work with it, and is undone when they cannot."""

import contextlib
import io
import signal
import sys
from collections.abc import Iterator

from hubserver import follow, hub
from hubserver.commands import run
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import LOG
from hubserver.payload import Payload, write_files
from hubserver.upgrade import keep, places, proof, release, trial, turn, undoing

# Seconds for the release before to be installed again.
PATIENCE = 600


@contextlib.contextmanager
def its_turn() -> Iterator[bool]:
    """Holds other hub-applies up. Answers whether these programs were exchanged meanwhile, and should not go on."""
    if turn.is_on_trial():
        yield False
        return
    loaded = release.present()
    with turn.held():
        interrupted = places.BEFORE.exists()
        if interrupted:
            undoing.undo(turn.INTERRUPTED)
            run(["systemctl", "restart", "--no-block", follow.UNIT])
        yield interrupted or release.present() != loaded


def tried(payload: Payload) -> dict[str, str] | None:
    """The result, where the payload brings another release than that in force; None where it does not.

    Raises Failure when the release was undone, or stays though something that is not needed for work failed.
    """
    record, coming = release.read(), release.of(payload)
    if turn.is_on_trial() or record is None or record.release != release.present() or record.release == coming:
        return None
    follow.await_running()
    # From here on the time is up for the trial only, and not for what it takes to undo it.
    seconds = signal.setitimer(signal.ITIMER_REAL, 0)[0]
    # Whoever started this may be gone before it is done: a broken connection leaves no half of an upgrade.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with contextlib.redirect_stdout(_Deaf()):
        say(f"release {coming} comes in place of {record.release}; keeping that until people can work")
        try:
            keep.keep(payload, record.release, coming)
        except OSError as error:
            raise Failure(f"What is in force could not be kept, so nothing was changed: {error}.") from error
        reason, outcome = "", trial.Outcome(None)
        try:
            write_files(payload)
            outcome = trial.run(payload, seconds)
            reason = proof.problem() if outcome.works else outcome.reason
        except BaseException as error:
            reason = str(error) or type(error).__name__
        if reason:
            _undo(reason, record.release, coming)
        release.in_force(coming)
        places.end()
        say(f"people can work with release {coming}")
    if outcome.result is None:
        raise Failure(outcome.reason)
    return outcome.result


def _undo(reason: str, before: str, coming: str) -> None:
    say(f"undoing the upgrade: {reason}")
    undoing.undo(reason)
    then = f"The upgrade to release {coming} was undone: release {before} runs again. The log is {LOG}."
    hub.forgive()
    signal.alarm(PATIENCE)
    try:
        follow.install()
    except Failure as failure:
        then = f"The upgrade to release {coming} was undone, and its installation does not end well: {failure}"
    raise Failure(f"{reason}\n{then}")


class _Deaf(io.TextIOBase):
    """Standard error as long as somebody reads it."""

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            sys.__stderr__.write(text)
            sys.__stderr__.flush()
        return len(text)
