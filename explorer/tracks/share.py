"""One share of the ships, from positions to tables. Everything here is in memory and nothing is read or written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.tracks.cleaning import Tracks, cleaned
from explorer.tracks.exposure import by_zone
from explorer.tracks.fixes import Fixes, Mask
from explorer.tracks.ground import Ground, Ports, on_land
from explorer.tracks.thresholds import Thresholds
from explorer.tracks.visits import Calls, calls
from explorer.tracks.voyages import gaps, numbered, silences, voyages


@dataclass(frozen=True, eq=False)
class Share:
    """What came of some ships: tables by name, and counts."""

    tables: Mapping[str, pd.DataFrame]
    kept: int
    ships: int
    dropped: Mapping[str, int]


def worked_out(fixes: Fixes, ground: Ground, inland: Mask, limits: Thresholds) -> Share:
    """Voyages, calls, gaps and zones of whole ships.

    Parameters
    ----------
    inland
        Cells of the region in which no ship can be, from :meth:`Ground.inland`.
    """
    ashore = on_land(inland, ground.cells.step_deg, fixes.lon, fixes.lat)
    tracks, dropped = cleaned(fixes, ashore, limits)
    ports = Ports(ground.ports, limits.port_exit_km)
    found = calls(tracks, ports, limits)
    silent, number = silences(tracks, limits), numbered(tracks, found)
    tables = {
        "voyages": voyages(tracks, number, silent, found, ground.ports, limits),
        "calls": call_rows(tracks, found, ground),
        "gaps": gaps(tracks, silent),
        "zones": by_zone(tracks, number, silent, ground.cells),
    }
    return Share(tables, len(tracks), int(tracks.first.sum()), dropped)


def call_rows(tracks: Tracks, found: Calls, ground: Ground) -> pd.DataFrame:
    """The table ``calls``."""
    fixes = tracks.fixes
    ports = [ground.ports[number] for number in found.port]
    return pd.DataFrame(
        {
            "ship": fixes.ship[found.first],
            "place": np.asarray([port.id for port in ports], dtype=object),
            "start": fixes.time_ms[found.first],
            "end": fixes.time_ms[found.last],
            "arrival_observed": found.arrival_observed,
            "departure_observed": found.departure_observed,
            "name": np.asarray([port.name for port in ports], dtype=object),
            "country": np.asarray([port.country for port in ports], dtype=object),
            "stop_hours": found.stop_hours,
        }
    )


def merged(counts: list[Mapping[str, int]]) -> Counter[str]:
    """Counts by reason of several shares."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total
