"""The routes of the server: files that browsers may keep, a read-only API, and the page told where its server is.

Only one ``streamlit.App`` can live in a process, so all tests share one; its own pages are tried in a real browser.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from explorer.app import cache as shared
from explorer.app import frames
from explorer.errors import StartError
from explorer.render.layers import BASE_LAYERS
from explorer.render.web import assets
from explorer.scene.build import build
from explorer.server import api, serve
from explorer.server import layers as made
from explorer.server.gate import health
from explorer.server.gate.page import BaseAddress
from explorer.server.layers import Layers, warm
from explorer.views.read import parse
from explorer.views.view import Camera, LayerId, View
from explorer.world.world import World
from tests.integration.asgi import Answer, ask

Get = Callable[..., Answer]
JSON = "application/json"


@pytest.fixture(scope="module")
def app(real: World) -> Iterator[ASGIApp]:
    """The routes of the application, without Streamlit's own runtime; whoever makes layers has ended when the tests have."""
    before, layers = shared._installed[:], Layers(real)
    shared.install(real, layers.addresses)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "FIRST_PAGE_S", 0.0)  # no page is drawn here that would want the processor
        warming = threading.Thread(target=warm, args=(real, layers))
        warming.start()
        yield Starlette(routes=api.routes(layers, health.CHECKS), middleware=[Middleware(BaseAddress)])
        warming.join()
    shared._installed[:] = before


@pytest.fixture
def get(app: ASGIApp) -> Get:
    return lambda address, **options: ask(app, address, **options)


