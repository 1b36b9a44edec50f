"""Symbols and colours, once for every renderer: the stance shapes and the palettes of light and dark.

Colours are Okabe and Ito's set, which colour-blind readers can tell apart; no meaning hangs on colour alone.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from explorer.ledger.vocabulary import Stance
from explorer.messages import told

Theme = Literal["light", "dark"]

_STANCE_COLOUR: dict[Stance, tuple[str, str]] = {
    Stance.REPORTED_FACT: ("#1c1c1c", "#f2f2f2"),
    Stance.ASSERTED: ("#0072B2", "#56B4E9"),
    Stance.ASSESSED: ("#00775a", "#2fc79b"),
    Stance.ALLEGED: ("#C24E00", "#ff8a3d"),
    Stance.DENIED: ("#9c3d74", "#e59ac4"),
    Stance.CONDITIONAL: ("#4a5a8a", "#a9b8ee"),
    Stance.CONCERN: ("#8a6100", "#E69F00"),
}

_STANCE_SHAPE: dict[Stance, str] = {
    Stance.REPORTED_FACT: '<rect x="2" y="2" width="12" height="12" fill="currentColor"/>',
    Stance.ASSERTED: '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    Stance.ASSESSED: '<path d="M8 1.2 15 14H1Z" fill="currentColor"/>',
    Stance.ALLEGED: '<path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor"/>',
    Stance.DENIED: '<rect x="2.6" y="2.6" width="10.8" height="10.8" fill="none" stroke="currentColor" stroke-width="2.4"/>',
    Stance.CONDITIONAL: (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.2" stroke-dasharray="3.2 1.9"/>'
    ),
    Stance.CONCERN: '<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="3"/>',
}

PALETTES: dict[Theme, dict[str, str]] = {
    "light": {
        "sea": "#e8eef0", "land": "#f3efe6", "territorial": "#d5e3e8", "territorial_line": "#8fb0bd", "coast": "#8a9aa0",
        "border": "#a59a86", "river": "#b7cdd6", "lake": "#dde8ec", "railway": "#b5a894", "graticule": "#c9d3d6",
        "rail": "#0072B2", "tie": "#ffffff", "route": "#C24E00", "way_rail": "#1b7837", "way_sea": "#a0127c",
        "order": "#5b4b8a", "violet": "#5b4b8a", "green": "#00775a",
        "text": "#1c1c1c", "muted": "#555555", "water_text": "#5d7f8c", "land_text": "#857a66",
        "paper": "#fffdf8", "line": "#c7bfae", "halo": "#5b4b8a", "select": "#D55E00",
        "zone": "#7a3b6b", "zone_near": "#c9dbe6", "zone_inside": "#b9cbdc", "zone_limit": "#7d93a8",
    },
    "dark": {
        "sea": "#141c22", "land": "#262a2d", "territorial": "#1b2b34", "territorial_line": "#41606d", "coast": "#5c6d75",
        "border": "#6f6a60", "river": "#2c4652", "lake": "#17242c", "railway": "#575046", "graticule": "#2c363c",
        "rail": "#56B4E9", "tie": "#0d1114", "route": "#ff8a3d", "way_rail": "#7fd68b", "way_sea": "#f08fd0",
        "order": "#b3a4e6", "violet": "#b3a4e6", "green": "#2fc79b",
        "text": "#f2f2f2", "muted": "#b9bfc3", "water_text": "#7fa3b1", "land_text": "#a39b8b",
        "paper": "#1a1e21", "line": "#454c51", "halo": "#b3a4e6", "select": "#ff8a3d",
        "zone": "#d79ac6", "zone_near": "#1c3040", "zone_inside": "#223a50", "zone_limit": "#5f7890",
    },
}  # fmt: skip


def stance_colour(stance: Stance, theme: Theme) -> str:
    """The stance's colour on that theme's paper."""
    return _STANCE_COLOUR[stance][0 if theme == "light" else 1]


def stance_mark(stance: Stance, language: str = "en") -> str:
    """The stance's shape as an HTML element, its word as the accessible name; :func:`stance_style` draws it."""
    word = told(language, stance.value)
    return f'<span class="tm-stance tm-stance-{stance.name.lower()}" role="img" aria-label="{word}"></span>'


def stance_style(theme: Theme, within: str = "") -> str:
    """CSS for the marks, all under the selector ``within``.

    The shapes are background images, since Streamlit takes SVG elements out of a page's HTML.
    """
    rules = [f"{within}.tm-stance{{display:inline-block;flex:none;width:14px;height:14px;background:center/contain no-repeat}}"]
    for stance in Stance:
        drawing = _STANCE_SHAPE[stance].replace("currentColor", stance_colour(stance, theme))
        image = quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{drawing}</svg>')
        rules.append(f'{within}.tm-stance-{stance.name.lower()}{{background-image:url("data:image/svg+xml,{image}")}}')
    return "".join(rules)


def theme_style(theme: Theme) -> str:
    """CSS for a page in a theme: its marks, and the scheme by which ``light-dark()`` and the browser's own parts choose."""
    return f"{stance_style(theme)}body{{color-scheme:{theme}}}"


def stance_shape(stance: Stance) -> str:
    """The bare SVG elements of the stance's shape, in a box of 16 by 16, drawn in ``currentColor``."""
    return _STANCE_SHAPE[stance]
