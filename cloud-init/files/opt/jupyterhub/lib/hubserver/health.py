"""Whether people can work: /hub/health and a login through Caddy, as people come or as the cloud's proxy does."""

import http.client
import json
import socket
import sqlite3
import ssl
import time
import urllib.parse
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from hubserver import acme, certificate
from hubserver.failure import Failure
from hubserver.paths import APPLIED_ADMIN, CADDY_ROOT, DATABASE
from hubserver.phases import Waiting
from hubserver.settings import Settings, read_settings

# Seconds for the hub to answer; a start takes 5 s on common machines, minutes on emulated ones.
PATIENCE = 600


def await_health(waiting: Waiting) -> None:
    """Returns once the hub is healthy; raises Failure when it is not in time."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            answer = Client().request("GET", "/hub/health")
            problem = f"/hub/health answered {answer.status}"
        except (OSError, http.client.HTTPException) as error:
            answer, problem = None, str(error)
        if answer and answer.status == 200:
            return
        if time.monotonic() > end:
            raise Failure(f"The hub was not healthy within {PATIENCE // 60} minutes; last: {problem}.")
        waiting("waiting for the hub to answer")
        time.sleep(0.5)


def check_login(user: str, password: str) -> str:
    """Logs in as the administrator. Answers a note for people, or "". Raises Failure when the login is refused."""
    if _password_was_changed_in_the_hub(user):
        # Trying would count as a failed login, and enough of them lock the administrator out.
        return f"The password of {user} was changed in the hub itself, so the configured one was not tried."
    client = Client()
    page = client.request("GET", "/hub/login")
    if page.status != 200:
        raise Failure(f"The hub's login page answered {page.status}.")
    form = {"username": user, "password": password, "_xsrf": client.cookies.get("_xsrf", "")}
    answer = client.request("POST", "/hub/login", urllib.parse.urlencode(form))
    if answer.status != 302 or not any(name.startswith("jupyterhub-hub-login") for name in client.cookies):
        raise Failure(f"The hub refused the login of {user} (answer {answer.status}).")
    return ""


def hub_version() -> str:
    """What the running hub says of itself."""
    return json.loads(Client().request("GET", "/hub/api/").body)["version"]


def _password_was_changed_in_the_hub(user: str) -> bool:
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as database:
        row = database.execute("SELECT password FROM users_info WHERE username = ?", (user.lower(),)).fetchone()
    if row is None:
        raise Failure(f"The hub has no account {user}; somebody removed it. Restart jupyterhub.service to get it back.")
    return bytes(row[0]).decode() != json.loads(APPLIED_ADMIN.read_text())["passwordHash"]


@dataclass
class Answer:
    status: int
    body: str


@dataclass
class Client:
    """Speaks to Caddy on this machine: as a browser elsewhere does, or as the cloud's proxy does."""

    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = _connection(read_settings())
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for header in response.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
            return Answer(response.status, response.read().decode())
        finally:
            connection.close()


def front(settings: Settings) -> tuple[str, ssl.SSLContext | None]:
    """The host that people come to, which is Caddy on this machine, and what shows that it is; None: it speaks HTTP."""
    if settings.tls == "upstream":
        return "127.0.0.1", None
    if settings.tls in ("files", "acme"):
        # The name's own certificate is what must be there, whether or not this server knows who signed it.
        path = certificate.CERTIFICATE if settings.tls == "files" else acme.certificate_path(settings)
        context = ssl.create_default_context(cafile=str(path))
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        return settings.hosts[0], context
    return settings.address, ssl.create_default_context(cafile=str(CADDY_ROOT))


def _connection(settings: Settings) -> http.client.HTTPConnection:
    host, context = front(settings)
    return http.client.HTTPConnection(host, timeout=60) if context is None else _SecureConnection(host, context)


class _SecureConnection(http.client.HTTPSConnection):
    """To this machine, whatever way packets to the public address would take; the certificate must be the host's."""

    def __init__(self, host: str, context: ssl.SSLContext) -> None:
        super().__init__(host, context=context)

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", 443), timeout=60)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)
