"""Rail and sea: the two routes between two places, side by side, under conditions that the reader sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, state, way_question
from explorer.app import map as atlas
from explorer.app.panels import answer, exposure, figures, trial
from explorer.app.tongue import language, say, told
from explorer.app.way_question import MAP_HEIGHT
from explorer.comparison.compare import Comparison, without_model
from explorer.comparison.contrast import Contrast
from explorer.errors import QuestionError
from explorer.messages import message
from explorer.render.web import html, strips
from explorer.routing.alternatives import OtherWay
from explorer.routing.caveats import caveats
from explorer.routing.planner import Plan, SeaOption
from explorer.routing.route import TRANSFER_HOURS, Route, RouteLeg, Unreachable
from explorer.scene.build import SCHEMATIC, Scene
from explorer.views.view import RouteQuery, View
from explorer.zones.law import LegalScenario

PANEL_HEIGHT = MAP_HEIGHT
_ROWS: tuple[tuple[str, Callable[[Route], str]], ...] = (
    (message("Distance"), lambda way: say("{km:,.0f} km", km=way.distance_km)),
    (message("in nautical miles"), lambda way: say("{nm:,.0f} nm", nm=way.distance_nm)),
    (message("Time under way and in ports"), lambda way: _hours(way.duration_h)),
    (message("By rail / by sea"), lambda way: say("{rail:,.0f} / {sea:,.0f} km", rail=_km(way, "rail"), sea=_km(way, "sea"))),
    (message("State borders on land"), lambda way: str(len(way.crossings))),
    (message("Breaks of gauge"), lambda way: str(len(way.gauge_breaks))),
    (message("Changes between train and ship"), lambda way: str(len(way.transshipments))),
)
_WHAT = message(
    "The shortest routes under your conditions: by rail over the mapped track, that of the States "
    "concerned first; by sea for a ship that keeps off the coast. Nobody is said to have taken these "
    "routes."
)


_SECTIONS = (
    message("Answer"),
    message("Routes"),
    message("Zones"),
    message("Factors"),
    message("Figures"),
    message("Watching"),
    message("On trial"),
)


def show() -> None:
    """Draw the page."""
    lost = way_question.opened()
    view, notices = state.current()
    notices = (*lost, *notices)
    scene = shared.built_scene(view, notices)
    way_question.ask_for(view.route)
    components.notices(scene.notices)
    comparison, found = _comparison(view), _contrast(view)
    way_question.other_reading()
    answer.told(found)
    left, right = st.columns([0.6, 0.4], gap="small")
    with left:
        pick = bool(st.session_state.get("click_sets"))
        atlas.show(scene, "way_map", MAP_HEIGHT, way_question.choose, pick=pick, strips=_strips(comparison))
    with right, st.container(height=PANEL_HEIGHT, border=False, key="panel"):
        section = st.segmented_control(
            say("Section"),
            _SECTIONS,
            default=_first(view),
            required=True,
            label_visibility="collapsed",
            key="way_section",
            format_func=say,
        )
        _panel(scene, comparison, found, section or _SECTIONS[0])


def _first(view: View) -> str:
    """The section that a page opens on: a link that asks for figures opens on them."""
    return "Figures" if view.figures == "on" else _SECTIONS[0]


def _contrast(view: View) -> Contrast | None:
    """What the picture holds; None where nothing is asked or the question cannot be read."""
    if not view.route.asked:
        return None
    try:
        return shared.contrast(view.route, LegalScenario(view.baseline, view.flag))
    except QuestionError:
        return None


def _comparison(view: View) -> Comparison | None:
    """Both whole chains under the view's legal scenario; None where the question cannot be read."""
    if not view.route.asked:
        return None
    try:
        scenario = LegalScenario(view.baseline, view.flag)
        found = shared.comparison(view.route, scenario)
        return found if view.figures == "on" else without_model(found)
    except QuestionError:
        return None


def _strips(comparison: Comparison | None) -> list[dict[str, Any]]:
    if comparison is None or comparison.sea.apart is None:
        return []
    rail, sea = comparison.plan.rail, comparison.plan.sea
    if not (isinstance(rail, Route) and isinstance(sea, Route)):
        return []
    return strips.strips(comparison.sea.apart, rail, sea, language(), naming.places())


