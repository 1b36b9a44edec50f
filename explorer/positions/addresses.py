"""Addresses of map services and ``geo:`` addresses: a marker or searched position before the middle of the map.

Services differ in the order of the two numbers. Where neither the service nor the key tells it, a pair is taken only if it can be
read in one order; services with shifted coordinates are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

from explorer.errors import CoordinateError, quoted
from explorer.positions import degrees
from explorer.positions.lonlat import LonLat, Pair, checked, only_order, refusal

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|geo:|www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}[/?#]\S", re.IGNORECASE)
_BARE = re.compile(r"@(?=[+-]?\d)|[?&#](?=\S*=)|[a-z]+=\S*&\S+=\S*$|(?:q|ll|query|center)=\S*$|#\d", re.IGNORECASE)
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_TWO = re.compile(rf"(?:loc:)?\s*({_NUMBER})\s*[,~ ]\s*({_NUMBER})(?=$|[,~_ (/;z])")
_LON_FIRST = re.compile(r"(?:^|\.)(?:yandex\.[a-z.]+|2gis\.[a-z.]+|ya\.ru)$")
_SHIFTED = re.compile(r"(?:^|\.)(?:baidu\.com|amap\.com|gaode\.com|qq\.com)$")
_LAT_FIRST = re.compile(
    r"(?:^|\.)(?:google\.[a-z.]+|apple\.com|bing\.com|openstreetmap\.org|osmand\.net|waze\.com|here\.com|windy\.com|zoom\.earth)$"
)
_MARKERS = ("mlat mlon", "marker", "markers", "whatshere[point]", "pt", "coordinate", "coordinates", "pin")
_QUERIES = ("q", "query", "daddr", "destination", "text", "loc", "cp", "sll", "ll", "center", "map", "m", "c", "at", "viewpoint")
_SAID = frozenset({"q", "query", "daddr", "destination", "text", "loc", "cp", "marker", "markers", "coordinate", "coordinates"})
"""Keys that hold latitude before longitude with every service."""


def read_address(text: str) -> LonLat | None:
    """The position that an address of a map shows; None when the text is no address.

    Raises
    ------
    CoordinateError
        It is an address, but holds no position, or several, or one that cannot be trusted.
    """
    text = text.strip()
    if not (_ADDRESS.match(text) or _BARE.match(text)):
        return None
    if text.casefold().startswith("geo:"):
        return _geo(text)
    url = urlsplit(text if "://" in text or text[0] in "?#@&" else f"https://{text}" if _ADDRESS.match(text) else f"?{text}")
    host = (url.hostname or "").casefold()
    if _SHIFTED.search(host):
        raise CoordinateError(refusal(text, "this service shifts its coordinates by some hundred metres"))
    found = next(_positions(text, host, url.path, f"{url.query}&{url.fragment}", url.fragment), None)
    if found is None:
        raise CoordinateError(refusal(text, "this address holds no position; short links have to be opened first"))
    return found


def _geo(text: str) -> LonLat:
    found = re.match(rf"geo:({_NUMBER}),({_NUMBER})(?:,{_NUMBER})?((?:;[^?]*)?)(?:\?(.*))?$", text, re.IGNORECASE)
    if not found:
        raise CoordinateError(refusal(text, "a geo address is geo:latitude,longitude"))
    datum = re.search(r";crs=([^;]*)", found[3], re.IGNORECASE)
    if datum and datum[1].casefold() != "wgs84":
        raise CoordinateError(refusal(text, f"its coordinates are in {quoted(datum[1])} and not in WGS84"))
    asked = dict(parse_qsl(found[4] or "")).get("q", "")
    if (pair := _TWO.match(asked)) is not None:
        return checked(float(pair[2]), float(pair[1]))
    if float(found[1]) == float(found[2]) == 0 and asked:
        raise CoordinateError(refusal(text, "this address names a place but no position"))
    return checked(float(found[2]), float(found[1]))


def _positions(text: str, host: str, path: str, asked: str, fragment: str) -> Iterator[LonLat]:
    """Positions that the address holds, the most telling first."""
    pairs = {key.casefold(): value for key, value in parse_qsl(asked.replace("#", "&"), keep_blank_values=True)}
    yield from _pins(text)
    if "/dir/" in path or {"saddr", "daddr"} <= pairs.keys() or {"origin", "destination"} <= pairs.keys():
        raise CoordinateError(refusal(text, "this address is a route between several places"))
    yield from _by_keys(text, host, pairs, _MARKERS)
    yield from _in_path(path, host)
    yield from _by_keys(text, host, pairs, _QUERIES)
    for lat, lon in (("lat", "lon"), ("lat", "lng"), ("lat", "long"), ("latitude", "longitude")):
        if {lat, lon} <= pairs.keys():
            yield _told(text, pairs[lat], pairs[lon])
    if "params" in pairs and (found := degrees.read(re.split(r"(?<=[EW])_", pairs["params"])[0].replace("_", " "))):
        yield from _ordered(found)
    if at := re.search(rf"@({_NUMBER}),({_NUMBER})", unquote(text)):
        yield checked(float(at[2]), float(at[1]))
    if at := re.search(rf"(?:^|map=)({_NUMBER})/({_NUMBER})/({_NUMBER})", fragment):
        yield checked(float(at[3]), float(at[2]))
    if at := _TWO.match(asked):
        yield checked(float(at[2]), float(at[1]))


def _pins(text: str) -> Iterator[LonLat]:
    """The place's own position in a long address, or in one that embeds a map."""
    text = unquote(text)
    pins = {(lat, lon) for lat, lon in re.findall(rf"!3d({_NUMBER})!4d({_NUMBER})", text)}
    pins = pins or {(lat, lon) for lon, lat in re.findall(rf"!2d({_NUMBER})!3d({_NUMBER})", text)}
    if len(pins) > 1:
        raise CoordinateError(refusal(text, "this address marks several places"))
    for lat, lon in pins:
        yield checked(float(lon), float(lat))


