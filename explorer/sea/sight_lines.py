"""Straight lines over the seas: whether they are clear of land, which passages they go through, and surcharges along them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from explorer.sea.overview_grid import BAND, DRY, FROZEN, OPEN, PASSAGE, SHOAL, Overview
from explorer.sea.plane import Area, Fan, Flags, Floats, Ints, Shapes, coast_strokes
from geodata.formats.mercator import shapes_to_plane
from geodata.formats.sea import BANDS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["NONE", "Obstacles", "Seen"]

SAMPLES, SAMPLED_NM = 8, 30.0
"""The first miles of a line are sampled at so many points for the surcharge of the offing, at both ends at twice as many."""

PROBES = (np.arange(16) + 0.5) / 16
"""Shares of a line at which land is looked for before anything else."""

NONE = np.empty(0, dtype=np.int64)
"""No nodes, no lines."""


class Seen(NamedTuple):
    """What is seen along lines from one position."""

    clear: Flags
    """Which lines meet no land, shape (n,)."""
    line: Ints
    """Number of a clear line for each passage that it goes through, shape (m,)."""
    passage: Ints
    """The passage, shape (m,)."""
    surcharge_nm: Floats
    """What ice and shoals add to the cost of each line, shape (n,)."""


@dataclass(frozen=True)
class Obstacles:
    """Everything that a line may meet."""

    land: Area
    overview: Overview
    coast: shapely.STRtree
    """The shores of the land as short lines: what no line of sight may cross."""
    bands: tuple[tuple[Area, float], ...]
    """Polygons of the offing and of shoals, and the surcharge of a mile inside."""
    passages: shapely.STRtree
    """Lines across the passages, in the order of their numbers."""
    charged: tuple[tuple[int, float], ...]
    """Marks of the overview for ice and for shoals, and the surcharge of a mile there."""

    @classmethod
    def from_frames(cls, passages: GeoDataFrame, bands: GeoDataFrame, land: Iterable[GeoDataFrame]) -> Obstacles:
        """Arrange the data sets of ``geodata``; see ``SeaNetwork.from_frames``."""
        ground = shapes_to_plane(np.concatenate([np.asarray(frame.geometry.array) for frame in land]))
        across = shapes_to_plane(np.asarray(passages.geometry.array))
        degrees, kind = np.asarray(bands.geometry.array), np.asarray(bands["kind"], dtype=str)
        shapes, surcharge = shapes_to_plane(degrees), np.asarray(bands["surcharge"], dtype=float)
        offing, shoal, ice = (kind == name for name in BANDS)
        return cls(
            land=Area.of(ground),
            overview=Overview.of(ground, shapes[offing], shapes[shoal], shapely.bounds(degrees[ice]), across),
            coast=shapely.STRtree(coast_strokes(ground)),
            bands=tuple((Area.of(shapes[~ice & (surcharge == each)]), each) for each in np.unique(surcharge[~ice]).tolist()),
            passages=shapely.STRtree(across),
            charged=tuple((mark, float(surcharge[inside].max(initial=0.0))) for mark, inside in ((FROZEN, ice), (SHOAL, shoal))),
        )

    def seen(self, fan: Fan) -> Seen:
        """Which lines from a position meet no land, and what they go through.

        Most of every line lies in squares of the overview that are all water or all land; only the rest is drawn exactly.
        """
        clear, surcharge_nm = np.ones(len(fan.angle), dtype=bool), np.zeros(len(fan.angle))
        line, number = fan.strokes(self.overview.wide_at)
        known = self.overview.at(*fan.middles(line, number))
        clear[line[(known & DRY) > 0]] = False
        exact = np.flatnonzero(clear[line] & ((known & OPEN) == 0))
        if len(exact):
            clear[line[exact[self.meets_shore(fan.points(line[exact], number[exact]))]]] = False
        for mark, surcharge in self.charged:
            inside = np.flatnonzero(known & mark)
            if len(inside):
                surcharge_nm += surcharge * np.bincount(line[inside], minlength=len(clear)) * fan.apart_nm / fan.count
        near = np.flatnonzero(((known & PASSAGE) > 0) & clear[line])
        if not len(near):
            return Seen(clear, NONE, NONE, surcharge_nm)
        stroke, passage = self.passages.query(_drawn(fan.points(line[near], number[near])), predicate="intersects")
        return Seen(clear, line[near[stroke]], passage.astype(np.int64), surcharge_nm)

    def blocked(self, fan: Fan) -> bool:
        """Whether some of its points already show that a line meets land; if not, it still may."""
        return bool((self.overview.at(*fan.at(slice(0, 1), PROBES)) & DRY).any())

    def in_ice(self, spot: Floats) -> bool:
        """Whether a point of the plane lies in the ice."""
        return bool(self.overview.at(*spot[:, None])[0] & FROZEN)

    def in_wide_water(self, spot: Floats) -> bool:
        """Whether there is open water for 120 miles around a point of the plane."""
        return bool(self.overview.wide_at(*spot[:, None])[0])

    def meets_shore(self, points: Floats) -> Ints:
        """Places of those strokes, shape (m, points, 2), that meet a shore."""
        return np.unique(self.coast.query(_drawn(points), predicate="intersects")[0]).astype(np.int64)

    def crossed(self, bends: Floats) -> list[int]:
        """Passages that a way over bends in the plane goes through, in their order on the way."""
        stretches = _drawn(np.stack([bends[:-1], _beside(bends[:-1], bends[1:])], axis=1))
        stretch, passage = self.passages.query(stretches, predicate="intersects")
        met = shapely.intersection(stretches[stretch], self.passages.geometries[passage])
        along = shapely.line_locate_point(stretches[stretch], shapely.centroid(met))
        return list(dict.fromkeys(passage[np.lexsort((along, stretch))].tolist()))

    def cost_factor(self, fan: Fan, *, both: bool = False) -> Floats:
        """Cost of a mile on each line with the surcharges at its beginning, or at both its ends."""
        if not both and len(fan.angle) and self.overview.wide_at(*fan.at(slice(0, 1), np.zeros(1))).all():
            return np.ones(len(fan.angle))
        samples = 2 * SAMPLES if both else SAMPLES
        part = np.minimum(0.5 if both else 1.0, SAMPLED_NM / np.maximum(fan.apart_nm, 1e-9))
        share = (np.arange(samples)[:, None] + 0.5) / samples * part
        if both:
            share, part = np.concatenate([share, 1 - share]), 2 * part
        lon, height = fan.at(slice(None), share)
        factor = np.ones(len(part))
        shallow = np.nonzero(self.overview.at(lon, height) & BAND)
        if len(shallow[0]):
            marks = np.column_stack([lon[shallow], height[shallow]])
            for area, surcharge in self.bands:
                hit = np.zeros(lon.shape, dtype=bool)
                hit[shallow] = area.holds(marks)
                factor += surcharge * part * hit.mean(axis=0)
        return factor


def _beside(start: Floats, end: Floats) -> Floats:
    """Points of the plane with their longitudes next to those of others, so that no line goes round the Earth."""
    apart = (end[:, 0] - start[:, 0] + np.pi) % (2 * np.pi) - np.pi
    return np.column_stack([start[:, 0] + apart, end[:, 1]])


def _drawn(points: Floats) -> Shapes:
    return np.asarray(shapely.linestrings(points))
