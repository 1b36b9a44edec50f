"""The time filter: a histogram of dated statements by month and a range under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from explorer.app import cache as shared
from explorer.app import state
from explorer.app.components import months_between
from explorer.ledger.vocabulary import DateRange
from explorer.views.view import RouteQuery, View

FIRST = date(2022, 1, 1)
"""Earlier facts, of the railway's history, are shown as long as no range is set; the slider starts here."""


def slider(view: View) -> None:
    """Draw histogram and slider; moving it changes the view."""
    months = _months()
    dated = shared.dates(replace(view, start=None, end=None, camera=None, selected="", route=RouteQuery()))
    start, end = view.start or months[0], view.end or _last_day(months[-1])
    st.html(histogram(by_month(dated, months), months, start, end))
    options = [*months, _last_day(months[-1])]
    chosen = (_at_or_before(options, start), _at_or_after(options, end))
    key = f"time_{chosen[0]}_{chosen[1]}"  # a slider of its own for every range, so that links and buttons can set it
    st.select_slider(
        "Time", options, chosen, key=key, on_change=_change, args=(key, months[0], options[-1]), label_visibility="collapsed",
        format_func=lambda day: f"{day:%b %Y}",
    )  # fmt: skip


def _change(key: str, first: date, last: date) -> None:
    start, end = st.session_state[key]
    whole = start <= first and end >= last
    state.change(start=None if whole else start, end=None if whole else (end if end == last else _last_day(end)))


def _months() -> list[date]:
    world = shared.world()
    ranges = [entry.claim.dates for entry in world.ledger.entries] + [event.dates for event in world.ledger.events]
    days = [day for dates in ranges for day in (dates.start, dates.end) if day is not None]
    return months_between(FIRST, max([*days, FIRST]))


def by_month(ranges: Iterable[DateRange], months: Sequence[date]) -> list[int]:
    """How many ranges start in each month; those that are undated or start earlier are left out."""
    counts = Counter((d.year, d.month) for dates in ranges if (d := dates.start or dates.end) is not None)
    return [counts[(month.year, month.month)] for month in months]


def histogram(counts: Sequence[int], months: Sequence[date], start: date, end: date) -> str:
    """The counts as a row of bars, those inside the range darker; each bar carries its words."""
    top = max([*counts, 1])
    bars = []
    for count, month in zip(counts, months, strict=True):
        inside = ' class="in"' if start <= _last_day(month) and month <= end else ""
        height = 100.0 * (count / top) ** 0.5
        bars.append(f'<i{inside} style="height:{height:.0f}%" title="{month:%b %Y}: {count}"></i>')
    words = f"Dated statements and facts by month, {sum(counts)} in all; the height grows with the square root of the number"
    return f'<div class="tm-histogram" role="img" aria-label="{words}">{"".join(bars)}</div>'


def _last_day(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _at_or_before(options: Sequence[date], day: date) -> date:
    return max((option for option in options if option <= day), default=options[0])


def _at_or_after(options: Sequence[date], day: date) -> date:
    month = date(day.year, day.month, 1)
    return options[-1] if day >= options[-1] else min((o for o in options if o >= month), default=options[-1])
