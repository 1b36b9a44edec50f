"""Names to the spots that go by them: as written, and as they sound in Korean or Russian, each with the names of its town."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from explorer.geo import LonLat, distance_km
from explorer.ledger.spelling import folded, korean_sound, russian_sound

SAME_NAME_KM = 60.0
"""A port, station and town of one name nearer than this belong together; farther apart they are places of the same name."""
SAME_PLACE_KM = 3.0
"""Two entries of one name and kind nearer than this are the same place, written down twice."""
REACH_KM = 120.0
"""So far from a town its port may lie: large ones are built on the coast, and some positions are off by much."""
LONGEST = 200
"""So many characters a name has at most; what is longer is none."""
SETTLEMENTS = frozenset({"city", "town"})
"""Kinds of places that have a station and a port and are neither."""
_PARTS = frozenset({"station", "port"})
"""What a town has, and goes by the town's names in every script."""
_SOUNDS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("PRK", "KOR"), korean_sound),
    **dict.fromkeys(("RUS", "UKR", "BLR", "KAZ", "MNG", "KGZ"), russian_sound),
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


_KIND_WORDS = {
    "station": re.compile(r"\s+(?:railway )?station$|\s+chongnyon$|역$|^(?:станция|ж/д станция)\s+", re.IGNORECASE),
    "port": re.compile(r"\s+(?:sea )?port(?: facility)?$|항$|^(?:морской )?порт\s+", re.IGNORECASE),
    "town": re.compile(r"-(?:si|gun)$|(?<=..)시$", re.IGNORECASE),
}
_BRACKETS = re.compile(r"^(.*\S)\s*\((.+)\)$")


def called(spot: Place) -> tuple[str, ...]:
    """All names of a spot; a station and a port go by the bare name of their town as well, and a name in brackets by itself."""
    names = [name for name in (spot.name, *spot.names) if name]
    word = _KIND_WORDS.get(spot.kind)
    names += [bare for name in names if word is not None and (bare := word.sub("", name)) and bare != name]
    names += [part for name in names if (found := _BRACKETS.match(name)) for part in found.groups()]
    return tuple(dict.fromkeys((*names, spot.id)))


@dataclass(frozen=True, eq=False)
class NameIndex:
    """Spots by their names, in the order of the spots."""

    named: tuple[tuple[Place, tuple[str, ...]], ...]

    @classmethod
    def of(cls, spots: Iterable[Place]) -> NameIndex:
        """Index spots; stations and ports get the names of their town."""
        own = cls(tuple((spot, called(spot)) for spot in spots))
        more: dict[Place, list[str]] = {}
        for part, towns in own.belonging():
            more.setdefault(part, []).extend(name for town in towns for name in (town.name, *town.names))
            if len(towns) == 1:  # the port of Rajin is that of Rason as well, and neither town goes by the name of the other
                more.setdefault(towns[0], []).extend(bare_names(part))
        return cls(tuple((spot, tuple(dict.fromkeys((*names, *more.get(spot, ()))))) for spot, names in own.named))

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[Place, ...]]:
        return _grouped((folded(name), spot) for spot, names in self.named for name in names)

    @cached_property
    def _by_sound(self) -> Mapping[str, tuple[Place, ...]]:
        return _grouped((key, spot) for spot, names in self.named for name in names for key in _keys(spot, name))

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(name.casefold() for _, names in self.named for name in names)

    @cached_property
    def _forms(self) -> list[str]:
        return sorted(self._by_form)

    def called(self, text: str) -> tuple[Place, ...]:
        """Spots with this name; where it is written otherwise than they write it, also those whose name sounds the same."""
        if len(text) > LONGEST:
            return ()
        exact = self._by_form.get(folded(text), ())
        if exact and text.casefold() in self._written:
            return exact
        if not exact and (meant := self._of_kind(text)):
            return meant
        alike = [spot for sound in (korean_sound, russian_sound) for spot in self._sounding(sound, text)]
        return tuple(dict.fromkeys((*exact, *alike)))

    def _of_kind(self, text: str) -> tuple[Place, ...]:
        """For a text that says what is meant, such as "станция Уссурийск": the spots of that kind, else all of the bare name."""
        for kind, word in ((kind, _KIND_WORDS[kind]) for kind in sorted(_PARTS)):
            bare = word.sub("", text.strip())
            if bare and bare != text.strip() and (found := self.called(bare)):
                return tuple(spot for spot in found if spot.kind == kind) or found
        return ()

    def _sounding(self, sound: Callable[[str], str], text: str) -> tuple[Place, ...]:
        readings = dict.fromkeys((text, re.sub("ch", "kh", text, flags=re.IGNORECASE)))  # German writes Nachodka
        found = [spot for reading in readings for spot in self._by_sound.get(f"{sound.__name__}:{sound(reading)}", ())]
        return tuple(dict.fromkeys(found))

    def beginning(self, text: str) -> tuple[Place, ...]:
        """Spots with a name that begins with this text of three letters (two in Hangul) or more."""
        form = folded(text[:LONGEST])
        if len(form) < (2 if re.match("[가-힣]", form) else 3):
            return ()
        start = bisect.bisect_left(self._forms, form)
        stop = bisect.bisect_left(self._forms, f"{form}\U0010ffff")
        return tuple(dict.fromkeys(spot for name in self._forms[start:stop] for spot in self._by_form[name]))

    def near(self, form: str, limit: int = 5) -> list[Place]:
        """The spots whose names look most like a folded name."""
        forms = difflib.get_close_matches(form[:LONGEST], self._by_form, n=15, cutoff=0.6)
        return list(dict.fromkeys(self._by_form[name][0] for name in forms))[:limit]

    def belonging(self) -> Iterator[tuple[Place, list[Place]]]:
        """Each station and port with the towns that it belongs to: one name or sound, the same country, and near enough."""
        for part, names in self.named:
            if part.kind not in _PARTS:
                continue
            others = [other for name in names for other in self._by_form.get(folded(name), ())]
            others += [other for name in names for key in _keys(part, name) for other in self._by_sound.get(key, ())]
            towns = [other for other in dict.fromkeys(others) if other.kind in SETTLEMENTS and other.country == part.country]
            if near := [town for town in towns if _near(town, part)]:
                yield part, near


def _near(town: Place, part: Place) -> bool:
    if abs(town.position.lat - part.position.lat) > 2:
        return False
    return distance_km(town.position, part.position) <= REACH_KM


def bare_names(part: Place) -> tuple[str, ...]:
    """The names of a station or port in one word, which do not say what it is; they are those of its town as well."""
    word = _KIND_WORDS[part.kind]
    names = (name for name in called(part) if name != part.id and " " not in name and not re.search(r"\d", name))
    return tuple(name for name in names if not word.search(name) and not (name.isupper() and name.isascii()))


def _keys(spot: Place, name: str) -> Iterator[str]:
    own = _SOUNDS.get(spot.country)
    sounds = (own,) if own else (korean_sound, russian_sound) if spot.kind == "border crossing" else ()
    for sound in sounds if name != spot.id else ():
        if key := sound(name):
            yield f"{sound.__name__}:{key}"


def _grouped(rows: Iterable[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, dict[Place, None]] = {}
    for key, spot in rows:
        if key:
            found.setdefault(key, {})[spot] = None
    return {key: tuple(spots) for key, spots in found.items()}
