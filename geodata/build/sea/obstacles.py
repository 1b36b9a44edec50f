"""What a ship keeps clear of, as data sets: water near land, shoals and ice, and the land beyond the region."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.build.packages import BASEMAP_HIRES, CURATED, EARTH_LANDS
from geodata.build.product import Product, frame
from geodata.build.region import Shapes
from geodata.build.sea.tables import barriers, shoals
from geodata.build.sea.water import (
    END_SOUTH,
    ICE,
    ICE_SURCHARGE,
    POLAR_SEA,
    SHOAL_SURCHARGE,
    SURCHARGES,
    Floats,
    Water,
    coarse_land,
    water,
)
from geodata.formats.mercator import EARTH_NM, to_degrees
from geodata.formats.region import REGION
from geodata.formats.sea import BANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.build.fetch import Sources

MAKES = ("sea_bands", "sea_land")


def ports(sources: Sources) -> Floats:
    """Positions of the ports of the world, shape (n, 2)."""
    return np.asarray(shapely.get_coordinates(np.asarray(sources.product("ports").geometry.array)), dtype=float)


@cache
def basin(sources: Sources) -> Water:
    """Navigable water of the world, worked out once in a build."""
    fine = np.asarray(sources.product("land_region").geometry.array)
    return water(fine, np.concatenate([coarse_land(sources), barriers()]), shoals(), ports(sources))


def build(sources: Sources) -> list[Product]:
    """Make ``sea_bands`` and ``sea_land``; takes a minute or two."""
    found = basin(sources)
    return [_bands(found), _land(found)]


def _bands(found: Water) -> Product:
    offing, shoal, ice = BANDS
    wide, near = (_small(band, 0.002) for band in found.bands[:2])
    keep_out, frozen = shoals(), shapely.box(*np.asarray([*ICE, POLAR_SEA]).T)
    parts = (
        (offing, SURCHARGES[0], wide),
        (offing, sum(SURCHARGES[1:3]), near),
        (shoal, SHOAL_SURCHARGE, keep_out),
        (ice, ICE_SURCHARGE, frozen),
    )
    columns: dict[str, Sequence[object]] = {
        "kind": [kind for kind, _, shapes in parts for _ in shapes],
        "surcharge": [surcharge for _, surcharge, shapes in parts for _ in shapes],
    }
    return Product(
        id="sea_bands",
        title="Water nearer to land than 5 and than 2 nautical miles, shoals and ice",
        frame=frame(columns, np.concatenate([shapes for *_, shapes in parts])),
        packages=(EARTH_LANDS, BASEMAP_HIRES),
        note=(
            "What a ship on passage keeps out of, and what a mile inside adds to the cost. A narrower band of the offing adds to "
            "the wider one around it; both are drawn around shoals and ice as around land."
        ),
        built_by=__name__,
        extra_origins=(CURATED,),
    )


def _land(found: Water) -> Product:
    whole = shapely.get_parts(shapely.union_all(found.land, grid_size=1e-9))
    beyond = shapely.difference(_small(shapely.simplify(whole, 0.2 / EARTH_NM), 1e-3), shapely.box(*REGION))
    beyond = np.concatenate([_polygons(beyond), [shapely.box(-180.0, -89.0, 180.0, END_SOUTH)]])
    return Product(
        id="sea_land",
        title="Land beyond the region, as the network of the seas takes it",
        frame=frame({"beyond": [True] * len(beyond)}, beyond),
        packages=(BASEMAP_HIRES,),
        note="Simplified to about a kilometre; islands under 60 km² are left out, all south of 75 S is land. Not for drawing.",
        built_by=__name__,
        extra_origins=(CURATED,),
    )


def _small(shapes: Shapes, grid: float) -> Shapes:
    """Polygons of the plane between 180 W and 180 E in degrees, on a grid."""
    cut = shapely.get_parts(shapely.clip_by_rect(shapes, -np.pi, -20.0, np.pi, 20.0))
    return _polygons(shapely.set_precision(shapely.transform(cut, _flat), grid))


def _flat(plane: Floats) -> Floats:
    """Degrees of points of the plane whose longitudes do not come back: 180 E stays 180 E."""
    return np.column_stack([np.degrees(plane[:, 0]), to_degrees(plane)[:, 1]])


def _polygons(shapes: Shapes) -> Shapes:
    """Single polygons that are not empty."""
    parts = shapely.get_parts(shapes)
    return np.asarray(parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)])
