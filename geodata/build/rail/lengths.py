"""Track lengths brought to published chainage, and the proof on the posts and lengths that were left out.

The posts of a line, at least 50 km apart, are used in turn: one to calibrate, the next to test. Between two calibrating
posts every edge is stretched by one factor, published over raw length; where two lines share track, the first in the table
has it. All other track of a country takes the factor of that country's calibrated sections together; a country without
posts takes that of all. An edge is never made shorter than its stroke.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from geodata.build.base.measure import distance_km
from geodata.build.rail.graph import Place
from geodata.build.rail.marks import path_of
from geodata.build.rail.osm import Position
from geodata.build.rail.tables import position, table

if TYPE_CHECKING:
    from geodata.build.rail.graph import Graph

APART_KM = 50.0
"""Posts nearer to each other are not compared: their positions are too coarse."""


@dataclass(frozen=True)
class Post:
    """One row of ``rail_posts.csv``."""

    line: str
    station: str
    iso3: str
    km: float | None
    position: Position
    exact: bool
    role: str
    """``calibrate``, ``test``, ``via`` (a point to pass, no published km) or nothing."""
    source: str
    excuse: str


@dataclass(frozen=True)
class Check:
    """A published length beside what the network gives for it."""

    kind: str
    """``test post``, ``calibrating post``, ``fact``, or ``contradicted``, a figure that other published ones contradict."""
    name: str
    published_km: float
    raw_km: float
    km: float
    source: str
    excuse: str
    ends: tuple[Position, Position]

    @property
    def raw_error(self) -> float:
        """Per cent."""
        return 100 * (self.raw_km / self.published_km - 1)

    @property
    def error(self) -> float:
        """Per cent."""
        return 100 * (self.km / self.published_km - 1)


def read_posts() -> list[Post]:
    """Posts with a position, in the order of the table."""
    return [
        Post(
            row["line"],
            row["station"],
            row["iso3"],
            float(row["km"]) if row["km"] else None,
            position(row),
            row["exact"] == "1",
            row["role"],
            row["source"],
            row["excuse"],
        )
        for row in table("rail_posts")
        if row["lon"]
    ]


def places_of(posts: list[Post]) -> list[Place]:
    """The posts as places to be put on the track."""
    at_home = {
        "MNG/CHN": {"Ulaanbaatar": "MNG", "Beijing": "CHN"},
        "RUS/MNG": {"Ulaanbaatar": "MNG"},
        "PRK/CHN": {"Shenyang": "CHN", "Tianjin": "CHN"},
    }
    return [
        Place(post.station, at_home.get(post.iso3, {}).get(post.station, _home(post)), post.position, post.exact, 8.0)
        for post in posts
    ]


def _home(post: Post) -> str:
    countries = post.iso3.split("/")
    return countries[-1] if len(countries) > 1 and post.station in ("Manzhouli", "Harbin", "Beijing") else countries[0]


def calibrate(graph: Graph[Position], posts: list[Post], nodes: list[Position]) -> dict[str, float]:
    """Give every edge ``long``, its calibrated length in km.

    Parameters
    ----------
    graph : networkx.Graph
        Is changed.
    posts : list of Post
    nodes : list of position
        Node of each post.

    Returns
    -------
    dict of str to float
        Factor of each country's other track.
    """
    factors: dict[frozenset[Position], float] = {}
    published: dict[str, float] = {}
    raw: dict[str, float] = {}
    for _, group in groupby(zip(posts, nodes, strict=True), key=lambda item: item[0].line):
        for start, goal, stops in _sections(list(group)):
            edges = _edges(graph, stops, start.iso3)
            length = sum(float(graph.edges[pair]["km"]) for pair in edges)
            gain = (goal.km or 0.0) - (start.km or 0.0)
            for pair in edges:
                factors.setdefault(frozenset(pair), gain / length)
            published[start.iso3] = published.get(start.iso3, 0.0) + gain
            raw[start.iso3] = raw.get(start.iso3, 0.0) + length
    of_all = sum(published.values()) / sum(raw.values())
    national = {iso3: published[iso3] / raw[iso3] for iso3 in published}
    for one, other, edge in graph.edges(data=True):
        factor = factors.get(frozenset((one, other)), national.get(edge["iso3"], of_all))
        edge["long"] = max(edge["km"] * factor, distance_km(one, other))
    return {**national, "": of_all}


def _sections(line: list[tuple[Post, Position]]) -> list[tuple[Post, Post, list[Position]]]:
    marks = [number for number, (post, _) in enumerate(line) if post.role == "calibrate"]
    return [(line[a][0], line[b][0], [node for _, node in line[a : b + 1]]) for a, b in pairwise(marks)]


def _edges(graph: Graph[Position], stops: list[Position], countries: str) -> list[tuple[Position, Position]]:
    edges: list[tuple[Position, Position]] = []
    for one, other in pairwise(stops):
        edges += pairwise(path_of(graph, one, other, countries.split("/")))
    return edges


def _lengths(graph: Graph[Position], stops: list[Position], countries: str) -> tuple[float, float]:
    edges = _edges(graph, stops, countries)
    return sum(graph.edges[edge]["km"] for edge in edges), sum(graph.edges[edge]["long"] for edge in edges)


def check_posts(graph: Graph[Position], posts: list[Post], nodes: list[Position]) -> list[Check]:
    """Every calibrating and testing post against the nearest post before it that is far enough away."""
    checks = []
    for line, group in groupby(zip(posts, nodes, strict=True), key=lambda item: item[0].line):
        rows = list(group)
        for number, (post, _) in enumerate(rows):
            if post.km is None or post.role not in ("calibrate", "test"):
                continue
            before = [k for k in range(number) if (at := rows[k][0].km) is not None and post.km - at >= APART_KM]
            if not before:
                continue
            start = before[-1]
            raw_km, km = _lengths(graph, [node for _, node in rows[start : number + 1]], post.iso3)
            checks.append(
                Check(
                    "test post" if post.role == "test" else "calibrating post",
                    f"{line}: {rows[start][0].station} to {post.station}",
                    round(post.km - (rows[start][0].km or 0.0), 1),
                    raw_km,
                    km,
                    post.source,
                    post.excuse,
                    (rows[start][1], rows[number][1]),
                )
            )
    return checks


def check_facts(graph: Graph[Position]) -> list[Check]:
    """Published lengths that took no part in the calibration."""
    checks = []
    for row in table("rail_facts"):
        one, other = position(row, "from_"), position(row, "to_")
        stops = [one, *(_pair(text) for text in row["via"].split(";") if text), other]
        raw_km, km = _lengths(graph, stops, row["countries"])
        checks.append(Check(row["kind"], row["name"], float(row["km"]), raw_km, km, row["source"], row["excuse"], (one, other)))
    return checks


def _pair(text: str) -> Position:
    longitude, latitude = text.split()
    return float(longitude), float(latitude)
