"""The ASGI application: Streamlit's page, the page's files and heavy layers, and a read-only API, in one process.

Files are served from memory, gzipped, under addresses that carry a hash of their content. The API answers GET with JSON::

    /api/sites               every entry of the gazetteer
    /api/claims              every claim of the documents, in the order of the cards
    /api/events              the dated public facts around them, with their own sources
    /api/datasets            the catalogue of the map data
    /api/scene?<view>        the scene of a view as GeoJSON (RFC 7946)

One address takes a POST: ``/api/frame``, where a map tells which frame its reader looks at. Nothing that is known changes by it.
"""

from __future__ import annotations

import gc
import json
import socket
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from explorer import app
from explorer.app import cache as shared
from explorer.app import frames
from explorer.errors import StartError, ViewError
from explorer.render.files import rows
from explorer.render.layers import BASE_LAYERS
from explorer.render.web import assets
from explorer.scene import build as scene
from explorer.views.read import parse
from explorer.views.view import LayerId
from explorer.world.world import World

_FRAME_BYTES = 1024
_FOREVER = "public, max-age=31536000, immutable"
_OPTIONS: Mapping[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.fileWatcherType": "none",
    "server.headless": True,
    "theme.light.primaryColor": "#0072B2",
    "theme.dark.primaryColor": "#56B4E9",
    "theme.light.backgroundColor": "#fffdf8",
    "theme.light.secondaryBackgroundColor": "#f3efe6",
    "theme.dark.backgroundColor": "#14181b",
    "theme.dark.secondaryBackgroundColor": "#20262a",
    "theme.font": "system-ui, 'Segoe UI', 'NanumGothic', 'Noto Sans KR', sans-serif",
    "theme.baseRadius": "small",
}


class BaseAddress:
    """Tells Streamlit's page that its server is at the root, in the way Streamlit provides for hosts.

    Without it a page opened at ``/evidence`` first asks for ``/evidence/_stcore/health``, which fails, before it tries the root.
    """

    _SCRIPT = b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin}</script>"

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the script to answers that are pages; let everything else through."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        plain = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app({**scope, "headers": plain}, receive, hold)
        start = held[0]
        body = b"".join(message.get("body", b"") for message in held[1:])
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html"):
            body = body.replace(b"<head>", b"<head>" + self._SCRIPT, 1)
            headers["content-length"] = str(len(body))
            del headers["etag"]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


class GeoJsonResponse(JSONResponse):
    """GeoJSON with its own media type."""

    media_type = "application/geo+json"


def application(world: World) -> st.App:
    """The application for one world.

    Parameters
    ----------
    world
        Loaded and checked; it is shared by all sessions and never changed.
    """
    for option, value in _OPTIONS.items():
        config.set_option(option, value)
    layers = _Layers(world)
    shared.install(world, layers.addresses)
    threading.Thread(
        target=_warm, args=(world, layers), name="layers"
    ).start()  # a daemon cut off inside GEOS would abort the process
    return st.App(
        Path(app.__file__).with_name("main.py"),
        middleware=[Middleware(BaseAddress)],
        routes=[
            Route(f"{assets.PREFIX}/{{digest}}/{{name}}", _asset_answer(layers), methods=["GET"]),
            Route("/api/sites", _json(lambda: rows.sites(shared.newest())), methods=["GET"]),
            Route("/api/claims", _json(lambda: rows.claims(shared.newest().ledger.entries)), methods=["GET"]),
            Route("/api/events", _json(lambda: rows.events(shared.newest().ledger.events)), methods=["GET"]),
            Route("/api/datasets", _json(lambda: rows.datasets(shared.newest())), methods=["GET"]),
            Route("/api/scene", _scene_answer, methods=["GET"]),
            Route("/api/frame", _note_frame, methods=["POST"]),
        ],
    )


