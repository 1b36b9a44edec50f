"""Colours and stance shapes on paper: the browser's two palettes and a third that survives a photocopier."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal
from xml.etree import ElementTree as ET

import numpy as np

from explorer.ledger.vocabulary import Stance
from explorer.render.sheet.shapes import Array, Pen, Shape
from explorer.render.symbols import PALETTES, stance_colour, stance_shape

PrintTheme = Literal["light", "dark", "photocopy"]
THEMES: tuple[PrintTheme, ...] = ("light", "dark", "photocopy")

_PHOTOCOPY = {
    "sea": "#ffffff", "land": "#e9e9e9", "territorial": "#ffffff", "territorial_line": "#8a8a8a", "coast": "#555555",
    "border": "#6d6d6d", "river": "#bdbdbd", "lake": "#ffffff", "railway": "#a2a2a2", "graticule": "#cfcfcf",
    "rail": "#000000", "tie": "#ffffff", "route": "#000000", "way_rail": "#000000", "way_sea": "#000000",
    "order": "#3a3a3a", "violet": "#3a3a3a", "green": "#3a3a3a",
    "text": "#000000", "muted": "#444444", "water_text": "#555555", "land_text": "#6a6a6a",
    "paper": "#ffffff", "line": "#9a9a9a", "halo": "#555555", "select": "#000000",
    "zone": "#000000", "zone_near": "#f4f4f4", "zone_inside": "#dedede", "zone_limit": "#6d6d6d",
}  # fmt: skip


def ink(theme: PrintTheme) -> dict[str, str]:
    """The palette of a theme, the same keys in all of them."""
    return _PHOTOCOPY if theme == "photocopy" else PALETTES[theme]


def stance_ink(stance: Stance, theme: PrintTheme) -> str:
    """The colour of a stance; on a photocopy all are black and the shape alone tells them apart."""
    return "#000000" if theme == "photocopy" else stance_colour(stance, theme)


_NUMBER = re.compile(r"-?\d*\.?\d+")
_TURN = np.linspace(0.0, 2.0 * np.pi, 33)[:-1]


def disc(x: float, y: float, radius: float) -> Array:
    """The ring of a circle."""
    return np.column_stack([x + radius * np.cos(_TURN), y + radius * np.sin(_TURN)])


def _path(text: str) -> Array:
    """The corners of a path of absolute M, L and H strokes."""
    points: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MLHZ])([^MLHZ]*)", text):
        values = [float(n) for n in _NUMBER.findall(numbers)]
        if command == "H":
            points.append((values[0], points[-1][1]))
        else:
            points += zip(values[::2], values[1::2], strict=True)
    return np.array(points)


@cache
def _outline(stance: Stance) -> tuple[Array, float, tuple[float, ...]]:
    """Corners of the browser's own drawing in its box of 16, the width of its stroke (0: filled) and its dashes."""
    node = ET.fromstring(stance_shape(stance))  # noqa: S314  # our own drawing, from symbols
    number = {key: float(value) for key, value in node.attrib.items() if _NUMBER.fullmatch(value)}
    if node.tag == "rect":
        x, y, w, h = (number[key] for key in ("x", "y", "width", "height"))
        corners = np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
    elif node.tag == "circle":
        corners = disc(number["cx"], number["cy"], number["r"])
    else:
        corners = _path(node.attrib["d"])
    dash = tuple(float(n) for n in _NUMBER.findall(node.attrib.get("stroke-dasharray", "")))
    return corners, number.get("stroke-width", 0.0), dash


def stance_glyph(stance: Stance, theme: PrintTheme, x: float, y: float, size: float) -> Shape:
    """The shape of a stance around a point, ``size`` points wide."""
    corners, stroke, dash = _outline(stance)
    scale = size / 16.0
    ring = (corners - 8.0) * (scale, -scale) + (x, y)
    colour = stance_ink(stance, theme)
    if not stroke:
        return Shape((ring,), fill=colour)
    return Shape((ring,), pen=Pen(colour, stroke * scale, tuple(n * scale for n in dash)))
