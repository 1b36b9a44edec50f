"""Brief: the view as a finished sheet, as it will be printed, with everything to take away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

import streamlit as st

from explorer.app import blank, brief_notes, components, contrast_sheet, heavy, state, tongue
from explorer.app import cache as shared
from explorer.app.tongue import say
from explorer.errors import ExportError, TumenError
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.messages import message
from explorer.render.files import decks, export, links
from explorer.render.sheet.callouts import words_of
from explorer.render.sheet.ink import THEMES
from explorer.render.sheet.options import (
    MAX_MARK,
    MAX_WORDS,
    PARTS,
    SIZES,
    Attached,
    Note,
    Options,
    command,
    parse_note,
    written_note,
)
from explorer.views.presets import Preset
from explorer.views.view import LANGUAGES, Language, View

_OWN = "This view"
_PREVIEW_DPI, _LARGE_DPI = 96, 160
_MOST_CLAIMS = 8
_OWN_SIZE = "own size"
_SIZES = (*SIZES, _OWN_SIZE)
_SIZE_WORDS = {
    "slide": message("Slide 16:9"),
    "a4": message("A4 portrait"),
    "a4-landscape": message("A4 landscape"),
    "letter": message("Letter portrait"),
    "letter-landscape": message("Letter landscape"),
    "square": message("Square"),
    _OWN_SIZE: message("Own, in pixels"),
}
_THEME_WORDS = {"light": message("Light"), "dark": message("Dark"), "photocopy": message("Photocopy")}
_PART_WORDS = {
    "legend": message("Legend and key"),
    "claims": message("Claims with call-outs"),
    "inset": message("Inset"),
    "scale": message("Scale and north"),
    "sources": message("Source lines"),
}
_FORMATS = {
    ".png": "PNG",
    ".svg": "SVG",
    ".pdf": "PDF",
    ".pptx": "PowerPoint",
    ".html": message("Web page"),
    ".geojson": "GeoJSON",
    ".kml": "KML",
    ".gpkg": "GeoPackage",
    ".csv": "CSV",
    ".ftm.json": "FollowTheMoney",
}
_NOTE_HELP = message("One per line: LON,LAT words — or LON,LAT>LON,LAT words for an arrow from one to the other.")


def show() -> None:
    """Draw the page."""
    unread = _take_link()
    view, notices = state.current()
    above = st.container()  # what the page has to say stands before the sheet, where it is seen on a phone too
    left, right = st.columns([0.68, 0.32], gap="medium")
    with right:
        options, told = _chosen(view)
    with above:
        components.notices([*unread, *notices, *told])
    with left:
        kind = contrast_sheet.choice(view)
        if options is None:
            return
        if kind == contrast_sheet.MAP:
            _sheet(view, options)
        else:
            contrast_sheet.sheet(view, options)


# ---- a link that carries a sheet ----------------------------------------------------------------------------------------


def _take_link() -> list[str]:
    """Put the sheet of a link into the widgets, and take it out of the address, which holds the view alone from then on."""
    contrast_sheet.take_link()
    given = {key: st.query_params[key] for key in links.KEYS if key in st.query_params}
    if not given:
        return []
    for key in given:
        del st.query_params[key]
    options, notices = links.read(given)
    own = options.size not in SIZES
    st.session_state.update(
        brief_size=_OWN_SIZE if own else options.size, brief_theme=options.theme, brief_title=options.title,
        brief_subtitle=options.subtitle, brief_parts=[part for part in PARTS if part in options.parts],
        brief_claims=list(options.claims), brief_notes="\n".join(map(written_note, options.notes)),
        brief_author=options.author, brief_handling=options.handling, brief_as_of=options.as_of,
        **{f"brief_reword_{identifier}": words for identifier, words in options.reworded},
    )  # fmt: skip
    if own:
        st.session_state["brief_pixels"] = options.size
    return list(notices)


# ---- what the briefer chooses ----------------------------------------------------------------------------------------


def _chosen(view: View) -> tuple[Options | None, list[str]]:
    """The widgets, and what they come to; None with the reason where they come to nothing."""
    presets = {preset.id: preset for preset in shared.world().presets}
    if st.session_state.get("brief_words") != view.language:
        st.session_state["brief_words"] = view.language
        _keep(brief_start=_OWN, brief_size=_SIZES[0], brief_theme=THEMES[0], brief_parts=list(PARTS), brief_claims=[])
    st.selectbox(
        say("Start from"),
        [_OWN, *presets],
        key="brief_start",
        on_change=_start,
        format_func=lambda name: (
            presets[name].heading(view.language).title if name in presets else say("The view as it is on the map")
        ),
    )
    st.text_input(say("Title"), key="brief_title", max_chars=MAX_WORDS, placeholder=say("A heading of your own"))
    st.text_input(say("Subtitle"), key="brief_subtitle", max_chars=MAX_WORDS)
    one, two = st.columns(2, gap="small")
    size = one.selectbox(say("Size"), _SIZES, key="brief_size", format_func=lambda name: say(_SIZE_WORDS[name]))
    theme = two.selectbox(say("Theme"), THEMES, key="brief_theme", format_func=lambda theme: say(_THEME_WORDS[theme]))
    st.session_state.setdefault("brief_pixels", "1920x1080")
    own = one.text_input(say("Width × height"), key="brief_pixels") if size == _OWN_SIZE else size
    st.session_state["brief_language"] = view.language
    two.selectbox(
        say("Language"), LANGUAGES, key="brief_language", on_change=_change_language,
        format_func={"en": "English", "ko": "한국어", "ru": "Русский"}.__getitem__,
    )  # fmt: skip
    parts = st.multiselect(
        say("Include"), PARTS, key="brief_parts", format_func=lambda part: say(_PART_WORDS[part]), placeholder=say("the bare map")
    )
    claims, reworded, told = _callouts(view)
    brief_notes.begin()
    text = st.text_area(
        say("Own notes and arrows"), key="brief_notes", height=68, help=say(_NOTE_HELP), placeholder=say("130.3,42.2 the port")
    )
    brief_notes.keep(text)
    notes = _notes(text)
    author, handling, day, logo, template = _house()
    try:
        chosen = Options(
            size=str(own),
            theme=theme,
            title=str(st.session_state["brief_title"]).strip(),
            subtitle=str(st.session_state["brief_subtitle"]).strip(),
            claims=claims,
            notes=notes,
            parts=frozenset(parts),
            reworded=reworded,
            author=author,
            handling=handling,
            as_of=day,
            logo=logo,
            template=template,
        )
    except ExportError as error:
        return None, [*told, tongue.told(error)]
    return chosen, told


def _keep(**usual: object) -> None:
    """Give fields their values again: Streamlit knows a choice by its words, and loses it when those change their language."""
    for key, value in usual.items():
        st.session_state[key] = st.session_state.get(key, value)


def _callouts(view: View) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], list[str]]:
    """What is called out, in whose words, and what had to be said about it."""
    scene = shared.built_scene(view)
    items: list[Entry | Event] = [*scene.entries, *scene.events]
    said = {item.id: words_of(shared.world(), item, view.language) for item in items}
    asked = [claim for claim in dict.fromkeys(st.session_state.get("brief_claims", [])) if claim in said]
    if st.session_state.get("brief_claims", []) != asked[:_MOST_CLAIMS]:  # a field that is set loses what is picked meanwhile
        st.session_state["brief_claims"] = asked[:_MOST_CLAIMS]
    told = (
        []
        if len(asked) <= _MOST_CLAIMS
        else [say("A sheet calls out {most_claims} claims; the first {most_claims} are taken.", most_claims=_MOST_CLAIMS)]
    )
    claims = st.multiselect(
        say("Claims and dated facts to call out"),
        list(said),
        key="brief_claims",
        placeholder=say("one of each stance"),
        format_func=lambda claim: f"{claim}: {said[claim]}",
        max_selections=_MOST_CLAIMS,
    )
    if not claims:
        return (), (), told
    with st.expander(say("Call-outs in your own words")):
        own = {claim: st.text_area(claim, key=f"brief_reword_{claim}", height=68, placeholder=said[claim]) for claim in claims}
    return tuple(claims), tuple((claim, " ".join(text.split())) for claim, text in own.items() if text.strip()), told


def _notes(text: str) -> tuple[Note, ...]:
    """The notes that can be read; what is wrong with the others is said here, and costs only these."""
    made = []
    for line in filter(str.strip, text.splitlines()):
        try:
            made.append(parse_note(line))
        except ExportError as error:
            st.error(components.plain(tongue.told(error)), icon=":material/error:")
    return tuple(made)


def _house() -> tuple[str, str, date | None, Attached | None, Attached | None]:
    """Author, handling mark, day, logo and template."""
    with st.expander(say("Author, handling mark, logo, template")):
        author = st.text_input(say("Author"), key="brief_author", max_chars=MAX_MARK)
        handling = st.text_input(say("Handling mark"), key="brief_handling", max_chars=MAX_MARK)
        day = st.date_input(say("As of"), value=None, key="brief_as_of")
        logo = _attached(st.file_uploader(say("Logo (PNG or JPEG)"), type=["png", "jpg", "jpeg"], key="brief_logo"))
        template = _attached(st.file_uploader(say("Template for slides (PPTX)"), type=["pptx"], key="brief_template"))
    try:
        if template:
            decks.template(template)
    except ExportError as error:
        st.error(components.plain(tongue.told(error)), icon=":material/error:")
        template = None
    return author.strip(), handling.strip(), day if isinstance(day, date) else None, logo, template


def _attached(given: Any) -> Attached | None:
    return Attached(str(given.name), given.getvalue()) if given else None


def _start() -> None:
    """Take a prepared view with its title and claims; the address bar then holds it."""
    preset = _preset()
    heading = preset.heading(state.view().language) if preset else None
    st.session_state["brief_title"] = heading.title if heading else ""
    st.session_state["brief_subtitle"] = heading.subtitle if heading else ""
    st.session_state["brief_claims"] = list(preset.claims) if preset else []
    if preset:
        asked = replace(preset.asked, language=state.view().language)
        state.show(asked)
        state.fly(asked.camera)


def _preset() -> Preset | None:
    return next((p for p in shared.world().presets if p.id == st.session_state.get("brief_start")), None)


def _change_language() -> None:
    """Another language; the words of a prepared view change with it, the briefer's own stay."""
    language: Language = st.session_state["brief_language"]
    preset = _preset()
    known = [preset.heading(other) for other in LANGUAGES] if preset else []
    for key, words in (("brief_title", "title"), ("brief_subtitle", "subtitle")):
        if preset and st.session_state.get(key) in {getattr(heading, words) for heading in known}:
            st.session_state[key] = getattr(preset.heading(language), words)
    tongue.choose(language)


