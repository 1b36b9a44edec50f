"""A view: one question as a small frozen value, and its two written forms, query string and JSON.

The page, theme and export size are outside it. Online tiles are outside it too, so that a link never makes another
person's browser call out. Keys left at their default are not written::

    v=1&lon=130.6&lat=42.4&z=9&from=2023-08-01&to=2023-12-31&stance=alleged,denied&sel=site:rajin-port
    v=1&a=Rajin&b=Dunai&close=friendship-bridge
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, TypeVar
from urllib.parse import quote

from explorer.ledger.vocabulary import Flow, Reliability, SiteKind, Stance, Topic, Truth
from explorer.zones.law import Baseline, Flag

VERSION = 1
MIN_ZOOM, MAX_ZOOM = 2.0, 14.0
MAX_TEXT, MAX_PLACE = 200, 100
MAX_QUERY = 8_000
"""So many characters a view has at most in any of its written forms; the longest that a page writes is a fifth of that."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 1, 1)
"""Between these lies the day on which a line has to carry."""

Language = Literal["en", "ko", "ru"]
Switch = Literal["off", "on"]
Sort = Literal["relevance", "date", "grade"]
SORTS: tuple[Sort, ...] = ("relevance", "date", "grade")
SWITCH: tuple[Switch, ...] = ("off", "on")
LANGUAGES: tuple[Language, ...] = ("en", "ko", "ru")
E = TypeVar("E", bound=StrEnum)


FACETS = ("documents", "stances", "topics", "kinds", "reliabilities", "grades", "claimants", "truths", "flows")
"""Fields of a view that are sets of words, each of which lets a statement through."""
FILTERS = ("start", "end", "text", *FACETS)
"""All fields that choose among statements."""


class LayerId(StrEnum):
    """The layers a reader may switch.

    Kinds of journeys are cards, so that a view, which is read without any cards, cannot list them: ``JOURNEYS`` stands for all
    of them, and :attr:`View.journeys` holds the ids of those that are shown alone. In links they stand among the layers.
    """

    PLACES = "places"
    EVENTS = "events"
    RAIL = "rail"
    SEA = "sea"
    JOURNEYS = "journeys"
    HALO = "accuracy"
    RAILWAYS = "railways"
    ROUTES = "routes"
    ZONES = "zones"
    TERRITORIAL_SEA = "territorial-sea"
    GRATICULE = "graticule"


DEFAULT_LAYERS = frozenset(LayerId) - {LayerId.TERRITORIAL_SEA, LayerId.ZONES, LayerId.HALO}


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the map looks: the position at its centre and Leaflet's zoom level."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True)
class RouteQuery:
    """Which ways are asked for, between two places by id, name or ``lon,lat``, and under which conditions.

    ``loading`` and ``discharge`` are the ports where a sea leg begins and ends; ``avoid`` are countries, ``closed`` ids of
    structures and passages; ``on`` is the day: a line that opened later does not carry. ``transit`` lets rail use the track of
    third States as freely as that of the States concerned; ``via`` are ids of passages that a sea leg leads through, in order.
    """

    origin: str = ""
    destination: str = ""
    loading: str = ""
    discharge: str = ""
    gauge_mm: Literal[1520, 1435] | None = None
    avoid: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    on: date | None = None
    transit: Switch = "off"
    via: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether both ends are given."""
        return bool(self.origin and self.destination)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Keys and values in canonical order, empty where nothing is asked."""
        return (
            ("a", self.origin),
            ("b", self.destination),
            ("loading", self.loading),
            ("discharge", self.discharge),
            ("gauge", str(self.gauge_mm or "")),
            ("avoid", ",".join(sorted(self.avoid))),
            ("close", ",".join(sorted(self.closed))),
            ("on", self.on.isoformat() if self.on else ""),
            ("transit", self.transit if self.transit == "on" else ""),
            ("via", ",".join(self.via)),
        )


