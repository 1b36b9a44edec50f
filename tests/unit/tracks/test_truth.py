"""What is found of made-up ships against what is known of them, and single cases drawn by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from explorer.geo import distance_km
from explorer.tracks.ground import Ground
from explorer.tracks.run import Question, run
from explorer.tracks.thresholds import Thresholds
from tests import fleet_score
from tests.fleet import Known, fleet, write_noaa

RAJIN = (130.3, 42.23333)
T0 = pd.Timestamp("2023-05-01T00:00:00Z")
Row = tuple[int, float, float, float, float | None]
"""Ship, hours since T0, longitude, latitude, knots."""


@pytest.fixture(scope="module")
def found(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, pd.DataFrame], dict[str, object], Known]:
    folder = tmp_path_factory.mktemp("fleet")
    table, known = fleet(ships=12, days=20, every_s=300, seed=3)
    write_noaa(table, folder / "ais.csv")
    return (*worked(folder / "ais.csv", folder / "out", ground), known)


def worked(file: Path, folder: Path, ground: Ground, **limits: float) -> tuple[dict[str, pd.DataFrame], dict[str, object]]:
    summary = run(Question((str(file),), limits=Thresholds(**limits)), ground, folder)
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}, summary


def by_hand(rows: list[Row], folder: Path, ground: Ground, **limits: float) -> tuple[dict[str, pd.DataFrame], dict[str, object]]:
    frame = pd.DataFrame(
        {
            "mmsi": [row[0] for row in rows],
            "time": [(T0 + pd.Timedelta(hours=row[1])).isoformat() for row in rows],
            "lon": [row[2] for row in rows],
            "lat": [row[3] for row in rows],
            "sog": [row[4] for row in rows],
        }
    )
    frame.to_csv(folder / "hand.csv", index=False)
    return worked(folder / "hand.csv", folder / "out", ground, **limits)


def test_calls_and_gaps_are_found(found: tuple[dict[str, pd.DataFrame], dict[str, object], Known]) -> None:
    tables, _, known = found
    assert len(known.calls) > 80
    assert len(known.gaps) > 30
    for score in (fleet_score.of_calls(tables["calls"], known), fleet_score.of_gaps(tables["gaps"], known)):
        assert score.precision >= 0.98
        assert score.recall >= 0.98


def test_kilometres_by_zone_are_right(found: tuple[dict[str, pd.DataFrame], dict[str, object], Known], ground: Ground) -> None:
    tables, _, known = found
    error, where = fleet_score.worst_km(tables["zones"], fleet_score.known_km(known, ground.cells.source))
    assert error <= 0.005, where


def test_what_was_dropped_is_counted(found: tuple[dict[str, pd.DataFrame], dict[str, object], Known]) -> None:
    _, summary, known = found
    assert summary["kept"] == pytest.approx(known.kept, rel=1e-4)
    assert sum(summary["dropped"].values()) == pytest.approx(known.dropped, rel=1e-2)
    assert summary["positions"] == summary["kept"] + sum(summary["dropped"].values())
    assert set(summary["dropped"]) == {
        "duplicate", "impossible jump", "on land", "bad MMSI", "position not available (91, 181)"
    }  # fmt: skip


def test_meetings_are_found(found: tuple[dict[str, pd.DataFrame], dict[str, object], Known]) -> None:
    tables, _, known = found
    heard = {
        (one, two) for one, two, start, end in known.meetings
        if not any(ship in (one, two) and began < end and ended > start for ship, began, ended in known.gaps)
    }  # fmt: skip
    met = set(zip(tables["encounters"]["ship_a"], tables["encounters"]["ship_b"], strict=True))
    assert len(heard) >= 3
    assert heard <= met <= {(one, two) for one, two, *_ in known.meetings}


def test_hours_of_zones_and_voyages_add_up(found: tuple[dict[str, pd.DataFrame], dict[str, object], Known]) -> None:
    tables, summary, _ = found
    zones, voyages = tables["zones"], tables["voyages"]
    for scenario in ("claimed", "coast"):
        of = zones[zones["scenario"] == scenario]
        at_sea = of[of["voyage"] > 0]
        for name in ("km", "hours", "gap_km", "gap_hours"):
            assert at_sea[name].sum() == pytest.approx(voyages[name].sum(), rel=1e-9)
        assert of["hours"].sum() == pytest.approx(summary["hours"], abs=1e-3)


def test_a_gap_is_never_filled_by_a_line(ground: Ground, tmp_path: Path) -> None:
    rows: list[Row] = [(273111222, h / 4, 130.6 + h / 100, 41.9, 12.0) for h in range(9)]
    rows += [(273111222, 20 + h / 4, 133.1, 42.4 - h / 100, 12.0) for h in range(9)]
    tables, summary = by_hand(rows, tmp_path, ground)
    (gap,) = tables["gaps"].to_dict("records")
    direct = distance_km((130.68, 41.9), (133.1, 42.4))
    assert (gap["from_lon"], gap["from_lat"], gap["to_lon"], gap["to_lat"]) == (130.68, 41.9, 133.1, 42.4)
    assert gap["hours"] == pytest.approx(18.0)
    assert gap["km"] == pytest.approx(direct, rel=1e-6)
    assert gap["reach_km"] > direct
    zones = tables["zones"][tables["zones"]["scenario"] == "claimed"]
    assert zones["gap_km"].sum() == pytest.approx(direct, rel=1e-6)
    sailed = distance_km((130.6, 41.9), (130.68, 41.9)) + distance_km((133.1, 42.4), (133.1, 42.32))
    assert zones["km"].sum() == pytest.approx(sailed, rel=1e-4)
    assert len(tables["lines"]) == 2
    assert summary["gaps"] == 1


def test_calls_at_the_ends_of_the_data_were_not_seen_to_begin_or_end(ground: Ground, tmp_path: Path) -> None:
    rows: list[Row] = [(273111222, h / 2, *RAJIN, 0.0) for h in range(10)]
    rows += [(273111222, 5 + h / 4, RAJIN[0] + h / 30, RAJIN[1] - h / 30, 12.0) for h in range(1, 20)]
    rows += [(273111222, 10 + h / 4, RAJIN[0] + (20 - h) / 30, RAJIN[1] - (20 - h) / 30, 12.0) for h in range(1, 20)]
    rows += [(273111222, 15 + h / 2, *RAJIN, 0.0) for h in range(10)]
    tables, _ = by_hand(rows, tmp_path, ground)
    assert tables["calls"][["place", "arrival_observed", "departure_observed"]].to_numpy().tolist() == [
        ["rajin-port", False, True], ["rajin-port", True, False]
    ]  # fmt: skip
    assert tables["voyages"][["voyage", "from_place", "to_place"]].to_numpy().tolist() == [[1, "rajin-port", "rajin-port"]]


def test_sailing_past_is_no_call(ground: Ground, tmp_path: Path) -> None:
    rows: list[Row] = [(273111222, h / 10, 130.2 + h / 50, 42.21, 10.0) for h in range(20)]
    tables, _ = by_hand(rows, tmp_path, ground)
    assert len(tables["calls"]) == 0


def test_speed_that_is_not_given_is_told_from_the_way(ground: Ground, tmp_path: Path) -> None:
    rows: list[Row] = [(273111222, h / 20, RAJIN[0] + (h % 3) * 1e-4, RAJIN[1], None) for h in range(100)]
    tables, _ = by_hand(rows, tmp_path, ground)
    assert tables["calls"]["place"].tolist() == ["rajin-port"]


@pytest.mark.parametrize(("lon", "lat"), [(4.0, 52.5), (-30.0, 40.0), (151.0, 42.0), (130.0, 29.0), (116.0, 40.0)])
def test_outside_the_region_is_a_row_of_its_own_and_never_high_seas(
    lon: float, lat: float, ground: Ground, tmp_path: Path
) -> None:
    rows: list[Row] = [(273111222, h / 4, lon + h / 100, lat, 12.0) for h in range(9)]
    tables, summary = by_hand(rows, tmp_path, ground)
    assert set(tables["zones"]["zone"]) == {"outside the zone data"}
    assert summary["share_of_km_outside_the_zone_data"] == 1.0


def test_a_step_across_the_edge_of_the_region_is_parted_there(ground: Ground, tmp_path: Path) -> None:
    tables, _ = by_hand([(273111222, 0, 149.5, 40.0, 12.0), (273111222, 4, 150.5, 40.0, 12.0)], tmp_path, ground)
    zones = tables["zones"][tables["zones"]["scenario"] == "coast"].set_index("zone")
    whole = distance_km((149.5, 40.0), (150.5, 40.0))
    assert zones.loc["outside the zone data", "km"] == pytest.approx(whole / 2, rel=0.005)
    assert zones["km"].sum() == pytest.approx(whole, rel=1e-6)


def test_the_date_line_is_crossed_the_short_way(ground: Ground, tmp_path: Path) -> None:
    _, summary = by_hand([(273111222, h, (179.0 + h / 4 + 180) % 360 - 180, 50.0, 12.0) for h in range(9)], tmp_path, ground)
    assert summary["km"] == pytest.approx(distance_km((179.0, 50.0), (-179.0, 50.0)), rel=1e-3)


def test_two_ships_of_one_number_give_the_track_that_has_more(ground: Ground, tmp_path: Path) -> None:
    here: list[Row] = [(273111222, h / 6, 131 + h / 100, 41.0, 12.0) for h in range(60)]
    there: list[Row] = [(273111222, h / 2 + 0.05, 135 + h / 100, 38.0, 12.0) for h in range(10)]
    _, summary = by_hand(here + there, tmp_path, ground)
    assert summary["dropped"] == {"impossible jump": 10}


def test_a_ship_that_goes_on_elsewhere_for_long_keeps_both_parts(ground: Ground, tmp_path: Path) -> None:
    rows: list[Row] = [(273111222, h / 6, 131 + h / 100, 41.0, 12.0) for h in range(60)]
    rows += [(273111222, 10 + h / 6, 139 + h / 100, 40.0, 12.0) for h in range(60)]
    _, summary = by_hand(rows, tmp_path, ground)
    assert summary["kept"] == 120
    assert summary["km"] == pytest.approx(distance_km((131, 41), (131.59, 41)) + distance_km((139, 40), (139.59, 40)), rel=1e-3)


def test_the_summary_has_its_names_and_says_of_what_it_speaks(ground: Ground, tmp_path: Path) -> None:
    _, summary = by_hand([(273111222, h / 4, 131 + h / 100, 41.0, 12.0) for h in range(9)], tmp_path, ground)
    names = ("positions", "kept", "dropped", "ships", "voyages", "calls", "gaps", "encounters", "seconds")
    assert tuple(summary)[: len(names)] == names
    assert "in these files" in str(summary["said"])
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == summary
