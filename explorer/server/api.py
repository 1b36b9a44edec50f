"""The routes beside Streamlit's own: the page's files, heavy layers, and a read-only API.

Files are served from memory, gzipped, under addresses that carry a hash of their content. The API answers GET with JSON::

    /api/sites               every entry of the gazetteer
    /api/claims              every claim of the documents, in the order of the cards
    /api/events              the dated public facts around them, with their own sources
    /api/datasets            the catalogue of the map data
    /api/scene?<view>        the scene of a view as GeoJSON (RFC 7946)
    /api/mgrs?lon=&lat=      a position as MGRS
    /healthz                 whether a new reader would be let in

One address takes a POST: ``/api/frame``, where a map tells which frame its reader looks at. Nothing that is known changes by it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from explorer.app import cache as shared
from explorer.app import frames
from explorer.errors import CoordinateError, ViewError
from explorer.positions.write import as_mgrs
from explorer.render.files import rows
from explorer.render.web import assets
from explorer.scene import build as scene
from explorer.server.gate import health
from explorer.server.layers import Layers
from explorer.views.read import parse

_FRAME_BYTES = 1024
_FOREVER = "public, max-age=31536000, immutable"


class GeoJsonResponse(JSONResponse):
    """GeoJSON with its own media type."""

    media_type = "application/geo+json"


def routes(layers: Layers, checks: Sequence[health.Check]) -> list[Route]:
    """Every route of ours, for the newest world; ``checks`` are what the health of the server is judged by."""
    return [
        Route(f"{assets.PREFIX}/{{digest}}/{{name}}", _asset_answer(layers), methods=["GET"]),
        Route("/api/sites", _json(lambda: rows.sites(shared.newest())), methods=["GET"]),
        Route("/api/claims", _json(lambda: rows.claims(shared.newest().ledger.entries)), methods=["GET"]),
        Route("/api/events", _json(lambda: rows.events(shared.newest().ledger.events)), methods=["GET"]),
        Route("/api/datasets", _json(lambda: rows.datasets(shared.newest())), methods=["GET"]),
        Route("/api/scene", _scene_answer, methods=["GET"]),
        Route("/api/mgrs", _mgrs_answer, methods=["GET"]),
        Route("/api/frame", _note_frame, methods=["POST"]),
        Route(health.ADDRESS, health.answer_of(checks), methods=["GET"]),
    ]


def _asset_answer(layers: Layers) -> Callable[[Request], Response]:
    page = assets.by_address(assets.page_assets().values())

    def answer(request: Request) -> Response:
        item = page.get(request.url.path) or layers.get(request.url.path)
        if item is None:
            return JSONResponse({"error": "There is no such file; reload the page."}, status_code=404)
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
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


def _mgrs_answer(request: Request) -> Response:
    try:
        lon, lat = (float(request.query_params[name]) for name in ("lon", "lat"))
        return JSONResponse({"mgrs": as_mgrs(lon, lat)})
    except (KeyError, ValueError):
        return JSONResponse({"error": "Give a position in degrees: /api/mgrs?lon=130.3&lat=42.25"}, status_code=400)
    except CoordinateError as error:
        return JSONResponse({"error": str(error)}, status_code=400)


async def _note_frame(request: Request) -> Response:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return JSONResponse({"error": "A frame is sent as application/json."}, status_code=415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FRAME_BYTES:
            return JSONResponse({"error": "The frame is too long."}, status_code=413)
    try:
        frames.told(*frames.read(json.loads(body)))
    except (ValueError, RecursionError, ViewError):
        return JSONResponse({"error": "A frame has reader, order, lon, lat and zoom."}, status_code=400)
    return Response(status_code=204)
