"""``python -m tests.bench``: one table of item, median, target and unit."""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from explorer.scene import build as scene
from explorer.views.read import parse
from explorer.views.view import View
from explorer.world.world import World
from explorer.zones.law import BASELINES, LegalScenario
from tests.bench import (
    exposure_bench,
    load_bench,
    page,
    print_bench,
    reading_bench,
    sea_bench,
    sea_raster,
    story_bench,
    track_bench,
    workspace_bench,
    zone_bench,
)
from tests.browser.harness import command, launch, serving

say = sys.stdout.write


@dataclass(frozen=True)
class Row:
    """One measured thing; ``target`` is what it may be at most, where something is promised."""

    item: str
    median: float
    unit: str
    target: float | None = None

    def line(self) -> str:
        """The row as text."""
        target = "" if self.target is None else f"{self.target:g}"
        verdict = "" if self.target is None else "ok" if self.median <= self.target else "OVER"
        return f"{self.item:<58} {_short(self.median):>9} {target:>9}  {self.unit:<3} {verdict}\n"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


def _timed(act: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _median(measure: Callable[[], float], runs: int) -> float:
    return statistics.median(measure() for _ in range(runs))


def without_browser(runs: int) -> Iterator[Row]:
    """The command line and the scene."""
    check = command("check")
    yield Row(
        "tumen check, from a cold process", _timed(lambda: subprocess.run(check, check=True, capture_output=True), runs), "s"
    )
    world = World.load()
    filtered, _ = parse("v=1&stance=alleged&from=2023-01-01")
    yield Row("scene built, first view", 1e3 * _timed(lambda: scene.build(world, View()), 4 * runs), "ms")
    yield Row("scene built, filtered", 1e3 * _timed(lambda: scene.build(world, filtered), 4 * runs), "ms")
    drawn = scene.build(world, View())
    yield Row("scene's name (digest), first view", 1e3 * _timed(drawn.digest, 4 * runs), "ms")


def on_paper(runs: int) -> Iterator[Row]:
    """Printed maps."""
    cold = statistics.median(print_bench.cold() for _ in range(runs))
    yield Row("tumen export of a PNG 1920 x 1080, from a cold process", cold, "s", 5)
    world = World.load()
    print_bench.warm(world)
    yield Row("PNG 1920 x 1080, warm", statistics.median(print_bench.warm(world) for _ in range(2 * runs)), "s", 1.5)
    for ending, target in ((".pdf", 2), (".pptx", 3), (".html", 3)):
        yield Row(f"largest {ending} of the prepared views", print_bench.largest(world, ending), "MB", target)
    found = list(print_bench.faults(world))
    yield Row("labels that meet, are cut or missing, full matrix", len(found), "", 0)


def on_the_networks(runs: int) -> Iterator[Row]:
    """The networks of rail and sea."""
    loads = [sea_bench.loading() for _ in range(runs)]
    yield Row("networks of rail and sea loaded, cards there already", statistics.median(load[0] for load in loads), "s", 1.5)
    yield Row("memory that the networks take", statistics.median(load[1] for load in loads), "MB", 300)
    fresh, again = sea_bench.port_to_port()
    yield Row("sea, port to port with geometry, ports known, a new pair", statistics.median(fresh), "ms", 1)
    yield Row("  the same pair again", statistics.median(again), "ms", 1)
    far = [took for _, took in sea_bench.point_to_point()]
    yield Row("sea, any point to any point, not asked before", statistics.median(far), "ms", 10)


def over_the_zones(runs: int) -> Iterator[Row]:
    """Maritime zones: made once, then asked by every route."""
    world = World.load()
    began = time.perf_counter()
    zones = world.zones
    yield Row("zones made from the map data", time.perf_counter() - began, "s")
    for name, leg in zone_bench.legs(world):
        for baseline in BASELINES:
            divide = partial(zones.profile, leg.line, leg.duration_h, leg.mode, LegalScenario(baseline), leg.cumulative_km)
            divide()
            yield Row(f"profile {name}, baseline {baseline}", 1e3 * _timed(divide, 4 * runs), "ms", 50)


def of_a_document(runs: int) -> Iterator[Row]:
    """A document read, with the models of its language loaded."""
    took = reading_bench.reading(World.load(), runs)
    yield Row("a document of 2,000 words read, English, warm", statistics.median(took), "s", 3)


def of_the_exposure(runs: int) -> Iterator[Row]:
    """Rail against sea: the whole comparison and the model."""
    world = World.load()
    comparison = exposure_bench.example(world)
    yield Row("comparison Rajin to Tikhoretsk, no model", _timed(lambda: exposure_bench.example(world), runs), "s")
    yield Row("10,000 draws over the whole grid", _median(lambda: exposure_bench.draws(world, comparison), runs), "s", 1)
    yield Row("tornado, Sobol, break-even of one case", _median(lambda: exposure_bench.sensitivity(world, comparison), runs), "s")


def in_a_workspace() -> Iterator[Row]:
    """A workspace of 10,000 claims, beside one of a third of them: nothing may grow faster than it does."""
    units = {"MB": 1.0, "s": 1.0, "ms": 1e3}
    small, large = workspace_bench.measured(100, 33), workspace_bench.measured(300, 33)
    for name, target, unit in workspace_bench.TARGETS:
        yield Row(f"workspace of 9,900 claims: {name}", large[name] * units[unit], unit, target)
        yield Row("  the same of 3,300", small[name] * units[unit], unit)


def in_a_workspace_on_the_page(browser: Browser, runs: int) -> Iterator[Row]:
    """What a reader of 9,900 claims waits for, and what the server holds."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "w.sqlite"
        workspace_bench.written(place, 300, 33)
        options, who = ("--workspace", str(place)), "9,900 claims on the page"
        yield Row(f"{who}: server start to usable map", _median(lambda: page.start_to_map(browser, *options), runs), "s", 4)
        with serving(*options) as server:
            changes = page.filter_to_map(browser, server, 6 * runs)
            yield Row(f"{who}: filter change to map, median of {len(changes)}", statistics.median(changes), "ms", 500)
            yield Row(f"{who}: filter change to map, 95th percentile", page.percentile(changes, 95), "ms")
            yield Row(f"{who}: server memory, {page.BROWSERS} browsers", page.memory_with_browsers(browser, server), "MB", 1000)


def of_tracks() -> Iterator[Row]:
    """Positions of ships: zones, five million from CSV to tables, beside movingpandas."""
    world = World.load()
    speed, different = track_bench.zones_a_second(world)
    yield Row("zones of a million positions, both baselines, one core", 1.0 / speed, "s", 1)
    yield Row("  of which differ from the exact answer", different, "", 0)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        count, known = track_bench.write_fleet(place / "ais.csv")
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        two = track_bench.taken(place / "ais.csv", place / "two", 2)
        yield Row(f"{count / 1e6:.1f} million positions to tables, 2 workers, load {load}", two.seconds, "s", 60)
        yield Row("  processor time of it", two.processor_s, "s")
        yield Row("  peak memory of all processes", two.peak_mb, "MB", 2000)
        one = track_bench.taken(place / "ais.csv", place / "one", 1)
        yield Row("  run of two workers as a share of one's", two.run_s / one.run_s, "", 1 / 1.7)
        yield Row("  whole command of two as a share of one's", two.seconds / one.seconds, "")
        calls, gaps, error = track_bench.quality(place / "two", known, world)
        yield Row("  calls wrong or missed, the worse of both", 1 - calls, "", 0.02)
        yield Row("  gaps wrong or missed, the worse of both", 1 - gaps, "", 0.02)
        yield Row("  greatest error of kilometres of a zone", 100 * error, "%", 0.5)
        times, apart = track_bench.beside_movingpandas(world, place)
        yield Row("time as a share of movingpandas', 500,000 positions", 1 / times, "", 0.1)
        yield Row("  lengths differ by", 100 * apart, "%", 0.1)


def in_the_browser(browser: Browser, runs: int) -> Iterator[Row]:
    """What a reader waits for."""
    yield Row("server start to usable map", _median(lambda: page.start_to_map(browser), runs), "s", 6)
    with serving() as server:
        page.open_to_map(browser, server)
        yield Row("page opened to usable map, server warm", _median(lambda: page.open_to_map(browser, server), runs), "s", 3)
        first, second = page.wire(browser, server)
        yield Row("map data, first view: base layers, Leaflet, own scripts", (first["data"] + first["scripts"]) / 1e3, "kB", 1500)
        yield Row("map data, second visit", (second["data"] + second["scripts"]) / 1e3, "kB", 100)
        for name, word in (("component", "map component"), ("bundle", "Streamlit's bundle"), ("frames", "page over the socket")):
            yield Row(f"  beside it, first and second visit: {word}", first[name] / 1e3, "kB")
            yield Row("", second[name] / 1e3, "kB")
        changes = page.filter_to_map(browser, server, 6 * runs)
        yield Row(f"filter change to map, median of {len(changes)}", statistics.median(changes), "ms", 500)
        yield Row("filter change to map, 95th percentile", page.percentile(changes, 95), "ms")
        steps = story_bench.steps(browser, server)
        told = f"step of a story, key to settled map, median of {len(steps)}"
        yield Row(told, statistics.median(took.map for took in steps), "ms")
        yield Row(
            "step of a story, key to settled map, 95th percentile", page.percentile([took.map for took in steps], 95), "ms", 400
        )
        yield Row("step of a story, key to its words, median", statistics.median(took.words for took in steps), "ms")
        yield Row("reruns caused by six drags and two zooms", page.reruns_of_moving(browser, server), "", 0)
        yield Row("server memory, nobody there", page.memory(server), "MB")
        yield Row(f"server memory, {page.BROWSERS} browsers open", page.memory_with_browsers(browser, server), "MB", 600)
        crowd = load_bench.crowd(server, 2 * runs)
        who = f"{load_bench.READERS} readers, a filter each {load_bench.PAUSE_S:g} s"
        yield Row(f"{who}: to map, median", crowd.p50_s, "s")
        yield Row(f"{who}: to map, 95 %", crowd.p95_s, "s", 1.5)
        yield Row(f"{who}: failed", crowd.failed, "", 0)
        yield Row("processor of the server for an answer", crowd.cpu_ms, "ms")
        yield Row(f"server memory grown by {load_bench.SOAK:,} answers", load_bench.grown_mb(server), "MB", 20)


def main() -> None:
    """Measure everything and print it as it comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure what the README claims.")
    parser.add_argument("--runs", type=int, default=5, help="repetitions of each timing (default 5)")
    parser.add_argument("--peers", type=Path, help="interpreter that has searoute 1.6 and scgraph 2.15, to measure them as well")
    parser.add_argument("--beside", type=Path, help="another checkout of this project, to time its sea router in the same run")
    asked = parser.parse_args()
    runs = max(1, asked.runs)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        machine = f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}, Chromium {browser.version}"
        say(f"{machine}, {runs} runs\n\n")
        say(f"{'item':<58} {'median':>9} {'target':>9}  unit\n")
        for rows in (
            without_browser(runs),
            on_paper(runs),
            on_the_networks(runs),
            over_the_zones(runs),
            of_the_exposure(runs),
            in_a_workspace(),
            of_a_document(runs),
            of_tracks(),
            in_the_browser(browser, runs),
            in_a_workspace_on_the_page(browser, runs),
        ):
            for row in rows:
                say(row.line())
                sys.stdout.flush()
        browser.close()
    say("\n")
    beside = sea_bench.beside(asked.beside) if asked.beside else ()
    for line in itertools.chain(beside, sea_bench.compared(asked.peers), sea_raster.against_raster()):
        say(line)


if __name__ == "__main__":
    main()
