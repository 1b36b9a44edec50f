"""Ways as lines for a map: what was observed, what lies between positions that are far apart, and nothing for silences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from explorer.tracks.cleaning import Tracks
from explorer.tracks.fixes import Ints, Mask
from explorer.tracks.thresholds import Thresholds

OBSERVED, INTERPOLATED = "observed", "interpolated"
SIMPLER_DEG = 0.003
"""A line may lie so far from the positions: a third of a kilometre."""


def lines(tracks: Tracks, voyage: Ints, silent: Mask, limits: Thresholds) -> pd.DataFrame:
    """The table ``lines``: for each voyage its way in pieces of one kind, as well-known binary."""
    fixes = tracks.fixes
    turn = np.abs(np.diff(fixes.lon, prepend=fixes.lon[:1])) > 180.0
    drawn = (voyage > 0) & ~tracks.begins & ~silent & ~turn
    with np.errstate(invalid="ignore"):
        dashed = tracks.hours > limits.interpolated_hours
    key = np.where(drawn, voyage * 2 + dashed, -1)
    changes = np.concatenate([[True], (key[1:] != key[:-1]) | tracks.begins[1:]]) if len(key) else drawn
    first = np.flatnonzero(changes & drawn)
    last = np.flatnonzero(drawn & np.concatenate([changes[1:], [True]])) if len(key) else first
    count = last - first + 2
    point = np.repeat(first - 1, count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    shapes = shapely.linestrings(
        np.stack([fixes.lon[point], fixes.lat[point]], axis=1), indices=np.repeat(np.arange(len(first)), count)
    )
    return pd.DataFrame(
        {
            "ship": fixes.ship[first],
            "voyage": voyage[first],
            "kind": np.where(dashed[first], INTERPOLATED, OBSERVED),
            "start": fixes.time_ms[first - 1],
            "end": fixes.time_ms[last],
            "geometry": shapely.to_wkb(shapely.simplify(shapes, SIMPLER_DEG, preserve_topology=False))
            if len(first)
            else np.empty(0, dtype=object),
        }
    )
