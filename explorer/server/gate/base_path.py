"""The explorer below a path, as behind a proxy that serves several things under one name.

The proxy passes paths on as they are. Inside, everything stands at the root as ever: the base path is taken off requests and put
before addresses that answers redirect to; pages find their files by relative addresses.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.errors import StartError, quoted
from explorer.server.gate.answers import refuse
from explorer.server.gate.health import ADDRESS as HEALTH

_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+")


def read_base_path(text: str) -> str:
    """A base path without a slash at its end; empty for the root.

    Raises
    ------
    StartError
        It is no path, or not one that needs no escapes.

    >>> [read_base_path(text) for text in ("/maps/tumen/", "tumen", "/", "")]
    ['/maps/tumen', '/tumen', '', '']
    """
    path = f"/{text.strip('/')}" if text.strip("/") else ""
    if path and not _PATH.fullmatch(path):
        raise StartError(
            f"{quoted(text)} is not a valid path. Give --base-path letters, digits and hyphens between slashes, such as /tumen."
        )
    return path


class BasePath:
    """Takes the base path off requests; what is not below it is not here, but for the question whether all is well."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self._app = app
        self._base = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request below the base path on as one at the root."""
        path = str(scope.get("path", ""))
        if not self._base or scope["type"] == "lifespan" or path == HEALTH:
            await self._app(scope, receive, send)
        elif path.startswith(f"{self._base}/"):
            await self._app(self._inner(scope), receive, self._outer(send))
        elif path == self._base and scope["type"] == "http":
            query = scope.get("query_string", b"").decode("latin-1")
            await RedirectResponse(f"{self._base}/{'?' if query else ''}{query}", 307)(scope, receive, send)
        else:
            await refuse(scope, receive, send, 404, f"The explorer is at {self._base}/")

    def _inner(self, scope: Scope) -> Scope:
        raw = scope.get("raw_path") or b""
        base = self._base.encode()
        return {**scope, "path": scope["path"][len(base) :], "raw_path": raw.removeprefix(base)}

    def _outer(self, send: Send) -> Send:
        async def redirected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", [])))
                target = headers.get("location", "")
                if target.startswith("/") and not target.startswith("//"):
                    headers["location"] = self._base + target
                message = {**message, "headers": headers.raw}
            await send(message)

        return redirected
