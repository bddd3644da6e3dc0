"""What the stack wants of security updates and restarts."""

from dataclasses import dataclass

from hubserver.settings import read_updates
from hubserver.updates.window import Window


@dataclass(frozen=True)
class Wanted:
    # Whether security updates come by themselves.
    security: bool
    # When the server may restart for updates; None: never by itself.
    window: Window | None


def wanted() -> Wanted:
    values = read_updates()
    window = values.get("rebootWindow")
    return Wanted(values.get("security") is True, Window.read(window) if window else None)
