"""Positions written in each notation that is read, with how exactly each one tells its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mgrs
from openlocationcode import openlocationcode
from pyproj import Proj

DEGREE_KM = 111.4
Writer = Callable[[float, float], str]
Letters = tuple[str | tuple[str, str], str | tuple[str, str]]
"""Letters or words of the hemispheres, north and east first."""


@dataclass(frozen=True)
class Notation:
    """How a position, latitude and longitude in degrees, is written, and by how many kilometres the text may be off."""

    write: Writer
    precision_km: float


def sexagesimal(value: float, digits: int, parts: int) -> list[str]:
    """Degrees, minutes and seconds as text, the last of ``parts`` with decimals."""
    units = round(abs(value) * 60 ** (parts - 1) * 10**digits)
    told: list[str] = []
    for place in range(parts - 1, 0, -1):
        size = 60 if place < parts - 1 else 60 * 10**digits
        units, rest = divmod(units, size)
        told.insert(0, f"{rest / 10**digits:0{3 + digits if digits else 2}.{digits}f}" if place == parts - 1 else f"{rest:02d}")
    return [str(units), *told]


def half(value: float, form: str, letters: str | tuple[str, str], digits: int, parts: int, width: int = 0) -> str:
    told = sexagesimal(value, digits, parts)
    return form.format(told[0].zfill(width), *told[1:], h=letters[value < 0])


def both(form: str, digits: int, parts: int, join: str = " ", letters: Letters = ("NS", "EW"), *, padded: bool = False) -> Writer:
    """A writer of both halves in one form; ``{h}`` is the letter or word of the hemisphere."""

    def write(lat: float, lon: float) -> str:
        return join.join(
            half(value, form, told, digits, parts, width if padded else 0)
            for value, told, width in ((lat, letters[0], 2), (lon, letters[1], 3))
        )

    return write


RUSSIAN = (("с. ш.", "ю. ш."), ("в. д.", "з. д."))
KOREAN = (("북위", "남위"), ("동경", "서경"))
CHINESE = (("北纬", "南纬"), ("东经", "西经"))


def decimals(form: str) -> Writer:
    return lambda lat, lon: form.format(lat=lat, lon=lon)


def commas(form: str) -> Writer:
    return lambda lat, lon: form.format(lat=f"{lat:.5f}".replace(".", ","), lon=f"{lon:.5f}".replace(".", ","))


def utm(hemisphere: Callable[[bool], str]) -> Writer:
    def write(lat: float, lon: float) -> str:
        zone = min(int((lon + 180) // 6) + 1, 60)
        east, north = Proj(proj="utm", zone=zone, ellps="WGS84", south=lat < 0)(lon, lat)
        return f"UTM {zone} {hemisphere(lat < 0)} {east:.0f} {north:.0f}"

    return write


def comma_dms(text: Writer) -> Writer:
    return lambda lat, lon: text(lat, lon).replace(".", ",")


NOTATIONS: dict[str, Notation] = {
    "decimal": Notation(decimals("{lat:.5f}, {lon:.5f}"), 1e-5 * DEGREE_KM),
    "decimal-signs": Notation(decimals("{lat:+.5f} {lon:+.5f}"), 1e-5 * DEGREE_KM),
    "decimal-comma": Notation(commas("{lat} {lon}"), 1e-5 * DEGREE_KM),
    "decimal-comma-list": Notation(commas("{lat}, {lon}"), 1e-5 * DEGREE_KM),
    "decimal-comma-semicolon": Notation(commas("{lat}; {lon}"), 1e-5 * DEGREE_KM),
    "labels": Notation(decimals("lat: {lat:.5f}, lon: {lon:.5f}"), 1e-5 * DEGREE_KM),
    "iso-6709": Notation(decimals("{lat:+09.5f}{lon:+010.5f}/"), 1e-5 * DEGREE_KM),
    "letters": Notation(both("{0} {h}", 0, 1), DEGREE_KM),
    "dm": Notation(both("{0}°{1}′{h}", 0, 2), DEGREE_KM / 60),
    "dm-decimal": Notation(both("{0}° {1}' {h}", 3, 2, ", "), 1e-3 * DEGREE_KM / 60),
    "dm-decimal-comma": Notation(comma_dms(both("{0}°{1}′{h}", 3, 2, " ")), 1e-3 * DEGREE_KM / 60),
    "dms": Notation(both("{0}°{1}'{2}\"{h}", 0, 3), DEGREE_KM / 3600),
    "dms-decimal": Notation(both("{h} {0}° {1}′ {2}″", 2, 3, ", "), 1e-2 * DEGREE_KM / 3600),
    "dms-decimal-comma": Notation(comma_dms(both("{0}°{1}′{2}″ {h}", 2, 3)), 1e-2 * DEGREE_KM / 3600),
    "dms-blanks": Notation(both("{0} {1} {2} {h}", 0, 3), DEGREE_KM / 3600),
    "dms-dashes": Notation(both("{0}-{1}-{2}{h}", 0, 3), DEGREE_KM / 3600),
    "dms-colons": Notation(both("{0}:{1}:{2}{h}", 0, 3), DEGREE_KM / 3600),
    "dms-words": Notation(both("{0}d{1}m{2}s{h}", 0, 3), DEGREE_KM / 3600),
    "ddmmss": Notation(both("{0}{1}{2}{h}", 0, 3, padded=True), DEGREE_KM / 3600),
    "ddmmss-together": Notation(both("{0}{1}{2}{h}", 0, 3, "", padded=True), DEGREE_KM / 3600),
    "ddmm.m": Notation(both("{0}{1}{h}", 1, 2, padded=True), 0.1 * DEGREE_KM / 60),
    "ddmm.m-prefixed": Notation(both("{h}{0}{1}", 3, 2, padded=True), 1e-3 * DEGREE_KM / 60),
    "nmea": Notation(both("{0}{1},{h}", 3, 2, ",", padded=True), 1e-3 * DEGREE_KM / 60),
    "russian": Notation(both("{0}°{1}′{2}″ {h}", 0, 3, " ", RUSSIAN), DEGREE_KM / 3600),
    "russian-comma": Notation(comma_dms(both("{0}°{1}′ {h}", 2, 2, " ", (("сш", "юш"), ("вд", "зд")))), 1e-2 * DEGREE_KM / 60),
    "korean": Notation(both("{h} {0}도 {1}분 {2}초", 0, 3, " ", KOREAN), DEGREE_KM / 3600),
    "korean-marks": Notation(both("{h} {0}°{1}′{2}″", 1, 3, ", ", KOREAN), 0.1 * DEGREE_KM / 3600),
    "chinese": Notation(both("{h}{0}度{1}分{2}秒", 0, 3, " ", CHINESE), DEGREE_KM / 3600),
    "words": Notation(
        both("{0} degrees {1} minutes {h}", 1, 2, ", ", (("north", "south"), ("east", "west"))), 0.1 * DEGREE_KM / 60
    ),
    "mgrs": Notation(lambda lat, lon: mgrs.MGRS().toMGRS(lat, lon), 1.5e-3),
    "mgrs-100-m": Notation(lambda lat, lon: mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=3), 0.15),
    "utm": Notation(utm(lambda south: "south" if south else "north"), 1e-3),
    "plus-code": Notation(openlocationcode.encode, 1.25e-4 * DEGREE_KM),
    "plus-code-fine": Notation(lambda lat, lon: openlocationcode.encode(lat, lon, 12), 1e-5 * DEGREE_KM),
    "at": Notation(decimals("https://www.google.com/maps/@{lat:.5f},{lon:.5f},14z"), 1e-5 * DEGREE_KM),
    "pin": Notation(
        decimals("https://www.google.com/maps/place/X/@1,2,9z/data=!3m1!4b1!8m2!3d{lat:.5f}!4d{lon:.5f}"), 1e-5 * DEGREE_KM
    ),
    "q": Notation(decimals("https://maps.google.com/?q={lat:.5f},{lon:.5f}"), 1e-5 * DEGREE_KM),
    "mlat": Notation(decimals("https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lon:.5f}#map=5/0/0"), 1e-5 * DEGREE_KM),
    "map-fragment": Notation(decimals("https://www.openstreetmap.org/#map=12/{lat:.5f}/{lon:.5f}"), 1e-5 * DEGREE_KM),
    "yandex": Notation(decimals("https://yandex.ru/maps/?ll={lon:.5f}%2C{lat:.5f}&z=12"), 1e-5 * DEGREE_KM),
    "geo": Notation(decimals("geo:{lat:.5f},{lon:.5f}?z=12"), 1e-5 * DEGREE_KM),
}
