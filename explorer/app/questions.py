"""What a step asks, on the page: options to press, things to sort, one more try, then the answer with its reasons."""

from __future__ import annotations

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components
from explorer.app.tongue import language, say, told
from explorer.render.web import asking
from explorer.render.web.html import text
from explorer.stories.answers import Given, Place, places_of, settled
from explorer.stories.scenario import KINDS, Asked, Kind, Question, Sorting, Step

_WORDS = {kind: asking.KIND_WORDS[kind] for kind in KINDS}


def show(step: Step, answers: dict[Place, tuple[Given, ...]], between: str = "") -> None:
    """Draw the questions of a step; ``between`` is HTML that follows the first of them."""
    for number, (place, asked) in enumerate(places_of(step)):
        with st.container(border=True, key=f"story_{place[1]}"):
            _asked(place, asked, answers)
        if number == 0 and between:
            st.html(between)


def _asked(place: Place, asked: Asked, answers: dict[Place, tuple[Given, ...]]) -> None:
    tries = answers.get(place, ())
    predict = asking.PREDICT if isinstance(asked, Question) and asked.predict and not tries else ""
    hint = f'<p class="tm-sub">{say(predict)}</p>' if predict else ""
    st.html(f'<p class="tm-sentence"><strong>{text(asked.ask)}</strong></p>{hint}')
    if settled(asked, tries):
        _revealed(asked, tries)
        st.button(
            say(asking.WORDS["retry"]), key=f"story_again_{place[1]}", type="tertiary", on_click=_forget, args=(answers, place)
        )
    elif isinstance(asked, Question):
        _options(place, asked, answers)
    else:
        _things(place, asked, answers)


def _revealed(asked: Asked, tries: tuple[Given, ...]) -> None:
    shown = _answer(asked, tries)
    st.html(
        f'<div class="tm-answer"><p class="tm-verdict" role="status">{text(told(asking.verdict(asked, tries)))}</p>{shown}</div>'
    )


def _answer(asked: Asked, tries: tuple[Given, ...]) -> str:
    known = shared.world()
    if isinstance(asked, Question):
        return asking.revealed(known, asked, tries, language())
    return asking.sorted_out(known, asked, tries, language())


def _options(place: Place, question: Question, answers: dict[Place, tuple[Given, ...]]) -> None:
    tries = answers.get(place, ())
    for number, option in enumerate(question.options, start=1):
        if number in tries:
            continue
        st.button(
            components.plain(option), key=f"story_option_{place[0]}_{number}", width="stretch",
            on_click=_try, args=(answers, place, number),
        )  # fmt: skip
    if tries and isinstance(tries[-1], int):
        why = asking.reason(shared.world(), question, tries[-1], language())
        tried = f"<p><strong>✗ {text(question.options[tries[-1] - 1])}</strong></p>"
        words = f'<p class="tm-verdict">{text(told(asking.verdict(question, tries)))}</p>'
        st.html(f'<div class="tm-said" role="status">{tried}{why}{words}</div>')


def _things(place: Place, sorting: Sorting, answers: dict[Place, tuple[Given, ...]]) -> None:
    tries = answers.get(place, ())
    right = asking.places_right(sorting, tries[-1]) if tries else (False,) * len(sorting.items)
    keys = [f"story_sort_{place[0]}_{number}" for number in range(len(sorting.items))]
    with st.form(f"story_sorting_{place[0]}_{len(tries)}", border=False):
        for item, key, placed in zip(sorting.items, keys, right, strict=True):
            if placed:
                st.html(f'<p class="tm-sentence">✓ {asking.sorted_item(shared.world(), item, language())}</p>')
            else:
                st.radio(
                    components.plain(item.text),
                    KINDS,
                    index=None,
                    key=key,
                    horizontal=True,
                    format_func=lambda kind: say(_WORDS[kind]),
                )
        st.form_submit_button(say(asking.WORDS["check"]), on_click=_sorted, args=(answers, place, sorting, keys, right))
    words = asking.UNSORTED if st.session_state.get("story_unsorted") == place else asking.verdict(sorting, tries)
    if words:
        st.html(f'<p class="tm-verdict" role="status">{text(told(words))}</p>')


def _forget(answers: dict[Place, tuple[Given, ...]], place: Place) -> None:
    answers.pop(place, None)


def _sorted(
    answers: dict[Place, tuple[Given, ...]], place: Place, sorting: Sorting, keys: list[str], right: tuple[bool, ...]
) -> None:
    chosen: list[Kind | None] = [
        item.kind if placed else st.session_state.get(key) for item, key, placed in zip(sorting.items, keys, right, strict=True)
    ]
    st.session_state["story_unsorted"] = None if all(chosen) else place
    if all(chosen):
        _try(answers, place, tuple(kind or "" for kind in chosen))


def _try(answers: dict[Place, tuple[Given, ...]], place: Place, given: Given) -> None:
    answers[place] = (*answers.get(place, ()), given)
