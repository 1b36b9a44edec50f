"""The bundled factors, ranges and the trial: complete, referring to what is there, balanced, and in the explorer's own words."""

from __future__ import annotations

import re

import pytest

from explorer.exposure.vocabulary import JUDGEMENTS, VALUE_KEYS, Bearing, FactorKind
from explorer.ledger.ids import is_claim_id
from explorer.world.world import World
from tests.bundled import bundled


@pytest.fixture(scope="module")
def world() -> World:
    return bundled()


def test_all_25_factors_are_there(world: World) -> None:
    assert [factor.id for factor in world.exposure.factors] == [f"f{number}" for number in range(1, 26)]
    assert {factor.value_key for factor in world.exposure.factors if factor.value_key} == set(VALUE_KEYS)
    assert {kind for factor in world.exposure.factors for kind in factor.kinds} == set(FactorKind)
    assert {bearing for factor in world.exposure.factors for bearing in factor.bears_on} == set(Bearing)


def test_both_modes_get_directions_of_every_sort(world: World) -> None:
    for side in ("rail", "sea"):
        assert len({getattr(factor, side) for factor in world.exposure.factors}) == 5


def test_every_range_has_an_author_and_a_reason(world: World) -> None:
    assert {judgement.id for judgement in world.exposure.judgements} == set(JUDGEMENTS)
    for judgement in world.exposure.judgements:
        assert judgement.author
        assert len(judgement.reason) > 40
        assert judgement.factors


def test_rates_that_span_more_than_tenfold_are_log_uniform(world: World) -> None:
    for judgement in world.exposure.judgements:
        if judgement.low > 0 and judgement.high / judgement.low > 10 and judgement.distribution == "uniform":
            pytest.fail(f"{judgement.id} spans {judgement.high / judgement.low:g}-fold")


def test_the_trial_is_maxwells_remark_with_putins_announcement_beside_it(world: World) -> None:
    (trial,) = world.exposure.trials
    assert trial.claims == ("B42", "B43")
    assert trial.beside == ("B45",)
    assert {point.ref for point in trial.points}.isdisjoint({"B45", "event:treaty-signed-2024-06-19"})
    assert len(trial.side("for")) == len(trial.side("against")) >= 4
    letters = [sum(len(point.text) for point in trial.side(side)) for side in ("for", "against")]  # type: ignore[arg-type]
    assert min(letters) / max(letters) > 0.6, "one side is given much more room than the other"


def test_the_dates_of_the_points_are_those_of_the_ledger(world: World) -> None:
    events = {event.id: event for event in world.ledger.events}
    for point in world.exposure.trials[0].points:
        if not is_claim_id(point.ref):
            dates = events[point.ref.removeprefix("event:")].dates
            assert str(dates.start or dates.end).startswith(point.dated), point.ref


def test_points_taken_from_the_ledger_are_on_the_same_side_there(world: World) -> None:
    (trial,) = world.exposure.trials
    for side, kept in (("for", "supports"), ("against", "contradicts")):
        listed = {link.ref for claim in trial.claims for link in getattr(world.ledger.by_id[claim].claim, kept)}
        other = {
            link.ref
            for claim in trial.claims
            for link in getattr(world.ledger.by_id[claim].claim, "contradicts" if side == "for" else "supports")
        }
        for point in trial.side(side):  # type: ignore[arg-type]
            assert point.ref in listed or point.ref not in other, point.ref


def test_no_allegation_is_worded_as_a_fact(world: World) -> None:
    """Whoever speaks of arms in these cards says who alleges or denies it."""
    for factor in world.exposure.factors:
        for text in (factor.rail_why, factor.sea_why, factor.value):
            if re.search(r"\b(arms|munitions|shells|weapons)\b", text):
                assert re.search(r"alleg|den|report|said", text), f"{factor.id}: {text}"


def test_switches_name_what_they_set(world: World) -> None:
    settings = [switch.settings for switch in world.exposure.trials[0].switches]
    assert {key for setting in settings for key in setting} == {"baseline", "flag", "government", "road_bridge"}
    assert {} in settings, "what cannot be worked out here is told in words"
