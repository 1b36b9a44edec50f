"""The entries of a workspace as cards, laid out like ``seeds``: the same text for the same entries, to the byte."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli_w

from explorer.cards.read import ADDED, Cards, Entered, with_cards
from explorer.workspace.citing import told_apart
from explorer.workspace.state import State

_ONE = frozenset({"document", "context"})
"""Tables of which a file has one."""


def card_files(state: State) -> dict[str, str]:
    """Texts of cards by their path, as :func:`explorer.cards.read.read` and ``tumen workspace import`` read them."""
    entered = [told_apart(revision.entered, state) for revision in state.standing() if revision.kind in ADDED]
    files = sorted({entry.file for entry in entered})
    return {file: _text([entry for entry in entered if entry.file == file]) for file in files}


def layer_files(state: State) -> dict[str, str]:
    """Layers with their features by the path of a file, as ``tumen workspace import`` reads them."""
    standing = {revision.key: revision for revision in state.standing()}
    return {
        f"layers/{name}.layer.json": json.dumps(
            {kind: dict(standing[kind, name].fields) for kind in ("layer", "layer-data") if (kind, name) in standing},
            ensure_ascii=False,
        )
        for kind, name in sorted(standing)
        if kind == "layer"
    }


def _text(entered: Iterable[Entered]) -> str:
    """The text of one file: its head first, then the other tables, each in the order of the ledger."""
    here = {id(entry.card): entry for entry in entered}
    rows = with_cards(Cards({}), here.values()).rows
    ordered = [here[id(row.card)] for found in rows.values() for row in found]
    return "\n".join(_section(entry) for entry in sorted(ordered, key=lambda entry: ADDED.index(entry.table)))


def _section(entry: Entered) -> str:
    """One entry. Days are written as days, and what equals its default is left out."""
    fields = entry.card.model_dump(mode="python", exclude_defaults=True)
    if entry.table == "scenario":
        return "".join(_lines("", fields))
    head = f"[{entry.table}]\n" if entry.table in _ONE else f"[[{entry.table}]]\n"
    return head + "".join(_lines(entry.table, fields))


def _lines(table: str, fields: Mapping[str, Any]) -> Iterator[str]:
    """Plain values first, then the tables below this one."""
    tables = {key: value for key, value in fields.items() if isinstance(value, dict) or _holds_tables(value)}
    for key, value in fields.items():
        if key not in tables:
            yield tomli_w.dumps({key: value})
    for key, value in tables.items():
        name = f"{table}.{key}" if table else key
        for row in [value] if isinstance(value, dict) else value:
            yield f"\n[{name}]\n" if isinstance(value, dict) else f"\n[[{name}]]\n"
            yield from _lines(name, row)


def _holds_tables(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(row, dict) for row in value)
