"""Parquet and GeoParquet."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import parquet

from explorer.errors import LayerError
from explorer.layers.layer import WGS84, Corrections, Layer, as_shapes
from explorer.layers.placing import placed
from explorer.layers.tabular import layer_of
from explorer.layers.timing import timed

MOST_BYTES = 1_500_000_000
"""So much may a file come to in memory."""


def read_parquet(data: bytes, name: str, told: Corrections) -> Layer:
    """A layer from the geometry that the metadata name, else from columns of positions.

    Raises
    ------
    LayerError
        Broken, too large, or without rows.
    """
    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        size = sum(file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups))
        if size > MOST_BYTES:
            raise LayerError(f"it would come to {size / 1e6:,.0f} MB in memory. Give a part of it.")
        table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise LayerError("the Parquet file is broken or incomplete. Get it again.") from error
    if not table.num_rows:
        raise LayerError("there are no rows in it. Give a table with rows.")
    geo = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    primary = geo.get("primary_column")
    if primary not in table.column_names:
        return layer_of(name, table, told)
    return _geo(table, name, primary, geo["columns"].get(primary, {}), told)


def _geo(table: pa.Table, name: str, primary: str, meta: dict[str, Any], told: Corrections) -> Layer:
    shapes = as_shapes(list(_decoded(table.column(primary), str(meta.get("encoding", "WKB")))))
    shapes[shapely.is_empty(shapes)] = None
    rest = table.drop_columns([primary])
    bare = Layer(name, shapes, rest, _stated(meta), tuple(rest.column_names))
    bare = bare.told(bare.without_shapes())
    return placed(timed(bare, told), told)


def _decoded(column: pa.ChunkedArray, encoding: str) -> Any:
    if encoding.upper() == "WKB":
        return shapely.from_wkb(np.asarray(column.to_pylist(), dtype=object), on_invalid="ignore")
    rows = column.to_pylist()
    if encoding.lower() == "point":
        return [None if row is None else shapely.Point(*_xy(row)) for row in rows]
    raise LayerError(f"geometries are written as {encoding}, which is not read. Write them as WKB.")


def _xy(row: Any) -> tuple[float, float]:
    return (row["x"], row["y"]) if isinstance(row, dict) else (row[0], row[1])


def _stated(meta: dict[str, Any]) -> str | None:
    """The system of the column: CRS84 where nothing is said, none where that is said."""
    if "crs" not in meta:
        return WGS84
    crs = meta["crs"]
    if crs is None:
        return None
    code = crs.get("id") if isinstance(crs, dict) else None
    return f"{code['authority']}:{code['code']}" if code else json.dumps(crs) if isinstance(crs, dict) else str(crs)
