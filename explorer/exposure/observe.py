"""The observer's side: where all reported ways have to pass, and from which published sites most of them are seen.

Everything here is about fixed places that public reports name, at a general level. Ways are the reported ones; nothing here looks
for a way that would be seen less.

References
----------
.. [1] Wood, *Deterministic network interdiction*, Mathematical and Computer Modelling 17 (1993), 1.
.. [2] Washburn and Wood, *Two-person zero-sum games for network interdiction*, Operations Research 43 (1995), 243.
.. [3] Nemhauser, Wolsey and Fisher, *An analysis of approximations for maximizing submodular set functions*, Mathematical
   Programming 14 (1978), 265.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.geo import LonLat

if TYPE_CHECKING:
    import networkx as nx

SOURCE, SINK = "the DPRK's network", "Russia's network"
MOST_POINTS = 4
"""Sets of up to so many points are gone through one by one."""
TIE = 1e-12


@dataclass(frozen=True)
class Arc:
    """One place that a way between the two countries passes: a bridge, the quays of a port, a sea leg.

    ``ways`` are its ends in the graph of passages; ``chance`` is the chance that one movement is noticed by whoever watches here.
    """

    id: str
    title: str
    start: str
    end: str
    chance: float
    by_land: bool


@dataclass(frozen=True)
class Cut:
    """The fewest arcs that no way avoids. ``ties`` are all sets of that size, ``arcs`` the first of them.

    ``value`` is the chance that a single watcher who has to choose where to look notices a movement whose sender knows the
    odds [2]_, and ``shares`` how the watcher spreads over ``watched``; None with a reason where no way is known.
    """

    size: int
    arcs: tuple[Arc, ...]
    ties: tuple[tuple[Arc, ...], ...]
    value: float | None
    watched: tuple[Arc, ...]
    shares: tuple[float, ...]
    reason: str = ""


def least_cut(arcs: Sequence[Arc]) -> Cut:
    """The minimum cut between the two networks, with its arcs named and all ties.

    Parameters
    ----------
    arcs
        Passages from :data:`SOURCE` to :data:`SINK`.
    """
    import networkx as nx

    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from([SOURCE, SINK])
    for arc in arcs:
        graph.add_edge(
            (arc.start, arc.id), (arc.end, arc.id), arc=arc, one=1.0, inverse=1.0 / arc.chance if arc.chance > 0 else math.inf
        )
        graph.add_edge(arc.start, (arc.start, arc.id))
        graph.add_edge((arc.end, arc.id), arc.end)
    if not nx.has_path(graph, SOURCE, SINK):
        return Cut(0, (), (), None, (), (), "none of the reported routes joins the two networks")
    size = round(nx.maximum_flow_value(graph, SOURCE, SINK, capacity="one"))
    ties = tuple(chosen for chosen in itertools.combinations(arcs, size) if _parts(arcs, chosen))
    if any(arc.chance <= 0 for arc in arcs):
        return Cut(size, ties[0], ties, None, (), (), "some arc is never noticed, so no chance can be given")
    total, (near, _) = nx.minimum_cut(graph, SOURCE, SINK, capacity="inverse")
    watched = tuple(arc for arc in arcs if (arc.start, arc.id) in near and (arc.end, arc.id) not in near)
    return Cut(size, ties[0], ties, 1.0 / total, watched, tuple(1.0 / arc.chance / total for arc in watched))


def _parts(arcs: Sequence[Arc], removed: Iterable[Arc]) -> bool:
    """Whether taking these arcs away leaves no way."""
    import networkx as nx

    gone = {arc.id for arc in removed}
    rest = nx.DiGraph([(arc.start, arc.end) for arc in arcs if arc.id not in gone])
    return SOURCE not in rest or SINK not in rest or not nx.has_path(rest, SOURCE, SINK)


# ---- points of observation ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """A site that public reports name, and the chance that a movement on each reported way past it is noticed there."""

    id: str
    title: str
    chances: Mapping[str, float]
    """By way; a way that does not pass the site is left out."""


@dataclass(frozen=True)
class Choice:
    """The best sets of so many points: their worth, all ties, and what the greedy choice comes to."""

    count: int
    worth: float
    """Weighted chance that a movement on a reported way is noticed at one of the points at least, between 0 and 1."""
    best: tuple[tuple[Point, ...], ...]
    greedy: tuple[Point, ...]
    greedy_worth: float

    @property
    def ratio(self) -> float | None:
        """Greedy worth over the best; 1 - 1/e or more [3]_, None where even the best is worth nothing."""
        return self.greedy_worth / self.worth if self.worth > 0 else None


def worth(points: Iterable[Point], weights: Mapping[str, float]) -> float:
    """Weighted chance that a movement is noticed by one of the points at least, points being independent.

    Examples
    --------
    >>> one = Point("a", "A", {"x": 0.5})
    >>> worth([one, Point("b", "B", {"x": 0.5, "y": 0.2})], {"x": 0.5, "y": 0.5})
    0.475
    """
    chosen = tuple(points)
    missed = {way: math.prod(1.0 - point.chances.get(way, 0.0) for point in chosen) for way in weights}
    return sum(weight * (1.0 - missed[way]) for way, weight in weights.items())


def best_points(points: Sequence[Point], weights: Mapping[str, float], most: int = MOST_POINTS) -> tuple[Choice, ...]:
    """The best sets of 1, 2 … points, exactly, with ties, beside the greedy choice.

    Parameters
    ----------
    weights
        Weight of each reported way; they should add up to 1.
    most
        Largest set that is looked for.
    """
    choices = []
    greedy: tuple[Point, ...] = ()
    for count in range(1, min(most, len(points)) + 1):
        worths = [(worth(chosen, weights), chosen) for chosen in itertools.combinations(points, count)]
        top = max(value for value, _ in worths)
        best = tuple(chosen for value, chosen in worths if top - value <= TIE)
        added = max((point for point in points if point not in greedy), key=lambda point: worth((*greedy, point), weights))
        greedy = (*greedy, added)
        choices.append(Choice(count, top, best, greedy, worth(greedy, weights)))
    return tuple(choices)


# ---- shape of the reported ways ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bottlenecks:
    """Where all ways hang on one point or one stretch: positions of articulation points, and ends of bridges."""

    points: tuple[LonLat, ...]
    stretches: tuple[tuple[LonLat, LonLat], ...]


def shape_of(ways: Iterable[Sequence[LonLat]]) -> Bottlenecks:
    """Articulation points and bridges of the ways laid on each other; what runs over the same points is the same.

    Parameters
    ----------
    ways
        Lines of whole chains, point by point.
    """
    import networkx as nx

    graph = _corners(ways)
    points = tuple(sorted(node for node in nx.articulation_points(graph) if graph.degree(node) > 2))
    return Bottlenecks(points, tuple(sorted((min(ends), max(ends)) for ends in nx.bridges(graph))))


def _corners(ways: Iterable[Sequence[LonLat]]) -> nx.MultiGraph[Any]:
    """The points where ways end, part or meet, joined by one edge for each run of points between two of them."""
    import networkx as nx

    beside: dict[LonLat, set[LonLat]] = defaultdict(set)
    for one, other in itertools.chain.from_iterable(map(itertools.pairwise, ways)):
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    graph: nx.MultiGraph[Any] = nx.MultiGraph()
    walked = set()
    for corner in (point for point, near in beside.items() if len(near) != 2):
        for step in beside[corner]:
            if (corner, step) not in walked:
                before, at = corner, step
                while len(beside[at]) == 2:
                    (ahead,) = beside[at] - {before}
                    before, at = at, ahead
                walked.add((at, before))
                graph.add_edges_from([(corner, at)] if at != corner else [(corner, step)] * 2)  # a loop keeps a point of its own
    return graph
