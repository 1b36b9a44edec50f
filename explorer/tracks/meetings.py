"""Ships that lay side by side at sea: encounters in the terms of Global Fishing Watch."""

from __future__ import annotations

import numpy as np
import pandas as pd

from explorer.geo import distances_km
from explorer.tracks.fixes import Floats, Ints
from explorer.tracks.slowness import runs, timed
from explorer.tracks.thresholds import Thresholds

COLUMNS = ("ship_a", "ship_b", "tick", "lon", "lat", "km")
_ROW_DEG, _COLUMN_DEG = 0.01, 0.05
"""Cells in which pairs are looked for, with their neighbours: 1.1 km, and at 84 degrees 0.6 km."""
_COLUMNS = 7210
_NEIGHBOURS = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))


def pairs(ship: Ints, tick: Ints, lon: Floats, lat: Floats, limits: Thresholds) -> pd.DataFrame:
    """Every two slow ships that are near each other at the same ten minutes."""
    row = np.floor((lat + 90.0) / _ROW_DEG).astype(np.int64)
    column = np.floor((lon + 180.0) / _COLUMN_DEG).astype(np.int64) + 1
    start = int(tick.min()) if len(tick) else 0
    key = ((tick - start) * 18_010 + row) * _COLUMNS + column
    order = np.argsort(key, kind="stable")
    key = key[order]
    found = []
    for rows, columns in _NEIGHBOURS:
        one, two = _matched(key, key + rows * _COLUMNS + columns, itself=(rows, columns) == (0, 0))
        found.append(_near(order[one], order[two], ship, tick, lon, lat, limits))
    return pd.concat(found, ignore_index=True)


def _matched(key: Ints, wanted: Ints, *, itself: bool) -> tuple[Ints, Ints]:
    """Places of all pairs of a key and an equal wanted one; of one cell with itself each pair once."""
    low = np.arange(1, len(key) + 1) if itself else np.searchsorted(key, wanted, side="left")
    count = np.maximum(np.searchsorted(key, wanted, side="right") - low, 0)
    one = np.repeat(np.arange(len(key)), count)
    within = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count)
    return one, low[one] + within


def _near(one: Ints, two: Ints, ship: Ints, tick: Ints, lon: Floats, lat: Floats, limits: Thresholds) -> pd.DataFrame:
    km = distances_km(lon[one], lat[one], lon[two], lat[two])
    met = (km <= limits.meeting_km) & (ship[one] != ship[two])
    one, two = one[met], two[met]
    swapped = ship[one] > ship[two]
    a, b = np.where(swapped, two, one), np.where(swapped, one, two)
    middle = ((lon[a] + lon[b]) / 2, (lat[a] + lat[b]) / 2)
    return pd.DataFrame(dict(zip(COLUMNS, (ship[a], ship[b], tick[a], *middle, km[met]), strict=True)))


def encounters(found: pd.DataFrame, limits: Thresholds) -> pd.DataFrame:
    """The table ``encounters`` from all pairs: those that stayed near each other long enough."""
    rows = found.sort_values(["ship_a", "ship_b", "tick"], ignore_index=True)
    run = runs(*(rows[name].to_numpy() for name in ("tick", "ship_a", "ship_b")))
    met = rows.groupby(run).agg(
        ship_a=("ship_a", "first"), ship_b=("ship_b", "first"), first=("tick", "first"), last=("tick", "last"),
        lon=("lon", "median"), lat=("lat", "median"), km=("km", "median"),
    )  # fmt: skip
    return timed(met, limits.meeting_hours)[["ship_a", "ship_b", "start", "end", "hours", "lon", "lat", "km"]]
