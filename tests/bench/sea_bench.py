"""Our sea router beside searoute-py and scgraph on the same pairs in one run, and what the networks cost.

The peers are no dependencies: they are asked in an interpreter that has ``searoute==1.6.0`` and ``scgraph==2.15.0`` installed,
for example from a virtual environment of its own. Without one only our own figures are shown.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

import geodata
from explorer.geo import distance_km, length_km
from explorer.sea.network import SeaRoute
from geodata.formats.mercator import to_plane
from tests.sea_data import BOOK, WORLD, book, network

Pairs = list[list[list[float]]]
Position = tuple[float, float]
ROOT = Path(__file__).parents[2]

LOAD = """
import time, psutil
from explorer.world.world import World
world, process = World.load(), psutil.Process()
size, began = process.memory_info().rss, time.perf_counter()
world.network
print(time.perf_counter() - began, (process.memory_info().rss - size) / 1e6)
"""


def loading() -> tuple[float, float]:
    """Seconds to load the networks of rail and sea in a fresh process that has the cards, and the megabytes that they take."""
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


def port_to_port() -> tuple[list[float], list[float]]:
    """Milliseconds for each pair of the book: between ports that were asked about before in other pairs, and asked again."""
    rows = book()
    fresh = replace(network())
    for row in rows:
        for position in (row.start, row.end):
            fresh.route(position, (179.0, 0.0))
    first = [_timed(lambda row=row: fresh.route(row.start, row.end)) for row in rows]  # type: ignore[misc]
    again = [_timed(lambda row=row: fresh.route(row.start, row.end)) for row in rows]  # type: ignore[misc]
    return first, again


def point_to_point(seed: int = 5, count: int = 300) -> list[tuple[float, float]]:
    """Kilometres of the great circle and milliseconds, between points of the seas that nobody asked about before."""
    spots = wet_spots(seed, 2 * count)
    pairs = list(zip(spots[::2], spots[1::2], strict=False))
    return [(distance_km(a, b), _timed(lambda a=a, b=b: network().route(a, b))) for a, b in pairs]  # type: ignore[misc]


def wet_spots(seed: int, count: int) -> list[Position]:
    """Points of the seas, drawn by chance."""
    chance = np.random.default_rng(seed)
    drawn = zip(chance.uniform(-180, 180, 2 * count).tolist(), chance.uniform(-55, 60, 2 * count).tolist(), strict=True)
    return list(itertools.islice((spot for spot in drawn if _wet(spot)), count))


def _wet(spot: Position) -> bool:
    return not bool(network().sight.land.holds(to_plane(np.asarray([spot])))[0])


# ---- beside another tree of this project -----------------------------------------------------------------------------


FAR_WEST = (-179.9, 0.0)
"""A port that was asked about from here is known, and nothing was asked from it."""


class _Tree:
    """A sea router in a process of its own."""

    def __init__(self, root: Path) -> None:
        command, path = [sys.executable, str(Path(__file__).with_name("sea_search.py"))], {**os.environ, "PYTHONPATH": str(root)}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=path)
        self.times = {"load": [self.answer()["ms"]]}

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def ask(self, item: str, question: object) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.write(f"{json.dumps(question)}\n")
        self.process.stdin.flush()
        found = self.answer()
        self.times.setdefault(item, []).append(found["ms"])
        return found


def beside(other: Path) -> Iterator[str]:
    """Lines of a table: this tree and another one, in processes of their own, asked the same question one after the other."""
    trees = (_Tree(ROOT), _Tree(other))

    def ask(item: str, *question: object) -> dict[str, Any]:
        answers = [tree.ask(item, question or None) for tree in trees]
        return answers[0]

    rows = list(_with_destinations())
    for port in {port for row in rows for port in row}:
        ask("", FAR_WEST, port)
    for origin, one, two in rows:
        passages = ask("known ports, origin not asked before", origin, one)["passages"]
        ask("second destination from it", origin, two)
        for passage in passages:
            ask("with a passage of the way closed", origin, one, [passage])
    ask("")
    points = wet_spots(seed=7, count=600)
    for one, two in zip(points[::2], points[1::2], strict=True):
        ask("any two points", one, two)
    yield f"sea router of this tree beside that of {other.name}, medians in ms\n\n{'':42}{'this':>9}{'other':>9}{'ratio':>7}\n"
    for item in filter(None, trees[0].times):
        mine, theirs = (float(np.median(tree.times[item])) for tree in trees)
        yield f"{item:42}{mine:9.2f}{theirs:9.2f}{mine / theirs:7.2f}\n"
    for tree in trees:
        tree.process.communicate()


def _with_destinations() -> Iterator[tuple[Position, Position, Position]]:
    """Each port of the two tables of the tests as an origin, with two destinations out of its own table."""
    chance = np.random.default_rng(4)
    for table in (BOOK, WORLD):
        spots = sorted({end for row in book(table) for end in (row.start, row.end)})
        for number, origin in enumerate(spots):
            one, two = chance.choice(np.delete(np.arange(len(spots)), number), 2, replace=False).tolist()
            yield origin, spots[one], spots[two]


# ---- beside the peers ------------------------------------------------------------------------------------------------


def ours(pairs: Pairs) -> list[dict[str, Any]]:
    """Our answers in the form of the peers' ones: the ports were asked about before, the pair was not."""
    answers: list[dict[str, Any]] = []
    fresh = replace(network())
    for (x, y), (other_x, other_y) in pairs:
        for position in ((x, y), (other_x, other_y)):
            fresh.route(position, (179.0, 0.0))
        began = time.perf_counter()
        found = fresh.route((x, y), (other_x, other_y))
        took = (time.perf_counter() - began) * 1e3
        good = isinstance(found, SeaRoute)
        answers.append(
            {"nm": found.distance_nm, "line": [list(p) for p in found.line], "ms": took}
            if good
            else {"nm": None, "line": [], "ms": took}
        )
    return answers


