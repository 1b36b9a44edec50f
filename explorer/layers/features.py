"""One feature of a kept layer: its name, its attributes in words, a position on it, and a fingerprint to know it by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import shapely

from explorer.errors import OptionError, quoted
from explorer.layers.kept import Kept, restored

MOST_WORDS = 400
"""So many characters of the attributes of a feature are searched and shown."""


@dataclass(frozen=True)
class Feature:
    """A feature of a kept layer: its row from 1, its name, its attributes in words, and a position on it in degrees."""

    layer: str
    row: int
    title: str
    words: str
    lon: float
    lat: float

    @property
    def id(self) -> str:
        """As a scene names it, without ``own:``."""
        return f"{self.layer}-{self.row}"


def feature(row: Mapping[str, Any], kept: Kept, index: int) -> Feature:
    """One feature of a layer, by its place in it from 0.

    Raises
    ------
    OptionError
        The layer has none there.
    """
    if not 0 <= index < len(kept.shapes):
        raise OptionError(f"the layer {quoted(str(row['id']))} has features 1 to {len(kept.shapes)}, and none {index + 1}.")
    values = _values(kept, index)
    title = values.get(str(row.get("label", ""))) or values.get("name") or values.get("Name") or f"{row['title']} {index + 1}"
    spot = shapely.point_on_surface(kept.shapes[index])
    words = "; ".join(f"{name}: {value}" for name, value in values.items() if value not in {None, ""})
    return Feature(str(row["id"]), index + 1, str(title), words[:MOST_WORDS], round(spot.x, 6), round(spot.y, 6))


def _values(kept: Kept, index: int) -> dict[str, Any]:
    return {name: kept.table.column(name)[index].as_py() for name in kept.table.column_names}


def mark(kept: Kept, index: int) -> str:
    """The fingerprint of a feature: 16 digits that change with its geometry and attributes, and with nothing else."""
    told = json.dumps(_values(kept, index), ensure_ascii=False, sort_keys=True, default=str)
    return sha256(shapely.to_wkb(kept.shapes[index], byte_order=1) + told.encode(errors="surrogatepass")).hexdigest()[:16]


def row_of(data: str, row: int, known: str) -> int | None:
    """The row, from 1, in which the feature of a fingerprint stands; the first guess is where it stood. None: in none.

    Parameters
    ----------
    data
        The features of a layer as they are stored.
    """
    kept = restored(data)
    if 0 < row <= len(kept.shapes) and mark(kept, row - 1) == known:
        return row
    return _rows(data).get(known)


@lru_cache(maxsize=4)
def _rows(data: str) -> Mapping[str, int]:
    """The row of every fingerprint of a layer, of equal features the first."""
    kept = restored(data)
    return {mark(kept, index): index + 1 for index in reversed(range(len(kept.shapes)))}
