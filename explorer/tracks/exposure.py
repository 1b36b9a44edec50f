"""Kilometres and hours by zone, State and legal scenario: what was seen by its way, what is silent apart and by no line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.tracks.cleaning import Tracks
from explorer.tracks.fixes import Floats, Ints, Mask
from explorer.zones.cells import Cells
from explorer.zones.law import BASELINES

OUTSIDE_WORDS = "outside the zone data"
LONG_KM = 3.0
"""A longer step may leave its zone and come back: it is looked at every so often."""
FINE_KM = 0.1
MOST_PIECES = 2000
MOST_LOOKED_AT = 2_000_000


@dataclass(frozen=True, eq=False)
class Parts:
    """Steps divided where the zone changes: for each part the step, the code of its zone, and its share of the step."""

    step: Ints
    code: Ints
    share: Floats


def divided(tracks: Tracks, counted: Mask, cells: Cells, codes: Ints) -> Parts:
    """Divide steps among the zones; ``counted`` are those whose way is known, ``codes`` the zones of the positions."""
    steps = np.flatnonzero(counted)
    same = codes[steps] == codes[steps - 1]
    plain = same & (tracks.km[steps] <= LONG_KM)
    found = [Parts(steps[plain], codes[steps[plain]], np.ones(int(plain.sum())))]
    long_ = steps[same & ~plain]
    for chosen in _batches(long_, _pieces(tracks, long_, LONG_KM)):
        looked = _sampled(tracks, chosen, LONG_KM, cells)
        changes = np.unique(looked.step[looked.code != codes[looked.step]])
        uniform = ~np.isin(chosen, changes)
        found += [Parts(chosen[uniform], codes[chosen[uniform]], np.ones(int(uniform.sum()))), *_finely(tracks, changes, cells)]
    found += _finely(tracks, steps[~same], cells)
    return Parts(*(np.concatenate([getattr(part, name) for part in found]) for name in ("step", "code", "share")))


def _finely(tracks: Tracks, steps: Ints, cells: Cells) -> list[Parts]:
    return [_sampled(tracks, chosen, FINE_KM, cells) for chosen in _batches(steps, _pieces(tracks, steps, FINE_KM))]


def _pieces(tracks: Tracks, steps: Ints, piece_km: float) -> Ints:
    return np.clip(np.ceil(tracks.km[steps] / piece_km), 1, MOST_PIECES).astype(np.int64)


def _batches(steps: Ints, pieces: Ints) -> list[Ints]:
    """Steps in portions whose pieces fit into memory."""
    if not len(steps):
        return []
    portion = np.cumsum(pieces) // MOST_LOOKED_AT
    return np.split(steps, np.flatnonzero(np.diff(portion)) + 1)


def _sampled(tracks: Tracks, steps: Ints, piece_km: float, cells: Cells) -> Parts:
    """Equal pieces of steps with the zone at the middle of each."""
    fixes, count = tracks.fixes, _pieces(tracks, steps, piece_km)
    step = np.repeat(steps, count)
    within = np.arange(len(step)) - np.repeat(np.cumsum(count) - count, count)
    part = (within + 0.5) / np.repeat(count, count)
    turn = (fixes.lon[steps] - fixes.lon[steps - 1] + 180.0) % 360.0 - 180.0
    rise = fixes.lat[steps] - fixes.lat[steps - 1]
    lon = fixes.lon[step - 1] + np.repeat(turn, count) * part
    lat = fixes.lat[step - 1] + np.repeat(rise, count) * part
    lon = (lon + 180.0) % 360.0 - 180.0
    return Parts(step, cells.of_ships(lon, lat), 1.0 / np.repeat(count, count))


def by_zone(tracks: Tracks, voyage: Ints, silent: Mask, cells: Cells) -> pd.DataFrame:
    """The table ``zones``: a row for each ship, voyage, scenario, State and zone.

    Parameters
    ----------
    voyage
        For each step the number of its voyage, 0 in port.
    silent
        Steps that are gaps: they count where the silence began, and no line is drawn.
    """
    counted = ~tracks.begins & ~silent
    codes = cells.of_ships(tracks.fixes.lon, tracks.fixes.lat)
    parts, gaps = divided(tracks, counted, cells, codes), np.flatnonzero(silent)
    seen = _rows(tracks, voyage, parts.step, parts.code, parts.share, ("km", "hours"))
    quiet = _rows(tracks, voyage, gaps, codes[gaps - 1], np.ones(len(gaps)), ("gap_km", "gap_hours"))
    return _named(pd.concat([seen, quiet]).fillna(0.0), cells)


def _rows(tracks: Tracks, voyage: Ints, step: Ints, code: Ints, share: Floats, names: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "ship": tracks.fixes.ship[step],
            "voyage": voyage[step],
            "code": code,
            names[0]: np.nan_to_num(tracks.km[step]) * share,
            names[1]: tracks.hours[step] * share,
        }
    )
    return frame.groupby(["ship", "voyage", "code"], as_index=False, sort=False).sum()


def _named(rows: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    """Codes to State and zone under every scenario."""
    told = []
    for baseline in BASELINES:
        zones = [cells.zones[number] for number in cells.numbers(rows["code"].to_numpy(), baseline)]
        words = [OUTSIDE_WORDS if zone.kind == "not-computed" else zone.kind for zone in zones]
        told.append(rows.assign(scenario=baseline, state=[zone.state for zone in zones], zone=words))
    keys = ["ship", "voyage", "scenario", "state", "zone"]
    return pd.concat(told).drop(columns="code").groupby(keys, as_index=False).sum()[[*keys, "km", "hours", "gap_km", "gap_hours"]]
