"""Ship positions: zones of a million at once, five million from CSV to tables, and the same lengths as movingpandas has."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import psutil

from explorer.tracks.run import Question, run
from explorer.world.harbours import ground
from explorer.world.world import World
from explorer.zones.cells import REGION, Cells
from tests import fleet_score
from tests.browser.harness import command
from tests.fleet import Known, fleet, write_noaa

SHIPS, DAYS, EVERY_S = 250, 30.0, 120.0


def zones_a_second(world: World) -> tuple[float, int]:
    """Million positions a second of one core under both baselines, and how many of a million differ from the exact answer."""
    cells = Cells.of(world.zones)
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(REGION[0], REGION[2], 1_000_000), rng.uniform(REGION[1], REGION[3], 1_000_000)
    began = time.process_time()
    found = cells.at(lon, lat)
    took = time.process_time() - began
    return 1.0 / took, int((found != cells.exactly(lon, lat)).sum())


def write_fleet(file: Path, ships: int = SHIPS, days: float = DAYS) -> tuple[int, Known]:
    """A file of five million positions, and what is known of it."""
    table, known = fleet(ships, days, EVERY_S, seed=7)
    write_noaa(table, file)
    return len(table), known


@dataclass(frozen=True)
class Taken:
    """What a command took: seconds on the clock, of its run alone and of processors, and the most memory of all its processes."""

    seconds: float
    run_s: float
    processor_s: float
    peak_mb: float


def taken(file: Path, folder: Path, workers: int) -> Taken:
    """Time and memory of ``tumen tracks`` with so many workers."""
    began = time.perf_counter()
    before = _children_s()
    asked = command("tracks", str(file), "-o", str(folder), "--workers", str(workers))
    process = psutil.Popen(asked, stdout=subprocess.DEVNULL)
    peak, done = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process, peak, done))
    watcher.start()
    code = process.wait()
    took = time.perf_counter() - began
    done.set()
    watcher.join()
    assert code == 0, "the bench would measure a failure"
    run_s = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["seconds"]
    return Taken(took, run_s, _children_s() - before, peak[0] / 1e6)


def _children_s() -> float:
    own = psutil.Process().cpu_times()
    return float(own.children_user + own.children_system)


def _watch(process: psutil.Popen, peak: list[float], done: threading.Event) -> None:
    while not done.wait(0.2):
        total = 0.0
        try:
            for each in (process, *process.children(recursive=True)):
                total += each.memory_full_info().pss
        except psutil.Error:
            continue
        peak[0] = max(peak[0], total)


def quality(folder: Path, known: Known, world: World) -> tuple[float, float, float]:
    """The worst of precision and recall of calls and of gaps, and the greatest error of kilometres of a zone."""
    tables = {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("calls", "gaps", "zones")}
    calls, gaps = fleet_score.of_calls(tables["calls"], known), fleet_score.of_gaps(tables["gaps"], known)
    error, _ = fleet_score.worst_km(tables["zones"], fleet_score.known_km(known, world.zones))
    return min(calls.precision, calls.recall), min(gaps.precision, gaps.recall), error


def under_way(ships: int = 100, each: int = 5000) -> pd.DataFrame:
    """Half a million positions of ships that go round and round, a minute apart, where there is no land."""
    rng = np.random.default_rng(3)
    frames = []
    for number in range(ships):
        course = np.cumsum(rng.normal(0.004, 0.02, each)) + rng.uniform(0, 2 * np.pi)
        step = rng.uniform(8, 16) * 1.852 / 60 / 111.3
        lat, lon = 25.0 + np.cumsum(step * np.cos(course)), -150.0 + np.cumsum(step * np.sin(course)) / 0.9
        stamps = 1_690_000_000 + np.arange(each) * 60
        frames.append(pd.DataFrame({"mmsi": 273_000_000 + number, "time": stamps, "lon": lon, "lat": lat, "sog": 12.0}))
    return pd.concat(frames, ignore_index=True)


def beside_movingpandas(world: World, place: Path) -> tuple[float, float]:
    """How many times longer movingpandas takes from the same file to trajectories with lengths, and how far lengths differ."""
    import movingpandas

    table = under_way()
    write_noaa(table, place / "way.csv")
    known = ground(world)
    began = time.process_time()
    summary = run(Question((str(place / "way.csv"),)), known, place / "way")
    own = time.process_time() - began
    began = time.process_time()
    frame = pd.read_csv(place / "way.csv", parse_dates=["BaseDateTime"])
    ways = movingpandas.TrajectoryCollection(frame, "MMSI", t="BaseDateTime", x="LON", y="LAT", crs=4326)
    km = sum(way.get_length() for way in ways) / 1000.0
    return (time.process_time() - began) / own, abs(float(summary["km"]) / km - 1.0)
