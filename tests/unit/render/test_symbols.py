"""Shapes and colours: one for each stance, told apart without colour, dark enough on either paper."""

from __future__ import annotations

import re
from typing import get_args
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from explorer.ledger.vocabulary import Stance
from explorer.render.symbols import PALETTES, Theme, stance_colour, stance_mark, stance_shape, stance_style
from tests.conftest import THEMES


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as ``#0072B2`` (WCAG 2)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_keys() -> None:
    assert set(PALETTES) == set(get_args(Theme)) == set(THEMES)
    assert set(PALETTES["light"]) == set(PALETTES["dark"])
    for palette in PALETTES.values():
        assert all(re.fullmatch(r"#[0-9a-fA-F]{6}", colour) for colour in palette.values())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("stance", Stance)
def test_a_stance_can_be_seen_on_paper_land_and_sea(stance: Stance, theme: Theme) -> None:
    palette, colour = PALETTES[theme], stance_colour(stance, theme)
    assert contrast(colour, palette["paper"]) >= 3
    assert contrast(colour, palette["land"]) >= 3
    assert contrast(colour, palette["sea"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_routes_can_be_read(theme: Theme) -> None:
    palette = PALETTES[theme]
    for paper in ("paper", "land", "sea"):
        assert contrast(palette["text"], palette[paper]) >= 4.5
    assert contrast(palette["muted"], palette["paper"]) >= 4.5
    for line in ("rail", "route", "order", "violet", "green", "select", "halo"):
        assert contrast(palette[line], palette["sea"]) >= 3, line
        assert contrast(palette[line], palette["land"]) >= 3, line


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_stances_share_a_shape_or_a_colour(theme: Theme) -> None:
    assert len({stance_shape(stance) for stance in Stance}) == len(Stance)
    assert len({stance_colour(stance, theme) for stance in Stance}) == len(Stance)


@pytest.mark.parametrize("stance", Stance)
def test_a_shape_is_drawing_inside_its_box(stance: Stance) -> None:
    drawing = ET.fromstring(f"<svg>{stance_shape(stance)}</svg>")  # noqa: S314  # our own text
    assert len(drawing) == 1
    assert {element.tag for element in drawing} <= {"rect", "circle", "path"}
    assert "currentColor" in stance_shape(stance)
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", stance_shape(stance))]
    assert max(numbers) <= 16


@pytest.mark.parametrize("theme", THEMES)
def test_marks_are_drawn_by_the_style_sheet(theme: Theme) -> None:
    style = unquote(stance_style(theme))
    for stance in Stance:
        mark = stance_mark(stance)
        name = re.search(r"tm-stance-(\w+)", mark)
        assert name
        assert f".{name[0]}{{" in style
        assert f'aria-label="{stance.value}"' in mark
        assert stance_colour(stance, theme) in style
    assert "currentColor" not in style
    assert "</style" not in style
