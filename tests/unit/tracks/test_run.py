"""A run that is broken off goes on and gives the same; on a cluster as in one process; what is in the way is told in one line."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pyogrio
import pytest
import shapely
from distributed import Client, LocalCluster

from explorer.errors import ExportError, TracksError, WorkError
from explorer.tracks import run as runs
from explorer.tracks import store
from explorer.tracks.density import outlines
from explorer.tracks.engine import engine, in_process
from explorer.tracks.geopackage import geopackage
from explorer.tracks.ground import Ground
from explorer.tracks.run import Question, run
from explorer.tracks.thresholds import Thresholds
from tests.fleet import fleet, write_noaa
from tests.grids import sampled

CELL_ON_180 = "852261abfffffff"
TABLES = ("voyages", "calls", "gaps", "zones", "loitering", "encounters", "density", "lines")


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Question]:
    """Ten ships in four shares."""
    file = tmp_path_factory.mktemp("ais") / "ais.csv"
    write_noaa(fleet(ships=10, days=8, every_s=600, seed=5)[0], file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "SHARE_POSITIONS", 3000)
        patch.setattr("explorer.tracks.reading.PIECE_BYTES", 150_000)
        yield Question((str(file),))


@pytest.fixture(scope="module")
def whole(question: Question, ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "out"
    run(question, ground, folder)
    return folder


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same results, but for the time that they took."""
    both = [json.loads((folder / "summary.json").read_text()) | {"seconds": 0} for folder in (one, other)]
    for name in TABLES:
        pd.testing.assert_frame_equal(pd.read_parquet(one / f"{name}.parquet"), pd.read_parquet(other / f"{name}.parquet"))
    return both[0] == both[1]


def test_the_tables_are_layers_of_a_geopackage(whole: Path, ground: Ground, tmp_path: Path) -> None:
    file = tmp_path / "tracks.gpkg"
    file.write_bytes(geopackage(whole, {port.id: (port.lon, port.lat) for port in ground.ports}))
    kinds = dict(pyogrio.list_layers(file).tolist())
    assert set(kinds) == set(TABLES)
    assert (kinds["lines"], kinds["gaps"], kinds["density"], kinds["zones"]) == ("LineString", "Point", "Polygon", None)
    for name in TABLES:
        found, table = pyogrio.read_dataframe(file, layer=name), pd.read_parquet(whole / f"{name}.parquet")
        assert len(found) == len(table)
        assert list(found.columns.drop("geometry", errors="ignore")) == [one for one in table if one != "geometry"]
    calls, density = pyogrio.read_dataframe(file, layer="calls"), pyogrio.read_dataframe(file, layer="density")
    port = next(port for port in ground.ports if port.id == calls["place"][0])
    assert (calls.geometry[0].x, calls.geometry[0].y) == (port.lon, port.lat)
    assert shapely.contains_xy(density.geometry.array, density["lon"], density["lat"]).all()


def test_a_hexagon_across_180_is_whole() -> None:
    (shape,) = outlines([CELL_ON_180])
    west, _, east, _ = shape.bounds
    assert 179 < west < 180 < east < 181


class BrokenOff(Exception):
    """Somebody pulled the plug."""


def breaking_off(after: int) -> Callable[..., Iterator[Any]]:
    """Does some parts and no more."""
    left = [after]

    def mapped(function: Callable[[Any, Any], Any], shared: Any, items: Sequence[Any]) -> Iterator[Any]:
        for answer in in_process(function, shared, items):
            if left[0] == 0:
                raise BrokenOff
            left[0] -= 1
            yield answer

    return mapped


@pytest.mark.parametrize("after", sampled([(1,), (4,), (6,)], [(4,)]))
def test_a_run_that_was_broken_off_goes_on(after: int, question: Question, whole: Path, ground: Ground, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with pytest.raises(BrokenOff):
        run(question, ground, folder, breaking_off(after))
    assert not (folder / "summary.json").exists()
    done: list[str] = []
    run(question, ground, folder, told=lambda step, _done, _of: done.append(step))
    assert same(whole, folder)
    assert not (folder / "work").exists()


def test_parts_that_are_done_are_not_done_again(
    question: Question, ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    with pytest.raises(BrokenOff):
        run(question, ground, folder, breaking_off(6))
    read: list[object] = []
    worked = store.put_block
    monkeypatch.setattr(store, "put_block", lambda *given: read.append(given) or worked(*given))
    run(question, ground, folder)
    assert not read


def test_a_full_disk_leaves_nothing_that_looks_whole(
    question: Question, whole: Path, ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    written = 0
    settle = os.fsync

    def full(descriptor: int) -> None:
        nonlocal written
        written += 1
        if written > 12:
            raise OSError(28, "No space left on device")
        settle(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ExportError, match="no space left on device"):
            run(question, ground, folder)
    assert not (folder / "summary.json").exists()
    assert not list(folder.glob("*.parquet"))
    run(question, ground, folder)
    assert same(whole, folder)


@pytest.mark.grid
def test_a_cluster_of_two_workers_of_which_one_is_killed_gives_the_same(
    question: Question, whole: Path, ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))  # a page that was tested before leaves its script there
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:
        killed: list[int] = []

        def told(step: str, done: int, _of: int) -> None:
            if step == "ships" and done == 1 and not killed:
                with Client(cluster) as client:
                    killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        with engine(cluster.scheduler_address) as mapped:
            run(question, ground, folder, mapped, told)
    assert killed
    assert same(whole, folder)


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.tracks.engine.CONNECT_S", 0.2)
    with pytest.raises(WorkError, match=r"no scheduler answers at 'tcp://127\.0\.0\.1:9'"), engine("tcp://127.0.0.1:9"):
        pass


@pytest.mark.grid
def test_workers_without_tumen_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.tracks.engine.STEPS", "explorer.tracks.nowhere")
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, silence_logs=50) as cluster,
        pytest.raises(WorkError, match="the workers of the cluster have no tumen"),
        engine(cluster.scheduler_address),
    ):
        pass


def test_results_are_not_made_twice_and_not_overwritten(question: Question, whole: Path, ground: Ground) -> None:
    before = (whole / "summary.json").read_bytes()
    assert run(question, ground, whole) == json.loads(before)
    with pytest.raises(ExportError, match="a run on other files or with other thresholds"):
        run(Question(question.files, limits=Thresholds(gap_hours=3)), ground, whole)
    assert (whole / "summary.json").read_bytes() == before


def test_a_folder_of_somebody_else_is_left_alone(question: Question, ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")
    with pytest.raises(ExportError, match="not results of tracks"):
        run(question, ground, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("12345,2023-01-01T00:00:00,42,131", "bad MMSI: 1"),
        ("273111222,never,42,131", r"no time: 1.*--columns time="),
        ("273111222,2023-01-01T00:00:00,91,181", "not available"),
    ],
)
def test_a_file_without_any_usable_position_is_refused(rows: str, words: str, ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "ais.csv").write_text(f"mmsi,time,lat,lon\n{rows}\n")
    with pytest.raises(TracksError, match=words):
        run(Question((str(tmp_path / "ais.csv"),)), ground, tmp_path / "out")


def test_a_missing_file_is_named(ground: Ground, tmp_path: Path) -> None:
    with pytest.raises(TracksError, match=r"nothing\.csv.*there is no such file"):
        run(Question((str(tmp_path / "nothing.csv"),)), ground, tmp_path / "out")
    assert not (tmp_path / "out").exists()
