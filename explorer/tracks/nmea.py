"""Logs of AIS sentences (AIVDM) to positions; the time stands in a tag block, in a $PGHP line before, or beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.logs import ais
from explorer.tracks.fixes import Raw
from explorer.tracks.times import MISSING, parsed

BATCH = 100_000
_NO_KNOTS = 102.2
"""From here on a speed means "more than can be told" or "not available"."""


def looks_like_a_log(head: str) -> bool:
    """Whether the beginning of a file is one of AIS sentences, each with a time before it or without."""
    return bool(re.search(r"(?m)^(?:\\[^\\]*\\)?[^!$\n]{0,40}[!$][A-Z]{2}VD[MO],\d,", head))


@dataclass(slots=True)
class _Log:
    """What is known between one line and the next: ``clock_ms`` holds for the line after the one that gave it."""

    clock_ms: int | None = None
    open_: ais.Open = field(default_factory=ais.Open)
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Message:
    time_ms: int
    told: Mapping[str, Any]


def positions(lines: Iterable[str]) -> Iterator[Raw]:
    """Every position of a log, in batches."""
    log, found = _Log(), []
    for number, line in enumerate(lines):
        message = _message(number, line.strip(), log)
        if message is not None:
            found.append(message)
        if len(found) >= BATCH:
            yield _batch(found, log)
            found, log.unread = [], 0
    log.unread += sum(map(len, log.open_.left()))
    yield _batch(found, log)


def _message(number: int, line: str, log: _Log) -> _Message | None:
    """The position that a line tells or completes, if it does."""
    if not line:
        return None
    if ais.is_port_time(line):
        log.clock_ms = ais.port_time_ms(line)
        return None
    clock_ms, log.clock_ms = log.clock_ms, None
    sentence = ais.sentence(line)
    part = ais.part_of(number, sentence, clock_ms) if sentence is not None and sentence.is_ais and sentence.whole else None
    if part is None:
        log.unread += 1
        return None
    parts, lost = log.open_.take(part)
    log.unread += len(lost)
    return _decoded(parts, log) if parts else None


def _decoded(parts: list[ais.Part], log: _Log) -> _Message | None:
    told = ais.decoded(parts)
    if isinstance(told, str):
        log.unread += len(parts)
        return None
    return _Message(_time_ms(parts), told) if told.get("msg_type") in ais.POSITIONS else None


def _time_ms(parts: list[ais.Part]) -> int:
    unix_ms, written = ais.time_of(parts)
    if written:
        return int(parsed([written])[0])
    return MISSING if unix_ms is None else unix_ms


def _batch(found: list[_Message], log: _Log) -> Raw:
    def column(name: str, missing: float) -> list[float]:
        return [missing if (value := message.told.get(name)) is None else float(value) for message in found]

    time_ms = np.asarray([message.time_ms for message in found], dtype=np.int64)
    ship = np.asarray([int(message.told.get("mmsi", 0)) for message in found], dtype=np.int64)
    knots = np.asarray(column("speed", np.nan), dtype=np.float32)
    return Raw(
        ship, time_ms, np.asarray(column("lon", np.nan)), np.asarray(column("lat", np.nan)),
        np.where(knots >= _NO_KNOTS, np.float32(np.nan), knots), time_ms == MISSING, unread=log.unread,
    )  # fmt: skip
