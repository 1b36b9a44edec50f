"""From what somebody types to one spot on Earth: a site, port, station or town by id, name or alias, or a position.

An id always works. For a name, rail prefers stations and sea prefers ports; what is still ambiguous is said with the candidates'
ids. Governments, regions and countries never resolve.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from explorer.errors import AmbiguousPlace, UnknownPlace, quoted
from explorer.geo import HOW, LonLat, distance_km, parse_position, written
from explorer.ledger.spelling import folded
from explorer.routing.names import LONGEST, SAME_NAME_KM, SAME_PLACE_KM, NameIndex, Place

__all__ = ["PORTS", "SAME_TOWN_KM", "End", "Mode", "Place", "Places", "point"]

Mode = Literal["rail", "sea", "any"]
PORTS = frozenset({"port", "pier"})
"""Kinds of places where a ship loads and discharges."""
SAME_TOWN_KM = 5.0
"""A port this near belongs to the town: nobody counts a train between the two."""

NAMED_ONLY = frozenset({"strait"})
"""Kinds whose ids are no short way to name them: "gibraltar" is the port."""

_PREFERENCE: dict[Mode, tuple[str, ...]] = {
    "rail": ("station", "yard", "city", "town", "port"),
    "sea": ("port", "pier", "city", "town", "station"),
    "any": ("city", "town", "station", "port"),
}


@dataclass(frozen=True)
class End:
    """One end of a question: the place itself, and what rail and a ship take for it: a name may have a station and a port."""

    place: Place
    station: Place
    quay: Place

    @classmethod
    def at(cls, spot: Place) -> End:
        """One spot for all."""
        return cls(spot, spot, spot)


@dataclass(frozen=True, eq=False)
class Places:
    """Every spot that can be named: sites of the gazetteer first, then ports, stations, towns and structures of the map data."""

    spots: tuple[Place, ...]
    unplaced: tuple[str, ...] = ()

    @cached_property
    def _by_id(self) -> Mapping[str, Place]:
        found: dict[str, Place] = {}
        for spot in self.spots:
            if spot.kind not in NAMED_ONLY:
                found.setdefault(spot.id, spot)
        return found

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex.of(self.spots)

    @property
    def named(self) -> tuple[tuple[Place, tuple[str, ...]], ...]:
        """Every spot with all names that it goes by, those of its town among them."""
        return self._index.named

    @cached_property
    def _no_places(self) -> frozenset[str]:
        return frozenset(folded(name) for name in self.unplaced)

    def by_id(self, identifier: str) -> Place:
        """The spot with an id.

        Raises
        ------
        UnknownPlace
            There is none.
        """
        found = self._by_id.get(identifier) or next((spot for spot in self.spots if spot.id == identifier), None)
        if found is None:
            raise UnknownPlace(f"There is no place with the id {quoted(identifier)}. See tumen sites for the names.")
        return found

    def resolve(self, text: str, mode: Mode = "any") -> Place:
        """The one spot that a text means.

        Parameters
        ----------
        text
            An id, a name or alias in any of the three scripts, ``lon,lat`` in degrees or a position in any other notation.
        mode
            What the spot is for; decides between a station and a port of one name.

        Raises
        ------
        CoordinateError
            It reads as a position, but out of range or in no way or several.
        UnknownPlace
            Nothing has that name; the nearest known names are in the message. Also for governments and regions.
        AmbiguousPlace
            Several places have it; their ids are in the message.
        """
        given = text.strip()
        if given in self._by_id:  # ids as they are written: "rajin" is the town, "Rajin" a name that a port has as well
            return self._by_id[given]
        candidates = self._index.called(given)
        position = None if candidates else parse_position(given, lon_lat=True)
        if position is not None:
            return point(position)
        if not candidates:
            raise UnknownPlace(self._unknown(text, folded(text[:LONGEST])))
        return _one(text, candidates, mode)

    def choices(self, text: str) -> tuple[Place, ...]:
        """The places that go by a name, one each: none, the one that :meth:`resolve` gives, or several to ask about."""
        given = text.strip()
        if given in self._by_id:
            return (self._by_id[given],)
        return tuple(spot for group in _apart(self._index.called(given)) for spot in _best(group, "any"))

    def beginning(self, text: str) -> tuple[Place, ...]:
        """The places with a name that begins with a text of three letters or more, one each."""
        groups = _apart(self._index.beginning(text))
        return tuple(_best(group, "any")[0] for group in groups)

    def near(self, text: str) -> tuple[Place, ...]:
        """The places whose names look most like a text, one for what lies together; none for a text of one or two letters."""
        found = self._index.near(folded(text)) if len(folded(text)) > 2 else []
        return tuple(_best(group, "any")[0] for group in _apart(found))

    def end(self, text: str, mode: Mode = "any") -> End:
        """What a text means as an end of a question.

        Parameters
        ----------
        text
            As :meth:`resolve` takes it.
        mode
            What it is for: where that settles between several places of one name, the others do not matter.

        Raises
        ------
        CoordinateError, UnknownPlace, AmbiguousPlace
            As :meth:`resolve`.
        """
        found: dict[Mode, Place] = {}
        unclear: dict[Mode, AmbiguousPlace] = {}
        for use in _PREFERENCE:
            try:
                found[use] = self.resolve(text, use)
            except AmbiguousPlace as error:
                unclear[use] = error
        needed: tuple[Mode, ...] = ("rail", "sea") if mode == "any" else (mode,)
        for use in needed:
            if use in unclear:
                raise unclear[use]
        spare = found[needed[0]]
        if mode == "any" and distance_km(spare.position, found["sea"].position) > SAME_NAME_KM:
            raise unclear.get("any") or AmbiguousPlace(_asked(text, (spare, found["sea"])))
        place = found.get("any", spare)
        return End(place, found.get("rail", spare), self._port_of(found.get("sea", spare)))

    def _port_of(self, spot: Place) -> Place:
        """The port of a town, the gazetteer's before others; a port or a bare position is taken as it is."""
        if spot.kind in {*PORTS, "point"}:
            return spot
        near = [
            (other.source != "sites", apart, other)
            for other in self._ports
            if other.country == spot.country and (apart := distance_km(spot.position, other.position)) <= SAME_TOWN_KM
        ]
        return min(near, key=lambda row: row[:2])[2] if near else spot

    @cached_property
    def _ports(self) -> tuple[Place, ...]:
        return tuple(spot for spot in self.spots if spot.kind == "port")

    def _unknown(self, text: str, wanted: str) -> str:
        if wanted in self._no_places:
            return f"{quoted(text)} is a government, region or country, not a place. Name a town, port or station."
        names = ", ".join(f"{spot.name} ({spot.id})" for spot in self._index.near(wanted))
        how = f" {HOW}" if re.search(r"\d", text) and not re.search(r"[^\W\d]{2}", text) else ""
        near = f"Nearest known names: {names}." if names else "See tumen sites for the names."
        return f"There is no place {quoted(text)}. {near}{how}"


