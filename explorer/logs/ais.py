"""Sentences of AIS (NMEA 0183, IEC 61162-1): what a line of a log holds, its check sum, its time, the parts of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from operator import xor
from typing import Any

from explorer.logs.epochs import milliseconds

POSITIONS = frozenset({1, 2, 3, 4, 9, 11, 18, 19, 21, 27})
"""Types of messages that tell where their sender is: a ship, a base station, an aircraft or a mark."""
NO_LON, NO_LAT = 181.0, 91.0
"""Longitude and latitude that mean "not available"."""
NO_KNOTS, NO_COURSE, NO_HEADING = 102.3, 360.0, 511
"""Speed, course and heading that mean "not available"."""
MOST_OPEN = 1000
"""So many messages may wait for their other parts."""

_TAGS = re.compile(r"\\([^\\]*)\\")
_SENTENCE = re.compile(r"([!$])([A-Z]{2})(VD[MO]|[A-Z]{2,5}),([^*!$]*)\*([0-9A-Fa-f]{2})")
_PORT_TIME = re.compile(r"\$PGHP,\d+,(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)")
_TAG_TIME = re.compile(r"(?:^|,)c:(\d{9,19})(?=,|\*|$)")
_GROUP = re.compile(r"(?:^|,)g:\d+-\d+-(\w+)")
_UNIX = re.compile(r"(?:^|[,;\s\[(])(\d{10}(?:\.\d+)?|\d{13}|\d{16}|\d{19})(?=$|[,;\s\])])")
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\s*(?:Z|UTC|GMT)\b|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a line, with the time that stands beside it: ``unix_ms`` as a number, or ``written`` as a text."""

    text: str
    kind: str
    body: str
    told_sum: int
    tags: str = ""
    unix_ms: int | None = None
    written: str = ""

    @property
    def right_sum(self) -> int:
        """The check sum that its letters give."""
        return reduce(xor, self.text[1:].partition("*")[0].encode("latin-1", errors="replace"), 0)

    @property
    def whole(self) -> bool:
        """Whether the check sum that stands there is right."""
        return self.right_sum == self.told_sum

    @property
    def is_ais(self) -> bool:
        """Whether it carries AIS, of others (VDM) or of the own ship (VDO)."""
        return self.kind in {"VDM", "VDO"}


def port_time_ms(line: str) -> int | None:
    """The time of a ``$PGHP`` line, which holds for the sentence after it; None where a line is none, or names no day."""
    found = _PORT_TIME.match(line)
    if found is None:
        return None
    year, month, day, hour, minute, second, thousandth = map(int, found.groups())
    try:
        return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()) * 1000 + thousandth
    except ValueError:
        return None


def is_port_time(line: str) -> bool:
    """Whether a line is one of those that give the next one its time."""
    return line.startswith("$PGHP,")


def sentence(line: str) -> Sentence | None:
    r"""The sentence of a line; None where there is none.

    Its time is that of its tag block (``c:``), else a number of seconds or a written time behind or before it.

    >>> sentence(r"\c:1694523900*5E\!AIVDM,1,1,,A,144FV@OP1U9EHK0HDIH3Q2n1P000,0*14").unix_ms
    1694523900000
    >>> sentence("2023-09-12 13:05:15,!AIVDM,1,1,,A,144FV@OP1U9EHK0HDIH3Q2n1P000,0*14").written
    '2023-09-12 13:05:15'
    """
    bare = _TAGS.sub(" ", line) if "\\" in line else line
    found = _SENTENCE.search(bare)
    if found is None:
        return None
    tags = ",".join(_TAGS.findall(line)) if "\\" in line else ""
    text = found[0]
    unix_ms, written = _time(tags, bare[found.end() :], bare[: found.start()])
    return Sentence(text, found[3], found[4], int(found[5], 16), tags, unix_ms, written)


def _time(tags: str, behind: str, before: str) -> tuple[int | None, str]:
    if stamps := _TAG_TIME.findall(tags):
        return milliseconds(int(stamps[-1])), ""
    for place in (behind, before):
        if stamps := _UNIX.findall(place):
            return milliseconds(float(stamps[-1])), ""
        if found := _WRITTEN.search(place):
            return None, found[0]
    return None, ""


@dataclass(frozen=True)
class Part:
    """A sentence as a part of a message: the number of its line, its place among ``count`` parts, and what they have in common.

    ``clock_ms`` is the time of a ``$PGHP`` line right before it.
    """

    line: int
    sentence: Sentence
    count: int
    number: int
    key: tuple[str, ...]
    clock_ms: int | None = None


def part_of(line: int, found: Sentence, clock_ms: int | None = None) -> Part | None:
    """A sentence as a part; None where it does not say how many parts there are."""
    cells = found.body.split(",")
    if len(cells) < 4 or not (cells[0].isdigit() and cells[1].isdigit()):
        return None
    group = _GROUP.search(found.tags)
    key = (found.text[1:6], cells[0], cells[2], cells[3], group[1] if group else "")
    return Part(line, found, max(1, int(cells[0])), int(cells[1]), key, clock_ms)


def time_of(parts: list[Part]) -> tuple[int | None, str]:
    """The time of a message, as milliseconds since 1970 or as it is written: what stands at its first part that has one."""
    for part in parts:
        if part.sentence.unix_ms is not None or part.sentence.written:
            return part.sentence.unix_ms, part.sentence.written
    return next((part.clock_ms for part in parts if part.clock_ms is not None), None), ""


@dataclass
class Open:
    """Messages that wait for their other parts, which may come in any order and between those of others."""

    waiting: dict[tuple[str, ...], list[Part]] = field(default_factory=dict)

    def take(self, part: Part) -> tuple[list[Part], list[Part]]:
        """The parts of the message that one completes, in their order, and those of one that is given up; else empty."""
        if part.count == 1:
            return [part], []
        parts, lost = self.waiting.setdefault(part.key, []), list[Part]()
        if any(other.number == part.number for other in parts):
            lost = self.waiting.pop(part.key)
            parts = self.waiting.setdefault(part.key, [])
        parts.append(part)
        if len(parts) == part.count:
            return sorted(self.waiting.pop(part.key), key=lambda other: other.number), lost
        if len(self.waiting) > MOST_OPEN and not lost:
            lost = self.waiting.pop(next(iter(self.waiting)))
        return [], lost

    def left(self) -> Iterator[list[Part]]:
        """What was never completed."""
        yield from self.waiting.values()


def decoded(parts: list[Part]) -> Mapping[str, Any] | str:
    """The fields of a message, or the name of what is wrong with it."""
    import pyais
    from pyais.exceptions import AISBaseException

    try:
        return dict(pyais.decode(*(part.sentence.text for part in parts)).asdict())
    except (AISBaseException, ValueError, IndexError, KeyError, TypeError) as error:
        return type(error).__name__
