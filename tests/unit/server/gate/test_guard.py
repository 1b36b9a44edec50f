"""Names and origins, as whoever tries them would send them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from explorer.errors import StartError
from explorer.server.gate.guard import Guard
from explorer.server.gate.names import names_of
from explorer.server.gate.proxies import Forwarded, proxies_of
from tests.integration.asgi import knock, send

OWN = (("host", "127.0.0.1:8501"),)
EVERYWHERE = [str(IPv4Address(0)), str(IPv6Address(0))]
STRANGER = ("192.0.2.200", 40000)
"""The client of a request that came over the network, and from no proxy."""


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the gate: says which host and scheme it was asked for."""
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).accept()
        return
    request = Request(scope)
    client = request.client.host if request.client else ""
    await PlainTextResponse(f"{request.headers['host']} {scope['scheme']} {client}")(scope, receive, send)


def guarded(host: str = "127.0.0.1", *allowed: str, proxies: tuple[str, ...] = ()) -> ASGIApp:
    return Forwarded(Guard(inside, names_of(host, "MyMachine", allowed)), proxies_of(proxies))


def asked(app: ASGIApp, *fields: tuple[str, str], method: str = "GET", **scope: Any) -> int:
    return send(app, "/api/claims", method, b"", fields, **scope).status


# ---- names -----------------------------------------------------------------------------------------------------------

ANSWERED = [
    *("127.0.0.1", "127.0.0.1:8501", "127.9.8.7:1", "localhost", "LocalHost:8501", "localhost.", "localhost.:8501", "localhost:"),
    *("[::1]", "[::1]:8501", "[0:0:0:0:0:0:0:1]:8501", "[::ffff:127.0.0.1]", "localhost:65535"),
]
OF_OTHERS = [
    *("evil.example", "evil.example:8501", "localhost.evil.example", "127.0.0.1.evil.example", "xlocalhost", "local_host"),
    *(
        "0.0.0.0:8501",
        "[::]",
        "192.0.2.7",
        "[::2]",
        "128.0.0.1",
        "127.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "localhost..x",
    ),
    *("a.localhost", "mymachine", "xn--lcalhost-n4a"),
]
NO_NAMES = [
    *(
        "",
        " ",
        "localhost:8501:80",
        "localhost:0",
        "localhost:65536",
        "localhost:80x",
        "user@localhost",
        "localhost/",
        "localhost?",
    ),
    *(
        "localhost#",
        "http://localhost",
        "localhost,evil.example",
        "localhost evil.example",
        "[::1",
        "::1",
        "[::1]x",
        "[127.0.0.1]",
    ),
    *(
        "[fe80::1%25eth0]",
        "..",
        ".",
        "localhost..",
        "lo\u00e7alhost",
        "localhost\x00",
        "localhost\t",
        "*",
        "a" * 300,
        "[]",
        ":8501",
    ),
]


@pytest.mark.parametrize("host", ANSWERED)
def test_names_of_loopback_are_answered_to(host: str) -> None:
    assert asked(guarded(), ("host", host)) == 200


@pytest.mark.parametrize("host", OF_OTHERS)
def test_other_names_are_misdirected(host: str) -> None:
    answer = send(guarded(), "/", "GET", b"", [("host", host)])
    assert answer.status == 421
    assert b"--allow-host" in answer.body
    assert knock(guarded(), "/_stcore/stream", [("host", host), ("origin", f"http://{host}")]) == 421


@pytest.mark.parametrize("host", NO_NAMES)
def test_what_is_no_name_is_a_bad_request(host: str) -> None:
    assert asked(guarded(EVERYWHERE[0], "evil.example"), ("host", host)) == 400


def test_a_request_names_one_host() -> None:
    assert asked(guarded()) == 400
    assert asked(guarded(), *OWN, *OWN) == 400
    assert asked(guarded(), *OWN, ("host", "evil.example")) == 400
    assert knock(guarded(), "/", []) == 400


