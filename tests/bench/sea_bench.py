"""Our sea router beside searoute-py and scgraph on the same pairs in one run, and what the networks cost.

The peers are no dependencies: they are asked in an interpreter that has ``searoute==1.6.0`` and ``scgraph==2.15.0`` installed,
for example from a virtual environment of its own. Without one only our own figures are told.
"""

from __future__ import annotations

import itertools
import json
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
from tests.sea_data import book, network

Pairs = list[list[list[float]]]
Position = tuple[float, float]

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
    chance = np.random.default_rng(seed)
    drawn = zip(chance.uniform(-180, 180, 3 * count), chance.uniform(-55, 60, 3 * count), strict=True)
    spots = list(itertools.islice((spot for spot in drawn if _wet(spot)), 2 * count))
    pairs = list(zip(spots[::2], spots[1::2], strict=False))
    return [(distance_km(a, b), _timed(lambda a=a, b=b: network().route(a, b))) for a, b in pairs]  # type: ignore[misc]


def _wet(spot: Position) -> bool:
    plane = np.radians([spot])
    plane[:, 1] = np.arcsinh(np.tan(plane[:, 1]))
    return not bool(network().sight.land.holds(plane)[0])


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
