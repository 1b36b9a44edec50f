"""The picture as HTML: shapes as one drawing, words as text over it, and a link from every mark to what stands behind it.

Links go to ids inside ``<details>``, which browsers open by themselves; so no script is needed, in the page or in a file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from html import escape

from explorer.render.contrast.details import Detail, behind
from explorer.render.sheet import fonts
from explorer.render.sheet.shapes import Array, Box, Face, Group, Leaf, Shape, Words, xml_id

_ANCHORS = {"left": "0", "center": "-50%", "right": "-100%"}
_RISE = 0.98
"""How far above the baseline the box of a line begins, in units of its size."""


LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2019, 0x201C, 0x201D, 0x2026)))
"""Letters of the names that most pictures hold."""


def letters(leaf: Leaf) -> str:
    """Every letter of a page, once each."""
    return "".join(sorted({c for group in leaf.groups for item in group.items if isinstance(item, Words) for c in item.text}))


@lru_cache(maxsize=8)
def font_rules(text: str) -> str:
    """These letters as fonts in the page: in a wider one the words of the picture would run into each other."""
    weights: tuple[tuple[Face, int], ...] = (("regular", 400), ("bold", 600))
    rules = [
        f'@font-face{{font-family:"Tumen {number}";font-weight:{weight};'
        f"src:url(data:font/woff;base64,{base64.b64encode(font).decode()})}}"
        for face, weight in weights
        for number, font in enumerate(fonts.cut_down(text, face))
    ]
    return "".join(rules)


def picture(leaf: Leaf, told: Mapping[str, Detail], words: str) -> str:
    """The picture; ``words`` is what it says to who cannot see it. It is as wide as its container lets it be."""
    return f'<div class="tm-contrast" role="group" aria-label="{escape(words)}" style="{_size(leaf)}">{_inside(leaf, told)}</div>'


def _size(leaf: Leaf) -> str:
    return f"max-width:{leaf.width:.0f}px;aspect-ratio:{leaf.width:.1f}/{leaf.height:.1f}"


def _inside(leaf: Leaf, told: Mapping[str, Detail]) -> str:
    drawing = base64.b64encode(svg(leaf).encode()).decode()
    parts = [f'<img alt="" src="data:image/svg+xml;base64,{drawing}"/>']
    return "".join([*parts, *(_group(leaf, group, told) for group in leaf.groups)])


def _group(leaf: Leaf, group: Group, told: Mapping[str, Detail]) -> str:
    words = "".join(_words(leaf, item) for item in group.items if isinstance(item, Words))
    link = behind(group.id)
    if group.role != "feature" or link not in told or group.box is None:
        return words
    where = f'href="#{anchor(link)}" style="{_box(leaf, group.box)}"'
    return f'{words}<a class="tm-opens" {where} aria-label="{escape(group.title)}"></a>'


def _words(leaf: Leaf, item: Words) -> str:
    """A line of text whose size follows the width of the picture."""
    left, top = 100.0 * item.x / leaf.width, 100.0 * (leaf.height - item.y - _RISE * item.size) / leaf.height
    style = (
        f"left:{left:.2f}%;top:{top:.3f}%;font-size:{100.0 * item.size / leaf.width:.3f}cqw;color:{item.colour};"
        f"transform:translateX({_ANCHORS[item.align]});font-weight:{600 if item.face == 'bold' else 400}"
    )
    return f'<span style="{style}">{escape(item.text)}</span>' if item.text.strip() else ""


def _box(leaf: Leaf, box: Box) -> str:
    return (
        f"left:{100.0 * box.x0 / leaf.width:.2f}%;top:{100.0 * (leaf.height - box.y1) / leaf.height:.3f}%;"
        f"width:{100.0 * box.width / leaf.width:.2f}%;height:{100.0 * box.height / leaf.height:.3f}%"
    )


def anchor(link: str) -> str:
    """The id of a detail in the page."""
    return f"why-{xml_id(link)}"


def behind_it(told: Mapping[str, Detail]) -> str:
    """What stands behind the marks, folded."""
    return "".join(_detail(name, one) for name, one in told.items())


def _detail(name: str, one: Detail) -> str:
    rows = "".join(f"<dt>{escape(word)}</dt><dd>{_marked(text, one.english)}</dd>" for word, text in one.lines)
    inside = f'<div id="{anchor(name)}" tabindex="-1"><dl>{rows}</dl></div>'
    return f'<details class="tm-why"><summary>{escape(one.title)}</summary>{inside}</details>'


def _marked(text: str, english: Collection[str]) -> str:
    """A text with the names in it that are English marked as such for whoever has the page read out."""
    if not english:
        return escape(text)
    names = "|".join(re.escape(name) for name in sorted(english, key=len, reverse=True))
    pieces = re.split(f"({names})", text)
    return "".join(f'<bdi lang="en">{escape(piece)}</bdi>' if n % 2 else escape(piece) for n, piece in enumerate(pieces))


# ---- shapes ------------------------------------------------------------------------------------------------------------


def svg(leaf: Leaf) -> str:
    """The shapes of a page as SVG, without its words."""
    drawn = "".join(_shape(item, leaf.height) for group in leaf.groups for item in group.items if isinstance(item, Shape))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {leaf.width:.1f} {leaf.height:.1f}">{drawn}</svg>'


def _shape(item: Shape, height: float) -> str:
    path = " ".join(_path(part, height, closed=item.closed) for part in item.parts)
    pen = f' stroke="{item.pen.colour}" stroke-width="{item.pen.width:.2f}"' if item.pen else ""
    return f'<path d="{path}" fill="{item.fill or "none"}"{pen}/>'


def _path(part: Array, height: float, *, closed: bool) -> str:
    points: Iterable[str] = (f"{x:.1f} {height - y:.1f}" for x, y in part)
    return f"M{'L'.join(points)}{'Z' if closed else ''}"
