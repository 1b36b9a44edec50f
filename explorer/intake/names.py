"""Every name that can be found in a text, in three scripts, in one automaton: names handed in, and the areas of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import ahocorasick

from explorer.intake.inflection import name_forms
from explorer.intake.signs import plain
from explorer.intake.tables import table, words

SETTLEMENTS = frozenset({"city", "town"})
AREAS = frozenset({"country", "region", "river", "sea", "lake", "far", "unplaced", "government", "feature"})
"""Kinds without a position: they are named, and never pinned."""
THEATRE = frozenset({"PRK", "RUS", "KOR", "CHN", "JPN", "UKR", "BLR", "MNG"})
"""Countries whose small ports and towns are taken by their bare name; elsewhere the text has to say that a port is meant."""


@dataclass(frozen=True)
class Spot:
    """Something with a name. ``own`` marks what the gazetteer has; ``names`` are all its names, those of its town as well.

    ``far`` marks a town that no map labels: it is taken where the words say that it is a place and nothing else is called so.
    """

    id: str
    name: str
    kind: str
    country: str = ""
    lon: float | None = None
    lat: float | None = None
    names: tuple[str, ...] = field(default=(), repr=False)
    own: bool = False
    far: bool = False
    government: str = ""

    @property
    def area(self) -> bool:
        """Whether it has no position of its own."""
        return self.kind in AREAS


@dataclass(frozen=True, eq=False)
class Names:
    """The automaton, and what each of its forms stands for."""

    automaton: Any
    spots: tuple[Spot, ...]

    @classmethod
    def of(cls, spots: Iterable[Spot]) -> Names:
        """Build it from the spots handed in; the areas of the table are added."""
        known = sorted((*areas(), *spots), key=lambda spot: spot.far)
        found: dict[str, dict[Spot, None]] = {}
        for spot in known:
            for form in _forms(spot):
                those = found.setdefault(form, {})
                if not spot.far or all(other.far for other in those):
                    those[spot] = None
        automaton = ahocorasick.Automaton()
        for form, those in found.items():
            automaton.add_word(form, (form, tuple(those)))
        automaton.make_automaton()
        return cls(automaton, tuple(known))

    @classmethod
    def known(cls, places: Iterable[tuple[Any, tuple[str, ...]]]) -> Names:
        """Build it from the explorer's places, each with all its names; those of the gazetteer have the source "sites"."""
        return cls.of(_spot(place, names, place.position) for place, names in places)

    def called(self, name: str) -> tuple[Spot, ...]:
        """The spots with a name, in the order in which they were handed in."""
        found = self.automaton.get(plain(name), None)
        return found[1] if found else ()

    def finds(self, text: str) -> Iterator[tuple[int, int, tuple[Spot, ...]]]:
        """Start, end and spots of each name in a text in plain signs; names within names come as well."""
        for last, (form, spots) in self.automaton.iter(text):
            yield last - len(form) + 1, last + 1, spots


def _spot(place: Any, names: tuple[str, ...], at: Any) -> Spot:
    own, far = place.source == "sites", place.source == "far_towns"
    return Spot(place.id, place.name, place.kind, place.country, at.lon, at.lat, names, own, far)


_CODE = re.compile(r"[A-Z0-9]{2,6}|[a-z0-9-]*[a-z0-9]-(?:station|port|town)-[a-z]{3}(?:-\d+)?")
_ALIKE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def _forms(spot: Spot) -> Iterator[str]:
    for name in dict.fromkeys((spot.name, *spot.names, *_bare(spot), *_saints(spot))):
        short = len(name) < (2 if re.search("[가-힣]", name) else 3) + spot.far
        if name == spot.id or (not spot.area and (short or _CODE.fullmatch(name) or _ALIKE.fullmatch(name))):
            continue
        if " через " in name:
            continue  # a description, "the bridge over …": the river in it is what is named
        if re.search("[а-яё]", name, re.IGNORECASE):
            yield from (plain(form) for form in name_forms(name))
        else:
            yield plain(name)


_KIND_WORDS = {
    "launch site": re.compile(
        r"\s(?:satellite launch site|cosmodrome|spaceport)$|^космодром\s|\s?(?:우주기지|위성발사장)$", re.IGNORECASE
    ),
    "airport": re.compile(
        r"\s(?:airport|airfield)(?:\s\(.*\))?$|^(?:аэропорт|аэродром)\s|(?:국제)?비행장$|\s비행장$", re.IGNORECASE
    ),
}


def _saints(spot: Spot) -> Iterator[str]:
    """The names of a town called after a saint, shortened as English does."""
    for name in (spot.name, *spot.names):
        if name.startswith("Saint "):
            yield from (f"{short} {name[6:]}" for short in ("St", "St."))


def _bare(spot: Spot) -> Iterator[str]:
    """The names of a launch site or airport without the word for it."""
    word = _KIND_WORDS.get(spot.kind)
    for name in (spot.name, *spot.names) if word else ():
        bare = word.sub("", name) if word else name
        if bare != name and len(bare) > 1:
            yield bare


@lru_cache(maxsize=1)
def areas() -> tuple[Spot, ...]:
    """Countries, regions, waters and seats of government of the table."""
    rows = table("areas")
    found = [
        Spot(row["id"], row["name"], row["kind"], names=_names(row), government=row.get("government", "")) for row in rows["area"]
    ]
    seats = (
        Spot(f"government:{row['seat']}", row["name"], "government", names=_names(row), government=row["name"])
        for row in rows["government"]
    )
    return (*found, *seats)


@lru_cache(maxsize=1)
def governments() -> dict[str, str]:
    """The government that sits in a city, by the city's English name in plain signs."""
    return {row["seat"]: row["name"] for row in table("areas")["government"]}


def _names(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for key in ("en", "ko", "ru") for name in row.get(key, ()))


def everyday(form: str) -> bool:
    """Whether a form is an everyday word or a person's name as well: a word beside it has to say that it is a place."""
    return any(form in words("places", "homographs", script) for script in ("en", "ko", "ru"))
