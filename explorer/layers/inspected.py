"""What ``tumen layers inspect`` prints of a file: one object a layer, as JSON or as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from explorer.layers.layer import Layer, Reading, bounded
from explorer.layers.times import span

DIGITS = 5
KINDS = ("Point", "LineString", "LinearRing", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")
"""Names of geometries by the numbers that shapely gives them."""


def as_json(reading: Reading) -> dict[str, Any]:
    """Every layer with what was understood of it and what is odd about it.

    ``features`` counts what a user would: rows, placemarks, tracks, reports; ``dropped`` those without a usable position, so
    that the difference is what belongs on the map. ``bounds`` are west, south, east and north in degrees, after wrapping; of a
    layer on both sides of 180 they go from -180 to 180.
    """
    return {"layers": [_layer(layer) for layer in reading.layers]}


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "name": layer.name,
        "features": layer.features,
        "geometry_types": geometry_types(layer),
        "bounds": bounds(layer),
        "crs": layer.crs,
        "fields": list(layer.fields),
        "time": list(layer.over) if layer.over else span(layer.begins, layer.ends),
        "dropped": layer.dropped,
        "faults": [finding.as_json() for finding in bounded(layer.findings)],
    }


def geometry_types(layer: Layer) -> list[str]:
    """Kinds of geometry that occur, the most frequent first."""
    codes, counts = np.unique(shapely.get_type_id(layer.shapes), return_counts=True)
    pairs = sorted(zip(counts.tolist(), codes.tolist(), strict=True), reverse=True)
    return [KINDS[code] for _, code in pairs if code >= 0]


def bounds(layer: Layer) -> list[float] | None:
    """West, south, east and north in degrees; None where nothing is located."""
    there = layer.shapes[layer.located]
    if not len(there):
        return None
    return [round(float(value), DIGITS) for value in np.asarray(shapely.total_bounds(there))]


def as_lines(reading: Reading) -> Iterator[str]:
    """The same in words."""
    for layer in reading.layers:
        told = _layer(layer)
        yield f"{layer.name} ({reading.kind}): {layer.features:,} features, {layer.features - layer.dropped:,} located"
        yield f"  geometry: {', '.join(told['geometry_types']) or 'none'}"
        yield f"  bounds:   {' '.join(map(str, told['bounds'])) if told['bounds'] else 'none'} (west south east north)"
        yield f"  system:   {told['crs'] or 'not known'}"
        yield f"  fields:   {', '.join(told['fields']) or 'none'}"
        yield f"  time:     {' to '.join(told['time']) if told['time'] else 'none'}"
        yield from (f"  {_MARK[finding.kind]} {finding}" for finding in bounded(layer.findings))


_MARK = {"ask": "asks:   ", "confirm": "taken:  ", "dropped": "dropped:", "note": "note:   "}
