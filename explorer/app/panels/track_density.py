"""Where ships were in files of positions: hexagons on the map, which can be kept as a layer of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from explorer.app import author, components, following
from explorer.app.panels import layer_style
from explorer.app.tongue import recorded, say, told
from explorer.app.tracking import Tracked
from explorer.errors import TumenError
from explorer.layers.kept import kept_of
from explorer.layers.layer import Layer
from explorer.messages import message
from explorer.sessions.whole import whole
from explorer.tracks.density import outlines
from explorer.world.own import entries_of

TITLE = message("Where ships were, in this file")
_STYLE = {"label": "positions", "by": "hours", "classes": "graduated"}


def layer_of(density: pd.DataFrame) -> Layer:
    """The hexagons as a layer, each with its count of positions and hours."""
    table = pa.table(
        {"positions": pa.array(density["positions"].astype("int64")), "hours": pa.array(density["hours"].round(2)),
         "h3": pa.array(density["h3"].astype(str))}
    )  # fmt: skip
    return Layer(TITLE, outlines(density["h3"]), table, fields=tuple(table.column_names))


def show(found: Tracked, files: Sequence[tuple[str, bytes]]) -> None:
    """The map of the hexagons where the reader asks for it, and the way to keep them."""
    if found.tables["density"].empty or not st.toggle(say("Show where ships were, as hexagons"), key="tracks_density"):
        return
    layer = layer_of(found.tables["density"])
    layer_style.shown("tracks_density", [({"id": "density", "title": TITLE, **_STYLE}, kept_of(layer))])
    if following.workspace() is None:
        return
    author.ask()
    if components.pressed(say("Keep it as a layer of your own"), "tracks_density_keep", disabled=not author.name()):
        with whole():
            _keep(layer, files)


def _keep(layer: Layer, files: Sequence[tuple[str, bytes]]) -> None:
    names = ", ".join(name for name, _ in files)
    digest = hashlib.sha256(b"".join(content for _, content in files)).hexdigest()
    more = {"origin": say("Positions in {names}", names=names), "added_by": author.name(), **_STYLE}
    try:
        following.opened().bring(
            entries_of([layer], TITLE, names[:200], digest, more), author.name(), recorded("Layer from positions of ships.")
        )
    except TumenError as error:
        st.error(components.plain(told(error)))
        return
    following.take_up()
    st.success(say("It is kept among your layers, on the page Own data."))
