"""Railway stations: a table compiled by hand, positions along the track where only a km post is known."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.build.base.measure import distance_km
from geodata.build.packages import COUNTRIES_COAST, CURATED, GEONAMES, OPENSTREETMAP, SCGRAPH, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.rail.osm import Position, graph_of, way, within

if TYPE_CHECKING:
    import networkx as nx

    from geodata.build.fetch import Sources

MAKES = ("stations",)

COMPUTED = "computed from km posts"

ACCURACY_KM = {"station": 0.5, "town": 3.0, "crossing": 0.05, "computed": 5.0}
"""By the first word of the source of a position: how far off it may be."""


@dataclass(frozen=True)
class Station:
    """One row of the table."""

    line: str
    name: str
    iso3: str
    km: float | None
    """Kilometre post, counted from ``zero``."""
    zero: str
    position: Position | None
    position_source: str
    km_source: str
    confidence: str
    note: str


def read_table() -> list[Station]:
    """Rows of ``tables/stations.csv`` in their order."""
    with files("geodata.build").joinpath("tables", "stations.csv").open(encoding="utf-8") as stream:
        return [
            Station(
                line=row["line"],
                name=row["name"],
                iso3=row["iso3"],
                km=float(row["km"]) if row["km"] else None,
                zero=row["zero"],
                position=(float(row["lon"]), float(row["lat"])) if row["lon"] else None,
                position_source=row["position_source"],
                km_source=row["km_source"],
                confidence=row["confidence"],
                note=row["note"],
            )
            for row in csv.DictReader(stream)
        ]


def along(graph: nx.Graph[Position], path: list[Position], share: float) -> Position:
    """Position at a share (0 to 1) of the track along a path of the graph."""
    km = [float(graph.edges[pair]["km"]) for pair in pairwise(path)]
    left = share * sum(km)
    for (one, other), length in zip(pairwise(path), km, strict=True):
        if left <= length:
            part = left / length if length else 0.0
            return round(one[0] + part * (other[0] - one[0]), 4), round(one[1] + part * (other[1] - one[1]), 4)
        left -= length
    return path[-1]


def placed(graph: nx.Graph[Position], stations: list[Station]) -> list[Station]:
    """Stations with a position: their own, else one between the nearest placed stations of the same line, by km post.

    Those that lie beyond the last placed station of their line stay without one and are left out.
    """
    found = []
    for _, group in groupby(stations, key=lambda station: station.line):
        rows = list(group)
        anchors = sorted((row for row in rows if row.position and row.km is not None), key=lambda row: row.km or 0.0)
        found += [row if row.position else _between(graph, row, anchors) for row in rows]
    return [row for row in found if row.position]


def _between(graph: nx.Graph[Position], station: Station, anchors: list[Station]) -> Station:
    for before, after in pairwise(anchors):
        if station.km is None or before.km is None or after.km is None or not before.km < station.km < after.km:
            continue
        if before.position is None or after.position is None:
            continue
        path = way(within(graph, {before.iso3, after.iso3}), [before.position, after.position])
        share = (station.km - before.km) / (after.km - before.km)
        return replace(station, position=along(graph, path, share), position_source=COMPUTED)
    return station


def build(sources: Sources) -> list[Product]:
    """Make ``stations``."""
    table = read_table()
    rows = placed(graph_of(sources), table)
    points = [shapely.Point(row.position) for row in rows if row.position]
    rails = np.asarray(sources.product("railways").geometry.array)
    nearest = rails[shapely.STRtree(rails).nearest(points)]
    off = [
        distance_km(row.position or (0, 0), _foot(line, point)) for row, line, point in zip(rows, nearest, points, strict=True)
    ]
    left_out = [row.name for row in table if row.name not in {kept.name for kept in rows}]
    return [
        Product(
            id="stations",
            title="Railway stations with km posts",
            frame=frame(
                {
                    "line": [row.line for row in rows],
                    "name": [row.name for row in rows],
                    "iso3": [row.iso3 for row in rows],
                    "km": [row.km for row in rows],
                    "zero": [row.zero for row in rows],
                    "position_source": [row.position_source for row in rows],
                    "accuracy_km": [ACCURACY_KM[row.position_source.split()[0].rstrip(",")] for row in rows],
                    "rail_km": [round(distance, 2) for distance in off],
                    "km_source": [row.km_source for row in rows],
                    "confidence": [row.confidence for row in rows],
                    "note": [row.note for row in rows],
                },
                points,
            ),
            packages=(SCGRAPH, COUNTRIES_COAST, WORLD_ATLAS),
            built_by=__name__,
            note=NOTE.format(left_out=", ".join(left_out)),
            extra_origins=(CURATED, GEONAMES, OPENSTREETMAP),
        )
    ]


NOTE = (
    "A station stands once for each line it is on, with the km post of that line. Confidence says whether the km post was seen "
    "in a source or is given from memory (within 10 km). A town centre may lie 3 km from its station; a position computed from "
    "km posts 5 km. rail_km is the distance to the nearest line of railways. Left out for want of a position: {left_out}."
)


def _foot(line: shapely.LineString, point: shapely.Point) -> Position:
    foot = line.interpolate(line.project(point))
    return foot.x, foot.y