def _panel(scene: Scene, comparison: Comparison | None, contrast: Contrast | None, section: str) -> None:
    query = scene.view.route
    if not query.asked:
        _invite(query)
        return
    try:
        found = shared.world().plan(query)
    except QuestionError as error:
        st.info(components.plain(told(error)))
        return
    if section == "Answer" and contrast is not None:
        answer.answer(contrast)
    elif section == "Routes" or comparison is None:
        _ways(found, shared.world().other_ways(query, found.sea))
    elif not comparison.reachable:
        st.info(components.plain(say("Neither route exists: {reasons}", reasons="; ".join(_missing(comparison)))))
    else:
        _rest(comparison, section)


def _missing(comparison: Comparison) -> list[str]:
    return [told(side.reason) for side in (comparison.rail, comparison.sea.side) if isinstance(side, Unreachable)]


def _rest(comparison: Comparison, section: str) -> None:
    """Everything beside the plain routes; a missing one is explained and the other still shown."""
    for reason in _missing(comparison):
        st.info(components.plain(say("One route is missing: {reason}", reason=reason)))
    {
        "Zones": lambda: exposure.zones(comparison, comparison.sea),
        "Factors": lambda: exposure.factors(comparison),
        "Figures": lambda: figures.figures(comparison),
        "Watching": lambda: exposure.observed(comparison),
        "On trial": lambda: trial.trial(comparison),
    }[section]()


def _ways(found: Plan, others: Sequence[OtherWay]) -> None:
    st.html(f'<p class="tm-sub"><strong>{html.text(told(SCHEMATIC))}.</strong> {say(_WHAT)}</p>')
    _table(found)
    _way(say("By rail"), found.rail)
    _way(say("With a sea leg"), found.sea)
    _other_passages(others)
    _other_ports(found.sea_options[1:])


_TWO = message("Name two places above, click on the map, or take a corridor that the reporting speaks of.")
_OTHER = message("Name the other place above, click on the map, or take a corridor that the reporting speaks of.")


def _invite(query: RouteQuery) -> None:
    missing = _TWO if not (query.origin or query.destination) else _OTHER
    st.html(f'<h2 class="tm-head">{say("Which route by rail, which by sea?")}</h2><p class="tm-sub">{say(missing)}</p>')
    for corridor in naming.corridors():
        word, note = st.columns([0.38, 0.62], gap="small", vertical_alignment="center")
        word.button(
            components.plain(corridor.title),
            key=f"invite_{corridor.id}",
            on_click=way_question.ask,
            args=(corridor.query,),
            width="stretch",
        )
        note.caption(corridor.note)


def _table(found: Plan) -> None:
    """The plain figures side by side; where there is no way, a dash."""
    both = (found.rail, found.sea)
    cells = [[tell(way) if isinstance(way, Route) else "–" for way in both] for _, tell in _ROWS]
    body = "".join(
        f'<tr><td>{say(word)}</td><td class="n">{rail}</td><td class="n">{sea}</td></tr>'
        for (word, _), (rail, sea) in zip(_ROWS, cells, strict=True)
    )
    head = f'<tr><th></th><th class="n">{say("By rail")}</th><th class="n">{say("With a sea leg")}</th></tr>'
    st.html(f'<table class="tm-table">{head}{body}</table>')


def _km(way: Route, mode: str) -> float:
    return sum(leg.distance_km for leg in way.legs if leg.mode == mode)


def _hours(span: tuple[float, float]) -> str:
    low, high = span
    return (
        say("{low:.0f} to {high:.0f} h", low=low, high=high)
        if high < 72
        else say("{low:.0f} to {high:.0f} days", low=low / 24, high=high / 24)
    )


