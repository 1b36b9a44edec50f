"""What stands on a printed sheet, free of any drawing library: shapes and words in points, grouped by what they stand for.

The origin is the lower left corner, ``y`` goes up, and every length is in points (1/72 inch).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from explorer.render.sheet.projection import Frame

Array = NDArray[np.float64]
Face = Literal["regular", "bold", "italic"]
Align = Literal["left", "center", "right"]
Role = Literal["ground", "feature", "label", "furniture"]


@dataclass(frozen=True)
class Box:
    """An upright rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Length of the horizontal side."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Length of the vertical side."""
        return self.y1 - self.y0

    def inside(self, other: Box) -> bool:
        """Whether it lies in the other."""
        return self.x0 >= other.x0 and self.y0 >= other.y0 and self.x1 <= other.x1 and self.y1 <= other.y1

    def grown(self, by: float) -> Box:
        """The rectangle with this much more on every side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of it that is nearest to another."""
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)

    def ring(self) -> Array:
        """Its corners."""
        return np.array([(self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1)])


@dataclass(frozen=True)
class Pen:
    """How an outline is drawn."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    round: bool = False
    alpha: float = 1.0


@dataclass(frozen=True, eq=False)
class Shape:
    """Lines, or areas with holes where ``fill`` is given. ``clip`` cuts it at a rectangle."""

    parts: tuple[Array, ...]
    fill: str = ""
    pen: Pen | None = None
    closed: bool = True
    alpha: float = 1.0
    hatch: str = ""
    clip: Box | None = None


@dataclass(frozen=True)
class Words:
    """One line of text on its baseline, ``halo`` a colour around the letters."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    face: Face = "regular"
    align: Align = "left"
    halo: str = ""
    turn: float = 0.0


Item = Shape | Words


def xml_id(identifier: str) -> str:
    """An id of ours as XML lets one be (an NCName): a colon becomes a full stop, a slash two of them, other signs their number.

    >>> xml_id("site:rajin-port/label"), xml_id("2 places")
    ('site.rajin-port..label', '_2-u20-places')
    """
    written = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else _FOR_XML.get(c, f"-u{ord(c):x}-") for c in identifier)
    return written if written[:1].isalpha() else f"_{written}"


_FOR_XML = {":": ".", "/": ".."}


@dataclass(frozen=True, eq=False)
class Group:
    """Things that belong together: one feature, one label, one piece of furniture."""

    id: str
    role: Role
    items: tuple[Item, ...]
    title: str = ""
    kind: str = ""
    box: Box | None = None


@dataclass(frozen=True)
class Account:
    """What became of everything that had to be shown, for the manifest and the reader.

    Attributes
    ----------
    features
        Ids of the drawn features inside the frame.
    claims
        Ids of the claims behind them.
    labelled, keyed
        Ids of places with a label on the map, and with a letter that the key explains.
    left_out
        What is not labelled and where it stands instead, as (id, name).
    outside
        Ids of features of the scene that lie outside the frame.
    """

    features: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()
    keyed: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    outside: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A picture from a file on the page: PNG or JPEG, as it is."""

    content: bytes
    form: Literal["png", "jpeg"]
    box: Box
    title: str


class Drawing(Protocol):
    """What any painter needs of a page: its size and paper, and groups in drawing order."""

    @property
    def width(self) -> float:
        """Length of the lower edge."""

    @property
    def height(self) -> float:
        """Length of the left edge."""

    @property
    def paper(self) -> str:
        """Colour of the page."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """What stands on it."""

    @property
    def title(self) -> str:
        """What the file is called inside."""

    @property
    def pictures(self) -> tuple[Placed, ...]:
        """Pictures from files, over everything else."""


@dataclass(frozen=True, eq=False)
class Leaf:
    """A finished page without a map."""

    width: float
    height: float
    paper: str
    groups: tuple[Group, ...]
    title: str
    pictures: tuple[Placed, ...] = ()

    def only(self, groups: Iterable[Group]) -> Leaf:
        """The same page with these groups alone."""
        return replace(self, groups=tuple(groups))


@dataclass(frozen=True, eq=False)
class Sheet:
    """A finished page: groups in drawing order, the frame of the map and where it lies on the paper."""

    width: float
    height: float
    paper: str
    map_box: Box
    frame: Frame
    groups: tuple[Group, ...]
    account: Account
    title: str
    facts: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[Placed, ...] = ()

    def only(self, groups: Iterable[Group]) -> Sheet:
        """The same page with these groups alone."""
        return replace(self, groups=tuple(groups))

    def moved(self, dx: float, dy: float, width: float, height: float) -> Sheet:
        """The same things this much further right and up, on a page of another size."""
        return replace(
            self, width=width, height=height, map_box=_shifted(self.map_box, dx, dy),
            groups=tuple(_moved(group, dx, dy) for group in self.groups),
            pictures=tuple(replace(one, box=_shifted(one.box, dx, dy)) for one in self.pictures),
        )  # fmt: skip


def _moved(group: Group, dx: float, dy: float) -> Group:
    items = tuple(_moved_item(item, dx, dy) for item in group.items)
    return replace(group, items=items, box=_shifted(group.box, dx, dy) if group.box else None)


def _moved_item(item: Item, dx: float, dy: float) -> Item:
    if isinstance(item, Words):
        return replace(item, x=item.x + dx, y=item.y + dy)
    clip = _shifted(item.clip, dx, dy) if item.clip else None
    return replace(item, parts=tuple(part + np.array([dx, dy]) for part in item.parts), clip=clip)


def _shifted(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
