"""The parts of a run as one: tables, counts, and the summary, which is written last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.errors import WorkError
from explorer.tracks import store
from explorer.tracks.density import hexagons
from explorer.tracks.density import joined as squares
from explorer.tracks.exposure import OUTSIDE_WORDS
from explorer.tracks.meetings import encounters
from explorer.tracks.results import OF_SHARES, schema, shaped
from explorer.tracks.steps import Work
from explorer.tracks.stopwatch import Stopwatch
from explorer.zones.law import BASELINES

Counts = Sequence[Mapping[str, Any]]


def joined(folder: Path, work: Work, blocks: Counts, counts: Counts, spans: int, watch: Stopwatch) -> dict[str, Any]:
    """Join the tables of all parts and write the summary.

    Raises
    ------
    WorkError
        Positions that were read are neither in the results nor among those that were dropped.
    """
    names = {int(number): name for block in blocks for number, name in block["names"].items()}
    rows = {name: _put(folder, name, _of_shares(work, name), names) for name in OF_SHARES}
    _put(folder, "density", iter([store.in_arrow(hexagons(squares(_squares(work))))]), names)
    found = pd.concat([pq.read_table(work.file("pairs", number, "parquet")).to_pandas() for number in range(spans)])
    rows["encounters"] = _put(folder, "encounters", iter([store.in_arrow(encounters(found, work.limits))]), names)
    summary = _summary(blocks, counts, rows) | _outside(folder)
    _check_none_lost(summary)
    summary["seconds"] = round(watch.seconds(), 3)
    store.put_json(folder / store.SUMMARY, summary)
    return summary


def _put(folder: Path, name: str, parts: Iterator[pa.Table], names: Mapping[int, str]) -> int:
    whole = (shaped(part, name, names) for part in parts)
    return store.put_joined(folder / f"{name}.parquet", whole, schema(name, named=bool(names)))


def _of_shares(work: Work, name: str) -> Iterator[pa.Table]:
    return (pq.read_table(work.file(f"share-{name}", share, "parquet")) for share in range(work.shares))


def _squares(work: Work) -> Iterator[pd.DataFrame]:
    return (table.to_pandas() for table in _of_shares(work, "squares"))


def _summary(blocks: Counts, counts: Counts, rows: Mapping[str, int]) -> dict[str, Any]:
    dropped: Counter[str] = Counter()
    for told in (*blocks, *counts):
        dropped.update(told["dropped"])
    return {
        "positions": sum(block["read"] for block in blocks),
        "kept": sum(told["kept"] for told in counts),
        "dropped": dict(dropped.most_common()),
        "ships": sum(told["ships"] for told in counts),
        "voyages": rows["voyages"],
        "calls": rows["calls"],
        "gaps": rows["gaps"],
        "encounters": rows["encounters"],
        "seconds": 0.0,
        "loitering": rows["loitering"],
        "lines_not_read": sum(block["unread"] for block in blocks),
        "start": _day(min(block["start"] for block in blocks if block["start"] is not None)),
        "end": _day(max(block["end"] for block in blocks if block["end"] is not None)),
        "said": "All figures are of what is in these files, and say nothing about what is not.",
    }


def _day(time_ms: int) -> str:
    return pd.Timestamp(time_ms, unit="ms", tz="UTC").strftime("%Y-%m-%dT%H:%M:%SZ")


def _outside(folder: Path) -> dict[str, Any]:
    """Kilometres and hours of the ways, and which share of them lies where no zones are known."""
    table = pq.read_table(folder / "zones.parquet", columns=["scenario", "zone", "km", "hours", "gap_hours"]).to_pandas()
    told = table[table["scenario"] == BASELINES[0]]
    outside = told[told["zone"] == OUTSIDE_WORDS]
    hours = outside["hours"].sum() + outside["gap_hours"].sum()
    return {
        "km": round(float(told["km"].sum()), 3),
        "hours": round(float(told["hours"].sum()), 3),
        "gap_hours": round(float(told["gap_hours"].sum()), 3),
        "share_of_km_outside_the_zone_data": _share(outside["km"].sum(), told["km"].sum()),
        "share_of_hours_outside_the_zone_data": _share(hours, told["hours"].sum() + told["gap_hours"].sum()),
    }


def _share(part: float, whole: float) -> float | None:
    return round(float(part / whole), 6) if whole > 0 else None


def _check_none_lost(summary: Mapping[str, Any]) -> None:
    lost = summary["positions"] - summary["kept"] - sum(summary["dropped"].values())
    if lost:
        raise WorkError(f"{lost:,} positions were read and are not in the results. Remove the folder and run again.")
