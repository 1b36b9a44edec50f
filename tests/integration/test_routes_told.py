"""What a page and a file tell of routes is in their language, names of places as the cards have them."""

from __future__ import annotations

import json
import re

import pytest

from explorer.comparison.compare import compare
from explorer.comparison.contrast import contrast
from explorer.render.contrast.retold import retold
from explorer.render.place_names import place_names
from explorer.render.web.strips import strips
from explorer.routing.route import Route
from explorer.views.view import RouteQuery
from explorer.world.world import World
from explorer.zones.law import LegalScenario
from tests.integration.test_languages import left

LATIN = re.compile("[A-Za-z]")


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_places_of_a_contrast_have_their_names(real: World, language: str) -> None:
    comparison = compare(real, real.plan(RouteQuery("Rajin", "Dunai")), LegalScenario("claimed"), with_model=True)
    told = retold(real, contrast(real, comparison), real.tongue(language))
    named = [told.answer.origin, told.answer.destination, *(mark.title for strip in told.strips for mark in strip.marks)]
    points = next(row for row in told.factors if row.factor.id == "f11").value.words
    assert not [name for name in (*named, points) if not name or LATIN.search(name)]


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_no_english_word_is_left_on_a_strip(real: World, language: str) -> None:
    drawn = 0
    for corridor in real.cards.corridors:
        plan = real.plan(corridor.query)
        apart = compare(real, plan, LegalScenario("claimed")).sea.apart
        if apart is None or not (isinstance(plan.rail, Route) and isinstance(plan.sea, Route)):
            continue
        for strip in strips(apart, plan.rail, plan.sea, language, place_names(real, language)):
            said = [strip["title"], strip["words"], *(mark["title"] for mark in strip["marks"])]
            said += [words for band in strip["bands"] for words in (band["short"], band["words"])]
            assert left(said, real) == set(), json.dumps(said, ensure_ascii=False)
            ports = [mark["title"] for mark in strip["marks"] if mark["letter"] == "T"]
            assert not [name for name in ports if LATIN.search(name)]
            drawn += len(ports)
    assert drawn >= 8
