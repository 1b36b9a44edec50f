"""The briefer's own notes and arrows: typed on Brief, or placed on the map of Explore; kept while pages change."""

from __future__ import annotations

import streamlit as st

from explorer.app.tongue import say, told
from explorer.errors import ExportError
from explorer.render.sheet.options import MAX_NOTES, parse_note, written_note

KEY = "brief_notes"
"""Of the field on Brief; Streamlit forgets it on other pages."""
_KEPT = "brief_notes_kept"
_PREFIX = "note:"


def placed(chosen: str) -> bool:
    """Whether what the map has sent is a note; then it is taken, or the reader is told why it is not."""
    if not chosen.startswith(_PREFIX):
        return False
    st.session_state["search_notices"] = [_taken(chosen.removeprefix(_PREFIX))]
    return True


def _taken(line: str) -> str:
    try:
        note = written_note(parse_note(line))
    except ExportError as error:
        return told(error)
    lines = _kept().splitlines()
    if len(lines) >= MAX_NOTES:
        return say("A sheet takes {most} notes; remove one on the page Brief first.", most=MAX_NOTES)
    st.session_state[_KEPT] = "\n".join((*lines, note))
    st.session_state.pop(KEY, None)
    return say("Noted for the page Brief: {note}", note=note)


def begin() -> None:
    """Put what was kept into the field, before it is drawn; what a link has put there counts."""
    st.session_state.setdefault(KEY, _kept())


def keep(text: str) -> None:
    """Keep what the field holds."""
    st.session_state[_KEPT] = text


def _kept() -> str:
    return str(st.session_state.get(_KEPT, ""))
