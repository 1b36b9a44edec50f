"""Tornado, Sobol indices and break-even against figures that a product of factors gives in closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.exposure.hazard import NO_ACCESS, Case, Part, Segment, Stay, hazards
from explorer.exposure.sensitivity import analyse
from explorer.exposure.vocabulary import Judgement
from tests.toy_exposure import ranges


def with_ranges(**ends: tuple[str, float, float]) -> list[Judgement]:
    changed = {name.replace("_", "-"): value for name, value in ends.items()}
    return [
        r.model_copy(update=dict(zip(("distribution", "low", "high"), changed[r.id], strict=True))) if r.id in changed else r
        for r in ranges()
    ]


PLAIN = Case(
    "coast",
    "none",
    "x",
    Segment((Part("rail", 100, (4, 5)),)),
    Segment((Part("sea", 100, (6, 7)), Part("sea", 50, (3, 4), "flag"))),
)


def test_a_swing_of_a_log_uniform_rate_is_its_logarithm() -> None:
    judged = with_ranges(seen_rail_km=("log-uniform", 0.01, 1.0), seen_sea_km=("log-uniform", 0.1, 1.0))
    got = analyse(PLAIN, judged, "km", "observable", samples=64)
    assert got.figure == "ln(sea / rail)"
    widths = {swing.judgement: swing.width for swing in got.swings}
    assert widths == pytest.approx({"seen-rail-km": 0.9 * math.log(100), "seen-sea-km": 0.9 * math.log(10)}, abs=1e-9)
    assert [swing.judgement for swing in got.swings] == ["seen-rail-km", "seen-sea-km"]


def test_sobol_indices_of_a_product_of_log_uniform_rates() -> None:
    """ln(sea / rail) is a sum of two independent uniforms: the indices are the shares of their variances, 4 : 1."""
    judged = with_ranges(seen_rail_km=("log-uniform", 0.01, 1.0), seen_sea_km=("log-uniform", 0.1, 1.0))
    indices = {index.judgement: index for index in analyse(PLAIN, judged, "km", "observable").indices}
    assert indices["seen-rail-km"].first == pytest.approx(0.8, abs=0.01)
    assert indices["seen-rail-km"].total == pytest.approx(0.8, abs=0.01)
    assert indices["seen-sea-km"].total == pytest.approx(0.2, abs=0.01)
    assert all(index.total_error < 0.1 for index in indices.values())


def test_where_one_side_is_always_zero_the_other_is_looked_at() -> None:
    got = analyse(PLAIN, ranges(), "km", "interdictable", samples=64)
    assert got.figure == "ln(sea), the other side being 0"
    assert {index.judgement for index in got.indices} == {"seen-sea-km", "visit-stateless", "will"}
    assert {row.value for row in got.break_even} == {None}
    assert all("one side is 0" in row.reason for row in got.break_even)


def test_nothing_is_worked_out_where_it_is_undefined() -> None:
    closed = Case("claimed", "RUS", "x", PLAIN.rail, Segment((Part("sea", 188, (8, 11)),)))
    got = analyse(closed, ranges(), "km", "interdictable")
    assert (got.swings, got.indices, got.break_even, got.reason) == ((), (), (), NO_ACCESS)


def test_break_even_makes_both_sides_alike() -> None:
    stays = (Stay("border-yard", "Yard"), Stay("bridge", "Bridge"))
    case = Case("coast", "RUS", "x", Segment(PLAIN.rail.parts, stays), Segment(PLAIN.sea.parts, (Stay("quay", "Quay"),)))
    got = analyse(case, ranges(), "hours", "observable", samples=64)
    medians = {r.id: np.array([(r.low + r.high) / 2]) for r in ranges()}
    found = [row for row in got.break_even if row.value is not None]
    assert {row.judgement for row in found} >= {"seen-sea-hour", "dwell-border-yard"}
    for row in found:
        assert row.value is not None
        rail, sea = hazards(case, medians | {row.judgement: np.array([row.value])}, "hours", "observable")
        assert float(sea[0]) == pytest.approx(float(rail[0]), abs=1e-9), row.judgement
        assert row.inside == (row.reason == "")


def test_break_even_by_length_alone_is_the_ratio_of_lengths() -> None:
    got = {row.judgement: row for row in analyse(PLAIN, ranges(), "km", "observable", samples=64).break_even}
    assert got["seen-sea-km"].value == pytest.approx(5.5 * 100 / 150, abs=1e-9)
    assert got["seen-rail-km"].value == pytest.approx(5.5 * 150 / 100, abs=1e-9)


def test_the_same_seed_gives_the_same_indices() -> None:
    assert analyse(PLAIN, ranges(), "km", "observable", 64) == analyse(PLAIN, ranges(), "km", "observable", 64)