def test_a_websocket_is_closed_where_the_server_cannot_answer_it() -> None:
    assert knock(guarded(), "/", [("host", "evil.example")], extensions={}) == "websocket.close"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_every_method_is_looked_at(method: str) -> None:
    assert asked(guarded(), ("host", "evil.example"), ("origin", "http://evil.example"), method=method) == 421


def test_names_that_are_allowed_and_the_one_that_it_listens_on() -> None:
    app = guarded("tumen.lan", "Maps.Example.", "2001:db8::7", "192.0.2.9")
    for host in ("tumen.lan:8501", "maps.example", "MAPS.EXAMPLE.:443", "[2001:db8:0::7]:8501", "192.0.2.9", "localhost"):
        assert asked(app, ("host", host)) == 200, host
    assert asked(app, ("host", "x.maps.example")) == 421
    assert asked(app, ("host", "mymachine")) == 421, "the machine's name counts where it listens on every address"


@pytest.mark.parametrize("host", EVERYWHERE)
def test_listening_everywhere_the_machine_and_the_address_reached_are_names(host: str) -> None:
    app = guarded(host)
    reached = {"server": ("192.0.2.7", 8501), "client": STRANGER}
    assert asked(app, ("host", "192.0.2.7:8501"), **reached) == 200
    assert asked(app, ("host", "mymachine:8501"), **reached) == 200
    assert asked(app, ("host", "192.0.2.8:8501"), **reached) == 421
    assert asked(app, ("host", "evil.example"), **reached) == 421
    assert asked(app, ("host", "192.0.2.7"), server=None) == 421


@pytest.mark.parametrize("name", ["*", "", "http://a.example", "a.example:80", "*.example", "a b", "[::1", "a/b"])
def test_what_is_no_name_cannot_be_allowed(name: str) -> None:
    with pytest.raises(StartError, match="--allow-host a name without scheme, port or asterisk"):
        names_of("127.0.0.1", "", [name])


# ---- origins ---------------------------------------------------------------------------------------------------------