def point(position: LonLat) -> Place:
    """A bare position as a place; its id and its name can both be typed again.

    >>> point(LonLat(130.3, 42.25)).id, point(LonLat(130.3, 42.25)).name
    ('130.3,42.25', '42.2500 N, 130.3000 E')
    """
    numbers = (np.format_float_positional(round(value, 7), trim="-") for value in position)
    return Place(",".join(numbers), written(position), position, "point")


def _one(text: str, candidates: Iterable[Place], mode: Mode) -> Place:
    """The candidate of the preferred kind; the gazetteer's own site before the same place elsewhere.

    Places of one name that lie far apart are never chosen between.
    """
    groups = _apart(candidates)
    best = [spot for group in groups for spot in _best(group, mode)]
    if len(best) == 1:
        return best[0]
    raise AmbiguousPlace(_asked(text, best))


def _asked(text: str, spots: Iterable[Place]) -> str:
    listed = ", ".join(f"{spot.id} ({spot.name}, {spot.kind}{f', {spot.country}' if spot.country else ''})" for spot in spots)
    return f"{quoted(text)} may be any of: {listed}. Give the id."


def _best(group: Iterable[Place], mode: Mode) -> list[Place]:
    """Of the spots of one place those of the preferred kind; several only where they are neither one nor the gazetteer's own."""
    spots = list(group)
    order = _PREFERENCE[mode]
    ranks = [order.index(spot.kind) if spot.kind in order else len(order) for spot in spots]
    distinct: list[Place] = []
    for spot in (spot for spot, rank in zip(spots, ranks, strict=True) if rank == min(ranks)):
        if all(distance_km(spot.position, other.position) > SAME_PLACE_KM for other in distinct):
            distinct.append(spot)
    own = [spot for spot in distinct if spot.source == "sites"]
    return own if len(own) == 1 else distinct


def _apart(spots: Iterable[Place]) -> list[list[Place]]:
    """Spots in groups: those within a town's reach of each other are one place under one name."""
    groups: list[list[Place]] = []
    for spot in spots:
        near = [group for group in groups if any(distance_km(spot.position, other.position) <= SAME_NAME_KM for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([other for group in near for other in group] + [spot])
    return groups
