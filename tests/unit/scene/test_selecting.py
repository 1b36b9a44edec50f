"""Facets and orders of statements: what each lets through, how many it would, and that page, scene and command line agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Flow, Truth
from explorer.scene.build import build, select_entries
from explorer.scene.selecting import counts, select_events
from explorer.views.view import FACETS, SORTS, Sort, View
from explorer.world.world import World


@pytest.mark.parametrize(
    ("view", "fits"),
    [
        (View(flows=frozenset({Flow.PRK_TO_RUS})), lambda entry: entry.claim.flow is Flow.PRK_TO_RUS),
        (
            View(truths=frozenset({Truth.SINGLE, Truth.CONTESTED})),
            lambda entry: entry.claim.truth in {Truth.SINGLE, Truth.CONTESTED},
        ),
        (View(grades=frozenset({"C3"})), lambda entry: entry.claim.content.code == "C3"),
        (View(claimants=frozenset({"maxwell"})), lambda entry: entry.claimant.id == "maxwell"),
    ],
)
def test_a_facet_lets_through_what_has_its_word(real: World, view: View, fits: Callable[[Entry], bool]) -> None:
    chosen = select_entries(real, view)
    assert chosen == tuple(filter(fits, real.ledger.entries))
    assert 0 < len(chosen) < len(real.ledger.entries)
    assert build(real, view).entries == chosen


def test_facts_have_no_claimant_truth_or_grade(real: World) -> None:
    for view in (View(grades=frozenset({"C3"})), View(claimants=frozenset({"bechtol"})), View(truths=frozenset(Truth))):
        assert select_events(real, view) == ()
    assert select_events(real, View(flows=frozenset({Flow.PRK_TO_RUS})))


@pytest.mark.parametrize("facet", FACETS)
def test_the_count_beside_a_word_is_what_choosing_it_shows(real: World, facet: str) -> None:
    before = View(flows=frozenset({Flow.PRK_TO_RUS, Flow.NONE}))
    found = counts(real, before, facet)
    for word in list(found)[:3]:
        chosen: dict[str, Any] = {facet: frozenset({word})}
        assert found[word] == len(select_entries(real, replace(before, **chosen)))


@pytest.mark.parametrize("sort", SORTS)
def test_an_order_loses_nothing(real: World, sort: Sort) -> None:
    entries = select_entries(real, View(sort=sort))
    assert sorted(entry.id for entry in entries) == sorted(entry.id for entry in real.ledger.entries)


def test_dates_go_forward_and_undated_statements_come_last(real: World) -> None:
    days = [entry.claim.dates.start or entry.claim.dates.end for entry in select_entries(real, View(sort="date"))]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert not any(days[len(dated) :])


def test_grades_go_from_a1_and_what_cannot_be_judged_comes_last(real: World) -> None:
    codes = [entry.claim.content.code for entry in select_entries(real, View(sort="grade"))]
    judged = [code for code in codes if "F" not in code and "6" not in code]
    assert codes[: len(judged)] == sorted(judged)


def test_words_of_the_statement_count_more_than_words_around_it(real: World) -> None:
    entries = select_entries(real, View(text="Rajin"))
    holds = ["rajin" in entry.claim.statement.casefold() for entry in entries]
    assert holds == sorted(holds, reverse=True)
    assert True in holds
    assert False in holds
