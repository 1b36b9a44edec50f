"""One share of the ships, from positions to tables. Everything here is in memory and nothing is read or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.tracks.cleaning import Tracks, cleaned
from explorer.tracks.density import squares
from explorer.tracks.exposure import by_zone
from explorer.tracks.fixes import Fixes
from explorer.tracks.ground import Ground, Terrain
from explorer.tracks.lines import lines
from explorer.tracks.rest import at_rest, without_noise
from explorer.tracks.slowness import far_from_ports, loitering, watched
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


def worked_out(fixes: Fixes, ground: Ground, terrain: Terrain, limits: Thresholds) -> Share:
    """Voyages, calls, gaps, zones and slowness of whole ships."""
    raw, dropped = cleaned(fixes, terrain.holds(terrain.inland, fixes.lon, fixes.lat), limits)
    still = at_rest(raw, limits)
    tracks = without_noise(raw, still, limits)
    found = calls(tracks, still, terrain.ports, limits)
    silent, number = silences(tracks, limits), numbered(tracks, found)
    watch = watched(tracks, limits)
    slow = watch.where(watch.knots < limits.meeting_knots)
    slow = slow.where(far_from_ports(slow, terrain.round_ports))
    order = np.argsort(slow.tick, kind="stable")
    tables = {
        "voyages": voyages(tracks, number, silent, found, ground, terrain, limits),
        "calls": call_rows(tracks, found, ground),
        "gaps": gaps(tracks, silent),
        "zones": by_zone(tracks, number, silent, ground.cells),
        "loitering": loitering(watch, terrain, limits),
        "lines": lines(tracks, number, silent, limits),
        "squares": squares(tracks),
        "slow": pd.DataFrame({"ship": slow.ship, "tick": slow.tick, "lon": slow.lon, "lat": slow.lat}).iloc[order],
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
