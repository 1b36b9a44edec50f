"""Made-up ships whose calls, gaps, meetings and ways are known: from a seed, written as the exports of real receivers are.

Ships sail straight from port to an offing, over the middle of the sea and to the next port. What is known of them comes from how
they were made and not from the positions, so that it can be held against what the explorer finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import Geod

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")
KM_H = 1.852
MIDDLE = (131.5, 39.5)
PORTS: dict[str, tuple[tuple[float, float], ...]] = {
    # each port and the way from it to the middle of the sea; all of it is open water
    "rajin-port": ((130.3, 42.23333), (130.6, 41.9)),
    "chongjin-port": ((129.81667, 41.76667), (130.2, 41.5)),
    "vostochny-port": ((133.08333, 42.75), (133.1, 42.4)),
    "dunai-port": ((132.3375, 42.88028), (132.45, 42.4)),
    "wonsan-port": ((127.44361, 39.15278), (128.0, 39.5)),
    "hungnam-port": ((127.61667, 39.83333), (128.1, 39.6)),
}
ENTRY_KM, EXIT_KM = 3.0, 4.0
"""How near a port a ship is when it has entered it, and how far when it has left."""
EPOCH = 1_690_000_000
"""Seconds since 1970 at which every ship begins."""


@dataclass
class Known:
    """What is so. Times in seconds since 1970; a call that lies at an end of the data has that end."""

    calls: list[tuple[int, str, float, float, bool, bool]] = field(default_factory=list)
    gaps: list[tuple[int, float, float]] = field(default_factory=list)
    meetings: list[tuple[int, int, float, float]] = field(default_factory=list)
    ways: dict[int, list[tuple[Floats, Floats]]] = field(default_factory=dict)
    """For each ship the lines that it sailed and that were heard, as arrays of longitudes and latitudes."""
    dropped: int = 0
    kept: int = 0

    def add(self, other: Known) -> None:
        """Take in what is known of other ships."""
        self.calls += other.calls
        self.gaps += other.gaps
        self.meetings += other.meetings
        self.ways |= other.ways
        self.dropped += other.dropped
        self.kept += other.kept


@dataclass
class _Ship:
    """One ship while it is made: corners of its way with the times at which it is there."""

    mmsi: int
    time: list[float]
    lon: list[float]
    lat: list[float]
    known: Known


def fleet(ships: int, days: float, every_s: float, seed: int, first: int = 273_000_000) -> tuple[pd.DataFrame, Known]:
    """Positions of some ships by time, with faults among them, and what is known of them. Ships come in pairs that may meet."""
    frames, known = [], Known()
    for pair in range(0, ships, 2):
        for frame, told in _pair(first + pair, days, every_s, np.random.default_rng([seed, pair])):
            frames.append(frame)
            known.add(told)
    table = pd.concat(frames).sort_values(["time", "mmsi"], kind="stable", ignore_index=True)
    return table, known


def _pair(mmsi: int, days: float, every_s: float, rng: np.random.Generator) -> Iterator[tuple[pd.DataFrame, Known]]:
    """Two ships that meet once, if they have the time: the second waits where the first does."""
    one, two = _begin(mmsi, rng), _begin(mmsi + 1, rng)
    spot = (MIDDLE[0] + rng.uniform(-0.3, 0.3), MIDDLE[1] + rng.uniform(-0.3, 0.3))
    ends = EPOCH + days * 86400
    met = max(_sail_out(ship, spot, rng) for ship in (one, two)) + 1800
    if met + 8 * 3600 < ends:
        lasts = rng.uniform(3, 7) * 3600
        for ship, aside in ((one, 0.0), (two, 0.0012)):
            _wait(ship, (spot[0] + aside, spot[1]), met + lasts)
        one.known.meetings.append((mmsi, mmsi + 1, met, met + lasts))
    for ship in (one, two):
        while ship.time[-1] < ends:
            _to_port(ship, str(rng.choice(list(PORTS))), rng, ends)
        yield _heard(ship, every_s, ends, rng)


def _begin(mmsi: int, rng: np.random.Generator) -> _Ship:
    """In a port or at sea."""
    ship = _Ship(mmsi, [EPOCH], [MIDDLE[0]], [MIDDLE[1]], Known())
    if rng.random() < 0.5:
        port = str(rng.choice(list(PORTS)))
        ship.lon[0], ship.lat[0] = PORTS[port][0]
        _lie(ship, port, EPOCH, rng.uniform(4, 20) * 3600, rng, arrived=False)
    return ship


def _sail_out(ship: _Ship, spot: tuple[float, float], rng: np.random.Generator) -> float:
    _along(ship, [spot], rng)
    return ship.time[-1]


def _wait(ship: _Ship, spot: tuple[float, float], until: float) -> None:
    for time in (max(until - 7 * 3600, ship.time[-1] + 60), until):
        if time > ship.time[-1]:
            ship.time.append(time)
            ship.lon.append(spot[0])
            ship.lat.append(spot[1])


def _to_port(ship: _Ship, port: str, rng: np.random.Generator, ends: float) -> None:
    """From the middle of the sea to a port and back."""
    corners = PORTS[port]
    speed = _along(ship, [MIDDLE, *reversed(corners)], rng)
    if ship.time[-1] < ends:
        _lie(ship, port, ship.time[-1] - ENTRY_KM / speed * 3600, rng.uniform(5, 30) * 3600, rng, arrived=True)


def _lie(ship: _Ship, port: str, since: float, seconds: float, rng: np.random.Generator, *, arrived: bool) -> None:
    """Lie in a port and sail back to the middle of the sea; the call lasts from entry radius to exit radius."""
    ship.time.append(ship.time[-1] + seconds)
    ship.lon.append(PORTS[port][0][0])
    ship.lat.append(PORTS[port][0][1])
    until = ship.time[-1]
    speed = _along(ship, [*PORTS[port][1:], MIDDLE], rng)
    ship.known.calls.append((ship.mmsi, port, since, until + EXIT_KM / speed * 3600, arrived, True))


def _along(ship: _Ship, corners: list[tuple[float, float]], rng: np.random.Generator) -> float:
    """Sail on at one speed, which comes back in kilometres an hour."""
    knots = rng.uniform(8, 16)
    for lon, lat in corners:
        km = _GEOD.inv(ship.lon[-1], ship.lat[-1], lon, lat)[2] / 1000
        if km > 0.001:
            ship.time.append(ship.time[-1] + km / (knots * KM_H) * 3600)
            ship.lon.append(lon)
            ship.lat.append(lat)
    return knots * KM_H


def _heard(ship: _Ship, every_s: float, ends: float, rng: np.random.Generator) -> tuple[pd.DataFrame, Known]:
    """The positions that are heard of a ship, with silences and faults, and what is known of it."""
    corner = np.asarray(ship.time)
    reports = EPOCH + np.cumsum(rng.uniform(0.7, 1.3, int((ends - EPOCH) / every_s * 1.1) + 10) * every_s)
    inside = np.concatenate([[float(EPOCH)], reports[reports < ends]])
    time = np.unique(np.rint(inside))
    quiet = [(s, s + rng.uniform(8, 20) * 3600) for s in rng.uniform(EPOCH + 3600, ends, max(1, int((ends - EPOCH) / 86400 / 5)))]
    for start, end in quiet:
        time = time[(time <= start) | (time >= end)]
    lon, lat = np.interp(time, corner, ship.lon), np.interp(time, corner, ship.lat)
    moving = _moves(ship, time)
    steps = np.diff(time)
    for place in np.flatnonzero(steps > 6 * 3600):
        ship.known.gaps.append((ship.mmsi, time[place], time[place + 1]))
    _settle_calls(ship.known, time)
    ship.known.ways[ship.mmsi] = _lines(ship, time)
    jitter = np.where(moving, 0.0, 1.0) * 1e-4
    frame = pd.DataFrame(
        {
            "mmsi": ship.mmsi,
            "time": time.astype(np.int64),
            "lon": (lon + jitter * rng.normal(size=len(lon))).round(5),
            "lat": (lat + jitter * rng.normal(size=len(lat))).round(5),
            "sog": np.where(moving, 12.0, 0.0),
        }
    )
    ship.known.kept = len(frame)
    faults = _faults(frame, rng)
    ship.known.dropped = len(faults)
    return pd.concat([frame, faults]), ship.known


def _moves(ship: _Ship, time: Floats) -> NDArray[np.bool_]:
    corner = np.asarray(ship.time)
    part = np.clip(np.searchsorted(corner, time, side="right") - 1, 0, len(corner) - 2)
    lon, lat = np.asarray(ship.lon), np.asarray(ship.lat)
    return np.asarray((np.abs(np.diff(lon)) + np.abs(np.diff(lat)))[part] > 1e-9)


def _settle_calls(known: Known, time: Floats) -> None:
    """What of the calls was heard: those that lie in a silence or behind the end are none, others lose an end to it."""
    told = []
    for ship, port, start, end, arrived, left in known.calls:
        heard = time[(time >= start) & (time <= end)]
        if not len(heard):
            continue
        before, after = time[time < start], time[time > end]
        seen_in = arrived and len(before) > 0 and heard[0] - before[-1] <= 6 * 3600
        seen_out = left and len(after) > 0 and after[0] - heard[-1] <= 6 * 3600
        told.append((ship, port, float(heard[0]), float(heard[-1]), bool(seen_in), bool(seen_out)))
    known.calls = told


def _lines(ship: _Ship, time: Floats) -> list[tuple[Floats, Floats]]:
    """The way between the positions of each stretch without a silence, by its true corners."""
    corner, lines = np.asarray(ship.time), []
    for part in np.split(time, np.flatnonzero(np.diff(time) > 6 * 3600) + 1):
        between = np.linspace(part[0], part[-1], max(2, int((part[-1] - part[0]) / 900)))
        within = np.unique(np.concatenate([between, corner[(corner > part[0]) & (corner < part[-1])]]))
        lines.append((np.interp(within, corner, ship.lon), np.interp(within, corner, ship.lat)))
    return lines


def _faults(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Duplicates, jumps, values that say "not available", numbers that no ship has, positions far inland."""
    count = max(1, len(frame) // 200)
    some = [frame.iloc[rng.choice(len(frame), count)] for _ in range(5)]
    some[1] = some[1].drop_duplicates("time").assign(time=lambda f: f["time"] + 1, lon=lambda f: f["lon"] + 4.0)
    some[2] = some[2].assign(lon=181.0, lat=91.0)
    some[3] = some[3].assign(mmsi=rng.choice([0, 12345, 999999999, 123456789], count))
    some[4] = some[4].drop_duplicates("time").assign(time=lambda f: f["time"] + 2, lon=128.5, lat=47.3)
    return pd.concat(some)


def write_noaa(table: pd.DataFrame, file: Path) -> None:
    """Write positions in the layout of NOAA up to 2024."""
    times = pd.to_datetime(table["time"], unit="s").dt.strftime("%Y-%m-%dT%H:%M:%S")
    columns = {"MMSI": table["mmsi"], "BaseDateTime": times, "LAT": table["lat"], "LON": table["lon"], "SOG": table["sog"]}
    pd.DataFrame(columns).to_csv(file, index=False)
