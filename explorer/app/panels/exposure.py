"""What the contrast of rail and sea rests on: zones under a stated scenario, the table of factors, and the observer's side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, state
from explorer.app.tongue import many, number, say, told
from explorer.comparison import factors as values
from explorer.comparison import tables
from explorer.comparison.compare import Alternative, Apart, Comparison
from explorer.comparison.factors import FactorRow
from explorer.comparison.profile import ZONE_WORDS, Band, Side, band_zones_km, consent_km, free_km
from explorer.exposure.likelihood import rounded
from explorer.exposure.observe import Cut
from explorer.exposure.vocabulary import Factor
from explorer.messages import message
from explorer.render.contrast import retold
from explorer.render.files.rows import frame_csv
from explorer.render.web import html
from explorer.render.web import tables as drawn
from explorer.zones.jurisdiction import Authority, Stretch
from explorer.zones.law import BASELINES, FLAGS, LegalScenario, Provision

BASELINE_WORDS = {"claimed": message("Russia's bay line accepted"), "coast": message("from the coast")}
FLAG_WORDS = {
    "RUS": message("Russian"),
    "PRK": message("DPRK"),
    "third": message("third State"),
    "none": message("no nationality"),
}
_ARROWS = {
    "raises": message("▲ raises"),
    "lowers": message("▼ lowers"),
    "neutral": message("= neutral"),
    "either way": message("▲▼ either way"),
    "does not apply": "–",
}


def scenario() -> None:
    """The legal scenario: which baseline counts, and which flag the ship flies."""
    view = state.view()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for field, word, options, words in (
            ("baseline", say("Waters of Peter the Great Bay"), BASELINES, BASELINE_WORDS),
            ("flag", say("Flag of the ship"), FLAGS, FLAG_WORDS),
        ):
            st.session_state[f"legal_{field}"] = getattr(view, field)
            st.segmented_control(
                word,
                options,
                key=f"legal_{field}",
                required=True,
                format_func=lambda chosen, words=words: say(words[chosen]),
                on_change=_take,
                args=(field,),
            )


def _take(field: str) -> None:
    state.change(**{field: st.session_state[f"legal_{field}"]})


def zones(comparison: Comparison, sea: Alternative) -> None:
    """Kilometres by zone, of the differing segments; the bare border legs for orientation."""
    scenario()
    if sea.apart is None:
        st.info(components.plain(say("There is nothing to compare: {reason}.", reason=told(sea.reason))))
    else:
        _differing(sea.apart, comparison.scenario)
    for side in (side for side in (comparison.rail, sea.side) if isinstance(side, Side)):
        word = say("By rail") if side.route.mode == "rail" else say("With a sea leg")
        download(say("{word}: strip as CSV", word=word), tables.strip(side), f"strip-{side.route.mode}.csv")
    if comparison.border:
        components.note(say("Border legs alone, for orientation: they end in different places and are not what is compared."))
        legs = [
            (
                say("{origin} – {destination} by {mode}", origin=leg.origin, destination=leg.destination, mode=told(leg.mode)),
                number(leg.km),
            )
            for leg in comparison.border
        ]
        table((say("Leg over the border"), say("km")), legs)
    components.note(
        say(
            "Limits are computed from a coast line or taken from claims; they are approximate, not legal limits, "
            "not for navigation."
        ),
        say("On the strip under the map: dark line, boarding with consent only; orange line, a third State may act."),
    )


def _shared(shared_km: float) -> str:
    return (
        say("The {shared_km:,.0f} km they share cancel out.", shared_km=shared_km)
        if shared_km >= 0.5
        else say("The routes share no track.")
    )


def _differing(apart: Apart, law: LegalScenario) -> None:
    cut, both = apart.differing, (apart.rail, apart.sea)
    components.note(
        say(
            "The two routes part at <strong>{apart}</strong> and rejoin at <strong>{again}</strong>.",
            apart=html.text(cut.parts_at),
            again=html.text(cut.joins_at),
        ),
        _shared(cut.shared_km),
    )
    totals: list[tuple[str, Callable[[Sequence[Band]], float]]] = [
        (say("all of it"), lambda bands: sum(band.km for band in bands)),
        (say("where a third State may act without asking"), free_km),
        (say("where it may board with consent only"), consent_km),
    ]
    rows = _zone_rows(*(band_zones_km(bands) for bands in both))
    rows += [(word, _km(measure(both[0])), _km(measure(both[1]))) for word, measure in totals]
    table((say("Kilometres on the differing segment"), say("By rail"), say("With a sea leg")), rows)
    _readings([band.stretch for bands in both for band in bands], law)


_CHECKED = {
    "read": message("text read"),
    "secondary": message("description read"),
    "recalled": message("from memory, to be checked"),
}


def _readings(stretches: Iterable[Stretch], law: LegalScenario) -> None:
    """What the law lets whom do in each zone, by which provisions, and whom these bind."""
    found: dict[str, tuple[Authority, list[str]]] = {}
    for stretch in stretches:
        authority = shared.world().zones.on_stretch(stretch, law)
        found.setdefault(authority.case, (authority, []))[1].append(_zone(stretch.key))
    components.heading(say("Who may lawfully do what there"))
    tongue, known = naming.cards(), shared.world().zones.law
    for authority, zones in found.values():
        case = tongue.card("case", authority.case, known.case(authority.case))
        with st.expander(components.plain(f"{', '.join(dict.fromkeys(zones))}: {told(case.condition)}")):
            provisions = (tongue.card("provision", one.id, one) for one in authority.provisions)
            st.html("".join(map(_provision, provisions)) or ("<p>" + say("No provision is named.") + "</p>"))
            if case.judgement:
                st.html("<p>" + say("Our judgement: {text}", text=html.text(case.judgement)) + "</p>")


def _provision(provision: Provision) -> str:
    where = f"{html.text(provision.instrument)}, {html.text(provision.paragraph)}"
    standing = f"; {html.text(provision.standing)}" if provision.standing else ""
    return (
        f"<p><strong>{where}.</strong> {html.text(provision.effect)} "
        f'<span class="tm-sub">({say(_CHECKED[provision.mark])}{standing})</span></p>'
    )


def _zone_rows(rail: dict[str, float], sea: dict[str, float]) -> list[tuple[str, str, str]]:
    keys = dict.fromkeys([*rail, *sea])
    return [(_zone(key), _km(rail.get(key)), _km(sea.get(key))) for key in keys]


def _zone(key: str) -> str:
    state_, _, kind = key.rpartition("/")
    return f"{state_} {told(ZONE_WORDS.get(kind, kind))}".strip()


def _km(value: float | None) -> str:
    return "–" if value is None else number(value) if value >= 10 else number(value, 1)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: Sequence[int] = (0,)) -> None:
    """A table of plain texts; the columns numbered in ``words`` start at the left, all others hold figures."""
    figures = [column for column, _ in enumerate(head) if column not in words]
    st.html(drawn.table(head, ([*map(html.text, row)] for row in rows), figures))


def download(word: str, frame: pd.DataFrame, name: str) -> None:
    """A link to what is drawn, as a table."""
    st.download_button(
        word, frame_csv(frame), name, "text/csv", icon=":material/download:", on_click="ignore",
        type="tertiary", key=f"csv-{name}",
    )  # fmt: skip


# ---- factors ---------------------------------------------------------------------------------------------------------


def factors(comparison: Comparison) -> None:
    """The plain table side by side, without any total; every row opens to its sources and to whoever holds the opposite."""
    scenario()
    rows = values.rows(comparison, shared.world().exposure.factors)
    components.note(
        say(
            "{rows} factors side by side, without a total. ▲ raises exposure, ▼ lowers it, = neutral, – does not apply; "
            "each row opens to show its sources and the opposite view.",
            rows=len(rows),
        ),
    )
    name = naming.places()
    for row in (retold.factor(one, naming.cards(), name) for one in rows):
        factor = row.factor
        arrows = say("rail {rail} · sea {sea}", rail=say(_ARROWS[factor.rail.value]), sea=say(_ARROWS[factor.sea.value]))
        with st.expander(components.plain(f"{factor.id.upper()} {factor.title} — {arrows}")):
            st.html(_factor(factor, row))
    download(say("Factors as CSV"), tables.factors(rows), "factors.csv")


def _factor(factor: Factor, row: FactorRow) -> str:
    value = row.value
    numbers = [_km(figure) for figure in (value.rail, value.sea)]
    here = (
        say("rail {rail}, sea {sea} {unit}", rail=numbers[0], sea=numbers[1], unit=told(value.unit))
        if (value.rail, value.sea) != (None, None)
        else ""
    )
    words = "; ".join(part for part in (here, told(value.words), told(value.reason)) if part)
    sources = "; ".join(f"{html.text(one.name)} ({one.dated}, {told(one.known)})" for one in factor.sources)
    claims = ", ".join(factor.claims)
    lines = (
        (say("Rail"), factor.rail_why),
        (say("Sea"), factor.sea_why),
        (say("On these routes"), words),
        (say("Measure"), factor.measure),
        (
            say("Kind"),
            say(
                "{kinds}; bears on {measures}",
                kinds=", ".join(told(kind.value) for kind in factor.kinds),
                measures=", ".join(told(measure.value) for measure in factor.bears_on),
            ),
        ),
        (say("Opposite view"), factor.opposite),
    )
    body = "".join(f"<p><strong>{word}:</strong> {html.text(text)}</p>" for word, text in lines if text)
    cited = [say("Sources: {sources}.", sources=sources), *([say("Claims: {claims}.", claims=claims)] if claims else [])]
    return body + f'<p class="tm-sub">{" ".join(cited)}</p>'


# ---- the observer's side ---------------------------------------------------------------------------------------------


def observed(comparison: Comparison) -> None:
    """Where the fewest places cover all reported ways, and what one bridge more would change."""
    found = comparison.observed
    if found is None:
        st.info(components.plain(told(comparison.observed_reason)))
        return
    components.note(
        say("From the observer's side, over the <em>reported</em> routes and places already named in public."),
        say("It is not a plan, and says nothing about times or sensors."),
    )
    name = naming.places()
    rows = [
        _cut_row(say("By land, today"), found.by_land, name),
        _cut_row(say("By land, with the Tumen road bridge open"), found.by_land_with_bridge, name),
        _cut_row(say("By land and sea, today"), found.cut, name),
        _cut_row(say("By land and sea, with the road bridge"), found.cut_with_bridge, name),
    ]
    table(
        (say("Fewest places that no reported route avoids"), say("number"), say("which"), say("chance for one watcher")),
        rows,
        (0, 2),
    )
    components.note(
        say(
            "The chance is that of a single watcher who has to choose where to look while the sender knows the odds "
            "(Washburn and Wood 1995); it rests on judged ranges."
        ),
    )
    choices = [
        (
            str(choice.count),
            _tied([", ".join(name(point.title) for point in chosen) for chosen in choice.best]),
            "–" if choice.ratio is None else number(choice.ratio, 2),
        )
        for choice in found.choices
    ]
    table((say("Points"), say("best of the published sites"), say("greedy over best")), choices, (0, 1))
    near = html.text(", ".join(dict.fromkeys(map(name, found.names[:12]))) or say("none"))
    count = len(found.shape.points)
    components.note(
        many(
            "On the two chains together {count} point cannot be avoided, near: {near}.",
            "On the two chains together {count} points cannot be avoided, near: {near}.",
            count,
            near=near,
        )
    )
    frame = tables.observation_points(found.choices, with_worth=comparison.with_model)
    download(say("Points as CSV"), frame, "observation-points.csv")


def _tied(sets: Sequence[str]) -> str:
    """Up to three sets that are as good as each other, and how many more there are."""
    first = say(" or ").join(sets[:3])
    return say("{sets} (and {more} more ties)", sets=first, more=len(sets) - 3) if len(sets) > 3 else first


def _cut_row(word: str, cut: Cut, name: Callable[[str], str]) -> tuple[str, str, str, str]:
    names = ", ".join(map(name, (arc.title for arc in cut.arcs)))
    if len(cut.ties) > 1:
        names = say("{names} (or {others} other sets)", names=names, others=len(cut.ties) - 1)
    value = told(cut.reason) if cut.value is None else say("about {value:g}", value=rounded(cut.value))
    return word, str(cut.size), names, value
