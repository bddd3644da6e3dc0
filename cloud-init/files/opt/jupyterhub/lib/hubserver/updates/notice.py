"""The announced restart: /run/jupyterhub-openstack/notice.json, which is gone after it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hubserver import files

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

    def __str__(self) -> str:
        return f"{_moment(self.begin):%a %Y-%m-%d %H:%M}-{_moment(self.until):%H:%M} UTC"


def read() -> Notice | None:
    """None: nothing is announced."""
    try:
        values = json.loads(NOTICE.read_text())
    except FileNotFoundError:
        return None
    return Notice(values["begin"], values["until"])


def write(notice: Notice) -> None:
    """For everybody to read, with texts by language."""
    begin, until = _moment(notice.begin), _moment(notice.until)
    text = {language: words.format(begin, until) for language, words in TEXTS.items()}
    files.write(NOTICE, json.dumps({"text": text, "begin": notice.begin, "until": notice.until}) + "\n")


def remove() -> None:
    NOTICE.unlink(missing_ok=True)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
