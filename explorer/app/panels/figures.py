"""The judged ranges and, when asked for, what follows from them: two figures that are never merged, their grid, their drivers."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, state
from explorer.app.panels.exposure import BASELINE_WORDS, FLAG_WORDS, download, scenario, table
from explorer.app.tongue import say, told
from explorer.comparison import tables
from explorer.comparison.compare import Comparison
from explorer.exposure.hazard import PRACTICAL, Measure, MeasureName, Model
from explorer.exposure.likelihood import rounded
from explorer.exposure.sensitivity import Sensitivity
from explorer.exposure.vocabulary import Judgement
from explorer.messages import message
from explorer.render.contrast import retold
from explorer.render.web import html

TITLES: dict[MeasureName, str] = {
    "observable": message("Being seen"),
    "interdictable": message("Being stopped by somebody who lawfully may"),
}
_VERDICTS = {
    "sea": message("more exposed by sea"),
    "rail": message("more exposed by rail"),
    "depends": message("depends on the cell"),
    "negligible": message("no practical difference"),
    "undefined": message("undefined"),
}


def figures(comparison: Comparison) -> None:
    """Ranges always; combined figures only when the reader asks."""
    scenario()
    st.session_state["with_model"] = state.view().figures == "on"
    st.toggle(
        say("Show combined figures"), key="with_model", on_change=_switch,
        help=say("They rest on judged ranges, not on data: no interdiction on this corridor is known, so nothing "
"can be calibrated."),
    )  # fmt: skip
    if comparison.model is not None:
        _model(comparison, comparison.model)
    elif state.view().figures == "on":
        st.info(components.plain(told(comparison.model_reason) or say("There is nothing to calculate.")))
    components.heading(say("Judged ranges"))
    components.note(say("Every number that is not geometry, with its author and reason."))
    for card in shared.world().exposure.judgements:
        judgement = retold.judgement(card, naming.cards())
        with st.expander(components.plain(f"{judgement.title}: {_span(judgement)}")):
            st.html(
                f"<p>{html.text(judgement.reason)}</p><p class='tm-sub'>"
                + say(
                    "{author}; {distribution} distribution; id {id}.",
                    author=html.text(judgement.author),
                    distribution=told(judgement.distribution),
                    id=judgement.id,
                )
                + "</p>"
            )
    download(say("Ranges as CSV"), tables.ranges(shared.world().exposure.judgements), "ranges.csv")


def _switch() -> None:
    state.change(figures="on" if st.session_state["with_model"] else "off")


def _span(judgement: Judgement) -> str:
    return say("{low:g} to {high:g} {unit}", low=judgement.low, high=judgement.high, unit=judgement.unit)


def _model(comparison: Comparison, model: Model) -> None:
    asked = comparison.scenario
    components.note(
        say(
            "{draws:,} draws, seed {seed}, version {version}: {baseline}, flag {flag}. Differing segment only; the trunk cancels "
            "out.",
            draws=model.draws,
            seed=model.seed,
            version=model.version,
            baseline=say(BASELINE_WORDS[asked.baseline]),
            flag=say(FLAG_WORDS[asked.flag]),
        ),
    )
    for name, title in TITLES.items():
        _measure(say(title), model.summary(name, asked.baseline, asked.flag))
    _grid(model)
    download(say("Grid as CSV"), tables.grid(model), "grid.csv")
    _sensitivity(comparison)


def _measure(title: str, measure: Measure) -> None:
    with st.container(border=True):
        st.html(f'<h3 class="tm-head">{title}: {say(_VERDICTS[measure.verdict])}</h3>')
        if measure.words:
            st.html(f"<p>{html.text(told(measure.words))}</p>")
        if measure.reason:
            st.html(f'<p class="tm-sub">{html.text(told(measure.reason))}</p>')
        spreads = [(say("By rail"), measure.rail), (say("With a sea leg"), measure.sea)]
        bars = "".join(_spread(word, spread.p05, spread.p50, spread.p95) for word, spread in spreads if spread is not None)
        if bars:
            label = say("{title}: ranges from the 5th to the 95th percentile", title=title)
            st.html(f'<div class="tm-ranges" role="img" aria-label="{label}">{bars}</div>')


def _spread(word: str, low: float, middle: float, high: float) -> str:
    """A bar from the 5th to the 95th percentile on a scale from 0 to 1, with the median as a tick."""
    left, width, tick = 100 * low, max(100 * (high - low), 0.6), 100 * middle
    figures = f"{rounded(low):g} – {rounded(middle):g} – {rounded(high):g}"
    return (
        f'<div class="tm-range"><span>{word}</span><i><b style="left:{left:.1f}%;width:{width:.1f}%"></b>'
        f'<u style="left:{tick:.1f}%"></u></i><em>{figures}</em></div>'
    )


def _grid(model: Model) -> None:
    """The scenarios as a grid: never averaged."""
    components.heading(say("Every cell"))
    components.note(
        say(
            "S: sea above rail in 95 % of the draws; R: rail above sea; ~: depends on the draw; o: no "
            "practical difference, both below 1 in {value:,.0f}; –: undefined.",
            value=1 / PRACTICAL,
        )
    )
    letters = {"sea": "S", "rail": "R", "depends": "~", "negligible": "o", "undefined": "–"}
    columns = sorted({(cell.baseline, cell.flag) for cell in model.grid})
    rows = dict.fromkeys((cell.endpoint, cell.unit, cell.trunk_counted) for cell in model.grid)
    cells = {((c.endpoint, c.unit, c.trunk_counted), (c.baseline, c.flag)): c for c in model.grid}
    for name, title in TITLES.items():
        head = (say(title), *(f"{told(baseline)} {told(flag)}" for baseline, flag in columns))
        body = [
            (
                say(
                    "to {endpoint}, by {unit}, trunk counted" if trunk else "to {endpoint}, by {unit}",
                    endpoint=naming.place(endpoint),
                    unit=told(unit),
                ),
                *(letters[cells[row, column].measure(name).verdict] for column in columns),
            )
            for row in rows
            for endpoint, unit, trunk in [row]
        ]
        table(head, body)


def _sensitivity(comparison: Comparison) -> None:
    """What drives the figures, for the case that is asked for."""
    asked = comparison.scenario
    case = next((c for c in comparison.cases if (c.baseline, c.flag) == (asked.baseline, asked.flag)), None)
    if case is None:
        return
    for name, title in TITLES.items():
        found = retold.sensitivity(shared.world(), shared.sensitivity(case, name), naming.cards())
        with st.expander(say("What drives it: {measure}", measure=say(title).lower())):
            if found.reason:
                st.caption(components.plain(told(found.reason)))
                continue
            components.note(
                say(
                    "{figure}; bars show one range at a time from its 5th to its 95th percentile.",
                    figure=html.text(told(found.figure)),
                )
            )
            st.html(f'<div class="tm-ranges">{"".join(_swings(found))}</div>')
            pairs = [(i.title, (i.first, i.first_error), (i.total, i.total_error)) for i in found.indices]
            rows = [(title, *(f"{value:.2f} ± {error:.2f}" for value, error in both)) for title, *both in pairs]
            table((say("Sobol index"), say("first"), say("total")), rows)
            table((say("Where the balance tips"), say("value"), ""), list(_tips(found)), (0, 2))
            download(say("Tornado as CSV"), tables.tornado(found), f"tornado-{name}.csv")
            download(say("Sobol indices as CSV"), tables.sobol(found), f"sobol-{name}.csv")


def _tips(found: Sensitivity) -> Iterable[tuple[str, str, str]]:
    for row in found.break_even:
        value = "–" if row.value is None else f"{rounded(row.value):g} {row.unit}"
        yield row.title, value, told(row.reason) or (say("inside the range") if row.inside else say("outside the range"))


def _swings(found: Sensitivity) -> Iterable[str]:
    ends = [value for swing in found.swings for value in (swing.at_low, swing.at_high)]
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0
    for swing in found.swings[:10]:
        left, right = sorted((swing.at_low, swing.at_high))
        start, width = 100 * (left - low) / span, max(100 * (right - left) / span, 0.8)
        yield (
            f'<div class="tm-range"><span title="{html.text(swing.title)}">{html.text(swing.title)}</span>'
            f'<i><b style="left:{start:.1f}%;width:{width:.1f}%"></b></i><em>{rounded(left):g} … {rounded(right):g}</em></div>'
        )