def _warm(world: World, layers: _Layers) -> None:
    """Make what readers will need, and tell the collector that it stays.

    Streamlit collects all garbage after every run of a page, while every other thread stands still; in what was loaded once there
    is none, and looking through it took 60 to 80 ms each time. Only a program may say so, and this one is: below here nothing
    touches the collector.
    """
    _keep()
    layers.warm()
    _keep()
    if threading.main_thread().is_alive():
        _ = world.network, world.zones
        _keep()


def _keep() -> None:
    gc.collect()
    gc.freeze()


def serve(world: World, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Run the application until it is interrupted.

    Parameters
    ----------
    announce
        Called with the address once the port is ours and the application is about to answer.

    Raises
    ------
    StartError
        When the port is in use or the host is none of this machine's.
    """
    listener = _listen(host, port)
    name = host if host not in {"0.0.0.0", "::"} else "localhost"  # noqa: S104  # only compared
    announce(f"http://{f'[{name}]' if ':' in name else name}:{listener.getsockname()[1]}")
    settings = uvicorn.Config(application(world), log_level="warning", access_log=False, ws_max_size=64 * 1024 * 1024)
    uvicorn.Server(settings).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise StartError(f"{host!r} is not a name or address of this machine. Try 127.0.0.1.") from error
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        other = port + 1 if port < 65535 else 0
        raise StartError(f"Port {port} on {host} cannot be used ({reason.lower()}). Try tumen app --port {other}.") from error
    return listener


class _Layers:
    """The base layers of a world, each made when first asked for, or by :meth:`warm` before that."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._layers = {assets.address(f"{layer.id}.json", layer.fingerprint(world)): layer for layer in BASE_LAYERS}
        self._locks = {address: threading.Lock() for address in self._layers}
        self._made: dict[str, assets.Asset] = {}

    @property
    def addresses(self) -> Mapping[str, str]:
        """Addresses by layer id."""
        return {layer.id: address for address, layer in self._layers.items()}

    def get(self, address: str) -> assets.Asset | None:
        """The file at an address; None when there is none. Two who ask at once get the one that is made once."""
        layer = self._layers.get(address)
        if layer is None:
            return None
        with self._locks[address]:
            if address not in self._made:
                content = layer.content(self._world)
                self._made[address] = assets.asset(
                    f"{layer.id}.json", content, "application/json", layer.fingerprint(self._world)
                )
            return self._made[address]

    def warm(self) -> None:
        """Make what the first view needs, then the other layers, until all are made or the program ends."""
        _ = self._world.sea_legs
        for address, layer in sorted(self._layers.items(), key=lambda item: (item[1].min_zoom, item[1].switch is not None)):
            if not threading.main_thread().is_alive():
                return
            if layer.switch not in {LayerId.TERRITORIAL_SEA, LayerId.ZONES}:
                self.get(address)


def _asset_answer(layers: _Layers) -> Callable[[Request], Response]:
    page = assets.by_address(assets.page_assets().values())

    def answer(request: Request) -> Response:
        item = page.get(request.url.path) or layers.get(request.url.path)
        if item is None:
            return JSONResponse({"error": "There is no such file; reload the page."}, status_code=404)
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(item.packed, media_type=item.media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(item.content, media_type=item.media_type, headers=headers)

    return answer


def _json(make: Callable[[], Any]) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        return Response(json.dumps(make(), ensure_ascii=False), media_type="application/json")

    return answer


def _scene_answer(request: Request) -> Response:
    view, notices = parse(request.url.query)
    return GeoJsonResponse(scene.build(shared.newest(), view, notices).geojson())


async def _note_frame(request: Request) -> Response:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FRAME_BYTES:
            return JSONResponse({"error": "A frame is shorter than that."}, status_code=413)
    try:
        frames.told(*frames.read(json.loads(body)))
    except (ValueError, RecursionError, ViewError):
        return JSONResponse({"error": "A frame has reader, order, lon, lat and zoom."}, status_code=400)
    return Response(status_code=204)
