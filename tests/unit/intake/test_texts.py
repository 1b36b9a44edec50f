"""Whole original texts against what a careful reader marked in them: wires, releases and an imagery note."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from explorer.intake.names import Names
from explorer.intake.read import File, read
from tests.unit.intake import agreement

TEXTS = Path(__file__).parent / "texts"
LEAST = {"en": (0.80, 0.75, 0.90, 0.85), "ko": (0.65, 0.65, 0.85, 0.70), "ru": (0.65, 0.65, 0.85, 0.70)}
"""Least share of claims found, of stances right, of places and of dates, by language."""


@pytest.mark.parametrize("name", ["en-note", "en-release", "ko-wire", "ru-release"])
def test_a_text_is_read_as_well_as_it_has_to_be(name: str, names: Names) -> None:
    gold = tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
    reading = read(File(f"{name}.txt", (TEXTS / f"{name}.txt").read_bytes()), names, gold["published"])
    found, stance, place, day = LEAST[name[:2]]
    marked, drafts, met, right = agreement.claims(gold, reading)
    assert met >= found * marked, f"{met} of {marked} claims found"
    assert right >= stance * met, f"{right} of {met} stances right"
    assert drafts <= 1.5 * marked
    told, seen, both, pinned = agreement.places(gold, reading)
    assert both >= place * told
    assert both >= place * seen
    assert pinned == 0
    told, seen, both = agreement.dates(gold, reading)
    assert both >= day * told
    assert both >= day * seen
