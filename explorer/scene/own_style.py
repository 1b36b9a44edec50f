"""How the features of a layer of one's own are drawn: by the kind of their geometry, or by a column in classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

COLOURS = ("green", "violet", "route", "rail", "zone")
OTHERS = "muted"
WORDS = {"green": "green", "violet": "violet", "route": "orange", "rail": "blue", "zone": "plum", "muted": "grey"}
"""What a reader calls the colours."""

Meaning = list[tuple[str, str]]
"""What each colour stands for, as word and key of the palettes."""


@dataclass(frozen=True)
class Style:
    """How a layer is drawn.

    ``label`` is the column of names, ``by`` the one that gives colours, ``classes`` how: ``categories``, ``graduated`` or, blank,
    as its values are. Without a column points, lines and areas each have a colour; a blank one is that of the kind.
    """

    label: str = ""
    by: str = ""
    classes: str = ""
    colour: str = ""
    colour_lines: str = ""
    colour_areas: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Style:
        """The style in the description of a layer."""
        return cls(**{name: str(row.get(name, "")) for name in cls.__dataclass_fields__})

    def colour_of(self, geometry: str) -> str:
        """The colour of a kind of geometry, such as ``MultiPolygon``, where no column gives one."""
        own = {"String": self.colour_lines, "Ring": self.colour_lines, "Polygon": self.colour_areas}
        return next((colour for ending, colour in own.items() if ending in geometry and colour), self.colour)


def classes(table: pa.Table, style: Style) -> tuple[list[str], Meaning]:
    """A colour for each row by the column of a style, and what each colour means; nothing where no column gives colours.

    Numbers of which more than a few differ are parted into fifths, other values by how often they occur.
    """
    if not style.by or style.by not in table.column_names:
        return [], []
    values = table.column(style.by).to_pylist()
    numbers = None if style.classes == "categories" else _numbers(values, least=1 if style.classes else len(COLOURS) + 1)
    return _graduated(numbers) if numbers is not None else _categories([_word(value) for value in values])


def can_graduate(table: pa.Table, name: str) -> bool:
    """Whether the values of a column are numbers."""
    return name in table.column_names and _numbers(table.column(name).to_pylist(), 1) is not None


def _word(value: Any) -> str:
    return "none" if value is None or value == "" else str(value)


def _numbers(values: Sequence[Any], least: int) -> NDArray[np.float64] | None:
    """The values as numbers where all that are filled are some, and at least so many differ."""
    try:
        numbers = np.array([np.nan if value in {None, ""} else float(value) for value in values])
    except (ValueError, TypeError):
        return None
    return numbers if len(np.unique(numbers[np.isfinite(numbers)])) >= least else None


def _graduated(numbers: NDArray[np.float64]) -> tuple[list[str], Meaning]:
    finite = np.isfinite(numbers)
    edges = np.unique(np.quantile(numbers[finite], np.linspace(0, 1, len(COLOURS) + 1)))
    places = np.clip(np.searchsorted(edges, numbers, side="right") - 1, 0, max(0, len(edges) - 2))
    bounds = list(pairwise(edges)) or [(edges[0], edges[0])]
    meaning = [(f"{low:g} to {high:g}", COLOURS[place]) for place, (low, high) in enumerate(bounds)]
    meaning += [] if finite.all() else [("none", OTHERS)]
    return [COLOURS[int(c)] if good else OTHERS for good, c in zip(finite, places, strict=True)], meaning


def _categories(words: Sequence[str]) -> tuple[list[str], Meaning]:
    found, counts = np.unique(np.array(words, dtype=object).astype(str), return_counts=True)
    order = sorted(zip(counts.tolist(), found.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
    given = {word: COLOURS[place] for place, (_, word) in enumerate(order[: len(COLOURS)])}
    meaning = [*given.items(), *([("other", OTHERS)] if len(order) > len(COLOURS) else [])]
    return [given.get(word, OTHERS) for word in words], meaning
