"""Reading a view: from a query string, a whole address, JSON or its pairs. Never fails but where nothing may be guessed."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from explorer.errors import CoordinateError, ViewError, quoted
from explorer.geo import checked
from explorer.ledger.nearest import hint
from explorer.ledger.vocabulary import Flow, Reliability, SiteKind, Stance, Topic, Truth
from explorer.letters import unfit
from explorer.views.notices import Notices
from explorer.views.view import (
    DEFAULT_LAYERS,
    FIRST_DAY,
    LANGUAGES,
    LAST_DAY,
    MAX_PLACE,
    MAX_QUERY,
    MAX_TEXT,
    MAX_ZOOM,
    MIN_ZOOM,
    SORTS,
    SWITCH,
    VERSION,
    Camera,
    LayerId,
    RouteQuery,
    View,
    slug,
)  # fmt: skip
from explorer.zones.law import BASELINES, FLAGS

E = TypeVar("E", bound=StrEnum)
W = TypeVar("W", bound=str)
V = TypeVar("V")

_DONE_INSTEAD = re.compile(
    r"[.;] (the default \w+ is shown|it was left out|both were left out|nothing is selected|no statement matches it)\.$",
    re.IGNORECASE,
)
"""What a notice says at its end that a page has done about a fault."""


def parse(source: str | Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """Read a view from a query string, a whole address, a JSON object or its pairs.

    Never fails: what cannot be read is left at its default and said in a notice, so that a broken link still opens.

    Returns
    -------
    view, notices
    """
    length = len(source) if isinstance(source, str) else sum(len(str(key)) + len(str(value)) for key, value in source.items())
    if length > MAX_QUERY:
        told = f"This view is {length:,} characters long; a view has at most {MAX_QUERY:,}."
        return View(), (f"{told} The default view is shown.",)
    notices = Notices()
    pairs = _pairs_of(source, notices)
    version = pairs.pop("v", str(VERSION))
    if version != str(VERSION):
        told = f"This link was made for version {quoted(version, 20)} of views; version {VERSION} is read here."
        return View(), (f"{told} The default view is shown.",)
    reader = _Reader(pairs, notices)
    layers, journeys = reader.layers()
    view = View(
        camera=reader.camera(),
        layers=layers,
        journeys=journeys,
        start=reader.day("from"),
        end=reader.day("to"),
        as_of=reader.day("asof"),
        documents=reader.documents(),
        stances=reader.words("stance", Stance),
        topics=reader.words("topic", Topic),
        kinds=reader.words("kind", SiteKind),
        reliabilities=reader.words("rel", Reliability),
        grades=reader.grades(),
        claimants=frozenset(reader.codes("who", "[a-z0-9]+(?:-[a-z0-9]+)*", "not a valid id of a claimant")),
        truths=reader.words("truth", Truth),
        flows=reader.words("flow", Flow),
        sort=reader.one_of("sort", SORTS),
        text=reader.text(),
        selected=reader.selected(),
        own=reader.own(),
        route=reader.route(),
        baseline=reader.one_of("baseline", BASELINES),
        flag=reader.one_of("flag", FLAGS),
        figures=reader.one_of("figures", SWITCH),
        language=reader.one_of("lang", LANGUAGES),
    )
    if view.start and view.end and view.start > view.end:
        notices.say(f"from={view.start} lies after to={view.end}; both were left out.")
        view = replace(view, start=None, end=None)
    strangers = (key for key in pairs if key not in reader.read)
    notices.each(strangers, lambda key: f"{quoted(key)} is not a known key{hint(key, reader.read)}; it was left out.")
    return view, tuple(notices)


def parse_strictly(
    source: str | Mapping[str, str],
    journeys: Iterable[str] | None = None,
    unknown: Callable[[View], Iterable[str]] | None = None,
) -> View:
    """Read a view where nothing may be guessed, such as the command line.

    Parameters
    ----------
    journeys
        The kinds of journeys there are; None leaves those of the view unchecked.
    unknown
        Tells what a view names that is not there, such as a document; None leaves that unchecked.

    Raises
    ------
    ViewError
        With everything that :func:`parse` would have put in a notice.
    """
    view, notices = parse(source)
    notices += () if journeys is None else unknown_layers(view, journeys)
    notices += () if unknown is None else tuple(unknown(view))
    if notices:  # without what a page does instead
        told = (_DONE_INSTEAD.sub(".", notice) for notice in notices)
        raise ViewError("This view cannot be read as it stands: " + " ".join(told))
    return view


def unknown_layers(view: View, journeys: Iterable[str]) -> tuple[str, ...]:
    """Notices of layers that are neither the map's own nor one of these kinds of journeys."""
    known = list(journeys)
    notices = Notices()
    notices.each(sorted(view.journeys - set(known)), lambda stranger: _no_layer(stranger, known))
    return tuple(notices)


