"""The model against sums done by hand, and its outcomes where there is nothing to divide by."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.errors import OptionError
from explorer.exposure.hazard import (
    NO_ACCESS,
    NOTHING_SEEN,
    PRACTICAL,
    Case,
    Part,
    Segment,
    Stay,
    draw,
    hazard,
    hazards,
    measured,
    quantile,
    run,
    thinning,
)
from explorer.exposure.vocabulary import JUDGEMENTS, Judgement
from explorer.zones.law import BASELINES, FLAGS, Flag
from tests.toy_exposure import ranges

TOLERANCE = 1e-9


def given(**values: float) -> dict[str, np.ndarray]:
    """Every judgement at one value, 0.5 unless told; underscores stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return {name: np.array([named.get(name, 0.5)]) for name in JUDGEMENTS}


# ---- closed forms ----------------------------------------------------------------------------------------------------


def test_equal_rates_by_length_alone_give_the_ratio_of_lengths() -> None:
    values = given(seen_rail_km=0.02, seen_sea_km=0.02)
    rail = hazard(Segment((Part("rail", 54.0, (1, 2)),)), values, "km")
    sea = hazard(Segment((Part("sea", 188.0, (1, 2)),)), values, "km")
    assert float(sea[0] / rail[0]) == pytest.approx(188 / 54, abs=TOLERANCE)
    assert float(rail[0]) == pytest.approx(0.02 / 100 * 54, abs=TOLERANCE)


def test_by_the_hour_the_pace_picks_a_point_of_the_range() -> None:
    values = given(seen_sea_hour=1.2, pace_sea=0.25)
    got = hazard(Segment((Part("sea", 999.0, (8.0, 12.0)),)), values, "hours")
    assert float(got[0]) == pytest.approx(1.2 / 24 * 9.0, abs=TOLERANCE)


def test_stays_and_the_bridge_by_hand() -> None:
    values = given(
        looks_rail=0.4, looks_quay=0.6, told_yard=0.25, told_quay=0.5, noticed_bridge=0.1,
        dwell_loading_rail=12, dwell_border_yard=48, dwell_gauge_break=24, dwell_quay=36,
    )  # fmt: skip
    stays = tuple(Stay(kind, kind) for kind in ("loading-rail", "border-yard", "gauge-break", "quay", "bridge"))
    expected = 0.4 / 24 * 0.25 * (12 + 48 + 24) + 0.6 / 24 * 0.5 * 36 - math.log(0.9)
    for unit in ("km", "hours"):
        assert float(hazard(Segment((), stays), values, unit)[0]) == pytest.approx(expected, abs=TOLERANCE)  # type: ignore[arg-type]


def test_stopping_is_seeing_thinned_by_authority_and_will() -> None:
    values = given(seen_sea_km=0.3, consent_rus=0.01, act_territory=0.8, will=0.05)
    segment = Segment((Part("sea", 100, (5, 6)), Part("sea", 68, (3, 4), "flag"), Part("sea", 20, (1, 2), "territory")))
    got = hazard(segment, values, "km", thinning(values, "RUS"))
    assert float(got[0]) == pytest.approx(0.3 / 100 * (68 * 0.01 * 0.05 + 20 * 0.8 * 0.05), abs=TOLERANCE)


def test_a_thinned_check_is_a_check_that_succeeds_less_often() -> None:
    values = given(noticed_bridge=0.2, act_territory=0.5, will=0.1)
    got = hazard(Segment((), (Stay("bridge", "x", "territory"),)), values, "km", thinning(values, "RUS"))
    assert float(got[0]) == pytest.approx(-math.log(1 - 0.2 * 0.5 * 0.1), abs=TOLERANCE)


@pytest.mark.parametrize(
    ("flag", "judgement"),
    [("RUS", "consent-rus"), ("PRK", "consent-prk"), ("third", "consent-third"), ("none", "visit-stateless")],
)
def test_each_flag_has_its_own_authority(flag: Flag, judgement: str) -> None:
    values = given() | {judgement: np.array([0.123])}
    assert float(thinning(values, flag)["flag"][0]) == pytest.approx(0.123 * 0.5, abs=TOLERANCE)
    assert not thinning(values, flag)["none"].any()


def test_spread_is_that_of_the_probability() -> None:
    rail, sea = np.full(100, 0.3), np.full(100, 1.0)
    got = measured(rail, sea, "")
    assert got.rail is not None
    assert got.sea is not None
    assert got.rail.p05 == got.rail.p95 == pytest.approx(1 - math.exp(-0.3), abs=TOLERANCE)
    assert got.sea.p50 == pytest.approx(1 - math.exp(-1.0), abs=TOLERANCE)


