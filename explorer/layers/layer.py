"""What a file gives, whatever its kind: features with attributes and times, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from explorer.errors import shortened

Shapes = NDArray[np.object_]
"""Geometries of shapely, one a feature; None where there is none."""

WGS84 = "OGC:CRS84"
"""Longitude and latitude on WGS 84, which most kinds of files have by their own rule."""

MOST_TOLD = 1000
"""So many things of a file are told one by one; a line after them counts the others."""

VALUE = 80
"""So many characters of a value that could not be used are repeated."""


Kind = Literal["dropped", "ask", "confirm", "note"]


@dataclass(frozen=True)
class Finding:
    """One odd thing: where it is, the value as written, what is wrong and what to do.

    A ``dropped`` feature has no usable position; ``ask`` is a question that has to be answered before anything is kept;
    ``confirm`` says what was taken for right and can be overruled; a ``note`` changes nothing.
    """

    reason: str
    value: str = ""
    line: int | None = None
    row: int | None = None
    kind: Kind = "note"

    def as_json(self) -> dict[str, Any]:
        """The finding as ``tumen layers inspect`` prints it."""
        told = {"line": self.line, "row": self.row, "value": self.value, "reason": self.reason, "kind": self.kind}
        return {name: value for name, value in told.items() if value not in {None, ""}}

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else f"row {self.row}: " if self.row else ""
        return f"{where}{f'{self.value!s}: ' if self.value else ''}{self.reason}"


@dataclass(frozen=True)
class Corrections:
    """What a reader has told about a file; blanks are found out.

    ``lat`` and ``lon`` name two columns, ``columns`` one that holds both; ``time`` a column, ``zone`` the zone of times that
    state none; ``swap`` exchanges latitude and longitude; ``skip_bad`` keeps what is whole of a damaged file.
    """

    crs: str = ""
    lat: str = ""
    lon: str = ""
    columns: str = ""
    swap: bool = False
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    time: str = ""
    zone: str = ""
    skip_bad: bool = False


@dataclass(frozen=True)
class Layer:
    """Features of one layer of a file, in its own order.

    ``begins`` and ``ends`` are times as ISO 8601 at the precision of the file (a month is a month), None where there is none.
    ``lost`` counts features of which not even a row could be made. ``lines`` are the lines or rows of the file. ``over`` is the
    time that the whole file covers, where that is more than the times of its features.
    """

    name: str
    shapes: Shapes
    table: pa.Table
    crs: str | None = WGS84
    fields: tuple[str, ...] = ()
    begins: tuple[str | None, ...] = ()
    ends: tuple[str | None, ...] = ()
    lines: NDArray[np.int64] | None = None
    by_line: bool = False
    findings: tuple[Finding, ...] = ()
    lost: int = 0
    over: tuple[str, str] | None = None

    @property
    def features(self) -> int:
        """What a user would count: rows, placemarks, tracks, reports of a position."""
        return len(self.shapes) + self.lost

    @property
    def located(self) -> NDArray[np.bool_]:
        """Whether each feature belongs on the map."""
        return np.asarray(~shapely.is_missing(self.shapes), dtype=bool)

    @property
    def dropped(self) -> int:
        """Features without a usable position."""
        return self.features - int(self.located.sum())

    def told(self, findings: Iterable[Finding]) -> Layer:
        """The layer with more findings."""
        return replace(self, findings=(*self.findings, *findings))

    def fault(self, index: int, reason: str, value: str = "", kind: Kind = "note") -> Finding:
        """A finding about one feature, with its place in the file."""
        number = int(self.lines[index]) if self.lines is not None else index + 1
        line, row = (number, index + 1) if self.by_line else (None, number)
        return Finding(reason, value, line, row, kind)

    def without_shapes(self) -> Iterator[Finding]:
        """A finding for each feature of a file of geometries that has none."""
        return (self.fault(int(index), "no geometry", kind="dropped") for index in np.flatnonzero(~self.located))


@dataclass(frozen=True)
class Reading:
    """A file as it was understood."""

    kind: str
    layers: tuple[Layer, ...]
    findings: tuple[Finding, ...] = field(default=())
    understood: Mapping[str, str] = field(default_factory=dict)


def empty_shapes(count: int) -> Shapes:
    """No geometry, so many times."""
    return np.full(count, None, dtype=object)


def as_shapes(shapes: Sequence[Any]) -> Shapes:
    """Geometries as an array of objects, whatever they are."""
    made = empty_shapes(len(shapes))
    made[:] = list(shapes)
    return made


def short(value: object) -> str:
    """A value as a finding repeats it, on one line."""
    return shortened(" ".join(str(value).split()), VALUE)


def bounded(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The first findings, questions first, and a count of the others."""
    rank = {"ask": 0, "confirm": 1, "note": 2, "dropped": 3}
    ordered = sorted(findings, key=lambda finding: rank[finding.kind])
    if len(ordered) <= MOST_TOLD:
        return tuple(ordered)
    return (*ordered[:MOST_TOLD], Finding(f"and {len(ordered) - MOST_TOLD:,} more of the same kinds"))
