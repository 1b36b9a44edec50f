"""What of an unfinished story can be read, so that all its faults are told at once, those of the ledger among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from explorer.ledger.vocabulary import Card
from explorer.stories.scenario import Callout, Cited, Question, Sorting, Step

C = TypeVar("C", bound=Card)
ROLES = ("say", "against", "inferred")
_NOWHERE = "?"


def readable(row: Mapping[str, Any], number: int) -> tuple[Step, frozenset[str]]:
    """A step with whatever of it can be read, and the labels of the sentences that cannot.

    A sentence that cannot be read keeps its place and cites nothing, so that the others keep their numbers.

    Returns
    -------
    step
        Made without checks: it may lack sentences, and its question where that has a fault.
    unread
        Labels such as ``"say 2"``.
    """
    unread: set[str] = set()
    say, against, inferred = (_sentences(row.get(role), role, unread) for role in ROLES)
    step = Step.model_construct(
        n=number,
        heading=_text(row.get("heading")) or "–",
        view=_text(row.get("view")) or "v=1",
        move=bool(row.get("move", True)),
        guide=_text(row.get("guide")),
        notes=_text(row.get("notes")),
        callout=tuple(found for item in _rows(row.get("callout")) if (found := read(Callout, item)) is not None),
        question=read(Question, row.get("question")),
        sort=read(Sorting, row.get("sort")),
        image=None,
        say=say,
        against=against,
        inferred=inferred,
    )
    return step, frozenset(unread)


def read(model: type[C], value: object) -> C | None:
    """A part of a story; None where it cannot be read."""
    try:
        return model.model_validate(value) if isinstance(value, Mapping) else None
    except ValidationError:
        return None


def _sentences(value: object, role: str, unread: set[str]) -> tuple[Cited, ...]:
    found = []
    for number, row in enumerate(_rows(value), start=1):
        cited = read(Cited, row)
        if cited is None:
            unread.add(f"{role} {number}")
            cited = Cited.model_construct(text=_text(row.get("text")), claim=_NOWHERE, event=None, data=None)
        found.append(cited)
    return tuple(found)


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, (list, tuple)) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
