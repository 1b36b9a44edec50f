"""The network of the seas and the shortest way over it for a ship that keeps its offing.

A frozen ``SeaNetwork`` is built once from the frames of ``geodata``. ``route`` takes two positions and what is closed, and gives
a ``SeaRoute`` or a ``NoSeaRoute`` with the reason; nothing it does changes the network.

How it works: nodes are the outward corners of the land widened by the offing, links are great circles between corners that see
each other. ``visibility`` looks from both positions for nodes in sight (``harbour_exits`` over a chart where there is no view),
``hierarchy`` joins them by the cheapest way, ``links`` by another where that uses something closed, and ``string_pulling``
straightens the ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from explorer.errors import OptionError, TooFarFromWater, quoted
from explorer.geo import KM_PER_NM, LonLat, checked, distance_km, length_km, spoken
from explorer.sea.graph import Reached
from explorer.sea.great_circles import drawn
from explorer.sea.harbour_exits import Harbours
from explorer.sea.hierarchy import Hierarchy
from explorer.sea.inland import InlandWaters
from explorer.sea.links import Links
from explorer.sea.plane import Floats, Ints
from explorer.sea.string_pulling import StringPulling
from explorer.sea.visibility import InSight, Sight, WaterPoint, passed
from geodata.formats.sea import decode_nodes

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["NoSeaRoute", "Passage", "SeaNetwork", "SeaRoute"]

ANSWERS = 4096
"""So many answers are kept: the pages ask for the same corridors again and again."""
POSITIONS = 1024
"""So many positions with what is seen from them are kept."""
ALL_OPEN = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Passage:
    """A strait or canal that can be closed, or a fairway."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SeaRoute:
    """A way over water between two snapped positions."""

    line: tuple[LonLat, ...]
    """From the snapped origin to the snapped destination; long parts with points in between along the great circle."""
    distance_km: float
    """Length on the WGS84 ellipsoid between the snapped positions."""
    snap_km: tuple[float, float]
    """How far origin and destination were moved to reach water; not part of the distance."""
    passages: tuple[str, ...]
    """Ids of the named straits and canals on the way, in order."""
    fairways: tuple[str, ...]
    """Ids of the fairways on the way, in order."""

    @property
    def distance_nm(self) -> float:
        """Length in nautical miles."""
        return self.distance_km / KM_PER_NM


@dataclass(frozen=True, slots=True)
class NoSeaRoute:
    """There is no way, and why."""

    reason: str
    snap_km: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _End:
    """A position on water and what is seen from it."""

    position: LonLat
    near: InSight


class _Way(NamedTuple):
    """A way over nodes between two ends, and what it costs."""

    one: _End
    other: _End
    cost: float
    nodes: list[int]


