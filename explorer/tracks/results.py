"""The tables that a run leaves: their columns, in order, and how parts become one."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

_TIME = pa.timestamp("ms", "UTC")
_F, _I, _S, _B = pa.float64(), pa.int64(), pa.string(), pa.bool_()

SCHEMAS: Mapping[str, tuple[tuple[str, pa.DataType], ...]] = {
    "voyages": (
        ("ship", _I), ("voyage", _I), ("start", _TIME), ("end", _TIME), ("from_place", _S), ("to_place", _S), ("positions", _I),
        ("km", _F), ("hours", _F), ("interpolated_km", _F), ("interpolated_hours", _F), ("gap_km", _F), ("gap_hours", _F),
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
}  # fmt: skip
"""Columns of each table; a ship is a number, or its name where the file has no numbers."""


def schema(name: str, *, named: bool) -> pa.Schema:
    """The columns of a table with their types."""
    return pa.schema([(column, _S if named and column == "ship" else kind) for column, kind in SCHEMAS[name]])


def shaped(table: pa.Table, name: str, names: Mapping[int, str]) -> pa.Table:
    """A table of one share with the columns and types of the results; with ``names`` ships go by them."""
    columns = []
    for column, kind in SCHEMAS[name]:
        values = table[column]
        if column == "ship" and names:
            words = [names.get(number, str(number)) for number in values.to_pylist()]
            columns.append(pa.chunked_array([pa.array(words, type=_S)]))
        else:
            columns.append(pc.cast(values, kind))
    return pa.Table.from_arrays(columns, schema=schema(name, named=bool(names)))
