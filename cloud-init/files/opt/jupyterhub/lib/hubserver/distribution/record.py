"""What the settings have brought to this server, so that nothing else is ever taken away."""

import json
from dataclasses import asdict, dataclass, field

from hubserver import files
from hubserver.paths import STATE

RECORD = STATE / "distribution.json"


@dataclass
class Record:
    # Packages that were not there before a setting named them.
    asked: list[str] = field(default_factory=list)
    # Those, and what came with them.
    brought: list[str] = field(default_factory=list)
    # A removal has begun, and is not known to have ended.
    removing: bool = False
    # Lines that were added to /etc/locale.gen.
    locales: list[str] = field(default_factory=list)
    # The time zone of before; "" where it was never changed.
    zone: str = ""

    def save(self) -> None:
        if self == read_record():
            return
        files.write(RECORD, json.dumps(asdict(self), indent=1) + "\n")


def read_record() -> Record:
    return Record(**json.loads(RECORD.read_text())) if RECORD.exists() else Record()
