"""The bundled network against published lengths, raw and calibrated side by side."""

from __future__ import annotations

import csv
import statistics
import sys
from functools import cache
from pathlib import Path
from typing import Literal, cast

import pytest

import geodata
from explorer.rail.network import NoRailPath, RailNetwork, RailPath

TABLE = Path(__file__).parents[2] / "data" / "rail_lengths.csv"


@cache
def network() -> RailNetwork:
    return RailNetwork.from_frames(*(geodata.dataset(f"rail_{part}") for part in ("nodes", "edges", "structures")))


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def asked(row: dict[str, str]) -> RailPath | NoRailPath:
    gauge = cast("Literal[1520, 1435]", int(row["gauge_mm"])) if row["gauge_mm"] else None
    ends = [(float(row[f"{end}_lon"]), float(row[f"{end}_lat"])) for end in ("from", "to")]
    return network().route(ends[0], ends[1], gauge_mm=gauge, avoid=row["avoid"].split())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_published_length(row: dict[str, str]) -> None:
    found = asked(row)
    assert isinstance(found, RailPath), found
    published, allowed = float(row["km"]), float(row["within_percent"])
    raw, calibrated = (100 * (km / published - 1) for km in (found.raw_km, found.length_km))
    said = f"{row['name']}: published {published:g} km, raw {raw:+.2f} %, calibrated {calibrated:+.2f} %"
    sys.stdout.write(f"{said}\n")
    assert abs(calibrated) <= allowed, said


def test_posts_that_took_no_part_in_the_calibration() -> None:
    checks = geodata.dataset("rail_checks")
    tested = checks[checks["kind"].isin(["test post", "fact"])]
    sys.stdout.write(tested[["name", "published_km", "raw_error_percent", "error_percent"]].to_string(index=False))
    assert len(tested) >= 25
    wide = tested[tested["error_percent"].abs() > 2]
    assert len(wide) <= len(tested) / 20, wide[["name", "error_percent"]]
    assert wide["excuse"].all(), "what is excused has a reason"
    assert not wide["name"].str.contains("Khasan-Rajin|Tumangang-Pyongyang|Moscow-Vladivostok by Yaroslavl").any()
    assert (checks.loc[checks["kind"] == "contradicted", "excuse"] != "").all()


def test_calibration_does_more_good_than_harm() -> None:
    checks = geodata.dataset("rail_checks")
    tested = checks[checks["kind"].isin(["test post", "fact"])]
    assert statistics.median(tested["error_percent"].abs()) < 0.5 * statistics.median(tested["raw_error_percent"].abs())


def test_sums_of_published_parts() -> None:
    net = network()

    def km(one: tuple[float, float], other: tuple[float, float]) -> float:
        found = net.route(one, other, avoid=["CHN"])
        assert isinstance(found, RailPath), found
        return found.length_km

    khasan, tumangang, rajin = (130.64528, 42.42806), (130.60806, 42.42139), (130.28917, 42.24972)
    assert km(khasan, tumangang) >= 4.27, "by the bridge on the ground"
    assert km(khasan, tumangang) + km(tumangang, rajin) == pytest.approx(km(khasan, rajin), abs=0.01)
    assert 1.2 < km(khasan, rajin) / 35.4 < 1.6


def test_ways_of_the_reported_corridors() -> None:
    net = network()
    rajin, vladivostok, tikhoretsk, pyongyang = (
        (130.28917, 42.24972),
        (131.8817, 43.1111),
        (40.11874, 45.85307),
        (125.75432, 39.03385),
    )
    home = net.route(pyongyang, vladivostok)
    assert isinstance(home, RailPath)
    assert [c["where"] for c in home.crossings] == ["khasan-tumangang"]
    assert [(b["from"], b["to"], b["where"]) for b in home.gauge_breaks] == [(1435, 1520, "Tumangang")]
    assert {"friendship-bridge", "tumangang-yard"} <= set(home.structures)
    long = net.route(rajin, tikhoretsk, gauge_mm=1520)
    assert isinstance(long, RailPath)
    assert not long.gauge_breaks
    assert [(c["from"], c["to"]) for c in long.crossings] == [("PRK", "RUS")]
    china = net.route((37.6571, 55.7766), vladivostok)
    assert isinstance(china, RailPath)
    assert [b["where"] for b in china.gauge_breaks] == ["Zabaykalsk–Manzhouli", "Grodekovo–Suifenhe"]


def test_reasons_are_found_and_not_kept() -> None:
    net = network()
    rajin, vladivostok = (130.28917, 42.24972), (131.8817, 43.1111)
    shut = net.route(rajin, vladivostok, gauge_mm=1520, closed=["friendship-bridge"])
    assert isinstance(shut, NoRailPath)
    assert shut.reason == "The Friendship Bridge is closed and no other 1520 mm line crosses from the DPRK to Russia."
    cut = net.route((125.75432, 39.03385), (126.9784, 37.566))
    assert isinstance(cut, NoRailPath)
    assert "Dorasan–Panmun has been closed" in cut.reason


def test_a_country_that_every_way_crosses_is_named() -> None:
    found = network().route((125.73639, 39.00472), (106.88, 47.91), avoid=["CHN", "RUS"])
    assert isinstance(found, NoRailPath)
    assert found.reason.startswith("Every way outside Russia from Pyongyang to Ulaanbaatar passes through China")


@pytest.mark.parametrize(
    "wanted",
    [
        "friendship-bridge",
        "khasan-tumangang",
        "tumangang-yard",
        "rajin-pier-1",
        "rajin-pier-2",
        "rajin-pier-3",
        "dunai-branch",
        "nizhneleninskoye-tongjiang",
        "zabaykalsk-manzhouli",
        "grodekovo-suifenhe",
        "kamyshovaya-hunchun",
        "sinuiju-dandong",
        "zamyn-uud-erenhot",
    ],
)
def test_named_structures_can_be_closed(wanted: str) -> None:
    net = network()
    assert wanted in {structure.id for structure in net.structures}
    assert any(wanted in track.structures for track in net.tracks)