FOREIGN = [
    *(
        "null",
        "",
        "http://localhost:9999",
        "http://127.0.0.1:9999",
        "https://127.0.0.1:8501",
        "http://127.0.0.1",
        "http://[::1]:8501",
    ),
    *("http://localhost:8501", "http://evil.example", "http://127.0.0.1:8501.evil.example", "http://evil@127.0.0.1:8501"),
    *("127.0.0.1:8501", "ws://127.0.0.1:8501", "file://", "http://127.0.0.1:8501/", "http://127.0.0.1:8501 http://evil.example"),
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_orders_of_other_origins_are_refused(origin: str) -> None:
    fields = [*OWN, ("origin", origin)]
    assert knock(guarded(), "/_stcore/stream", fields) == 403
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert asked(guarded(), *fields, method=method) == 403
        assert asked(guarded(), *fields, ("sec-fetch-site", "same-origin"), method=method) == 403, (
            "an origin that is given counts"
        )


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:9000", "LOCALHOST:8501", "[::1]:8501", "localhost"])
def test_orders_of_its_own_pages_are_taken(host: str) -> None:
    fields = [("host", host), ("origin", f"http://{host}")]
    assert knock(guarded(), "/_stcore/stream", fields) == "websocket.accept"
    assert asked(guarded(), *fields, method="POST") == 200
    assert asked(guarded(), *fields, ("sec-fetch-site", "same-origin"), method="PUT") == 200


def test_orders_of_nobody_are_refused() -> None:
    """Browsers name the origin of every order; one without it comes from no page."""
    assert asked(guarded(), *OWN, method="POST") == 403
    assert knock(guarded(), "/_stcore/stream", OWN) == 403
    assert asked(guarded(), *OWN, ("sec-fetch-site", "same-origin"), method="POST") == 200
    for site in ("none", "same-site", "cross-site", "x"):
        assert asked(guarded(), *OWN, ("sec-fetch-site", site), method="POST") == 403, site
    both = [*OWN, ("origin", "http://127.0.0.1:8501"), ("origin", "http://evil.example")]
    assert asked(guarded(), *both, method="POST") == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_link_here_and_load_nothing(site: str) -> None:
    said = ("sec-fetch-site", site)
    link = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]
    assert asked(guarded(), *OWN, said, *link) == 200
    assert asked(guarded(), *OWN, said, ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")) == 403
    for mode, kind in (("no-cors", "image"), ("no-cors", "script"), ("cors", "empty")):
        assert asked(guarded(), *OWN, said, ("sec-fetch-mode", mode), ("sec-fetch-dest", kind)) == 403
    assert asked(guarded(), *OWN, said, *link, method="POST") == 403


def test_what_is_behind_sees_one_host_written_like_the_origin() -> None:
    """Streamlit compares the two letter by letter, and asks the network for addresses where they differ."""
    for host, origin in (("LOCALHOST:8501", "http://localhost:8501"), ("localhost", "http://localhost:80")):
        answer = send(guarded(), "/", "POST", b"", [("host", host), ("origin", origin)])
        assert answer.body.decode().split()[0] == origin.removeprefix("http://")
    answer = send(guarded(), "/", "GET", b"", [("host", "LOCALHOST:8501"), ("origin", "http://evil.example")])
    assert answer.body.decode().split()[0] == "localhost:8501"


# ---- proxies ---------------------------------------------------------------------------------------------------------

TLS = [("x-forwarded-proto", "https"), ("origin", "https://maps.example")]


def test_a_proxy_on_this_machine_says_the_scheme() -> None:
    app = guarded("127.0.0.1", "maps.example")
    fields = [("host", "maps.example"), *TLS]
    assert knock(app, "/_stcore/stream", fields) == "websocket.accept"
    assert send(app, "/", "POST", b"", fields).body.decode().split()[:2] == ["maps.example", "https"]
    assert asked(app, ("host", "maps.example"), TLS[1], method="POST") == 403, "without the proxy's word the page was not ours"
    assert asked(app, *fields, method="POST", client=STRANGER) == 403, "a stranger's word does not count"
    assert asked(guarded("127.0.0.1", "maps.example", proxies=("192.0.2.0/24",)), *fields, method="POST", client=STRANGER) == 200


def test_a_proxy_that_rewrites_the_host_says_the_name() -> None:
    app = guarded("127.0.0.1", "maps.example")
    assert (
        send(app, "/", "POST", b"", [*OWN, ("x-forwarded-host", "maps.example"), *TLS]).body.decode().split()[0] == "maps.example"
    )
    assert asked(app, *OWN, ("x-forwarded-host", "evil.example")) == 421
    assert asked(app, *OWN, ("x-forwarded-host", "maps.example, evil.example")) == 421, "the nearest proxy has the last word"
    assert asked(app, *OWN, ("x-forwarded-host", "a b")) == 400


def test_a_forwarded_name_does_not_stand_in_for_the_one_asked() -> None:
    """A page that has made its name point here may write this header itself."""
    for fields in ([("x-forwarded-host", "localhost")], [("forwarded", "host=localhost")], [("x-original-host", "localhost")]):
        assert asked(guarded(), ("host", "evil.example"), *fields) == 421


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("1.1.1.1, 203.0.113.5, 127.0.0.1", "203.0.113.5"),
        ("127.0.0.1", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_client_is_the_nearest_that_is_no_proxy(chain: str, client: str) -> None:
    assert send(guarded(), "/", "GET", b"", [*OWN, ("x-forwarded-for", chain)]).body.decode().split()[2] == client


def test_what_is_no_address_is_no_proxy() -> None:
    with pytest.raises(StartError, match=r"'proxy\.lan' is not a proxy address"):
        proxies_of(["proxy.lan"])
