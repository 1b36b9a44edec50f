"""Logos that cannot be drawn are refused in one line that says why."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from explorer.errors import ExportError
from explorer.render.sheet.marking import MAX_LOGO_BYTES, logo
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import Attached


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 100), "navy").save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_keeps_its_proportions(form: str) -> None:
    placed = logo(Attached("x", picture(form)), 900.0, 500.0, Style("light", 1.0, "en"))
    box = placed.box
    assert box.x1 == 900.0
    assert box.y1 == 500.0
    assert (box.x1 - box.x0) / (box.y1 - box.y0) == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "is neither a PNG nor a JPEG picture. Save it as one of these."),
        (picture("GIF"), "is neither a PNG nor a JPEG picture. Save it as one of these."),
        (picture("PNG")[:60], "is damaged and cannot be read. Save the picture again."),
        (picture("PNG") + bytes(MAX_LOGO_BYTES), "MB. Take a smaller picture."),
    ],
)
def test_a_logo_that_cannot_be_drawn_says_why(content: bytes, words: str) -> None:
    with pytest.raises(ExportError) as found:
        logo(Attached("x.png", content), 900.0, 500.0, Style("light", 1.0, "en"))
    assert str(found.value).startswith("The logo 'x.png' ")
    assert words in str(found.value)
