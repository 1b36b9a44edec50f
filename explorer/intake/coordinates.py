"""Positions in a text, in every notation that the product reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from explorer.errors import CoordinateError
from explorer.intake.tables import table
from explorer.intake.values import Mention, Paragraph, Role, Span
from explorer.positions.lonlat import written
from explorer.positions.read import parse_position


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape) for shape in table("marks")["positions"]["shapes"])


def find_positions(paragraphs: Sequence[Paragraph]) -> tuple[Mention, ...]:
    """Every position that can be read; what only looks like one is left alone."""
    return tuple(mention for paragraph in paragraphs for mention in _in_paragraph(paragraph))


def _in_paragraph(paragraph: Paragraph) -> Iterator[Mention]:
    taken: list[Span] = []
    for shape in _shapes():
        for hit in shape.finditer(paragraph.text):
            span = Span(paragraph.number, hit.start(), hit.end())
            if any(span.meets(other) for other in taken):
                continue
            try:
                position = parse_position(hit[0])
            except CoordinateError:
                continue
            if position is not None:
                taken.append(span)
                why = "a position as the text gives it"
                yield Mention(
                    span, hit[0], "", written(position), "point", position.lon, position.lat, Role.PLACE, "position", why
                )
