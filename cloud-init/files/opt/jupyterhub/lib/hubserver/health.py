"""Whether people can work: /hub/health and a login through Caddy, as people come or as the cloud's proxy does."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from hubserver import acme, certificate
from hubserver.failure import Failure
from hubserver.paths import CADDY_ROOT
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