def _by_keys(text: str, host: str, pairs: Mapping[str, str], keys: tuple[str, ...]) -> Iterator[LonLat]:
    for key in keys:
        if " " in key:
            lat, lon = key.split()
            if {lat, lon} <= pairs.keys():
                yield _told(text, pairs[lat], pairs[lon])
        elif value := pairs.get(key, ""):
            yield from _value(text, host, key, unquote(value))


def _value(text: str, host: str, key: str, value: str) -> Iterator[LonLat]:
    two = _TWO.match(value.removeprefix("point.").replace("_", "~", 1) if value.startswith("point.") else value)
    if two is None:
        found = degrees.read(value) if re.search("[°′'NSEW]", value) else None
        yield from _ordered(found)
        return
    first, second = float(two[1]), float(two[2])
    if key in _SAID or _LAT_FIRST.search(host):
        yield checked(second, first)
    elif _LON_FIRST.search(host):
        yield checked(first, second)
    elif (only := only_order(Pair(first, second))) is not None:
        yield only
    else:
        raise CoordinateError(refusal(text, f"it is not clear whether {key}= has the latitude or the longitude first"))


def _in_path(path: str, host: str) -> Iterator[LonLat]:
    """Positions between the slashes: ``/place/42.25,130.3``, or degrees with marks."""
    for part in map(unquote_plus, path.split("/")):
        if two := re.fullmatch(rf"(?:[^,]*,)?({_NUMBER}),\s*({_NUMBER})", part):
            first, second = float(two[1]), float(two[2])
            yield checked(first, second) if _LON_FIRST.search(host) else checked(second, first)
        elif "°" in part:
            yield from _ordered(degrees.read(part))


def _ordered(found: LonLat | Pair | None) -> Iterator[LonLat]:
    if isinstance(found, LonLat):
        yield found
    elif found is not None:
        yield only_order(found) or checked(found.second, found.first)


def _told(text: str, lat: str, lon: str) -> LonLat:
    try:
        return checked(float(lon), float(lat))
    except ValueError as error:
        raise CoordinateError(refusal(text, "its latitude and longitude are not two numbers")) from error
