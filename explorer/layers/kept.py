"""A layer as it is kept: a small description that is revised, and its features once, as GeoParquet in letters."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import parquet

from explorer.errors import LayerError
from explorer.layers.inspected import bounds
from explorer.layers.layer import MOST_TOLD, Corrections, Layer, Shapes, as_shapes
from explorer.layers.rows import unique
from explorer.layers.times import span
from explorer.layers.timing import timed

MOST_STORED = 40_000_000
"""So many bytes of GeoParquet may one layer come to; a hundred megabytes of CSV come to about twenty."""
GEOMETRY, BEGIN, END = "geometry", "_begin", "_end"
TOLD = 100
"""So many findings stay with a kept layer."""


@dataclass(frozen=True)
class Kept:
    """The features of a kept layer: geometries in degrees, attributes, beginnings and ends of their times."""

    shapes: Shapes
    table: pa.Table
    begins: tuple[str | None, ...]
    ends: tuple[str | None, ...]


def described(layer: Layer, name: str, file: str, sha256: str) -> dict[str, Any]:
    """What is known of a layer beside its features, as fields of an entry of a workspace."""
    box, located = bounds(layer), layer.located
    begins, ends = (_of(times, located) for times in (layer.begins, layer.ends))
    return {
        "id": name,
        "title": layer.name or name,
        "file": file,
        "sha256": sha256,
        "features": layer.features,
        "located": int(located.sum()),
        "crs": layer.crs or "",
        "fields": list(attributes(layer).column_names),
        "bounds": box or [],
        "time": span(begins, ends) or [],
        "findings": [str(finding) for finding in layer.findings[:TOLD]],
    }


def attributes(layer: Layer) -> pa.Table:
    """The attributes under names that leave those of the geometry and the times free."""
    taken = unique([GEOMETRY, BEGIN, END, *layer.table.column_names])[3:]
    return layer.table.rename_columns(taken)


def kept_of(layer: Layer) -> Kept:
    """The located features of a layer, as they would be kept."""
    there = layer.located
    rows = pa.table({"row": pa.array(np.flatnonzero(there) + 1)})
    table = attributes(layer).filter(pa.array(there)) if layer.table.num_columns else rows
    return Kept(layer.shapes[there], table, tuple(_of(layer.begins, there)), tuple(_of(layer.ends, there)))


def stored(layer: Layer) -> str:
    """The located features as GeoParquet, in letters that JSON can hold.

    Raises
    ------
    LayerError
        It would be too large for a workspace.
    """
    kept = kept_of(layer)
    table = kept.table
    for name, times in ((BEGIN, kept.begins), (END, kept.ends)):
        if times:
            table = table.append_column(name, pa.array(times, pa.string()))
    table = table.append_column(GEOMETRY, pa.array(shapely.to_wkb(kept.shapes).tolist(), pa.binary()))
    made = pa.BufferOutputStream()
    parquet.write_table(table.replace_schema_metadata({"geo": json.dumps(_GEO)}), made, compression="zstd")
    data = made.getvalue().to_pybytes()
    if len(data) > MOST_STORED:
        raise LayerError(
            f"the layer comes to {len(data) / 1e6:,.0f} MB; a workspace keeps up to {MOST_STORED / 1e6:.0f} MB. Give a part."
        )
    return base64.b64encode(data).decode("ascii")


_GEO = {"version": "1.0.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": []}}}


def _of(times: tuple[str | None, ...], there: Any) -> list[str | None]:
    return [time for time, located in zip(times, there, strict=True) if located] if times else []


def timed_by(kept: Kept, column: str) -> Kept:
    """The features with the times of another column, or of two that hold date and time of day apart as ``A+B``.

    Raises
    ------
    OptionError
        There is no such column.
    """
    if not column:
        return kept
    found = timed(Layer("", kept.shapes, kept.table), Corrections(time=column))
    return replace(kept, begins=found.begins, ends=found.ends)


@lru_cache(maxsize=24)
def restored(data: str, when: str = "") -> Kept:
    """The features that :func:`stored` has written.

    Parameters
    ----------
    when
        The column of their times, where it is not the one that was found when the file was read.

    Raises
    ------
    LayerError
        They are damaged.
    OptionError
        There is no such column.
    """
    return timed_by(restored(data), when) if when else _unpacked(data)


def _unpacked(data: str) -> Kept:
    try:
        table = parquet.read_table(pa.BufferReader(base64.b64decode(data)))
        shapes = as_shapes(list(shapely.from_wkb(np.asarray(table.column(GEOMETRY).to_pylist(), dtype=object))))
    except (pa.ArrowException, ValueError, KeyError, OSError, shapely.errors.GEOSException) as error:
        raise LayerError("the features of this layer are damaged in the workspace. Add its file again.") from error
    names = set(table.column_names)
    begins = tuple(table.column(BEGIN).to_pylist()) if BEGIN in names else ()
    ends = tuple(table.column(END).to_pylist()) if END in names else begins
    return Kept(shapes, table.drop_columns([name for name in (GEOMETRY, BEGIN, END) if name in names]), begins, ends)


def as_geojson(kept: Kept) -> dict[str, Any]:
    """A kept layer as a FeatureCollection."""
    rows = kept.table.to_pylist()
    features = [
        {"type": "Feature", "properties": dict(row), "geometry": json.loads(shapely.to_geojson(shape))}
        for row, shape in zip(rows, kept.shapes, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def parquet_of(data: str) -> bytes:
    """A kept layer as a GeoParquet file."""
    return base64.b64decode(data)


def questions(layer: Layer, answered: Mapping[str, Any]) -> list[str]:
    """What has to be answered or confirmed before a layer may be kept."""
    open_ones = [str(f) for f in layer.findings if f.kind == "ask"]
    open_ones += [str(f) for f in layer.findings if f.kind == "confirm" and not answered.get("confirmed")]
    if layer.dropped and not answered.get("skip_bad"):
        bad = [str(f) for f in layer.findings if f.kind == "dropped"][:MOST_TOLD]
        open_ones.append(f"{layer.dropped:,} of {layer.features:,} features have no usable position: {'; '.join(bad[:5])}")
    return open_ones
