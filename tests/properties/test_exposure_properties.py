"""What holds for every segment and every set of values: more is never less, nothing is ever no number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.exposure.hazard import Case, Part, Segment, Stay, hazard, measured, quantile, run, thinning
from explorer.exposure.vocabulary import JUDGEMENTS, Judgement
from tests.toy_exposure import ranges

KM = st.floats(0, 20_000)
PARTS = st.builds(
    lambda mode, km, low, more, access: Part(mode, km, (low, low + more), access),
    st.sampled_from(["rail", "sea"]), KM, st.floats(0, 500), st.floats(0, 500), st.sampled_from(["none", "flag", "territory"]),
)  # fmt: skip
STAYS = st.builds(
    Stay,
    st.sampled_from(["loading-rail", "border-yard", "gauge-break", "quay", "bridge"]),
    st.just("somewhere"),
    st.sampled_from(["none", "flag", "territory"]),
)
SEGMENTS = st.builds(
    lambda parts, stays: Segment(tuple(parts), tuple(stays)), st.lists(PARTS, max_size=4), st.lists(STAYS, max_size=4)
)
VALUES = st.lists(st.floats(0.001, 0.999), min_size=len(JUDGEMENTS), max_size=len(JUDGEMENTS)).map(
    lambda drawn: {name: np.array([value]) for name, value in zip(JUDGEMENTS, drawn, strict=True)}
)
UNIT = st.sampled_from(["km", "hours"])


@given(SEGMENTS, VALUES, UNIT, st.sampled_from(["RUS", "PRK", "third", "none"]))
def test_being_stopped_is_never_more_than_being_seen(segment, values, unit, flag):
    seen = hazard(segment, values, unit)
    stopped = hazard(segment, values, unit, thinning(values, flag))
    assert np.isfinite(seen).all()
    assert (stopped >= 0).all()
    assert (stopped <= seen + 1e-12).all()


@given(SEGMENTS, SEGMENTS, VALUES, UNIT)
def test_the_hazard_of_two_segments_is_the_sum_of_both(one, other, values, unit):
    joined = Segment(one.parts + other.parts, one.stays + other.stays)
    assert np.allclose(
        hazard(joined, values, unit), hazard(one, values, unit) + hazard(other, values, unit), rtol=1e-12, atol=1e-12
    )


@given(SEGMENTS, SEGMENTS)
def test_every_cell_has_figures_or_a_reason(rail, sea):
    model = run([Case("coast", "third", "x", rail, sea)], ranges(), 32)
    for cell in model.grid:
        for got in (cell.observable, cell.interdictable):
            assert got.reason
            if got.verdict == "undefined":
                assert got.rail is got.sea is got.share_sea_above_rail is got.words is None
            else:
                assert got.rail is not None
                assert got.sea is not None
                assert 0 <= got.rail.p05 <= got.rail.p50 <= got.rail.p95 <= 1
                assert 0 <= got.sea.p05 <= got.sea.p50 <= got.sea.p95 <= 1


@given(SEGMENTS, SEGMENTS)
def test_sides_swapped_swap_the_answer(one, other):
    there = run([Case("coast", "none", "x", one, other)], ranges(), 32).grid[0].observable
    back = run([Case("coast", "none", "x", other, one)], ranges(), 32).grid[0].observable
    assert (there.rail, there.sea) == (back.sea, back.rail)
    turned = {"sea": "rail", "rail": "sea"}
    assert turned.get(there.verdict, there.verdict) == back.verdict


@given(st.lists(st.floats(0, 50), min_size=1, max_size=40), st.floats(0, 50))
def test_a_constant_added_to_both_sides_is_no_part_of_the_order(hazards, trunk):
    rail = np.array(hazards)
    got = measured(rail, rail[::-1].copy(), "nothing")
    assert got.share_sea_above_rail is None or 0 <= got.share_sea_above_rail <= 1
    assert replace(got, reason="") == replace(measured(rail.copy(), rail[::-1].copy(), "nothing"), reason="")


@given(
    st.sampled_from(["uniform", "triangular", "log-uniform"]), st.floats(0.001, 1e3), st.floats(1.001, 1e4), st.floats(0, 1),
    st.lists(st.floats(0, 1), min_size=2, max_size=20),
)  # fmt: skip
def test_quantiles_rise_and_stay_in_the_range(kind, low, factor, part, shares):
    high = low * factor
    mode = low + part * (high - low) if kind == "triangular" else None
    one = Judgement(
        id="dwell-quay", title="t", distribution=kind, low=low, mode=None if mode is None else min(mode, high), high=high,
        unit="hours", author="a", reason="r",
    )  # fmt: skip
    got = quantile(one, np.sort(np.array(shares)))
    assert (got >= low).all()
    assert (got <= high).all()
    assert (np.diff(got) >= -1e-9 * high).all()
