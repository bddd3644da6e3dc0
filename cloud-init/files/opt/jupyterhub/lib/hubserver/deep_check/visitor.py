"""Comes to the hub as people do: by Caddy, whose certificate has to be the hub's, to pages and to websockets."""

import contextlib
import json
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.netutil import OverrideResolver, Resolver
from tornado.websocket import WebSocketClientConnection, websocket_connect

from hubserver import health
from hubserver.failure import Failure
from hubserver.settings import read_settings


class Visitor:
    """Somebody with a token of the hub's. What it does has no end of its own: the caller limits its time."""

    def __init__(self, token: str) -> None:
        host, self._context = health.front(read_settings())
        self._authority = f"[{host}]" if ":" in host else host
        self._headers = {"Authorization": f"token {token}"}
        # To this machine, whatever way packets to the public address would take.
        self._resolver = OverrideResolver(Resolver(), {host: "127.0.0.1"})
        self._client = AsyncHTTPClient(force_instance=True, resolver=self._resolver)

    async def request(self, method: str, path: str, document: object = None) -> tuple[int, str]:
        """Answers the status and the text."""
        body = None if document is None else json.dumps(document)
        options = {"method": method, "body": body, "allow_nonstandard_methods": True, "follow_redirects": False}
        answer = await self._client.fetch(self._request("http", path, **options), raise_error=False)
        return answer.code, (answer.body or b"").decode(errors="replace")

    async def ask(self, method: str, path: str, document: object = None) -> dict[str, Any]:
        """The document that is answered. Raises Failure, with the reason that is given, when the request is refused."""
        status, text = await self.request(method, path, document)
        if status >= 300:
            raise Failure(f"{method} {path} answered {status}: {reason(text)}")
        return json.loads(text or "{}")

    async def socket(self, path: str) -> WebSocketClientConnection:
        return await websocket_connect(self._request("ws", path), resolver=self._resolver)

    def _request(self, scheme: str, path: str, **options: Any) -> HTTPRequest:
        url = f"{scheme}{'' if self._context is None else 's'}://{self._authority}{path}"
        return HTTPRequest(
            url, headers=self._headers, ssl_options=self._context, connect_timeout=0, request_timeout=0, **options
        )


def reason(text: str) -> str:
    """What the hub or a user's server says in an answer that is an error, in one short line."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        text = json.loads(text)["message"]
    return " ".join(str(text).split())[:300] or "nothing"
