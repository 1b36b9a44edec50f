"""The steps of a run that workers do, each for one part: read a piece, work out a share of the ships, look for meetings.

Each keeps what it found in the folder of the run, tables first and a note of them last, and does nothing where the note is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from explorer.tracks import store
from explorer.tracks.fixes import Fixes, judged
from explorer.tracks.ground import Ground, Terrain
from explorer.tracks.meetings import pairs
from explorer.tracks.reading import Piece, read
from explorer.tracks.share import worked_out
from explorer.tracks.thresholds import Thresholds


@dataclass(frozen=True, eq=False)
class Work:
    """What every step needs to know: the folder, into how many shares ships are parted, and the thresholds."""

    folder: Path
    shares: int
    limits: Thresholds

    def file(self, kind: str, number: int, ending: str) -> Path:
        """Where a part is kept."""
        return self.folder / f"{kind}-{number:06d}.{ending}"


@dataclass(frozen=True, eq=False)
class Sharing(Work):
    """The same for the shares, with what positions are held against."""

    blocks: int
    ground: Ground
    terrain: Terrain


def keep_block(work: Work, numbered: tuple[int, Piece]) -> dict[str, Any]:
    """Read a piece and keep its positions; returns the counts."""
    number, piece = numbered
    file, note = work.file("block", number, "arrow"), work.file("block", number, "json")
    if (known := store.got_json(note)) and "read" in known and file.exists():
        return dict(known)
    told: dict[str, Any] = {"read": 0, "kept": 0, "unread": 0, "dropped": Counter(), "names": {}, "start": None, "end": None}
    store.put_block(file, _judged(piece, work.limits.max_knots, told), work.shares)
    store.put_json(note, told)
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


def keep_share(work: Sharing, share: int) -> dict[str, Any]:
    """Work out a share of the ships and keep its tables; returns the counts."""
    note = work.file("share", share, "json")
    if (known := store.got_json(note)) and "kept" in known:
        return dict(known)
    blocks = [work.file("block", number, "arrow") for number in range(work.blocks)]
    found = worked_out(store.got_share(blocks, share, work.shares), work.ground, work.terrain, work.limits)
    for name, frame in found.tables.items():
        store.put_table(work.file(f"share-{name}", share, "parquet"), store.in_arrow(frame))
    told = {
        "kept": found.kept, "ships": found.ships, "dropped": dict(found.dropped),
        "rows": {name: len(frame) for name, frame in found.tables.items()},
    }  # fmt: skip
    store.put_json(note, told)
    return told


def keep_pairs(work: Work, numbered: tuple[int, int, int]) -> int:
    """Find the ships that are near each other from one ten minutes to others, and keep them; returns how many."""
    number, first, last = numbered
    note = work.file("pairs", number, "json")
    if (known := store.got_json(note)) and "rows" in known:
        return int(known["rows"])
    files = [str(work.file("share-slow", share, "parquet")) for share in range(work.shares)]
    table = ds.dataset(files).to_table(filter=(ds.field("tick") >= first) & (ds.field("tick") < last), use_threads=False)
    ship, tick, lon, lat = (_values(table, name) for name in ("ship", "tick", "lon", "lat"))
    found = pairs(ship, tick, lon, lat, work.limits)
    store.put_table(work.file("pairs", number, "parquet"), store.in_arrow(found))
    store.put_json(note, {"rows": len(found)})
    return len(found)


def _values(table: pa.Table, name: str) -> np.ndarray[Any, Any]:
    return np.asarray(table[name].to_numpy())