# ---- what it comes to ------------------------------------------------------------------------------------------------


def _sheet(view: View, options: Options) -> None:
    """The picture, and what to take away under it, which is there before the picture is drawn."""
    picture, taking = st.container(), st.empty()
    with taking.container():
        _take_away(view, options)
    with picture:
        if not _picture(view, options):
            taking.empty()


def _picture(view: View, options: Options) -> bool:
    """Whether there is one; otherwise the page says why."""
    look = options if "x" in options.size else replace(options, dpi=_PREVIEW_DPI)
    try:
        with blank.drawing(options):
            sheet = heavy.preview(view, look)
    except TumenError as error:
        st.error(tongue.told(error), icon=":material/error:")
        return False
    alt = say("Preview of the sheet {title}", title=options.title).rstrip()
    st.image(sheet.image, alt=alt, width=blank.shown_width(options))
    if st.button(say("Show large"), key="brief_large", icon=":material/open_in_full:"):
        _large(view, look if look is options else replace(look, dpi=_LARGE_DPI), alt)
    for notice in sheet.notices:
        st.caption(components.plain(tongue.told(notice)))
    st.caption(
        say(
            "{features} features and {claims} claims inside the frame; {left_out} smaller marks without a name, listed in the "
            "manifest.",
            features=sheet.features,
            claims=sheet.claims,
            left_out=sheet.left_out,
        )
        if sheet.left_out
        else say("{features} features and {claims} claims inside the frame.", features=sheet.features, claims=sheet.claims)
    )
    return True