def _way(title: str, way: Route | Unreachable) -> None:
    with st.container(border=True):
        if isinstance(way, Unreachable):
            st.html(f'<h3 class="tm-head">{say("{title}: no route", title=title)}</h3><p>{html.text(told(way.reason))}</p>')
            return
        legs = "".join(f"<li>{_leg(leg)}</li>" for leg in way.legs)
        events = "".join(f"<li>{html.text(told(mark.text))}</li>" for mark in way.marks)
        moved = say(" and ").join(say("{km:.1f} km", km=km) for km in way.snap_km)
        parts = (
            f'<h3 class="tm-head">{title}: {say("{km:,.0f} km", km=way.distance_km)}</h3>',
            '<p class="tm-sub">' + _time(way) + "</p>",
            f'<ol class="tm-list">{legs}</ol>',
            f'<ul class="tm-list">{events}</ul>' if events else "",
            "".join(f'<p class="tm-sub">{html.text(told(caveat))}</p>' for caveat in caveats(way)),
            '<p class="tm-sub">'
            + say(
                "Ends moved by {moved} to reach the network, not counted. Data: {datasets}.",
                moved=moved,
                datasets=", ".join(_datasets(way)),
            )
            + "</p>",
        )
        st.html("".join(parts))


def _time(way: Route) -> str:
    """How long a way takes, with the hours in ports where there are any, and what its rail part keeps to."""
    hours, (low, high) = _hours(way.duration_h), TRANSFER_HOURS
    if way.transshipments:
        told_time = say(
            "{hours} with {low:.0f} to {high:.0f} h in each port: a judged range, not a timetable.",
            hours=hours,
            low=low,
            high=high,
        )
    else:
        told_time = say("{hours}: a judged range, not a timetable.", hours=hours)
    kept = [say("Rail: {conditions}.", conditions=html.text(told(way.conditions)))] if way.conditions else []
    return " ".join([told_time, *kept])


def _other_passages(others: Sequence[OtherWay]) -> None:
    """The next ways by sea, by other straits and canals, with the miles that they add."""
    names = shared.world().network.named
    lines = []
    for way in others:
        through = ", ".join(html.text(told(names.get(item, item))) for item in way.passages) or say("no named passage")
        without = html.text(told(names.get(way.without, way.without)))
        lines.append(
            "<li>"
            + say(
                "Without {without}: {distance_km:,.0f} km, {extra_nm:+,.0f} nm; through {through}",
                without=without,
                distance_km=way.distance_km,
                extra_nm=way.extra_nm,
                through=through,
            )
            + "</li>"
        )
    if lines:
        st.html(f'<p class="tm-sub">{say("The sea leg through other passages:")}</p><ul class="tm-list">{"".join(lines)}</ul>')


def _other_ports(options: Sequence[SeaOption]) -> None:
    """Other reported ports in one line each, with the length or the reason why they do not serve."""
    lines = [f"<li>{html.text(_by_ports(option))}</li>" for option in options]
    if lines:
        st.html(f'<p class="tm-sub">{say("By other reported ports:")}</p><ul class="tm-list">{"".join(lines)}</ul>')


def _by_ports(option: SeaOption) -> str:
    ports = " – ".join(naming.place(port.id, port.name) for port in (option.loading, option.discharge) if port is not None)
    if isinstance(option.route, Unreachable):
        return f"{ports}: {told(option.route.reason)}"
    return f"{ports}: {say('{km:,.0f} km', km=option.route.distance_km)}"


def _datasets(way: Route) -> list[str]:
    sets = {
        "rail_network": "rail_edges, rail_nodes, rail_structures",
        "sea_network": "sea_nodes, sea_passages, sea_fairways",
    }
    return [sets[name] for name in way.datasets]


def _leg(leg: RouteLeg) -> str:
    names = shared.world().network.named
    through = ", ".join(html.text(told(names.get(item, item))) for item in leg.passages)
    length = (
        say("{km:,.0f} km, {raw_km:,.0f} km as drawn", km=leg.distance_km, raw_km=leg.raw_km)
        if leg.raw_km is not None
        else say("{km:,.0f} km ({nm:,.0f} nm)", km=leg.distance_km, nm=leg.distance_km / 1.852)
    )
    ends = f"<strong>{told(leg.mode)}</strong> {html.text(leg.origin)} – {html.text(leg.destination)}"
    line = f"{ends}: {length}, {_hours(leg.duration_h)}"
    return say("{leg}; through {through}", leg=line, through=through) if through else line
