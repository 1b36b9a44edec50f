"""The base map as GeoJSON layers: cut and rounded for the browser, the same for every view, styled by the palette.

A layer names the data sets it comes from, the zoom levels it is for and the pane it lies in; the server gives it an address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry import box

from explorer.views.view import LayerId, View
from explorer.world.world import World
from explorer.zones.law import Baseline
from geodata.formats.region import REGION

WITHIN = box(*REGION)
"""The region, for shapes."""
FINE_FROM = 7.0
"""Zoom level from which the fine coast is drawn."""


@dataclass(frozen=True)
class LayerStyle:
    """How a layer is drawn: keys of the palette, widths in pixels."""

    stroke: str = ""
    weight: float = 0.0
    fill: str = ""
    dash: str = ""


@dataclass(frozen=True)
class Recipe:
    """How a layer is cut from a data set: the part, the tolerance in degrees, the smallest area, the decimals kept.

    ``outside`` leaves the region out; ``seam`` is the line where land crosses its edge, drawn over the two cut coasts; ``where``
    keeps the rows whose columns hold one of some words.
    """

    dataset: str
    part: Literal["all", "outside", "seam"] = "all"
    tolerance_deg: float = 0.0
    smallest_deg2: float = 0.0
    digits: int = 4
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class BaseLayer:
    """One constant layer of the base map. ``names`` layers hold labels instead of shapes.

    A layer of the maritime zones belongs to one ``baseline`` of the view.
    """

    id: str
    pane: str
    style: LayerStyle
    recipe: Recipe
    min_zoom: float = 0.0
    max_zoom: float = 99.0
    role: Literal["shapes", "labels"] = "shapes"
    switch: LayerId | None = None
    baseline: Baseline | None = None

    @property
    def switch_name(self) -> str | None:
        """The switch as :func:`switches` names it."""
        if self.switch is None:
            return None
        return f"{self.switch.value}-{self.baseline}" if self.baseline else self.switch.value

    def fingerprint(self, world: World) -> str:
        """A hash of everything that the content follows from, so that an address can be given before the content is made."""
        used = {self.recipe.dataset, *(_LABEL_SETS if self.role == "labels" else ())}
        inputs = sorted(f"{d.id}={d.sha256}" for d in world.datasets if d.id in used)
        text = f"{self.recipe}|{self.role}|{inputs}|shapely {shapely.__version__}|{_FORM}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def content(self, world: World) -> bytes:
        """The layer as compact JSON: GeoJSON, or a list of labels."""
        if self.role == "labels":
            return json.dumps(_labels(world), ensure_ascii=False, separators=(",", ":")).encode()
        return _collection(_cut(self.recipe, world), self.recipe.digits)


def switches(view: View) -> list[str]:
    """Names of what a view switches on; its zones carry the baseline in theirs."""
    zones = [f"{LayerId.ZONES.value}-{view.baseline}"] if LayerId.ZONES in view.layers else []
    return [*(layer.value for layer in sorted(view.layers)), *zones]


_FORM = 1
"""Raise it when the form of the layers changes, so that browsers do not keep the old one."""
_LABEL_SETS = ("labels", "towns")


def _cut(recipe: Recipe, world: World) -> Any:
    """The geometries of a recipe, in the order of the data set."""
    rows = world.layer(recipe.dataset)
    for column, words in recipe.where:
        rows = rows[rows[column].isin(words)]
    shapes = rows.geometry.to_numpy()
    if recipe.part == "seam":
        shapes = shapely.intersection(shapes, WITHIN.exterior)
    if recipe.part == "outside":
        crossing = shapely.intersects(shapes, WITHIN)
        shapes = np.where(crossing, shapely.difference(shapes, WITHIN), shapes)
    if recipe.smallest_deg2:
        shapes = shapely.get_parts(shapes)
        shapes = shapes[shapely.area(shapes) >= recipe.smallest_deg2]
    if recipe.tolerance_deg:
        shapes = shapely.simplify(shapes, recipe.tolerance_deg, preserve_topology=False)
    return shapes[~shapely.is_empty(shapes)]


def _collection(shapes: Any, digits: int) -> bytes:
    """Shapes as a FeatureCollection of bare features, written by GEOS; coordinates rounded to ``digits`` decimals."""
    rounded = shapely.transform(shapes, lambda points: np.round(points, digits))
    features = ",".join(f'{{"type":"Feature","properties":{{}},"geometry":{text}}}' for text in shapely.to_geojson(rounded))
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


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


_COAST, _COAST_FAR = LayerStyle("coast", 0.8, "land"), LayerStyle("coast", 0.5, "land")
_BORDER, _BORDER_FAR = LayerStyle("border", 1.3, dash="5 3"), LayerStyle("border", 0.9, dash="4 3")
_LAKE, _RIVER = LayerStyle("river", 0.6, "lake"), LayerStyle("river", 1.1)
_BELT = LayerStyle("territorial_line", 0.8, "territorial", "3 3")
_RAILWAY, _RAILWAY_FAR = LayerStyle("railway", 1.1), LayerStyle("railway", 0.8)
_RAILS_FAR = Recipe("railways", "all", 0.006, digits=3)
_BELT_SWITCH, _RAIL_SWITCH = LayerId.TERRITORIAL_SEA, LayerId.RAILWAYS
_LIMITS = ("limit 3 nm", "limit 12 nm", "limit 24 nm", "limit 200 nm")


def _zone_layers(baseline: Baseline) -> tuple[BaseLayer, ...]:
    """Areas and outer limits of the zones of one baseline."""
    own = ("scenario", (baseline, "both"))
    looks = (
        ("near", LayerStyle(fill="zone_near"), Recipe("zones", "all", 0.003, digits=3, where=(("kind", ("territorial",)), own))),
        ("inside", LayerStyle(fill="zone_inside"), Recipe("zones", "all", 0.002, digits=3, where=(("kind", ("internal",)), own))),
        ("limits", LayerStyle("zone_limit", 1.1, dash="1 4"), Recipe("zone_lines", where=(("kind", _LIMITS), own), digits=3)),
    )
    return tuple(
        BaseLayer(f"zones-{name}-{baseline}", "territorial", style, recipe, switch=LayerId.ZONES, baseline=baseline)
        for name, style, recipe in looks
        if (name, baseline) != ("inside", "coast")
    )


BASE_LAYERS: tuple[BaseLayer, ...] = (
    BaseLayer("land-outside", "land", _COAST_FAR, Recipe("land_world", "outside", digits=2)),
    BaseLayer("land-coarse", "land", _COAST, Recipe("land_region", "all", 0.012, 0.0015, 3), max_zoom=FINE_FROM),
    BaseLayer("land-fine", "land", _COAST, Recipe("land_region"), min_zoom=FINE_FROM),
    BaseLayer("lakes-coarse", "lines", _LAKE, Recipe("lakes", "all", 0.01, 0.004, 3), max_zoom=FINE_FROM),
    BaseLayer("lakes", "lines", _LAKE, Recipe("lakes"), min_zoom=FINE_FROM),
    BaseLayer("rivers-coarse", "lines", _RIVER, Recipe("rivers", "all", 0.005, digits=3), 5.0, 8.0),
    BaseLayer("rivers", "lines", _RIVER, Recipe("rivers", "all", 0.0005), min_zoom=8.0),
    BaseLayer("land-seam", "lines", LayerStyle("land", 3), Recipe("land_world", "seam", digits=2)),
    BaseLayer("borders-outside", "lines", _BORDER_FAR, Recipe("borders_world", "outside", 0.02, digits=2)),
    BaseLayer("borders-coarse", "lines", _BORDER_FAR, Recipe("borders", "all", 0.01, digits=3), max_zoom=FINE_FROM),
    BaseLayer("borders-fine", "lines", _BORDER, Recipe("borders"), min_zoom=FINE_FROM),
    BaseLayer("railways-coarse", "railways", _RAILWAY_FAR, _RAILS_FAR, 4.5, FINE_FROM, switch=_RAIL_SWITCH),
    BaseLayer("railways", "railways", _RAILWAY, Recipe("railways", digits=3), FINE_FROM, switch=_RAIL_SWITCH),
    BaseLayer("territorial-sea", "territorial", _BELT, Recipe("territorial_sea", "all", 0.004, digits=3), switch=_BELT_SWITCH),
    *_zone_layers("claimed"),
    *_zone_layers("coast"),
    BaseLayer("labels", "labels", LayerStyle(), Recipe("labels"), role="labels"),
)


def attribution(world: World) -> tuple[str, ...]:
    """The lines that the map owes to those whose data it draws."""
    used = {layer.recipe.dataset for layer in BASE_LAYERS} | {*_LABEL_SETS}
    lines = dict.fromkeys(
        line.strip() for d in world.datasets if d.id in used for line in d.attribution.split(";") if "Tumen" not in line
    )
    return tuple(f"{line} (ODbL)" if "OpenStreetMap" in line and "ODbL" not in line else line for line in lines)
