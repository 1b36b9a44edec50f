"""Logging in with an identity provider: a small one on this machine, and everything closed until it has said who is there."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app import create_streamlit_middleware
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from explorer.errors import StartError
from explorer.server.gate import oidc, pinned
from explorer.server.gate.access import Access, gate
from tests.integration.asgi import Visitor

HERE = "http://127.0.0.1:8501"
PAGE = {"accept": "text/html"}
OWN = {"origin": HERE}


@dataclass
class Provider:
    """An identity provider that takes everybody for the user that it is told."""

    address: str = ""
    user: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))

    def answer(self, path: str) -> dict[str, Any]:
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        if path == "/token":
            claims = {"iss": self.address, "aud": "tumen", "sub": "1", "iat": 1, "exp": 2**40, "nonce": self.nonce, **self.user}
            token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
            return {"access_token": "a", "token_type": "Bearer", "id_token": token}
        names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        known = {"issuer": self.address, "id_token_signing_alg_values_supported": ["RS256"]}
        return {**known, **{name: self.address + path for name, path in names.items()}}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(made.answer(urlsplit(self.path).path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def secrets(provider: Provider, **changes: str) -> str:
    auth = {
        "redirect_uri": f"{HERE}/oauth2callback", "cookie_secret": "c" * 40, "client_id": "tumen", "client_secret": "s",
        "server_metadata_url": f"{provider.address}/.well-known/openid-configuration", **changes,
    }  # fmt: skip
    return "[auth]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in auth.items() if value)


Opens = Callable[[str], Visitor]


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opens]:
    """Puts the gate with these secrets around a small application that has Streamlit's own routes for logins."""
    for name in ("_config_options", "get_config_files"):
        monkeypatch.setattr(config, name, getattr(config, name))

    async def stream(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    def make(content: str) -> Visitor:
        file = tmp_path / "secrets.toml"
        file.write_text(content, encoding="utf-8")
        secrets_singleton._reset()
        pinned.pin([file])
        around = gate(Access(oidc_secrets=file), "https://tiles.example")
        routes = [
            *create_auth_routes(""),
            WebSocketRoute("/_stcore/stream", stream),
            Route("/healthz", lambda _: PlainTextResponse("ok")),
            Route("/{path:path}", lambda _: PlainTextResponse("map")),
        ]
        inner = Starlette(routes=routes, middleware=create_streamlit_middleware())
        return Visitor(around(inner))

    yield make
    secrets_singleton._reset()


def log_in(visitor: Visitor, provider: Provider, **user: Any) -> None:
    """The whole way that a browser goes: to the page, the provider, and back."""
    to_login = visitor.get("/evidence", **PAGE)
    assert to_login.status == 303
    to_provider = visitor.get(to_login.headers["location"], **PAGE)
    assert to_provider.headers["location"].startswith(f"{provider.address}/authorize?")
    asked = parse_qs(urlsplit(to_provider.headers["location"]).query)
    provider.nonce, provider.user = asked["nonce"][0], user
    link = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    back = visitor.get(f"/oauth2callback?code=c&state={asked['state'][0]}", **PAGE, **link)
    assert (back.status, back.headers["location"]) == (302, "/")


def refused_socket(visitor: Visitor) -> bool:
    return visitor.knock("/_stcore/stream", **OWN) != "websocket.accept"


def test_everything_is_closed_until_the_provider_has_said_who_is_there(opens: Opens, provider: Provider) -> None:
    visitor = opens(secrets(provider))
    for path in ("/", "/api/claims", "/assets/0/map.js", "/_stcore/health", "/component/x/index.html", "/media/x", "/auth/other"):
        assert visitor.get(path).status == 401, path
        assert visitor.get(path, **PAGE).status == 303, path
    assert visitor.get("/api/frame", "POST", **OWN).status == 401
    assert refused_socket(visitor)
    assert visitor.get("/healthz").body == b"ok"
    log_in(visitor, provider, email="a@one.example")
    assert visitor.get("/api/claims").body == visitor.get("/", **PAGE).body == b"map"
    assert not refused_socket(visitor)
    visitor.get("/auth/logout")
    assert visitor.get("/api/claims").status == 401


def test_only_who_is_named_comes_in(opens: Opens, provider: Provider) -> None:
    rules = '[tumen]\nallow = ["a@one.example", "@Two.example"]\n'
    visitor = opens(secrets(provider) + rules)
    for user in ({"email": "b@one.example"}, {"email": "a@one.example", "email_verified": False}, {"name": "a@one.example"}):
        log_in(visitor, provider, **user)
        assert visitor.get("/api/claims").status == 403, user
        assert b"auth/logout" in visitor.get("/", **PAGE).body
        assert refused_socket(visitor)
        visitor.cookies.clear()
    log_in(visitor, provider, email="Anybody@two.example", email_verified=True)
    assert visitor.get("/api/claims").body == b"map"


@pytest.mark.parametrize("value", ["x", "e30.x.y", '"{}"', "chunks-9", '{"is_logged_in": true}', "caf\u00e9"])
def test_a_made_up_cookie_opens_nothing(opens: Opens, provider: Provider, value: str) -> None:
    visitor = opens(secrets(provider))
    visitor.cookies = {"_streamlit_user": value, "_streamlit_user_1": value}
    assert visitor.get("/api/claims").status == 401


def test_a_cookie_that_says_nobody_opens_nothing(opens: Opens, provider: Provider) -> None:
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    visitor = opens(secrets(provider))
    for content in ('{"is_logged_in": false}', "{}", "[]", "no json", '{"is_logged_in": "true"}'):
        signed = create_signed_value("c" * 40, "_streamlit_user", content).decode()
        assert visitor.get("/api/claims", cookie=f"_streamlit_user={signed}").status == 401, content
    signed = create_signed_value("another" * 8, "_streamlit_user", '{"is_logged_in": true}').decode()
    assert visitor.get("/api/claims", cookie=f"_streamlit_user={signed}").status == 401


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", r"\[auth\] lacks redirect_uri, cookie_secret, client_id, client_secret, server_metadata_url"),
        ("[auth", "cannot be read as a file of secrets"), ("auth = 1", r"\[auth\] lacks"),
        ("[auth]\nclient_id = 1", r"\[auth\] lacks"),
    ],
)  # fmt: skip
def test_a_file_that_lacks_something_is_one_line(opens: Opens, content: str, words: str) -> None:
    with pytest.raises(StartError, match=words):
        opens(content)


def test_weak_or_wrong_entries_are_one_line(opens: Opens, provider: Provider) -> None:
    for content, words in (
        (secrets(provider, **{"cookie_" + "secret": "short"}), "cookie_secret of"),
        (secrets(provider, redirect_uri=HERE), "with /oauth2callback at its end"),
        (secrets(provider, client_secret=""), "lacks client_secret"),
        (secrets(provider) + '[tumen]\nallow = "a@one.example"\n', "allow of"),
        (secrets(provider) + '[tumen]\nallow = ["one.example"]\n', "allow of"),
    ):
        with pytest.raises(StartError, match=words):
            opens(content)


def test_without_authlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(oidc.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(StartError, match=r"pip install 'tumen\[login\]'"):
        oidc.read_guests(tmp_path / "none")
