"""JSON of ArcGIS: feature sets, alone or within the layers of a map, each read by GDAL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from explorer.errors import LayerError
from explorer.layers import gdal
from explorer.layers.layer import Corrections, Layer

KIND = "Esri JSON"
_MARK = re.compile(r'"geometryType"\s*:\s*"esriGeometry|"featureSet"\s*:\s*\{|"attributes"\s*:\s*\{')
_GEOJSON = re.compile(r'"type"\s*:\s*"Feature')


def is_esri(text: str) -> bool:
    """Whether the beginning, or the end, of a JSON text is that of a feature set.

    >>> is_esri('{"geometryType": "esriGeometryPoint", "features": []}'), is_esri('{"type": "FeatureCollection"}')
    (True, False)
    """
    return bool(_MARK.search(text)) and not _GEOJSON.search(text)


def read_sets(value: Any, name: str, told: Corrections) -> list[Layer]:
    """A layer for each feature set in a value of JSON; none where it holds no feature set.

    Raises
    ------
    LayerError
        None of them holds a feature, or GDAL cannot read one.
    """
    found = list(_sets(value, name))
    filled = [(title, inner) for title, inner in found if inner["features"]]
    if found and not filled:
        raise LayerError("there are no features in it: the collection is empty. Give one with features.")
    return [layer for title, inner in filled for layer in gdal.read_any(json.dumps(inner).encode(), title, KIND, told)]


def _sets(value: Any, name: str, depth: int = 10) -> Iterator[tuple[str, dict[str, Any]]]:
    """Feature sets with the name of their layer; the fields and the kind of geometry come from the layer where it has them."""
    if isinstance(value, Mapping) and depth:
        if _is_set(value):
            yield name, {"geometryType": _geometry_type(value["features"]), **value}
            return
        about = value.get("layerDefinition")
        about = about if isinstance(about, Mapping) else {}
        title = next((str(one[key]) for one in (about, value) for key in ("name", "title") if one.get(key)), name)
        for inner in value.values():
            for found, features in _sets(inner, title, depth - 1):
                yield found, {key: about[key] for key in ("geometryType", "fields") if key in about} | features
    elif isinstance(value, list) and depth:
        for inner in value:
            yield from _sets(inner, name, depth - 1)


def _is_set(value: Mapping[str, Any]) -> bool:
    features = value.get("features")
    if not isinstance(features, list):
        return False
    return "geometryType" in value or any(isinstance(one, Mapping) and "attributes" in one for one in features[:20])


def _geometry_type(features: list[Any]) -> str:
    """The kind of the first geometry, which some exports leave out."""
    members = {"paths": "Polyline", "rings": "Polygon", "points": "Multipoint"}
    first: Mapping[str, Any] = next((one["geometry"] for one in features if isinstance(one, Mapping) and one.get("geometry")), {})
    return "esriGeometry" + next((kind for member, kind in members.items() if member in first), "Point")
