"""One deep check: user, server, kernel, cell, and everything away again."""

import asyncio
import secrets
import time

from hubserver import health, lock
from hubserver.commands import output
from hubserver.deep_check import user, wanted
from hubserver.deep_check.kernel import Kernel
from hubserver.deep_check.record import FAILED, LOCK, NOT_RUN, PASSED, RUNNING, Record, read_record
from hubserver.deep_check.steps import StepFailed, Steps
from hubserver.deep_check.user import PAUSE, HubFull
from hubserver.deep_check.visitor import Visitor
from hubserver.failure import Failure
from hubserver.hub import HUB_UNIT
from hubserver.log import say
from hubserver.paths import CHECK_TOKEN

# Seconds that each step has at least.
LEAST = 60


def run() -> Record:
    """Answers how it went, which is kept for hub-status too. Raises lock.Busy when one is running already."""
    with lock.held(LOCK, "deep check"):
        hub = _run_of_the_hub()
        record = _check()
        if record.state == FAILED and hub != _run_of_the_hub():
            # A change of a setting, for one: whether people can work shows only when it is done.
            say("the hub was restarted in the middle; once more")
            health.await_health(say)
            record = _check()
        return record


def _check() -> Record:
    record = Record(state=RUNNING, started=time.time(), lastGood=read_record().lastGood)
    record.save()
    try:
        asyncio.run(_steps(Steps(record)))
    except StepFailed:
        record.state = FAILED
    except HubFull as full:
        record.state, record.error = NOT_RUN, str(full)
    except BaseException as error:
        record.state, record.error = FAILED, str(error) or type(error).__name__
        raise
    else:
        record.state, record.lastGood = PASSED, time.time()
    finally:
        record.seconds = round(time.time() - record.started, 1)
        record.save()
    return record


async def _steps(steps: Steps) -> None:
    limit = max(LEAST, wanted.spawn_timeout())
    hub = Visitor(CHECK_TOKEN.read_text().strip())
    if await steps.take("hub", _has_leftovers(hub), limit):
        await steps.take("clearing", user.remove(hub), limit)
    try:
        visitor = Visitor(await steps.take("user", user.make(hub), limit))
        # The hub itself gives up after the time for starting and that for answering; before that, one waits for a turn.
        await steps.take("server", user.start_server(hub), 3 * limit)
        kernel = await steps.take("kernel", Kernel.start(visitor), limit)
        await steps.take("cell", _calculate(kernel), limit)
        await steps.take("stop", user.stop_server(hub), limit)
    finally:
        await steps.take("removal", user.remove(hub), limit)


async def _has_leftovers(hub: Visitor) -> bool:
    # It may be starting, after a change.
    while (await hub.request("GET", "/hub/health"))[0] != 200:
        await asyncio.sleep(PAUSE)
    return await user.is_there(hub)


async def _calculate(kernel: Kernel) -> None:
    one, other = secrets.randbelow(10**6), secrets.randbelow(10**6)
    said = await kernel.run(f"print({one} * {other})")
    if said != str(one * other):
        raise Failure(f"{one} * {other} came to {said!r}")


def _run_of_the_hub() -> str:
    """Another one after each restart."""
    return output(["systemctl", "show", "--value", "--property=InvocationID", HUB_UNIT]).strip()
