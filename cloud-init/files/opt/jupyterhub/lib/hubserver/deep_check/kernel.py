"""A Python kernel of the check's user, by its websocket."""

import asyncio
import json
from http import HTTPStatus
from typing import Any, Self
from uuid import uuid4

from tornado.websocket import WebSocketClientConnection, WebSocketClosedError

from hubserver.accounts import CHECK_USER
from hubserver.deep_check.user import PAUSE
from hubserver.deep_check.visitor import Visitor
from hubserver.failure import Failure

API = f"/user/{CHECK_USER}/api/kernels"
DIED, CLOSED = "the kernel died", "the server closed the kernel's websocket"


class Kernel:
    def __init__(self, socket: WebSocketClientConnection, session: str) -> None:
        self._socket, self._session = socket, session

    @classmethod
    async def start(cls, visitor: Visitor) -> Self:
        """Returns once the kernel answers. Raises Failure when it does not start, or dies."""
        started = await visitor.ask("POST", API, {"name": "python3"})
        path, session = f"{API}/{started['id']}", uuid4().hex
        opening = asyncio.ensure_future(visitor.socket(f"{path}/channels?session_id={session}"))
        try:
            # The server lets the websocket wait for the kernel, and does not tell there that it has given it up.
            while not (await asyncio.wait([opening], timeout=PAUSE))[0]:
                if (await visitor.request("GET", path))[0] == HTTPStatus.NOT_FOUND:
                    raise Failure(DIED)
            kernel = cls(await opening, session)
        finally:
            opening.cancel()
        await kernel._ask("kernel_info_request", {})
        return kernel

    async def run(self, code: str) -> str:
        """What the cell prints, or the error that ends it."""
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        said = ""
        for message in await self._ask("execute_request", content):
            kind, answer = message["msg_type"], message["content"]
            if kind == "stream":
                said += answer["text"]
            elif kind == "error":
                said += f"{answer['ename']}: {answer['evalue']}"
        return said.strip()

    async def _ask(self, kind: str, content: dict[str, Any]) -> list[dict[str, Any]]:
        """The messages that answer the request, until the kernel is idle again."""
        names = {"msg_id": uuid4().hex, "session": self._session, "username": CHECK_USER}
        header = {**names, "msg_type": kind, "version": "5.3", "date": ""}
        request = {"header": header, "parent_header": {}, "metadata": {}, "channel": "shell", "content": content}
        try:
            await self._socket.write_message(json.dumps(request))
        except WebSocketClosedError:
            raise Failure(CLOSED) from None
        answers: list[dict[str, Any]] = []
        while True:
            text = await self._socket.read_message()
            if text is None:
                raise Failure(CLOSED)
            message = json.loads(text)
            state = message["content"].get("execution_state") if message["msg_type"] == "status" else None
            if state in ("restarting", "dead"):
                raise Failure(DIED)
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            answers.append(message)
            if state == "idle":
                return answers
