"""Land: the world at 1:50m and the region in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.build.base.measure import areas_km2
from geodata.build.base.topojson import decode_arcs, geometry
from geodata.build.errors import BuildFault
from geodata.build.packages import COUNTRIES_COAST, EARTH_LANDS, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.region import Bounds, Shapes, meets, polygons, solid
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from geodata.build.fetch import Sources

MAKES = ("land_world", "land_region")

INLAND = {
    "Honshu": (138.5, 36.3),
    "Kyushu": (130.9, 32.6),
    "Hokkaido": (143.0, 43.3),
    "Sakhalin": (142.9, 50.0),
    "Taiwan": (121.0, 24.0),
    "Harbin": (126.6, 45.75),
    "Changchun": (125.3, 43.9),
    "Beijing": (116.4, 39.9),
    "Yakutsk": (129.7, 62.0),
    "Khabarovsk": (135.1, 48.45),
    "Vladivostok": (131.90, 43.12),
    "Rajin town": (130.295, 42.257),
    "Dunai": (132.36, 42.88),
    "Jeju": (126.5, 33.4),
    "Russky Island": (131.85, 43.0),
}
OFFSHORE = {
    "middle of the East Sea": (134.0, 40.5),
    "Rajin bay": (130.27, 42.20),
    "Peter the Great Bay": (131.9, 42.6),
    "bay south of Dunai": (132.36, 42.84),
    "Strelok strait": (132.38, 42.84),
    "Vostok bay": (132.72, 42.85),
    "Tatar Strait": (140.8, 49.0),
    "Yellow Sea": (123.0, 36.0),
    "Sea of Okhotsk": (148.0, 54.0),
    "Korea Strait": (129.6, 34.6),
    "Pacific": (155.0, 40.0),
}


def build(sources: Sources) -> list[Product]:
    """Make ``land_world`` and ``land_region``."""
    return [_world(sources), _region(sources)]


def _world(sources: Sources) -> Product:
    topology = sources.json(WORLD_ATLAS, "package/land-50m.json")
    arcs = decode_arcs(topology)
    shapes = [geometry(member, arcs) for member in topology["objects"]["land"]["geometries"]]
    parts = polygons(shapely.set_precision(np.asarray(shapes, dtype=object), 1e-5))
    return Product(
        id="land_world",
        title="Land of the world, 1:50m",
        frame=frame({"area_km2": areas_km2(parts)}, parts),
        packages=(WORLD_ATLAS,),
        built_by=__name__,
        note="For small scales only: a coast may be off by a few kilometres. Lakes are not cut out, except the Caspian Sea.",
    )


def exterior_rings(collection: dict[str, Any], box: Bounds) -> Shapes:
    """Exterior rings of a GeoJSON collection that touch a box, as polygons without holes.

    Parameters
    ----------
    collection : dict
        A parsed GeometryCollection or FeatureCollection of polygons and multipolygons.
    box : tuple
        West, south, east, north.

    Returns
    -------
    array of shapely.Polygon
    """
    members = collection.get("geometries") or [feature["geometry"] for feature in collection["features"]]
    rings = [
        np.asarray(rings[0])
        for member in members
        for rings in (member["coordinates"] if member["type"] == "MultiPolygon" else [member["coordinates"]])
    ]
    bounds = np.asarray([[*ring.min(axis=0), *ring.max(axis=0)] for ring in rings])
    near = [ring for ring, touches in zip(rings, meets(bounds, box), strict=True) if touches]
    return np.asarray([shapely.Polygon(ring) for ring in near], dtype=object)


def misplaced(parts: Shapes) -> list[str]:
    """Names of known points that lie on the wrong side of the coast."""
    tree = shapely.STRtree(parts)

    def dry(position: tuple[float, float]) -> bool:
        return len(tree.query(shapely.Point(position), predicate="intersects")) > 0

    drowned = [f"{name} should be land" for name, position in INLAND.items() if not dry(position)]
    return drowned + [f"{name} should be water" for name, position in OFFSHORE.items() if dry(position)]


def _region(sources: Sources) -> Product:
    shores = solid(exterior_rings(sources.json(EARTH_LANDS, "package/map.geo.json"), REGION), REGION)
    realms = solid(exterior_rings(sources.json(COUNTRIES_COAST, "package/map.geo.json"), REGION), REGION)
    parts = polygons(np.asarray([shapely.union_all([*shores, *realms])], dtype=object))
    parts = np.asarray([shapely.Polygon(part.exterior) for part in parts], dtype=object)
    wrong = misplaced(parts)
    if wrong:
        message = f"land_region: {'; '.join(wrong)}"
        raise BuildFault(message)
    return Product(
        id="land_region",
        title="Land of the region, 112-165 E and 18-64 N",
        frame=frame({"area_km2": areas_km2(parts)}, parts),
        packages=(EARTH_LANDS, COUNTRIES_COAST),
        built_by=__name__,
        note=(
            "Exterior rings of both packages together: lakes, lagoons and rivers are not cut out, so that river ports such as "
            "Nikolayevsk-on-Amur lie inland. The packages promise 10 m, but their coast is in fact simplified: in the "
            "neighbourhood of the Tumen half of the GSHHG shoreline lies within 120 m of it, nine tenths within 400 m, and "
            "islets, quays and piers are missing."
        ),
    )
