"""Voyages of a reader's own files as a picture and as bars: observed solid, interpolated dashed, silent left empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape

import numpy as np
import shapely

from explorer.comparison.profile import ZONE_WORDS
from explorer.messages import day, message, number, say, told

WIDTH = 900.0
MARGIN = 0.08
SHAPE = 0.62
"""Height of a picture as a part of its width."""
ZONE_COLOURS = {
    "internal": "#1b6ca8", "territorial": "#3c8dbc", "contiguous": "#7fb8d6", "eez": "#b9dcea", "high-seas": "#e9eef2",
    "land": "#b9a582", "outside the zone data": "#d9d2e9", "not-computed": "#d9d2e9",
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """A piece of a voyage: its line as longitudes and latitudes, and whether it was observed or lies between far positions."""

    line: Sequence[tuple[float, float]]
    observed: bool


@dataclass(frozen=True)
class Part:
    """A part of a bar: State, kind of zone, kilometres and what they are called for who reads with the pointer."""

    state: str
    zone: str
    km: float


def picture(
    land: Callable[[tuple[float, float, float, float]], Iterable[shapely.Geometry]],
    ways: Sequence[Way],
    calls: Sequence[tuple[float, float, str]],
    silences: Sequence[tuple[tuple[float, float], tuple[float, float]]],
) -> str:
    """A map as SVG over the land of its frame: ways, ports of calls, and the ends of each silence with nothing between them."""
    frame = _frame(ways, calls, silences)
    box = shapely.box(*frame.bounds)
    near = [shape for shape in land(frame.bounds) if shapely.intersects(shape, box)]
    shapes = [shapely.simplify(shapely.intersection(shape, box), frame.degree_px / 4) for shape in near]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}" role="img">',
        f'<rect width="{WIDTH:.0f}" height="{frame.height:.0f}" fill="#eaf2f7"/>',
        *(f'<path d="{frame.rings(shape)}" fill="#d8d2c4" stroke="#9b9586" stroke-width=".6"/>' for shape in shapes),
        *(_drawn(frame, way) for way in ways),
        *(_silence(frame, start, end) for start, end in silences),
        *(_call(frame, lon, lat, name) for lon, lat, name in calls),
        "</svg>",
    ]
    return "".join(parts)


@dataclass(frozen=True)
class _Frame:
    """The piece of the Earth that a picture shows, and where its positions lie on it."""

    bounds: tuple[float, float, float, float]
    height: float

    @property
    def degree_px(self) -> float:
        return (self.bounds[2] - self.bounds[0]) / WIDTH

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        west, south, east, north = self.bounds
        return (lon - west) / (east - west) * WIDTH, (north - lat) / (north - south) * self.height

    def points(self, line: Iterable[tuple[float, float]]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*spot) for spot in line))

    def rings(self, shape: shapely.Geometry) -> str:
        rings = shapely.get_rings(shapely.get_parts(shape))
        return "".join(f"M{self.points(shapely.get_coordinates(ring).tolist())}Z" for ring in rings)


def _frame(
    ways: Sequence[Way],
    calls: Sequence[tuple[float, float, str]],
    silences: Sequence[tuple[tuple[float, float], tuple[float, float]]],
) -> _Frame:
    spots = [spot for way in ways for spot in way.line]
    spots += [(lon, lat) for lon, lat, _ in calls] + [end for silence in silences for end in silence]
    lon, lat = np.asarray(spots or [(130.0, 40.0)]).T
    middle = (float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2)
    turn = 1.0 / max(float(np.cos(np.radians(middle[1]))), 0.1)
    side = max(float(np.ptp(lon)), float(np.ptp(lat)) / SHAPE * turn, 0.2) * (0.5 + MARGIN)
    half = (side, side * SHAPE / turn)
    bounds = (middle[0] - half[0], max(middle[1] - half[1], -90.0), middle[0] + half[0], min(middle[1] + half[1], 90.0))
    return _Frame(bounds, WIDTH * (bounds[3] - bounds[1]) / (bounds[2] - bounds[0]) * turn)


def _drawn(frame: _Frame, way: Way) -> str:
    dashes = "" if way.observed else ' stroke-dasharray="6 5"'
    return f'<polyline points="{frame.points(way.line)}" fill="none" stroke="#0b3d66" stroke-width="1.8"{dashes}/>'


def _silence(frame: _Frame, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (u, v) = frame.at(*start), frame.at(*end)
    return (
        f'<path d="M{x - 4:.1f},{y - 4:.1f}l8,8m0,-8l-8,8" stroke="#a33" stroke-width="1.6"/>'
        f'<circle cx="{u:.1f}" cy="{v:.1f}" r="4" fill="none" stroke="#a33" stroke-width="1.6"/>'
    )


def _call(frame: _Frame, lon: float, lat: float, name: str) -> str:
    x, y = frame.at(lon, lat)
    words = f'<text x="{x + 7:.1f}" y="{y - 5:.1f}" font-family="sans-serif" font-size="13" fill="#222">{escape(name)}</text>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="#fff" stroke="#222" stroke-width="1.6"/>{words}'


def bar(title: str, parts: Sequence[Part], language: str = "en") -> str:
    """A way unrolled, each part in the colour of its zone, as HTML."""
    km = sum(part.km for part in parts)

    def length(of_km: float) -> str:
        return f"{number(language, of_km)} {say(language, 'km')}"

    bands = "".join(
        f'<span title="{escape(words(part, language))}, {length(part.km)}" style="flex:{max(part.km, km / 400):.3f} 0 0;'
        f"background:{ZONE_COLOURS.get(part.zone, '#ccc')};height:18px;overflow:hidden;font-size:11px;color:#111;"
        f'white-space:nowrap;padding-left:2px">{escape(words(part, language)) if part.km > km / 8 else ""}</span>'
        for part in parts
    )
    head = f"<strong>{escape(title)}</strong>: {length(km)}"
    return f'<div>{head}<div style="display:flex;border:1px solid #888">{bands}</div></div>'


def words(part: Part, language: str = "en") -> str:
    """State and zone in words."""
    return f"{told(language, part.state)} {told(language, ZONE_WORDS.get(part.zone, part.zone))}".strip()


def brief(summary: Mapping[str, object], zones: Iterable[tuple[str, float, float, float]], language: str = "en") -> str:
    """The figures of files on one page of plain text, the share about which nothing is known first."""
    speak = partial(say, language)
    share = summary.get("share_of_hours_outside_the_zone_data")
    hours = _UNKNOWN if share is None else _OUTSIDE
    counted = {name: summary[name] for name in ("positions", "kept", "ships", "voyages", "calls", "gaps", "encounters")}
    lines = [
        speak("SHIP POSITIONS IN THIS FILE"),
        "",
        speak(hours) if share is None else speak(hours, share=f"{number(language, 100 * float(str(share)), 1)}%"),
        speak(_FIGURES, **counted),
        speak("From {start} to {end}.", start=_moment(language, summary["start"]), end=_moment(language, summary["end"])),
        "",
        speak("By zone, in this file (kilometres, hours, hours silent):"),
        *(f"  {speak(_ZONE, name=name, km=km, hours=under_way, silent=silent)}" for name, km, under_way, silent in zones),
        "",
        speak("What was not heard is not known. Zones are computed and are not legal limits. Not for navigation."),
    ]
    return "\n".join(lines) + "\n"


_UNKNOWN = message("Outside the zone data: an unknown share in this file. Nothing is said about it.")
_OUTSIDE = message("Outside the zone data: {share} of the hours in this file. Nothing is said about it.")
_FIGURES = message(
    "In this file: {positions} positions, of which {kept} were kept; {ships} ships; {voyages} voyages; {calls} calls; "
    "{gaps} gaps; {encounters} encounters."
)
_ZONE = message("{name}: {km:,.0f} km, {hours:,.1f} h, {silent:,.1f} h silent")


def _moment(language: str, value: object) -> str:
    """A time as it stands in the figures; its day as the language writes it."""
    words = str(value)
    if language == "en" or len(words) < len("2023-01-01"):
        return words
    first, _, rest = words.partition("T")
    return f"{day(language, date.fromisoformat(first))} {rest}".strip()
