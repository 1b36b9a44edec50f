"""The part of the Earth that the explorer shows in detail."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

NEAR = (126.5, 38.5, 136.5, 45.5)
"""The neighbourhood of the Tumen, drawn finest."""

Bounds = tuple[float, float, float, float]
Shapes = NDArray[np.object_]


def meets(bounds: NDArray[np.float64], box: Bounds) -> NDArray[np.bool_]:
    """Which bounds, shape (n, 4), touch a box."""
    west, south, east, north = box
    touches: NDArray[np.bool_] = (
        (bounds[:, 2] >= west) & (bounds[:, 0] <= east) & (bounds[:, 3] >= south) & (bounds[:, 1] <= north)
    )
    return touches


def polygons(shapes: Shapes) -> Shapes:
    """Single polygons out of shapes of any kind, in a fixed order: by descending area, then by west and south edge."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    parts = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    west, south, _, _ = shapely.bounds(parts).T
    order = np.lexsort((south, west, -np.round(shapely.area(parts), 9)))
    ordered: Shapes = shapely.normalize(parts[order])
    return ordered


def solid(rings: Shapes, box: Bounds) -> Shapes:
    """Valid polygons of exterior rings, cut to a box.

    The order matters: a ring is mended before it is cut. Cutting rings that touch themselves loses whole islands without a word.

    Parameters
    ----------
    rings : array of shapely.Polygon
        Without holes; may touch or cross themselves.
    box : tuple
        West, south, east, north.

    Returns
    -------
    array of shapely.Polygon
    """
    if bool(np.any(shapely.get_num_interior_rings(rings))):
        message = "holes have to be left out before polygons are mended"
        raise ValueError(message)
    mended = shapely.make_valid(rings, method="structure", keep_collapsed=False)
    return polygons(shapely.clip_by_rect(mended, *box))
