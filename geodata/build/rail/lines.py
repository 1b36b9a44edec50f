"""Named railway lines, each one continuous line in its course."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

from geodata.build.base.measure import distance_km, length_km
from geodata.build.packages import COUNTRIES_COAST, CURATED, SCGRAPH, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.rail.osm import Position, graph_of, way, within
from geodata.build.rail.railways import trunk_lines
from geodata.build.rail.tables import table

if TYPE_CHECKING:
    import networkx as nx

    from geodata.build.fetch import Sources

MAKES = ("rail_lines",)

KHASAN: Position = (130.64528, 42.42806)
TUMEN_BRIDGE: Position = (130.641271, 42.415217)
"""Where the track crosses the border, in the middle of the river."""
TUMANGANG: Position = (130.60806, 42.42139)
RAJIN: Position = (130.28917, 42.24972)
USSURIYSK: Position = (131.979, 43.808)
SUNCHON: Position = (125.935, 39.419)
PYONGYANG: Position = (125.737, 39.0045)

ASHORE: tuple[Position, ...] = ((131.6389, 43.1695), (130.7223, 42.7037), (130.6507, 42.6573), (130.6522, 42.6423))
"""Corners of the shortest way over land, a quarter of a kilometre from the water, where a stroke would cross a bay."""


@dataclass(frozen=True)
class Line:
    """What is to be traced, and what is published about it."""

    id: str
    name: str
    gauge_mm: str
    countries: tuple[str, ...]
    stops: tuple[Position, ...]
    """Stations, the two ends among them; the line is drawn to the very ends."""
    published_km: float | None
    published_by: str
    note: str
    bends: tuple[Position, ...] = ()
    """Known points of the track between two nodes of the graph, put into the stroke."""
    onward: str = ""
    """A line drawn by hand that takes it on from its last station, which the length of the track does not count."""


LINES = (
    Line(
        "khasan-rajin",
        "Khasan - Friendship Bridge - Tumangang - Rajin",
        "1520/1435",
        ("RUS", "PRK"),
        (KHASAN, RAJIN),
        54.0,
        "Russian Railways and press, 2013-2014",
        "Drawn from station to station, and on to Rajin port by hand; the bridge and Tumangang station are put into the stroke "
        "from the river to Hongui.",
        (TUMEN_BRIDGE, TUMANGANG),
        "rajin-port",
    ),
    Line(
        "pyongyang-tumangang",
        "Pyongyang - Sunchon - Hamhung - Chongjin - Rajin - Tumangang",
        "1435",
        ("PRK",),
        (PYONGYANG, SUNCHON, RAJIN, TUMANGANG),
        845.0,
        "Russian tariff tables, by way of an encyclopaedia page on Tumangang station",
        "Three cuts in the source are closed by straight strokes: at Sunchon, near Tanchon, and the tunnel south of Rajin.",
    ),
    Line(
        "trans-siberian",
        "Moscow - Yaroslavl - Kirov - Omsk - Irkutsk - Khabarovsk - Vladivostok",
        "1520",
        ("RUS",),
        (),
        9288.2,
        "Russian Railways; the tariff length is 9298 km",
        "Kept on Russian track by passing thirty towns in order; left free, the shortest way runs through China.",
    ),
    Line(
        "ugolnaya-nakhodka",
        "Ugolnaya - Artyom - Smolyaninovo - Partizansk - Nakhodka",
        "1520",
        ("RUS",),
        ((132.079, 43.303), (132.906, 42.806)),
        None,
        "",
        "A gap of 1.7 km at Smolyaninovo is closed. Ends at the last node before the port of Nakhodka.",
    ),
    Line(
        "ussuriysk-khasan",
        "Ussuriysk - Baranovsky - Khasan",
        "1520",
        ("RUS",),
        (USSURIYSK, KHASAN),
        260.0,
        "Russian tariff tables, by way of an encyclopaedia page on Khasan station",
        "Led along the shore where a straight stroke of the source would cross the sea, at Primorsky and Kraskino.",
        ASHORE,
    ),
    Line(
        "volochayevka-komsomolsk",
        "Volochayevka - Komsomolsk-on-Amur",
        "1520",
        ("RUS",),
        ((134.63, 48.56), (137.02, 50.545)),
        None,
        "",
        "Published figures run from 330 to 363 km, for different ends.",
    ),
)


def build(sources: Sources) -> list[Product]:
    """Make ``rail_lines``."""
    graph = graph_of(sources)
    traced = [trace(within(graph, line.countries), line) for line in LINES]
    return [
        Product(
            id="rail_lines",
            title="Named railway lines",
            frame=frame(
                {
                    "id": [line.id for line in LINES],
                    "name": [line.name for line in LINES],
                    "gauge_mm": [line.gauge_mm for line in LINES],
                    "length_km": [round(length_km(shape), 1) for shape, _ in traced],
                    "track_km": [round(track, 1) for _, track in traced],
                    "published_km": [line.published_km for line in LINES],
                    "note": [remark(line, shape, track) for line, (shape, track) in zip(LINES, traced, strict=True)],
                },
                [shape for shape, _ in traced],
            ),
            packages=(SCGRAPH, COUNTRIES_COAST, WORLD_ATLAS),
            built_by=__name__,
            note=NOTE,
            extra_origins=(CURATED,),
        )
    ]


def onward(shape: shapely.LineString, line: Line) -> shapely.LineString:
    """The line with what takes it on from its last station."""
    points = [(float(row["lon"]), float(row["lat"])) for row in table("rail_drawn") if row["line"] == line.onward]
    return shapely.LineString([*shape.coords, *points])


NOTE = (
    "Shortest ways by track through the mended railway graph, moved to the end stations. length_km measures the drawn line on "
    "the ellipsoid, track_km is the length the source gives to the same track, published_km the figure in print; measure "
    "trips by the last, else by track_km. The source is short of the published figures by 1 to 5 per cent; nothing is "
    "stretched to fit. Between Khasan and Rajin the drawn line has some twenty vertices and cuts corners by up to a "
    "kilometre; from Rajin station it is drawn on to the port by hand, which track_km does not count. The branch to "
    "Dunai is not in the source."
)


def trace(graph: nx.Graph[Position], line: Line) -> tuple[shapely.LineString, float]:
    """Course of a line and the length of its track.

    Parameters
    ----------
    graph : networkx.Graph
        Nodes are (longitude, latitude), edges have ``km``.
    line : Line

    Returns
    -------
    shape : shapely.LineString
        From the first station to the last, and on where a line drawn by hand takes it on.
    track_km : float
        Sum of the edges' lengths, shares of the edges that an end station cuts, and the distance from a last node out to its
        station.
    """
    stops = list(line.stops) or trunk_lines()[0][1]
    path = without_loops(way(graph, stops))
    km = [float(graph.edges[pair]["km"]) for pair in pairwise(path)]
    path, km = to_station(path, km, stops[-1])
    path, km = to_station(path[::-1], km[::-1], stops[0])
    return onward(shapely.LineString(bent(path[::-1], line.bends)), line), sum(km)


def without_loops(path: list[Position]) -> list[Position]:
    """Path that passes no node twice: a detour to a stop off the line and back is left out.

    >>> without_loops([(0, 0), (1, 0), (1, 1), (1, 0), (2, 0)])
    [(0, 0), (1, 0), (2, 0)]
    """
    straight: list[Position] = []
    for node in path:
        if node in straight:
            del straight[straight.index(node) + 1 :]
        else:
            straight.append(node)
    return straight


def to_station(path: list[Position], km: list[float], station: Position) -> tuple[list[Position], list[float]]:
    """Move the far end of a path to a station: back along its last stroke, or on beyond it.

    Returns
    -------
    path, km
        With the station as the last vertex.
    """
    if path[-1] == station:
        return path, km
    stroke = shapely.LineString(path[-2:])
    share = float(stroke.project(shapely.Point(station), normalized=True))
    if share < 1:
        return [*path[:-1], station], [*km[:-1], km[-1] * share]
    return [*path, station], [*km, distance_km(path[-1], station)]


def bent(path: list[Position], bends: tuple[Position, ...]) -> list[Position]:
    """Path with known points put into the strokes nearest to them."""
    for point in bends:
        place = shapely.Point(point)
        strokes = [shapely.LineString(pair) for pair in pairwise(path)]
        nearest = min(range(len(strokes)), key=lambda number: strokes[number].distance(place))
        path = [*path[: nearest + 1], point, *path[nearest + 1 :]]
    return path


def remark(line: Line, shape: shapely.LineString, track_km: float) -> str:
    """What to know about a line: how it was mended, and its raw and published lengths."""
    measured = f"Drawn {length_km(shape):.1f} km, track {track_km:.1f} km"
    if line.published_km is None:
        compared = f"{measured}; no published length at hand."
    else:
        short = 100 * (1 - track_km / line.published_km)
        compared = (
            f"{measured}, published {line.published_km:g} km ({line.published_by}): the track falls short by {short:.1f} %."
        )
    return f"{line.note} {compared}".strip()
