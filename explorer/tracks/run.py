"""A run from files to a folder of results: read, share out by ship, work out share by share, join. It can be taken up again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from explorer.errors import TracksError
from explorer.tracks import store
from explorer.tracks.engine import Mapped, in_process
from explorer.tracks.ground import Ground, Terrain
from explorer.tracks.joining import joined
from explorer.tracks.layouts import Order, Role
from explorer.tracks.reading import Piece, pieces, sources
from explorer.tracks.slowness import EVERY_MS
from explorer.tracks.steps import Sharing, Work, keep_block, keep_pairs, keep_share
from explorer.tracks.stopwatch import Stopwatch
from explorer.tracks.thresholds import Thresholds

SHARE_POSITIONS = 600_000
"""About so many positions are worked out at once."""
SLOW_ROWS = 2_000_000
"""About so many positions of slow ships are compared at once."""
VERSION = 1
"""Changes with every change of what comes out, so that no run goes on from parts of another kind."""


@dataclass(frozen=True)
class Question:
    """What to work out: the files, how to read them, and by which thresholds."""

    files: tuple[str, ...]
    columns: Mapping[Role, str] = field(default_factory=dict)
    order: Order = ""
    limits: Thresholds = field(default_factory=Thresholds)


Told = Callable[[str, int, int], None]
"""Is told the name of a step, how many of its parts are done, and of how many."""


def silent(_step: str, _done: int, _of: int) -> None:
    """Tell nobody."""


def about(question: Question) -> int:
    """About how many positions there are, told from the sizes of the files.

    Raises
    ------
    TracksError
        A file cannot be read.
    """
    return sum(part.about for part in pieces(sources(question.files), question.columns, question.order))


def run(question: Question, ground: Ground, folder: Path, mapped: Mapped = in_process, told: Told = silent) -> dict[str, Any]:
    """Work everything out and leave it in a folder; returns the summary.

    Raises
    ------
    TracksError
        A file cannot be read, or holds no position that can be used.
    ExportError
        The folder is no place for results, or the disk is full; what is done is kept for the next run.
    """
    watch = Stopwatch()
    found = sources(question.files)
    parts = pieces(found, question.columns, question.order)
    shares = max(1, round(sum(part.about for part in parts) / SHARE_POSITIONS))
    facts = {
        "version": VERSION, "files": [asdict(source) for source in found], "columns": dict(question.columns),
        "dates": question.order, "thresholds": asdict(question.limits), "shares": shares,
    }  # fmt: skip
    store.prepare(folder, {**facts, "id": hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]})
    done = store.got_json(folder / store.SUMMARY)
    if done is not None:
        return dict(done)
    work = Work(folder / store.WORK, shares, question.limits)
    blocks = _counted("reading", mapped(keep_block, work, list(enumerate(parts))), len(parts), told)
    _check_any(blocks, parts)
    terrain = _terrain(ground, question.limits)
    sharing = Sharing(work.folder, shares, question.limits, len(parts), ground, terrain)
    counts = _counted("ships", mapped(keep_share, sharing, range(shares)), shares, told)
    spans = _spans(blocks, counts)
    _counted("meetings", mapped(keep_pairs, work, spans), len(spans), told)
    summary = joined(folder, work, blocks, counts, len(spans), watch)
    store.clear(folder)
    return summary


@lru_cache(maxsize=2)
def _terrain(ground: Ground, limits: Thresholds) -> Terrain:
    """Made once for runs of the same thresholds on the same ground."""
    return Terrain.of(ground, limits)


def _counted(step: str, answers: Iterator[Any], count: int, told: Told) -> list[Any]:
    found = []
    told(step, 0, count)
    for answer in answers:
        found.append(answer)
        told(step, len(found), count)
    return found


def _check_any(blocks: Sequence[Mapping[str, Any]], parts: Sequence[Piece]) -> None:
    """Refuse files without a position that can be used.

    Raises
    ------
    TracksError
        There is none; with the reasons.
    """
    if any(block["kept"] for block in blocks):
        return
    dropped: Counter[str] = Counter()
    for block in blocks:
        dropped.update(block["dropped"])
    why = ", ".join(f"{reason}: {count:,}" for reason, count in dropped.most_common()) or "there is none"
    told = f"none of the {sum(block['read'] for block in blocks):,} positions can be used ({why})."
    raise TracksError(f"{told} {_what_to_do(dropped, parts)}")


def _what_to_do(dropped: Counter[str], parts: Sequence[Piece]) -> str:
    first = next(iter(dropped), "")
    if first == "no time":
        log = any(part.kind == "log" for part in parts)
        return "Take a log with tag blocks or times." if log else "Say which column holds the time: --columns time=…."
    if "MMSI" in first:
        return "Say which column holds the ship: --columns id=…."
    return "Check the file and its columns (--columns id=…,time=…,lon=…,lat=…)."


def _spans(blocks: Sequence[Mapping[str, Any]], counts: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, int]]:
    """Numbered spans of ten minutes that hold about as many slow ships as fit into memory."""
    first = min(block["start"] for block in blocks if block["start"] is not None) // EVERY_MS
    last = max(block["end"] for block in blocks if block["end"] is not None) // EVERY_MS + 1
    slow = sum(told["rows"]["slow"] for told in counts)
    count = min(max(1, -(-slow // SLOW_ROWS)), last - first)
    edges = [first + (last - first) * number // count for number in range(count + 1)]
    return [(number, edges[number], edges[number + 1]) for number in range(count)]
