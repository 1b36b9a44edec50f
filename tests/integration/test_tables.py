"""Frames for the page: every chart's data in full, without a cell that says nan."""

from __future__ import annotations

import pandas as pd

from explorer.comparison import tables
from explorer.comparison.factors import rows
from explorer.comparison.profile import Side
from explorer.exposure.sensitivity import analyse
from explorer.render.files.rows import frame_csv
from tests.bundled import bundled
from tests.integration.test_compare import compared


def csv(frame: pd.DataFrame) -> str:
    text = frame_csv(frame).decode("utf-8-sig")
    assert "nan" not in text.lower().split(",")
    assert len(frame)
    return text


def test_the_strip_has_no_gap() -> None:
    found = compared(baseline="coast")
    side = found.sea.side
    assert isinstance(side, Side)
    frame = tables.strip(side)
    assert frame["from_km"].iloc[0] == 0
    assert (frame["from_km"].iloc[1:].to_numpy() == frame["to_km"].iloc[:-1].to_numpy()).all()
    assert set(frame["third_state"]) == {"no", "with Russia's or the DPRK's consent"}
    csv(frame)


def test_factors_stand_side_by_side_without_a_total() -> None:
    frame = tables.factors(rows(compared(), bundled().exposure.factors))
    assert len(frame) == 25
    assert not {"total", "score"} & set(frame.columns)
    csv(frame)


def test_ranges_have_authors_and_reasons() -> None:
    frame = tables.ranges(bundled().exposure.judgements)
    assert (frame["low"] < frame["high"]).all()
    assert frame["author"].str.len().min() > 0
    csv(frame)


def test_the_grid_has_a_row_for_each_cell_and_measure() -> None:
    frame = tables.grid(compared().model)  # type: ignore[arg-type]
    assert len(frame) == 128
    undefined = frame[frame["verdict"] == "undefined"]
    assert undefined["sea_p50"].isna().all()
    assert (undefined["reason"].str.len() > 0).all()
    csv(frame)


def test_sensitivity_tables_are_sorted() -> None:
    found = analyse(compared().cases[0], bundled().exposure.judgements, "km", "observable", samples=128)
    assert tables.tornado(found)["width"].is_monotonic_decreasing
    assert tables.sobol(found)["total"].is_monotonic_decreasing


def test_the_worth_of_points_rests_on_judged_ranges() -> None:
    observed = compared().observed
    assert observed is not None
    assert tables.observation_points(observed.choices, with_worth=False)["worth"].isna().all()
    assert tables.observation_points(observed.choices, with_worth=True)["worth"].notna().all()
