"""Railways of the region, and of Russia as far as Moscow and the northern Caucasus, as merged lines."""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import shapely

from geodata.build.base.measure import length_km
from geodata.build.packages import COUNTRIES_COAST, SCGRAPH, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.rail.osm import RAIL_BOX, Position, graph_of, runs, way, within
from geodata.formats.rail import encode_gauges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.build.fetch import Sources

MAKES = ("railways",)

GAUGE_MM = {"RUS": "1520", "MNG": "1520", "CHN": "1435", "PRK": "1435", "KOR": "1435", "JPN": "1067"}

BOTH = encode_gauges(("1520", "1435"))

FOUR_RAILS: tuple[Position, ...] = ((130.643, 42.416), (130.287, 42.238))
"""Ends of the track that carries both gauges, from the bridge over the Tumen to Rajin."""


def build(sources: Sources) -> list[Product]:
    """Make ``railways``."""
    graph = kept(graph_of(sources))
    with_gauge(graph)
    rows = sorted(chains(graph), key=lambda chain: (chain[0], chain[-1], len(chain)))
    lines = [shapely.LineString(chain) for chain in rows]
    edges = [graph.edges[chain[0], chain[1]] for chain in rows]
    mends = sum(1 for one, other in graph.edges if graph.edges[one, other]["mended"])
    return [
        Product(
            id="railways",
            title="Railways of the region and the Russian trunk lines",
            frame=frame(
                {
                    "iso3": [edge["iso3"] for edge in edges],
                    "gauge_mm": [edge["gauge_mm"] for edge in edges],
                    "length_km": [round(length_km(line), 3) for line in lines],
                    "track_km": [round(sum(graph.edges[pair]["km"] for pair in pairwise(row)), 3) for row in rows],
                    "mended": [any(graph.edges[pair]["mended"] for pair in pairwise(row)) for row in rows],
                },
                lines,
            ),
            packages=(SCGRAPH, COUNTRIES_COAST, WORLD_ATLAS),
            built_by=__name__,
            note=NOTE.format(mends=mends),
        )
    ]


NOTE = (
    "Vertices lie on a grid of 0.001 degree and many bends are left out, so a line is shorter than its track: length_km "
    "measures the strokes on the ellipsoid, track_km is the length the source gives. In China strokes of 50 to 150 km occur. "
    "The source leaves out some tunnels and bridges; {mends} such gaps are closed by straight strokes (mended), among them the "
    "tunnel south of Rajin, the cuts near Tanchon and at Sunchon, Smolyaninovo and the Amur at Komsomolsk. The branch from "
    "Smolyaninovo to Dunai is not in the source. The country is that of the two ends, two where a stroke crosses a "
    "border; the gauge is that of the country, both where a stroke crosses between Russia and China and from the Tumen to Rajin. "
    "Japan's standard-gauge lines are not told apart. Outside the box 116-142.5 E, 36-56 N only the south of Korea and Russian "
    "trunk lines are kept. As of 2024."
)


def trunk_lines() -> list[tuple[str, list[Position]]]:
    """Russian lines kept outside the box, each a list of towns to pass."""
    lines: dict[str, list[Position]] = {}
    with files("geodata.build").joinpath("tables", "trunk.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            lines.setdefault(row["line"], []).append((float(row["lon"]), float(row["lat"])))
    return list(lines.items())


def kept(graph: nx.Graph[Position]) -> nx.Graph[Position]:
    """Copy of the network with everything inside the box and, beyond it, the south of Korea and the trunk lines."""
    west, south, east, north = RAIL_BOX
    nodes = {(x, y) for x, y in graph if west <= x <= east and south <= y <= north}
    nodes.update(within(graph, ["KOR"]))
    russia = within(graph, ["RUS"])
    mainland = russia.subgraph(max(nx.connected_components(russia), key=len))
    for _, stops in trunk_lines():
        nodes.update(way(mainland, stops))
    part: nx.Graph[Position] = graph.subgraph(nodes).copy()
    return part


def with_gauge(graph: nx.Graph[Position]) -> None:
    """Give every edge of a graph ``iso3`` and ``gauge_mm``."""
    for one, other, edge in graph.edges(data=True):
        countries = sorted({graph.nodes[one]["iso3"], graph.nodes[other]["iso3"]})
        edge["iso3"] = "/".join(countries)
        edge["gauge_mm"] = BOTH if len({GAUGE_MM[code] for code in countries}) == 2 else GAUGE_MM[countries[0]]
    four_rails = way(graph, FOUR_RAILS)
    for pair in pairwise(four_rails):
        graph.edges[pair]["gauge_mm"] = BOTH


def chains(graph: nx.Graph[Position]) -> Iterator[list[Position]]:
    """Runs of edges between junctions, dead ends, borders and changes of gauge, each edge in one run."""
    return runs(graph, ("iso3", "gauge_mm"))
