"""The answer in a sentence: magnitudes first, both baselines where the bay line decides, every kind of pair, three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.comparison.contrast import Answer, Length, Waters
from explorer.render.contrast.sentence import sentence
from explorer.views.view import LANGUAGES, Language
from explorer.zones.law import Baseline

RAIL, SEA = Length(440.4, 0.0, 1), Length(197.8, 197.8, 0)
MIXED = Length(10_273.2, 197.8, 3)


def waters(outside: float, *states: str, third: float = 0.0, unknown: float = 0.0) -> Waters:
    return Waters(states or ("PRK", "RUS"), outside, third, unknown)


def answer(rail: Length | None, sea: Length | None, claimed: Waters, coast: Waters) -> Answer:
    both: dict[Baseline, Waters] = {"claimed": claimed, "coast": coast} if sea else {}
    return Answer("Rajin", "Dunai", rail, sea, "" if rail else "No track.", "" if sea else "No port.", both)


INSIDE = "all in Russian and DPRK waters"
OUTSIDE = "outside Russian and DPRK waters"
RAIL_TOLD = "Rail 440 km, one border."


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            answer(RAIL, SEA, waters(0.0), waters(26.8)),
            f"{RAIL_TOLD} Sea 198 km, {INSIDE} if the bay line is accepted; 27 km outside if not.",
        ),
        (answer(RAIL, SEA, waters(0.0), waters(0.2)), f"{RAIL_TOLD} Sea 198 km, {INSIDE}."),
        (
            answer(replace(RAIL, borders=0), SEA, waters(0.0, "RUS"), waters(0.0, "RUS")),
            "Rail 440 km, no border. Sea 198 km, all in Russian waters.",
        ),
        (
            answer(replace(RAIL, borders=2), SEA, waters(90.0), waters(120.0)),
            f"Rail 440 km, 2 borders. Sea 198 km, 90 km {OUTSIDE} if the bay line is accepted, 120 km if not.",
        ),
        (
            answer(RAIL, MIXED, waters(0.0), waters(0.0)),
            f"{RAIL_TOLD} With a sea leg 10,273 km, 198 km of it by ship, 3 borders, {INSIDE}.",
        ),
        (
            answer(None, SEA, waters(197.8, third=80.0), waters(197.8, third=80.0)),
            f"No route by rail. Sea 198 km, all of the sea leg {OUTSIDE}.",
        ),
        (answer(None, SEA, waters(50.0), waters(50.0)), f"No route by rail. Sea 198 km, 50 km {OUTSIDE}."),
        (
            answer(RAIL, SEA, waters(50.0, unknown=30.0), waters(50.0, unknown=30.0)),
            f"{RAIL_TOLD} Sea 198 km, 50 km {OUTSIDE}; zones not computed for 30 km.",
        ),
        (
            answer(RAIL, SEA, waters(0.0, unknown=197.8), waters(0.0, unknown=197.8)),
            f"{RAIL_TOLD} Sea 198 km, zones not computed for 198 km.",
        ),
        (answer(RAIL, None, waters(0.0), waters(0.0)), f"{RAIL_TOLD} No route with a sea leg."),
        (answer(None, None, waters(0.0), waters(0.0)), "No route by rail. No route with a sea leg."),
        (
            Answer("Rajin", "Rajin", None, None, "They are the same place.", "They are the same place.", {}),
            "Nothing to compare. They are the same place.",
        ),
    ],
)
def test_the_magnitudes_lead(asked: Answer, told: str) -> None:
    assert sentence(asked) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_figures_stand_in_every_language(language: Language) -> None:
    told = sentence(answer(RAIL, SEA, waters(0.0), waters(26.8)), language)
    assert all(figure in told for figure in ("440", "198", "27"))


def test_russian_parts_thousands_with_a_fixed_space() -> None:
    assert "10\u00a0273" in sentence(answer(RAIL, MIXED, waters(0.0), waters(0.0)), "ru")
