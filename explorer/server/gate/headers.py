"""Headers of every answer: what a browser may load for it, show it in, and tell of it.

Three policies. Whatever is no page loads nothing at all. Streamlit's page runs its own files and the inline scripts whose hashes
are named; its styles are written by script, and those of cards stand in the page. The frame of the map runs what streamlit-folium
hands it as text, so scripts are free there; where it may connect to, send forms and look for pictures is not: here, and at the
tile server that a reader can opt in to.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "content-security-policy"
FRAMES = "/component/"
"""Below here, and below the base path, are the pages of component frames."""

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_BOUND = "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""For answers that are no pages."""


def inline_scripts(page: bytes) -> tuple[bytes, ...]:
    """The scripts that stand in a page itself."""
    return tuple(_INLINE.findall(page))


def digest(text: bytes) -> str:
    """A script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"


def page_policy(scripts: Sequence[bytes]) -> str:
    """For Streamlit's page: its own files, these inline scripts and no others, and styles wherever they stand."""
    return (
        f"default-src 'none'; script-src 'self' {' '.join(map(digest, scripts))}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; manifest-src 'self'; {_BOUND}"
    )


def frame_policy(tiles: str) -> str:
    """For the frame of the map: script as streamlit-folium needs it, pictures from here and from one tile server."""
    return (
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob: {tiles}; font-src 'self' data:; connect-src 'self'; {_BOUND}"
    )


def form_policy(style: bytes) -> str:
    """For a form of ours: one style, and nothing else."""
    return f"default-src 'none'; style-src {digest(style)}; {_BOUND}"


class Headers:
    """Writes the headers of every answer; a policy that an answer brings along stays."""

    def __init__(self, app: ASGIApp, *, page: str, frame: str, base_path: str = "") -> None:
        self._app = app
        self._page = page
        self._frame = frame
        self._frames = base_path + FRAMES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and dress its answer."""

        async def dressed(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start", "websocket.accept"}:
                headers = self._dressed(str(scope["path"]), message.get("headers", []), kept=message.get("status") == 304)
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, dressed)

    def _dressed(self, path: str, raw: Sequence[tuple[bytes, bytes]], *, kept: bool) -> list[tuple[bytes, bytes]]:
        headers = MutableHeaders(raw=[(name.lower(), value) for name, value in raw])
        for name in [name for name in headers if name.startswith("access-control-")]:
            del headers[name]  # nobody else's page may read what stands here
        headers.update(_ALWAYS)
        if POLICY not in headers and not kept:  # what a browser has kept comes with the policy that it came with
            headers[POLICY] = self._policy(path, headers.get("content-type", ""))
        return headers.raw

    def _policy(self, path: str, media_type: str) -> str:
        if not media_type.startswith("text/html"):
            return STRICT
        return self._frame if path.startswith(self._frames) else self._page
