"""What somebody sees who is there for the first time: a name, a line of purpose, and questions to start from.

It goes once it is closed, once a question is chosen, and with the first view; the browser remembers the first two of these.
"""

from __future__ import annotations

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state, tongue
from explorer.app.tongue import say
from explorer.messages import message
from explorer.render.web import html
from explorer.render.web.payload import GREETED
from explorer.views.presets import StartingQuestion
from explorer.views.view import View

_NAME = "Tumen Explorer"
_PURPOSE = message(
    "What public reports say about logistics between Russia and the DPRK, where it happens, who says so, and who denies it."
)
_FIRST = message("Start from a question, or from the map:")


def show() -> None:
    """Greet whoever has neither been here nor come with a view; nothing for all others."""
    if tongue.asked():
        st.session_state["met"] = True
    if met():
        return
    with st.container(border=True, key="greeting"):
        st.html(f'<h2 class="tm-name">{html.text(_NAME)}</h2><p class="tm-purpose">{html.text(say(_PURPOSE))}</p>')
        components.note(html.text(say(_FIRST)))
        for question in shared.world().cards.questions:
            words = components.plain(question.words(state.view().language))
            st.button(words, key=f"greeting_{question.id}", on_click=_ask, args=(question,), width="stretch")
        st.button(say("Close"), key="greeting_close", icon=":material/close:", type="tertiary", on_click=_close)


def met() -> bool:
    """Whether this reader needs no greeting."""
    return bool(st.session_state.get("met")) or st.context.cookies.get(GREETED) == "1"


def closed() -> bool:
    """Whether the reader has made use of the greeting in this visit, which the browser is to remember."""
    return bool(st.session_state.get("greeting_used"))


def _close() -> None:
    st.session_state["met"] = st.session_state["greeting_used"] = True


def _ask(question: StartingQuestion) -> None:
    """Show the view of a question; one that asks for a route is answered on another page, in the next run."""
    _close()
    if question.asked.route.asked:
        st.session_state["asked_route"] = question.asked
        return
    state.show(question.asked)
    state.fly(question.asked.camera)


def asked_route() -> View | None:
    """The view of rail and sea that was asked for, once."""
    found: View | None = st.session_state.pop("asked_route", None)
    return found
