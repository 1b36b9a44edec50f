"""Hostile text: the kinds in ``tests/data/hostile.toml``, and cards in which every free text is one of them.

Which texts of a card are free is read off the models of the registry, so a new type of cards is poisoned as soon as it is there.
A test of a surface takes the fixture ``hostile_kind`` (``tests/conftest.py``): the sample is all kinds in one text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from explorer.cards.read import read
from explorer.cards.registry import TYPES, CardType
from explorer.ledger.vocabulary import Card
from explorer.world.world import World
from tests import toy
from tests.grids import sampled

_ROWS = tomllib.loads((Path(__file__).parent / "data" / "hostile.toml").read_text(encoding="utf-8"))["text"]


def _kinds(fate: str) -> dict[str, str]:
    return {row["kind"]: row["text"] * row.get("times", 1) for row in _ROWS if row.get("fate", "shown") == fate}


SHOWN: Mapping[str, str] = {kind: text.strip() for kind, text in _kinds("shown").items()}
"""Texts that a card may hold and that every surface shows as they are written."""
REFUSED: Mapping[str, str] = _kinds("refused")
"""Texts that the check names and that reach no surface."""
ALL_KINDS = "all kinds"
LONG = ("long word", "long")
TEXTS: Mapping[str, str] = {
    **SHOWN,
    ALL_KINDS: " ".join(text for kind, text in SHOWN.items() if kind not in LONG),
    "all kinds, a formula first": SHOWN["formula"] + "".join(text for kind, text in SHOWN.items() if kind not in LONG),
}
KINDS = sampled(((kind,) for kind in TEXTS), [(ALL_KINDS,)])
"""Kinds as parameters: the one that holds them all in every run, each by itself in whole grids."""

KEPT = {
    ("Preset", "view"), ("Corridor", "view"), ("Step", "view"), ("StartingQuestion", "view"),  # views, which are read
    ("Leg", "rail_line"), ("Judgement", "unit"), ("Factor", "value_key"), ("Image", "data"),
    ("Cited", "text"), ("Callout", "text"),  # held against what they cite
}  # fmt: skip
"""Texts that are no free words."""


# ---- cards -----------------------------------------------------------------------------------------------------------


def poisoned(texts: Mapping[str, str], text: str, kept: frozenset[str] = frozenset()) -> dict[str, str]:
    """Card texts with every free text replaced by this one; fields of names in ``kept`` stay."""
    return {file: _file(file, tomllib.loads(content), text, kept) for file, content in texts.items()}


def _file(file: str, tables: dict[str, Any], text: str, kept: frozenset[str]) -> str:
    for card_type in (row for row in TYPES if row.home == file.split("/", maxsplit=1)[0]):
        if card_type.shape == "file":
            tables = _with(card_type.model, tables, text, kept)
        elif card_type.table in tables:
            rows = tables[card_type.table]
            changed = [_with(card_type.model, row, text, kept) for row in (rows if isinstance(rows, list) else [rows])]
            tables = {**tables, card_type.table: changed if isinstance(rows, list) else changed[0]}
    return "".join(f"{key} = {toml(value)}\n" for key, value in tables.items())


def _with(model: type[BaseModel], row: Mapping[str, Any], text: str, kept: frozenset[str]) -> dict[str, Any]:
    made = dict(row)
    for key, value in row.items():
        field = model.model_fields[key]
        if (model.__name__, key) not in KEPT and key not in kept:
            made[key] = _value(field.annotation, tuple(field.metadata), value, text, kept)
    return made


def _value(kind: Any, limits: tuple[Any, ...], value: Any, text: str, kept: frozenset[str]) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(inner[0], inner[1:], value, text, kept)
    if origin in {Union, UnionType}:
        return _value(next(one for one in inner if one is not type(None)), limits, value, text, kept)
    if isinstance(value, list):
        return [_value(inner[0], (), item, text, kept) for item in value]
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, BaseModel):
        return _with(kind, value, text, kept)
    if kind is not str or any(_is_strict(limit) for limit in limits):
        return value
    room = min((most for limit in limits if (most := getattr(limit, "max_length", None)) is not None), default=len(text))
    return text[:room].strip() or "x"


def _is_strict(limit: Any) -> bool:
    """Whether a limit of a text takes words of one form only."""
    return bool(getattr(limit, "pattern", None) or getattr(limit, "func", None))


def toml(value: Any) -> str:
    """A value as TOML, tables inline: enough to write cards back."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n".join(toml(item) for item in value) + "]"
    if isinstance(value, str):
        return toy.toml_string(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def free_texts(card_type: CardType[Card]) -> Iterator[str]:
    """Names of the fields of a type that are free words, wherever in it, for a test that there are any."""
    yield from _free(card_type.model)


def _free(model: type[BaseModel]) -> Iterator[str]:
    for key, field in model.model_fields.items():
        if field.annotation is str and not any(map(_is_strict, field.metadata)):
            yield key


# ---- worlds ----------------------------------------------------------------------------------------------------------


@cache
def toy_texts(text: str) -> Mapping[str, str]:
    """The toy cards with this text in every free field."""
    return poisoned(toy.TEXTS, text)


@cache
def world(kind: str) -> World:
    """The toy world with a kind of hostile text, or any other word, in every free field of every card."""
    return toy.with_cards(read(dict(toy_texts(TEXTS.get(kind, kind))), frozenset({"alpha-line"})))
