"""Plain answers of the gate, for requests and websockets alike."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

REFUSED_SOCKET = 1008
"""The code that closes a websocket for a breach of policy."""


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    """Answer with a status and a sentence; a websocket is refused before it opens."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": REFUSED_SOCKET, "reason": ""})
        return

    async def as_socket(message: Message) -> None:
        await send({**message, "type": message["type"].replace("http.", "websocket.http.", 1)})

    answer = PlainTextResponse(f"{words}\n", status_code=status, headers={"Cache-Control": "no-store"})
    await answer({**scope, "type": "http"}, receive, as_socket if scope["type"] == "websocket" else send)


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, and not for a file or an answer of the API."""
    return (
        scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and "text/html" in Headers(scope=scope).get("accept", "")
    )
