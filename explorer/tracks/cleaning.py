"""From positions in any order to tracks: sorted, without duplicates, faults ashore and impossible jumps, all of them counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.geo import KM_PER_NM, distances_km
from explorer.tracks.fixes import DUPLICATE, JUMP, ON_LAND, THINNED, Fixes, Floats, Ints, Mask
from explorer.tracks.thresholds import Thresholds

LOOKED_BACK = 64
"""A run of positions may follow any of so many runs before it."""
NEXT_TO = 4
"""So many positions on either side of a jump are judged one by one."""
MOST_OF_A_SHIP = 3_000_000
"""A ship with more positions is thinned, so that it fits into memory."""
THIN_MS = 10_000
HOUR_MS = 3_600_000.0


@dataclass(frozen=True, eq=False)
class Tracks:
    """Positions of ships, by ship and time, with the step that leads to each: NaN where a ship's track begins.

    ``begins`` marks the first position of a ship, and the first after a jump that no ship makes.
    """

    fixes: Fixes
    first: Mask
    begins: Mask
    km: Floats
    hours: Floats

    def __len__(self) -> int:
        return len(self.first)


def cleaned(fixes: Fixes, inland: Mask, limits: Thresholds) -> tuple[Tracks, Counter[str]]:
    """Sort positions into tracks and drop what cannot be so.

    Parameters
    ----------
    fixes
        Whole ships, in any order.
    inland
        For each position whether it lies where no ship can be.
    """
    dropped: Counter[str] = Counter()
    order = np.lexsort((fixes.time_ms, fixes.ship))
    found, ashore = fixes.where(order), inland[order]
    dropped[DUPLICATE] = int((again := _again(found)).sum())
    found, ashore = found.where(~again), ashore[~again]
    dropped[ON_LAND] = int(ashore.sum())
    found = found.where(~ashore)
    thin = _too_dense(found)
    dropped[THINNED] = int(thin.sum())
    found = found.where(~thin) if thin.any() else found
    jumps = _jumps(found, limits)
    dropped[JUMP] = int(jumps.sum())
    return stepped(found.where(~jumps), limits), +dropped


def stepped(fixes: Fixes, limits: Thresholds) -> Tracks:
    """Sorted positions with their steps."""
    first = _first(fixes.ship)
    km, hours = _steps(fixes, first)
    begins = first | _impossible(km, hours, limits)
    return Tracks(fixes, first, begins, km, hours)


def _first(ship: Ints) -> Mask:
    return np.concatenate([[True], ship[1:] != ship[:-1]]) if len(ship) else np.zeros(0, dtype=bool)


def _again(fixes: Fixes) -> Mask:
    """Positions of a ship at the time of the one before: a receiver's copy, or a second opinion that cannot be told apart."""
    if not len(fixes):
        return np.zeros(0, dtype=bool)
    return np.concatenate([[False], (fixes.ship[1:] == fixes.ship[:-1]) & (fixes.time_ms[1:] == fixes.time_ms[:-1])])


def _too_dense(fixes: Fixes) -> Mask:
    """Positions of a ship that has too many, but the first in each ten seconds."""
    begins = np.flatnonzero(_first(fixes.ship))
    counts = np.diff(np.append(begins, len(fixes)))
    if not len(counts) or counts.max() <= MOST_OF_A_SHIP:
        return np.zeros(len(fixes), dtype=bool)
    slot = fixes.time_ms // THIN_MS
    same = np.concatenate([[False], (slot[1:] == slot[:-1]) & (fixes.ship[1:] == fixes.ship[:-1])])
    return same & np.repeat(counts > MOST_OF_A_SHIP, counts)


def _steps(fixes: Fixes, first: Mask) -> tuple[Floats, Floats]:
    km, hours = np.full(len(fixes), np.nan), np.full(len(fixes), np.nan)
    if len(fixes) > 1:
        km[1:] = distances_km(fixes.lon[:-1], fixes.lat[:-1], fixes.lon[1:], fixes.lat[1:])
        hours[1:] = (fixes.time_ms[1:] - fixes.time_ms[:-1]) / HOUR_MS
    km[first], hours[first] = np.nan, np.nan
    return km, hours


