"""Streamlit's page, told where its server is in the way that Streamlit provides for hosts.

Without it a page opened at ``/evidence`` first asks for ``/evidence/_stcore/health``, which fails, before it tries the root. A
page opened at ``/a/b`` looks for its files below ``/a`` and would stay empty, so it is sent on to ``/b``, which says that there
is no such page. The same script names the button that opens the menu of a narrow window.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from explorer.server.gate.headers import FRAMES, inline_scripts, page_policy

_WITHOUT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
"""A page comes plain, whole and always anew: its script and its policy belong together."""


_MENU = (
    'new MutationObserver(()=>{const b=document.querySelector("[data-testid=stExpandSidebarButton]"),'
    'l=new URLSearchParams(location.search).get("lang"),w={ko:"메뉴",ru:"Меню"},m=w[l]||"Menu";'
    'document.documentElement.lang=w[l]?l:"en";'
    "if(b&&b.ariaLabel!==m)b.ariaLabel=m}).observe(document,{childList:true,subtree:true});"
    'addEventListener("click",e=>{if(e.target.closest?.("[data-testid=stSidebarNavLink]"))setTimeout(()=>'
    'document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click())})'
)
"""Streamlit calls the button "Expand sidebar", though it opens the menu of pages; the style writes the same word on it. The page
is told its language here, since not every page has a map that would tell it. The menu closes over the page that is chosen in it.
"""


def address_script(base_path: str) -> bytes:
    """The script that tells a page where its server is."""
    return f'window.__streamlit={{BACKEND_BASE_URL:location.origin+"{base_path}"}};{_MENU}'.encode()


def policy(base_path: str) -> str:
    """What Streamlit's page may load, its own inline scripts and ours among it."""
    page = Path(file_util.get_static_dir(), "index.html").read_bytes()
    return page_policy((address_script(base_path), *inline_scripts(page)))


class BaseAddress:
    """Adds the script to pages."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self._app = app
        self._script = b"<script>" + address_script(base_path) + b"</script>"
        self._base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the script to answers that are pages; let everything else through."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        plain = [(key, value) for key, value in scope["headers"] if key not in _WITHOUT]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app({**scope, "headers": plain}, receive, hold)
        start = held[0]
        body = b"".join(message.get("body", b"") for message in held[1:])
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html"):
            if nearer := self._nearer(scope):
                await RedirectResponse(nearer)(scope, receive, send)
                return
            body = body.replace(b"<head>", b"<head>" + self._script, 1)
            headers["content-length"] = str(len(body))
            del headers["etag"], headers["last-modified"]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    def _nearer(self, scope: Scope) -> str:
        """The address right below the root for a page asked for deeper down, where nothing of it would be found."""
        path = str(scope["path"]).removeprefix(self._base_path)
        folder, _, name = path.strip("/").rpartition("/")
        if not folder or path.startswith(FRAMES):
            return ""
        query = scope["query_string"].decode("latin-1")
        return f"{self._base_path}/{quote(name, safe='')}{'?' if query else ''}{query}"
