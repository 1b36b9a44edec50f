"""Zone and State of very many positions at once: small cells that lie in one zone answer at once, the others ask the exact way.

A cell is uniform where no outline of a zone, of either baseline, and of no State's land passes through it. Only positions in the
other cells go through the polygons of :mod:`explorer.zones.areas`, so that the answer is that of
:meth:`explorer.zones.jurisdiction.Zones.zone_at` for every position of the region.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.zones.areas import NOT_COMPUTED, SHORE_DEG, Chart, Floats, Zone
from explorer.zones.jurisdiction import Zones
from explorer.zones.law import BASELINES, Baseline

Codes: TypeAlias = NDArray[np.int64]

REGION = (117.0, 30.0, 150.0, 56.0)
"""West, south, east and north of the sea for which zones were computed; of positions outside it nothing is said."""
STEP_DEG = 0.02
MIXED = -1
OUTSIDE = 0
"""The code of a position that no zone and no State's land of the region holds."""
SAMPLES_A_CELL = 8
BERTH_DEG = 0.0005
"""Ships lie at one berth for days: what is ashore of the coarse coast is asked about once in so small a square."""


@dataclass(frozen=True, eq=False, repr=False)
class Cells:
    """The zones of both baselines, ready for millions of positions. Shared by all, changed by nobody.

    ``zones`` is the list that codes refer to: a code holds the number of the zone under each baseline, see :meth:`zone`.
    """

    source: Zones
    zones: tuple[Zone, ...]
    codes: NDArray[np.int32]
    step_deg: float

    @classmethod
    def of(cls, source: Zones, step_deg: float = STEP_DEG) -> Cells:
        """Divide the region into cells and ask once for each patch of cells that no outline parts."""
        every = [NOT_COMPUTED, *(zone for chart in (*source.sea.values(), source.land) for zone in chart.zones)]
        zones = tuple(dict(zip([(z.key, z.status, z.claimant) for z in reversed(every)], reversed(every), strict=True)).values())
        zones = (NOT_COMPUTED, *(zone for zone in zones if zone.kind != "not-computed"))
        ask = cls(source, zones, np.empty((0, 0), dtype=np.int32), step_deg)
        patches = _patches(_crossed(source, step_deg))
        _, first = np.unique(patches, return_index=True)
        row, column = np.divmod(first, patches.shape[1])
        found = ask.exactly(REGION[0] + (column + 0.5) * step_deg, REGION[1] + (row + 0.5) * step_deg)
        found[found == OUTSIDE] = MIXED
        if patches.min() < 0:
            found = np.concatenate([found[1:], [MIXED]])
        return cls(source, zones, found.astype(np.int32)[patches], step_deg)

    def zone(self, code: int, baseline: Baseline) -> Zone:
        """The zone that a code means under a baseline."""
        return self.zones[int(self.numbers(np.asarray([code]), baseline)[0])]

    def numbers(self, codes: Codes, baseline: Baseline) -> Codes:
        """Numbers in ``zones`` under a baseline."""
        claimed, coast = np.divmod(codes, len(self.zones))
        return claimed if baseline == BASELINES[0] else coast

    def at(self, lon: Floats, lat: Floats) -> Codes:
        """The code of each position: as :meth:`Zones.zone_at`, ``OUTSIDE`` beyond the region."""
        west, south, east, north = REGION
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        rows, columns = self.codes.shape
        with np.errstate(invalid="ignore"):
            column = np.minimum(((lon - west) / self.step_deg).astype(np.int64), columns - 1)
            row = np.minimum(((lat - south) / self.step_deg).astype(np.int64), rows - 1)
        found = np.full(len(lon), OUTSIDE, dtype=np.int64)
        found[inside] = self.codes[row[inside], column[inside]]
        mixed = np.flatnonzero(found == MIXED)
        if len(mixed):
            found[mixed] = self.exactly(lon[mixed], lat[mixed])
        return found

    def of_ships(self, lon: Floats, lat: Floats) -> Codes:
        """The code of each position of a ship: what is ashore of the coarse coast belongs to the nearest sea within reach.

        The same as routes by sea are divided; only farther inland, on rivers and lakes, the State's land is the answer.
        """
        found = self.at(lon, lat)
        ashore = np.flatnonzero(self._is_land[found])
        if len(ashore):
            square = np.rint(np.stack([lon[ashore], lat[ashore]]) / BERTH_DEG).astype(np.int64)
            _, first, back = np.unique(square[0] * 1_000_000 + square[1], return_index=True, return_inverse=True)
            found[ashore] = self._from_the_sea(lon[ashore[first]], lat[ashore[first]], found[ashore[first]])[back]
        return found

    def exactly(self, lon: Floats, lat: Floats) -> Codes:
        """The same as :meth:`at` by way of the polygons alone, wherever the positions are."""
        claimed, coast = (self._known(chart)[self._asked(chart, lon, lat)] for chart in self._charts)
        return claimed * len(self.zones) + coast

    @property
    def _charts(self) -> tuple[Chart, Chart]:
        claimed, coast = (self.source.sea[baseline] for baseline in BASELINES)
        return claimed, coast

    def _asked(self, chart: Chart, lon: Floats, lat: Floats) -> Codes:
        """Numbers among the zones of a chart, followed by those of the land."""
        found = chart.areas[0].which(lon, lat) if len(lon) else np.empty(0, dtype=np.int64)
        off = np.flatnonzero(found < 0)
        if len(off):
            land = self.source.land.at(lon[off], lat[off])
            none = land == len(self.source.land.zones) - 1
            found[off] = land + len(chart.zones)
            found[off[none]] = chart.at(lon[off[none]], lat[off[none]]) if none.any() else 0
        return found

    def _known(self, chart: Chart) -> Codes:
        """The place in ``zones`` of each zone of a chart, and of the land after it."""
        place = {(zone.key, zone.status, zone.claimant): number for number, zone in enumerate(self.zones)}
        every = (*chart.zones, *self.source.land.zones)
        return np.asarray([place[zone.key, zone.status, zone.claimant] for zone in every], dtype=np.int64)

    def _from_the_sea(self, lon: Floats, lat: Floats, ashore: Codes) -> Codes:
        near = [chart.areas[0].near(lon, lat, SHORE_DEG) for chart in self._charts]
        claimed, coast = (self._known(chart)[number] for chart, number in zip(self._charts, near, strict=True))
        return np.where((near[0] < 0) | (near[1] < 0), ashore, claimed * len(self.zones) + coast)

    @cached_property
    def _is_land(self) -> NDArray[np.bool_]:
        """For each code whether it is land under any baseline."""
        land = np.asarray([zone.kind == "land" for zone in self.zones])
        return np.asarray((land[:, None] | land[None, :]).ravel())