def _no_layer(word: str, journeys: Iterable[str] = ()) -> str:
    known = [*LayerId, *journeys]
    return f"layers={quoted(word)} is not known{hint(word, known)}; use one of {', '.join(known)}."


def from_slug(text: str, words: type[E]) -> E | None:
    """The word that a reader means, in either form and any case; None when there is no such word."""
    return next((word for word in words if slug(text) == slug(word)), None)


def _pairs_of(source: str | Mapping[str, str], notices: Notices) -> dict[str, str]:
    if not isinstance(source, str):
        return _without_tracking((str(key), str(value)) for key, value in source.items())
    text = source.strip()
    if text.startswith("{"):
        return _pairs_of_json(text, notices)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|[/?]", text):
        text = text.partition("#")[0].partition("?")[2]
    pairs = parse_qsl(text, keep_blank_values=True)
    if text and not pairs:
        notices.say(f"{quoted(text)} is not a valid view. The default view is shown.")
    pairs = [(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)]
    repeated = sorted(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    notices.each(repeated, lambda key: f"Key {quoted(key)} is given more than once; the last one counts.")
    return dict(pairs)


_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|at|mc|oly|vero|itm|gad|fb)_\w+|_hs\w+|[a-z]{0,3}clk?id|[gw]braid|gclsrc|\w{0,5}clickid"
    r"|scc?id|_openstat|_ga|_gl|_ke|_branch_match_id|__twitter_impression|igsh(?:id)?|li_fat_id|hsctatracking|mkt_tok|ref_(?:src|url)"
    r"|s_cid|wickedid|srsltid|epik|ncid|cmpid|cm_mmc\w*|ns_\w+|wt_z?mc|spm|trk(?:campaign)?|cvid|ocid",
    re.IGNORECASE,
)
"""Keys that sites and mail programs hang on links to follow readers; no key of a view is among them."""


def _without_tracking(pairs: Iterable[tuple[str, V]]) -> dict[str, V]:
    return {key: value for key, value in pairs if not _TRACKING.fullmatch(key)}


def _pairs_of_json(text: str, notices: Notices) -> dict[str, str]:
    try:
        loaded: Any = json.loads(text)
    except (ValueError, RecursionError):
        loaded = None
    if not isinstance(loaded, dict):
        notices.say("The view starts like JSON but is not valid JSON. The default view is shown.")
        return {}
    loaded = _without_tracking(loaded.items())
    plain = {key: value for key, value in loaded.items() if isinstance(value, (str, int, float)) and not isinstance(value, bool)}
    left_out = (key for key in loaded if key not in plain)
    notices.each(left_out, lambda key: f"{quoted(key)} holds neither text nor a number; it was left out.")
    return {key: str(value) for key, value in plain.items()}


