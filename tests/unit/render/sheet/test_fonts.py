"""Breaking and cutting lines by the widths of the letters, and what no font draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import FontError
from explorer.render.sheet import fonts
from explorer.render.sheet.shapes import Face

WORDS = st.text("ilmWÄя라 ", max_size=60)


@given(WORDS, st.floats(12.0, 200.0))
def test_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = fonts.wrapped(text, 8.0, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(fonts.width(line, 8.0) <= room for line in lines)


def test_a_word_of_thousands_of_letters_is_cut_where_it_has_to_be() -> None:
    lines = fonts.wrapped("x" * fonts.MOST, 8.0, 100.0)
    assert "".join(lines) == "x" * fonts.MOST
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


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\u202e", "\ufeff", "\u200b", "\ufe0f"])
def test_a_sign_without_a_shape_is_left_out(character: str) -> None:
    assert fonts.drawn(f"a{character}b").replace(" ", "") == "ab"
    assert fonts.width(f"a{character}b", 8.0) in {fonts.width("ab", 8.0), fonts.width("a b", 8.0)}
    assert fonts.missing([f"a{character}b"]) == ()


@pytest.mark.parametrize("character", ["汉", "ع", "🚢", "\ufffe", "\ue000", "\u0378", "\U0010fffd"])
@pytest.mark.parametrize("face", ["regular", "bold", "italic"])
def test_a_letter_without_a_font_has_a_substitute(character: str, face: Face) -> None:
    assert fonts.drawn(f"a{character}b", face) == f"a{fonts.SUBSTITUTE}b"
    assert fonts.width(character, 8.0, face) == fonts.width(fonts.SUBSTITUTE, 8.0, face) > 0.0
    assert fonts.missing(["plain", f"a{character}b{character}"], face) == (character,)
    (told,) = fonts.notice([f"a{character}"])
    assert f"(U+{ord(character):04X})" in told


@given(st.text(max_size=40))
def test_everything_that_is_drawn_has_a_shape(text: str) -> None:
    for face in ("regular", "bold", "italic"):
        drawn = fonts.drawn(text, face)
        assert fonts.drawn(drawn, face) == drawn
        assert fonts.width(drawn, 8.0, face) == pytest.approx(fonts.width(text, 8.0, face))
        assert drawn.isprintable() or set(drawn) <= {"\u00a0"} | {c for c in drawn if c.isprintable()}


def test_a_text_without_end_is_cut() -> None:
    assert len("".join(fonts.wrapped("w" * 500_000, 8.0, 100.0))) == fonts.MOST
    assert fonts.shortened("w" * 500_000, 8.0, 100.0) == fonts.shortened("w" * 500, 8.0, 100.0)


@pytest.mark.parametrize("at", [0, 12, 1000, -1])
def test_a_garbled_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """One byte of it, wherever: held against the record of its package, it is not drawn with."""
    good = fonts.files("regular")[0]
    bad = tmp_path / good.parents[1].name / good.parent.name / good.name
    bad.parent.mkdir(parents=True)
    content = bytearray(good.read_bytes())
    content[at] ^= 1
    bad.write_bytes(content)
    with pytest.raises(FontError, match=r"FiraSans-Regular\.ttf is damaged\. Install the package fontpkg-fira-sans again\."):
        fonts._verify(bad)
    bad.write_bytes(good.read_bytes())
    fonts._verify(bad)


def test_a_missing_font_is_named() -> None:
    with pytest.raises(FontError, match=r"files/Gone\.ttf is missing\. Install the package fontpkg-fira-sans again"):
        fonts.file_of("fontpkg_fira_sans", "files/Gone.ttf")
    with pytest.raises(FontError, match="Install the package no-such-package again"):
        fonts.file_of("no_such_package", "files/Gone.ttf")
