"""Names and origins: the server answers to its own names, and changes nothing for pages of others.

A page of another site may load pictures and scripts from anywhere, open websockets and send forms, all without being asked. So

- a request has to name the server by one of its own names (421 otherwise, 400 where the name is missing, double or no name);
- a websocket, and whatever may change something, has to come from a page of this server (403 otherwise);
- what a browser says another site's page asks for is refused, unless the reader follows a link to a page here (403).
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.server.gate.answers import refuse
from explorer.server.gate.names import Authority, Names, Origin, origin_of, read_authority, read_origin
from explorer.server.gate.proxies import FORWARDED_HOST

SAFE = {"GET", "HEAD", "OPTIONS"}
"""Methods that change nothing."""

_ONE = "A request names one host."
_SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}


class Refusal(NamedTuple):
    """Why a request is not let through."""

    status: int
    words: str


class Guard:
    """Refuses requests for other names and from other origins; what passes carries one settled ``Host``."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say in one line why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        found = self._settled(scope)
        if isinstance(found, Refusal):
            await refuse(scope, receive, send, *found)
        else:
            await self._app(found, receive, send)

    def _settled(self, scope: Scope) -> Scope | Refusal:
        """The request with one ``Host``, written as its ``Origin`` is, since Streamlit compares the two letter by letter."""
        asked = self._asked(scope)
        if isinstance(asked, Refusal):
            return asked
        own = origin_of(_SCHEMES[scope["scheme"]], asked)
        if refusal := _foreign(scope, own):
            return refusal
        headers = MutableHeaders(raw=list(scope["headers"]))
        origin = headers.get("origin", "")
        headers["host"] = origin.partition("://")[2] if read_origin(origin) == own else str(asked)
        return {**scope, "headers": headers.raw}

    def _asked(self, scope: Scope) -> Authority | Refusal:
        """The name that a request is for: its own, and the one that a proxy was asked for, which goes before it."""
        headers = Headers(scope=scope)
        lines = headers.getlist("host")
        if len(lines) != 1:
            return Refusal(400, _ONE)
        forwarded = [scope[FORWARDED_HOST]] if FORWARDED_HOST in scope else []
        asked: Authority | Refusal = Refusal(400, _ONE)
        for line in (*lines, *forwarded):
            asked = self._read(line, str((scope.get("server") or ("",))[0]))
            if isinstance(asked, Refusal):
                break
        return asked

    def _read(self, line: str, reached_at: str) -> Authority | Refusal:
        name = read_authority(line)
        if name is None:
            return Refusal(400, "That is not a host name.")
        if self._names.admit(name, reached_at):
            return name
        return Refusal(421, f"This server does not answer to {name.name}. If it should: tumen app --allow-host {name.name}")


def _foreign(scope: Scope, own: Origin) -> Refusal | None:
    """Why a request is refused for where it comes from; None when it is not."""
    headers = Headers(scope=scope)
    lines, site = headers.getlist("origin"), headers.get("sec-fetch-site", "")
    if scope["type"] == "http" and scope["method"] in SAFE:
        linked = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
        return None if linked or site not in {"cross-site", "same-site"} else Refusal(403, "Other sites may only link here.")
    if not lines and scope["type"] == "http" and site == "same-origin":
        return None
    if len(lines) == 1 and read_origin(lines[0]) == own and site in {"", "same-origin", "none"}:
        return None
    return Refusal(403, "Only pages of this server may do this.")
