"""Where labels go: none over another, none over a mark, none cut by the frame; the most important choose first.

Pure geometry in points. What finds no room is reported, never dropped in silence.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

import numpy as np

from explorer.render.sheet.shapes import Array, Box

_AROUND = ((1, 0), (1, 1), (1, -1), (-1, 0), (-1, 1), (-1, -1), (0, 1), (0, -1))
"""Sides of the anchor in the order of taste: right, then left, then above and below."""

_SHY = 1
"""How many points of what is to be avoided a shy block may touch."""
_CROSSED = 1.4
"""What a point of what is to be avoided costs, up to a dozen of them; a step away from the anchor costs 2."""
_ELSEWHERE = 0.5
"""What each further anchor costs."""
_STEPS = np.linspace(0.0, 1.0, 16)[:, None]


@dataclass(frozen=True)
class Block:
    """Something that wants a place beside its anchor.

    Attributes
    ----------
    reach
        Distance from the anchor that the block keeps, half the size of the mark there.
    priority
        Higher ones choose first.
    far
        Distances beyond ``reach`` that it may be moved to, with a line leading back to the anchor.
    centred
        The name of an area: it lies on its anchor, or near it.
    drift
        How far an area's name may be moved, in points.
    shy
        Rather nowhere than across what is to be avoided.
    elsewhere
        Further anchors, such as other points of the line that is named, the more liked first.
    """

    id: str
    x: float
    y: float
    width: float
    height: float
    reach: float
    priority: float
    far: tuple[float, ...] = ()
    centred: bool = False
    drift: float = 0.0
    shy: bool = False
    elsewhere: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Spot:
    """Where a block lies; ``leader`` is the line back to its anchor, if it needs one."""

    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def place(blocks: Sequence[Block], frame: Box, obstacles: Sequence[Box], avoid: Array) -> dict[str, Spot]:
    """Find a spot for as many blocks as there is room for.

    Parameters
    ----------
    frame
        No block leaves it.
    obstacles
        What no block may cover. A leader may pass over those that lie at its own anchor.
    avoid
        Points (n, 2), such as those of a route, that a block rather does not cover.

    Returns
    -------
    spots by block id; blocks without room are not in it
    """
    taken = list(obstacles)
    spots: dict[str, Spot] = {}
    leaders: list[Array] = []
    for block in sorted(blocks, key=lambda b: (-b.priority, b.id)):
        best: tuple[float, Spot] | None = None
        table = _table(taken)
        barring = _barring(table, block, len(obstacles))
        for cost, spot in _anywhere(block):
            if best is not None and cost >= best[0]:
                break
            if not spot.box.inside(frame) or _hits(table, spot.box):
                continue
            if any(_covered(points, spot.box) for points in leaders):
                continue
            if spot.leader is not None and _leader_hits(barring, spot.leader):
                continue
            crossed = _count(avoid, spot.box)
            if block.shy and crossed > _SHY:
                continue
            full = cost + _CROSSED * min(crossed, 12)
            if best is None or full < best[0]:
                best = (full, spot)
        if best is not None:
            spots[block.id] = best[1]
            taken.append(best[1].box)
            if best[1].leader is not None:
                leaders.append(_points(best[1].leader))
    return spots


def _anywhere(block: Block) -> Iterator[tuple[float, Spot]]:
    """The tries at all anchors of a block, the most liked first."""
    if not block.elsewhere:
        return _tries(block)
    anchors = ((block.x, block.y), *block.elsewhere)
    each = (_dearer(_tries(replace(block, x=x, y=y)), n * _ELSEWHERE) for n, (x, y) in enumerate(anchors))
    return heapq.merge(*each, key=itemgetter(0))


def _dearer(tries: Iterator[tuple[float, Spot]], by: float) -> Iterator[tuple[float, Spot]]:
    return ((cost + by, spot) for cost, spot in tries)


def _tries(block: Block) -> Iterator[tuple[float, Spot]]:
    """Spots from the most to the least liked, with what each costs."""
    if block.centred:
        for ring in range(5):
            distance = block.drift * ring / 4.0
            for n in range(8 if ring else 1):
                angle = math.pi * n / 4.0
                x, y = block.x + distance * math.cos(angle), block.y + distance * 0.7 * math.sin(angle)
                yield ring * 1.5 + n * 0.01, Spot(_around(x, y, block))
        return
    for step, more in enumerate((0.0, *block.far)):
        for n, (dx, dy) in enumerate(_AROUND):
            gap = block.reach + more
            if dx and dy:
                gap *= 0.72
            x = block.x + dx * (gap + block.width / 2.0)
            y = block.y + dy * (gap + block.height / 2.0)
            box = _around(x, y, block)
            yield step * 2.0 + n * 0.12, Spot(box, _leader(block, box) if more else None)
            if more and dy:
                for slide in (-0.5, 0.5):
                    shifted = _around(x + slide * block.width * (0.7 if dx == 0 else 0.3), y, block)
                    yield step * 2.0 + n * 0.12 + 0.05, Spot(shifted, _leader(block, shifted))


def _around(x: float, y: float, block: Block) -> Box:
    return Box(x - block.width / 2.0, y - block.height / 2.0, x + block.width / 2.0, y + block.height / 2.0)


def _leader(block: Block, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    end = (min(max(block.x, box.x0), box.x1), min(max(block.y, box.y0), box.y1))
    return (block.x, block.y), end


def _table(boxes: Sequence[Box]) -> Array:
    return np.array([(b.x0, b.y0, b.x1, b.y1) for b in boxes]).reshape(-1, 4)


def _hits(table: Array, box: Box) -> bool:
    return bool(((table[:, 0] < box.x1) & (table[:, 2] > box.x0) & (table[:, 1] < box.y1) & (table[:, 3] > box.y0)).any())


def _points(leader: tuple[tuple[float, float], tuple[float, float]]) -> Array:
    return np.asarray(np.array(leader[0]) * (1 - _STEPS) + np.array(leader[1]) * _STEPS)


def _barring(table: Array, block: Block, marks: int) -> Array:
    """What a leader of the block may not cross: all but the marks at its own anchor."""
    near = block.reach * 1.7
    here = (np.abs(table[:, 0] + table[:, 2] - 2 * block.x) < 2 * near) & (
        np.abs(table[:, 1] + table[:, 3] - 2 * block.y) < 2 * near
    )
    here[marks:] = False
    return np.asarray(table[~here])


def _leader_hits(table: Array, leader: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    points = _points(leader)[:-1]
    x, y = points[:, :1], points[:, 1:]
    return bool(((table[:, 0] < x) & (table[:, 2] > x) & (table[:, 1] < y) & (table[:, 3] > y)).any())


def _covered(points: Array, box: Box) -> bool:
    return _count(points, box) > 0


def _count(points: Array, box: Box) -> int:
    if not len(points):
        return 0
    x, y = points[:, 0], points[:, 1]
    return int(((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)).sum())
