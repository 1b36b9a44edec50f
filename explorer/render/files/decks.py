"""Presentations to write slides into: the empty one, or a house's own template with its sizes, fonts and furniture."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE

from explorer.errors import ExportError, quoted
from explorer.letters import plain
from explorer.render.files import dated
from explorer.render.files.native import emu
from explorer.render.sheet.options import Attached
from explorer.render.sheet.shapes import Box

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FOOTERS = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_LEAST = (480.0, 270.0)
"""Room in points that a sheet needs on a slide."""


@dataclass(frozen=True)
class Template:
    """A house's presentation without its slides, the layout for a slide with a title, and the room below that.

    ``room`` is in points with the origin in the lower left corner of the slide.
    """

    deck: Any
    layout: Any
    room: Box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of its slides in points."""
        return self.deck.slide_width / 12700, self.deck.slide_height / 12700


def new_deck(width: float, height: float) -> Any:
    """An empty presentation of this size in points."""
    deck: Any = dated.presentation()
    deck.slide_width, deck.slide_height = emu(width), emu(height)
    return deck


def template(given: Attached) -> Template:
    """A template that somebody brings.

    Raises
    ------
    ExportError
        It is no presentation, is damaged, has no layout with a title, or leaves too little room; the message says which.
    """
    name = quoted(given.name)
    try:
        deck: Any = dated.opened(given.content)
        masters = list(deck.slide_masters)
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        AttributeError,
        ValueError,
        OSError,
        etree.XMLSyntaxError,
    ) as error:
        raise ExportError(
            f"The template {name} is not a PowerPoint file (.pptx) that can be read. Save it again as .pptx."
        ) from error
    layout = next(_layouts(masters), None)
    if layout is None:
        raise ExportError(f"The template {name} has no layout with a title. Add one, such as 'Title Only', to its slide master.")
    _emptied(deck)
    found = Template(deck, layout, _room(deck, layout))
    if found.room.width < _LEAST[0] or found.room.height < _LEAST[1]:
        raise ExportError(
            f"The layout {quoted(layout.name)} of the template {name} leaves {found.room.width:.0f} x {found.room.height:.0f} "
            f"points below its title; a map needs {_LEAST[0]:.0f} x {_LEAST[1]:.0f}."
        )
    return found


def settled(deck: Any, title: str, as_of: date | None, author: str = "") -> bytes:
    """The file with a day in its properties, one time for all its parts, and its author."""
    day = as_of or date(2000, 1, 1)
    core = deck.core_properties
    core.title, core.author, core.last_modified_by = plain(title)[:255], plain(author) or "Tumen Explorer", "Tumen Explorer"
    core.created = core.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # the format has no zone
    return dated.saved(deck, day)


def _layouts(masters: list[Any]) -> Iterator[Any]:
    """Layouts with a title, those with the fewest other things to fill in first."""
    titled = [
        (sum(kind not in _TITLES | _FOOTERS for kind in kinds), n, layout)
        for n, layout in enumerate(layout for master in masters for layout in master.slide_layouts)
        if (kinds := [shape.placeholder_format.type for shape in layout.placeholders]) and not _TITLES.isdisjoint(kinds)
    ]
    return (layout for _, _, layout in sorted(titled, key=lambda row: row[:2]))


def _emptied(deck: Any) -> None:
    """Take out the slides that a template shows as samples."""
    listed = deck.slides._sldIdLst  # noqa: SLF001  # python-pptx can add slides, not take them away
    for row in list(listed):
        deck.part.drop_rel(row.rId)
        listed.remove(row)
    for relation in [r for r in deck.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.SLIDE]:
        deck.part.rels.pop(relation.rId)


def _room(deck: Any, layout: Any) -> Box:
    """What the title above and the footers below leave, as wide as the title."""
    width, height = deck.slide_width / 12700, deck.slide_height / 12700
    title = next(s for s in layout.placeholders if s.placeholder_format.type in _TITLES)
    feet = [s.top for s in layout.placeholders if s.placeholder_format.type in _FOOTERS and s.top > deck.slide_height * 0.75]
    left, right = title.left / 12700, (title.left + title.width) / 12700
    low = height - min([deck.slide_height, *feet]) / 12700
    high = height - (title.top + title.height) / 12700
    gap = 0.015 * height
    return Box(max(left, 0.0), low + gap, min(right, width), high - gap)
