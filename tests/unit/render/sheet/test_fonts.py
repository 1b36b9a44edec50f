"""Breaking and cutting lines by the widths of the letters, and what no font draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import FontError
from explorer.render.sheet import fonts

WORDS = st.text("ilmWÄя라 ", max_size=60)


@given(WORDS, st.floats(12.0, 200.0))
def test_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = fonts.wrapped(text, 8.0, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(fonts.width(line, 8.0) <= room for line in lines)


def test_a_word_of_ten_thousand_letters_is_cut_where_it_has_to_be() -> None:
    lines = fonts.wrapped("x" * 10_000, 8.0, 100.0)
    assert "".join(lines) == "x" * 10_000
    assert {len(line) for line in lines[:-1]} == {len(lines[0])}
    assert fonts.width(lines[0], 8.0) <= 100.0 < fonts.width(lines[0] + "x", 8.0)


def test_a_letter_wider_than_the_room_has_a_line_of_its_own() -> None:
    assert fonts.wrapped("WWW", 8.0, 1.0) == ["W", "W", "W"]


@given(WORDS, st.floats(0.0, 200.0))
def test_a_shortened_text_fits_and_is_as_long_as_may_be(text: str, room: float) -> None:
    short = fonts.shortened(text, 8.0, room)
    if short == text:
        assert fonts.width(text, 8.0) <= room or text == "…"
        return
    kept = short.removesuffix("…")
    assert text.startswith(kept)
    assert not kept or fonts.width(short, 8.0) <= room
    assert fonts.width(text, 8.0) > room


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\u202e", "\ufffe"])
def test_a_sign_without_a_shape_is_missing(character: str) -> None:
    assert fonts.missing([f"a{character}b\tc\nd\r\n"]) == (character,)
    with pytest.raises(FontError, match=f"U\\+{ord(character):04X}"):
        fonts.width(f"a{character}", 8.0)
