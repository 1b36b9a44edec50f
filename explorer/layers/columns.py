"""Which columns of a table hold positions: by their names, and by what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from explorer.layers.sexagesimal import Axis, Half, halves

Kind = Literal["two", "one", "wkt", "parts"]

_LAT = re.compile(
    r"^(?:[a-z]|geo|gps|pos|dd|dec|orig|dest|from|to|start|end|src|y)?(?:lat|latit|latitude|latitud|lati|breite|breitengrad|широта|шир|ш|φ)(?:dd|dms|dec|deg|wgs|wgs84|\d*)$"
    r"|(?<![단행])위도|纬度|緯度|^(?:북위|北纬|北緯)$"
)
_LON = re.compile(
    r"^(?:[a-z]|geo|gps|pos|dd|dec|orig|dest|from|to|start|end|src|x)?(?:lon|long|lng|longit|longitude|longitud|länge|laenge|längengrad|laengengrad|долгота|долг|д|λ)(?:dd|dms|dec|deg|wgs|wgs84|\d*)$"
    r"|경도|经度|經度|経度|^(?:동경|东经|東経|東經)$"
)
_X = frozenset(
    {"x", "xcoord", "coordx", "xkoord", "easting", "east", "eastings", "rechtswert", "pointx", "xmeter", "utmx", "utme", "х"}
)
_Y = frozenset(
    {"y", "ycoord", "coordy", "ykoord", "northing", "north", "northings", "hochwert", "pointy", "ymeter", "utmy", "utmn", "у"}
)
_NOT_AXIS = re.compile(r"좌표|값|座標|坐标|坐標|値|值|коорд[а-я]*|wgs(?:84)?")
"""What may stand beside the letter of an axis: ``X좌표``, ``y_wgs84``."""
_WKT = frozenset(
    {
        "geojson",
        "geometryjson",
        "wkt",
        "geometry",
        "geom",
        "thegeom",
        "shape",
        "wkb",
        "ewkt",
        "geometrywkt",
        "wktgeom",
        "geometria",
        "геометрия",
    }
)
_BOTH = re.compile(
    r"coord|position|^pos$|^loc$|location|koord|координат|좌표|위치|座標|坐标|mgrs|^utm$|pluscode|olc|^grid|latlon|latlng|lonlat|lnglat|longlat|"
    r"^geo$|^point$|^gps$|^xy$|геопозиция|местоположение|точка", re.IGNORECASE,
)  # fmt: skip
_LON_FIRST = re.compile(r"lonlat|lnglat|longlat|lon\W+lat|long\w*\W+lat|\bд\w*\W+ш|경도\W+위도|\bxy\b|\bx\W+y\b", re.IGNORECASE)
_LAT_FIRST = re.compile(r"latlon|latlng|lat\w*\W+(?:lon|lng)|ш\w*\W+д|위도\W+경도", re.IGNORECASE)
_ROLE = re.compile(
    r"\b[сю]\W*ш\b|\b[вз]\W*д\b|\b[шд]\b|lat(?:it(?:ude?)?)?|lon(?:g(?:it(?:ude?)?)?)?|lng|широт[аы]|долгот[аы]|шир|долг|"
    r"breite(?:ngrad)?|l(?:ä|ae)nge(?:ngrad)?|[위경]도|[纬经緯経經]度|북위|동경|北[纬緯]|[东東][经経經]|[φλ]|[xy]$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^o$|from|orig|start|^src|depart|dep$|begin|^a$|отправ|начал|откуда|출발|시작|출항|[起始]", re.IGNORECASE)
_TO = re.compile(r"^d$|^to$|dest|end|arriv|arr$|target|^b$|^to_|назнач|конечн|куда|도착|종료|입항|[终終到]", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """Columns in which positions stand: two, one that holds both, or parts (of which ``lat`` and ``lon`` are the degrees)."""

    kind: Kind
    lat: str = ""
    lon: str = ""
    one: str = ""
    order: Literal["lat", "lon", ""] = ""
    parts: tuple[Half, Half] | None = None

    @property
    def label(self) -> str:
        """The columns as a reader names them."""
        if self.parts:
            return " and ".join(" ".join(half.names) for half in self.parts)
        return self.one or f"{self.lat} and {self.lon}"

    @property
    def end(self) -> Literal["from", "to", ""]:
        """Which end of a way the columns hold, by their names."""
        rest = _rest(self.lat or self.one)
        return "from" if _FROM.search(rest) else "to" if _TO.search(rest) else ""


def _words(name: str) -> list[str]:
    """The words of a column's name, small, without signs: ``geo.lat`` gives ``geo`` and ``lat``."""
    spaced = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", name)
    return [word for word in re.split(r"[^\w]+|_+", spaced.lower()) if word]


