"""A run from files to a folder of results: read, share out by ship, work out share by share, join. It can be taken up again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from explorer.errors import TracksError
from explorer.tracks import store
from explorer.tracks.engine import Mapped, in_process
from explorer.tracks.fixes import Fixes, judged
from explorer.tracks.ground import Ground
from explorer.tracks.layouts import Order, Role
from explorer.tracks.reading import Piece, pieces, read, sources
from explorer.tracks.results import SCHEMAS, schema, shaped
from explorer.tracks.share import worked_out
from explorer.tracks.stopwatch import Stopwatch
from explorer.tracks.thresholds import Thresholds

SHARE_POSITIONS = 600_000
"""About so many positions are worked out at once."""
VERSION = 1


@dataclass(frozen=True)
class Question:
    """What to work out: the files, how to read them, and by which thresholds."""

    files: tuple[str, ...]
    columns: Mapping[Role, str] = field(default_factory=dict)
    order: Order = ""
    limits: Thresholds = field(default_factory=Thresholds)


def run(question: Question, ground: Ground, folder: Path, mapped: Mapped = in_process) -> dict[str, Any]:
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
    facts["id"] = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
    store.prepare(folder, facts)
    done = store.got_json(folder / store.SUMMARY)
    if done is not None:
        return dict(done)
    blocks = list(mapped(partial(keep_block, folder / store.WORK, shares, question.limits.max_knots), list(enumerate(parts))))
    _check_any(blocks)
    files = [folder / store.WORK / f"block-{number:06d}.arrow" for number in range(len(parts))]
    work = partial(keep_share, folder / store.WORK, files, shares, ground, question.limits)
    counts = list(mapped(work, range(shares)))
    return _finished(folder, blocks, counts, watch.seconds())


def keep_block(work: Path, shares: int, max_knots: float, numbered: tuple[int, Piece]) -> dict[str, Any]:
    """Read a piece and keep its positions; does nothing where that is done already."""
    number, piece = numbered
    file, facts = work / f"block-{number:06d}.arrow", work / f"block-{number:06d}.json"
    if (known := store.got_json(facts)) and "read" in known and file.exists():
        return dict(known)
    told: dict[str, Any] = {"read": 0, "kept": 0, "unread": 0, "dropped": Counter(), "names": {}, "start": None, "end": None}
    store.put_block(file, _judged(piece, max_knots, told), shares)
    store.put_json(facts, told)
    return told


def _judged(piece: Piece, max_knots: float, told: dict[str, Any]) -> Iterator[Fixes]:
    for raw in read(piece):
        fixes, dropped = judged(raw, max_knots)
        told["read"] += len(raw.ship) + sum(raw.dropped.values())
        told["kept"] += len(fixes)
        told["unread"] += raw.unread
        told["dropped"] += dropped
        told["names"] |= {str(number): name for number, name in raw.names.items()}
        if len(fixes):
            first, last = int(fixes.time_ms.min()), int(fixes.time_ms.max())
            told["start"] = first if told["start"] is None else min(told["start"], first)
            told["end"] = last if told["end"] is None else max(told["end"], last)
        yield fixes


def _check_any(blocks: Sequence[Mapping[str, Any]]) -> None:
    if any(block["kept"] for block in blocks):
        return
    dropped: Counter[str] = Counter()
    for block in blocks:
        dropped.update(block["dropped"])
    why = ", ".join(f"{reason}: {count}" for reason, count in dropped.most_common()) or "no row holds one"
    raise TracksError(f"none of the {sum(block['read'] for block in blocks):,} positions can be used ({why}).")


def keep_share(work: Path, files: list[Path], shares: int, ground: Ground, limits: Thresholds, share: int) -> dict[str, Any]:
    """Work out a share of the ships and keep its tables; does nothing where that is done already."""
    facts = work / f"share-{share:06d}.json"
    if (known := store.got_json(facts)) and "kept" in known:
        return dict(known)
    found = worked_out(store.got_share(files, share, shares), ground, ground.inland(limits.land_km), limits)
    for name, frame in found.tables.items():
        store.put_table(work / f"share-{share:06d}.{name}.parquet", store.in_arrow(frame))
    told = {
        "kept": found.kept, "ships": found.ships, "dropped": dict(found.dropped),
        "rows": {name: len(frame) for name, frame in found.tables.items()},
    }  # fmt: skip
    store.put_json(facts, told)
    return told


def _finished(folder: Path, blocks: list[Any], counts: list[Any], seconds: float) -> dict[str, Any]:
    """Join the tables of all shares, write the summary, and take away what is no longer needed."""
    dropped: Counter[str] = Counter()
    for told in (*blocks, *counts):
        dropped.update(told["dropped"])
    names = {int(number): name for block in blocks for number, name in block["names"].items()}
    rows = {}
    for name in SCHEMAS:
        parts = (_part(folder, number, name, names) for number in range(len(counts)))
        rows[name] = store.put_joined(folder / f"{name}.parquet", parts, schema(name, named=bool(names)))
    summary = {
        "positions": sum(block["read"] for block in blocks),
        "kept": sum(told["kept"] for told in counts),
        "dropped": dict(dropped.most_common()),
        "ships": sum(told["ships"] for told in counts),
        "voyages": rows["voyages"],
        "calls": rows["calls"],
        "gaps": rows["gaps"],
        "encounters": 0,
        "seconds": round(seconds, 3),
        "lines_not_read": sum(block["unread"] for block in blocks),
    }
    store.put_json(folder / store.SUMMARY, summary)
    store.clear(folder)
    return summary


def _part(folder: Path, number: int, name: str, names: Mapping[int, str]) -> pa.Table:
    return shaped(pq.read_table(folder / store.WORK / f"share-{number:06d}.{name}.parquet"), name, names)