# ---- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", assets.page_assets())
def test_files_may_be_kept_for_good(get: Get, name: str) -> None:
    item = assets.page_assets()[name]
    plain = get(item.address)
    assert plain.status == 200
    assert plain.body == item.content
    assert "content-encoding" not in plain.headers
    packed = get(item.address, accept_encoding="gzip, deflate, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == item.content
    assert len(packed.body) < len(plain.body)
    for answer in (plain, packed):
        assert "immutable" in answer.headers["cache-control"]
        assert "max-age=31536000" in answer.headers["cache-control"]
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"].startswith(item.media_type)


def test_every_layer_is_served_as_json_under_its_address(get: Get) -> None:
    addresses = {item.layer.id: item.url for item in shared.layers()}
    assert set(addresses) == {layer.id for layer in BASE_LAYERS}
    total = 0
    for layer in BASE_LAYERS:
        answer = get(addresses[layer.id], accept_encoding="gzip")
        assert (answer.status, answer.headers["content-type"]) == (200, "application/json"), layer.id
        assert "immutable" in answer.headers["cache-control"]
        content = answer.json()
        if layer.role == "labels":
            assert all({"name_en", "kind", "lon", "lat", "min_zoom"} <= set(row) for row in content)
        else:
            assert content["type"] == "FeatureCollection"
            assert content["features"], layer.id
        total += len(answer.body) if layer.min_zoom <= 5 and layer.switch is not LayerId.TERRITORIAL_SEA else 0
    assert total < 1_500_000, "the first view needs more than 1.5 MB"


@pytest.mark.parametrize(
    "address",
    [
        "/assets/0000000000000000/map.js",
        "/assets/x/none.js",
        "/assets/x/..%2f..%2fserver.py",
        "/assets/x/%2e%2e",
        "/assets/map.js",
        "/api/none",
    ],
)
def test_what_is_not_there_is_not_found(get: Get, address: str) -> None:
    assert get(address).status == 404


def test_an_old_address_says_what_to_do(get: Get) -> None:
    assert "reload" in get("/assets/0000000000000000/map.js").json()["error"]


# ---- API -------------------------------------------------------------------------------------------------------------


def test_sites(get: Get, real: World) -> None:
    answer = get("/api/sites")
    assert answer.headers["content-type"] == "application/json"
    rows = answer.json()
    assert [row["id"] for row in rows] == [site.id for site in real.gazetteer.sites]
    rajin = next(row for row in rows if row["id"] == "rajin")
    assert rajin["names"]["ko"]
    assert "라" in answer.body.decode(), "names are not escaped away"


def test_claims(get: Get, real: World) -> None:
    rows = get("/api/claims").json()
    assert [row["id"] for row in rows] == [entry.id for entry in real.ledger.entries]


def test_events_and_datasets(get: Get, real: World) -> None:
    assert {row["id"] for row in get("/api/events").json()} == set(real.ledger.events_by_id)
    assert {row["id"] for row in get("/api/datasets").json()} == {row.id for row in real.datasets}


@pytest.mark.parametrize(
    "query", ["", "?v=1", "?v=1&stance=alleged,denied&lang=ko", "?v=1&sel=site:rajin-port&layers=none", "?q=%EB%9D%BC"]
)
def test_a_scene_is_the_scene_of_its_view(get: Get, real: World, query: str) -> None:
    answer = get(f"/api/scene{query}")
    assert answer.status == 200
    assert answer.headers["content-type"].split(";")[0] == "application/geo+json"
    view, notices = parse(query)
    assert notices == ()
    assert answer.json() == json.loads(json.dumps(build(real, view).geojson()))


def test_claims_without_a_place_have_no_geometry(get: Get) -> None:
    features = {feature["id"]: feature for feature in get("/api/scene").json()["features"]}
    assert features["claim:A37"]["geometry"] is None
    assert features["claim:B42"]["geometry"]["type"] == "MultiPoint"


def test_a_garbled_view_gives_the_default_and_says_so(get: Get, real: World) -> None:
    document = get("/api/scene?v=99&stance=alleged").json()
    assert document["view"] == "v=1"
    assert "'99'" in document["notices"][0]
    assert len(document["features"]) == len(build(real, View()).features)
    assert get("/api/scene?q=http://x/?y&stance=%%%&%00").status == 200
    assert get("/api/scene?" + "&" * 5000).status == 200
    assert get("/api/scene?q=%ff%fe%ed%a0%80").json()["notices"] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/sites", "/api/claims", "/api/events", "/api/datasets", "/api/scene", "/assets/0/map.js"])
def test_nothing_can_be_written(get: Get, path: str, method: str) -> None:
    assert get(path, method=method).status == 405


def test_head_is_answered(get: Get) -> None:
    assert get("/api/sites", method="HEAD").status == 200


# ---- the page's base address -----------------------------------------------------------------------------------------


def pages() -> Starlette:
    """A stand-in for Streamlit's page behind the middleware."""

    def page(_: object) -> HTMLResponse:
        return HTMLResponse("<!doctype html><html><head><title>x</title></head><body>é</body></html>", headers={"etag": '"x"'})

    return Starlette(routes=[Route("/{rest:path}", page)], middleware=[Middleware(BaseAddress)])


@pytest.mark.parametrize(
    ("address", "nearer"),
    [
        ("/a/b", "/b"), ("/a/b/c?v=1&stance=denied", "/c?v=1&stance=denied"), ("/a//b", "/b"), ("//elsewhere.example/x", "/x"),
        ("/a/b/", "/b"), ("/evidence/x%20y%3F", "/x%20y%3F"), ("/a/rail-and-sea", "/rail-and-sea"), ("/a/%5C%5Cb", "/%5C%5Cb"),
    ],
)  # fmt: skip
def test_a_page_deeper_down_is_sent_on_to_one_that_answers(address: str, nearer: str) -> None:
    answer = ask(pages(), address, accept="text/html")
    assert (answer.status, answer.headers["location"]) == (307, nearer)


@pytest.mark.parametrize("address", ["/", "/b", "/evidence/", "/component/st_folium/index.html"])
def test_pages_and_frames_stay_where_they_are(address: str) -> None:
    assert ask(pages(), address, accept="text/html").status == 200


def test_a_page_is_told_that_its_server_is_at_the_root() -> None:
    answer = ask(pages(), "/", accept="text/html,*/*", accept_encoding="gzip")
    text = answer.body.decode()
    assert text.startswith("<!doctype html><html><head><script>window.__streamlit=")
    assert text.endswith("</script><title>x</title></head><body>é</body></html>")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers, "the page is no longer what the tag stands for"


def test_other_answers_pass_untouched(get: Get) -> None:
    assert b"__streamlit" not in ask(pages(), "/", accept="*/*").body
    item = assets.page_assets()["libraries.js"]
    assert get(item.address, accept="text/html,*/*").body == item.content
    missing = get("/none", accept="text/html")
    assert missing.status == 404


def test_a_page_asked_for_by_head_keeps_its_length() -> None:
    whole = ask(pages(), "/", accept="text/html")
    head = ask(pages(), "/", method="HEAD", accept="text/html")
    assert head.headers["content-length"] == whole.headers["content-length"]


# ---- listening -------------------------------------------------------------------------------------------------------


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError) as caught:
            serve._listen("127.0.0.1", port)
    assert str(port) in str(caught.value)
    assert f"--port {port + 1}" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("host", ["..", "a" * 70 + ".x", "☃" * 70, "192.0.2.1"], ids=["dots", "long", "snow", "elsewhere"])