def _large(view: View, options: Options, alt: str) -> None:
    """The sheet over the whole window, in as many pixels as a large screen has."""

    @st.dialog(options.title or say("Preview"), width="large")
    def opened() -> None:
        with st.spinner(say("Drawing …"), show_time=False):
            st.image(heavy.preview(view, options).image, alt=alt, width="stretch")

    opened()


def _take_away(view: View, options: Options) -> None:
    with st.container(horizontal=True, gap="small"):
        for ending, word in _FORMATS.items():
            _download(view, options, ending, word)
        _download(view, options, ".zip", message("All as ZIP"), primary=True)
    st.code(command(_asked(view), options, ["map.png", "map.pptx"]), language="bash", wrap_lines=True)
    st.code(_address(view, options), language=None, wrap_lines=True)
    st.caption(
        say("Each file has a manifest with view, data, licences and sources; the ZIP holds all files and their manifests.")
    )


def _download(view: View, options: Options, ending: str, word: str, *, primary: bool = False) -> None:
    """A button whose file is made when it is asked for."""
    name = f"map{ending}"
    st.download_button(
        say(word), partial(heavy.file, view, options, name), file_name=name, key=f"brief_get_{ending}", on_click="ignore",
        icon=":material/folder_zip:" if primary else None, type="primary" if primary else "secondary",
        mime=export.MEDIA_TYPES[ending],
    )  # fmt: skip


def _asked(view: View) -> str:
    """The view as a word of the command line: the id of a prepared one where it is one."""
    preset = next((p for p in shared.world().presets if p.asked == view), None)
    return preset.id if preset else view.query()


def _address(view: View, options: Options) -> str:
    """The link to this page with this view and this sheet."""
    before = str(st.context.url or "http://127.0.0.1:8501/brief").partition("?")[0]
    sheet = "".join(f"&{key}={quote(value, safe=':,._-')}" for key, value in links.pairs(options))
    return f"{before}?{view.query()}{sheet}"
