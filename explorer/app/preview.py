"""A step that is being written, as a student will see it: what can be shown of it, with the map of its view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import mapframe, state
from explorer.app.tongue import language, say
from explorer.messages import message
from explorer.render import layers
from explorer.render.web import asking, html, leaflet, staged, story
from explorer.render.web.payload import CameraOrder
from explorer.stories.parts import readable
from explorer.stories.retold import in_language
from explorer.stories.scenario import Cited, Step
from explorer.stories.text import lines_of, without_handle

HEIGHT = 300
_PARTS = (
    ("say", message("Who says so")),
    ("against", message("What speaks against it")),
    ("inferred", message("What is inferred")),
)


def show(row: Mapping[str, Any], number: int) -> None:
    """Draw the preview of one step of a draft."""
    step, _ = readable(without_handle(row), number)
    st.html(f'<h3 class="tm-head">{number}. {html.text(step.heading)}</h3>')
    _map(in_language(step, language()))
    st.html(f'<div class="tm-story">{_words(row, step)}</div>{_asked(step)}')


def _map(step: Step) -> None:
    known = shared.world()
    scene = shared.staged_scene(step)
    page = leaflet.base_map(
        shared.layers(), layers.attribution(known), state.theme(), scene.view.language,
        home=known.home, online_tiles=state.online_tiles(), player=True,
    )  # fmt: skip
    mark = step.shown.query()
    order: CameraOrder | None = st.session_state.get("desk_order")
    if order is None or st.session_state.get("desk_frame_of") != mark:
        order = CameraOrder(order.number + 1 if order else 1, scene.camera, seconds=0.1)
        st.session_state["desk_order"], st.session_state["desk_frame_of"] = order, mark
    told = {"spoken": "", "board": staged.board_told(known, step, language()), "play": None, "next": None, "previous": None}
    mapframe.draw(page, leaflet.scene_group(scene, order, told), "desk_leaflet", HEIGHT)


def _words(row: Mapping[str, Any], step: Step) -> str:
    guide = f'<p class="tm-guide">{html.text(step.guide)}</p>' if step.guide else ""
    sections = []
    for role, title in _PARTS:
        cited: tuple[Cited, ...] = getattr(step, role)
        rows = "".join(_sentence(found, given) for found, given in zip(cited, row.get(role, ()), strict=False))
        sections.append(f'<section class="tm-part tm-part-{role}"><h3>{say(title)}</h3>{rows}</section>' if rows else "")
    return guide + "".join(sections)


def _sentence(row: Cited, given: Mapping[str, Any]) -> str:
    """A sentence as it will stand, or as it was written where its citation leads nowhere yet."""
    return (
        story.sentence(shared.world(), row, language()) or f'<p class="tm-sentence tm-loose">{html.text(lines_of([given]))}</p>'
    )


def _asked(step: Step) -> str:
    known, parts = shared.world(), []
    if step.question:
        told = asking.revealed(known, step.question, language=language())
        parts.append(f'<p class="tm-sentence"><strong>{html.text(step.question.ask)}</strong></p>{told}')
    if step.sort:
        told = asking.sorted_out(known, step.sort, language=language())
        parts.append(f'<p class="tm-sentence"><strong>{html.text(step.sort.ask)}</strong></p>{told}')
    return "".join(parts)
