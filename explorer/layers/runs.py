"""Long runs of coordinates in GeoJSON, read a stretch at a time: as lists of numbers they would take ten times their room.

What is left of the text, with a mark in the place of each run, is decoded as any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.errors import LayerError

LONG = 1_000_000
"""So many bytes of numbers are a long run."""
STRETCH = 1 << 20
"""So many bytes of it are decoded at once."""


def run_of(least: int) -> re.Pattern[bytes]:
    """What a run of at least so many bytes looks like."""
    return re.compile(rb'"coordinates"\s*:\s*(?=\[)([\[\]\s\d.,eE+\-NaInfity]{%d,}\])' % least)


_RUN = run_of(LONG)
_OPEN = re.compile(rb"(?:\[\s*)+")
_END = re.compile(rb"\]\s*,")


@dataclass(frozen=True)
class Runs:
    """Long runs of coordinates by their marks, and where they stood: offsets in the text without them, and bytes taken out."""

    found: Mapping[str, Any] = field(default_factory=dict)
    gaps: tuple[tuple[int, int], ...] = ()

    def filled(self, feature: Any) -> Any:
        """A feature, or a geometry, with its runs in their places."""
        if not self.found or not isinstance(feature, dict):
            return feature
        if isinstance(mark := feature.get("coordinates"), str) and mark in self.found:
            return {**feature, "coordinates": self.found[mark]}
        inner = {name: self.filled(feature[name]) for name in ("geometry",) if name in feature}
        if isinstance(parts := feature.get("geometries"), list):
            inner["geometries"] = [self.filled(part) for part in parts]
        return {**feature, **inner} if inner else feature

    def before(self, offset: int) -> int:
        """Where an offset in the text without its runs lies in the whole one, in bytes."""
        return offset + sum(length for start, length in self.gaps if start < offset)


NONE = Runs()


def without_runs(data: bytes) -> tuple[bytes, Runs]:
    """A text of JSON without its long runs of coordinates, and these; the whole text where a run is not even."""
    found: dict[str, Any] = {}
    kept: list[bytes] = []
    gaps: list[tuple[int, int]] = []
    after = length = 0
    for number, match in enumerate(_RUN.finditer(data)):
        start, end = match.span(1)
        try:
            if _cut_off(data, start, end):
                value: Any = []
            else:
                end = _closing(data, start, end)
                value = _decoded(data, start, end, _depth(data, start))
        except (LayerError, ValueError, TypeError):
            return data, NONE
        mark = json.dumps(f"\0run {number}").encode()
        kept += [data[after:start], mark]
        length += start - after + len(mark)
        gaps.append((length, end - start - len(mark)))
        found[f"\0run {number}"], after = value, end
    return (b"".join([*kept, data[after:]]), Runs(found, tuple(gaps))) if found else (data, NONE)


def _depth(data: bytes, start: int) -> int:
    match = _OPEN.match(data, start)
    return match[0].count(b"[") if match else 0


def _cut_off(data: bytes, start: int, end: int) -> bool:
    """Whether the file ends within a run: what is left of the text will tell where."""
    closings = re.search(rb"(?:\]\s*)*$", data[max(start, end - 64) : end])
    ends = closings[0].count(b"]") if closings else 0
    return ends < _depth(data, start) and b"}" not in data[end : end + 200] and len(data) - end < 200


def _closing(data: bytes, start: int, end: int) -> int:
    """Where the array that begins at ``start`` ends: the run may hold brackets of what it stands in."""
    depth = _depth(data, start)
    closing = re.compile(rb"(?:\]\s*){%d}" % depth)
    match = closing.search(data, start, end)
    if match is None:
        raise LayerError("the array does not end where its depth says")
    return _trimmed(data, match.end())


def _decoded(data: bytes, start: int, end: int, depth: int) -> Any:
    """An array of positions as numbers, and one of such arrays as a list of them."""
    if depth <= 1:
        return json.loads(data[start:end])
    if depth == 2:
        return np.concatenate(list(_stretches(data, start, end)))
    inner = re.compile(rb"(?:\]\s*){%d}" % (depth - 1))
    parts, at = [], _next(data, start + 1)
    while data[at : at + 1] == b"[":
        match = inner.search(data, at, end)
        if match is None:
            raise LayerError("a part does not end")
        parts.append(_decoded(data, at, _trimmed(data, match.end()), depth - 1))
        at = _next(data, match.end())
        at = _next(data, at + 1) if data[at : at + 1] == b"," else at
    if data[at : at + 1] != b"]" or at + 1 != end:
        raise LayerError("the array holds more than its parts")
    return parts


def _next(data: bytes, at: int) -> int:
    while data[at : at + 1].isspace():
        at += 1
    return at


def _trimmed(data: bytes, end: int) -> int:
    while data[end - 1 : end].isspace():
        end -= 1
    return end


def _stretches(data: bytes, start: int, end: int) -> Iterator[Any]:
    """The positions of an array, so many at a time: two numbers each, whatever follows them."""
    at, last = start + 1, end - 1
    while at < last:
        cut = _END.search(data, at + STRETCH, last) if at + STRETCH < last else None
        stop = cut.start() + 1 if cut else last
        rows = json.loads(b"[%b]" % data[at:stop])
        points = np.array([row[:2] for row in rows], dtype=float)
        if points.ndim != 2 or points.shape[1] != 2 or any(type(row) is not list for row in rows):
            raise LayerError("not all of it is positions")
        yield points
        at = cut.end() if cut else last
