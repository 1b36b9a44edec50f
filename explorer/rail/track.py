"""What the railway network is made of, and how a row of edges becomes a path with its events.

Border crossings and breaks of gauge are events on a path. A train changes gauge where both gauges lie side by side, in the yard
if the stretch has one, else at a station, else at the border.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from explorer.geo import LonLat, distance_km
from geodata.formats.rail import GAUGES

Posts = tuple[tuple[int, float], ...]
"""Numbers of vertices of a line with their kilometres."""

GAUGE_MM = {bit: int(name) for name, bit in GAUGES.items()}


@dataclass(frozen=True, slots=True)
class Structure:
    """A bridge, yard, pier, branch or border crossing that can be closed."""

    id: str
    name: str
    kind: str
    opened: str = ""
    """ISO day from which it carries trains; empty where no source has it."""
    opened_1520: str = ""
    """The same for the broad gauge alone."""
    closed: str = ""
    """ISO day from which no train runs any more; empty when it is open."""


@dataclass(frozen=True, slots=True)
class Station:
    """A named place on the track."""

    id: str
    name: str
    country: str
    position: LonLat
    node: int


@dataclass(frozen=True, slots=True)
class Track:
    """An edge of the network: a run of track of one kind between two nodes."""

    ends: tuple[int, int]
    country: str
    gauges: int
    """Sum of the bits of ``GAUGES``."""
    km: float
    raw_km: float
    hours: tuple[float, float]
    structures: tuple[str, ...]
    opened: int
    """First day on which trains ran, as an ordinal; 0 when unknown."""
    opened_1520: int
    closed: int
    """Day from which no train runs, as an ordinal; 0 when it is open."""
    line: tuple[LonLat, ...]
    mended: bool = False
    """Whether some of it was drawn by hand or across a gap in the source."""


@dataclass(frozen=True, slots=True)
class RailPath:
    """A way by track between two snapped positions."""

    line: tuple[LonLat, ...]
    posts: Posts
    """Places in the line whose distance along the track is known, with that distance in kilometres: the ends of all edges."""
    length_km: float
    """Calibrated to published chainage, between the snapped positions."""
    raw_km: float
    """As the source of the track has it."""
    duration_h: tuple[float, float]
    """Shortest and longest time on the move; waiting at borders and changes of bogies are not in it."""
    crossings: tuple[Mapping[str, Any], ...]
    """``from`` and ``to`` (country codes), ``where`` (structure or ""), ``name``, ``at`` (longitude, latitude); in order."""
    gauge_breaks: tuple[Mapping[str, Any], ...]
    """``from`` and ``to`` in millimetres, ``where`` (name of a station or crossing), ``at`` (longitude, latitude); in order."""
    stations: tuple[str, ...]
    """Names of the stations passed, in order."""
    structures: tuple[str, ...]
    """Ids of the structures used, in order."""
    edges: tuple[int, ...]
    """Numbers of the edges used, in order."""
    countries: tuple[str, ...]
    """Countries (ISO 3166 alpha-3) whose track is used, in order."""
    schematic_km: float
    """Length of track on the way that was drawn by hand or across a gap in the source."""
    snap_km: tuple[float, float]
    """How far origin and destination were moved to reach track; not part of the length."""


@dataclass(frozen=True, slots=True)
class NoRailPath:
    """There is no way, and why."""

    reason: str
    snap_km: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """A position moved to the nearest track."""

    edge: int
    share: float
    """Where on the edge, from its first node (0) to its second (1)."""
    position: LonLat
    off_km: float


@dataclass(frozen=True, slots=True)
class EdgePart:
    """One edge of a way, or part of it, in the direction of travel."""

    edge: int
    track: Track
    start: float
    """Share of the edge at which the part begins; greater than ``end`` where the edge is travelled backwards."""
    end: float
    gauges: int
    """What the edge offers under the conditions of the question."""

    @property
    def share(self) -> float:
        """Part of the edge's length."""
        return abs(self.end - self.start)

    @property
    def nodes(self) -> tuple[int, int]:
        """Nodes at the two ends of the edge, in the direction of travel."""
        first, second = self.track.ends
        return (first, second) if self.start <= self.end else (second, first)

    def drawn(self) -> tuple[LonLat, ...]:
        """Vertices strictly inside the part and its node ends, in the direction of travel."""
        line, (low, high) = self.track.line, sorted((self.start, self.end))
        if low > 0 or high < 1:
            shares = drawn_shares(line)
            line = tuple(point for point, share in zip(line, shares, strict=True) if low <= share <= high)
        return line if self.start <= self.end else line[::-1]


