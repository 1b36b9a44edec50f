"""The finest shore about the Tumen, lakes and rivers."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.build.base.gshhg import ISLAND, LAKE, LAND, Trace, read, touches
from geodata.build.base.measure import areas_km2, distance_km, length_km
from geodata.build.packages import BASEMAP_HIRES, COUNTRIES_MARITIME, CURATED
from geodata.build.product import Product, frame
from geodata.build.region import NEAR, Bounds, Shapes, polygons, solid
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas

    from geodata.build.fetch import Sources

MAKES = ("land_near", "lakes", "lakes_world", "rivers")

LAKE_KM2 = 2.0
WORLD_LAKE_KM2 = 500.0
"""Smallest lakes kept in the region and in the world."""

RIVER_DETAIL = 0.0008
WORLD_LAKE_DETAIL = 0.01
"""How far a simplified line may stray, in degrees."""

NAME_KM = 6.0
"""A name of the table goes to the nearest water within this distance."""

BORDER_RIVERS: dict[str, Bounds] = {"Tumen": (128.75, 41.95, 130.7, 43.1), "Yalu": (124.0, 39.7, 128.35, 41.85)}
"""Rivers that a border of North Korea follows, and the box in which it does; the border's line is better than GSHHG's."""

DOUBLE_DEGREES = 0.02
DOUBLE_SHARE = 0.5
"""A reach of GSHHG that has less than this share of its length farther off than that from a border river keeps only that part."""

WHOLE_WORLD: Bounds = (-180.0, -60.0, 180.0, 85.0)


def build(sources: Sources) -> list[Product]:
    """Make ``land_near``, ``lakes``, ``lakes_world`` and ``rivers``."""
    full = read(sources, "gshhs", "f")
    return [
        _land_near([trace for trace in full if trace.level == LAND and touches(trace, NEAR)]),
        _lakes([trace for trace in full if touches(trace, REGION)]),
        _lakes_world(read(sources, "gshhs", "h")),
        _rivers([trace for trace in read(sources, "rivers", "f") if touches(trace, REGION)], sources.product("borders")),
    ]


def rings(traces: Sequence[Trace]) -> Shapes:
    """Polygons without holes of traces that have at least three corners."""
    return np.asarray([shapely.Polygon(trace.points) for trace in traces if len(trace.points) >= 4], dtype=object)


def names(kind: str) -> list[dict[str, str]]:
    """Rows of ``tables/waters.csv`` of one kind: a name in three scripts at a position on or beside the water."""
    with files("geodata.build").joinpath("tables", "waters.csv").open(encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] == kind]


def named(shapes: Shapes, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """For every shape the row of the table that names it, or an empty one; one row may name several shapes."""
    nothing = {"name_en": "", "name_ko": "", "name_ru": ""}
    given = [nothing for _ in shapes]
    for row in rows:
        place = shapely.Point(float(row["lon"]), float(row["lat"]))
        gaps = shapely.distance(shapes, place)
        nearest = int(np.argmin(gaps))
        foot = shapely.shortest_line(shapes[nearest], place)
        if distance_km(*shapely.get_coordinates(foot).tolist()) <= NAME_KM:
            given[nearest] = row
    return given


def _name_columns(given: list[dict[str, str]]) -> dict[str, Sequence[object]]:
    return {column: [row[column] for row in given] for column in ("name_en", "name_ko", "name_ru")}


def _land_near(traces: list[Trace]) -> Product:
    parts = solid(rings(traces), NEAR)
    return Product(
        id="land_near",
        title="Land in the neighbourhood of the Tumen, 126.5-136.5 E and 38.5-45.5 N",
        frame=frame({"area_km2": areas_km2(parts)}, parts),
        packages=(BASEMAP_HIRES,),
        built_by=__name__,
        note=(
            "Finer and smoother than land_region, and with the islets that are missing there; draw it over land_region at "
            "close zooms, on a patch of sea that fills its box. Digitised long before today's quays: a shore may be off by "
            "100 m or more. Lakes are not cut out."
        ),
    )


def without_islands(lakes: Shapes, islands: Shapes) -> Shapes:
    """Lakes less the islands inside them."""
    tree = shapely.STRtree(islands)
    cut = []
    for lake in lakes:
        inside = tree.query(lake, predicate="intersects")
        cut.append(shapely.difference(lake, shapely.union_all(islands[inside])) if len(inside) else lake)
    return polygons(np.asarray(cut, dtype=object))


def _lake_shapes(traces: list[Trace], smallest_km2: float, box: Bounds) -> Shapes:
    lakes = solid(rings([trace for trace in traces if trace.level == LAKE and trace.area_km2 >= smallest_km2]), box)
    islands = solid(rings([trace for trace in traces if trace.level == ISLAND and trace.area_km2 >= smallest_km2 / 10]), box)
    return without_islands(lakes, islands)


def _lakes(traces: list[Trace]) -> Product:
    shapes = _lake_shapes(traces, LAKE_KM2, REGION)
    return Product(
        id="lakes",
        title="Lakes of the region",
        frame=frame({**_name_columns(named(shapes, names("lake"))), "area_km2": areas_km2(shapes)}, shapes),
        packages=(BASEMAP_HIRES,),
        built_by=__name__,
        note="Lakes of 2 km² and more, as GSHHG has them: newer reservoirs are missing. Only the best known are named.",
        extra_origins=(CURATED,),
    )


def _lakes_world(traces: list[Trace]) -> Product:
    thinned = shapely.simplify(_lake_shapes(traces, WORLD_LAKE_KM2, WHOLE_WORLD), WORLD_LAKE_DETAIL)
    shapes = polygons(thinned)
    return Product(
        id="lakes_world",
        title="Large lakes of the world",
        frame=frame({**_name_columns(named(shapes, [*names("lake"), *names("inland")])), "area_km2": areas_km2(shapes)}, shapes),
        packages=(BASEMAP_HIRES,),
        built_by=__name__,
        note=(
            "Lakes of 500 km² and more, thinned to about 1 km, for small scales; the Caspian Sea is among them. Those with ports "
            "are named."
        ),
        extra_origins=(CURATED,),
    )


def border_rivers(borders: geopandas.GeoDataFrame) -> list[tuple[str, shapely.Geometry]]:
    """Name and course of the rivers of ``BORDER_RIVERS``, cut from the land borders."""
    korean = borders.loc[(borders["iso3_a"] == "PRK") | (borders["iso3_b"] == "PRK")]
    whole = shapely.line_merge(shapely.union_all(np.asarray(korean.geometry.array)))
    return [(name, shapely.line_merge(shapely.clip_by_rect(whole, *box))) for name, box in BORDER_RIVERS.items()]


def reaches(traces: list[Trace], doubles: list[shapely.Geometry]) -> Shapes:
    """Reaches between confluences inside the region, thinned and in a fixed order, less those that double a better line."""
    cut = shapely.clip_by_rect(np.asarray([shapely.LineString(trace.points) for trace in traces], dtype=object), *REGION)
    merged = shapely.get_parts(shapely.line_merge(shapely.union_all(cut)))
    merged = merged[(shapely.get_type_id(merged) == 1) & ~shapely.is_empty(merged)]
    near = shapely.buffer(shapely.union_all(doubles), DOUBLE_DEGREES)
    rest = shapely.difference(merged, near)
    double = shapely.length(rest) < DOUBLE_SHARE * shapely.length(merged)
    merged = shapely.get_parts(np.where(double, rest, merged))
    merged = merged[~shapely.is_empty(merged)]
    thinned = shapely.normalize(shapely.simplify(merged, RIVER_DETAIL))
    ordered = sorted(thinned, key=lambda line: tuple(shapely.get_coordinates(line).ravel().tolist()))
    return np.asarray(ordered, dtype=object)


def _rivers(traces: list[Trace], borders: geopandas.GeoDataFrame) -> Product:
    on_border = border_rivers(borders)
    theirs = reaches(traces, [line for _, line in on_border])
    rows = {row["name_en"]: row for row in names("border river")}
    lines = [*(line for _, line in on_border), *theirs]
    given = [*(rows[name] for name, _ in on_border), *named(theirs, names("river"))]
    lengths = [round(length_km(line), 2) for line in lines]
    return Product(
        id="rivers",
        title="Rivers of the region",
        frame=frame(
            {
                **_name_columns(given),
                "source": ["OpenStreetMap"] * len(on_border) + ["GSHHG"] * len(theirs),
                "length_km": lengths,
                "min_zoom": [zoom_for(km, named=bool(row["name_en"])) for km, row in zip(lengths, given, strict=True)],
            },
            lines,
        ),
        packages=(BASEMAP_HIRES, COUNTRIES_MARITIME),
        built_by=__name__,
        note=(
            "The Tumen and the Yalu follow OpenStreetMap's border line, good to about 10 m against it (rows of source "
            "OpenStreetMap, ODbL). All others are reaches between confluences after the CIA World Data Bank II (source GSHHG, "
            "LGPL), thinned to about 80 m and up to a kilometre off borders and coasts of other sources. Wide rivers are "
            "drawn by both banks. Only reaches of the best known rivers are named; length_km is that of the reach."
        ),
        extra_origins=(CURATED,),
    )


def zoom_for(reach_km: float, *, named: bool) -> int:
    """Zoom from which a reach is drawn: named and long ones first."""
    if named:
        return 5
    return 6 if reach_km >= 150 else 7 if reach_km >= 50 else 8