@pytest.mark.parametrize(
    ("above", "verdict"), [(0, "rail"), (5, "rail"), (6, "depends"), (94, "depends"), (95, "sea"), (100, "sea")]
)
def test_a_sign_needs_95_draws_of_100(above: int, verdict: str) -> None:
    sea = np.where(np.arange(100) < above, 2.0, 0.5)
    got = measured(np.ones(100), sea, "")
    assert (got.verdict, got.share_sea_above_rail) == (verdict, above / 100)


def test_ties_count_for_nobody() -> None:
    got = measured(np.ones(100), np.ones(100), "")
    assert (got.verdict, got.share_sea_above_rail) == ("depends", 0.0)


# ---- ranges ----------------------------------------------------------------------------------------------------------


def range_of(kind: str, low: float, high: float, mode: float | None = None) -> Judgement:
    return Judgement.model_validate(
        {"id": "will", "title": "t", "distribution": kind, "low": low, "high": high, "mode": mode, "unit": "hours",
         "author": "a", "reason": "r"}
    )  # fmt: skip


def test_quantiles_of_the_three_kinds_of_range() -> None:
    shares = np.array([0.0, 0.25, 0.5, 1.0])
    assert quantile(range_of("uniform", 2, 6), shares) == pytest.approx([2, 3, 4, 6], abs=TOLERANCE)
    assert quantile(range_of("log-uniform", 1, 100), shares) == pytest.approx([1, 10**0.5, 10, 100], abs=TOLERANCE)
    turn = 4.0  # mode 4 of 0 to 8: symmetric
    assert quantile(range_of("triangular", 0, 8, turn), shares) == pytest.approx([0, math.sqrt(8), 4, 8], abs=TOLERANCE)
    assert quantile(range_of("triangular", 0, 8, 0), np.array([0.75])) == pytest.approx([4], abs=TOLERANCE)
    assert quantile(range_of("triangular", 0, 8, 8), np.array([0.25])) == pytest.approx([4], abs=TOLERANCE)


def test_draws_are_the_same_every_time_and_do_not_hang_on_each_other() -> None:
    one, other = draw(ranges(), 1000, 7), draw(reversed(ranges()), 1000, 7)
    assert all((one[name] == other[name]).all() for name in JUDGEMENTS)
    wider = [r.model_copy(update={"high": r.high * 0.9}) if r.id == "will" else r for r in ranges()]
    changed = draw(wider, 1000, 7)
    assert [name for name in sorted(JUDGEMENTS) if (changed[name] != one[name]).any()] == ["will"]
    assert (draw(ranges(), 1000, 8)["will"] != one["will"]).any()


def test_first_draws_are_these_on_any_machine() -> None:
    """Frozen figures of PCG64 streams seeded with the seed and the name; a change of them is a change of the version."""
    uniform = draw(ranges(), 3, 20240619)["pace-rail"]
    assert uniform == pytest.approx(FIRST_DRAWS, abs=1e-12)


FIRST_DRAWS = [0.004123907528663984, 0.3681525720695019, 0.5821295049880366]


def test_a_missing_range_is_named() -> None:
    with pytest.raises(OptionError, match="consent-rus"):
        draw([r for r in ranges() if r.id != "consent-rus"])


# ---- grid ------------------------------------------------------------------------------------------------------------

RAIL = Segment((Part("rail", 250, (8, 14)),), (Stay("border-yard", "Yard"), Stay("bridge", "Bridge")))
TRUNK = Segment((Part("rail", 9000, (200, 400)),))


def sea(open_km: float, access: str = "flag") -> Segment:
    return Segment((Part("sea", 120, (5, 7)), Part("sea", open_km, (3, 4), access)), (Stay("quay", "A"), Stay("quay", "B")))  # type: ignore[arg-type]


def cases(trunk: Segment = TRUNK) -> list[Case]:
    return [
        Case(baseline, flag, port, RAIL, sea(km, "flag" if baseline == "coast" else "none"), trunk)
        for baseline in BASELINES
        for flag in FLAGS
        for port, km in (("one", 68.0), ("two", 150.0))
    ]


def test_the_grid_holds_every_cell_once() -> None:
    model = run(cases(), ranges(), 500)
    keys = {(c.baseline, c.flag, c.endpoint, c.unit, c.trunk_counted) for c in model.grid}
    assert len(keys) == len(model.grid) == 2 * 4 * 2 * 2 * 2


