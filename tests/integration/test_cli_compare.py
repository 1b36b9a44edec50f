"""The command ``tumen compare``: the fields that are promised, exit codes, and every outcome without a chain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import toy
from tests.integration.test_cli import TEXTS, output, run

SIDE = {
    "distance_km", "duration_h", "legs", "zones_km", "beyond_territorial_sea_km", "third_state_access_km", "crossings",
    "gauge_breaks", "transshipments",
}  # fmt: skip
MEASURE = {"rail", "sea", "share_sea_above_rail", "verdict", "words", "reason"}
EXAMPLE = ("compare", "--from", "Rajin", "--to", "Tikhoretsk")


def told(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        output(*words, "--format", "json"), parse_constant=lambda word: pytest.fail(f"{word} in the JSON")
    )
    return found


def test_the_fields_that_are_promised() -> None:
    found = told(*EXAMPLE, "--discharge", "Vostochny Port", "--baseline", "coast", "--flag", "third", "--model")
    assert {"scenario", "rail", "sea", "differing_segment", "factors", "cut", "observation_points", "model"} <= set(found)
    assert (found["scenario"]["baseline"], found["scenario"]["flag"]) == ("coast", "third")
    for side in (found["rail"], found["sea"]):
        assert set(side) >= SIDE
        low, high = side["duration_h"]
        assert 0 < low < high
    assert set(found["differing_segment"]) >= {"shared_km", "rail", "sea"}
    assert set(found["cut"]) >= {"size", "arcs"}
    assert len(found["factors"]) == 25
    model = found["model"]
    assert set(model) == {"observable", "interdictable", "grid", "seed", "draws", "version"}
    for name in ("observable", "interdictable"):
        assert set(model[name]) == MEASURE
        assert model[name]["verdict"] in {"sea", "rail", "depends", "undefined"}
        for spread in (model[name]["rail"], model[name]["sea"]):
            assert set(spread) == {"p05", "p50", "p95"}
    assert found["alternatives"] == []
    assert {cell["discharge"] for cell in model["grid"]} == {"vostochny-port"}


def test_defaults_are_the_claimed_baseline_the_russian_flag_and_no_model() -> None:
    found = told(*EXAMPLE)
    assert (found["scenario"]["baseline"], found["scenario"]["flag"], found["model"]) == ("claimed", "RUS", None)
    assert (found["discharge"]["id"], [one["discharge"] for one in found["alternatives"]]) == ("dunai-port", ["vostochny-port"])


def test_text_keeps_combined_figures_for_those_who_ask() -> None:
    plain, full = output(*EXAMPLE), output(*EXAMPLE, "--model")
    assert "not observed" in plain
    assert "Combined figures: not asked for." in plain
    assert "undefined – no third State has access on either leg" in full
    assert full.index("Factors") < full.index("Combined figures"), "the plain table comes first"


def test_names_in_other_scripts() -> None:
    assert told("compare", "--from", "라진", "--to", "Тихорецк")["to"]["id"] == "tikhoretsk"


def test_neither_chain_is_exit_3_with_both_reasons() -> None:
    result = run("compare", "--from", "Rajin", "--to", "rajin-port", "--model", "--format", "json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    for side in ("rail", "sea"):
        assert found[side]["distance_km"] is None
        assert "same place" in found[side]["reason"]
    assert found["model"] is None
    assert found["model_reason"]


def test_one_missing_chain_is_explained_and_the_other_shown() -> None:
    found = told("compare", "--from", "Rajin", "--to", "KRPUS", "--model")
    assert found["rail"]["distance_km"] is None
    assert found["rail"]["reason"]
    assert found["sea"]["distance_km"] > 700, "Busan, by the code of its port"
    assert found["differing_segment"]["reason"]
    assert found["model"] is None


@pytest.mark.grid
def test_cards_without_factors_and_ranges_still_compare(tmp_path: Path) -> None:
    seeds = toy.write(tmp_path / "seeds", TEXTS)
    result = run("--seeds", str(seeds), "compare", "--from", "42.25", "--to", "Beta", "--format", "json")
    assert result.exit_code == 2
    found = run(
        "--seeds", str(seeds), "compare", "--from", "130.284,42.256", "--to", "131.957,43.804", "--model", "--format", "json"
    )
    assert found.exit_code == 0
    shown = json.loads(found.stdout)
    assert shown["rail"]["distance_km"] > 290
    assert (shown["factors"], shown["cut"]["size"], shown["model"]) == ([], None, None)
    assert shown["cut"]["reason"]
    assert shown["model_reason"]


def test_a_range_that_is_reversed_is_told_before_anything_is_compared(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "seeds" / "exposure" / "judgements.toml").read_text(encoding="utf-8")
    seeds = toy.write(tmp_path / "seeds", {**TEXTS, "exposure/judgements.toml": text.replace("low = 0.001", "low = 5.0", 1)})
    result = run("--seeds", str(seeds), "compare", "--from", "Rajin", "--to", "Tikhoretsk")
    assert result.exit_code == 1
    assert "reversed" in result.stderr
