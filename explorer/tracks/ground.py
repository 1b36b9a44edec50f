"""What positions are held against: zones, land, ports and the reported legs. Handed in; nothing is read here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.geo import distances_km
from explorer.tracks.thresholds import Thresholds
from explorer.zones.cells import REGION, Cells

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

KM_PER_DEG = 111.0
_PORT_CELLS = 10
"""Cells a degree in which ports are looked for."""


@dataclass(frozen=True, slots=True)
class Port:
    """A place where ships call. ``own`` are those of the gazetteer, which stand before those of the map data."""

    id: str
    name: str
    lon: float
    lat: float
    country: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """A reported sea leg as it is drawn, schematic."""

    id: str
    name: str
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Ports:
    """Ports, ready for millions of positions. ``reach_km`` is how far from a port it is still looked for."""

    ports: tuple[Port, ...]
    reach_km: float

    @cached_property
    def _places(self) -> tuple[Floats, Floats, Mask]:
        lon, lat = np.asarray([p.lon for p in self.ports]), np.asarray([p.lat for p in self.ports])
        return lon, lat, np.asarray([p.own for p in self.ports], dtype=bool)

    @cached_property
    def _slots(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """For each cell of the Earth the row of its candidates, -1 where no port is near; and the candidates, -1 filled up."""
        found: dict[tuple[int, int], list[int]] = {}
        for number, port in enumerate(self.ports):
            for cell in self._cells_round(port):
                found.setdefault(cell, []).append(number)
        table = np.full((180 * _PORT_CELLS + 1, 360 * _PORT_CELLS), -1, dtype=np.int32)
        most = max(map(len, found.values()), default=1)
        candidates = np.full((len(found), most), -1, dtype=np.int32)
        for slot, ((row, column), numbers) in enumerate(found.items()):
            table[row, column] = slot
            candidates[slot, : len(numbers)] = numbers
        return table, candidates

    def _cells_round(self, port: Port) -> list[tuple[int, int]]:
        rise = self.reach_km / KM_PER_DEG
        turn = rise / max(np.cos(np.radians(min(abs(port.lat) + rise, 89.0))), 0.02)
        rows = range(int((port.lat - rise + 90) * _PORT_CELLS), int((port.lat + rise + 90) * _PORT_CELLS) + 1)
        columns = range(int(np.floor((port.lon - turn + 180) * _PORT_CELLS)), int((port.lon + turn + 180) * _PORT_CELLS) + 1)
        last = 180 * _PORT_CELLS
        return [(min(max(row, 0), last), column % (360 * _PORT_CELLS)) for row in rows for column in columns]

    def nearest(self, lon: Floats, lat: Floats, prefer_km: float) -> tuple[Ints, Floats]:
        """The port of each position and the distance to the nearest port, -1 and infinite where none is within reach.

        Ports of the gazetteer within ``prefer_km`` stand before nearer ones of the map data.
        """
        place, distance = np.full(len(lon), -1, dtype=np.int64), np.full(len(lon), np.inf)
        table, candidates = self._slots
        column = ((lon + 180.0) * _PORT_CELLS).astype(np.int64) % (360 * _PORT_CELLS)
        slot = table[((lat + 90.0) * _PORT_CELLS).astype(np.int64), column]
        near = np.flatnonzero(slot >= 0)
        if not len(near):
            return place, distance
        rank = np.full(len(near), np.inf)
        port_lon, port_lat, own = self._places
        for numbers in candidates[slot[near]].T:
            asked = np.flatnonzero(numbers >= 0)
            if not len(asked):
                continue
            chosen, here = numbers[asked], near[asked]
            km = distances_km(lon[here], lat[here], port_lon[chosen], port_lat[chosen])
            ranked = np.where(own[chosen] & (km <= prefer_km), km - 1e4, km)
            better = ranked < rank[asked]
            rank[asked[better]] = ranked[better]
            place[here[better]] = chosen[better]
            distance[here] = np.minimum(distance[here], km)
        beyond = distance > self.reach_km
        place[beyond], distance[beyond] = -1, np.inf
        return place, distance


@dataclass(frozen=True, eq=False, repr=False)
class Ground:
    """Everything that positions are held against."""

    cells: Cells
    ports: tuple[Port, ...]
    legs: tuple[Leg, ...] = ()
    inland_water: tuple[shapely.Geometry, ...] = ()
    """Rivers and lakes, on which ships may be far from the sea."""

    def land(self) -> Mask:
        """Cells of the region that are nothing but land, shape (rows, columns)."""
        codes = self.cells.codes
        land = np.asarray([zone.kind == "land" for zone in self.cells.zones])
        return np.asarray((codes > 0) & (land[:, None] & land[None, :]).ravel()[np.maximum(codes, 0)])


@dataclass(frozen=True, eq=False, repr=False)
class Terrain:
    """What is near what, for the thresholds of one run: cells of the region, and ports."""

    inland: Mask
    """Farther than ``land_km`` from mapped sea, river and lake: no ship can be there."""
    off_shore: Mask
    """Farther than ``loitering_shore_km`` from land."""
    near_legs: tuple[Mask, ...]
    """For each reported leg what is nearer than ``leg_km`` to it."""
    ports: Ports
    """Ports as ships enter and leave them."""
    round_ports: Ports
    """Ports with the water round them in which nobody meets."""
    step_deg: float

    @classmethod
    def of(cls, ground: Ground, limits: Thresholds) -> Terrain:
        """Work the cells out."""
        step, land = ground.cells.step_deg, ground.land()
        water = ~land
        for outline in ground.inland_water:
            _mark(water, outline, step)
        legs = []
        for leg in ground.legs:
            _mark(on := np.zeros_like(land), shapely.LineString(leg.line), step)
            legs.append(_widened(on, limits.leg_km, step))
        near, round_ = Ports(ground.ports, limits.port_exit_km), Ports(ground.ports, limits.meeting_port_km)
        inland, off_shore = ~_widened(water, limits.land_km, step), ~_widened(land, limits.loitering_shore_km, step)
        return cls(inland, off_shore, tuple(legs), near, round_, step)

    def holds(self, cells: Mask, lon: Floats, lat: Floats) -> Mask:
        """Which positions lie in chosen cells; none outside the region."""
        west, south, east, north = REGION
        inside = (lon >= west) & (lon < east) & (lat >= south) & (lat < north)
        found = np.zeros(len(lon), dtype=bool)
        row = ((lat[inside] - south) / self.step_deg).astype(np.int64)
        found[inside] = cells[row, ((lon[inside] - west) / self.step_deg).astype(np.int64)]
        return found


def _mark(water: Mask, outline: shapely.Geometry, step_deg: float) -> None:
    west, south, _, _ = REGION
    for part in shapely.get_parts(outline):
        spots = shapely.get_coordinates(shapely.segmentize(part, step_deg / 2))
        column = np.floor((spots[:, 0] - west) / step_deg).astype(np.int64)
        row = np.floor((spots[:, 1] - south) / step_deg).astype(np.int64)
        inside = (column >= 0) & (row >= 0) & (column < water.shape[1]) & (row < water.shape[0])
        water[row[inside], column[inside]] = True


def _widened(water: Mask, km: float, step_deg: float) -> Mask:
    """Cells within so many kilometres of a cell of water, and the edge of the region."""
    cell_km = step_deg * KM_PER_DEG
    rows = int(np.ceil(km / cell_km))
    reach = [_columns(km, row * cell_km, cell_km) for row in range(rows + 1)]
    width, most = water.shape[1], reach[0]
    count = np.cumsum(np.pad(water, ((0, 0), (most + 1, most))), axis=1, dtype=np.int32)
    found = np.zeros_like(water)
    for row, columns in enumerate(reach):
        last, before = most + 1 + columns, most - columns
        along = count[:, last : last + width] > count[:, before : before + width]
        for rise in {row, -row}:
            found |= _shifted(along, rise)
    return found


def _columns(km: float, rise_km: float, cell_km: float) -> int:
    """How many columns to either side are within reach in a row so far above or below."""
    left = np.sqrt(max(km**2 - max(rise_km - cell_km, 0.0) ** 2, 0.0))
    return int(np.ceil(left / (cell_km * np.cos(np.radians(REGION[3])))))


def _shifted(cells: Mask, rows: int) -> Mask:
    moved = np.roll(cells, rows, axis=0)
    if rows > 0:
        moved[:rows] = False
    elif rows < 0:
        moved[rows:] = False
    return moved
