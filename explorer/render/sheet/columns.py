"""Pieces of text in columns: how the legend, the key and the call-outs share the panel of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from explorer.render.sheet.shapes import Box, Item

Part = Literal["legend", "key", "words"]


@dataclass(frozen=True)
class Piece:
    """A part of the panel: its height, and what draws it with its upper left corner at a point.

    ``head`` keeps a heading with what follows; ``part`` tells the call-outs (``words``) from the legend and the key.
    """

    height: float
    draw: Callable[[float, float], list[Item]]
    head: bool = False
    part: Part = "legend"


Column = Sequence[Piece]
Band = tuple[Column, ...]
"""Columns side by side; bands stand one below the other."""
Placed = tuple[Piece, tuple[float, float]]


def of_part(pieces: Sequence[Piece], part: Part) -> list[Piece]:
    """The same pieces as a part of the panel."""
    return [replace(piece, part=part) for piece in pieces]


def height(bands: Sequence[Band]) -> float:
    """What bands need together."""
    return sum(max((_tall(column) for column in band), default=0.0) for band in bands)


def _tall(column: Column) -> float:
    return sum(piece.height for piece in column)


def shared(legend: Column, key: Column, words: Column, columns: int) -> Band:
    """The columns that are least deep: call-outs beside the legend, the key under the shorter of the two."""
    if columns == 1:
        return ([*legend, *key, *words],)
    tried = _split(words) if not legend and not key else iter([([*legend, *key], words), (legend, [*words, *key])])
    return min(tried, key=lambda band: height([band]))


def _split(pieces: Column) -> Iterator[Band]:
    """Every way of parting pieces in two columns, no heading from what follows it."""
    for n in range(len(pieces), 0, -1):
        if not pieces[n - 1].head:
            yield pieces[:n], pieces[n:]


def placed(bands: Sequence[Band], room: Box, wide: float, gap: float) -> list[Placed]:
    """The upper left corner of every piece."""
    made: list[Placed] = []
    top = room.y1
    for band in bands:
        for n, column in enumerate(band):
            y = top
            for piece in column:
                made.append((piece, (room.x0 + n * (wide + gap), y)))
                y -= piece.height
        top -= height([band])
    return made