def _crossed(source: Zones, step_deg: float) -> NDArray[np.bool_]:
    """Which cells an outline passes through, or comes so near that a rounded position might lie on its other side."""
    west, south, east, north = REGION
    crossed = np.zeros((round((north - south) / step_deg), round((east - west) / step_deg)), dtype=bool)
    margin = step_deg / SAMPLES_A_CELL * 0.55
    for lon, lat in _sampled(source, step_deg / SAMPLES_A_CELL):
        for x, y in ((-margin, -margin), (-margin, margin), (margin, -margin), (margin, margin)):
            column = np.floor((lon + x - west) / step_deg).astype(np.int64)
            row = np.floor((lat + y - south) / step_deg).astype(np.int64)
            inside = (column >= 0) & (row >= 0) & (column < crossed.shape[1]) & (row < crossed.shape[0])
            crossed[row[inside], column[inside]] = True
    return crossed


def _sampled(source: Zones, step_deg: float) -> Iterator[tuple[Floats, Floats]]:
    """Positions along every outline that comes into the region, no farther apart than a step."""
    for areas in (*(chart.areas[0] for chart in source.sea.values()), source.land.areas[0]):
        for outline in areas.outlines(REGION):
            ends = shapely.get_coordinates(outline)
            steps = np.maximum(np.ceil(np.abs(np.diff(ends, axis=0)).max(axis=1) / step_deg), 1).astype(np.int64)
            where = np.repeat(np.arange(len(steps)), steps)
            part = (np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)) / steps[where]
            spots = ends[where] + (ends[where + 1] - ends[where]) * part[:, None]
            yield np.append(spots[:, 0], ends[-1, 0]), np.append(spots[:, 1], ends[-1, 1])


def _patches(crossed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Numbers of patches of cells that hang together within a row, and with the row below where a run lies over one; -1 crossed.

    A patch may be several numbers; each number is one zone.
    """
    found = np.full(crossed.shape, -1, dtype=np.int64)
    below = found[0]
    next_number = 0
    for row, line in enumerate(crossed):
        begins = np.flatnonzero(~line & np.concatenate([[True], line[:-1]]))
        ends = np.flatnonzero(~line & np.concatenate([line[1:], [True]]))
        if not len(begins):
            below = found[row]
            continue
        # the greatest number below each run, of the cells that lie under it
        padded = np.append(below, -1)
        under = np.maximum.reduceat(padded, np.stack([begins, ends + 1], axis=1).ravel())[::2]
        new = under < 0
        under[new] = next_number + np.arange(int(new.sum()))
        next_number += int(new.sum())
        found[row, ~line] = np.repeat(under, ends - begins + 1)
        below = found[row]
    return found
