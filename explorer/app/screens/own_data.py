"""Own data: a file is dropped, what was understood of it is shown and corrected, and it is kept only when that is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.app import author, components, following, heavy
from explorer.app.looking import look
from explorer.app.panels import kept_layers, layer_style
from explorer.errors import TumenError
from explorer.layers.inspected import bounds, geometry_types
from explorer.layers.kept import kept_of, questions
from explorer.layers.layer import Corrections, Layer, Reading, bounded
from explorer.layers.times import span
from explorer.render.web import html
from explorer.world.own import entries_of

MOST_MEGABYTES = 100
SHOWN = 200
"""So many oddities of a layer are listed on the page."""


def show() -> None:
    """The page."""
    st.html('<h2 class="tm-head">Own data</h2>')
    components.note(
        "Map data of your own beside the reporting. Nothing is kept before you confirm it, and nothing is verified here."
    )
    given = st.file_uploader("A file with map data or a table of positions", key="own_file", max_upload_size=MOST_MEGABYTES)
    if given is None:
        kept_layers.show()
        return
    told = _corrections()
    try:
        reading = _read(given, told)
    except TumenError as error:
        st.error(components.plain(f"{given.name}: {error}"))
        return
    for layer in reading.layers:
        _preview(layer)
    _confirm(reading, told, given.name, given.getvalue())


def _read(given: UploadedFile, told: Corrections) -> Reading:
    """What a file holds; it is read once for each set of corrections, and while others see their maps."""
    asked = (given.file_id, told)
    kept = st.session_state.get("own_reading")
    if kept is None or kept[0] != asked:
        found = heavy.once(look, given.name, given.getvalue(), told)
        kept = st.session_state["own_reading"] = (asked, found)
    reading: Reading = kept[1]
    return reading


def _corrections() -> Corrections:
    with st.expander("Correct what was understood"):
        left, right = st.columns(2)
        with left:
            crs = st.text_input("Coordinate system, such as EPSG:32652", key="own_crs")
            lat = st.text_input("Column of latitudes", key="own_lat")
            lon = st.text_input("Column of longitudes", key="own_lon")
            columns = st.text_input("Or one column that holds both", key="own_columns")
        with right:
            encoding = st.text_input("Encoding, such as cp1251", key="own_encoding")
            separator = st.text_input("Separator, such as semicolon", key="own_separator")
            time = st.text_input("Column of times", key="own_time")
            zone = st.text_input("Zone of times that state none", key="own_zone")
        decimal = st.radio("Decimal sign", ["detected", ".", ","], horizontal=True, key="own_decimal")
        swap = st.checkbox("Swap latitude and longitude", key="own_swap")
        skip = st.checkbox("Leave out features without a usable position", key="own_skip")
    return Corrections(
        crs, lat, lon, columns, swap, encoding, separator, "" if decimal == "detected" else decimal, time, zone, skip
    )


def _preview(layer: Layer) -> None:
    times = span(layer.begins, layer.ends)
    box = bounds(layer)
    rows = {
        "Features": f"{layer.features:,}, of which {layer.features - layer.dropped:,} can be placed on the map",
        "Geometry": ", ".join(geometry_types(layer)) or "none",
        "West, south, east, north": ", ".join(map(str, box)) if box else "none",
        "Coordinate system": layer.crs or "not known",
        "Columns": ", ".join(layer.fields) or "none",
        "Time": " to ".join(times) if times else "none",
    }
    cells = "".join(f"<tr><th>{html.text(name)}</th><td>{html.text(value)}</td></tr>" for name, value in rows.items())
    st.html(f"<h2 class='tm-head'>{html.text(layer.name)}</h2><table class='tm-table'>{cells}</table>")
    odd = "".join(f"<li>{html.text(finding.kind)}: {html.text(str(finding))}</li>" for finding in bounded(layer.findings)[:SHOWN])
    st.html(f"<h3 class='tm-head'>What is odd, and what was assumed</h3><ul>{odd}</ul>" if odd else "<p>Nothing is odd.</p>")


def _confirm(reading: Reading, told: Corrections, name: str, data: bytes) -> None:
    good = [layer for layer in reading.layers if layer.located.any()]
    if not good:
        st.error("None of it can be placed on the map yet: answer the questions above.")
        return
    style = _styled(good)
    origin = st.text_input("Where the data come from", key="own_origin")
    licence = st.text_input("Under which terms", key="own_licence")
    author.ask()
    sure = st.checkbox("What was assumed above is right", key="own_sure")
    open_ones = [q for layer in good for q in questions(layer, {"confirmed": sure or told.swap, "skip_bad": told.skip_bad})]
    for question in open_ones:
        st.warning(components.plain(question))
    here = following.workspace()
    if here is None:
        st.info("There is no workspace to keep it in: start the app without --no-workspace.")
    elif st.button("Keep it", type="primary", disabled=bool(open_ones) or not author.name(), key="own_keep"):
        more = {"origin": origin, "licence": licence, "added_by": author.name(), **style}
        _keep(good, name, data, more)


def _styled(good: Sequence[Layer]) -> dict[str, str]:
    """How the layers are to be drawn, and the map of it before anything is kept."""
    components.heading("On the map")
    found = [kept_of(layer) for layer in good]
    style = layer_style.form("own", found, {})
    rows = [{"id": f"new-{number}", "title": layer.name, **style} for number, layer in enumerate(good, 1)]
    layer_style.shown("own", list(zip(rows, found, strict=True)))
    return style


def _keep(layers: Sequence[Layer], name: str, data: bytes, more: dict[str, str]) -> None:
    here = following.workspace()
    if here is None:
        return
    try:
        here.bring(entries_of(layers, "", name, hashlib.sha256(data).hexdigest(), more), more["added_by"], f"Layer from {name}.")
    except TumenError as error:
        st.error(components.plain(str(error)))
        return
    following.take_up()
    st.success("It is kept. Take the file out of the field above to see it among your layers.")
