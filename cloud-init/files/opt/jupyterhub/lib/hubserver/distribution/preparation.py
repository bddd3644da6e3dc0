"""The phase that brings what the settings want of the distribution, and takes away what they had brought."""

from collections.abc import Callable

from hubserver.distribution import localization, packages, r
from hubserver.distribution.record import read_record
from hubserver.distribution.wanted import wanted
from hubserver.failure import Failure
from hubserver.phases import Waiting


def prepare(waiting: Waiting) -> None:
    """Raises Failure with all that could not be had; the rest of it is there then."""
    want, record = wanted(), read_record()

    def bring() -> None:
        packages.apply(want, record, waiting)
        r.ensure_kernel(bool(want.rPackages))

    steps: tuple[Callable[[], None], ...] = (
        bring,
        lambda: localization.apply_locale(want.locale, record),
        lambda: localization.apply_zone(want.timezone, record),
    )
    problems = []
    for step in steps:
        try:
            step()
        except Failure as failure:
            problems.append(str(failure))
    if problems:
        raise Failure(" ".join(problems))
