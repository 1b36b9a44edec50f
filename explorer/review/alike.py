"""Papers that tell a document anew: paragraphs that are nearly the same, and the family that such documents belong to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from explorer.ledger.gazetteer import folded
from explorer.review.papers import InHand

WORDS = 4
"""So many words in a row are compared."""
SAME = 0.35
"""Two paragraphs are nearly the same from this share of common rows of words on."""
FEW = 0.3
"""A paper is a rewrite of another from this share of its paragraphs on."""
SHORT = 8
"""Paragraphs of fewer words tell nothing: "Reporting by …"."""

Rows = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Alike:
    """A paper that tells the same as another one: so many of its paragraphs, of so many that were compared."""

    other: InHand
    same: int
    compared: int


@lru_cache(maxsize=4096)
def _rows(paragraphs: tuple[str, ...]) -> tuple[Rows, ...]:
    found = (folded(paragraph).split() for paragraph in paragraphs)
    long = (words for words in found if len(words) >= SHORT)
    return tuple(frozenset(tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)) for words in long)


def alike(paper: InHand, others: Iterable[InHand]) -> tuple[Alike, ...]:
    """The papers that tell the same as one of them, the likest first."""
    mine = _rows(paper.paper.paragraphs)
    found = [_compared(mine, other) for other in others if other.id != paper.id] if mine else []
    return tuple(sorted((row for row in found if row.same >= FEW * row.compared and row.same), key=lambda row: -row.same))


def _compared(mine: Sequence[Rows], other: InHand) -> Alike:
    theirs = _rows(other.paper.paragraphs)
    return Alike(other, sum(any(_share(rows, those) >= SAME for those in theirs) for rows in mine), len(mine))


def _share(one: Rows, other: Rows) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
