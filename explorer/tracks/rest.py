"""Which ships lie still: by the speed that they give, else by their way since ten minutes ago."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.geo import KM_PER_NM, distances_km
from explorer.tracks.cleaning import HOUR_MS, Tracks
from explorer.tracks.fixes import Floats, Ints, Mask
from explorer.tracks.thresholds import Thresholds

SPAN_MS = 600_000
"""A speed that is not given is measured over at least ten minutes, so that a receiver's noise does not count as speed."""
PAUSE_MS = 86_400_000


def at_rest(tracks: Tracks, limits: Thresholds) -> Mask:
    """Whether the ship lies still at each position."""
    knots = tracks.fixes.knots.astype(float)
    still = knots < limits.stop_knots
    here = np.flatnonzero(np.isnan(knots))
    if len(here):
        still[here] = _by_its_way(tracks, here, limits)
    return still


def _by_its_way(tracks: Tracks, here: Ints, limits: Thresholds) -> Mask:
    fixes = tracks.fixes
    back = _ten_minutes_before(tracks)[here]
    hours = (fixes.time_ms[here] - fixes.time_ms[back]) / HOUR_MS
    km = distances_km(fixes.lon[back], fixes.lat[back], fixes.lon[here], fixes.lat[here])
    return np.asarray((hours > 0) & (km < limits.stop_knots * KM_PER_NM * hours))


def _ten_minutes_before(tracks: Tracks) -> Ints:
    """For each position the last one at least ten minutes before it, or the first of its track."""
    since = _since_first(tracks)
    back = np.searchsorted(since, since - SPAN_MS, side="right") - 1
    return np.maximum(back, np.maximum.accumulate(np.where(tracks.begins, np.arange(len(tracks)), 0)))


def _since_first(tracks: Tracks) -> Ints:
    """Milliseconds that grow over all ships: each ship begins a day after the one before it ends."""
    steps = np.where(tracks.first, PAUSE_MS, np.diff(tracks.fixes.time_ms, prepend=0))
    return np.asarray(np.cumsum(steps))


def without_noise(tracks: Tracks, still: Mask, limits: Thresholds) -> Tracks:
    """The same tracks, whose steps from rest to rest are no way: a receiver at berth wanders by metres, which add up."""
    rest = still & np.concatenate([[False], still[:-1]]) & (tracks.hours <= limits.gap_hours)
    return replace(tracks, km=np.where(rest, 0.0, tracks.km))


def rest_hours(tracks: Tracks, still: Mask) -> Floats:
    """Hours of the steps that end at rest."""
    return np.where(still, np.nan_to_num(tracks.hours), 0.0)
