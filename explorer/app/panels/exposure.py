"""What the contrast of rail and sea rests on: zones under a stated scenario, the table of factors, and the observer's side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state
from explorer.comparison import factors as values
from explorer.comparison import tables
from explorer.comparison.compare import Alternative, Apart, Comparison
from explorer.comparison.factors import FactorRow
from explorer.comparison.profile import ZONE_WORDS, Band, Side, band_zones_km, consent_km, free_km
from explorer.exposure.likelihood import rounded
from explorer.exposure.observe import Cut
from explorer.exposure.vocabulary import Factor
from explorer.render.files.rows import frame_csv
from explorer.render.web import html
from explorer.zones.jurisdiction import Authority, Stretch
from explorer.zones.law import BASELINES, FLAGS, LegalScenario, Provision

BASELINE_WORDS = {"claimed": "Russia's bay line accepted", "coast": "from the coast"}
FLAG_WORDS = {"RUS": "Russian", "PRK": "DPRK", "third": "third State", "none": "no nationality"}
_ARROWS = {
    "raises": "▲ raises",
    "lowers": "▼ lowers",
    "neutral": "= neutral",
    "either way": "▲▼ either way",
    "does not apply": "–",
}


def scenario() -> None:
    """The legal scenario: which baseline counts, and which flag the ship flies."""
    view = state.view()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for field, word, options, words in (
            ("baseline", "Waters of Peter the Great Bay", BASELINES, BASELINE_WORDS),
            ("flag", "Flag of the ship", FLAGS, FLAG_WORDS),
        ):
            st.session_state[f"legal_{field}"] = getattr(view, field)
            st.segmented_control(
                word, options, key=f"legal_{field}", required=True, format_func=words.__getitem__, on_change=_take, args=(field,)
            )


def _take(field: str) -> None:
    state.change(**{field: st.session_state[f"legal_{field}"]})


def zones(comparison: Comparison, sea: Alternative) -> None:
    """Kilometres by zone, of the differing segments; the bare border legs for orientation."""
    scenario()
    if sea.apart is None:
        st.info(components.plain(f"There is nothing to compare: {sea.reason}."))
    else:
        _differing(sea.apart, comparison.scenario)
    for side in (side for side in (comparison.rail, sea.side) if isinstance(side, Side)):
        word = "By rail" if side.route.mode == "rail" else "With a sea leg"
        download(f"{word}: strip as CSV", tables.strip(side), f"strip-{side.route.mode}.csv")
    if comparison.border:
        components.note("Border legs alone, for orientation: they end in different places and are not what is compared.")
        legs = [(f"{leg.origin} – {leg.destination} by {leg.mode}", f"{leg.km:,.0f}") for leg in comparison.border]
        table(("Leg over the border", "km"), legs)
    components.note(
        "Limits are computed from a coast line or taken from claims; they are approximate, not legal limits,",
        "not for navigation.",
        "On the strip under the map: dark line, boarding with consent only; orange line, a third State may act.",
    )


def _shared(shared_km: float) -> str:
    return f"The {shared_km:,.0f} km they share cancel out." if shared_km >= 0.5 else "The routes share no track."


def _differing(apart: Apart, law: LegalScenario) -> None:
    cut, both = apart.differing, (apart.rail, apart.sea)
    components.note(
        f"The two routes part at <strong>{html.text(cut.parts_at)}</strong> and rejoin at",
        f"<strong>{html.text(cut.joins_at)}</strong>. {_shared(cut.shared_km)}",
    )
    totals: list[tuple[str, Callable[[Sequence[Band]], float]]] = [
        ("all of it", lambda bands: sum(band.km for band in bands)),
        ("where a third State may act without asking", free_km),
        ("where it may board with consent only", consent_km),
    ]
    rows = _zone_rows(*(band_zones_km(bands) for bands in both))
    rows += [(word, _km(measure(both[0])), _km(measure(both[1]))) for word, measure in totals]
    table(("Kilometres on the differing segment", "By rail", "With a sea leg"), rows)
    _readings([band.stretch for bands in both for band in bands], law)


_CHECKED = {"read": "text read", "secondary": "description read", "recalled": "from memory, to be checked"}


def _readings(stretches: Iterable[Stretch], law: LegalScenario) -> None:
    """What the law lets whom do in each zone, by which provisions, and whom these bind."""
    found: dict[str, tuple[Authority, list[str]]] = {}
    for stretch in stretches:
        authority = shared.world().zones.on_stretch(stretch, law)
        found.setdefault(authority.case, (authority, []))[1].append(_zone(stretch.key))
    components.heading("Who may lawfully do what there")
    for authority, zones in found.values():
        with st.expander(components.plain(f"{', '.join(dict.fromkeys(zones))}: {authority.condition}")):
            st.html("".join(map(_provision, authority.provisions)) or "<p>No provision is named.</p>")
            if authority.judgement:
                st.html(f"<p>Our judgement: {html.text(authority.judgement)}</p>")


def _provision(provision: Provision) -> str:
    where = f"{html.text(provision.instrument)}, {html.text(provision.paragraph)}"
    standing = f"; {html.text(provision.standing)}" if provision.standing else ""
    return (
        f"<p><strong>{where}.</strong> {html.text(provision.effect)} "
        f'<span class="tm-sub">({_CHECKED[provision.mark]}{standing})</span></p>'
    )


def _zone_rows(rail: dict[str, float], sea: dict[str, float]) -> list[tuple[str, str, str]]:
    keys = dict.fromkeys([*rail, *sea])
    return [(_zone(key), _km(rail.get(key)), _km(sea.get(key))) for key in keys]


def _zone(key: str) -> str:
    state_, _, kind = key.rpartition("/")
    return f"{state_} {ZONE_WORDS.get(kind, kind)}".strip()


def _km(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: Sequence[int] = (0,)) -> None:
    """A table of plain texts; the columns numbered in ``words`` start at the left, all others hold figures."""

    def cells(tag: str, texts: Sequence[str]) -> str:
        parts = (
            f'<{tag} class="{"" if number in words else "n"}">{html.text(text)}</{tag}>' for number, text in enumerate(texts)
        )
        return f"<tr>{''.join(parts)}</tr>"

    body = "".join(cells("td", row) for row in rows)
    st.html(f'<div class="tm-scroll"><table class="tm-table">{cells("th", head)}{body}</table></div>')


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
        f"{len(rows)} factors side by side, without a total. ▲ raises exposure, ▼ lowers it, = neutral, – does not apply;",
        "each row opens to show its sources and the opposite view.",
    )
    for row in rows:
        factor = row.factor
        arrows = f"rail {_ARROWS[factor.rail.value]} · sea {_ARROWS[factor.sea.value]}"
        with st.expander(components.plain(f"{factor.id.upper()} {factor.title} — {arrows}")):
            st.html(_factor(factor, row))
    download("Factors as CSV", tables.factors(rows), "factors.csv")


def _factor(factor: Factor, row: FactorRow) -> str:
    value = row.value
    numbers = [_km(number) for number in (value.rail, value.sea)]
    here = f"rail {numbers[0]}, sea {numbers[1]} {value.unit}" if (value.rail, value.sea) != (None, None) else ""
    told = "; ".join(part for part in (here, value.words, value.reason) if part)
    sources = "; ".join(f"{html.text(one.name)} ({one.dated}, {one.known})" for one in factor.sources)
    claims = ", ".join(factor.claims)
    lines = (
        ("Rail", factor.rail_why),
        ("Sea", factor.sea_why),
        ("On these routes", told),
        ("Measure", factor.measure),
        ("Kind", ", ".join(kind.value for kind in factor.kinds) + "; bears on " + ", ".join(b.value for b in factor.bears_on)),
        ("Opposite view", factor.opposite),
    )
    body = "".join(f"<p><strong>{word}:</strong> {html.text(text)}</p>" for word, text in lines if text)
    return body + f'<p class="tm-sub">Sources: {sources}.{f" Claims: {claims}." if claims else ""}</p>'


# ---- the observer's side ---------------------------------------------------------------------------------------------


def observed(comparison: Comparison) -> None:
    """Where the fewest places cover all reported ways, and what one bridge more would change."""
    found = comparison.observed
    if found is None:
        st.info(components.plain(comparison.observed_reason))
        return
    components.note(
        "From the observer's side, over the <em>reported</em> routes and places already named in public.",
        "It is not a plan, and says nothing about times or sensors.",
    )
    rows = [
        _cut_row("By land, today", found.by_land),
        _cut_row("By land, with the Tumen road bridge open", found.by_land_with_bridge),
        _cut_row("By land and sea, today", found.cut),
        _cut_row("By land and sea, with the road bridge", found.cut_with_bridge),
    ]
    table(("Fewest places that no reported route avoids", "n", "which", "chance for one watcher"), rows, (0, 2))
    components.note(
        "The chance is that of a single watcher who has to choose where to look while the sender knows the odds",
        "(Washburn and Wood 1995); it rests on judged ranges.",
    )
    choices = [
        (
            str(choice.count),
            " or ".join(", ".join(point.title for point in chosen) for chosen in choice.best[:3])
            + (f" (and {len(choice.best) - 3} more ties)" if len(choice.best) > 3 else ""),
            "–" if choice.ratio is None else f"{choice.ratio:.2f}",
        )
        for choice in found.choices
    ]
    table(("Points", "best of the published sites", "greedy over best"), choices, (0, 1))
    near = html.text(", ".join(dict.fromkeys(found.names[:12])) or "none")
    count = len(found.shape.points)
    components.note(f"On the two chains together {count} point{'' if count == 1 else 's'} cannot be avoided, near: {near}.")
    frame = tables.observation_points(found.choices, with_worth=comparison.with_model)
    download("Points as CSV", frame, "observation-points.csv")


def _cut_row(word: str, cut: Cut) -> tuple[str, str, str, str]:
    names = ", ".join(arc.title for arc in cut.arcs)
    others = f" (or {len(cut.ties) - 1} other sets)" if len(cut.ties) > 1 else ""
    value = cut.reason if cut.value is None else f"about {rounded(cut.value):g}"
    return word, str(cut.size), names + others, value
