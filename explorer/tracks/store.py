"""What a run keeps in its folder between one step and the next, each file whole or not there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from explorer import aside
from explorer.errors import PATH, ExportError, quoted
from explorer.tracks.fixes import Fixes

RUN, SUMMARY, WORK = "run.json", "summary.json", "work"
_SCHEMA = pa.schema(
    [("ship", pa.int64()), ("time_ms", pa.int64()), ("lon", pa.float64()), ("lat", pa.float64()), ("knots", pa.float32())]
)


def prepare(folder: Path, run: Mapping[str, Any]) -> None:
    """Make a folder for a run, or take up one that the same run has begun.

    Raises
    ------
    ExportError
        The folder holds something else, or the results of another run, or cannot be made.
    """
    name = quoted(str(folder), PATH)
    try:
        folder.mkdir(exist_ok=True)
        begun = _json(folder / RUN)
        if begun is None and any(folder.iterdir()):
            raise ExportError(f"{name} holds files that are not results of tracks. Name an empty or a new folder.")
        (folder / WORK).mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(f"{name} cannot be used ({aside.reason(error)}). Name another folder.") from error
    if begun is not None and begun != run:
        raise ExportError(f"{name} holds a run on other files or with other thresholds. Name another folder, or remove it.")
    if begun is None:
        put_json(folder / RUN, run)


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {"damaged": file.name}


def put_json(file: Path, value: Mapping[str, Any]) -> None:
    """Write a value as JSON."""
    with aside.written(file, force=True) as stream:
        stream.write((json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())


def got_json(file: Path) -> Any:
    """A value that was written, None where it was not."""
    return _json(file)


def put_block(file: Path, portions: Iterator[Fixes], shares: int) -> None:
    """Write positions so that those of one share of the ships can be read alone."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with aside.written(file, force=True) as stream, pa.ipc.new_file(stream, _SCHEMA, options=options) as writer:
        for fixes in portions:
            share = share_of(fixes.ship, shares)
            order = np.argsort(share, kind="stable")
            edges = np.searchsorted(share[order], np.arange(shares + 1))
            parted = fixes.where(order)
            for begin, end in pairwise(edges.tolist()):
                writer.write_batch(_batch(parted.where(slice(begin, end))))


def share_of(ship: np.ndarray[Any, Any], shares: int) -> np.ndarray[Any, Any]:
    """The share that each ship belongs to."""
    mixed = ship.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray((mixed >> np.uint64(33)) % np.uint64(shares), dtype=np.int64)


def _batch(fixes: Fixes) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array(values) for values in (fixes.ship, fixes.time_ms, fixes.lon, fixes.lat, fixes.knots)], schema=_SCHEMA
    )


def got_share(files: list[Path], share: int, shares: int) -> Fixes:
    """Every position of one share of the ships."""
    batches = []
    for file in files:
        with pa.memory_map(str(file)) as source:
            reader = pa.ipc.open_file(source)
            batches += [reader.get_batch(number) for number in range(share, reader.num_record_batches, shares)]
    table = pa.Table.from_batches(batches, schema=_SCHEMA)
    return Fixes(*(np.asarray(table[name].to_numpy()) for name in _SCHEMA.names))


def put_table(file: Path, table: pa.Table) -> None:
    """Write a table as Parquet."""
    with aside.written(file, force=True) as stream:
        pq.write_table(table, stream, compression="zstd")


def in_arrow(frame: pd.DataFrame) -> pa.Table:
    """A frame as arrow, without its index."""
    return pa.Table.from_pandas(frame, preserve_index=False)


def put_joined(file: Path, parts: Iterator[pa.Table], schema: pa.Schema) -> int:
    """Write many tables as one of Parquet; returns its rows."""
    rows = 0
    with aside.written(file, force=True) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for part in parts:
            rows += part.num_rows
            if part.num_rows:
                writer.write_table(part)
    return rows


def clear(folder: Path) -> None:
    """Take away what only an unfinished run needs."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