def theirs(python: Path, name: str, pairs: Pairs) -> list[dict[str, Any]]:
    """Answers of a peer, asked in its own interpreter."""
    script = Path(__file__).with_name("sea_peers.py")
    done = subprocess.run([str(python), str(script), name], input=json.dumps(pairs), capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def over_land_km(line: list[list[float]], tree: shapely.STRtree) -> float:
    """Kilometres of a line over the fine land of the region, fairways not counted."""
    if len(line) < 2:
        return 0.0
    route = shapely.LineString(line)
    pieces = [shapely.intersection(route, tree.geometries[index]) for index in tree.query(route, predicate="intersects")]
    parts = [part for piece in pieces for part in shapely.get_parts(piece) if part.geom_type == "LineString"]
    return float(sum(length_km([(x, y) for x, y in shapely.get_coordinates(part)]) for part in parts))


def compared(peers: Path | None) -> Iterator[str]:
    """Lines of the table of routers, on the pairs of NGA Pub. 151 in the tests."""
    rows = book()
    pairs = [[list(row.start), list(row.end)] for row in rows]
    printed = np.asarray([row.distance_nm for row in rows])
    channels = shapely.union_all(np.asarray(geodata.dataset("sea_fairways").geometry.array)).buffer(0.01)
    tree = shapely.STRtree(shapely.difference(np.asarray(geodata.dataset("land_region").geometry.array), channels))
    results = {"ours": ours(pairs)}
    if peers is not None:
        results |= {name: theirs(peers, name, pairs) for name in ("searoute", "scgraph")}
    yield f"sea routers on {len(rows)} pairs of NGA Pub. 151, errors in per cent of the printed distance\n"
    yield f"{'':10}{'answered':>9}{'median ms':>11}{'median %':>10}{'p90 %':>8}{'worst %':>9}{'over land km':>14}\n"
    for name, answers in results.items():
        got = np.asarray([answer["nm"] is not None for answer in answers])
        off = np.abs(np.asarray([answer["nm"] or 0.0 for answer in answers]) / printed - 1) * 100
        ms = np.median([answer["ms"] for answer in answers])
        land = sum(over_land_km(answer["line"], tree) for answer in answers)
        errors = f"{np.median(off):10.2f}{np.quantile(off, 0.9):8.2f}{off.max():9.1f}"
        yield f"{name:10}{got.mean():9.0%}{ms:11.2f}{errors}{land:14.0f}\n"
    yield "\ntime against distance, between points nobody asked about before\n"
    table = np.asarray(point_to_point(seed=6))
    for low, high in ((0, 2000), (2000, 5000), (5000, 10000), (10000, 20100)):
        mine = table[(table[:, 0] >= low) & (table[:, 0] < high), 1]
        if len(mine):
            middle, most = np.median(mine), np.quantile(mine, 0.9)
            yield f"{low:6}-{high:6} km {len(mine):4} routes, median {middle:6.1f} ms, p90 {most:6.1f} ms\n"
