"""Voyages from port to port, and the silences between positions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from explorer.geo import KM_PER_NM
from explorer.tracks.cleaning import Tracks
from explorer.tracks.fixes import Floats, Ints, Mask
from explorer.tracks.ground import Ground, Terrain
from explorer.tracks.thresholds import Thresholds
from explorer.tracks.visits import Calls

USUAL_KNOTS = 12.0
"""Of a ship whose positions show no speed."""
UNDER_WAY_KNOTS = 3.0


def silences(tracks: Tracks, limits: Thresholds) -> Mask:
    """Which steps are gaps: the ship was not heard for longer than the threshold."""
    with np.errstate(invalid="ignore"):
        return np.asarray(tracks.hours > limits.gap_hours)


def numbered(tracks: Tracks, calls: Calls) -> Ints:
    """The voyage of the step to each position, from 1 for each ship; 0 in port and where a ship's track begins."""
    before = np.cumsum(np.bincount(calls.first, minlength=len(tracks)))
    begin = np.maximum.accumulate(np.where(tracks.first, np.arange(len(tracks)), 0))
    started = np.concatenate([[0], before[:-1]]) - before[begin]
    in_port = (calls.call_of >= 0) & (np.concatenate([[-1], calls.call_of[:-1]]) == calls.call_of)
    return np.where(tracks.first | in_port, 0, started + 1)


def voyages(
    tracks: Tracks, number: Ints, silent: Mask, calls: Calls, ground: Ground, terrain: Terrain, limits: Thresholds
) -> pd.DataFrame:
    """The table ``voyages``: one row for each way from port to port, or to where the data begin or end."""
    step = np.flatnonzero(number > 0)
    fixes, known = tracks.fixes, ~tracks.begins[step]
    hours, km = np.where(known, tracks.hours[step], 0.0), np.where(known, tracks.km[step], 0.0)
    quiet = silent[step]
    guessed = ~quiet & (hours > limits.interpolated_hours)
    frame = pd.DataFrame(
        {
            "ship": fixes.ship[step],
            "voyage": number[step],
            "start": fixes.time_ms[step - 1],
            "end": fixes.time_ms[step],
            "from_place": calls.call_of[step - 1],
            "to_place": calls.call_of[step],
            "positions": 1,
            "km": np.where(quiet, 0.0, km),
            "hours": np.where(quiet, 0.0, hours),
            "interpolated_km": np.where(guessed, km, 0.0),
            "interpolated_hours": np.where(guessed, hours, 0.0),
            "gap_km": np.where(quiet, km, 0.0),
            "gap_hours": np.where(quiet, hours, 0.0),
        }
    )
    legs = [leg.id for leg in ground.legs]
    for leg, cells in zip(legs, terrain.near_legs, strict=True):
        near = terrain.holds(cells, fixes.lon[step], fixes.lat[step]) & ~quiet
        frame[f"near {leg}"] = np.where(near, km, 0.0)
    sums = ["positions", "km", "hours", "interpolated_km", "interpolated_hours", "gap_km", "gap_hours"]
    sums += [f"near {leg}" for leg in legs]
    ways = {"start": "min", "end": "max", "from_place": "first", "to_place": "last", **dict.fromkeys(sums, "sum")}
    found = frame.groupby(["ship", "voyage"], as_index=False).agg(ways)
    ids = np.asarray([*(port.id for port in ground.ports), ""], dtype=object)
    port = np.append(calls.port, len(ground.ports))
    found["from_place"] = ids[port[found["from_place"].to_numpy(dtype=np.int64)]]
    found["to_place"] = ids[port[found["to_place"].to_numpy(dtype=np.int64)]]
    return _with_nearest_leg(found, legs)


def _with_nearest_leg(found: pd.DataFrame, legs: list[str]) -> pd.DataFrame:
    """The reported leg that a voyage was near to for most kilometres, and how many they are."""
    if not legs:
        return found.assign(near_leg="", near_leg_km=0.0)
    km = found[[f"near {leg}" for leg in legs]].to_numpy()
    most = km.max(axis=1, initial=0.0)
    names = np.asarray([*legs, ""], dtype=object)[np.where(most > 0, km.argmax(axis=1), len(legs))]
    return found.assign(near_leg=names, near_leg_km=most)


def gaps(tracks: Tracks, silent: Mask) -> pd.DataFrame:
    """The table ``gaps``: where and when a ship fell silent and was heard again, and how far it could have gone."""
    step = np.flatnonzero(silent)
    fixes, hours = tracks.fixes, tracks.hours[step]
    knots = _own_knots(tracks, silent)[step]
    return pd.DataFrame(
        {
            "ship": fixes.ship[step],
            "start": fixes.time_ms[step - 1],
            "end": fixes.time_ms[step],
            "hours": hours,
            "from_lon": fixes.lon[step - 1],
            "from_lat": fixes.lat[step - 1],
            "to_lon": fixes.lon[step],
            "to_lat": fixes.lat[step],
            "km": tracks.km[step],
            "reach_km": np.maximum(knots * KM_PER_NM * hours, tracks.km[step]),
        }
    )


def _own_knots(tracks: Tracks, silent: Mask) -> Floats:
    """The speed that a ship seldom passes in this file, for each of its positions: of 95 in 100 steps under way."""
    with np.errstate(invalid="ignore", divide="ignore"):
        knots = tracks.km / tracks.hours / KM_PER_NM
        under_way = ~tracks.begins & ~silent & (knots > UNDER_WAY_KNOTS)
    fast = pd.Series(knots[under_way]).groupby(tracks.fixes.ship[under_way]).quantile(0.95)
    return np.asarray(pd.Series(tracks.fixes.ship).map(fast).fillna(USUAL_KNOTS), dtype=np.float64)
