"""What the page draws about rail and sea, as frames that are also its CSV: one row for each mark, bar or cell.

Columns are named in words with their unit; judged figures are cut to one significant figure here, so that no chart says more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from explorer.comparison.factors import FactorRow
from explorer.comparison.profile import Side
from explorer.exposure.hazard import Measure, MeasureName, Model
from explorer.exposure.likelihood import rounded
from explorer.exposure.observe import Choice
from explorer.exposure.sensitivity import Sensitivity
from explorer.exposure.vocabulary import Judgement

MEASURES: tuple[MeasureName, ...] = ("observable", "interdictable")


def _frame(columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def strip(side: Side) -> pd.DataFrame:
    """Bands of the route unrolled, in order from the origin."""
    columns = ("mode", "zone", "state", "from_km", "to_km", "hours_low", "hours_high", "status", "claimant", "third_state")
    return _frame(
        columns,
        (
            (
                band.mode, band.stretch.key, band.stretch.state, round(band.stretch.from_km, 1), round(band.stretch.to_km, 1),
                round(band.stretch.hours[0], 1), round(band.stretch.hours[1], 1), band.stretch.status, band.stretch.claimant,
                "no" if band.access == "none" else "may act" if band.free else "with Russia's or the DPRK's consent",
            )
            for band in side.bands
        ),
    )  # fmt: skip


def factors(rows: Iterable[FactorRow]) -> pd.DataFrame:
    """The plain table side by side, without any total."""
    columns = (
        "id",
        "factor",
        "rail",
        "sea",
        "rail_value",
        "sea_value",
        "unit",
        "value",
        "kinds",
        "bears_on",
        "sources",
        "opposite",
    )
    return _frame(
        columns,
        (
            (
                row.factor.id, row.factor.title, row.factor.rail.value, row.factor.sea.value,
                _km(row.value.rail), _km(row.value.sea), row.value.unit, row.value.words or row.value.reason,
                ", ".join(kind.value for kind in row.factor.kinds), ", ".join(one.value for one in row.factor.bears_on),
                "; ".join(f"{one.name} ({one.dated}, {one.known})" for one in row.factor.sources), row.factor.opposite,
            )
            for row in rows
        ),
    )  # fmt: skip


def _km(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def ranges(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """Every judged range with its author and reason."""
    columns = ("id", "title", "low", "mode", "high", "unit", "distribution", "author", "reason")
    return _frame(
        columns, ((j.id, j.title, j.low, j.mode, j.high, j.unit, j.distribution, j.author, j.reason) for j in judgements)
    )


def grid(model: Model) -> pd.DataFrame:
    """One row a cell and measure; what is undefined is empty with its reason."""
    columns = (
        "measure", "baseline", "flag", "discharge", "unit", "trunk_counted", "rail_p05", "rail_p50", "rail_p95", "sea_p05",
        "sea_p50", "sea_p95", "share_sea_above_rail", "verdict", "reason",
    )  # fmt: skip
    return _frame(
        columns,
        (
            (name, c.baseline, c.flag, c.endpoint, c.unit, c.trunk_counted, *_figures(c.measure(name)))
            for name in MEASURES
            for c in model.grid
        ),
    )


def _figures(measure: Measure) -> tuple[Any, ...]:
    spreads = [
        (None, None, None) if one is None else tuple(rounded(value) for value in (one.p05, one.p50, one.p95))
        for one in (measure.rail, measure.sea)
    ]
    share = measure.share_sea_above_rail
    return (*spreads[0], *spreads[1], None if share is None else round(share, 2), measure.verdict, measure.reason)


def tornado(found: Sensitivity) -> pd.DataFrame:
    """Bars of the tornado, the widest first: the figure as a factor (e to the power of it) at either end of a range."""
    columns = ("judgement", "title", "at_low", "at_high", "width")
    return _frame(columns, ((s.judgement, s.title, s.at_low, s.at_high, s.width) for s in found.swings))


def sobol(found: Sensitivity) -> pd.DataFrame:
    """First-order and total indices with their errors, the largest total first."""
    columns = ("judgement", "title", "first", "first_error", "total", "total_error")
    return _frame(
        columns,
        ((i.judgement, i.title, *(round(v, 3) for v in (i.first, i.first_error, i.total, i.total_error))) for i in found.indices),
    )


def observation_points(choices: Iterable[Choice], with_worth: bool) -> pd.DataFrame:
    """Best sets of published sites; their worth rests on judged ranges and is told only when combined figures are."""
    columns = ("count", "sites", "tied", "worth", "greedy_over_best")
    return _frame(
        columns,
        (
            (
                c.count, ", or ".join(" and ".join(point.title for point in chosen) for chosen in c.best), len(c.best),
                rounded(c.worth) if with_worth else None, None if c.ratio is None else round(c.ratio, 3),
            )
            for c in choices
        ),
    )  # fmt: skip
