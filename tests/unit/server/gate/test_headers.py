"""Every answer has its headers, whoever gave it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streamlit import file_util

from explorer.server.gate import page
from explorer.server.gate.headers import STRICT, Headers, digest, frame_policy, inline_scripts, page_policy
from tests.integration.asgi import HOST, ask, knock

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PAGE, FRAME = page_policy([b"1"]), frame_policy("https://tiles.example")


def dressed(base_path: str = "") -> Headers:
    def fails(_: Request) -> Response:
        raise RuntimeError("an error inside")

    def loose(_: Request) -> Response:
        return PlainTextResponse("x", headers={"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "none"})

    routes = [
        Route("/page", lambda _: HTMLResponse("<html>")), Route("/loose", loose), Route("/fails", fails),
        Route("/component/map/index.html", lambda _: HTMLResponse("")), Route("/x/component/map", lambda _: HTMLResponse("")),
        Route("/own", lambda _: HTMLResponse("", headers={"Content-Security-Policy": "default-src 'self'"})),
        Route("/kept", lambda _: Response(status_code=304)),
    ]  # fmt: skip
    return Headers(Starlette(routes=routes), page=PAGE, frame=FRAME, base_path=base_path)


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/page", PAGE), ("/component/map/index.html", FRAME), ("/x/component/map", PAGE), ("/own", "default-src 'self'"),
        ("/loose", STRICT), ("/none", STRICT), ("/kept", None),
    ],
)  # fmt: skip
def test_each_kind_of_answer_has_its_policy(path: str, policy: str | None) -> None:
    found = ask(dressed(), path).headers
    assert found.get("content-security-policy") == policy
    assert {name: found.get(name) for name in ALWAYS} == ALWAYS
    assert not [name for name in found if name.startswith("access-control-")]


def test_below_a_base_path_frames_stand_there() -> None:
    assert ask(dressed("/x"), "/x/component/map").headers["content-security-policy"] == FRAME
    assert ask(dressed("/x"), "/component/map/index.html").headers["content-security-policy"] == PAGE


def test_a_failure_inside_has_them_too() -> None:
    async def quiet(scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(RuntimeError):
            await dressed()(scope, receive, send)

    answer = ask(quiet, "/fails")
    assert answer.status == 500
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["content-security-policy"] == STRICT


def test_a_refused_websocket_has_them_too() -> None:
    assert knock(dressed(), "/none", HOST) in {403, 404, "websocket.close"}


@pytest.mark.parametrize("policy", [PAGE, FRAME, STRICT])
def test_no_policy_lets_anything_but_pictures_of_tiles_in_from_elsewhere(policy: str) -> None:
    rules = {rule.split()[0]: set(rule.split()[1:]) for rule in policy.split("; ")}
    assert rules["default-src"] == {"'none'"}
    assert rules["frame-ancestors"] == {"'self'"}
    assert rules["base-uri"] == {"'none'"}
    assert rules["form-action"] <= {"'self'", "'none'"}
    assert rules.get("connect-src", set()) <= {"'self'"}
    outside = {(name, source) for name, sources in rules.items() for source in sources if "//" in source or "*" in source}
    assert outside == ({("img-src", "https://tiles.example")} if policy == FRAME else set())
    loose = {source for sources in (rules.get("script-src", set()),) for source in sources if source.startswith("'unsafe")}
    assert loose == ({"'unsafe-inline'", "'unsafe-eval'"} if policy == FRAME else set())


def test_the_page_names_every_inline_script_that_it_has() -> None:
    served = Path(file_util.get_static_dir(), "index.html").read_bytes()
    assert served.count(b"<script") == 2, "one of them inline; the other is Streamlit's own file"
    assert len(inline_scripts(served)) == 1
    for base_path in ("", "/x"):
        policy = page.policy(base_path)
        for script in (*inline_scripts(served), page.address_script(base_path)):
            assert digest(script) in policy


def test_a_digest_is_as_browsers_count_it() -> None:
    assert digest(b"alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
