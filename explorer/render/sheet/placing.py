"""Where labels go: none over another, none over a mark, none cut by the frame; the most important choose first.

One that finds no room, or room only on a line, may ask those that chose before it to move, where all of them fare better
for it. Pure geometry in points. What finds no room is reported, never dropped in silence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.render.sheet.shapes import Array, Box

_Which = NDArray[np.bool_]

_AROUND = ((1, 0), (1, 1), (1, -1), (-1, 0), (-1, 1), (-1, -1), (0, 1), (0, -1))
"""Sides of the anchor in the order of taste: right, then left, then above and below."""

_SHY = 1
"""How many points of what is to be avoided a shy block may touch."""
_CROSSED = 3.0
"""What each point of what is to be avoided costs; a step away from the anchor costs 2."""
_ELSEWHERE = 0.5
"""What each further anchor costs."""
_NOWHERE = 60.0
"""What it costs to find no room."""
_CONTENT = 6.0
"""A block with a spot as cheap as this asks no other to move."""
_ASKED = 3
"""How many of those that chose before it a block may ask to move at once."""
_GAIN = 0.5
"""How much cheaper all together must stand after a move."""
_STEPS = np.linspace(0.0, 1.0, 16)
"""Where along a leader it is looked at, its end in the block last."""


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
    """Where a block lies and what it belongs to; ``led`` tells that a line leads back to the anchor."""

    box: Box
    anchor: tuple[float, float]
    led: bool = False


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
    page = _Page({block.id: block for block in blocks}, frame, _table(obstacles), avoid)
    for block in sorted(blocks, key=lambda b: (-b.priority, b.id)):
        page.take(block)
    return {name: taken.spot for name, taken in page.taken.items()}


@dataclass(frozen=True)
class _Tries:
    """Spots of one block: costs (n,), boxes (n, 4), and the ends of leaders (n, 4) where there are any."""

    costs: Array
    boxes: Array
    ends: Array
    led: _Which

    def only(self, kept: _Which | NDArray[np.intp]) -> _Tries:
        return _Tries(self.costs[kept], self.boxes[kept], self.ends[kept], self.led[kept])

    @cached_property
    def leaders(self) -> Array:
        """Points (n, 16, 2) along the leaders; those of a spot without one lie nowhere."""
        points = self.ends[:, None, :2] * (1 - _STEPS[:, None]) + self.ends[:, None, 2:] * _STEPS[:, None]
        return np.where(self.led[:, None, None], points, np.nan)

    def __getitem__(self, n: int) -> _Taken:
        x, y, *_ = self.ends[n].tolist()
        spot = Spot(Box(*self.boxes[n].tolist()), (x, y), bool(self.led[n]))
        return _Taken(float(self.costs[n]), spot, self.boxes[n], self.leaders[n])


@dataclass(frozen=True)
class _Taken:
    """A spot that a block has taken, and what it costs."""

    cost: float
    spot: Spot
    box: Array
    leader: Array


@dataclass
class _Page:
    """The page while blocks are put on it, one after the other."""

    blocks: Mapping[str, Block]
    frame: Box
    marks: Array
    avoid: Array
    taken: dict[str, _Taken] = field(default_factory=dict)
    tries: dict[str, _Tries] = field(default_factory=dict)

    def take(self, block: Block) -> None:
        """Put a block on the page, with others moved for it where that is better for all."""
        best = self._best(block, self.taken)
        cost = _NOWHERE if best is None else best.cost
        asks = cost > _CONTENT and not (block.shy or block.centred)
        if asks and (moved := self._moved(block, cost)):
            self.taken.update(moved)
        elif best is not None:
            self.taken[block.id] = best

    def _open(self, block: Block) -> _Tries:
        """The spots of a block that no mark takes, the cheapest first."""
        if block.id not in self.tries:
            self.tries[block.id] = self._opened(block)
        return self.tries[block.id]

    def _opened(self, block: Block) -> _Tries:
        tries, f = _tried(block), self.frame
        b = tries.boxes
        tries = tries.only((b[:, 0] >= f.x0) & (b[:, 1] >= f.y0) & (b[:, 2] <= f.x1) & (b[:, 3] <= f.y1))
        tries = tries.only(_without(_over(tries.boxes, self.marks)))
        tries = tries.only(_without(_touched(tries.leaders[:, :-1], _barring(self.marks, block))))
        crossed = _held(tries.boxes, self.avoid).sum(axis=1)
        tries = replace(tries, costs=tries.costs + _CROSSED * crossed)
        kept = np.argsort(tries.costs, kind="stable")
        return tries.only(kept[crossed[kept] <= _SHY] if block.shy else kept)

    def _best(self, block: Block, taken: Mapping[str, _Taken]) -> _Taken | None:
        """The cheapest spot of a block that none of those taken is in the way of."""
        tries = self._open(block)
        free = np.flatnonzero(_without(_in_the_way(tries, list(taken.values()))))
        return tries[int(free[0])] if len(free) else None

    def _moved(self, block: Block, now: float) -> dict[str, _Taken]:
        """A cheaper spot of a block, and new ones of those that were in its way; nothing where that is no gain for all."""
        tries, names = self._open(block), list(self.taken)
        blocked = _in_the_way(tries, list(self.taken.values()))
        asked = blocked.sum(axis=1)
        for n in np.flatnonzero((tries.costs < now - _GAIN) & (asked > 0) & (asked <= _ASKED)):
            way = [names[m] for m in np.flatnonzero(blocked[n])]
            before = now + sum(self.taken[name].cost for name in way)
            moved = self._with(block.id, tries[int(n)], way)
            if moved and sum(one.cost for one in moved.values()) < before - _GAIN:
                return moved
        return {}

    def _with(self, name: str, spot: _Taken, way: Sequence[str]) -> dict[str, _Taken]:
        """The spot and those that others then find; nothing where one of them finds none."""
        rest = {other: taken for other, taken in self.taken.items() if other not in way} | {name: spot}
        for other in way:
            found = self._best(self.blocks[other], rest)
            if found is None:
                return {}
            rest[other] = found
        return {other: rest[other] for other in (name, *way)}


def _in_the_way(tries: _Tries, taken: Sequence[_Taken]) -> _Which:
    """Which of those taken (k) stand in the way of which tries (n), (n, k): boxes and leaders cross no box."""
    if not taken:
        return np.zeros((len(tries.costs), 0), dtype=bool)
    boxes, leaders = np.array([one.box for one in taken]), np.array([one.leader for one in taken])
    return np.asarray(_over(tries.boxes, boxes) | _touched(tries.leaders[:, :-1], boxes) | _touched(leaders, tries.boxes).T)


# ---- tries -----------------------------------------------------------------------------------------------------------


def _tried(block: Block) -> _Tries:
    """All spots of a block, at each of its anchors."""
    anchors = ((block.x, block.y), *block.elsewhere)
    found = [(cost + n * _ELSEWHERE, *rest) for n, at in enumerate(anchors) for cost, *rest in _around(block, at)]
    costs, boxes, ends, led = zip(*found, strict=True)
    return _Tries(np.array(costs), np.array(boxes), np.array(ends), np.array(led))


_Try = tuple[float, tuple[float, float, float, float], tuple[float, float, float, float], bool]
"""What a spot costs, its box, the line from its anchor to it, and whether that is drawn."""


def _around(block: Block, at: tuple[float, float]) -> Iterator[_Try]:
    """Spots at one anchor, with what each costs by its distance and side."""
    if block.centred:
        for ring in range(5):
            distance = block.drift * ring / 4.0
            for n in range(8 if ring else 1):
                angle = math.pi * n / 4.0
                x, y = at[0] + distance * math.cos(angle), at[1] + distance * 0.7 * math.sin(angle)
                yield _try(block, at, x, y, ring * 1.5 + n * 0.01, led=False)
        return
    for step, more in enumerate((0.0, *block.far)):
        for n, (dx, dy) in enumerate(_AROUND):
            gap, cost = block.reach + more, step * 2.0 + n * 0.12
            if dx and dy:
                gap *= 0.72
            x = at[0] + dx * (gap + block.width / 2.0)
            y = at[1] + dy * (gap + block.height / 2.0)
            yield _try(block, at, x, y, cost, led=more > 0.0)
            if more and dy:
                for slide in (-0.5, 0.5):
                    moved = x + slide * block.width * (0.7 if dx == 0 else 0.3)
                    yield _try(block, at, moved, y, cost + 0.05, led=True)


def _try(block: Block, at: tuple[float, float], x: float, y: float, cost: float, *, led: bool) -> _Try:
    """The block around a point."""
    x0, y0, x1, y1 = x - block.width / 2.0, y - block.height / 2.0, x + block.width / 2.0, y + block.height / 2.0
    return cost, (x0, y0, x1, y1), (*at, min(max(at[0], x0), x1), min(max(at[1], y0), y1)), led


# ---- boxes and points ------------------------------------------------------------------------------------------------


def _table(boxes: Sequence[Box]) -> Array:
    """Boxes as rows (n, 4)."""
    return np.array([(b.x0, b.y0, b.x1, b.y1) for b in boxes]).reshape(-1, 4)


def _barring(marks: Array, block: Block) -> Array:
    """What a leader of the block may not cross: all marks but those at its own anchor."""
    near = block.reach * 1.7
    here = (np.abs(marks[:, 0] + marks[:, 2] - 2 * block.x) < 2 * near) & (
        np.abs(marks[:, 1] + marks[:, 3] - 2 * block.y) < 2 * near
    )
    return np.asarray(marks[~here])


def _over(some: Array, others: Array) -> _Which:
    """Which boxes (n, 4) overlap which (m, 4), (n, m)."""
    a = some[:, None]
    return np.asarray(
        (others[:, 0] < a[..., 2]) & (others[:, 2] > a[..., 0]) & (others[:, 1] < a[..., 3]) & (others[:, 3] > a[..., 1])
    )


def _held(boxes: Array, points: Array) -> _Which:
    """Which boxes (n, 4) hold which points (m, 2), (n, m)."""
    x, y, b = points[:, 0], points[:, 1], boxes[:, None]
    return np.asarray((x > b[..., 0]) & (x < b[..., 2]) & (y > b[..., 1]) & (y < b[..., 3]))


def _without(found: _Which) -> _Which:
    """Which rows (n, m) have nothing in them, (n,)."""
    return np.asarray(~found.any(axis=1))


def _touched(lines: Array, boxes: Array) -> _Which:
    """Which lines (n, p, 2) have a point in which boxes (m, 4), (n, m)."""
    n, p, _ = lines.shape
    return np.asarray(_held(boxes, lines.reshape(-1, 2)).reshape(len(boxes), n, p).any(axis=2).T)
