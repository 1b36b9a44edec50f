"""Straight lines over the seas: whether they are clear of land, which passages they go through and what the offing adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely

from explorer.sea_chart import BAND, DRY, FROZEN, GATE, OPEN, Overview
from explorer.sea_plane import EARTH_NM, Area, Fan, Flags, Floats, Ints, Shapes, between

__all__ = ["ICE_DEARER", "SAMPLED_NM", "SAMPLES", "Lines", "Seen"]

ICE_DEARER = 20.0
"""What a mile in the ice adds to the cost: a ship leaves it by the shortest way and never goes through it to save a way round."""

SAMPLES, SAMPLED_NM = 8, 30.0
"""The first miles of a line are sampled at so many points for what the offing adds to its cost."""

LOOK_NM = 8.0
"""Step in which a single line is looked at first."""

NONE = np.empty(0, dtype=np.int64)


class Seen(NamedTuple):
    """What is seen along lines from one position."""

    clear: Flags
    """Which lines meet no land, shape (n,)."""
    line: Ints
    """Number of a clear line for each passage that it goes through, shape (m,)."""
    gate: Ints
    """The passage, shape (m,)."""
    ice_nm: Floats
    """Nautical miles of each clear line in the ice, shape (n,)."""


@dataclass(frozen=True)
class Lines:
    """Everything that a line may meet."""

    overview: Overview
    coast: shapely.STRtree
    """The shores of the land as short lines: what no line of sight may cross."""
    bands: tuple[tuple[Area, float], ...]
    """Polygons nearer to land than some clearance, and what a mile inside adds to the cost."""
    gates: shapely.STRtree
    """Lines across the passages, in the order of their numbers."""

    def seen(self, start: Floats, ends: Floats) -> Seen:
        """Which lines from a position to unit vectors meet no land, and what they go through.

        Most of every line lies in squares of the overview that are all water or all land; only the rest is drawn exactly.
        """
        clear = np.ones(len(ends), dtype=bool)
        fan, gated, frozen = Fan.of(start, ends), [], np.zeros(len(ends))
        for line, number in fan.strokes(clear):
            one, other = self.overview.at(*fan.glances(line, number))
            clear[line[((one | other) & DRY) > 0]] = False
            exact = np.flatnonzero(clear[line] & ((one & other & OPEN) == 0))
            if len(exact):
                clear[line[exact[self.meets_shore(fan.points(line[exact], number[exact]))]]] = False
            icy = np.flatnonzero((one | other) & FROZEN)
            np.add.at(frozen, line[icy], ((one[icy] & FROZEN) > 0) * 0.5 + ((other[icy] & FROZEN) > 0) * 0.5)
            near = ((one | other) & GATE) > 0
            gated.append((line[near], number[near]))
        ice_nm = frozen / fan.count * fan.angle * EARTH_NM
        lines, numbers = (np.concatenate(parts) for parts in zip(*gated, strict=True)) if gated else (NONE, NONE)
        wanted = clear[lines]
        if not wanted.any():
            return Seen(clear, NONE, NONE, ice_nm)
        lines = lines[wanted]
        stroke, gate = self.gates.query(_drawn(fan.points(lines, numbers[wanted])), predicate="intersects")
        return Seen(clear, lines[stroke], gate.astype(np.int64), ice_nm)

    def in_ice(self, spot: Floats) -> bool:
        """Whether a point of the plane lies in the ice."""
        return bool(self.overview.at(*spot[:, None])[0] & FROZEN)

    def dry_between(self, one: Floats, other: Floats) -> bool:
        """Whether a look along the line between two unit vectors finds squares that are all land."""
        angle = np.arccos(np.clip(one @ other, -1, 1))
        count = max(2, int(angle * EARTH_NM / LOOK_NM))
        marks = between(one, other[None], angle[None], np.linspace(0, 1, count)[:, None])
        return bool((self.overview.at(*marks) & DRY).any())

    def meets_shore(self, points: Floats) -> Ints:
        """Places of those strokes, shape (m, points, 2), that meet a shore."""
        return np.unique(self.coast.query(_drawn(points), predicate="intersects")[0]).astype(np.int64)

    def crossed(self, bends: Floats) -> list[int]:
        """Passages that a way over bends in the plane goes through."""
        found: list[int] = np.sort(self.gates.query(shapely.LineString(bends), predicate="intersects")).tolist()
        return found

    def dearer(self, spot: Floats, ends: Floats, apart: Floats, samples: int = SAMPLES, reach: float = SAMPLED_NM) -> Floats:
        """Factor by which the offing makes lines from a unit vector dearer."""
        part = np.minimum(1.0, reach / np.maximum(apart, 1e-9))
        share = (np.arange(samples)[:, None] + 0.5) / samples * part
        lon, height = between(spot, ends, apart / EARTH_NM, share)
        factor = np.ones(len(ends))
        shallow = np.nonzero(self.overview.at(lon, height) & BAND)
        if len(shallow[0]):
            marks = np.column_stack([lon[shallow], height[shallow]])
            for area, extra in self.bands:
                hit = np.zeros(lon.shape, dtype=bool)
                hit[shallow] = area.holds(marks)
                factor += extra * part * hit.mean(axis=0)
        return factor


def _drawn(points: Floats) -> Shapes:
    return np.asarray(shapely.linestrings(points))
