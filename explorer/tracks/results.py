"""The tables that a run leaves: their columns, in order, and how parts become one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_TIME = pa.timestamp("ms", "UTC")
_F, _I, _S, _B = pa.float64(), pa.int64(), pa.string(), pa.bool_()

SCHEMAS: Mapping[str, tuple[tuple[str, pa.DataType], ...]] = {
    "voyages": (
        ("ship", _I), ("voyage", _I), ("start", _TIME), ("end", _TIME), ("from_place", _S), ("to_place", _S), ("positions", _I),
        ("km", _F), ("hours", _F), ("interpolated_km", _F), ("interpolated_hours", _F), ("gap_km", _F), ("gap_hours", _F),
        ("near_leg", _S), ("near_leg_km", _F),
    ),
    "calls": (
        ("ship", _I), ("place", _S), ("start", _TIME), ("end", _TIME), ("arrival_observed", _B), ("departure_observed", _B),
        ("name", _S), ("country", _S), ("stop_hours", _F),
    ),
    "gaps": (
        ("ship", _I), ("start", _TIME), ("end", _TIME), ("hours", _F), ("from_lon", _F), ("from_lat", _F), ("to_lon", _F),
        ("to_lat", _F), ("km", _F), ("reach_km", _F),
    ),
    "zones": (
        ("ship", _I), ("voyage", _I), ("scenario", _S), ("state", _S), ("zone", _S), ("km", _F), ("hours", _F), ("gap_km", _F),
        ("gap_hours", _F),
    ),
    "loitering": (
        ("ship", _I), ("start", _TIME), ("end", _TIME), ("hours", _F), ("lon", _F), ("lat", _F), ("knots", _F),
    ),
    "lines": (
        ("ship", _I), ("voyage", _I), ("kind", _S), ("start", _TIME), ("end", _TIME), ("geometry", pa.binary()),
    ),
    "density": (("h3", _S), ("positions", _I), ("hours", _F), ("lon", _F), ("lat", _F)),
    "encounters": (
        ("ship_a", _I), ("ship_b", _I), ("start", _TIME), ("end", _TIME), ("hours", _F), ("lon", _F), ("lat", _F), ("km", _F),
    ),
}  # fmt: skip
"""Columns of each table; a ship is a number, or its name where the file has no numbers."""


_GEO = {
    "version": "1.1.0", "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["LineString"]}},
}  # fmt: skip
"""What makes Parquet GeoParquet; longitude and latitude on WGS 84 need no word."""
SHIPS = frozenset({"ship", "ship_a", "ship_b"})
OF_SHARES = ("voyages", "calls", "gaps", "zones", "loitering", "lines")
"""Tables that are worked out share by share."""


def schema(name: str, *, named: bool) -> pa.Schema:
    """The columns of a table with their types."""
    fields = [(column, _S if named and column in SHIPS else kind) for column, kind in SCHEMAS[name]]
    return pa.schema(fields, {"geo": json.dumps(_GEO)} if name == "lines" else None)


def shaped(table: pa.Table, name: str, names: Mapping[int, str]) -> pa.Table:
    """A table of one share with the columns and types of the results; with ``names`` ships go by them."""
    columns = []
    for column, kind in SCHEMAS[name]:
        values = table[column]
        if column in SHIPS and names:
            words = [names.get(number, str(number)) for number in values.to_pylist()]
            columns.append(pa.chunked_array([pa.array(words, type=_S)]))
        else:
            columns.append(pc.cast(values, kind))
    return pa.Table.from_arrays(columns, schema=schema(name, named=bool(names)))


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a table of results, times as ISO 8601."""
    with pq.ParquetFile(file) as table:
        for batch in table.iter_batches(20_000):
            for row in batch.to_pylist():
                yield {name: _told(value) for name, value in row.items()}


def _told(value: Any) -> Any:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value