class _Reader:
    """Takes the known keys out of the pairs and notes what it could not read."""

    def __init__(self, pairs: Mapping[str, str], notices: Notices) -> None:
        self._pairs = pairs
        self._notices = notices
        self.read: set[str] = set()

    def _get(self, key: str) -> str:
        self.read.add(key)
        return self._pairs.get(key, "").strip()

    def _convert(self, key: str, convert: Callable[[str], Any], what: str) -> Any:
        value = self._get(key)
        if not value:
            return None
        try:
            return convert(value)
        except ValueError:
            self._notices.say(f"{key}={quoted(value)} is {what}; it was left out.")
            return None

    def camera(self) -> Camera | None:
        lon, lat, zoom = (self._convert(key, float, "not a valid number") for key in ("lon", "lat", "z"))
        if lon is None and lat is None and zoom is None:
            return None
        if lon is None or lat is None or zoom is None:
            self._notices.say("lon, lat and z belong together; the default frame is shown.")
            return None
        try:
            position = checked(round(lon, 4), round(lat, 4))
        except CoordinateError as error:
            self._notices.say(f"{error} The default frame is shown.")
            return None
        if not math.isfinite(zoom):
            self._notices.say(f"z={zoom} is not a valid zoom level; the default frame is shown.")
            return None
        return Camera(position.lon + 0.0, position.lat + 0.0, round(min(max(zoom, MIN_ZOOM), MAX_ZOOM), 2))

    def day(self, key: str) -> date | None:
        day: date | None = self._convert(key, date.fromisoformat, "not a valid date such as 2024-06-19")
        return day

    def layers(self) -> tuple[frozenset[LayerId], frozenset[str]]:
        """The layers, and the kinds of journeys that are named among them; which there are, only the cards know."""
        if "layers" not in self._pairs:
            return DEFAULT_LAYERS, frozenset()
        words = [part.strip().casefold() for part in self._get("layers").split(",") if part.strip()]
        if words == ["none"]:
            return frozenset(), frozenset()
        layers = frozenset(layer for word in words if (layer := from_slug(word, LayerId)))
        others = {word for word in words if from_slug(word, LayerId) is None}
        journeys = frozenset(word for word in others if re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", word))
        self._notices.each(sorted(others - journeys), _no_layer)
        if LayerId.JOURNEYS in layers or not journeys:
            return layers or DEFAULT_LAYERS, frozenset()
        return layers | {LayerId.JOURNEYS}, journeys

    def words(self, key: str, kind: type[E]) -> frozenset[E]:
        parts = {part: from_slug(part, kind) for part in self._get(key).split(",") if part}
        known = [slug(word) for word in kind]
        self._notices.each(
            (part for part, word in parts.items() if word is None),
            lambda part: f"{key}={quoted(part)} is not known{hint(part, known)}; use one of {', '.join(known)}.",
        )
        return frozenset(filter(None, parts.values()))

    def documents(self) -> frozenset[str]:
        return frozenset(self.codes("doc", "[0-9A-Za-z_-]{1,80}", "not a valid document id"))

    def grades(self) -> frozenset[str]:
        return frozenset(grade.upper() for grade in self.codes("grade", "[A-Fa-f][1-6]", "not a grade from A1 to F6"))

    def text(self) -> str:
        value = self._words("q")
        if len(value) > MAX_TEXT:
            self._notices.say(f"The search text was cut to {MAX_TEXT} characters.")
        return value[:MAX_TEXT].rstrip()

    def own(self) -> tuple[str, ...]:
        """Ids of layers of the workspace, in their order, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self._get("own").split(",") if part.strip()))

    def selected(self) -> str:
        value = self._get("sel")
        if value and not re.fullmatch(r"(?:site|claim|event|leg|stop|itinerary|way|own):[A-Za-z0-9-]{1,100}", value):
            self._notices.say(f"sel={quoted(value)} is not something that can be selected; it was left out.")
            return ""
        return value

    def route(self) -> RouteQuery:
        gauge = self._get("gauge")
        if gauge not in {"", "1520", "1435"}:
            self._notices.say(f"gauge={quoted(gauge)} is not known; use 1520 or 1435.")
        return RouteQuery(
            origin=self._place("a"),
            destination=self._place("b"),
            loading=self._place("loading"),
            discharge=self._place("discharge"),
            gauge_mm=1520 if gauge == "1520" else 1435 if gauge == "1435" else None,
            avoid=frozenset(self.codes("avoid", "[A-Z]{3}", "not an ISO 3166 alpha-3 code such as CHN")),
            closed=frozenset(self.codes("close", "[a-z0-9-]{1,80}", "not a valid id of a structure or passage")),
            on=self._carrying_day(),
            transit=self.one_of("transit", SWITCH),
            via=self.codes("via", "[a-z0-9-]{1,80}", "not a valid id of a passage"),
        )

    def _carrying_day(self) -> date | None:
        day = self.day("on")
        if day is None or FIRST_DAY <= day <= LAST_DAY:
            return day
        self._notices.say(f"on={day} lies outside {FIRST_DAY.year} to {LAST_DAY.year}; it was left out.")
        return None

    def _words(self, key: str) -> str:
        """A text as a page, a sheet and a file can show it."""
        value = self._get(key)
        shown = value.translate(dict.fromkeys(map(ord, unfit(value))))
        if shown != value:
            self._notices.say(f"{key} holds signs that cannot be shown; they were left out.")
        return shown.strip()

    def _place(self, key: str) -> str:
        value = self._words(key)
        if len(value) > MAX_PLACE:
            self._notices.say(f"{key} is longer than {MAX_PLACE} characters; it was left out.")
            return ""
        return value

    def codes(self, key: str, pattern: str, what: str) -> tuple[str, ...]:
        parts = dict.fromkeys(part for part in self._get(key).split(",") if part)
        good = tuple(part for part in parts if re.fullmatch(pattern, part))
        bad = parts.keys() - set(good)
        self._notices.each(filter(bad.__contains__, parts), lambda part: f"{key}={quoted(part)} is {what}; it was left out.")
        return good

    def one_of(self, key: str, words: tuple[W, ...]) -> W:
        """One of some words in any case; the first where none is given or none fits."""
        value = self._get(key) or words[0]
        for word in words:
            if value.casefold() == word.casefold():
                return word
        self._notices.say(f"{key}={quoted(value)} is not known{hint(value, words)}; use {', '.join(words[:-1])} or {words[-1]}.")
        return words[0]
