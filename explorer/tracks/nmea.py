"""Logs of AIS sentences (AIVDM) to positions; the time stands in a tag block, in a $PGHP line before, or in a trailer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from operator import xor
from typing import Any

import numpy as np
import pyais
from pyais.exceptions import AISBaseException

from explorer.tracks.fixes import Raw
from explorer.tracks.times import MISSING

POSITIONS = frozenset({1, 2, 3, 4, 9, 11, 18, 19, 21, 27})
"""Types of messages that tell where their sender is."""
BATCH = 100_000
MOST_OPEN = 1000
"""So many messages may wait for their other parts."""

_LINE = re.compile(r"(?:\\([^\\]*)\\)?\s*([!$][A-Z]{2}VD[MO],[^*]*\*[0-9A-Fa-f]{2})(.*)")
_PGHP = re.compile(r"\$PGHP,1,(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)")
_TRAILER = re.compile(r"(?:^|,)(\d{9,10})(?=,|\s*$)")


def looks_like_a_log(head: str) -> bool:
    """Whether the beginning of a file is one of AIS sentences."""
    return bool(re.search(r"(?m)^(?:\\[^\\]*\\)?[!$][A-Z]{2}VD[MO],", head))


@dataclass(slots=True)
class _Log:
    """What is known between one line and the next."""

    time_ms: int = MISSING
    open_: dict[tuple[str, ...], list[tuple[int, str]]] = field(default_factory=dict)
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Message:
    time_ms: int
    told: Mapping[str, Any]


def positions(lines: Iterable[str]) -> Iterator[Raw]:
    """Every position of a log, in batches."""
    log, found = _Log(), []
    for line in lines:
        message = _message(line.strip(), log)
        if message is not None:
            found.append(message)
        if len(found) >= BATCH:
            yield _batch(found, log)
            found, log.unread = [], 0
    log.unread += sum(map(len, log.open_.values()))
    yield _batch(found, log)


def _message(line: str, log: _Log) -> _Message | None:
    """The position that a line tells or completes, if it does."""
    if not line:
        return None
    if clock := _PGHP.match(line):
        log.time_ms = _pghp_ms(clock)
        return None
    sentence = _LINE.match(line)
    if sentence is None or not _sum_is_right(sentence[2]):
        log.unread += 1
        return None
    tag_ms = _tag_ms(sentence[1] or "", sentence[3])
    time_ms = log.time_ms if tag_ms == MISSING else tag_ms
    parts = _whole(sentence[2], time_ms, log)
    return None if parts is None else _decoded(parts, log)


def _pghp_ms(clock: re.Match[str]) -> int:
    year, month, day, hour, minute, second, thousandth = (int(part) for part in clock.groups())
    try:
        return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()) * 1000 + thousandth
    except ValueError:
        return MISSING


def _sum_is_right(sentence: str) -> bool:
    body, _, told = sentence[1:].rpartition("*")
    return reduce(xor, body.encode("latin-1", errors="replace"), 0) == int(told, 16)


def _tag_ms(tag: str, trailer: str) -> int:
    """The time of a tag block, else the last Unix time behind the sentence."""
    for part in tag.partition("*")[0].split(","):
        if part.startswith("c:") and part[2:].isdigit():
            value = int(part[2:])
            return value if value > 10**11 else value * 1000
    found = _TRAILER.findall(trailer)
    return int(found[-1]) * 1000 if found else MISSING


def _whole(sentence: str, time_ms: int, log: _Log) -> list[tuple[int, str]] | None:
    """The sentences of a message once the last of them is there."""
    cells = sentence.split(",")
    if not (cells[1].isdigit() and cells[2].isdigit()):
        log.unread += 1
        return None
    count, number = int(cells[1]), int(cells[2])
    if count <= 1:
        return [(time_ms, sentence)]
    key = (cells[0], cells[1], cells[3], cells[4])
    if number == 1:
        log.unread += len(log.open_.pop(key, ()))
        log.open_[key] = [(time_ms, sentence)]
        if len(log.open_) > MOST_OPEN:
            log.unread += len(log.open_.pop(next(iter(log.open_))))
        return None
    if len(log.open_.get(key, ())) != number - 1:
        log.unread += 1 + len(log.open_.pop(key, ()))
        return None
    log.open_[key].append((time_ms, sentence))
    return log.open_.pop(key) if number == count else None


def _decoded(parts: list[tuple[int, str]], log: _Log) -> _Message | None:
    try:
        told = pyais.decode(*(sentence for _, sentence in parts)).asdict()
    except (AISBaseException, ValueError, IndexError, KeyError):
        log.unread += len(parts)
        return None
    return _Message(parts[0][0], told) if told.get("msg_type") in POSITIONS else None


def _batch(found: list[_Message], log: _Log) -> Raw:
    def column(name: str, missing: float) -> list[float]:
        return [missing if (value := message.told.get(name)) is None else float(value) for message in found]

    time_ms = np.asarray([message.time_ms for message in found], dtype=np.int64)
    ship = np.asarray([int(message.told.get("mmsi", 0)) for message in found], dtype=np.int64)
    knots = np.asarray(column("speed", np.nan), dtype=np.float32)
    return Raw(
        ship, time_ms, np.asarray(column("lon", np.nan)), np.asarray(column("lat", np.nan)),
        np.where(knots >= 102.2, np.float32(np.nan), knots), time_ms == MISSING, unread=log.unread,
    )  # fmt: skip
