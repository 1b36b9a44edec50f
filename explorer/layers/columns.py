"""Which columns of a table hold positions: by their names, and by what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["two", "one", "wkt"]

_LAT = re.compile(
    r"^(?:[a-z]|geo|gps|pos|dd|dec|orig|dest|from|to|start|end|src|y)?(?:lat|latit|latitude|latitud|lati|breite|широта|шир|ш|위도|纬度|緯度)(?:dd|dms|dec|deg|wgs|wgs84|\d*)$"
)
_LON = re.compile(
    r"^(?:[a-z]|geo|gps|pos|dd|dec|orig|dest|from|to|start|end|src|x)?(?:lon|long|lng|longit|longitude|longitud|länge|laenge|долгота|долг|д|경도|经度|經度|経度)(?:dd|dms|dec|deg|wgs|wgs84|\d*)$"
)
_X = frozenset(
    {"x", "xcoord", "coordx", "xkoord", "easting", "east", "eastings", "rechtswert", "pointx", "xmeter", "utmx", "utme"}
)
_Y = frozenset(
    {"y", "ycoord", "coordy", "ykoord", "northing", "north", "northings", "hochwert", "pointy", "ymeter", "utmy", "utmn"}
)
_WKT = frozenset(
    {"wkt", "geometry", "geom", "thegeom", "shape", "wkb", "ewkt", "geometrywkt", "wktgeom", "geometria", "геометрия"}
)
_BOTH = re.compile(
    r"coord|position|^pos$|^loc$|location|koord|координат|좌표|위치|座標|坐标|mgrs|^utm$|pluscode|olc|^grid|latlon|latlng|lonlat|lnglat|longlat|"
    r"^geo$|^point$|^gps$|^xy$|геопозиция|местоположение|точка", re.IGNORECASE,
)  # fmt: skip
_LON_FIRST = re.compile(r"lonlat|lnglat|longlat|lon\W+lat|long\w*\W+lat|\bд\w*\W+ш|경도\W+위도|\bxy\b|\bx\W+y\b", re.IGNORECASE)
_LAT_FIRST = re.compile(r"latlon|latlng|lat\w*\W+(?:lon|lng)|ш\w*\W+д|위도\W+경도", re.IGNORECASE)
_ROLE = re.compile(
    r"\b[сю]\W*ш\b|\b[вз]\W*д\b|\b[шд]\b|lat(?:itude?)?|lon(?:g(?:itude?)?)?|lng|широта|долгота|위도|경도|纬度|经度|[xy]$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^o$|from|orig|start|^src|depart|dep$|begin|^a$|отправ|откуда|출발", re.IGNORECASE)
_TO = re.compile(r"^d$|^to$|dest|end|arriv|arr$|target|^b$|^to_|назнач|куда|도착", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """Columns in which positions stand: two, or one that holds both."""

    kind: Kind
    lat: str = ""
    lon: str = ""
    one: str = ""
    order: Literal["lat", "lon", ""] = ""
    metres: bool = False

    @property
    def label(self) -> str:
        """The columns as a reader names them."""
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
    return any(pattern.match(word) for word in words if word not in {"flat", "plat", "slat"}) and not _is_size(words)


def _is_size(words: Sequence[str]) -> bool:
    """``LONG`` may also be a length."""
    return any(word in {"length", "width", "name", "description", "desc", "text", "term"} for word in words)


def _rest(name: str) -> str:
    return re.sub(r"[\W_]+", "_", _ROLE.sub("", name, count=1)).strip("_")


def named(names: Sequence[str]) -> list[Source]:
    """Sources by the names of columns, the most telling first."""
    wkt = [Source("wkt", one=name) for name in names if "".join(_words(name)) in _WKT]
    return [*wkt, *_pairs(names), *_grid(names), *_ones(names)]


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
    xs = [name for name in names if "".join(_words(name)) in _X]
    ys = [name for name in names if "".join(_words(name)) in _Y]
    yield from (Source("two", y, x) for x, y in zip(xs, ys, strict=False))


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
