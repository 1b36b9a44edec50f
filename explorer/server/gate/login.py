"""The form for the shared password; without it nothing is answered but whether all is well.

It stands before everything: pages, their files, the API, Streamlit's own addresses and the websocket. The form works without
script. Its page asks browsers to tell this server where it comes from, against the header, since they would call their origin
``null`` otherwise, and orders of unknown origin are refused.
"""

from __future__ import annotations

from importlib import resources
from string import Template
from urllib.parse import parse_qs, quote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.server.gate.answers import refuse, wants_page
from explorer.server.gate.headers import POLICY, form_policy
from explorer.server.gate.health import ADDRESS as HEALTH
from explorer.server.gate.passwords import WINDOW_S, Password, Tries, Visits

LOGIN = "/login"
LOGOUT = "/logout"
COOKIE = "tumen_visit"
_FORM_BYTES = 16 * 1024
_PAGE = Template(resources.files("explorer.server.gate").joinpath("login.html").read_text("utf-8"))
_STYLE = _PAGE.template.partition("<style>")[2].partition("</style>")[0].encode()
_ASK = (
    '<form method="post"><label for="password">Password</label>'
    '<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>'
    "<button>Come in</button></form>"
)
_LEAVE = '<form method="post" action="logout"><button>Log out</button></form>'


def after_login(wanted: str) -> str:
    r"""Where to go after the form: an address of this server, whatever the link to the form says.

    >>> [after_login(wanted) for wanted in ("/evidence?v=1", "//evil.example", "http://localhost", "/\\evil", "", "/login")]
    ['/evidence?v=1', '/', '/', '/', '/', '/']
    """
    plain = all(33 <= ord(letter) < 127 and letter != "\\" for letter in wanted)
    ours = plain and wanted.startswith("/") and not wanted.startswith(("//", LOGIN, LOGOUT))
    return wanted if ours else "/"


class PasswordLogin:
    """Lets through who has given the password, and shows the form to browsers that have not."""

    def __init__(self, app: ASGIApp, password: Password, base_path: str = "") -> None:
        self._app = app
        self._password = password
        self._base = base_path
        self._tries = Tries()
        self._visits = Visits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the form, let a visitor through, refuse everybody else."""
        path = scope.get("path")
        if scope["type"] == "lifespan" or path == HEALTH:
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and path in {LOGIN, LOGOUT}:
            request = Request(scope, receive)
            answer = await (self._form(request) if path == LOGIN else self._leave(request))
            await answer(scope, receive, send)
        elif self._visits.know(HTTPConnection(scope).cookies.get(COOKIE, "")):
            await self._app(scope, receive, kept_private(send))
        elif wants_page(scope):
            query = scope["query_string"].decode("latin-1")
            wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="/")
            await RedirectResponse(f"{LOGIN}?to={wanted}", 303, headers={"Cache-Control": "no-store"})(scope, receive, send)
        else:
            await refuse(scope, receive, send, 401, "Log in first: open the explorer in a browser and give the password.")

    async def _form(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:
            known = self._visits.know(request.cookies.get(COOKIE, ""))
            return _page("<p>You are in.</p>" if known else "", _LEAVE if known else _ASK)
        if request.method != "POST":
            return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
        typed, address = await _typed(request), request.client.host if request.client else ""
        if self._tries.spent(address):  # asked after the last wait, so that tries sent at once are counted one by one
            return _page(f'<p role="alert">Too many attempts. Wait for {WINDOW_S:.0f} seconds.</p>', _ASK, 429)
        if not self._password.fits(typed):
            self._tries.failed(address)
            return _page('<p role="alert">That is not the password.</p>', _ASK, 403)
        answer = RedirectResponse(after_login(request.query_params.get("to", "")), 303, headers={"Cache-Control": "no-store"})
        answer.set_cookie(
            COOKIE, self._visits.begin(), max_age=Visits.LENGTH_S, path=f"{self._base}/", httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return answer

    async def _leave(self, request: Request) -> Response:
        if request.method != "POST":
            return Response(status_code=405, headers={"Allow": "POST"})
        self._visits.end(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse(LOGIN, 303, headers={"Cache-Control": "no-store"})
        answer.delete_cookie(COOKIE, path=f"{self._base}/")
        return answer


async def _typed(request: Request) -> str:
    """The password of a form that was sent; nothing where it is too long or no form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return ""
    return parse_qs(body.decode("utf-8", "replace")).get("password", [""])[0]


def _page(said: str, form: str, status: int = 200) -> Response:
    words = _PAGE.substitute(said=said, form=form)
    return HTMLResponse(words, status, headers={POLICY: form_policy(_STYLE), "Cache-Control": "no-store"})


def kept_private(send: Send) -> Send:
    """Answers behind a login may be kept by the browser that asked, and by no cache between."""

    async def private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", [])))
            headers["cache-control"] = headers.get("cache-control", "no-cache").replace("public", "private")
            message = {**message, "headers": headers.raw}
        await send(message)

    return private
