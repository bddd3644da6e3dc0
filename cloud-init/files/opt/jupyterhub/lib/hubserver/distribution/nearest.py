"""The name that somebody most likely meant."""

import difflib
from collections.abc import Iterable


def hint(name: str, names: Iterable[str]) -> str:
    """ "; did you mean NAME?", or "" where none is like it."""
    by_lower_case = {known.lower(): known for known in sorted(names)}
    nearest = difflib.get_close_matches(name.lower(), by_lower_case, n=1, cutoff=0.75)
    return f"; did you mean {by_lower_case[nearest[0]]}?" if nearest else ""
