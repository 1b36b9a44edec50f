"""The contrast of rail and sea as a sheet of the page Brief: which pair, a preview, files, the command line that makes them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote

import streamlit as st

from explorer.app import blank, components, heavy, naming, state
from explorer.app import cache as shared
from explorer.app.tongue import language, say, told
from explorer.errors import TumenError
from explorer.messages import message
from explorer.render.contrast.sentence import sentence
from explorer.render.files import contrast as files
from explorer.render.files import export, links
from explorer.render.sheet.options import Options
from explorer.views.view import RouteQuery, View
from explorer.zones.law import LegalScenario

MAP, CONTRAST = message("Map"), message("Rail or sea")
_PREVIEW_DPI = 96
_WORDS = {".png": "PNG", ".svg": "SVG", ".pdf": "PDF", ".pptx": "PowerPoint", ".html": message("Web page")}
_KEY = "sheet"


def take_link() -> None:
    """Take the kind of sheet out of a link, which holds the view alone from then on."""
    if _KEY in st.query_params:
        st.session_state["brief_kind"] = CONTRAST if st.query_params[_KEY] == "contrast" else MAP
        del st.query_params[_KEY]


def choice(view: View) -> str:
    """Which sheet is drawn, and for the contrast of which pair."""
    st.session_state.setdefault("brief_kind", MAP)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        kind = st.segmented_control(say("Sheet"), [MAP, CONTRAST], required=True, key="brief_kind", format_func=say)
        if kind == CONTRAST:
            _corridor(view.route)
    return kind or MAP


def _corridor(asked: RouteQuery) -> None:
    """The corridors of the reporting, and the pair that the view asks for where it is another."""
    known = {corridor.query: corridor.title for corridor in naming.corridors()}
    own = [asked] if asked.asked and asked not in known else []
    st.session_state["brief_corridor"] = asked if asked.asked else None
    st.selectbox(
        say("Between"),
        [*own, *known],
        key="brief_corridor",
        on_change=_take,
        placeholder=say("a corridor; other pairs on Rail and sea"),
        format_func=lambda query: known.get(query, f"{query.origin} – {query.destination}"),
    )


def _take() -> None:
    query: RouteQuery | None = st.session_state["brief_corridor"]
    state.change(route=query or RouteQuery())


def sheet(view: View, options: Options) -> None:
    """The preview and everything to take away."""
    if not view.route.asked:
        st.info(say("Choose a corridor, or ask for two places on Rail and sea."))
        return
    look = options if "x" in options.size else replace(options, dpi=_PREVIEW_DPI)
    try:
        found = shared.contrast(view.route, LegalScenario(view.baseline, view.flag))
        with blank.drawing(options):
            made = heavy.contrast_preview(view, look)
    except TumenError as error:
        st.error(components.plain(told(error)), icon=":material/error:")
        return
    words = sentence(found.answer, language())
    st.image(made.image, caption=components.plain(words), alt=words, width=blank.shown_width(options))
    for notice in made.notices:
        st.caption(components.plain(told(notice)))
    with st.container(horizontal=True, gap="small"):
        for ending in files.MAKERS:
            _download(view, options, ending)
    st.caption(
        say("Slides use native shapes and charts; their notes and the web page give the reasons and sources behind every mark.")
    )
    st.code(command(view, options, ["contrast.png", "contrast.pptx"]), language="bash", wrap_lines=True)
    st.code(_address(view, options), language=None, wrap_lines=True)


def _download(view: View, options: Options, ending: str) -> None:
    name = f"contrast{ending}"
    st.download_button(
        say(_WORDS[ending]), partial(heavy.contrast_file, view, options, name), file_name=name, key=f"contrast_get_{ending}",
        on_click="ignore", mime=export.MEDIA_TYPES[ending],
    )  # fmt: skip


def command(view: View, options: Options, names: Sequence[str]) -> str:
    """The command line that makes these files.

    >>> command(View(route=RouteQuery("Rajin", "Dunai"), flag="none"), Options(theme="dark"), ["a.png"])
    'tumen compare --from Rajin --to Dunai --flag none -o a.png --theme dark'
    """
    query, plain = view.route, View()
    words = ["tumen", "compare", "--from", query.origin, "--to", query.destination]
    given = {
        "--loading": query.loading, "--discharge": query.discharge, "--gauge": str(query.gauge_mm or ""),
        "--date": query.on.isoformat() if query.on else "",
        "--baseline": "" if view.baseline == plain.baseline else view.baseline,
        "--flag": "" if view.flag == plain.flag else view.flag,
    }  # fmt: skip
    for flag, value in given.items():
        words += [flag, value] if value else []
    for flag, values in (("--avoid", sorted(query.avoid)), ("--close", sorted(query.closed)), ("--via", query.via)):
        for value in values:
            words += [flag, value]
    words += ["--transit"] if query.transit == "on" else []
    for name in names:
        words += ["-o", name]
    usual = Options()
    for flag in ("size", "theme", "title"):
        if (value := getattr(options, flag)) != getattr(usual, flag):
            words += [f"--{flag}", value]
    return shlex.join([*words, *(["--lang", view.language] if view.language != plain.language else [])])


def _address(view: View, options: Options) -> str:
    """The link to this page with this sheet."""
    before = str(st.context.url or "http://127.0.0.1:8501/brief").partition("?")[0]
    chosen = "".join(f"&{key}={quote(value, safe=':,._-')}" for key, value in links.pairs(options))
    return f"{before}?{view.query()}&{_KEY}=contrast{chosen}"
