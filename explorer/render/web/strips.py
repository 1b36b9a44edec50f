"""The differing segments unrolled for the page's script: bands, marks and the track that the pointer follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from explorer.comparison.compare import Apart
from explorer.comparison.profile import ZONE_WORDS, Band, StripMark, marks_of
from explorer.messages import message, number, say, told
from explorer.routing.route import Route, RouteLeg

LETTERS = {"crossing": "B", "gauge break": "G", "port": "T"}
TRACK_POINTS = 400
"""So many points of a track are kept for the pointer."""


_ACCESS = {
    "": message("no third State may act"),
    "free": message("a third State may act"),
    "consent": message("a third State may board with consent only"),
}


def strips(
    apart: Apart, rail: Route, sea: Route, language: str = "en", name: Callable[[str], str] = lambda name: name
) -> list[dict[str, Any]]:
    """Both differing segments, rail first, as :func:`explorer.render.web.leaflet.scene_group` takes them.

    Parameters
    ----------
    name
        What turns the English name of a place into that of the language: :func:`explorer.render.place_names.place_names`.
    """
    cut = apart.differing
    return [
        _strip(say(language, "By rail"), cut.rail, apart.rail, _marks(marks_of(cut.rail, rail), name), language),
        _strip(say(language, "With a sea leg"), cut.sea, apart.sea, _marks(marks_of(cut.sea, sea), name), language),
    ]


def _marks(marks: Iterable[StripMark], name: Callable[[str], str]) -> list[Mapping[str, Any]]:
    return [{"at": round(mark.at_km, 2), "letter": LETTERS[mark.kind], "title": name(mark.title)} for mark in marks]


def _strip(
    title: str, legs: Sequence[RouteLeg], bands: Sequence[Band], marks: Sequence[Mapping[str, Any]], language: str
) -> dict[str, Any]:
    km = sum(leg.distance_km for leg in legs)
    return {
        "title": title,
        "km": round(km, 2),
        "words": say(language, "{km} km that the other route does not share; arrow keys move along it", km=number(language, km)),
        "bands": [_band(band, language) for band in bands],
        "marks": marks,
        "track": track(legs),
    }


def _band(band: Band, language: str) -> Mapping[str, Any]:
    part = band.stretch
    state, kind = told(language, part.state), told(language, ZONE_WORDS.get(part.zone_kind, part.zone_kind))
    brief = part.zone_kind if language == "en" else kind
    access = "" if band.access == "none" else "free" if band.free else "consent"
    length = f"{number(language, part.km)} {say(language, 'km')}"
    words = [f"{state} {kind}".strip(), length, told(language, part.status), say(language, _ACCESS[access])]
    return {
        "from": round(part.from_km, 2),
        "to": round(part.to_km, 2),
        "kind": part.zone_kind,
        "short": state if part.zone_kind == "land" else f"{state} {brief}".strip(),
        "access": access,
        "words": ", ".join(word for word in words if word),
    }


def track(legs: Sequence[RouteLeg]) -> list[list[float]]:
    """Longitude, latitude and kilometre of points along legs; the legs' own length counts, not that of the drawn line."""
    found: list[list[float]] = []
    at = 0.0
    for leg in legs:
        found += [
            [round(p.lon, 4), round(p.lat, 4), round(at + km, 2)] for p, km in zip(leg.line, leg.cumulative_km, strict=True)
        ]
        at += leg.distance_km
    return _thinned(found)


def _thinned(points: list[list[float]]) -> list[list[float]]:
    step = max(1, len(points) // TRACK_POINTS)
    kept = points[::step]
    return kept if kept[-1:] == points[-1:] else [*kept, points[-1]]
