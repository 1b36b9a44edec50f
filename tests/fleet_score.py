"""How well results agree with what is known of made-up ships: precision, recall, the greatest error of kilometres by zone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.zones.jurisdiction import Zones
from explorer.zones.law import BASELINES, LegalScenario
from tests.fleet import Known

CLOSE_S = 12 * 60
"""So far a time may be off: ships are heard every few minutes."""


@dataclass(frozen=True)
class Score:
    """Of what was found so much is so, and of what is so so much was found."""

    precision: float
    recall: float


def seconds(column: pd.Series) -> np.ndarray:
    """Times of a table as seconds since 1970."""
    return (column.astype("datetime64[ms, UTC]").astype("int64") / 1000).to_numpy()


def _score(right_found: int, found: int, right_known: int, known: int) -> Score:
    return Score(right_found / max(found, 1), right_known / max(known, 1))


def of_calls(calls: pd.DataFrame, known: Known) -> Score:
    """A call is right with its ship, place, both times and whether they were observed."""
    told: dict[tuple[int, str], list[tuple[float, float, bool, bool]]] = defaultdict(list)
    for ship, port, start, end, came, left in known.calls:
        told[ship, port].append((start, end, came, left))
    rows = zip(
        calls["ship"], calls["place"], seconds(calls["start"]), seconds(calls["end"]), calls["arrival_observed"],
        calls["departure_observed"], strict=True,
    )  # fmt: skip
    right = 0
    for ship, place, start, end, came, left in rows:
        fits = [
            c for c in told[ship, place]
            if abs(c[0] - start) < CLOSE_S and abs(c[1] - end) < CLOSE_S and c[2:] == (bool(came), bool(left))
        ]  # fmt: skip
        right += bool(fits)
        if fits:
            told[ship, place].remove(fits[0])
    return _score(right, len(calls), right, len(known.calls))


def of_gaps(gaps: pd.DataFrame, known: Known) -> Score:
    """A gap is right with its ship and both times."""
    told = {(ship, round(start), round(end)) for ship, start, end in known.gaps}
    found = set(zip(gaps["ship"], seconds(gaps["start"]).round(), seconds(gaps["end"]).round(), strict=True))
    return _score(len(told & found), len(gaps), len(told & found), len(told))


def known_km(known: Known, zones: Zones) -> dict[tuple[str, str, str], float]:
    """Kilometres by scenario, State and zone of the ways that were heard, by the division that routes have."""
    total: dict[tuple[str, str, str], float] = defaultdict(float)
    for lines in known.ways.values():
        for lon, lat in lines:
            line = list(zip(lon.tolist(), lat.tolist(), strict=True))
            for baseline in BASELINES:
                for part in zones.profile(line, (1.0, 1.0), "sea", LegalScenario(baseline)):
                    total[baseline, part.state, part.zone_kind] += part.km
    return total


def worst_km(table: pd.DataFrame, known: dict[tuple[str, str, str], float]) -> tuple[float, str]:
    """The greatest error of a zone as a share of its kilometres, and which it is; zones of under a thousandth are left aside."""
    found = table.groupby(["scenario", "state", "zone"])["km"].sum().to_dict()
    most = sum(known.values()) / 2
    errors = {
        key: abs(found.get(key, 0.0) - known.get(key, 0.0)) / max(known.get(key, 0.0), 1e-9)
        for key in {*found, *known}
        if max(found.get(key, 0.0), known.get(key, 0.0)) > most / 1000
    }
    key = max(errors, key=lambda name: errors[name])
    return errors[key], "/".join(key)
