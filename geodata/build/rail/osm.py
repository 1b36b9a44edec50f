"""The railway graph of the package ``scgraph-data``: read without running it, given countries, and mended.

Nodes lie on a grid of 0.001 degree. An edge is drawn as a straight stroke between its two nodes, but carries the length of the
track it stands for, so a route is to be measured by ``km`` and not by the strokes.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.build.base.measure import distance_km
from geodata.build.errors import BuildFault
from geodata.build.packages import SCGRAPH
from geodata.build.region import Bounds
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import geopandas

    from geodata.build.fetch import Sources

Position = tuple[float, float]
"""Longitude and latitude in degrees; in this module also the name of a node."""

RAIL_BOX: Bounds = (116.0, 36.0, 142.5, 56.0)
"""Where the network of every country is kept."""

KOREA_SOUTH = 33.0
"""As far as this, south of the box, the railways of South Korea are kept too."""

COUNTRIES = ("CHN", "JPN", "KOR", "MNG", "PRK", "RUS")

FACING_KM = 3.0
"""Two dead ends of one country that face each other across less than this are taken for one track cut at a tunnel or bridge."""

DETOUR_KM = 15.0
"""... unless the way round is already shorter than this, or than six times the gap."""

CUTS: tuple[tuple[Position, Position], ...] = (((125.935, 39.419), (125.945, 39.431)),)
"""Gaps that end on a through track, so that the rule for dead ends does not see them: Sunchon, between Pyongyang and Rajin."""


@dataclass(frozen=True)
class RawGraph:
    """Nodes and edges as the package has them."""

    positions: NDArray[np.float64]
    """Longitude and latitude, shape (n, 2)."""
    ends: NDArray[np.int64]
    """Node numbers of each edge, the smaller first, shape (m, 2)."""
    km: NDArray[np.float64]
    """Length of the track of each edge, shape (m,)."""


def parse(source: str) -> RawGraph:
    """Read the module ``world_railways`` as text: assignments of plain literals only, nothing is run.

    Parameters
    ----------
    source : str
        Python text that assigns ``graph``, a list of dicts from node number to km, and ``nodes``, a list of [latitude,
        longitude].

    Returns
    -------
    RawGraph

    Raises
    ------
    BuildFault
        When one of the two is missing.
    """
    found = {
        target.id: statement.value
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    if not {"graph", "nodes"} <= set(found):
        message = f"{SCGRAPH.name}: the module has no graph and nodes to read"
        raise BuildFault(message)
    nodes = np.asarray(ast.literal_eval(found["nodes"]), dtype=float)
    neighbours = ast.literal_eval(found["graph"])
    rows = [(here, there, km) for here, edges in enumerate(neighbours) for there, km in edges.items() if here < there]
    table = np.asarray(rows, dtype=float).reshape(-1, 3)
    return RawGraph(nodes[:, ::-1].copy(), table[:, :2].astype(np.int64), table[:, 2])


def node_countries(
    positions: NDArray[np.float64], region: geopandas.GeoDataFrame, world: geopandas.GeoDataFrame
) -> NDArray[np.str_]:
    """Country of each position: the region's map inside it, elsewhere only Russia, from the world map.

    Returns
    -------
    ndarray of str, shape (n,)
        Alpha-3 codes; empty where neither map knows or where the country does not matter here.
    """
    longitude, latitude = positions.T
    west, south, east, north = REGION
    inside = (longitude > west) & (longitude < east) & (latitude > south) & (latitude < north)
    codes = np.full(len(positions), "", dtype="<U3")
    for iso3, shape in zip(region["iso3"], region.geometry, strict=True):
        _mark(codes, inside, iso3, shape, positions)
    russia = world.loc[world["iso3"] == "RUS"].geometry.iloc[0]
    _mark(codes, ~inside & (latitude > 41) & ((longitude > 19) | (longitude < -160)), "RUS", russia, positions)
    lost = np.flatnonzero(inside & (codes == ""))
    tree = shapely.STRtree(np.asarray(region.geometry.array))
    codes[lost] = region["iso3"].to_numpy()[tree.nearest(shapely.points(positions[lost]))]
    return codes


def _mark(
    codes: NDArray[np.str_], where: NDArray[np.bool_], iso3: str, shape: shapely.Geometry, positions: NDArray[np.float64]
) -> None:
    shapely.prepare(shape)
    candidates = np.flatnonzero(where & (codes == ""))
    codes[candidates[shapely.contains_xy(shape, *positions[candidates].T)]] = iso3


def assemble(raw: RawGraph, codes: NDArray[np.str_], box: Bounds) -> nx.Graph[Position]:
    """Graph of the kept nodes: every country of ``COUNTRIES`` in the box, South Korea to its end, Russia everywhere.

    Nodes are (longitude, latitude) and have ``iso3``; edges have ``km``, the track length, and ``mended``.
    """
    west, south, east, north = box
    longitude, latitude = raw.positions.T
    boxed = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    korea = (codes == "KOR") & (latitude >= KOREA_SOUTH)
    keep = (boxed & np.isin(codes, COUNTRIES)) | korea | (codes == "RUS")
    names = [(round(x, 3), round(y, 3)) for x, y in raw.positions.tolist()]
    graph: nx.Graph[Position] = nx.Graph()
    for (one, other), km in zip(raw.ends.tolist(), raw.km.tolist(), strict=True):
        if keep[one] and keep[other] and names[one] != names[other]:
            graph.add_edge(names[one], names[other], km=km, mended=False)
            graph.nodes[names[one]]["iso3"] = str(codes[one])
            graph.nodes[names[other]]["iso3"] = str(codes[other])
    return graph


def facing_ends(graph: nx.Graph[Position]) -> list[tuple[Position, Position, float]]:
    """Pairs of dead ends of one country that are each other's nearest and look like one track that was cut.

    Ends with a short way round between them, such as two tracks of one yard, are no rivals.

    Returns
    -------
    list of (position, position, gap in km)
    """
    ends = sorted(node for node in graph if graph.degree(node) == 1)
    if len(ends) < 2:
        return []
    points = [shapely.Point(end) for end in ends]
    tree = shapely.STRtree(points)
    nearest: dict[Position, tuple[float, Position]] = {}
    for end, point in zip(ends, points, strict=True):
        close = [ends[number] for number in tree.query(point.buffer(FACING_KM / 40)).tolist()]
        rivals = [(distance_km(end, other), other) for other in close if other != end and _same_country(graph, end, other)]
        rivals = [(gap, other) for gap, other in rivals if gap <= FACING_KM and _far_round(graph, end, other, gap)]
        if rivals:
            nearest[end] = min(rivals)
    return [
        (end, other, round(gap, 3)) for end, (gap, other) in sorted(nearest.items()) if end < other and nearest[other][1] == end
    ]


def _same_country(graph: nx.Graph[Position], one: Position, other: Position) -> bool:
    return bool(graph.nodes[one]["iso3"] == graph.nodes[other]["iso3"])


def _far_round(graph: nx.Graph[Position], one: Position, other: Position, gap_km: float) -> bool:
    limit = max(DETOUR_KM, 6 * gap_km)
    return other not in nx.single_source_dijkstra_path_length(graph, one, cutoff=limit, weight="km")


def mended(graph: nx.Graph[Position]) -> nx.Graph[Position]:
    """Copy of a graph with its cut tracks joined by straight strokes."""
    whole = graph.copy()
    for one, other in CUTS:
        whole.add_edge(nearest_node(whole, one), nearest_node(whole, other), km=round(distance_km(one, other), 3), mended=True)
    for one, other, gap in facing_ends(graph):
        whole.add_edge(one, other, km=gap, mended=True)
    return whole


def nearest_node(graph: nx.Graph[Position], position: Position) -> Position:
    """Node of a graph nearest to a position."""
    nodes = sorted(graph)
    flat = (np.asarray(nodes) - position) * [np.cos(np.radians(position[1])), 1.0]
    return nodes[int(np.argmin((flat**2).sum(axis=1)))]


def within(graph: nx.Graph[Position], countries: Iterable[str]) -> nx.Graph[Position]:
    """Part of a graph whose nodes lie in some countries."""
    wanted = set(countries)
    part: nx.Graph[Position] = graph.subgraph([node for node in graph if graph.nodes[node]["iso3"] in wanted])
    return part


def way(graph: nx.Graph[Position], stops: Sequence[Position]) -> list[Position]:
    """Shortest way by track through positions in order, each moved to its nearest node.

    Raises
    ------
    BuildFault
        When two stops are not connected.
    """
    nodes = [nearest_node(graph, stop) for stop in stops]
    path = [nodes[0]]
    for one, other in pairwise(nodes):
        try:
            path += nx.shortest_path(graph, one, other, weight="km")[1:]
        except nx.NetworkXNoPath as error:
            message = f"railways: no track between {one} and {other}"
            raise BuildFault(message) from error
    return path


def runs(graph: nx.Graph[Position], kind: Sequence[str], held: Collection[Position] = ()) -> Iterator[list[Position]]:
    """Runs of edges that are alike in some attributes, through nodes where two of them meet; each edge is in one run.

    Parameters
    ----------
    graph : networkx.Graph
    kind : sequence of str
        Names of the attributes that stay the same along a run.
    held : collection of position
        Nodes at which a run ends in any case.
    """

    def goes_on(node: Position) -> bool:
        if node in held or graph.degree(node) != 2:
            return False
        one, other = ([graph.edges[node, near][name] for name in kind] for near in graph[node])
        return one == other

    seen: set[frozenset[Position]] = set()
    stops = sorted(node for node in graph if not goes_on(node))
    for start in [*stops, *sorted(node for node in graph if goes_on(node))]:
        for step in sorted(graph[start]):
            if frozenset((start, step)) in seen:
                continue
            run = [start, step]
            seen.add(frozenset(run))
            while goes_on(run[-1]) and run[-1] != start:
                onward = next(node for node in sorted(graph[run[-1]]) if node != run[-2])
                seen.add(frozenset((run[-1], onward)))
                run.append(onward)
            yield run


@cache
def graph_of(sources: Sources) -> nx.Graph[Position]:
    """The mended graph, read once in a build."""
    raw = parse(sources.read(SCGRAPH, "scgraph_data/world_railways.py").decode())
    codes = node_countries(raw.positions, sources.product("countries_region"), sources.product("countries_world"))
    return mended(assemble(raw, codes, RAIL_BOX))
