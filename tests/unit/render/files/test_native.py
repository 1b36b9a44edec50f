"""Words of a sheet as text boxes of a slide: with room to spare, and never over its edge."""

from __future__ import annotations

from itertools import product
from typing import Any, cast

import pytest
from pptx import Presentation
from pptx.util import Emu

from explorer.render.files.native import emu, write_words
from explorer.render.sheet import fonts
from explorer.render.sheet.projection import Frame
from explorer.render.sheet.shapes import Account, Align, Box, Sheet, Words

WIDE, HIGH = 960.0, 540.0
LONG = "Sources: a line of small print that takes nearly the whole of a slide's width, as credits and lists of claims do. " * 2
WIDTH = fonts.width(LONG, 9.0)
SHEET = Sheet(WIDE, HIGH, "#ffffff", Box(0.0, 0.0, WIDE, HIGH), Frame(130.5, 42.4, 1e5, 1e5), (), Account(), "")


def written(x: float, align: Align, text: str = LONG) -> Any:
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(emu(WIDE)), Emu(emu(HIGH))
    page = deck.slides.add_slide(deck.slide_layouts[6])
    write_words(page.shapes, Words(text, x, 100.0, 9.0, "#000000", align=align), SHEET, "line")
    return next(iter(page.shapes))


PLACES = {
    "left": (5.0, WIDE - WIDTH - 2.0),
    "center": (WIDTH / 2.0 + 2.0, WIDE - WIDTH / 2.0 - 2.0),
    "right": (WIDTH + 2.0, 955.0),
}


@pytest.mark.parametrize(("align", "at"), list(product(PLACES, (0, 1))))
def test_a_line_at_the_edge_of_a_slide_keeps_its_place_and_its_room(align: str, at: int) -> None:
    box = written(PLACES[align][at], cast("Align", align))
    assert box.left >= 0
    assert box.left + box.width <= emu(WIDE)
    assert box.width >= emu(WIDTH) - 1
    anchor = box.left + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * box.width
    assert anchor == pytest.approx(emu(PLACES[align][at]), abs=2)


@pytest.mark.parametrize("align", PLACES)
def test_a_line_within_a_slide_has_a_twentieth_to_spare(align: str) -> None:
    box = written(480.0, cast("Align", align), "Rajin port")
    assert box.width == pytest.approx(emu(1.05 * fonts.width("Rajin port", 9.0) + 4.0), abs=2)
