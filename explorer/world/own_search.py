"""Features of own layers by their words, and a feature as a place of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from explorer.errors import OptionError
from explorer.layers.features import MOST_WORDS, Feature, feature
from explorer.layers.kept import restored
from explorer.ledger.gazetteer import folded
from explorer.views.view import slug
from explorer.world.world import World

MOST_OFFERED, MOST_HITS = 50, 1000
"""So many features are offered at once, words find the others; so many with the words are looked at for those of one layer."""


def found(world: World, words: Sequence[str], most: int) -> tuple[Feature, ...]:
    """Features of all kept layers that hold all of the words, in the order of their layers.

    Parameters
    ----------
    words
        Folded, as :func:`explorer.workspace.search.words_in` gives them.
    """
    hits: list[Feature] = []
    for name, row in world.own_layers.items():
        for index in _rows(world.own_data(name), tuple(words)):
            hits.append(feature(row, world.own_features(name), index))
            if len(hits) >= most:
                return tuple(hits)
    return tuple(hits)


def offered(world: World, words: Sequence[str], most: int, layer: str = "") -> list[Feature]:
    """Features to choose from: those with the words, without words the first; of one layer, or of all."""
    if words:
        hits = found(world, words, MOST_HITS if layer else most)
        return [one for one in hits if layer in {"", one.layer}][:most]
    rows = {name: row for name, row in world.own_layers.items() if layer in {"", name}}
    kept = ((row, world.own_features(name)) for name, row in rows.items())
    return list(islice((feature(row, held, n) for row, held in kept for n in range(len(held.shapes))), most))


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
