"""Features of own layers by their words, and a feature as a place of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from explorer.errors import OptionError
from explorer.layers.features import MOST_WORDS, Feature, feature
from explorer.layers.kept import restored
from explorer.ledger.gazetteer import folded
from explorer.views.view import slug
from explorer.world.world import World


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
