"""One request to an ASGI application, in this process and without a server."""

from __future__ import annotations

import asyncio
import gzip
import json
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

    @property
    def content(self) -> bytes:
        """The body, unpacked where it was packed."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.content)


def ask(app: ASGIApp, address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Send one request; underscores in header names stand for dashes."""
    return asyncio.run(_ask(app, address, method, body, headers))


async def _ask(app: ASGIApp, address: str, method: str, body: bytes, headers: dict[str, str]) -> Answer:
    path, _, query = address.partition("?")
    fields = {"host": "127.0.0.1:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "root_path": "",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
        "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8501),
    }  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], found, b"".join(message.get("body", b"") for message in bodies))
