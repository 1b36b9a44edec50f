"""The time filter: a bar a month, two handles, a field for exact days and playback, in a frame that runs of the page leave alone.

The frame stays where it is while the page runs, so that focus and pointer keep what they hold; it only tells what was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from explorer.app import cache as shared
from explorer.app import prepared, state
from explorer.app.components import months_between
from explorer.app.tongue import language, say, told
from explorer.errors import ViewError, quoted
from explorer.messages import message
from explorer.scene.build import Scene, left_out_for_time
from explorer.views.timespan import Span, read_span, span_words
from explorer.views.view import RouteQuery, View

FIRST = date(2022, 1, 1)
"""Earlier facts, of the railway's history, are shown as long as no range is set, and where one is typed; the bars start here."""

WORDS: Mapping[str, str] = {
    "frame": message("Time of the reporting"),
    "time": message("Time"),
    "play": message("Play"),
    "pause": message("Pause"),
    "all": message("All time"),
    "first": message("First day"),
    "last": message("Last day"),
    "how": message("Click a month, drag over several, or type days. The letter t leads here."),
}
_KEY = "timeline"
_ENTIRE = message("all time")


def show(scene: Scene, view: View) -> None:
    """Draw the timeline of a view and its scene; what is chosen there changes the view."""
    rows = shared.dated(replace(view, start=None, end=None, camera=None, selected="", route=RouteQuery()))
    here = view.selected.removeprefix("site:") if view.selected.startswith("site:") else ""
    fault = str(st.session_state.get("time_fault", ""))
    _frame()(
        months=[month.isoformat() for month in _months()],
        rows=[{"at": (day - date(1970, 1, 1)).days, "sites": sites} for day, sites in rows],
        start=view.start.isoformat() if view.start else "",
        end=view.end.isoformat() if view.end else "",
        typed=span_words(view.start, view.end) if view.start or view.end else say(_ENTIRE),
        said=_said(scene, view),
        fault=fault,
        here=here,
        heard=int(st.session_state.get("time_heard", 0)),
        words={name: say(words) for name, words in WORDS.items()},
        language=language(),
        theme=state.theme(),
        key=_KEY,
        default=None,
        on_change=_taken,
    )


@cache
def _frame() -> Callable[..., Any]:
    place = resources.files("explorer.render.web").joinpath("static", "time")
    return declare_component("time", path=str(place))


def _said(scene: Scene, view: View) -> str:
    """How many dated statements and facts the span holds, and how many are left out for want of a date."""
    if not (view.start or view.end):
        return say("Click a month, drag over several, or type days")
    counts = say("{entries} statements, {events} facts", entries=len(scene.entries), events=len(scene.events))
    left_out = left_out_for_time(shared.world(), view)
    return say("{counts}; {left_out} undated left out", counts=counts, left_out=left_out) if left_out else counts


def _taken() -> None:
    given = st.session_state.get(_KEY)
    if isinstance(given, dict):
        take(given)


def take(given: Mapping[str, Any]) -> None:
    """Do what was chosen in the frame: a text, or two days, an empty one for an open end. What cannot be read changes nothing."""
    number = given.get("number")
    st.session_state["time_heard"] = number if isinstance(number, int) else 0
    try:
        start, end = _span(given)
    except ViewError as error:
        st.session_state["time_fault"] = told(error)
        return
    st.session_state["time_fault"] = ""
    state.change(start=start, end=end)


def _span(given: Mapping[str, Any]) -> Span:
    match given:
        case {"text": str(text)}:
            return read_span("" if text.strip() == say(_ENTIRE) else text)
        case {"start": str(start), "end": str(end)}:
            return _day(start), _day(end)
        case _:
            raise ViewError("A span has a text, or a start and an end.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ViewError(f"{quoted(text, 40)} is not a day such as 2023-09-13.") from error


def _months() -> list[date]:
    return months_between(FIRST, max(prepared.last_day() or FIRST, FIRST))