class _Approach(NamedTuple):
    """One end of a way: the position and its bends, the nodes after them, and the passages before the first node."""

    bends: list[LonLat]
    nodes: list[int]
    passages: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class SeaNetwork:
    """The seas as arrays; build it with ``from_frames`` and share it freely."""

    degrees: Floats
    """Longitude and latitude of the nodes, shape (n, 2)."""
    fairway: Ints
    """Fairway of each link, else -1."""
    passages: tuple[Passage, ...]
    fairways: tuple[Passage, ...]
    sight: Sight
    hierarchy: Hierarchy
    links: Links
    harbours: Harbours
    string_pulling: StringPulling
    inland: InlandWaters
    _searches: dict[LonLat, Reached] = field(default_factory=dict, init=False, repr=False)

    # -- questions ---------------------------------------------------------------------------------------------------

    def route(
        self,
        origin: tuple[float, float],
        destination: tuple[float, float],
        closed: Collection[str] = (),
        via: Sequence[str] = (),
    ) -> SeaRoute | NoSeaRoute:
        """Shortest way that keeps the offing where there is room.

        Parameters
        ----------
        origin, destination : tuple of float
            Longitude and latitude in degrees.
        closed : collection of str
            Ids of passages that may not be used.
        via : sequence of str
            Ids of passages to go through, in this order.

        Returns
        -------
        SeaRoute or NoSeaRoute

        Raises
        ------
        CoordinateError
            A position is out of range.
        TooFarFromWater
            A position lies more than 25 km from water.
        OptionError
            There is no passage of such an id.
        """
        shut, through = frozenset(self._numbers(closed)), tuple(self._numbers(via))
        here, there = checked(*origin), checked(*destination)
        if here <= there:
            return self._answers(here, there, shut, through)
        return _reversed(self._answers(there, here, shut, through[::-1]))

    def _route(self, origin: LonLat, destination: LonLat, shut: frozenset[int], via: tuple[int, ...]) -> SeaRoute | NoSeaRoute:
        """The way from one position to another; asked one way round only, so that there and back are the same."""
        here, there = self._snapped(origin), self._snapped(destination)
        snap = (here.distance_km, there.distance_km)
        if not via and distance_km(here.position, there.position) < 1e-3:
            return SeaRoute((here.position, there.position), 0.0, snap, (), ())
        straight = self.sight.line(here, there)
        if straight is not None and (shut.intersection(straight.passages) or passed(straight.passages, via) < len(via)):
            straight = None
        if straight is not None and straight.plain:
            return self._answer([here.position, there.position], [], snap, (straight.passages, ()))
        limit = straight.cost if straight is not None else math.inf
        found = self._way(here.position, there.position, shut, via, limit)
        if not isinstance(found, str):
            return self._drawn_way(found, shut, via, snap)
        if straight is not None:
            return self._answer([here.position, there.position], [], snap, (straight.passages, ()))
        return NoSeaRoute(found, snap)

    def _way(self, origin: LonLat, destination: LonLat, shut: frozenset[int], via: tuple[int, ...], limit: float) -> _Way | str:
        """The cheapest way over nodes that costs less than a limit, or why there is none."""
        one, other = self._ends(origin, ALL_OPEN), self._ends(destination, ALL_OPEN)
        found = None if via else self.hierarchy.way(*self._above(one, other), limit)
        if found is not None and not shut.intersection(self._through(one, found[1], other)):
            return _Way(one, other, *found)
        if found is None and not via:
            return _apart(one, other)
        one, other = self._ends(origin, shut), self._ends(destination, shut)
        found = self.links.way(one.near, other.near, shut, limit, via)
        return _Way(one, other, *found) if found is not None else self._none_with(shut, via)

    def _drawn_way(self, way: _Way, shut: frozenset[int], via: tuple[int, ...], snap: tuple[float, float]) -> SeaRoute:
        """A way over nodes with its ends pulled straight, unless that leads it past a passage that it has to go through."""
        first = self._approach(way.nodes, way.one, shut, way.cost)
        last = self._approach(first.nodes[::-1], way.other, shut, way.cost)
        answer = self._joined(first, last, snap)
        if via and passed(self._numbers(answer.passages), via) < len(via):
            first = self._unpulled(way.nodes, way.one)
            answer = self._joined(first, self._unpulled(way.nodes[::-1], way.other), snap)
        return answer

    def _joined(self, first: _Approach, last: _Approach, snap: tuple[float, float]) -> SeaRoute:
        nodes = last.nodes[::-1]
        bends = [*first.bends, *(self._position(node) for node in nodes), *last.bends[::-1]]
        return self._answer(bends, nodes, snap, (first.passages, last.passages[::-1]))

    def _through(self, one: _End, nodes: list[int], other: _End) -> tuple[int, ...]:
        """Passages on a way as found."""
        links = (passage for link in self.links.along(nodes) for passage in self.links.passages(link))
        return (*one.near.through(nodes[0]), *links, *other.near.through(nodes[-1]))

    def _position(self, node: int) -> LonLat:
        lon, lat = self.degrees[node].tolist()
        return LonLat(lon, lat)

    def _approach(self, nodes: list[int], ends: _End, shut: frozenset[int], cost: float) -> _Approach:
        """The beginning of a way after string pulling."""
        plain = self._unpulled(nodes, ends)
        straight = len(plain.bends) == 1
        first = ends.near.cost_to(nodes[0]) if straight else self.sight.apart(plain.bends[-1], nodes[0])
        found = self.string_pulling.pulled(nodes, plain.bends[-1], first, cost, ends.near.tried if straight else (), shut)
        if found is None:
            return plain
        return _Approach(plain.bends, found.nodes, (*self.harbours.through(plain.bends), *found.line.passages))

    def _unpulled(self, nodes: list[int], ends: _End) -> _Approach:
        return _Approach([ends.position, *ends.near.bends.get(nodes[0], ())], nodes, ends.near.through(nodes[0]))

    def snap(self, position: tuple[float, float]) -> tuple[LonLat, float]:
        """Nearest navigable position and how far off it is in kilometres.

        Raises
        ------
        TooFarFromWater
            It is more than 25 km.
        """
        found = self._snapped(checked(*position))
        return found.position, found.distance_km

    # -- search ------------------------------------------------------------------------------------------------------

    def _numbers(self, ids: Iterable[str]) -> list[int]:
        number = {passage.id: index for index, passage in enumerate(self.passages)}
        wanted = list(ids)
        unknown = sorted(set(wanted) - set(number))
        if unknown:
            raise OptionError(f"No such passage: {quoted(unknown[0])}. There are {', '.join(sorted(number))}.")
        return [number[id_] for id_ in wanted]

    @cached_property
    def _answers(self) -> Callable[[LonLat, LonLat, frozenset[int], tuple[int, ...]], SeaRoute | NoSeaRoute]:
        """What ``_route`` says, kept for those who ask again."""
        return lru_cache(maxsize=ANSWERS)(self._route)

    @cached_property
    def _snapped(self) -> Callable[[LonLat], WaterPoint]:
        return lru_cache(maxsize=POSITIONS)(self._on_water)

    def _on_water(self, position: LonLat) -> WaterPoint:
        try:
            return self.sight.snap(position)
        except TooFarFromWater as error:
            name = self.inland.at(position)
            if name is None:
                raise
            raise TooFarFromWater(f"{spoken(position)} is on {name}, which has no route to the ocean here.") from error

    @cached_property
    def _ends(self) -> Callable[[LonLat, frozenset[int]], _End]:
        return lru_cache(maxsize=POSITIONS)(self._end)

    def _end(self, position: LonLat, shut: frozenset[int]) -> _End:
        return _End(position, self.harbours.nodes_from(position, shut))

    def _above(self, one: _End, other: _End) -> tuple[Reached, Reached]:
        """What is reached upwards from two positions; searched at once, and kept, since it is the same for every other end."""
        kept = {end.position: self._searches.get(end.position) for end in (one, other)}
        known = {position: reached for position, reached in kept.items() if reached is not None}
        fresh = [end for end in (one, other) if end.position not in known]
        if fresh:
            found = self.hierarchy.search([(end.near.nodes, end.near.cost) for end in fresh])
            known |= zip([end.position for end in fresh], found, strict=True)
            if len(self._searches) > POSITIONS:
                self._searches.clear()
            self._searches.update(known)
        return known[one.position], known[other.position]

    # -- answers -----------------------------------------------------------------------------------------------------

    def _answer(
        self, bends: list[LonLat], nodes: list[int], snap: tuple[float, float], ends: tuple[tuple[int, ...], tuple[int, ...]]
    ) -> SeaRoute:
        links = self.links.along(nodes)
        fairways = dict.fromkeys(int(fairway) for fairway in self.fairway[links] if fairway >= 0) if links else {}
        passages = (*ends[0], *(passage for link in links for passage in self.links.passages(link)), *ends[1])
        return SeaRoute(
            line=drawn(bends),
            distance_km=length_km(bends),
            snap_km=snap,
            passages=tuple(self.passages[passage].id for passage in dict.fromkeys(passages)),
            fairways=tuple(self.fairways[fairway].id for fairway in fairways),
        )

    def _none_with(self, shut: frozenset[int], via: tuple[int, ...]) -> str:
        closed, through = (", ".join(self.passages[number].name for number in numbers) for numbers in (sorted(shut), via))
        if not via:
            return f"no route around these closures: {closed}"
        return f"no route leads through {through}" + (f" with these closed: {closed}" if shut else "")

    # -- building ----------------------------------------------------------------------------------------------------

    @classmethod
    def from_frames(
        cls,
        nodes: GeoDataFrame,
        passages: GeoDataFrame,
        fairways: GeoDataFrame,
        bands: GeoDataFrame,
        land: Iterable[GeoDataFrame],
        lakes: GeoDataFrame | None = None,
    ) -> SeaNetwork:
        """Build the network from the data sets of ``geodata``.

        Parameters
        ----------
        nodes, passages, fairways, bands : geopandas.GeoDataFrame
            ``sea_nodes``, ``sea_passages``, ``sea_fairways`` and ``sea_bands``.
        land : iterable of geopandas.GeoDataFrame
            ``land_region`` and ``sea_land``: what no line may cross.
        lakes : geopandas.GeoDataFrame, optional
            ``lakes_world``: waters that a position may lie on and have no way to the ocean.
        """
        table, degrees = decode_nodes(nodes), shapely.get_coordinates(np.asarray(nodes.geometry.array))
        sight = Sight.of(table, degrees, passages, fairways, bands, land)
        links = Links.of(table, passages)
        return cls(
            degrees=degrees,
            fairway=table.fairway,
            passages=_named(passages),
            fairways=_named(fairways),
            sight=sight,
            hierarchy=Hierarchy.of(table),
            links=links,
            harbours=Harbours(sight),
            string_pulling=StringPulling(sight, links),
            inland=InlandWaters.of(lakes),
        )


def _named(rows: GeoDataFrame) -> tuple[Passage, ...]:
    return tuple(Passage(id_, name) for id_, name in zip(rows["id"], rows["name"], strict=True))


def _reversed(found: SeaRoute | NoSeaRoute) -> SeaRoute | NoSeaRoute:
    snap = (found.snap_km[1], found.snap_km[0])
    if isinstance(found, NoSeaRoute):
        return NoSeaRoute(_other_way(found.reason), snap)
    return SeaRoute(found.line[::-1], found.distance_km, snap, found.passages[::-1], found.fairways[::-1])


def _apart(one: _End, other: _End) -> str:
    """Why there is no way between two positions although everything is open."""
    if not len(one.near.nodes) or not len(other.near.nodes):
        return f"the water at the {'destination' if len(one.near.nodes) else 'origin'} is not joined to the network of the seas"
    return "the two waters are not joined by sea"


def _other_way(reason: str) -> str:
    swapped = {"at the origin": "at the destination", "at the destination": "at the origin"}
    return next((reason.replace(one, other) for one, other in swapped.items() if one in reason), reason)
