"""Who writes to the workspace from a page: the account of a login, else the name that this reader has given once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st

from explorer.app.tongue import say
from explorer.workspace import home

_LONGEST = 80
_HERE = frozenset({"127.0.0.1", "localhost", "::1", ""})


def name() -> str:
    """The name that stands beside a change; "" where nobody has said it yet."""
    return account() or str(st.session_state.get("author", "")).strip() or (home.known_author() if _on_this_machine() else "")


def account() -> str:
    """The account that has logged in with an identity provider; "" without such a login."""
    user = st.user.to_dict()
    if user.get("is_logged_in") is not True:
        return ""
    return str(user.get("email") or user.get("name") or user.get("sub") or "")[:_LONGEST]


def _on_this_machine() -> bool:
    """Whether the reader sits at the machine itself, so that the name kept in its user's folder is theirs."""
    return (urlsplit(str(st.context.url or "")).hostname or "") in _HERE


def ask(then: Callable[[], None] | None = None) -> None:
    """A field for the name where nobody has said it; what is answered is kept for the next time, and ``then`` follows."""
    if account():
        return
    known = name()
    with st.container(key="author", horizontal=True, vertical_alignment="center", gap="small"):
        if known and not st.session_state.get("author_anew"):
            st.button(
                say("As {known}", known=known), key="author_change", type="tertiary", icon=":material/person:", on_click=_anew,
                help=say("Your name is recorded with each change. Press to change it."),
            )  # fmt: skip
            return
        st.text_input(
            say("Your name, for the history of the workspace"),
            key="author_given",
            max_chars=_LONGEST,
            on_change=_keep,
            args=(then,),
            width=320,
            placeholder=say("Your name, asked once"),
            label_visibility="collapsed",
            icon=":material/person:",
        )


def _anew() -> None:
    st.session_state["author_anew"] = True


def _keep(then: Callable[[], None] | None) -> None:
    given = " ".join(str(st.session_state["author_given"]).split())[:_LONGEST]
    if not given:
        return
    st.session_state["author"] = given
    st.session_state["author_anew"] = False
    if _on_this_machine():
        with suppress(OSError):  # it is asked again the next time
            home.keep_author(given)
    if then is not None:
        then()