def test_where_nobody_has_access_it_is_undefined_and_says_so() -> None:
    model = run(cases(), ranges(), 500)
    for cell in model.grid:
        stopped = cell.interdictable
        if cell.baseline == "claimed":
            assert (stopped.rail, stopped.sea, stopped.share_sea_above_rail, stopped.words) == (None, None, None, None)
            assert stopped.verdict == "undefined"
            assert NO_ACCESS in stopped.reason
        else:
            assert stopped.verdict == "sea"
            assert stopped.share_sea_above_rail == 1.0
    assert model.summary("interdictable", "claimed", "RUS").verdict == "undefined"


def test_a_sign_that_holds_in_some_scenarios_only_depends_on_them() -> None:
    got = run(cases(), ranges(), 500).summary("interdictable", "coast", "RUS")
    assert got.verdict == "depends"
    assert got.share_sea_above_rail == 1.0
    assert "baseline" in got.reason
    assert "flag" not in got.reason


def test_draws_that_disagree_in_every_cell_are_told_as_such() -> None:
    alike = Segment((), (Stay("quay", "A"),))
    other = Segment((), (Stay("border-yard", "B"),))
    got = run([Case("claimed", "RUS", "x", other, alike)], ranges(), 2000).summary("observable", "claimed", "RUS")
    assert got.verdict == "depends"
    assert "less than 95% either way in every cell" in got.reason


def test_a_sign_that_holds_everywhere_is_called_by_its_name() -> None:
    everywhere = [case for case in cases() if case.baseline == "coast"]
    assert run(everywhere, ranges(), 500).summary("interdictable", "coast", "PRK").verdict == "sea"


def test_the_trunk_changes_levels_but_never_the_comparison() -> None:
    model = run(cases(), ranges(), 2000)
    for cell in model.grid:
        if not cell.trunk_counted:
            (other,) = [
                c
                for c in model.grid
                if c.trunk_counted
                and (c.baseline, c.flag, c.endpoint, c.unit) == (cell.baseline, cell.flag, cell.endpoint, cell.unit)
            ]
            assert other.observable.share_sea_above_rail == cell.observable.share_sea_above_rail
            assert other.observable.rail is not None
            assert cell.observable.rail is not None
            assert other.observable.rail.p50 > cell.observable.rail.p50


def test_being_seen_does_not_ask_for_flag_or_baseline() -> None:
    model = run(cases(), ranges(), 500)
    for port in ("one", "two"):
        got = {cell.observable for cell in model.grid if (cell.endpoint, cell.unit, cell.trunk_counted) == (port, "km", False)}
        assert len(got) == 1


def test_nothing_to_see_on_either_side_is_undefined() -> None:
    empty = Case("claimed", "RUS", "x", Segment(), Segment())
    cell = run([empty], ranges(), 100).grid[0]
    assert (cell.observable.verdict, cell.observable.reason) == ("undefined", NOTHING_SEEN)
    counted = run([Case("claimed", "RUS", "x", Segment(), Segment(), TRUNK)], ranges(), 100).grid[-1]
    assert counted.trunk_counted
    assert counted.observable.rail is None


def test_the_differing_segments_alone_decide() -> None:
    (one,) = [case for case in cases() if (case.baseline, case.flag, case.endpoint) == ("coast", "none", "two")]
    values = draw(ranges(), 200)
    rail, by_sea = hazards(one, values, "km", "interdictable")
    assert not rail.any()
    assert (by_sea > 0).all()


@pytest.mark.parametrize("low", [3e-6, 9e-5, 0.9 * PRACTICAL])
def test_an_order_of_two_tiny_chances_is_no_practical_difference(low: float) -> None:
    tiny = measured(np.zeros(100), np.full(100, low), "")
    assert tiny.verdict == "negligible"
    assert tiny.words is not None
    assert "no practical difference" in tiny.words
    assert "more likely" not in tiny.words
    assert f"below 1 in {10 ** int(-math.log10(low)):,}" in tiny.reason


def test_above_the_floor_a_side_is_named_and_low_chances_are_said_to_be_low() -> None:
    low, plain = measured(np.zeros(100), np.full(100, 0.005), ""), measured(np.zeros(100), np.full(100, 0.3), "")
    assert low.verdict == plain.verdict == "sea"
    assert "below 1 in 100" in low.reason
    assert "below" not in plain.reason


def test_chances_that_are_nil_in_nearly_all_draws_make_no_difference() -> None:
    rare = np.zeros(1000)
    rare[0] = 0.5
    assert measured(np.zeros(1000), rare, "").verdict == "negligible"
