"""The announced restart, of which the hub's pages tell: /run/jupyterhub-openstack/notice.json, gone after it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hubserver import records

NOTICE = Path("/run/jupyterhub-openstack/notice.json")
TEXTS = {
    "en": "The server restarts on {0:%Y-%m-%d} between {0:%H:%M} and {1:%H:%M} UTC, for security updates. "
    "What runs then is stopped; files stay.",
    "fr": "Le serveur redémarre le {0:%d/%m/%Y} entre {0:%H:%M} et {1:%H:%M} UTC, pour des mises à jour de sécurité. "
    "Ce qui tourne alors est arrêté ; les fichiers restent.",
}


@dataclass(frozen=True)
class Notice:
    """The window of the restart, in seconds since 1970."""

    begin: float
    until: float

    def text(self, language: str) -> str:
        """For people, in English where their language is not here."""
        return TEXTS.get(language, TEXTS["en"]).format(_moment(self.begin), _moment(self.until))

    def __str__(self) -> str:
        return f"{_moment(self.begin):%a %Y-%m-%d %H:%M}-{_moment(self.until):%H:%M} UTC"


def read() -> Notice | None:
    """None: nothing is announced."""
    try:
        values = json.loads(NOTICE.read_text())
    except FileNotFoundError:
        return None
    return Notice(**values)


def write(notice: Notice) -> None:
    records.save(NOTICE, notice)


def remove() -> None:
    NOTICE.unlink(missing_ok=True)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
