"""From what somebody types to one spot on Earth: a site, port, station or town by id, name or alias, or a position.

An id always works. For a name, rail prefers stations and sea prefers ports; what is still ambiguous is said with the candidates'
ids. Governments, regions and countries never resolve.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from explorer.errors import AmbiguousPlace, UnknownPlace
from explorer.geo import LonLat, distance_km, parse_position, written
from explorer.ledger.gazetteer import folded

Mode = Literal["rail", "sea", "any"]
PORTS = frozenset({"port", "pier"})
"""Kinds of places where a ship loads and discharges."""
SAME_TOWN_KM = 5.0
"""A port this near belongs to the town: nobody counts a train between the two."""
SAME_PLACE_KM = 3.0
"""Two entries of one name and kind nearer than this are the same place, written down twice."""

_PREFERENCE: dict[Mode, tuple[str, ...]] = {
    "rail": ("station", "yard", "city", "town", "port"),
    "sea": ("port", "pier", "city", "town", "station"),
    "any": ("city", "town", "station", "port"),
}


@dataclass(frozen=True)
class Place:
    """A place that a route may start or end at. ``kind`` is "point" for a bare position."""

    id: str
    name: str
    position: LonLat
    kind: str
    country: str = ""
    names: tuple[str, ...] = ()
    source: str = "sites"


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
    """Every spot that can be named: sites of the gazetteer first, then ports, stations and towns of the map data."""

    spots: tuple[Place, ...]
    unplaced: tuple[str, ...] = ()

    @cached_property
    def _by_id(self) -> Mapping[str, Place]:
        found: dict[str, Place] = {}
        for spot in self.spots:
            found.setdefault(spot.id, spot)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {}
        for spot in self.spots:
            for name in dict.fromkeys(folded(n) for n in _called(spot) if n):
                found.setdefault(name, []).append(spot)
        return {name: tuple(spots) for name, spots in found.items()}

    @cached_property
    def _no_places(self) -> frozenset[str]:
        return frozenset(folded(name) for name in self.unplaced)

    def resolve(self, text: str, mode: Mode = "any") -> Place:
        """The one spot that a text means.

        Parameters
        ----------
        text
            An id, a name or alias in any of the three scripts, or ``lon,lat`` in degrees.
        mode
            What the spot is for; decides between a station and a port of one name.

        Raises
        ------
        CoordinateError
            It reads as a position, but out of range.
        UnknownPlace
            Nothing has that name; the nearest known names are in the message. Also for governments and regions.
        AmbiguousPlace
            Several places have it; their ids are in the message.
        """
        position = parse_position(text, lon_lat=True)
        if position is not None:
            return point(position)
        if text.strip() in self._by_id:  # ids as they are written: "rajin" is the town, "Rajin" a name that a port has as well
            return self._by_id[text.strip()]
        wanted = folded(text)
        candidates = self._by_name.get(wanted, ())
        if not candidates:
            raise UnknownPlace(self._unknown(text, wanted))
        return _one(text, candidates, mode)

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
            return f"{text!r} is a government, region or country, not a place. Name a town, port or station."
        near = (self._by_name[name][0] for name in difflib.get_close_matches(wanted, self._by_name, n=15, cutoff=0.6))
        names = ", ".join(f"{spot.name} ({spot.id})" for spot in list(dict.fromkeys(near))[:5])
        return f"There is no place {text!r}. {f'Nearest known names: {names}.' if names else 'See tumen sites for the names.'}"


_KIND_WORDS = {
    "station": re.compile(r"\s+(?:railway )?station$|역$|^(?:станция|ж/д станция)\s+", re.IGNORECASE),
    "port": re.compile(r"\s+(?:sea )?port(?: facility)?$|항$|^(?:морской )?порт\s+", re.IGNORECASE),
}


def _called(spot: Place) -> tuple[str, ...]:
    """All names of a spot; a station and a port go by the bare name of their town as well."""
    names = (spot.name, *spot.names)
    word = _KIND_WORDS.get(spot.kind)
    return (*names, spot.id) if word is None else (*names, spot.id, *(word.sub("", name) for name in names))


def point(position: LonLat) -> Place:
    """A bare position as a place; its id and its name can both be typed again.

    >>> point(LonLat(130.3, 42.25)).id, point(LonLat(130.3, 42.25)).name
    ('130.3,42.25', '42.2500 N, 130.3000 E')
    """
    numbers = (np.format_float_positional(round(value, 7), trim="-") for value in position)
    return Place(",".join(numbers), written(position), position, "point")


def _one(text: str, candidates: Iterable[Place], mode: Mode) -> Place:
    """The candidate of the preferred kind; the gazetteer's own site before the same place elsewhere."""
    spots = list(candidates)
    order = _PREFERENCE[mode]
    best = min(order.index(spot.kind) if spot.kind in order else len(order) for spot in spots)
    fitting = [spot for spot in spots if (order.index(spot.kind) if spot.kind in order else len(order)) == best]
    distinct: list[Place] = []
    for spot in fitting:
        if all(distance_km(spot.position, other.position) > SAME_PLACE_KM for other in distinct):
            distinct.append(spot)
    own = [spot for spot in distinct if spot.source == "sites"]
    if len(own) == 1:
        return own[0]
    if len(distinct) == 1:
        return distinct[0]
    listed = ", ".join(f"{spot.id} ({spot.name}, {spot.kind}{f', {spot.country}' if spot.country else ''})" for spot in distinct)
    raise AmbiguousPlace(f"{text!r} may be any of: {listed}. Give the id.")
