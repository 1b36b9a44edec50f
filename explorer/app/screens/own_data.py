"""Own data: a file is dropped, what was understood of it is shown and corrected, and it is kept only when that is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.app import author, components, following, heavy, tongue
from explorer.app.looking import look
from explorer.app.panels import kept_layers, layer_style
from explorer.app.tongue import say
from explorer.errors import TumenError
from explorer.layers.inspected import bounds, geometry_types
from explorer.layers.kept import kept_of, questions
from explorer.layers.layer import Corrections, Layer, Reading, bounded
from explorer.layers.times import span
from explorer.render.web import html
from explorer.sessions.whole import whole
from explorer.world.own import entries_of

MOST_MEGABYTES = 100
SHOWN = 200
"""So many oddities of a layer are listed on the page."""


def show() -> None:
    """The page."""
    st.html('<h2 class="tm-head">' + say("Own data") + "</h2>")
    components.note(
        say("Map data of your own beside the reporting. Nothing is kept before you confirm it, and nothing is verified here.")
    )
    given = st.file_uploader(say("A file with map data or a table of positions"), key="own_file", max_upload_size=MOST_MEGABYTES)
    if given is None:
        kept_layers.show()
        return
    told = _corrections()
    try:
        reading = _read(given, told)
    except TumenError as error:
        st.error(components.plain(f"{given.name}: {tongue.told(error)}"))
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
    with st.expander(say("Correct what was understood")):
        left, right = st.columns(2)
        with left:
            crs = st.text_input(say("Coordinate system, such as EPSG:32652"), key="own_crs")
            lat = st.text_input(say("Column of latitudes"), key="own_lat")
            lon = st.text_input(say("Column of longitudes"), key="own_lon")
            columns = st.text_input(say("Or one column that holds both"), key="own_columns")
        with right:
            encoding = st.text_input(say("Encoding, such as cp1251"), key="own_encoding")
            separator = st.text_input(say("Separator, such as semicolon"), key="own_separator")
            time = st.text_input(say("Column of times"), key="own_time")
            zone = st.text_input(say("Zone of times that state none"), key="own_zone")
        decimal = st.radio(
            say("Decimal sign"), ["detected", ".", ","], horizontal=True, key="own_decimal", format_func=_decimal_word
        )
        swap = st.checkbox(say("Swap latitude and longitude"), key="own_swap")
        skip = st.checkbox(say("Leave out features without a usable position"), key="own_skip")
    return Corrections(
        crs, lat, lon, columns, swap, encoding, separator, "" if decimal == "detected" else decimal, time, zone, skip
    )


def _decimal_word(sign: str) -> str:
    return say("detected") if sign == "detected" else sign


def _preview(layer: Layer) -> None:
    times = span(layer.begins, layer.ends)
    box = bounds(layer)
    rows = {
        say("Features"): say(
            "{features:,}, of which {placed:,} can be placed on the map",
            features=layer.features,
            placed=layer.features - layer.dropped,
        ),
        say("Geometry"): ", ".join(geometry_types(layer)) or say("none"),
        say("West, south, east, north"): ", ".join(map(str, box)) if box else say("none"),
        say("Coordinate system"): layer.crs or say("not known"),
        say("Columns"): ", ".join(layer.fields) or say("none"),
        say("Time"): " – ".join(times) if times else say("none"),
    }
    cells = "".join(f"<tr><th>{html.text(name)}</th><td>{html.text(value)}</td></tr>" for name, value in rows.items())
    st.html(f"<h2 class='tm-head'>{html.text(layer.name)}</h2><table class='tm-table'>{cells}</table>")
    odd = "".join(
        f"<li>{html.text(tongue.told(finding.kind))}: {html.text(tongue.told(finding))}</li>"
        for finding in bounded(layer.findings)[:SHOWN]
    )
    st.html(
        f"<h3 class='tm-head'>{say('What is odd, and what was assumed')}</h3><ul>{odd}</ul>"
        if odd
        else ("<p>" + say("Nothing is odd.") + "</p>")
    )


def _confirm(reading: Reading, told: Corrections, name: str, data: bytes) -> None:
    good = [layer for layer in reading.layers if layer.located.any()]
    if not good:
        st.error(say("None of it can be placed on the map yet: answer the questions above."))
        return
    style = _styled(good)
    origin = st.text_input(say("Where the data come from"), key="own_origin")
    licence = st.text_input(say("Under which terms"), key="own_licence")
    author.ask()
    sure = st.checkbox(say("What was assumed above is right"), key="own_sure")
    open_ones = [q for layer in good for q in questions(layer, {"confirmed": sure or told.swap, "skip_bad": told.skip_bad})]
    for question in open_ones:
        st.warning(components.plain(tongue.told(question)))
    if following.workspace() is None:
        st.info(say("There is no workspace to keep it in: start the app without --no-workspace."))
    elif components.pressed(say("Keep it"), "own_keep", type="primary", disabled=bool(open_ones) or not author.name()):
        with whole():
            _keep(good, name, data, {"origin": origin, "licence": licence, "added_by": author.name(), **style})


def _styled(good: Sequence[Layer]) -> dict[str, str]:
    """How the layers are to be drawn, and the map of it before anything is kept."""
    components.heading(say("On the map"))
    found = [kept_of(layer) for layer in good]
    style = layer_style.form("own", found, {})
    rows = [{"id": f"new-{number}", "title": layer.name, **style} for number, layer in enumerate(good, 1)]
    layer_style.shown("own", list(zip(rows, found, strict=True)))
    return style


def _keep(layers: Sequence[Layer], name: str, data: bytes, more: dict[str, str]) -> None:
    try:
        following.opened().bring(
            entries_of(layers, "", name, hashlib.sha256(data).hexdigest(), more),
            more["added_by"],
            tongue.recorded("Layer from {name}.", name=name),
        )
    except TumenError as error:
        st.error(components.plain(tongue.told(error)))
        return
    following.take_up()
    st.success(say("It is kept. Take the file out of the field above to see it among your layers."))