@dataclass(frozen=True, slots=True)
class View:
    """What is asked of the world. An empty selection of a filter means all of it."""

    camera: Camera | None = None
    layers: frozenset[LayerId] = DEFAULT_LAYERS
    journeys: frozenset[str] = frozenset()
    """Kinds of journeys that are shown while their layer is on; none for all of them."""
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    """The day (UTC) at whose end the workspace is shown as it was known then; None for now. No filter: it chooses the ledger."""
    documents: frozenset[str] = frozenset()
    stances: frozenset[Stance] = frozenset()
    topics: frozenset[Topic] = frozenset()
    kinds: frozenset[SiteKind] = frozenset()
    reliabilities: frozenset[Reliability] = frozenset()
    grades: frozenset[str] = frozenset()
    """Grades of the statement itself, such as "C3"."""
    claimants: frozenset[str] = frozenset()
    truths: frozenset[Truth] = frozenset()
    flows: frozenset[Flow] = frozenset()
    text: str = ""
    sort: Sort = "relevance"
    """The order of statements and facts; by relevance, without words, is the order of the cards."""
    selected: str = ""
    route: RouteQuery = RouteQuery()
    baseline: Baseline = "claimed"
    flag: Flag = "RUS"
    own: tuple[str, ...] = ()
    """Ids of layers of the workspace that are shown."""
    figures: Switch = "off"
    """Whether combined exposure figures, which rest on judged ranges, are asked for."""
    language: Language = "en"

    @property
    def filtered(self) -> bool:
        """Whether anything that chooses among statements differs from the default."""
        return any(getattr(self, name) for name in FILTERS)

    def without_filters(self) -> View:
        """The same view of all statements."""
        cleared = View()
        return replace(self, **{name: getattr(cleared, name) for name in FILTERS})

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Keys and values in canonical order, defaults left out, ``v`` first."""
        pairs = [("v", str(VERSION))]
        if self.camera is not None:
            pairs += [
                ("lon", _number(self.camera.lon, 4)),
                ("lat", _number(self.camera.lat, 4)),
                ("z", _number(self.camera.zoom, 2)),
            ]
        if self.layers != DEFAULT_LAYERS or self.journeys:
            pairs.append(("layers", self._layer_words() or "none"))
        for key, day in (("from", self.start), ("to", self.end), ("asof", self.as_of)):
            if day is not None:
                pairs.append((key, day.isoformat()))
        pairs += [(key, value) for key, value in (*self._filters(), *self.route.pairs()) if value]
        default = View()
        for key, word in (("baseline", "baseline"), ("flag", "flag"), ("figures", "figures"), ("lang", "language")):
            if getattr(self, word) != getattr(default, word):
                pairs.append((key, getattr(self, word)))
        return tuple(pairs)

    def _layer_words(self) -> str:
        journeys = sorted(self.journeys) or [LayerId.JOURNEYS.value]
        shown = (journeys if layer is LayerId.JOURNEYS else [layer.value] for layer in LayerId if layer in self.layers)
        return ",".join(word for words in shown for word in words)

    def shows(self, journey: str) -> bool:
        """Whether a kind of journeys is shown."""
        return LayerId.JOURNEYS in self.layers and (not self.journeys or journey in self.journeys)

    def _filters(self) -> tuple[tuple[str, str], ...]:
        return (
            ("doc", ",".join(sorted(self.documents))),
            ("stance", _words(self.stances, Stance)),
            ("topic", _words(self.topics, Topic)),
            ("kind", _words(self.kinds, SiteKind)),
            ("rel", _words(self.reliabilities, Reliability)),
            ("grade", ",".join(sorted(self.grades))),
            ("who", ",".join(sorted(self.claimants))),
            ("truth", _words(self.truths, Truth)),
            ("flow", _words(self.flows, Flow)),
            ("q", self.text),
            ("sort", "" if self.sort == SORTS[0] else self.sort),
            ("sel", self.selected),
            ("own", ",".join(self.own)),
        )

    def query(self) -> str:
        """The canonical query string."""
        return "&".join(f"{key}={quote(value, safe=':,._-')}" for key, value in self.pairs())

    def json(self) -> str:
        """The same pairs as a JSON object."""
        return json.dumps(dict(self.pairs()), ensure_ascii=False)


def slug(word: str) -> str:
    """The form of a word in a query string: "reported fact" is written reported-fact."""
    return re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-")


def _words(chosen: Iterable[E], order: type[E]) -> str:
    chosen = set(chosen)
    return ",".join(slug(word) if order is not Reliability else str(word) for word in order if word in chosen)


def _number(value: float, digits: int) -> str:
    return f"{round(value, digits) + 0.0:.{digits}f}".rstrip("0").rstrip(".")
