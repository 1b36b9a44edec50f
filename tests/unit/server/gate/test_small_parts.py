"""Base path, uploads, health and the line about who can read."""

from __future__ import annotations

import threading
from ipaddress import IPv4Address
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from explorer.errors import StartError
from explorer.server.gate import health, uploads
from explorer.server.gate.access import Access, exposure
from explorer.server.gate.base_path import BasePath, read_base_path
from tests.integration.asgi import HOST, ask, knock

# ---- base path -------------------------------------------------------------------------------------------------------


def below(base_path: str) -> BasePath:
    def away(request: Request) -> Response:
        return RedirectResponse(request.query_params["to"], 303)

    routes = [
        Route("/", lambda _: PlainTextResponse("home")), Route("/x/", lambda _: PlainTextResponse("twice")), Route("/away", away),
        Route("/healthz", lambda _: PlainTextResponse("ok")),
    ]  # fmt: skip
    return BasePath(Starlette(routes=routes), base_path)


def test_everything_stands_below_the_base_path_and_nothing_beside_it() -> None:
    app = below("/x")
    assert ask(app, "/x/").body == b"home"
    assert ask(app, "/x/x/").body == b"twice", "it is taken off once"
    for path in ("/", "/away", "/xy/", "/X/", "/api/sites"):
        answer = ask(app, path)
        assert (answer.status, answer.body) == (404, b"The explorer is at /x/\n")
    assert knock(app, "/_stcore/stream", HOST) == 404
    assert ask(app, "/healthz").body == ask(app, "/x/healthz").body == b"ok"


def test_the_path_without_its_slash_leads_there() -> None:
    answer = ask(below("/x"), "/x?v=1&q=a")
    assert (answer.status, answer.headers["location"]) == (307, "/x/?v=1&q=a")


@pytest.mark.parametrize(
    ("to", "seen"),
    [("/evidence", "/x/evidence"), ("https://login.example/", "https://login.example/"), ("//login.example", "//login.example")],
)
def test_redirects_stay_below_it(to: str, seen: str) -> None:
    assert ask(below("/x"), f"/x/away?to={to}").headers["location"] == seen
    assert ask(below(""), f"/away?to={to}").headers["location"] == to


@pytest.mark.parametrize("text", ["/a b", "/a?b", "http://host/x", "/../x", "/a//b", '/"><script>', "/%2e", "/é"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(StartError, match="is not a valid path"):
        read_base_path(text)


# ---- uploads ---------------------------------------------------------------------------------------------------------


def test_a_session_holds_its_newest_few_files() -> None:
    manager = MemoryUploadedFileManager("/upload")
    for session in ("one", "two"):
        for number in range(20):
            manager.add_file(session, UploadedFileRec(f"file-{number}", "a.toml", "", b"x"))
            uploads.keep_newest(manager, session)
    assert {session: list(files) for session, files in manager.file_storage.items()} == {
        session: [f"file-{number}" for number in range(16, 20)] for session in ("one", "two")
    }
    uploads.keep_newest(manager, "nobody")
    assert "nobody" not in manager.file_storage


# ---- health ----------------------------------------------------------------------------------------------------------


def healthy(*checks: health.Check) -> Any:
    return ask(Starlette(routes=[Route("/healthz", health.answer_of(checks))]), "/healthz")


def test_health_is_what_the_checks_say() -> None:
    assert (healthy().status, healthy(lambda: None, health.threads).body) == (200, b"ok\n")
    ill = healthy(lambda: None, lambda: "no room for a session", lambda: "no map")
    assert (ill.status, ill.body) == (503, b"no room for a session\nno map\n")
    assert ill.headers["cache-control"] == "no-store"


def test_no_thread_left_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", full)
    assert health.threads() == "no thread left for a session"


def test_without_a_runtime_no_session_begins() -> None:
    assert health.runtime() == "the page's runtime takes no sessions"


# ---- who can read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("access", [Access(), Access("localhost"), Access("::1"), Access("127.0.0.2"), Access(base_path="/x")])
def test_nothing_is_said_where_only_this_machine_reads(access: Access) -> None:
    assert exposure(access, 8501) == ""


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (Access(str(IPv4Address(0))), "Everybody who can reach port 8501 of this machine can read every card"),
        (Access("::"), "Everybody who can reach port 8501"), (Access("192.0.2.7"), "Everybody who can reach port 8501"),
        (Access("tumen.lan"), "Everybody who can reach port 8501"),
        (Access(allowed=("maps.example",)), "Everybody who can reach the proxy for maps.example can read"),
    ],
)  # fmt: skip
def test_who_can_read_is_one_line(access: Access, words: str) -> None:
    line = exposure(access, 8501)
    assert line.startswith(words)
    assert "\n" not in line
    assert "--password-file" in line
