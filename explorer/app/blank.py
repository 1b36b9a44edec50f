"""The place of a sheet on the page: how wide it is shown, and a blank one of its form and colours while it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from explorer.app.tongue import say
from explorer.render.sheet.ink import ink
from explorer.render.sheet.options import Options
from explorer.render.web import html

_HIGH_PX = 860
"""How high an upright sheet is shown."""


def shown_width(options: Options) -> Literal["stretch"] | int:
    """The width of a sheet on the page in pixels; one that is wider than high takes all there is."""
    width, height = options.points
    return "stretch" if width > height else round(_HIGH_PX * width / height)


@contextmanager
def drawing(options: Options) -> Iterator[None]:
    """A blank sheet until the picture is there, so that nothing below it moves when it comes."""
    (width, height), wide, colours = options.points, shown_width(options), ink(options.theme)
    room = "100%" if wide == "stretch" else f"{wide}px"
    look = f"width:{room};aspect-ratio:{width:g}/{height:g};background:{colours['paper']};color:{colours['text']}"
    place = st.empty()
    place.html(f'<div class="tm-blank" role="status" style="{look}">{html.text(say("Drawing …"))}</div>')
    try:
        yield
    finally:
        place.empty()
