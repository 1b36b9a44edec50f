"""Calls at ports: a ship enters, stops and leaves, as Global Fishing Watch defines a port visit, with ports for anchorages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.geo import KM_PER_NM, distances_km
from explorer.tracks.cleaning import HOUR_MS, Tracks
from explorer.tracks.fixes import Floats, Ints, Mask
from explorer.tracks.ground import Ports
from explorer.tracks.thresholds import Thresholds

STOP_SPAN_MS = 600_000
"""A speed that is not given is measured over at least ten minutes, so that a receiver's noise does not count as speed."""


@dataclass(frozen=True, eq=False)
class Calls:
    """Calls in the order of ships and times, each by its first and last position in port.

    ``call_of`` holds for each position of the tracks the number of its call, -1 where there is none.
    """

    port: Ints
    first: Ints
    last: Ints
    arrival_observed: Mask
    departure_observed: Mask
    stop_hours: Floats
    call_of: Ints
    port_km: Floats
    """For each position of the tracks the distance to the nearest port, infinite beyond reach."""


def calls(tracks: Tracks, ports: Ports, limits: Thresholds) -> Calls:
    """Find every call of every ship."""
    fixes = tracks.fixes
    place, km = ports.nearest(fixes.lon, fixes.lat, limits.port_entry_km)
    inside = _inside(tracks, km, limits)
    begins = inside & (tracks.begins | ~np.concatenate([[False], inside[:-1]]))
    ends = inside & np.concatenate([begins[1:] | ~inside[1:], [True]]) if len(tracks) else begins
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    run_of = np.cumsum(begins) - 1
    slow = np.zeros(len(tracks), dtype=bool)
    within = np.flatnonzero(inside)
    slow[within] = _stopped(tracks, within, first[run_of[within]], limits)
    rest = _rest(tracks, slow, inside & ~begins)
    is_call = np.bincount(run_of[slow], minlength=len(first)) > 0
    hours = np.bincount(run_of[within], rest[within], minlength=len(first))
    number = np.where(is_call, np.cumsum(is_call) - 1, -1)
    at = np.full(len(tracks), -1, dtype=np.int64)
    at[within] = number[run_of[within]]
    first, last = first[is_call], last[is_call]
    return Calls(
        _places(place, slow & (at >= 0), at, len(first)), first, last, _observed(tracks, first, limits),
        _observed(tracks, last + 1, limits), hours[is_call].astype(float), at, km,
    )  # fmt: skip


def _inside(tracks: Tracks, km: Floats, limits: Thresholds) -> Mask:
    """Whether a ship is in a port: from the entry radius on until it is beyond the exit radius."""
    told = np.where(km <= limits.port_entry_km, 1, np.where((km > limits.port_exit_km) | tracks.begins, 0, -1))
    since = np.maximum.accumulate(np.where(told >= 0, np.arange(len(told)), 0)) if len(told) else told
    return np.asarray(told[since] == 1)


def _stopped(tracks: Tracks, asked: Ints, begin: Ints, limits: Thresholds) -> Mask:
    """Whether a ship lies still at some of its positions: by the speed that it gives, else by its way since ten minutes ago.

    ``begin`` is the first position of each one's run in port, before which nothing is looked at.
    """
    fixes = tracks.fixes
    knots = fixes.knots[asked].astype(float)
    still = knots < limits.stop_knots
    silent = np.flatnonzero(np.isnan(knots))
    here, start = asked[silent], begin[silent]
    back = _ten_minutes_before(tracks, here, start)
    hours = (fixes.time_ms[here] - fixes.time_ms[back]) / HOUR_MS
    km = distances_km(fixes.lon[back], fixes.lat[back], fixes.lon[here], fixes.lat[here])
    still[silent] = (hours > 0) & (km < limits.stop_knots * KM_PER_NM * hours)
    gap = (tracks.hours[asked] >= limits.port_gap_hours) & (asked > begin)
    return still | gap


def _ten_minutes_before(tracks: Tracks, here: Ints, start: Ints) -> Ints:
    """The last position at least ten minutes before each, of the same run; its first where there is none."""
    since = _since_first(tracks)
    back = np.searchsorted(since, since[here] - STOP_SPAN_MS, side="right") - 1
    return np.maximum(back, start)


def _since_first(tracks: Tracks) -> Ints:
    """Milliseconds that grow over all ships: each ship begins a day after the one before it ends."""
    pause = np.where(tracks.first, 86_400_000, 0)
    steps = np.where(tracks.first, 0, np.diff(tracks.fixes.time_ms, prepend=0))
    return np.asarray(np.cumsum(steps + pause))


def _rest(tracks: Tracks, slow: Mask, counted: Mask) -> Floats:
    """Hours of the steps that end at rest or are a silence in port."""
    at_rest = counted & slow
    return np.where(at_rest, np.nan_to_num(tracks.hours), 0.0)


def _places(place: Ints, slow: Mask, at: Ints, count: int) -> Ints:
    """The port at which each call's ship lay still most often."""
    pairs, often = np.unique(np.stack([at[slow], place[slow]]), axis=1, return_counts=True)
    order = np.lexsort((-often, pairs[0]))
    call, first = np.unique(pairs[0][order], return_index=True)
    found = np.full(count, -1, dtype=np.int64)
    found[call] = pairs[1][order][first]
    return found


def _observed(tracks: Tracks, step: Ints, limits: Thresholds) -> Mask:
    """Whether the step to each of these positions was seen: the ship's track does not begin there and is not silent before."""
    there = np.minimum(step, len(tracks) - 1)
    return (step < len(tracks)) & ~tracks.begins[there] & (np.nan_to_num(tracks.hours[there], nan=np.inf) <= limits.gap_hours)
