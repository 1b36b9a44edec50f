"""The form in which a reader says how a layer of their own is drawn, with the map of it beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
import streamlit as st

from explorer.app import components
from explorer.app import map as atlas
from explorer.app.tongue import language, say
from explorer.layers.kept import Kept, timed_by
from explorer.messages import message
from explorer.render.web.payload import CameraOrder
from explorer.scene.own_style import WORDS, can_graduate
from explorer.scene.own_trial import Described, meaning, trial
from explorer.views.framing import frame
from explorer.views.view import View

WIDTH, HEIGHT = 700, 420
"""Of the map, in pixels."""
PLAIN = {"": message("as own data"), **{key: word for key, word in WORDS.items() if key != "muted"}, "muted": WORDS["muted"]}
_CLASSES = {"": message("as its values are"), "categories": message("categories"), "graduated": message("graduated")}
_KINDS = (
    ("colour", message("Points"), (0, 4)),
    ("colour_lines", message("Lines"), (1, 2, 5)),
    ("colour_areas", message("Areas"), (3, 6)),
)
"""Fields of the style, what they colour, and the numbers that shapely gives such geometries."""


def form(key: str, found: Sequence[Kept], row: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a style.

    Parameters
    ----------
    key
        What the names of the fields begin with.
    found
        The features that are to be styled, all in one way.
    row
        The style so far.
    """
    columns = list(dict.fromkeys(name for kept in found for name in kept.table.column_names))
    left, right = st.columns(2, gap="small")
    label = _column(left, key, "label", say("Names from"), columns, row)
    when = _column(right, key, "when", say("Times from"), columns, row, nothing=say("the times that were found"))
    by = _column(left, key, "by", say("Colours by"), columns, row, nothing=say("kind of geometry"))
    if not by:
        return {"label": label, "when": when, "by": "", "classes": "", **_colours(key, found, row)}
    forms = list(_CLASSES) if any(can_graduate(kept.table, by) for kept in found) else ["", "categories"]
    before = str(row.get("classes", ""))
    classes = right.selectbox(
        say("In classes"),
        forms,
        index=forms.index(before) if before in forms else 0,
        format_func=lambda form: say(_CLASSES[form]),
        key=f"{key}_classes",
    )
    return {"label": label, "when": when, "by": by, "classes": classes or ""}


def _column(place: Any, key: str, name: str, words: str, columns: list[str], row: Mapping[str, Any], nothing: str = "") -> str:
    before = str(row.get(name, ""))
    options = ["", *columns, *([before] if before not in {"", *columns} else [])]
    return str(
        place.selectbox(
            words, options, index=options.index(before), key=f"{key}_{name}",
            format_func=lambda column: column or nothing or say("what looks like one"),
        ) or ""
    )  # fmt: skip


def _colours(key: str, found: Sequence[Kept], row: Mapping[str, Any]) -> dict[str, str]:
    """A colour for each kind of geometry that there is."""
    there = {int(code) for kept in found for code in np.unique(shapely.get_type_id(kept.shapes))}
    kinds = [(name, words) for name, words, codes in _KINDS if there & {*codes, 7}]
    given = {}
    for place, (name, words) in zip(st.columns(max(1, len(kinds)), gap="small"), kinds, strict=False):
        before = str(row.get(name, ""))
        keys = list(PLAIN)
        given[name] = place.selectbox(
            say(words), keys, index=keys.index(before), format_func=lambda colour: say(PLAIN[colour]), key=f"{key}_{name}"
        ) or ""  # fmt: skip
    return given


def shown(key: str, layers: Sequence[Described]) -> None:
    """The map of layers as they would be drawn, with what their colours mean."""
    timed = [(row, timed_by(kept, str(row.get("when", "")))) for row, kept in layers]
    box = shapely.total_bounds(np.concatenate([kept.shapes for _, kept in timed]))
    west, south, east, north = (float(value) for value in box)
    camera = frame((west, max(south, -84.0), east, min(north, 84.0)), WIDTH, HEIGHT)
    scene = trial(timed, View(language=language(), camera=camera), camera)
    order = _order(f"{key}_order", camera)
    atlas.show(scene, f"{key}_map", HEIGHT, lambda _: None, order=order)
    components.note(say("{meaning}. Own data, not verified.", meaning=meaning(timed)))
    components.notices(scene.notices)


def _order(key: str, camera: Any) -> CameraOrder:
    """Where the map goes: once for each frame, so that a reader's own moves stay."""
    kept: CameraOrder | None = st.session_state.get(key)
    if kept is None or kept.camera != camera:
        kept = st.session_state[key] = CameraOrder(kept.number + 1 if kept else 1, camera)
    return kept