def drawn_shares(line: Sequence[LonLat]) -> list[float]:
    """Share of a line's length that lies before each of its vertices."""
    return shares_before([distance_km(one, other) for one, other in pairwise(line)])


def shares_before(lengths: Sequence[float]) -> list[float]:
    """Share of the whole length that lies before each vertex of a line, whose strokes have these lengths."""
    whole = sum(lengths) or 1.0
    return [*(before / whole for before in accumulate(lengths[:-1], initial=0.0)), 1.0]


def drawn_with_posts(start: LonLat, parts: Sequence[EdgePart], goal: LonLat) -> tuple[tuple[LonLat, ...], Posts]:
    """Vertices of a way, each once, and the numbers of those at the ends of its parts with the cumulative kilometres."""
    line = {start: None}
    posts, cumulative_km = [(0, 0.0)], 0.0
    for part in parts:
        line.update(dict.fromkeys(part.drawn()))
        cumulative_km += part.track.km * part.share
        posts.append((len(line) - 1, cumulative_km))
    line[goal] = None
    if len(line) == 1:
        return (start, goal), ((0, 0.0), (1, cumulative_km))
    return tuple(line), (*posts[:-1], (len(line) - 1, cumulative_km))


def crossings(parts: Sequence[EdgePart], at: Mapping[int, tuple[LonLat, str, str]]) -> Iterator[Mapping[str, Any]]:
    """Where the country changes.

    Parameters
    ----------
    at : mapping
        For a node its position, the id of the crossing on it and its name.
    """
    for before, after in pairwise(parts):
        if before.track.country != after.track.country:
            position, where, name = at[before.nodes[1]]
            yield {
                "from": before.track.country,
                "to": after.track.country,
                "where": where,
                "name": name,
                "at": (position.lon, position.lat),
            }


def gauge_breaks(parts: Sequence[EdgePart], at: Mapping[int, tuple[LonLat, str, str]]) -> Iterator[Mapping[str, Any]]:
    """Where bogies or wagons are changed; as late as the track allows, but in the best place for it."""
    running = parts[0].gauges if parts else 0
    for number, part in enumerate(parts):
        if running & part.gauges:
            running &= part.gauges
            continue
        new = part.gauges & -part.gauges
        first = number
        while first > 0 and parts[first - 1].gauges & new:
            first -= 1
        spots = [parts[k].nodes[0] for k in range(max(first, 1), number + 1)]
        spot = max(spots, key=lambda node: _fitness(node, parts, at))
        position, _, name = at[spot]
        old = running & -running
        yield {"from": GAUGE_MM[old], "to": GAUGE_MM[new], "where": name, "at": (position.lon, position.lat)}
        running = part.gauges


def _fitness(node: int, parts: Sequence[EdgePart], at: Mapping[int, tuple[LonLat, str, str]]) -> tuple[bool, bool, bool]:
    by_yard = any(node in part.nodes and any(id_.endswith("-yard") for id_ in part.track.structures) for part in parts)
    _, crossing, name = at[node]
    return by_yard and bool(name), bool(name) and not crossing, bool(crossing)


def in_order(rows: Iterator[str]) -> tuple[str, ...]:
    """Each value once, in the order in which it first comes."""
    return tuple(dict.fromkeys(row for row in rows if row))


def outward(track: Track, share: float, carries: bool) -> dict[int, float]:
    """Kilometres from a point of an edge to the ends it reaches: both, or on an edge that carries nothing the end it lies on."""
    one, other = track.ends
    if not carries:
        return {one: 0.0} if share <= 0 else {other: 0.0} if share >= 1 else {}
    first, second = share * track.km, (1 - share) * track.km
    return {one: min(first, second)} if one == other else {one: first, other: second}


def in_words(day: str) -> str:
    """An ISO day as people write it.

    >>> in_words("1959-08-09")
    '9 August 1959'
    """
    parsed = date.fromisoformat(day)
    return f"{parsed.day} {parsed:%B %Y}"


def not_yet(parts: Sequence[EdgePart], day: str, structures: Sequence[Structure]) -> list[str]:
    """What on a way did not carry on an ISO day, said in words; two things at most."""
    used = {id_ for part in parts for id_ in part.track.structures}
    said = []
    for structure in structures:
        if structure.id not in used:
            continue
        if structure.opened > day:
            said.append(f"{structure.name} was not open yet (opened on {in_words(structure.opened)})")
        elif structure.opened_1520 > day:
            said.append(f"{structure.name} did not carry 1520 mm trains yet (from {in_words(structure.opened_1520)})")
        elif structure.closed and structure.closed <= day:
            said.append(f"{structure.name} was closed (since {in_words(structure.closed)})")
    return said[:2]
