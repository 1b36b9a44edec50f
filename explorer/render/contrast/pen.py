"""What every block of the picture is drawn with: a style, sizes of letters, and blocks that stack and stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from explorer.render.sheet import fonts
from explorer.render.sheet.marks import Style
from explorer.render.sheet.shapes import Align, Box, Face, Group, Item, Words

SLACK = 1.1
"""Room that text gets against the package's own font: slides ask for one that is that much wider."""
MOST_SWINGS = 6
SMALLEST_PT = 9.0
"""No letter on a slide is smaller."""


@dataclass(frozen=True)
class Pen:
    """A style with the sizes that follow from it; ``row_pt`` is the height of a row, more on a screen than on paper.

    ``most_swings`` is how many judgements of a measure are shown.
    """

    style: Style
    row_pt: float = 12.4
    most_swings: int = MOST_SWINGS

    @property
    def s(self) -> float:
        """Size of everything against a slide."""
        return self.style.scale

    @property
    def text(self) -> float:
        """Size of ordinary letters."""
        return SMALLEST_PT * self.s

    @property
    def head(self) -> float:
        """Size of a block's heading."""
        return 11.5 * self.s

    @property
    def row(self) -> float:
        """Height of a row."""
        return self.row_pt * self.s

    def wide(self, text: str, face: Face = "regular") -> float:
        """Room that a line of ordinary letters needs."""
        return fonts.width(text, self.text, face) * SLACK

    def cut(self, text: str, room: float) -> str:
        """A line of ordinary letters, cut to the room that there is."""
        return fonts.shortened(text, self.text, room / SLACK)

    @property
    def leading(self) -> float:
        """How far the lines of a name that is broken stand apart."""
        return self.text * 1.16

    def broken(self, text: str, room: float) -> list[str]:
        """A name in as many lines of ordinary letters as it needs, never cut."""
        return fonts.wrapped(text, self.text, room / SLACK)

    def colour(self, name: str) -> str:
        """A colour of the palette."""
        return self.style.colours[name]

    def words(
        self, text: str, x: float, y: float, *, face: Face = "regular", align: Align = "left", colour: str = "text"
    ) -> Words:
        """A line of ordinary letters."""
        return Words(text, x, y, self.text, self.colour(colour), face, align)


@dataclass(frozen=True)
class Block:
    """A part of the picture: its height, and what draws it with its upper left corner at a point."""

    height: float
    draw: Callable[[float, float], list[Group]]


def nothing() -> Block:
    """An empty block."""
    return Block(0.0, lambda _x, _y: [])


def stacked(blocks: Sequence[Block], gap: float) -> Block:
    """Blocks one below the other, empty ones without a gap."""
    kept = [block for block in blocks if block.height]

    def draw(x: float, y: float) -> list[Group]:
        made: list[Group] = []
        for block in kept:
            made += block.draw(x, y)
            y -= block.height + gap
        return made

    return Block(sum(block.height for block in kept) + gap * max(len(kept) - 1, 0), draw)


def beside(blocks: Sequence[tuple[Block, float]]) -> Block:
    """Blocks side by side, each with how far it stands from the left."""

    def draw(x: float, y: float) -> list[Group]:
        return [group for block, shift in blocks for group in block.draw(x + shift, y)]

    return Block(max((block.height for block, _ in blocks), default=0.0), draw)


def lines(pen: Pen, text: str, wide: float, *, face: Face = "regular", colour: str = "muted", name: str = "words") -> Block:
    """A paragraph of ordinary letters."""
    return paragraph(text, wide, pen.text, pen.colour(colour), face, name)


def paragraph(text: str, wide: float, size: float, colour: str, face: Face, name: str) -> Block:
    """Text in lines as wide as there is room."""
    rows = fonts.wrapped(text, size, wide / SLACK, face)
    height = len(rows) * size * 1.28

    def draw(x: float, y: float) -> list[Group]:
        items: list[Item] = [Words(row, x, y - size * (0.98 + 1.28 * n), size, colour, face) for n, row in enumerate(rows)]
        return [Group(name, "furniture", tuple(items), text, box=Box(x, y - height, x + wide, y))]

    return Block(height, draw)


def heading(pen: Pen, text: str, wide: float, name: str) -> Block:
    """The heading of a block."""
    return paragraph(text, wide, pen.head, pen.colour("text"), "bold", name)


def titled(pen: Pen, title: str, wide: float, name: str, *blocks: Block) -> Block:
    """A heading with what stands below it; nothing where nothing does."""
    if not any(block.height for block in blocks):
        return nothing()
    return stacked([heading(pen, title, wide, f"head:{name}"), *blocks], 3.5 * pen.s)
