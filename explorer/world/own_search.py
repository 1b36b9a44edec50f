"""Features of own layers by their words, and a feature as a place of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely

from explorer.errors import OptionError, quoted
from explorer.layers.kept import Kept, restored
from explorer.ledger.gazetteer import folded
from explorer.views.view import slug
from explorer.world.world import World

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


def found(world: World, words: Sequence[str], most: int) -> tuple[Feature, ...]:
    """Features of all kept layers that hold all of the words, in the order of their layers.

    Parameters
    ----------
    words
        Folded, as :func:`explorer.workspace.search.words_in` gives them.
    """
    hits: list[Feature] = []
    for name, row in world.own_layers.items():
        for index in _rows(_data(world, name), tuple(words)):
            hits.append(feature(row, world.own_features(name), index))
            if len(hits) >= most:
                return tuple(hits)
    return tuple(hits)


def feature(row: Mapping[str, Any], kept: Kept, index: int) -> Feature:
    """One feature of a layer, by its place in it from 0.

    Raises
    ------
    OptionError
        The layer has none there.
    """
    if not 0 <= index < len(kept.shapes):
        raise OptionError(f"the layer {quoted(str(row['id']))} has features 1 to {len(kept.shapes)}, and none {index + 1}.")
    values = {name: kept.table.column(name)[index].as_py() for name in kept.table.column_names}
    title = values.get(str(row.get("label", ""))) or values.get("name") or values.get("Name") or f"{row['title']} {index + 1}"
    spot = shapely.point_on_surface(kept.shapes[index])
    words = "; ".join(f"{name}: {value}" for name, value in values.items() if value not in {None, ""})
    return Feature(str(row["id"]), index + 1, str(title), words[:MOST_WORDS], round(spot.x, 6), round(spot.y, 6))


def as_site(row: Mapping[str, Any], one: Feature, names: Mapping[str, str], kind: str, accuracy_km: float) -> dict[str, Any]:
    """The card of a place that a feature becomes, with the feature as the origin of its position.

    Raises
    ------
    OptionError
        It has no name in English.
    """
    given = {language: name.strip() for language, name in names.items() if name.strip()}
    if "en" not in given:
        raise OptionError("a place needs its name in English.")
    credit = [f"feature {one.row} of {row['title']}", str(row.get("origin", "")), str(row.get("licence", ""))]
    return {
        "id": slug(given["en"]) or f"place-{one.id}", "kind": kind, "names": given, "lon": one.lon, "lat": one.lat,
        "accuracy_km": accuracy_km, "origin": f"Own data, not verified: {', '.join(part for part in credit if part)}.",
    }  # fmt: skip


def _data(world: World, layer: str) -> str:
    entry = world.own.entries.get(("layer-data", layer)) if world.own is not None else None
    return "" if entry is None or entry.withdrawn else str(entry.fields["parquet"])


def _rows(data: str, words: tuple[str, ...]) -> Iterator[int]:
    """The features whose attributes hold all of the words."""
    plain = _plain(data) if data else ()
    return (index for index, text in enumerate(plain) if all(word in text for word in words))


@lru_cache(maxsize=8)
def _plain(data: str) -> tuple[str, ...]:
    """The attributes of each feature as they are compared."""
    columns = [column.to_pylist() for column in restored(data).table.columns]
    rows = zip(*columns, strict=True)
    return tuple(folded(" ".join(str(value) for value in row if value is not None))[:MOST_WORDS] for row in rows)
