"""House templates that cannot carry a map are refused in one line that says why."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from explorer.errors import ExportError
from explorer.render.files.decks import template
from explorer.render.sheet.options import Attached


def bytes_of(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def untitled() -> bytes:
    """A presentation none of whose layouts has a title."""
    deck = Presentation()
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    return bytes_of(deck)


def tiny() -> bytes:
    """A presentation of slides as large as a stamp."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(120), Pt(90)
    return bytes_of(deck)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (untitled(), "The template 'x.pptx' has no layout with a title. Add one, such as 'Title Only', to its slide master."),
        (tiny(), "points below its title; a map needs"),
        (b"", "The template 'x.pptx' is not a PowerPoint file"),
        (b"PK\x03\x04 cut off", "The template 'x.pptx' is not a PowerPoint file"),
    ],
)
def test_a_template_that_cannot_carry_a_map_says_why(content: bytes, words: str) -> None:
    with pytest.raises(ExportError) as found:
        template(Attached("x.pptx", content))
    assert words in str(found.value)
    assert "\n" not in str(found.value)
