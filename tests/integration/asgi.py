"""One request to an ASGI application, in this process and without a server."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back: the headers' names are in lower case, and the body as it went over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()
    """Each ``Set-Cookie``, since there may be several."""

    @property
    def content(self) -> bytes:
        """The body, unpacked where it was packed."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.content)


Fields = Sequence[tuple[str, str]]
HOST: Fields = (("host", "127.0.0.1:8501"),)


def ask(app: ASGIApp, address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Send one request; underscores in header names stand for dashes."""
    own = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return send(app, address, method, body, own if "host" in headers else (*HOST, *own))


def send(app: ASGIApp, address: str, method: str, body: bytes, fields: Fields, **scope: Any) -> Answer:
    """Send one request with exactly these headers, a name as often as it stands there; other parts of the scope as given."""
    return asyncio.run(_ask(app, address, method, body, fields, scope))


def knock(app: ASGIApp, address: str, fields: Fields, **scope: Any) -> str | int:
    """Ask for a websocket: how it was answered, by the type of a message or the status of a refusal."""
    return asyncio.run(_knock(app, address, fields, scope))


def _scope(address: str, fields: Fields) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "asgi": {"version": "3.0"}, "http_version": "1.1", "root_path": "",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in fields],
        "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8501),
    }  # fmt: skip


async def _knock(app: ASGIApp, address: str, fields: Fields, more: dict[str, Any]) -> str | int:
    sent: list[Message] = []
    scope = {"type": "websocket", "scheme": "ws", "subprotocols": [], "extensions": {"websocket.http.response": {}}}

    async def receive() -> Message:
        return {"type": "websocket.connect"} if not sent else {"type": "websocket.disconnect", "code": 1000}

    async def keep(message: Message) -> None:
        sent.append(message)

    await app({**_scope(address, fields), **scope, **more}, receive, keep)
    first = sent[0]
    return int(first["status"]) if first["type"] == "websocket.http.response.start" else str(first["type"])


async def _ask(app: ASGIApp, address: str, method: str, body: bytes, fields: Fields, more: dict[str, Any]) -> Answer:
    scope = {**_scope(address, fields), "type": "http", "method": method, "scheme": "http", **more}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    cookies = tuple(value.decode() for name, value in start["headers"] if name.lower() == b"set-cookie")
    return Answer(start["status"], found, b"".join(message.get("body", b"") for message in bodies), cookies)


class Visitor:
    """A browser at an application: keeps its cookies, follows nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.cookies: dict[str, str] = {}

    @property
    def _fields(self) -> list[tuple[str, str]]:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return [*HOST, *([("cookie", held)] if held else [])]

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address; underscores in header names stand for dashes."""
        own = [(name.replace("_", "-"), value) for name, value in headers.items()]
        answer = send(self._app, address, method, b"", [*self._fields, *own])
        for name, _, rest in (line.partition("=") for line in answer.cookies):
            value = rest.partition(";")[0]
            self.cookies[name] = "" if "Max-Age=0" in rest else value
        return answer

    def knock(self, address: str, **headers: str) -> str | int:
        """Ask for a websocket."""
        return knock(self._app, address, [*self._fields, *headers.items()])
