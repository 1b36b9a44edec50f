"""Questions and answers in Korean and Russian texts: which paragraphs ask, which answer, and who gives the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from explorer.intake.tables import shape
from explorer.intake.values import Paragraph


@dataclass(frozen=True)
class Side:
    """The side of a talk that a paragraph is. ``who`` gives the answer, as the text calls them; "" where it does not."""

    asks: bool
    who: str = ""


def sides(paragraphs: Sequence[Paragraph], table: str) -> Iterator[tuple[Paragraph, Side | None]]:
    """Every paragraph, blanks where a label stood, and whose side it is; None outside a talk.

    An answer follows a question, and what nothing answers is no question. Who answers is named beside it, or where the talk is
    announced.
    """
    asked, presiding = False, ""
    for paragraph, after in zip_longest(paragraphs, paragraphs[1:]):
        side = label = None
        if paragraph.kind == "text":
            answered = after is not None and after.kind == "text" and shape(table, "answers").match(after.text)
            if answered and (label := shape(table, "asks").match(paragraph.text)):
                side = Side(asks=True)
            elif asked and (label := shape(table, "answers").match(paragraph.text)):
                side = Side(asks=False, who=(label["who"] or presiding).strip())
            if announced := shape(table, "presides").search(paragraph.text):
                presiding = announced["who"]
        asked = side is not None and side.asks
        yield _without(paragraph, label.end() if label else 0), side


def _without(paragraph: Paragraph, label: int) -> Paragraph:
    return replace(paragraph, text=" " * label + paragraph.text[label:]) if label else paragraph
