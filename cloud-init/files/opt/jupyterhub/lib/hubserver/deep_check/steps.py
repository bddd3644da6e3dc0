"""The steps of a deep check: their times, their limits, and why one failed."""

import asyncio
import re
import time
from collections.abc import Awaitable
from typing import TypeVar

from hubserver.commands import output
from hubserver.deep_check.record import Record
from hubserver.deep_check.user import UNIT, HubFull
from hubserver.failure import Failure
from hubserver.hub import HUB_UNIT

Result = TypeVar("Result")
# Where more is to be read of a step that failed.
JOURNALS = {"server": UNIT, "kernel": UNIT, "cell": UNIT}
TELLING = re.compile(r"(Error|Exception)\b|No module|denied|Killed")


class StepFailed(Exception):
    """It is in the record."""


class Steps:
    def __init__(self, record: Record) -> None:
        self._record = record

    async def take(self, name: str, action: Awaitable[Result], limit: int) -> Result:
        """Does it within so many seconds. Raises StepFailed, whatever goes wrong; and HubFull as it comes."""
        began = time.time()
        try:
            async with asyncio.timeout(limit):
                result = await action
        except HubFull:
            raise
        except Exception as error:
            late = isinstance(error, TimeoutError)
            why = f"not within {limit} s" if late else str(error) or type(error).__name__
            self._failed(name, began, f"{why}; {_more(JOURNALS.get(name, HUB_UNIT), began)}")
            raise StepFailed from error
        self._tell(name, began, "")
        return result

    def _failed(self, name: str, began: float, why: str) -> None:
        before = f"{self._record.error}. " if self._record.error else ""
        self._record.error = f"{before}{name}: {why}"
        self._tell(name, began, f"  FAILED: {why}")

    def _tell(self, name: str, began: float, words: str) -> None:
        seconds = round(time.time() - began, 1)
        self._record.steps[name] = seconds
        self._record.save()
        print(f"  {name:<10}{seconds:6.1f} s{words}", flush=True)


def _more(unit: str, since: float) -> str:
    """The last that the unit's journal says of an error since then, and how to read the rest."""
    command = f"journalctl --unit={unit} --since='{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(since))}'"
    try:
        lines = output(["journalctl", "--no-pager", "--output=cat", f"--unit={unit}", f"--since=@{since:.0f}"])
    except Failure:
        lines = ""
    telling = [line.strip()[:300] for line in lines.splitlines() if TELLING.search(line)]
    return f"{telling[-1]}; more: {command}" if telling else f"more: {command}"
