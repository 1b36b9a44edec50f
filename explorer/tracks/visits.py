"""Calls at ports: a ship enters, stops and leaves, as Global Fishing Watch defines a port visit, with ports for anchorages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.tracks.cleaning import Tracks
from explorer.tracks.fixes import Floats, Ints, Mask
from explorer.tracks.ground import Ports
from explorer.tracks.rest import rest_hours
from explorer.tracks.thresholds import Thresholds


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


def calls(tracks: Tracks, still: Mask, ports: Ports, limits: Thresholds) -> Calls:
    """Find every call of every ship; ``still`` says at which positions it lies still."""
    fixes = tracks.fixes
    place, km = ports.nearest(fixes.lon, fixes.lat, limits.port_entry_km)
    inside = _inside(tracks, km, limits)
    begins = inside & (tracks.begins | ~np.concatenate([[False], inside[:-1]]))
    ends = inside & np.concatenate([begins[1:] | ~inside[1:], [True]]) if len(tracks) else begins
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    run_of = np.cumsum(begins) - 1
    within = np.flatnonzero(inside)
    follows = inside & ~begins
    slow = inside & still | follows & (tracks.hours >= limits.port_gap_hours)
    rest = rest_hours(tracks, slow & follows)
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


def _places(place: Ints, slow: Mask, at: Ints, count: int) -> Ints:
    """The port at which each call's ship lay still most often."""
    ports = int(place.max(initial=0)) + 2  # -1 is no port
    pairs, often = np.unique(at[slow] * ports + place[slow] + 1, return_counts=True)  # one number sorts far faster than two
    calls, places = np.divmod(pairs, ports)
    order = np.lexsort((-often, calls))
    call, first = np.unique(calls[order], return_index=True)
    found = np.full(count, -1, dtype=np.int64)
    found[call] = places[order][first] - 1
    return found


def _observed(tracks: Tracks, step: Ints, limits: Thresholds) -> Mask:
    """Whether the step to each of these positions was seen: the ship's track does not begin there and is not silent before."""
    there = np.minimum(step, len(tracks) - 1)
    return (step < len(tracks)) & ~tracks.begins[there] & (np.nan_to_num(tracks.hours[there], nan=np.inf) <= limits.gap_hours)
