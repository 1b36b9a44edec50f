"""Rows of names and values to columns of Arrow: numbers stay numbers, everything else is text as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa


def table_of(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> pa.Table:
    """A table with these columns, in this order."""
    return pa.table({name: column([row.get(name) for row in rows]) for name in names}) if names else _bare(len(rows))


def _bare(count: int) -> pa.Table:
    """A table without columns that knows how many rows it has not got."""
    return pa.table({"": pa.nulls(count)}).select([])


def column(values: Sequence[Any]) -> pa.Array:
    """Values of one column: numbers where all are, else text; what is nested as JSON."""
    kinds = {type(value) for value in values} - {type(None)}
    if kinds and kinds <= {int, float}:
        try:
            return pa.array(values, pa.int64() if kinds == {int} else pa.float64())
        except (pa.ArrowInvalid, OverflowError):
            pass
    return pa.array([written(value) for value in values], pa.string())


def written(value: Any) -> str | None:
    """A value as text.

    >>> written("040"), written(True), written({"a": 1}), written(2.0)
    ('040', 'true', '{"a": 1}', '2.0')
    """
    if value is None or isinstance(value, str):
        return value if value is None else value.encode("utf-8", "replace").decode()
    return json.dumps(value, ensure_ascii=False, default=str)


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns, each once: a second one gets its number, one without a name its place.

    >>> unique(["lat", "lon", "lat", ""])
    ['lat', 'lon', 'lat_2', 'column 4']
    """
    made: list[str] = []
    for place, name in enumerate(names, 1):
        base = name.strip() or f"column {place}"
        number, new = 1, base
        while new in made:
            number += 1
            new = f"{base}_{number}"
        made.append(new)
    return made


def flattened(record: Mapping[str, Any], depth: int = 2, before: str = "") -> dict[str, Any]:
    """An object with the members of its objects under names with dots; lists and what lies deeper stay whole.

    >>> flattened({"id": 1, "name": {"en": "Anak"}, "zip": []})
    {'id': 1, 'name.en': 'Anak', 'zip': []}
    """
    made: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, Mapping) and value and depth:
            made.update(flattened(value, depth - 1, f"{before}{key}."))
        else:
            made[f"{before}{key}"] = value
    return made
