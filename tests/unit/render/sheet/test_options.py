"""What a briefer may choose, and how what cannot be is refused."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.errors import ExportError
from explorer.render.sheet.options import SIZES, Options, parse_note, parse_parts, written_note


@pytest.mark.parametrize("size", SIZES)
def test_letters_are_about_as_large_on_every_size(size: str) -> None:
    assert Options(size=size).scale == pytest.approx(1.0, abs=0.05)


def test_pixels_are_pixels() -> None:
    options = Options(size="1600x900", dpi=96)
    assert [side * options.dpi / 72 for side in options.points] == [1600, 900]


@pytest.mark.parametrize(
    ("chosen", "word"),
    [
        ({"size": "poster"}, "not a valid size"),
        ({"size": "10x10"}, "out of bounds"),
        ({"size": "100000x100000"}, "out of bounds"),
        ({"size": "9999x9999"}, "out of bounds"),
        ({"size": "4000x600"}, "too narrow"),
        ({"dpi": 5}, "50 to 600"),
        ({"dpi": 100_000}, "50 to 600"),
        ({"theme": "sepia"}, "photocopy"),
        ({"title": "x" * 161}, "160 characters"),
        ({"notes": (parse_note("1,1 a"),) * 21}, "takes 20"),
    ],
)
def test_absurd_choices_are_refused_with_their_bounds(chosen: dict[str, Any], word: str) -> None:
    with pytest.raises(ExportError, match=word):
        Options(**chosen)


@pytest.mark.parametrize(
    "text", ["130.3,42.2 Rajin port", "130.3,42.2>132.3,42.9 by sea", "130.3,42.2>132.3,42.9", "-70,-33.5 ë"]
)
def test_notes_are_read_and_written(text: str) -> None:
    assert written_note(parse_note(text)) == text


@pytest.mark.parametrize("text", ["", "Rajin", "130.3,42.2", "130.3 42.2 Rajin", "200,42 x", "130,95 x", f"1,1 {'x' * 161}"])
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(ExportError):
        parse_note(text)


def test_parts_by_their_words() -> None:
    assert parse_parts(["legend", "inset"]) == {"legend", "inset"}
    with pytest.raises(ExportError, match="'border'"):
        parse_parts(["border"])
