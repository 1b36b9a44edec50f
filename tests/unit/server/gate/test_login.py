"""The shared password: nothing is answered without it, it is tried only so often, and the way in leads nowhere else."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from explorer.errors import StartError
from explorer.server.gate import passwords
from explorer.server.gate.access import Access, exposure, gate
from explorer.server.gate.headers import digest
from explorer.server.gate.passwords import Password, Tries, Visits, read_password
from tests.integration.asgi import HOST, Answer, ask, knock, send

RIGHT = "correct horse"
ORIGIN = ("origin", "http://127.0.0.1:8501")
FORM = ("content-type", "application/x-www-form-urlencoded")


async def stream(websocket: WebSocket) -> None:
    await websocket.accept()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(f"{RIGHT}\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def guarded(file: Path, base_path: str = "") -> ASGIApp:
    def files(_: object) -> PlainTextResponse:
        return PlainTextResponse("map", headers={"Cache-Control": "public, max-age=31536000, immutable"})

    routes = [
        Route("/healthz", lambda _: PlainTextResponse("ok")), WebSocketRoute("/_stcore/stream", stream),
        Route("/{path:path}", files, methods=["GET", "POST", "PUT"]),
    ]  # fmt: skip
    return gate(Access(base_path=base_path, password_file=file), "https://tiles.example")(Starlette(routes=routes))


def log_in(app: ASGIApp, password: str = RIGHT, at: str = "/login", *fields: tuple[str, str]) -> Answer:
    return send(app, at, "POST", urlencode({"password": password}).encode(), [*HOST, ORIGIN, FORM, *fields])


def cookie_of(answer: Answer) -> str:
    return answer.headers["set-cookie"].partition(";")[0]


# ---- without the password --------------------------------------------------------------------------------------------

EVERYTHING = [
    *(
        "/",
        "/evidence",
        "/api/claims",
        "/api/scene",
        "/assets/0/map.js",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/metrics",
    ),
    *(
        "/component/x/index.html",
        "/media/x.pdf",
        "/static/js/x.js",
        "/favicon.png",
        "//login",
        "/login/x",
        "/x/../login",
        "/healthz/x",
    ),
    *("/_stcore/upload_file/a/b", "/%6cogin/x", "/LOGIN", "/oauth2callback", "/auth/login"),
]


@pytest.mark.parametrize("path", EVERYTHING)
def test_nothing_is_answered(file: Path, path: str) -> None:
    app = guarded(file)
    assert ask(app, path).status == 401
    assert ask(app, path, method="PUT", origin=ORIGIN[1]).status == 401
    page = ask(app, path, accept="text/html")
    assert page.status == 303
    assert page.headers["location"].startswith("/login?to=")
    assert b"map" not in page.body
    assert knock(app, path, [*HOST, ORIGIN]) == 401


def test_but_whether_all_is_well(file: Path) -> None:
    assert ask(guarded(file), "/healthz").body == b"ok"


@pytest.mark.parametrize("cookie", ["tumen_visit=", "tumen_visit=x", "tumen_visit", "x=1; tumen_visit=y", "tumen_visit=None"])
def test_a_made_up_cookie_opens_nothing(file: Path, cookie: str) -> None:
    assert ask(guarded(file), "/api/claims", cookie=cookie).status == 401


# ---- with it ---------------------------------------------------------------------------------------------------------


def test_the_password_opens_everything(file: Path) -> None:
    app = guarded(file)
    answer = log_in(app, at="/login?to=/evidence%3Fv%3D1")
    assert (answer.status, answer.headers["location"]) == (303, "/evidence?v=1")
    assert re.fullmatch(r"tumen_visit=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=lax", answer.headers["set-cookie"])
    cookie = cookie_of(answer)
    found = ask(app, "/api/claims", cookie=cookie)
    assert found.body == b"map"
    assert found.headers["cache-control"].startswith("private"), "no cache between may hand it to others"
    assert knock(app, "/_stcore/stream", [*HOST, ORIGIN, ("cookie", cookie)]) == "websocket.accept"
    assert b"Log out" in ask(app, "/login", cookie=cookie).body
    assert log_in(app).headers["set-cookie"] != answer.headers["set-cookie"]


def test_logging_out_ends_the_visit_on_the_server_too(file: Path) -> None:
    app = guarded(file)
    cookie = cookie_of(log_in(app))
    assert ask(app, "/logout", cookie=cookie).status == 405, "a link or picture cannot log anybody out"
    assert send(app, "/logout", "POST", b"", [*HOST, ORIGIN, ("cookie", cookie)]).status == 303
    assert ask(app, "/api/claims", cookie=cookie).status == 401


def test_behind_a_proxy_with_https_and_a_path(file: Path) -> None:
    app = guarded(file, "/maps")
    assert ask(app, "/maps/", accept="text/html").headers["location"] == "/maps/login?to=/"
    said = [("host", "127.0.0.1:8501"), ("x-forwarded-proto", "https"), ("origin", "https://127.0.0.1:8501"), FORM]
    answer = send(app, "/maps/login?to=/brief", "POST", f"password={RIGHT}".encode(), said)
    assert answer.headers["location"] == "/maps/brief"
    assert answer.headers["set-cookie"].endswith("Path=/maps/; SameSite=lax; Secure")


def test_the_form_has_a_policy_of_its_own_and_needs_no_script(file: Path) -> None:
    answer = ask(guarded(file), "/login", accept="text/html")
    text = answer.body.decode()
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert digest(style.encode()) in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"] + text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert '<form method="post">' in text, "it goes to where the page is, below whatever path"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_form_takes_no_other_method(file: Path, method: str) -> None:
    assert send(guarded(file), "/login", method, b"", [*HOST, ORIGIN]).status == 405


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/%5Cevil",
        "javascript:alert(1)",
        "/\tx",
        "/\r\nSet-Cookie: a=b",
        "x",
    ],
)
def test_the_way_in_leads_to_this_server_only(file: Path, wanted: str) -> None:
    target = log_in(guarded(file), at=f"/login?{urlencode({'to': wanted})}").headers["location"]
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\"))
    assert "\n" not in target


# ---- trying ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "wrong", RIGHT[:-1], f"{RIGHT} ", RIGHT.upper(), "\udcff", "x" * 20_000, "\x00"])
def test_what_is_not_the_password(file: Path, typed: str) -> None:
    body = b"password=" + typed.encode(errors="surrogateescape")
    answer = send(guarded(file), "/login", "POST", body, [*HOST, ORIGIN, FORM])
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert typed[:30] not in answer.body.decode() or len(typed) < 6, "what was typed is not shown"


def test_other_pages_cannot_try(file: Path) -> None:
    assert send(guarded(file), "/login", "POST", f"password={RIGHT}".encode(), [*HOST, FORM]).status == 403
    assert send(guarded(file), "/login", "POST", f"password={RIGHT}".encode(), [*HOST, FORM, ("origin", "null")]).status == 403


def test_an_address_tries_only_so_often(file: Path) -> None:
    app = guarded(file)
    assert [log_in(app, "wrong").status for _ in range(passwords.FAILURES)] == [403] * passwords.FAILURES
    assert log_in(app).status == 429, "not even the right one counts now"
    other = ("x-forwarded-for", "203.0.113.5")
    assert log_in(app, RIGHT, "/login", other).status == 303, "another address is not held up"


def test_all_addresses_together_try_only_so_often(file: Path) -> None:
    app = guarded(file)
    for number in range(passwords.FAILURES_OF_ALL):
        assert log_in(app, "wrong", "/login", ("x-forwarded-for", f"203.0.113.{number}")).status == 403
    assert log_in(app, "wrong", "/login", ("x-forwarded-for", "198.51.100.1")).status == 429


def test_failures_and_visits_are_forgotten_by_and_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WINDOW_S", 0.0)
    monkeypatch.setattr(Visits, "LENGTH_S", 0)

    async def life() -> None:
        tries, visits, name = Tries(), Visits(), ""
        for _ in range(passwords.FAILURES):
            tries.failed("a")
        name = visits.begin()
        assert tries.spent("a")
        assert visits.know(name)
        await asyncio.sleep(0.001)
        assert not tries.spent("a")
        assert not visits.know(name)
        assert not tries._failures

    asyncio.run(life())


def test_only_so_many_visits_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visits, "MOST", 3)

    async def crowd() -> None:
        visits = Visits()
        names = [visits.begin() for _ in range(5)]
        assert [visits.know(name) for name in names] == [False, False, True, True, True]

    asyncio.run(crowd())


def test_the_password_itself_is_not_kept() -> None:
    held = Password(RIGHT)
    assert RIGHT not in repr(vars(held))
    assert held.fits(RIGHT)
    assert held._digest != Password(RIGHT)._digest


# ---- the file --------------------------------------------------------------------------------------------------------


def test_the_password_is_the_first_line(file: Path) -> None:
    assert read_password(file) == RIGHT
    file.write_bytes("\ufeffпароль на карту\r\nand a remark".encode())
    assert read_password(file) == "пароль на карту"


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b"\nsecond line", b"\xff" * 20, b"x" * 2000])
def test_a_file_without_a_password_is_one_line(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(StartError, match=r"password"):
        read_password(file)


def test_a_file_that_others_may_read_is_refused(file: Path) -> None:
    for mode in (0o604, 0o602, 0o666):
        file.chmod(mode)
        with pytest.raises(StartError, match="chmod 600"):
            read_password(file)


def test_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(StartError, match="password"):
            read_password(path)


def test_there_is_one_login(file: Path) -> None:
    with pytest.raises(StartError, match="not both"):
        gate(Access(password_file=file, oidc_secrets=file), "x")
    line = exposure(Access("::", password_file=file), 8501)
    assert line.startswith("Whoever knows the password and can reach port 8501")
    assert "unencrypted" in line
