"""Slow ships at sea, every ten minutes: for those that loiter, and for those that meet others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.geo import KM_PER_NM, distances_km
from explorer.tracks.cleaning import Tracks
from explorer.tracks.fixes import Floats, Ints, Mask
from explorer.tracks.ground import Ports, Terrain
from explorer.tracks.thresholds import Thresholds

EVERY_MS = 600_000
HOURS = EVERY_MS / 3_600_000
MOST_HOLE = 3
"""So many tens of minutes may lie between two of one run: a receiver misses some."""


@dataclass(frozen=True, eq=False)
class Watch:
    """Where ships are at whole ten minutes, by ship and time, and how fast they are there."""

    ship: Ints
    tick: Ints
    """Tens of minutes since 1970."""
    lon: Floats
    lat: Floats
    knots: Floats

    def where(self, chosen: Mask) -> Watch:
        """Some of it."""
        return Watch(self.ship[chosen], self.tick[chosen], self.lon[chosen], self.lat[chosen], self.knots[chosen])


def watched(tracks: Tracks, limits: Thresholds) -> Watch:
    """Positions at whole ten minutes, on the straight line between two that are near in time; nothing in longer steps."""
    fixes = tracks.fixes
    tick = (fixes.time_ms // EVERY_MS).astype(np.int64)
    known = ~tracks.begins & (tracks.hours <= limits.interpolated_hours)
    steps = np.flatnonzero(known & (tick > np.concatenate([[0], tick[:-1]])))
    count = tick[steps] - tick[steps - 1]
    step = np.repeat(steps, count)
    ticks = np.asarray(tick[step] - (np.repeat(np.cumsum(count), count) - 1 - np.arange(len(step))), dtype=np.int64)
    begin, end = fixes.time_ms[step - 1], fixes.time_ms[step]
    part = (ticks * EVERY_MS - begin) / (end - begin)
    turn = (fixes.lon[step] - fixes.lon[step - 1] + 180.0) % 360.0 - 180.0
    lon = (fixes.lon[step - 1] + turn * part + 180.0) % 360.0 - 180.0
    lat = fixes.lat[step - 1] + (fixes.lat[step] - fixes.lat[step - 1]) * part
    return Watch(fixes.ship[step], ticks, lon, lat, _knots(fixes.ship[step], ticks, lon, lat))


def _knots(ship: Ints, tick: Ints, lon: Floats, lat: Floats) -> Floats:
    """The slower of the speeds from the ten minutes before and to those after; infinite where a position stands alone."""
    found = np.full(len(ship), np.inf)
    if len(ship) < 2:
        return found
    follows = (ship[1:] == ship[:-1]) & (tick[1:] == tick[:-1] + 1)
    knots = np.where(follows, distances_km(lon[:-1], lat[:-1], lon[1:], lat[1:]) / KM_PER_NM / HOURS, np.inf)
    found[1:] = knots
    found[:-1] = np.minimum(found[:-1], knots)
    return found


def far_from_ports(watch: Watch, ports: Ports) -> Mask:
    """Which are farther from every port than the reach of the ports."""
    _, km = ports.nearest(watch.lon, watch.lat, 0.0)
    return np.isinf(km)


def loitering(watch: Watch, terrain: Terrain, limits: Thresholds) -> pd.DataFrame:
    """The table ``loitering``: where ships were slow for long, far from the coast."""
    slow = watch.where((watch.knots < limits.loitering_knots) & terrain.holds(terrain.off_shore, watch.lon, watch.lat))
    run = runs(slow.tick, slow.ship)
    frame = pd.DataFrame({"ship": slow.ship, "tick": slow.tick, "lon": slow.lon, "lat": slow.lat, "knots": slow.knots})
    found = frame.groupby(run).agg(
        ship=("ship", "first"), first=("tick", "first"), last=("tick", "last"), lon=("lon", "median"), lat=("lat", "median"),
        knots=("knots", "mean"),
    )  # fmt: skip
    return timed(found, limits.loitering_hours)[["ship", "start", "end", "hours", "lon", "lat", "knots"]]


def runs(tick: Ints, *who: Ints) -> Ints:
    """The number of the run that each row belongs to: rows of the same ships, with no long hole between."""
    changes = np.zeros(len(tick), dtype=bool)
    changes[1:] = np.diff(tick) > MOST_HOLE
    for ship in who:
        changes[1:] |= ship[1:] != ship[:-1]
    return np.asarray(np.cumsum(changes))


def timed(found: pd.DataFrame, least_hours: float) -> pd.DataFrame:
    """Runs with columns ``first`` and ``last`` as times, those that lasted long enough."""
    hours = (found["last"] - found["first"]) * HOURS
    long_ = found[hours + HOURS >= least_hours]
    return long_.assign(start=long_["first"] * EVERY_MS, end=long_["last"] * EVERY_MS, hours=hours[long_.index])
