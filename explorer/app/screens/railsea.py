"""Rail and sea: the two routes between two places, side by side, under conditions that the reader sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state, way_question
from explorer.app import map as atlas
from explorer.app.panels import answer, exposure, figures, trial
from explorer.app.way_question import MAP_HEIGHT
from explorer.comparison.compare import Comparison
from explorer.comparison.contrast import Contrast
from explorer.errors import QuestionError
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
    ("Distance", lambda way: f"{way.distance_km:,.0f} km"),
    ("in nautical miles", lambda way: f"{way.distance_nm:,.0f} nm"),
    ("Time under way and in ports", lambda way: _hours(way.duration_h)),
    ("By rail / by sea", lambda way: f"{_km(way, 'rail'):,.0f} / {_km(way, 'sea'):,.0f} km"),
    ("State borders on land", lambda way: str(len(way.crossings))),
    ("Breaks of gauge", lambda way: str(len(way.gauge_breaks))),
    ("Changes between train and ship", lambda way: str(len(way.transshipments))),
)
_WHAT = (
    "The shortest routes under your conditions: by rail over the mapped track, that of the States concerned first; by sea for "
    "a ship that keeps off the coast. Nobody is said to have taken these routes."
)


_SECTIONS = ("Answer", "Routes", "Zones", "Factors", "Figures", "Watching", "On trial")


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
            "Section", _SECTIONS, default=_first(view), required=True, label_visibility="collapsed", key="way_section"
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
        return shared.comparison(view.route, scenario, with_model=view.figures == "on")
    except QuestionError:
        return None


def _strips(comparison: Comparison | None) -> list[dict[str, Any]]:
    if comparison is None or comparison.sea.apart is None:
        return []
    rail, sea = comparison.plan.rail, comparison.plan.sea
    return strips.strips(comparison.sea.apart, rail, sea) if isinstance(rail, Route) and isinstance(sea, Route) else []


def _panel(scene: Scene, comparison: Comparison | None, contrast: Contrast | None, section: str) -> None:
    query = scene.view.route
    if not query.asked:
        _invite(query)
        return
    try:
        found = shared.world().plan(query)
    except QuestionError as error:
        st.info(components.plain(str(error)))
        return
    if section == "Answer" and contrast is not None:
        answer.answer(contrast)
    elif section == "Routes" or comparison is None:
        _ways(found, shared.world().other_ways(query, found.sea))
    elif not comparison.reachable:
        st.info(components.plain("Neither route exists: " + "; ".join(_missing(comparison))))
    else:
        _rest(comparison, section)


def _missing(comparison: Comparison) -> list[str]:
    return [side.reason for side in (comparison.rail, comparison.sea.side) if isinstance(side, Unreachable)]


def _rest(comparison: Comparison, section: str) -> None:
    """Everything beside the plain routes; a missing one is explained and the other still shown."""
    for reason in _missing(comparison):
        st.info(components.plain(f"One route is missing: {reason}"))
    {
        "Zones": lambda: exposure.zones(comparison, comparison.sea),
        "Factors": lambda: exposure.factors(comparison),
        "Figures": lambda: figures.figures(comparison),
        "Watching": lambda: exposure.observed(comparison),
        "On trial": lambda: trial.trial(comparison),
    }[section]()


def _ways(found: Plan, others: Sequence[OtherWay]) -> None:
    st.html(f'<p class="tm-sub"><strong>{html.text(SCHEMATIC)}.</strong> {_WHAT}</p>')
    _table(found)
    _way("By rail", found.rail)
    _way("With a sea leg", found.sea)
    _other_passages(others)
    _other_ports(found.sea_options[1:])


def _invite(query: RouteQuery) -> None:
    missing = "two places" if not (query.origin or query.destination) else "the other place"
    st.html(
        '<h2 class="tm-head">Which route by rail, which by sea?</h2>'
        f'<p class="tm-sub">Name {missing} above, click on the map, or take a corridor that the reporting speaks of.</p>'
    )
    for corridor in shared.world().cards.corridors:
        word, note = st.columns([0.38, 0.62], gap="small", vertical_alignment="center")
        word.button(
            corridor.title, key=f"invite_{corridor.id}", on_click=way_question.ask, args=(corridor.query,), width="stretch"
        )
        note.caption(corridor.note)


def _table(found: Plan) -> None:
    """The plain figures side by side; where there is no way, a dash."""
    both = (found.rail, found.sea)
    cells = [[tell(way) if isinstance(way, Route) else "–" for way in both] for _, tell in _ROWS]
    body = "".join(
        f'<tr><td>{word}</td><td class="n">{rail}</td><td class="n">{sea}</td></tr>'
        for (word, _), (rail, sea) in zip(_ROWS, cells, strict=True)
    )
    head = '<tr><th></th><th class="n">By rail</th><th class="n">With a sea leg</th></tr>'
    st.html(f'<table class="tm-table">{head}{body}</table>')


def _km(way: Route, mode: str) -> float:
    return sum(leg.distance_km for leg in way.legs if leg.mode == mode)


def _hours(span: tuple[float, float]) -> str:
    low, high = span
    return f"{low:.0f} to {high:.0f} h" if high < 72 else f"{low / 24:.0f} to {high / 24:.0f} days"


def _way(title: str, way: Route | Unreachable) -> None:
    with st.container(border=True):
        if isinstance(way, Unreachable):
            st.html(f'<h3 class="tm-head">{title}: no route</h3><p>{html.text(way.reason)}</p>')
            return
        legs = "".join(f"<li>{_leg(leg)}</li>" for leg in way.legs)
        events = "".join(f"<li>{html.text(mark.text)}</li>" for mark in way.marks)
        low, high = TRANSFER_HOURS
        handling = f" with {low:.0f} to {high:.0f} h in each port" if way.transshipments else ""
        kept = f" Rail: {html.text(way.conditions)}." if way.conditions else ""
        moved = " and ".join(f"{km:.1f} km" for km in way.snap_km)
        parts = (
            f'<h3 class="tm-head">{title}: {way.distance_km:,.0f} km</h3>',
            f'<p class="tm-sub">{_hours(way.duration_h)}{handling}: a judged range, not a timetable.{kept}</p>',
            f'<ol class="tm-list">{legs}</ol>',
            f'<ul class="tm-list">{events}</ul>' if events else "",
            "".join(f'<p class="tm-sub">{html.text(caveat)}</p>' for caveat in caveats(way)),
            f'<p class="tm-sub">Ends moved by {moved} to reach the network, not counted. Data: {", ".join(_datasets(way))}.</p>',
        )
        st.html("".join(parts))


def _other_passages(others: Sequence[OtherWay]) -> None:
    """The next ways by sea, by other straits and canals, with the miles that they add."""
    names = shared.world().network.named
    lines = []
    for way in others:
        through = ", ".join(html.text(names.get(item, item)) for item in way.passages) or "no named passage"
        without = html.text(names.get(way.without, way.without))
        lines.append(f"<li>Without {without}: {way.distance_km:,.0f} km, {way.extra_nm:+,.0f} nm; through {through}</li>")
    if lines:
        st.html(f'<p class="tm-sub">The sea leg through other passages:</p><ul class="tm-list">{"".join(lines)}</ul>')


def _other_ports(options: Sequence[SeaOption]) -> None:
    """Other reported ports in one line each, with the length or the reason why they do not serve."""
    lines = [f"<li>{html.text(_by_ports(option))}</li>" for option in options]
    if lines:
        st.html(f'<p class="tm-sub">By other reported ports:</p><ul class="tm-list">{"".join(lines)}</ul>')


def _by_ports(option: SeaOption) -> str:
    ports = " to ".join(port.name for port in (option.loading, option.discharge) if port is not None)
    told = option.route.reason if isinstance(option.route, Unreachable) else f"{option.route.distance_km:,.0f} km"
    return f"{ports}: {told}"


def _datasets(way: Route) -> list[str]:
    sets = {"rail_network": "rail_edges, rail_nodes, rail_structures", "sea_network": "sea_nodes, sea_passages, sea_fairways"}
    return [sets[name] for name in way.datasets]


def _leg(leg: RouteLeg) -> str:
    names = shared.world().network.named
    through = ", ".join(html.text(names.get(item, item)) for item in leg.passages)
    raw = f", {leg.raw_km:,.0f} km as drawn" if leg.raw_km is not None else f" ({leg.distance_km / 1.852:,.0f} nm)"
    return (
        f"<strong>{leg.mode}</strong> {html.text(leg.origin)} – {html.text(leg.destination)}: {leg.distance_km:,.0f} km{raw}, "
        f"{_hours(leg.duration_h)}" + (f"; through {through}" if through else "")
    )