def _impossible(km: Floats, hours: Floats, limits: Thresholds) -> Mask:
    with np.errstate(invalid="ignore"):
        return np.asarray(km > limits.max_knots * KM_PER_NM * hours + limits.jump_km)


def _jumps(fixes: Fixes, limits: Thresholds) -> Mask:
    """Positions outside of the chain that keeps most of a ship's positions without an impossible step."""
    found = _single_jumps(fixes, limits)
    left = np.flatnonzero(~found)
    found[left] = _long_jumps(fixes.where(left), limits)
    return found


def _single_jumps(fixes: Fixes, limits: Thresholds) -> Mask:
    """Single positions out of reach between two that reach each other and have good neighbours: most jumps, all at once."""
    found = np.zeros(len(fixes), dtype=bool)
    if len(fixes) < 5:
        return found
    wrong = _impossible(*_steps(fixes, _first(fixes.ship)), limits)
    here = np.flatnonzero(wrong[2:-2] & wrong[3:-1] & ~wrong[1:-3] & ~wrong[4:]) + 2
    here = here[(fixes.ship[here - 2] == fixes.ship[here]) & (fixes.ship[here + 2] == fixes.ship[here])]
    km = distances_km(fixes.lon[here - 1], fixes.lat[here - 1], fixes.lon[here + 1], fixes.lat[here + 1])
    hours = (fixes.time_ms[here + 1] - fixes.time_ms[here - 1]) / HOUR_MS
    found[here] = ~_impossible(km, hours, limits)
    return found


def _long_jumps(fixes: Fixes, limits: Thresholds) -> Mask:
    first = _first(fixes.ship)
    wrong = _impossible(*_steps(fixes, first), limits)
    found = np.zeros(len(fixes), dtype=bool)
    begins = np.flatnonzero(first)
    ends = np.append(begins[1:], len(fixes))
    with_jumps = np.unique(np.searchsorted(begins, np.flatnonzero(wrong), side="right") - 1)
    for begin, end in zip(begins[with_jumps], ends[with_jumps], strict=True):
        runs = begin + np.concatenate([[0], np.flatnonzero(_round(wrong[begin:end])[1:]) + 1, [end - begin]])
        found[begin:end] = ~_chain(fixes, runs, limits)
    return found


def _round(wrong: Mask) -> Mask:
    """Each jump with the steps next to it: a position that is out of reach from one side may be near enough from the other."""
    return np.asarray(np.convolve(wrong, np.ones(2 * NEXT_TO + 1), mode="same") > 0)


def _chain(fixes: Fixes, edges: Ints, limits: Thresholds) -> Mask:
    """Which positions of one ship to keep, whose runs without a jump lie between edges.

    A run follows an earlier one that the ship can come from; where it follows another, that costs ``break_positions``.
    """
    starts, lasts, sizes = edges[:-1], edges[1:] - 1, np.diff(edges).astype(float)
    best, before = np.zeros(len(sizes)), np.full(len(sizes), -1)
    greatest = -1
    for run in range(len(sizes)):
        earlier = np.arange(max(0, run - LOOKED_BACK), run)
        worth, source = 0.0, -1
        if len(earlier):
            fits = earlier[_reaches(fixes, lasts[earlier], starts[run], limits)]
            if len(fits):
                source = int(fits[np.argmax(best[fits])])
                worth = best[source]
            if best[greatest] - limits.break_positions > worth:
                source, worth = greatest, best[greatest] - limits.break_positions
        best[run], before[run] = worth + sizes[run], source
        greatest = run if greatest < 0 or best[run] > best[greatest] else greatest
    kept = np.zeros(int(edges[-1] - edges[0]), dtype=bool)
    run = greatest
    while run >= 0:
        kept[starts[run] - edges[0] : lasts[run] + 1 - edges[0]] = True
        run = int(before[run])
    return kept


def _reaches(fixes: Fixes, there: Ints, here: int, limits: Thresholds) -> NDArray[np.bool_]:
    lon, lat = np.full(len(there), fixes.lon[here]), np.full(len(there), fixes.lat[here])
    km = distances_km(fixes.lon[there], fixes.lat[there], lon, lat)
    return ~_impossible(km, (fixes.time_ms[here] - fixes.time_ms[there]) / HOUR_MS, limits)
