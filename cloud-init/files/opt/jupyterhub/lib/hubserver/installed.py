"""What hub-apply does once the files are there: it has begun anew by then, with all programs of the release."""

import json
import sqlite3
import urllib.parse

from hubserver import follow, health, hub, later, web
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import APPLIED_ADMIN, DATABASE
from hubserver.payload import Payload
from hubserver.upgrade import release


def result(payload: Payload) -> dict[str, str]:
    """Lets the installation run; answers what `pulumi up` is told when people can work. Raises Failure."""
    hub.forgive()
    later.call("hubserver.python.record", "forgive")
    follow.install()
    notes = [
        _check_login(payload.adminUser, payload.adminPassword),
        web.note(),
        *(later.call(module, "note") for module in ("hubserver.folders.report", "hubserver.python.report")),
    ]
    for note in filter(None, notes):
        say(note)
    release.passed(payload)
    return web.authority() | {"hubVersion": _hub_version()}


def _check_login(user: str, password: str) -> str:
    """Logs in as the administrator. Answers a note for people, or "". Raises Failure when the login is refused."""
    if _password_was_changed_in_the_hub(user):
        # Trying would count as a failed login, and enough of them lock the administrator out.
        return f"The password of {user} was changed in the hub itself, so the configured one was not tried."
    client = health.Client()
    page = client.request("GET", "/hub/login")
    if page.status != 200:
        raise Failure(f"The hub's login page answered {page.status}.")
    form = {"username": user, "password": password, "_xsrf": client.cookies.get("_xsrf", "")}
    answer = client.request("POST", "/hub/login", urllib.parse.urlencode(form))
    if answer.status != 302 or not any(name.startswith("jupyterhub-hub-login") for name in client.cookies):
        raise Failure(f"The hub refused the login of {user} (answer {answer.status}).")
    return ""


def _password_was_changed_in_the_hub(user: str) -> bool:
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as database:
        row = database.execute("SELECT password FROM users_info WHERE username = ?", (user.lower(),)).fetchone()
    if row is None:
        raise Failure(f"The hub has no account {user}; somebody removed it. Restart jupyterhub.service to get it back.")
    return bytes(row[0]).decode() != json.loads(APPLIED_ADMIN.read_text())["passwordHash"]


def _hub_version() -> str:
    """What the running hub says of itself."""
    return json.loads(health.Client().request("GET", "/hub/api/").body)["version"]