def is_role(name: str, pattern: re.Pattern[str]) -> bool:
    """Whether a name, or one word of it, says latitude or longitude.

    >>> [is_role(name, _LAT) for name in ("Latitude", "PRIMARY_LAT_DMS", "olat", "Широта", "plate", "flat", "Lat (DMS)")]
    [True, True, True, True, False, False, True]
    """
    words = _words(name)
    return any(pattern.search(word) for word in words if word not in {"flat", "plat", "slat"}) and not _is_size(words)


def _is_size(words: Sequence[str]) -> bool:
    """``LONG`` may also be a length."""
    return any(word in {"length", "width", "name", "description", "desc", "text", "term"} for word in words)


_HALVES = frozenset(("n", "e", "s", "w", "с", "в", "ю", "з", "deg", "degrees", "dd", "град", "度", "도", "값"))
"""Words beside latitude and longitude in which the two names of a pair may differ."""


def _rest(name: str) -> str:
    words = re.split(r"[\W_]+", _ROLE.sub(" ", name, count=1))
    return "_".join(word for word in words if word and word.lower() not in _HALVES)


def named(names: Sequence[str]) -> list[Source]:
    """Sources by the names of columns, the most telling first."""
    wkt = [Source("wkt", one=name) for name in names if "".join(_words(name)) in _WKT]
    parts = [Source("parts", lat.degrees, lon.degrees, parts=(lat, lon)) for lat, lon in halves(names, _axis_of, _rest)]
    taken = {name for source in parts for half in source.parts or () for name in half.names}
    others = [name for name in names if name not in taken]
    found = [*wkt, *_pairs(others), *parts, *_grid(others), *_ones(others)]  # decimals say more than whole minutes
    return found or [*_compass(names)]


def _axis_of(name: str) -> Axis:
    return "lat" if is_role(name, _LAT) else "lon" if is_role(name, _LON) else ""


def _pairs(names: Sequence[str]) -> Iterator[Source]:
    lats = [name for name in names if is_role(name, _LAT)]
    lons = [name for name in names if is_role(name, _LON) and name not in lats]
    for lat in lats:
        best = max(lons, key=lambda lon: (_alike(lat, lon), -abs(names.index(lat) - names.index(lon))), default=None)
        if best is not None and _alike(lat, best) >= 0.5:
            lons.remove(best)
            yield Source("two", lat, best)


def _alike(lat: str, lon: str) -> float:
    one, other = _rest(lat).lower(), _rest(lon).lower()
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()


def _grid(names: Sequence[str]) -> Iterator[Source]:
    xs = [name for name in names if _axis(name) in _X]
    ys = [name for name in names if _axis(name) in _Y]
    yield from (Source("two", y, x) for x, y in zip(xs, ys, strict=False))


def _axis(name: str) -> str:
    return _NOT_AXIS.sub("", "".join(_words(name)))


def _compass(names: Sequence[str]) -> Iterator[Source]:
    """Columns called N and E alone, where no other name tells of a position."""
    north, east = (next((name for name in names if name.strip().lower() in letters), "") for letters in ({"n", "с"}, {"e", "в"}))
    if north and east:
        yield Source("two", north, east)


def _ones(names: Sequence[str]) -> Iterator[Source]:
    for name in names:
        if _BOTH.search(name) or _LON_FIRST.search(name) or _LAT_FIRST.search(name):
            yield Source("one", one=name, order=order_of(name))


def order_of(name: str) -> Literal["lat", "lon", ""]:
    """Which number comes first in a column that holds both, by its name.

    >>> order_of("longlat"), order_of("Координаты (ш., д.)"), order_of("Position")
    ('lon', 'lat', '')
    """
    return "lon" if _LON_FIRST.search(name) else "lat" if _LAT_FIRST.search(name) else ""