def test_a_host_that_is_not_ours_is_one_clear_line(host: str) -> None:
    with pytest.raises(StartError) as caught:
        serve._listen(host, 0)
    assert "\n" not in str(caught.value)


def test_a_name_that_nobody_knows_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(StartError, match=r"'nowhere' is not a name or address of this machine\. Try 127\.0\.0\.1\.$"):
        serve._listen("nowhere", 0)


def test_any_free_port_on_this_machine_only() -> None:
    with serve._listen("127.0.0.1", 0) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.1"
        assert port > 0


def test_the_last_port_suggests_one_that_exists() -> None:
    with serve._listen("127.0.0.1", 65535), pytest.raises(StartError) as caught:
        serve._listen("127.0.0.1", 65535)
    assert "65536" not in str(caught.value)


# ---- a position as MGRS ----------------------------------------------------------------------------------------------


def test_a_position_is_told_as_mgrs(get: Get) -> None:
    answer = get("/api/mgrs?lon=130.3&lat=42.25")
    assert (answer.status, answer.json()) == (200, {"mgrs": "52T FM 07241 78352"})


@pytest.mark.parametrize(
    "query", ["", "?lon=130.3", "?lon=130.3&lat=", "?lon=a&lat=b", "?lon=42&lat=130", "?lon=nan&lat=1", "?lat=1e999&lon=1"]
)
def test_what_is_no_position_is_refused_in_one_line(get: Get, query: str) -> None:
    answer = get(f"/api/mgrs{query}")
    assert answer.status == 400
    assert "\n" not in answer.json()["error"]


# ---- where a map looks -----------------------------------------------------------------------------------------------


def test_a_map_tells_where_it_looks(get: Get) -> None:
    frame = {"reader": "test-reader", "order": 3, "lon": 130.512345, "lat": 42.25, "zoom": 9.25}
    assert get("/api/frame", method="POST", body=json.dumps(frame).encode(), content_type=JSON).status == 204
    assert frames.latest("test-reader", 3) == Camera(130.5123, 42.25, 9.25)
    assert frames.latest("test-reader", 4) is None, "a frame counts for the order that it followed"
    assert frames.latest("somebody-else", 3) is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"[1, 2]", 400),
        (b"[" * 1000, 400),
        (b'{"reader": "bad", "order": 1, "lon": 130}', 400),
        (b'{"reader": "bad", "order": 1, "lon": "x", "lat": 42, "zoom": 5}', 400),
        (b'{"reader": "bad", "order": 1, "lon": null, "lat": 42, "zoom": 5}', 400),
        (b'{"reader": "bad", "order": 1, "lon": NaN, "lat": 42, "zoom": 5}', 400),
        (b'{"reader": "bad", "order": 1, "lon": 200, "lat": 42, "zoom": 5}', 400),
        (b'{"reader": "bad", "order": 1, "lon": 130, "lat": 42, "zoom": 99}', 400),
        (b'{"reader": "bad", "order": 1, "lon": ' + b"9" * 401 + b', "lat": 42, "zoom": 5}', 400),
        (b'{"reader": "bad", "order": 1, "lon": 130, "lat": 42, "zoom": -' + b"9" * 401 + b"}", 400),
        (b'{"reader": "bad", "order": 1, "lon": 130, "lat": 42, "zoom": 5, "more": "' + b"x" * 2000 + b'"}', 413),
    ],
)
def test_what_is_no_frame_is_refused(get: Get, body: bytes, status: int) -> None:
    answer = get("/api/frame", method="POST", body=body, content_type=JSON)
    assert answer.status == status
    assert answer.json()["error"]
    assert frames.latest("bad", 1) is None


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "application/jsonp"]
)
def test_a_frame_is_json_by_its_type(get: Get, kind: str) -> None:
    """Forms and beacons of other pages may send these types unasked."""
    frame = {"reader": f"typed-{kind}", "order": 1, "lon": 130, "lat": 42.25, "zoom": 9}
    answer = get("/api/frame", method="POST", body=json.dumps(frame).encode(), **({"content_type": kind} if kind else {}))
    assert answer.status == 415
    assert frames.latest(f"typed-{kind}", 1) is None
    assert (
        get("/api/frame", method="POST", body=json.dumps(frame).encode(), content_type="Application/JSON; charset=utf-8").status
        == 204
    )


def test_only_so_many_readers_are_remembered() -> None:
    for number in range(frames.KEPT + 1):
        frames.told(f"crowd-{number}", 1, Camera(130, 42, 5))
    assert frames.latest("crowd-0", 1) is None
    assert frames.latest(f"crowd-{frames.KEPT}", 1) == Camera(130, 42, 5)
