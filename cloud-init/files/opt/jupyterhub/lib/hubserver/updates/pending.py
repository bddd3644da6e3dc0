"""Which security updates wait to be installed, by apt's present lists."""

import apt

from hubserver.updates import origins


def pending() -> list[str]:
    """The packages' names."""
    return sorted(
        package.name
        for package in apt.Cache()
        if package.is_upgradable and any(map(origins.is_security, package.candidate.origins))
    )
