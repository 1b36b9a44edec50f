"""Charts of squares in the plane: which squares are land. A rough one of all seas saves drawing most lines of sight exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.sea.plane import Flags, Floats, Ints, Shapes, numbered

SIDE = math.radians(0.2)
"""Side of a square of the chart of all seas, in the plane."""
TOP = 3.0
"""The chart of all seas ends at these heights of the plane, beyond 84 degrees."""
HIGH, STEEP = (math.asinh(math.tan(math.radians(latitude))) for latitude in (50, 70))
"""From the first height on squares are so small that open water must reach farther, since lines are looked at every 30 miles.

Beyond the second nothing counts as open.
"""
OPEN, DRY, PASSAGE, BAND, FROZEN, SHOAL = 1, 2, 4, 8, 16, 32
"""Marks of a square: no land within 15 miles; only land; a passage near; near to land or a shoal; ice; a shoal."""
BLOCK = 8
"""Side of a block in squares: where whole blocks are open, long parts of a line need no closer look."""
EDGE = 0.3
"""Squares within so many degrees of the edge of the ice do not count: nodes lie there."""


def filled(shapes: Shapes, corner: Floats, side: float, rows: int, columns: int) -> Flags:
    """Squares with their middle in some polygons: what the rings wind round at least once; shape (rows, columns)."""
    return _wound(*_edges(shapes), corner, side, rows, columns)


def _wound(start: Floats, end: Floats, corner: Floats, side: float, rows: int, columns: int) -> Flags:
    """Squares that closed edges wind round."""
    if not len(start):
        return np.zeros((rows, columns), dtype=bool)
    start, end = (start - corner) / side - 0.5, (end - corner) / side - 0.5
    low = np.clip(np.ceil(np.minimum(start[:, 1], end[:, 1])), 0, rows).astype(np.int64)
    high = np.clip(np.ceil(np.maximum(start[:, 1], end[:, 1])), 0, rows).astype(np.int64)
    edge, number = numbered(np.arange(len(low)), high - low)
    row = low[edge] + number
    one, other = start[edge], end[edge]
    x = one[:, 0] + (row - one[:, 1]) * (other[:, 0] - one[:, 0]) / (other[:, 1] - one[:, 1])
    column = np.clip(np.ceil(x), 0, columns).astype(np.int64)
    turns = np.zeros(rows * (columns + 1), dtype=np.int16)
    np.add.at(turns, row * (columns + 1) + column, np.where(other[:, 1] > one[:, 1], 1, -1).astype(np.int16))
    wound: Flags = np.cumsum(turns.reshape(rows, columns + 1), axis=1, dtype=np.int16)[:, :columns] != 0
    return wound


def _edges(shapes: Shapes) -> tuple[Floats, Floats]:
    """Starts and ends of the edges of polygons, all wound the same way."""
    parts = shapes[(shapely.get_type_id(shapes) == 3) & ~shapely.is_empty(shapes)]
    if not len(parts):
        return np.empty((0, 2)), np.empty((0, 2))
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.orient_polygons(parts)), return_index=True)
    same = ring[1:] == ring[:-1]
    return points[:-1][same], points[1:][same]


def spread(squares: Flags, count: int) -> Flags:
    """Squares and all within so many squares of them; a chart of all seas closes on itself eastwards.

    The filters of scipy.ndimage do the same in five times the time.
    """
    tall = squares.copy()
    for step in range(1, count + 1):
        tall[step:] |= squares[:-step]
        tall[:-step] |= squares[step:]
    found = tall.copy()
    for step in range(1, count + 1):
        found[:, step:] |= tall[:, :-step]
        found[:, :-step] |= tall[:, step:]
        found[:, :step] |= tall[:, -step:]
        found[:, -step:] |= tall[:, :step]
    return found


@dataclass(frozen=True)
class Overview:
    """The rough chart of all seas."""

    known: NDArray[np.uint8]
    wide: Flags
    """Blocks of squares with nothing but open water for 120 miles around."""

    def wide_at(self, x: Floats, y: Floats) -> Flags:
        """Whether there is open water for 120 miles around some points of the plane."""
        row, column = self._squares(x, y)
        found: Flags = self.wide[row // BLOCK, column // BLOCK]
        return found

    def _squares(self, x: Floats, y: Floats) -> tuple[Ints, Ints]:
        """Rows and columns of some points of the plane."""
        rows, columns = self.known.shape
        row = np.clip((y + TOP) * (1 / SIDE), 0, rows - 1).astype(np.int64)
        return row, ((x + 3 * math.pi) * (1 / SIDE)).astype(np.int64) % columns

    def at(self, x: Floats, y: Floats) -> NDArray[np.uint8]:
        """What is known of the squares of some points of the plane."""
        row, column = self._squares(x, y)
        found: NDArray[np.uint8] = self.known.ravel()[row * self.known.shape[1] + column]
        return found

    @classmethod
    def of(cls, land: Shapes, offing: Shapes, shoals: Shapes, ice: Floats, passages: Shapes) -> Overview:
        """Draw it from shapes of the plane.

        Parameters
        ----------
        land, offing, shoals
            Polygons.
        ice
            West, south, east and north of boxes in degrees, shape (n, 4).
        passages
            Lines across passages.
        """
        rows, columns = round(2 * TOP / SIDE), round(2 * math.pi / SIDE)
        corner = np.asarray([-math.pi, -TOP])
        shores, edges = _edges(land), _edges(np.concatenate([offing, shoals]))
        ground = _wound(*shores, corner, SIDE, rows, columns)
        shore = _touched(*shores, rows, columns)
        known = np.zeros((rows, columns), dtype=np.uint8)
        height = np.abs((np.arange(rows) + 0.5) * SIDE - TOP)[:, None]
        near = np.where(height < HIGH, spread(ground | shore, 2), spread(ground | shore, 4))
        known[~near & (height < STEEP)] |= OPEN
        known[ground & ~shore & ~spread(~ground, 1)] |= DRY
        points, line = shapely.get_coordinates(passages, return_index=True)
        same = line[1:] == line[:-1]
        known[spread(_touched(points[:-1][same], points[1:][same], rows, columns), 4)] |= PASSAGE
        dear = _wound(*edges, corner, SIDE, rows, columns) | _touched(*edges, rows, columns)
        known[spread(dear, 1)] |= BAND
        known[_frozen(ice, rows, columns)] |= FROZEN
        known[filled(shoals, corner, SIDE, rows, columns)] |= SHOAL
        return cls(known, _wide((known & (OPEN | PASSAGE | FROZEN | SHOAL)) == OPEN))


def _wide(open_: Flags) -> Flags:
    """Blocks of squares around which all is open: those next to one that is not do not count, nor, farther north, three more."""
    rows, columns = open_.shape
    padded = np.zeros((-(-rows // BLOCK) * BLOCK, columns), dtype=bool)
    padded[:rows] = open_
    blocks = np.asarray(~padded.reshape(-1, BLOCK, columns // BLOCK, BLOCK).all(axis=(1, 3)))
    height = (np.arange(len(blocks)) + 0.5) * SIDE * BLOCK - TOP
    return np.asarray(~np.where(np.abs(height)[:, None] < HIGH, spread(blocks, 2), spread(blocks, 4)))


def _frozen(ice: Floats, rows: int, columns: int) -> Flags:
    """Squares of the chart of all seas in the ice."""
    lat = np.degrees(np.arctan(np.sinh((np.arange(rows) + 0.5) * SIDE - TOP)))[:, None]
    lon = np.degrees((np.arange(columns) + 0.5) * SIDE) - 180.0
    found = np.zeros((rows, columns), dtype=bool)
    for west, south, east, north in ice.tolist():
        across = (lon > west + EDGE * (west > -180.0)) & (lon < east - EDGE * (east < 180.0))
        found |= (lat > south + EDGE) & (lat < north - EDGE * (north < 89.0)) & across
    return found


def _touched(start: Floats, end: Floats, rows: int, columns: int) -> Flags:
    """Squares of the chart of all seas that edges go through."""
    found = np.zeros((rows, columns), dtype=bool)
    _mark(found, start)
    step = np.abs(end - start)
    long = np.flatnonzero(np.maximum(step[:, 0], step[:, 1]) > SIDE / 3)
    start, step = start[long], (end - start)[long]
    count = np.ceil(np.abs(step).max(axis=1, initial=0.0) / (SIDE / 3)).astype(np.int64)
    edge, number = numbered(np.arange(len(count)), count)
    _mark(found, start[edge] + (number / count[edge])[:, None] * step[edge])
    return found


def _mark(squares: Flags, points: Floats) -> None:
    """Mark the squares of some points of the plane on a chart of all seas."""
    row, column = ((points[:, 1] + TOP) / SIDE).astype(np.int64), ((points[:, 0] + math.pi) / SIDE).astype(np.int64)
    squares[np.clip(row, 0, squares.shape[0] - 1), np.clip(column, 0, squares.shape[1] - 1)] = True
