"""Where ships were, counted by the hexagons of h3."""

from __future__ import annotations

from collections.abc import Iterable

import h3
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from explorer.tracks.cleaning import Tracks

SQUARE_DEG = 0.02
"""Side of the squares in which positions are counted first."""
RESOLUTION = 5
"""Of the hexagons: 250 square kilometres each."""
MOST_HOURS = 1.0
"""A step counts for at most so long in the square where it ends."""


def squares(tracks: Tracks) -> pd.DataFrame:
    """Positions and hours by small squares."""
    fixes = tracks.fixes
    row = np.floor(fixes.lat / SQUARE_DEG).astype(np.int64)
    column = np.floor(fixes.lon / SQUARE_DEG).astype(np.int64)
    hours = np.where(tracks.begins, 0.0, np.minimum(np.nan_to_num(tracks.hours), MOST_HOURS))
    frame = pd.DataFrame({"row": row, "column": column, "positions": 1, "hours": hours})
    return frame.groupby(["row", "column"], as_index=False).sum()


def joined(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Squares of several shares as one table."""
    total = pd.DataFrame({"row": [], "column": [], "positions": [], "hours": []})
    for part in parts:
        total = pd.concat([total, part]).groupby(["row", "column"], as_index=False).sum()
    return total


def hexagons(found: pd.DataFrame) -> pd.DataFrame:
    """The table ``density``: each square counts in the hexagon that holds its middle."""
    lat = np.clip((found["row"] + 0.5) * SQUARE_DEG, -90.0, 90.0)
    lon = (found["column"] + 0.5) * SQUARE_DEG
    cells = [h3.latlng_to_cell(y, x, RESOLUTION) for x, y in zip(lon, lat, strict=True)]
    sums = found.assign(h3=cells).groupby("h3", as_index=False)[["positions", "hours"]].sum()
    middles = [h3.cell_to_latlng(cell) for cell in sums["h3"]]
    return sums.assign(
        lon=[spot[1] for spot in middles], lat=[spot[0] for spot in middles], positions=sums["positions"].astype(int)
    )


def outlines(cells: Iterable[str]) -> NDArray[np.object_]:
    """The hexagons with these names as areas in degrees; one across 180 goes on beyond it."""
    shapes = [_area([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)]) for cell in cells]
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def _area(ring: list[tuple[float, float]]) -> shapely.Polygon:
    across = max(lon for lon, _ in ring) - min(lon for lon, _ in ring) > 180
    return shapely.Polygon([(lon % 360 if across else lon, lat) for lon, lat in ring])
