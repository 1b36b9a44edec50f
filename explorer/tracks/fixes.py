"""Positions as they are read: arrays of one length, and what was dropped with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NO_TIME = "no time"
NO_POSITION = "no position"
NOT_AVAILABLE = "position not available (91, 181)"
OFF_EARTH = "latitude or longitude out of range"
NULL_ISLAND = "at 0 N 0 E"
BAD_MMSI = "bad MMSI"
NO_SHIP = "station, aircraft or aid, no ship"
BAD_SPEED = "impossible speed"
RAGGED = "row with another number of cells"
DUPLICATE = "duplicate"
JUMP = "impossible jump"
ON_LAND = "on land"
THINNED = "more than a position each ten seconds"


@dataclass(frozen=True, eq=False)
class Raw:
    """A piece of a file as it was read, before anything is judged.

    ``ship`` holds numbers; where ids are no numbers it holds numbers made from them, and ``names`` what they stand for.
    ``time_ms`` counts milliseconds since 1970 UTC, ``knots`` is NaN where no speed was given, and so are missing positions.
    """

    ship: Ints
    time_ms: Ints
    lon: Floats
    lat: Floats
    knots: NDArray[np.float32]
    no_time: Mask
    names: Mapping[int, str] = field(default_factory=dict)
    mmsi: bool = True
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Rows that never became positions, by reason."""
    unread: int = 0
    """Lines of a log that are damaged, incomplete or no message at all."""


@dataclass(frozen=True, eq=False)
class Fixes:
    """Positions that are kept, in any order."""

    ship: Ints
    time_ms: Ints
    lon: Floats
    lat: Floats
    knots: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ship)

    def where(self, chosen: NDArray[np.bool_] | Ints | slice) -> Fixes:
        """Some of them, by mask or by number."""
        return Fixes(self.ship[chosen], self.time_ms[chosen], self.lon[chosen], self.lat[chosen], self.knots[chosen])


def judged(raw: Raw, max_knots: float) -> tuple[Fixes, Counter[str]]:
    """Drop what no other position is needed to judge, and count why; each row has the first reason that fits."""
    with np.errstate(invalid="ignore"):
        lon = np.where((raw.lon > 180.0) & (raw.lon < 360.0), raw.lon - 360.0, raw.lon)
        reasons = (
            (NO_TIME, raw.no_time),
            *((BAD_MMSI, bad_mmsi(raw.ship)), (NO_SHIP, no_ship(raw.ship))) * raw.mmsi,
            (NOT_AVAILABLE, (np.abs(raw.lat - 91.0) < 0.01) | (np.abs(raw.lon - 181.0) < 0.001)),
            (NO_POSITION, np.isnan(raw.lat) | np.isnan(lon)),
            (OFF_EARTH, (np.abs(raw.lat) > 90.0) | (np.abs(lon) > 180.0)),
            (NULL_ISLAND, (raw.lat == 0.0) & (lon == 0.0)),
            (BAD_SPEED, (raw.knots > max_knots) & (raw.knots < 102.2)),
        )
    kept = np.ones(len(raw.ship), dtype=bool)
    dropped = Counter(raw.dropped)
    for reason, wrong in reasons:
        if count := int((kept & wrong).sum()):
            dropped[reason] += count
            kept &= ~wrong
    return Fixes(raw.ship[kept], raw.time_ms[kept], lon[kept], raw.lat[kept], raw.knots[kept]), dropped


_STATIONS = ((0, 10_000_000), (970_000_000, 980_000_000), (990_000_000, 1_000_000_000), (111_000_000, 112_000_000))
"""Coast stations (00), search and rescue transmitters (97), aids to navigation (99), aircraft (111)."""


def no_ship(mmsi: Ints) -> Mask:
    """Numbers of stations, transmitters, aids to navigation and aircraft, as ITU-R M.585 gives them out."""
    found = np.zeros(len(mmsi), dtype=bool)
    for low, high in _STATIONS:
        found |= (mmsi >= low) & (mmsi < high)
    return np.asarray(found & ~_made_up(mmsi))


def bad_mmsi(mmsi: Ints) -> Mask:
    """Numbers that nothing afloat or ashore has: not of nine digits, of no country, or typed in to have one."""
    country = mmsi // 1_000_000
    craft = (mmsi >= 980_000_000) & (mmsi < 990_000_000)
    ship = (country >= 200) & (country < 800)
    stations = no_ship(mmsi) & ((mmsi >= 2_000_000) | (mmsi >= 111_000_000))
    return np.asarray(~(craft | ship | stations) | _made_up(mmsi))


def _made_up(mmsi: Ints) -> Mask:
    """One digit nine times, or all in their order."""
    return np.asarray((mmsi % 111_111_111 == 0) | (mmsi == 123_456_789) | (mmsi == 987_654_321))
