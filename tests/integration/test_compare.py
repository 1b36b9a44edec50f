"""The comparison over the bundled networks, zones and cards: published lengths, and every outcome that can be asked for."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from explorer.comparison.compare import Comparison, compare, without_model
from explorer.comparison.factors import changed, rows
from explorer.comparison.profile import Side
from explorer.exposure.sensitivity import analyse
from explorer.exposure.vocabulary import VALUE_KEYS
from explorer.render.files.compare_json import as_json
from explorer.render.files.compare_text import as_lines
from explorer.views.view import RouteQuery
from explorer.zones.law import Baseline, Flag, LegalScenario
from tests.bundled import bundled


@cache
def compared(
    origin: str = "Rajin", destination: str = "Tikhoretsk", discharge: str = "", baseline: Baseline = "claimed",
    flag: Flag = "RUS", model: bool = True,
) -> Comparison:  # fmt: skip
    plan = bundled().plan(RouteQuery(origin, destination, discharge=discharge))
    return compare(bundled(), plan, LegalScenario(baseline, flag), with_model=model)


def as_dict(**asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(as_json(bundled(), compared(**asked)), allow_nan=False))
    return found


# ---- the reported example --------------------------------------------------------------------------------------------


def test_both_chains_go_from_rajin_to_tikhoretsk_and_join_at_baranovsky() -> None:
    told = as_dict()
    assert [crossing["where"] for crossing in told["rail"]["crossings"]] == ["khasan-tumangang"]
    assert told["rail"]["gauge_breaks"] == []
    assert set(told["rail"]["zones_km"]) == {"PRK/land", "RUS/land"}
    assert told["differing_segment"]["joins_at"] == "Baranovsky"
    assert [told[end]["id"] for end in ("loading", "discharge")] == ["rajin-port", "dunai-port"]
    assert [port["id"] for port in told["sea"]["transshipments"]] == ["dunai-port"], (
        "cargo from Rajin comes to the quay without a train"
    )
    assert [one["discharge"] for one in told["alternatives"]] == ["vostochny-port"]


def test_the_differing_rail_segment_is_as_long_as_published() -> None:
    """Rajin–Khasan 54 km (Railway Gazette, 2013) and Baranovsky–Khasan 238 to 240 km (tariff distances): 292 to 294 km."""
    rail = as_dict()["differing_segment"]["rail"]["distance_km"]
    assert rail == pytest.approx(293, rel=0.03)


def test_the_pieces_add_up_to_the_chains() -> None:
    told = as_dict()
    for one in (told, *told["alternatives"]):
        cut = one["differing_segment"]
        assert cut["sea"]["distance_km"] + cut["shared_km"] == pytest.approx(one["sea"]["distance_km"], abs=0.3)
        assert cut["rail"]["distance_km"] + cut["shared_km"] == pytest.approx(told["rail"]["distance_km"], abs=0.3)
        for side in (one["sea"], cut["sea"], cut["rail"]):
            assert sum(side["zones_km"].values()) == pytest.approx(side["distance_km"], abs=0.6)


def test_border_legs_are_shown_and_not_compared() -> None:
    legs = {leg["mode"] + leg["to"]: leg["distance_km"] for leg in as_dict()["border_legs"]["legs"]}
    assert legs["railRajin station"] == 54
    assert 180 < legs["seaDunai port facility"] < 215
    assert as_dict()["differing_segment"]["rail"]["distance_km"] > 4 * legs["railRajin station"]


def test_with_the_claimed_baseline_no_part_lies_beyond_the_territorial_sea() -> None:
    told = as_dict()
    for one in (told, *told["alternatives"]):
        assert one["sea"]["beyond_territorial_sea_km"] == 0
        assert one["sea"]["third_state_access_km"] == 0


def test_from_the_coast_a_part_does_and_the_flag_decides_who_is_asked() -> None:
    told = as_dict(baseline="coast")
    beyond = told["sea"]["beyond_territorial_sea_km"]
    assert beyond > 10
    assert (told["sea"]["third_state_access_km"], told["sea"]["with_consent_km"]) == (0, beyond)
    assert as_dict(baseline="coast", flag="none")["sea"]["third_state_access_km"] == beyond
    assert told["alternatives"][0]["sea"]["beyond_territorial_sea_km"] > beyond


# ---- model -----------------------------------------------------------------------------------------------------------


def test_combined_figures_are_off_until_asked_for() -> None:
    told = as_dict(model=False)
    assert (told["model"], told["model_reason"]) == (None, "not asked for")
    assert told["cut"]["single_inspector"]["value"] is None
    assert {point["worth"] for point in told["observation_points"]} == {None}


def test_a_comparison_that_was_made_with_figures_can_be_shown_without_them() -> None:
    """The page makes it once for its picture, which always has them, and for its words, which have them when asked for."""
    assert without_model(compared()) == compared(model=False)


def test_stopping_is_undefined_where_nobody_has_access() -> None:
    stopped = as_dict()["model"]["interdictable"]
    assert (stopped["rail"], stopped["sea"], stopped["share_sea_above_rail"], stopped["words"]) == (None, None, None, None)
    assert stopped["verdict"] == "undefined"
    assert stopped["reason"] == "no third State has access on either leg"


def test_stopping_depends_on_the_baseline() -> None:
    stopped = as_dict(baseline="coast")["model"]["interdictable"]
    assert stopped["verdict"] == "depends"
    assert stopped["rail"] == {"p05": 0.0, "p50": 0.0, "p95": 0.0}
    assert stopped["share_sea_above_rail"] == 1.0
    assert "baseline" in stopped["reason"]


def test_judged_figures_have_one_significant_figure() -> None:
    told = as_dict(baseline="coast", flag="none")["model"]
    for cell in told["grid"]:
        for measure in (cell["observable"], cell["interdictable"]):
            for spread in (measure["rail"], measure["sea"]):
                for value in (spread or {}).values():
                    assert float(f"{value:.0e}") == value


def test_the_grid_is_whole_and_the_draws_are_told() -> None:
    model = as_dict()["model"]
    assert (model["draws"], model["seed"]) == (10_000, 20240619)
    assert (
        len({tuple(cell[key] for key in ("baseline", "flag", "discharge", "unit", "trunk_counted")) for cell in model["grid"]})
        == 64
    )


def test_the_same_question_gets_the_same_answer() -> None:
    again = compare(bundled(), compared().plan, LegalScenario("claimed", "RUS"), with_model=True)
    assert json.dumps(as_json(bundled(), again)) == json.dumps(as_json(bundled(), compared()))


@pytest.mark.grid
def test_the_cases_can_be_taken_apart() -> None:
    (case,) = [one for one in compared().cases if (one.baseline, one.flag, one.endpoint) == ("coast", "RUS", "dunai-port")]
    found = analyse(case, bundled().exposure.judgements, "km", "observable", samples=128)
    assert {swing.judgement for swing in found.swings} >= {"looks-quay", "dwell-quay", "dwell-border-yard", "seen-sea-km"}
    assert "dwell-gauge-break" not in {swing.judgement for swing in found.swings}


# ---- factors and switches --------------------------------------------------------------------------------------------


def test_every_factor_has_a_value_or_a_reason() -> None:
    table = rows(compared(baseline="coast"), bundled().exposure.factors)
    assert len(table) == 25
    for row in table:
        value = row.value
        assert value.words or value.reason or None not in (value.rail, value.sea), row.factor.id
    worked_out = {row.factor.value_key: row.value for row in table if row.factor.value_key}
    assert set(worked_out) == set(VALUE_KEYS)
    assert (worked_out["crossings"].rail, worked_out["crossings"].sea) == (1, 0)
    assert (worked_out["transshipments"].rail, worked_out["transshipments"].sea) == (0, 1)
    assert (worked_out["cut-size"].rail, worked_out["cut-with-road-bridge"].rail) == (1, 2)


def test_switches_flip_what_they_should() -> None:
    switches = {switch.id: switch for switch in bundled().exposure.trials[0].switches}
    claimed = {name: changed(compared(), switch) for name, switch in switches.items()}
    assert claimed["baseline-coast"].flips
    assert not claimed["third-flag"].flips, "inside the territorial sea the flag makes no difference"
    assert claimed["road-bridge"].cut_size == (2, 3)
    assert (claimed["new-mandate"].access_km, claimed["new-mandate"].flips) == (None, False)
    coast = {name: changed(compared(baseline="coast"), switch) for name, switch in switches.items()}
    assert coast["third-flag"].flips
    assert coast["government-ship"].flips
    assert coast["baseline-claimed"].flips


# ---- observer's side -------------------------------------------------------------------------------------------------


def test_the_bridge_and_the_quays_of_rajin_are_the_cut() -> None:
    cut = as_dict()["cut"]
    assert cut["size"] == 2
    assert set(cut["arcs"]) == {"Korea–Russia Friendship Bridge", "Quays of Rajin port"}
    assert (cut["by_land"]["size"], cut["by_land"]["arcs"]) == (1, ["Korea–Russia Friendship Bridge"])
    assert (cut["with_road_bridge"]["size"], cut["with_road_bridge"]["by_land"]["size"]) == (3, 2)
    assert "Baranovsky" in {point["near"] for point in cut["articulation_points"]}


def test_observation_points_are_published_sites_and_greedy_is_near_the_best() -> None:
    events = {ref.id for event in bundled().ledger.events for ref in event.places}
    told = as_dict()["observation_points"]
    assert [row["count"] for row in told] == [1, 2, 3, 4]
    for row in told:
        assert {point["id"] for chosen in row["best"] for point in chosen} <= events
        assert 1 - 1 / 2.718281828 <= row["greedy_over_best"] <= 1
    assert len(told[1]["best"]) == 2, "the two ports of discharge tie"


# ---- other pairs of places ---------------------------------------------------------------------------------------------


def test_goods_from_the_interior_change_gauge_on_the_rail_side() -> None:
    told = as_dict(origin="Pyongyang", destination="Moscow")
    assert [leg["mode"] for leg in told["sea"]["legs"]] == ["rail", "sea", "rail"]
    assert "gauge-break" in {stop["kind"] for stop in told["differing_segment"]["rail"]["stops"]}
    assert "loading-rail" not in {stop["kind"] for stop in told["differing_segment"]["rail"]["stops"]}


def test_a_port_as_destination_ends_the_sea_leg_there() -> None:
    told = as_dict(destination="vostochny-port")
    assert told["discharge"]["id"] == "vostochny-port"
    assert told["alternatives"] == []
    assert told["differing_segment"]["shared_km"] == 0
    assert [leg["mode"] for leg in told["sea"]["legs"]] == ["sea"]


def test_an_unreachable_mode_is_explained_and_the_other_shown() -> None:
    told = as_dict(origin="rajin-port", destination="KRPUS", discharge="KRPUS") if "KRPUS" in bundled().places._by_id else None
    if told is None:
        pytest.fail("the port of Busan has gone from the map data: choose another place without a railway in the network")
    assert told["rail"]["distance_km"] is None
    assert told["rail"]["reason"]
    assert told["sea"]["distance_km"] > 500
    assert told["sea"]["third_state_access_km"] > 0, "the territorial sea of a third State lies on the way"
    assert told["differing_segment"]["shared_km"] is None
    assert told["differing_segment"]["reason"]
    assert told["model"] is None
    assert told["model_reason"]
    assert all(factor["value"]["reason"] for factor in told["factors"] if factor["id"] in {"f1", "f6", "f7"})


def test_neither_mode() -> None:
    found = compared(origin="Rajin", destination="rajin-port")
    assert not found.reachable
    assert found.model is None
    assert "same place" in " ".join(as_lines(bundled(), found))


@pytest.mark.parametrize(
    "asked", [{}, {"model": False}, {"baseline": "coast", "flag": "none"}, {"destination": "vostochny-port"}]
)
def test_text_has_every_part_and_no_number_that_is_none(asked: dict[str, Any]) -> None:
    text = "\n".join(as_lines(bundled(), compared(**asked)))
    for word in (
        "By rail throughout",
        "With a sea leg",
        "differing segment",
        "Border legs alone",
        "f25",
        "Fewest places",
        "Schematic",
    ):
        assert word in text
    assert not re.search(r"\bnan\b|\binf\b|: None|None km", text, re.IGNORECASE)
    assert ("being seen" in text) == asked.get("model", True)


def test_sides_carry_the_strip() -> None:
    rail = compared().rail
    assert isinstance(rail, Side)
    assert [mark.title for mark in rail.marks] == ["Khasan–Tumangang"]
    assert 40 < rail.marks[0].at_km < 60
