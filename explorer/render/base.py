"""The base map as GeoJSON layers: cut and rounded for the browser, the same for every view, styled by the palette.

A layer names the data sets it comes from, the zoom levels it is for and the pane it lies in; the server gives it an address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import box

from explorer.view import LayerId
from explorer.world import World

REGION = box(112, 18, 165, 64)
FINE_FROM = 7.0
"""Zoom level from which the fine coast is drawn."""


@dataclass(frozen=True)
class Style:
    """How a layer is drawn: keys of the palette, widths in pixels."""

    stroke: str = ""
    weight: float = 0.0
    fill: str = ""
    dash: str = ""
    opacity: float = 1.0


@dataclass(frozen=True)
class BaseLayer:
    """One constant layer of the base map, made from the world on demand."""

    id: str
    pane: str
    style: Style
    make: Callable[[World], Any]
    min_zoom: float = 0.0
    max_zoom: float = 99.0
    role: str = "shapes"
    switch: LayerId | None = None
    smooth: float = 1.0

    def content(self, world: World) -> bytes:
        """The layer as compact JSON."""
        return json.dumps(self.make(world), ensure_ascii=False, separators=(",", ":")).encode()


def _collection(geometries: Any, digits: int) -> dict[str, Any]:
    """Geometries as one FeatureCollection of bare features, coordinates rounded to ``digits`` decimals."""
    features = []
    for geometry in geometries:
        if geometry is None or geometry.is_empty:
            continue
        features.append({"type": "Feature", "properties": {}, "geometry": _rounded(geometry.__geo_interface__, digits)})
    return {"type": "FeatureCollection", "features": features}


def _rounded(geometry: Mapping[str, Any], digits: int) -> dict[str, Any]:
    if geometry["type"] == "GeometryCollection":
        return {"type": "GeometryCollection", "geometries": [_rounded(part, digits) for part in geometry["geometries"]]}
    return {"type": geometry["type"], "coordinates": _round(geometry["coordinates"], digits)}


def _round(coordinates: Any, digits: int) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0], digits), round(coordinates[1], digits)]
    parts = [_round(part, digits) for part in coordinates]
    if isinstance(coordinates[0][0], (int, float)):
        return [point for n, point in enumerate(parts) if n == 0 or point != parts[n - 1]]
    return parts


def _fine(dataset: str, digits: int = 4) -> Callable[[World], Any]:
    return lambda world: _collection(world.layer(dataset).geometry.to_numpy(), digits)


def _outside(dataset: str, digits: int = 2) -> Callable[[World], Any]:
    """The part of a world layer that lies outside the region."""
    return lambda world: _collection(shapely.difference(world.layer(dataset).geometry.to_numpy(), REGION), digits)


def _coarse(dataset: str, tolerance_deg: float, smallest_deg2: float = 0.0, digits: int = 3) -> Callable[[World], Any]:
    def make(world: World) -> Any:
        geometries = shapely.get_parts(world.layer(dataset).geometry.to_numpy())
        if smallest_deg2:
            geometries = geometries[shapely.area(geometries) >= smallest_deg2]
        return _collection(shapely.simplify(geometries, tolerance_deg, preserve_topology=True), digits)

    return make


def _labels(world: World) -> list[dict[str, Any]]:
    """Names of countries, waters and towns with the zoom levels they are for; higher ranks come first."""
    names = []
    for row in world.layer("labels").to_dict("records"):
        rank = {"country": 400, "sea": 350, "strait": 120, "bay": 110}.get(str(row["kind"]), 100)
        names.append(_label(row, str(row["kind"]), rank, float(row["max_zoom"])))
    for row in world.layer("towns").to_dict("records"):
        people = int(row["population"] or 0)
        names.append(_label(row, "city" if people >= 500_000 else "town", min(99, 20 + people // 100_000), 99.0))
    return names


def _label(row: Mapping[Any, Any], kind: str, rank: int, max_zoom: float) -> dict[str, Any]:
    point = row["geometry"]
    label = {
        "name_en": row["name_en"],
        "name_ko": row.get("name_ko") or "",
        "name_ru": row.get("name_ru") or "",
        "kind": kind,
        "rank": rank,
        "min_zoom": float(row["min_zoom"]),
        "max_zoom": max_zoom,
        "lon": round(point.x, 4),
        "lat": round(point.y, 4),
    }
    return {key: value for key, value in label.items() if value not in ("", None)}


BASE_LAYERS: tuple[BaseLayer, ...] = (
    BaseLayer("land-outside", "land", Style("coast", 0.5, "land"), _outside("land_world")),
    BaseLayer("land-coarse", "land", Style("coast", 0.7, "land"), _coarse("land_region", 0.012, 0.0015), max_zoom=FINE_FROM),
    BaseLayer("land-fine", "land", Style("coast", 0.8, "land"), _fine("land_region"), min_zoom=FINE_FROM),
    BaseLayer("borders-outside", "lines", Style("border", 0.8, dash="4 3"), _outside("borders_world")),
    BaseLayer("borders-coarse", "lines", Style("border", 1.0, dash="4 3"), _coarse("borders", 0.01), max_zoom=FINE_FROM),
    BaseLayer("borders-fine", "lines", Style("border", 1.3, dash="5 3"), _fine("borders"), min_zoom=FINE_FROM),
    BaseLayer("railways", "railways", Style("railway", 1.1), _fine("railways", 3), min_zoom=4.5, switch=LayerId.RAILWAYS),
    BaseLayer(
        "territorial-sea", "territorial", Style("territorial_line", 0.8, "territorial", "3 3"), _coarse("territorial_sea", 0.004),
        switch=LayerId.TERRITORIAL_SEA,
    ),
    BaseLayer("labels", "labels", Style(), _labels, role="labels"),
)  # fmt: skip


def attribution(world: World) -> tuple[str, ...]:
    """The lines that the map owes to those whose data it draws."""
    used = {"land_world", "land_region", "borders", "borders_world", "railways", "territorial_sea", "towns", "labels"}
    lines = dict.fromkeys(line.strip() for d in world.datasets if d.id in used for line in d.attribution.split(";"))
    return tuple(f"{line} (ODbL)" if "OpenStreetMap" in line and "ODbL" not in line else line for line in lines)
