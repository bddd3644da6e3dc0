"""The window in which the server may restart, each week or each day, in UTC."""

import re
from dataclasses import dataclass

from hubserver.failure import Failure

DAY, HOUR, MINUTE = 86400, 3600, 60
DAYS = "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
# 1970-01-01 was a Thursday.
FIRST_DAY = DAYS.index("Thu")
SHAPE = re.compile(r"(\*|[A-Z][a-z]{2}) (\d\d):(\d\d)-(\d\d):(\d\d)")


@dataclass(frozen=True)
class Window:
    # Index in DAYS of the day on which it begins; None: each day.
    day: int | None
    # Seconds from midnight to its beginning, and from there to its end, which may be on the next day.
    begin: int
    length: int

    @classmethod
    def read(cls, text: str) -> "Window":
        """Of a text such as "Sun 04:00-05:00" or "* 23:30-00:30". Raises Failure for another."""
        match = SHAPE.fullmatch(text)
        if match is None or match[1] not in ("*", *DAYS):
            raise Failure(f'The setting rebootWindow is "{text}" on this server; `pulumi up` writes it anew.')
        begin, end = (
            int(hours) * HOUR + int(minutes) * MINUTE for hours, minutes in ((match[2], match[3]), (match[4], match[5]))
        )
        return cls(None if match[1] == "*" else DAYS.index(match[1]), begin, (end - begin) % DAY)

    def first(self, moment: float) -> float:
        """When the first of these windows begins that does not begin before the moment; seconds since 1970."""
        today = int(moment // DAY)
        # Eight days: today's may have begun, and then the same day of next week is the first.
        begins = (
            day * DAY + self.begin
            for day in range(today, today + 8)
            if self.day is None or (day + FIRST_DAY) % 7 == self.day
        )
        return next(begin for begin in begins if begin >= moment)
