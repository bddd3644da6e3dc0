"""How the latest run of the security updates went: /var/lib/jupyterhub-openstack/updates.json."""

from dataclasses import dataclass, field

from hubserver import records
from hubserver.paths import STATE

RECORD = STATE / "updates.json"


@dataclass
class Record:
    """Times are seconds since 1970; 0: never. Packages by their names."""

    started: float = 0
    # Less than `started` while it runs, or when it was ended in the middle.
    ended: float = 0
    installed: list[str] = field(default_factory=list)
    # Those that are still to be installed.
    pending: list[str] = field(default_factory=list)
    # Why it failed.
    error: str = ""

    def save(self) -> None:
        records.save(RECORD, self)


def read_record() -> Record:
    return records.read(RECORD, Record)
