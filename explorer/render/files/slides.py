"""A sheet as a PowerPoint slide: the ground as a picture, places and routes as native shapes over it, claims as a native table.

The file carries the ledger's date, not the clock's.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from pptx.util import Pt

from explorer.ledger.claims import Entry
from explorer.letters import plain
from explorer.render.files import dated
from explorer.render.files.native import call, clipped, draw_shape, emu, plain_frame, rgb, set_letters, write_words
from explorer.render.sheet import fonts
from explorer.render.sheet.figure import picture
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Box, Group, Sheet, Words
from explorer.render.statements import sentence, spans
from explorer.render.words import say, told
from explorer.scene.build import Scene
from explorer.scene.kinds import KINDS
from explorer.views.view import Language
from explorer.world.world import World

PICTURE_DPI = 200
_TABLE = "claims"


def slide(world: World, scene: Scene, sheet: Sheet, options: Options) -> bytes:
    """One slide. Native shapes bear the ids of the scene's features as their names."""
    deck = new_deck(sheet.width, sheet.height)
    notes = _notes(world, scene, sheet)
    _slide(deck, world, sheet, options, Page(sheet.title, sheet, (), scene.captions, notes, scene.view.language))
    return settled(deck, sheet.title, world.ledger.as_of)


@dataclass(frozen=True)
class Page:
    """A slide of several: a drawn sheet or, where there is nothing to draw, its words; and the speaker's notes."""

    title: str
    sheet: Sheet | None
    words: tuple[str, ...]
    captions: tuple[str, ...]
    notes: str
    language: Language = "en"


def slides(world: World, title: str, pages: Sequence[Page], options: Options) -> bytes:
    """One slide a page, in order, each with its notes."""
    deck = new_deck(*options.points)
    for page in pages:
        if page.sheet is not None:
            _slide(deck, world, page.sheet, options, page)
        else:
            _words_only(deck, page)
    return settled(deck, title, world.ledger.as_of)


def new_deck(width: float, height: float) -> Any:
    """An empty presentation of this size in points."""
    deck: Any = dated.presentation()
    deck.slide_width, deck.slide_height = emu(width), emu(height)
    return deck


def _words_only(deck: Any, told: Page) -> None:
    page = deck.slides.add_slide(deck.slide_layouts[5])
    page.shapes.title.text_frame.text = plain(told.title)
    room = deck.slide_width - 2 * emu(40.0)
    box = page.shapes.add_textbox(emu(40.0), emu(120.0), room, deck.slide_height - emu(160.0))
    box.name = "words"
    box.text_frame.word_wrap = True
    for number, line in enumerate(told.words):
        paragraph = box.text_frame.paragraphs[0] if number == 0 else box.text_frame.add_paragraph()
        paragraph.text = plain(line)
        set_letters(paragraph, 14.0, "#1c1c1c")
    page.notes_slide.notes_text_frame.text = plain(told.notes)


def _slide(deck: Any, world: World, sheet: Sheet, options: Options, about: Page) -> None:
    page = deck.slides.add_slide(deck.slide_layouts[5])  # a title and nothing else
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = rgb(sheet.paper)
    table_room = _table_room(sheet)
    _title(page, sheet)
    ground = [g for g in sheet.groups if g.role == "ground" or g.id.startswith("ground:") or _stays(g)]
    image = page.shapes.add_picture(
        io.BytesIO(picture(sheet.only(ground), "png", max(PICTURE_DPI, options.dpi), world.ledger.as_of)),
        0, 0, deck.slide_width, deck.slide_height,
    )  # fmt: skip
    call(image, "map", f"Map: {sheet.title}. {' '.join(f'{told(about.language, caption)}.' for caption in about.captions)}")
    page.shapes._spTree.insert(2, image._element)  # noqa: SLF001  # below the title; python-pptx has no other way
    for group in sheet.groups:
        if (group.role in {"feature", "label"} and not group.id.startswith("ground:")) or group.id.startswith("note:"):
            _native(page.shapes, group, sheet, about.language)
    entries = [world.ledger.by_id[claim] for claim in sheet.facts.get("called_out", ())]
    if entries:
        _claims(page, entries, sheet, table_room, Style(options.theme, options.scale, about.language))
    page.notes_slide.notes_text_frame.text = plain(about.notes)


def _stays(group: Group) -> bool:
    return group.id in {"furniture:scale", "furniture:inset", "furniture:neatline", "furniture:degrees", "furniture:legend"}


def _title(page: Any, sheet: Sheet) -> None:
    heading = next(group for group in sheet.groups if group.id == "furniture:heading")
    words = [item for item in heading.items if isinstance(item, Words)]
    first = words[0]
    title = page.shapes.title
    title.left, title.top = emu(first.x), emu(sheet.height - first.y - first.size * 1.0)
    title.width, title.height = emu(sheet.width - 2 * first.x), emu(first.size * 1.3)
    frame = title.text_frame
    plain_frame(frame, wrap=True)
    frame.text = plain(sheet.title)
    set_letters(frame.paragraphs[0], first.size, first.colour, bold=True)
    title.name = "title"
    for n, item in enumerate(word for word in words if word.text not in sheet.title):
        write_words(page.shapes, item, sheet, f"subtitle {n + 1}")


# ---- shapes ----------------------------------------------------------------------------------------------------------


def _native(shapes: Any, group: Group, sheet: Sheet, language: Language) -> None:
    """A group of native shapes under the id of what it stands for; the title of its alternative text says of what kind it is."""
    made = shapes.add_group_shape()
    call(made, group.id, group.title, told(language, KINDS[group.kind].word) if group.role == "feature" else "")
    for item in group.items:
        if isinstance(item, Words):
            write_words(made.shapes, item, sheet, item.text[:40])
        else:
            for part in clipped(item):
                draw_shape(made.shapes, part, item, sheet)


# ---- table and notes -------------------------------------------------------------------------------------------------


def _table_room(sheet: Sheet) -> Box:
    """What the legend leaves of the panel."""
    panel = next((group for group in sheet.groups if group.id == "furniture:panel"), None)
    legend = next((group for group in sheet.groups if group.id == "furniture:legend"), None)
    if panel is None or panel.box is None:
        return Box(sheet.map_box.x0, 0.0, sheet.map_box.x1, sheet.map_box.y0)
    if legend is None or legend.box is None:
        return panel.box
    if panel.box.width < panel.box.height:
        return Box(panel.box.x0, panel.box.y0, panel.box.x1, legend.box.y0 - 6.0)
    return Box(legend.box.x1 + 14.0, panel.box.y0, panel.box.x1, panel.box.y1)


def _claims(page: Any, entries: Sequence[Entry], sheet: Sheet, room: Box, style: Style) -> None:
    colours, size = style.colours, 7.0 * style.scale
    narrow = (18.0 * style.scale, 52.0 * style.scale)
    wide = room.width - sum(narrow)
    numbers = sheet.facts.get("numbers", {})
    rows, high, kept = [], [], 0.0
    for entry in entries:
        height = (len(fonts.wrapped(sentence(entry), size * 1.06, wide - 7.0)) * 1.22 + 0.5) * size
        if kept + height > room.height - size * 4.5:
            break
        number = numbers.get(entry.id, 0)
        rows.append(
            (
                str(number) if number else "–",
                sentence(entry),
                f"{entry.id}, {style.told(entry.claim.stance.value)}, {entry.claim.content.code}",
            )
        )
        high.append(height)
        kept += height
    left = [claim for claim in sheet.account.claims if claim not in {entry.id for entry in entries[: len(rows)]}]
    if left:
        rows.append(("+", style.say("Also behind this map: {ids}", ids=spans(left)), ""))
        high.append(size * 2.6)
    frame = page.shapes.add_table(
        len(rows) + 1, 3, emu(room.x0), emu(sheet.height - room.y1), emu(room.width), emu(sum(high) + size * 1.6)
    )
    call(frame, _TABLE, "Who says so: claims by their number on the map, with stance and grade")
    table = frame.table
    head = tuple(map(style.say, ("No.", "Who says so", "Claim")))
    for column, width in zip(table.columns, (narrow[0], wide, narrow[1]), strict=True):
        column.width = emu(width)
    for n, (cells, height) in enumerate(zip((head, *rows), (size * 1.6, *high), strict=True)):
        table.rows[n].height = emu(height)
        for cell, text in zip(table.rows[n].cells, cells, strict=True):
            _cell(cell, text, size, colours, head=n == 0)


def _cell(cell: Any, text: str, size: float, colours: dict[str, str], *, head: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(3)
    cell.margin_top = cell.margin_bottom = Pt(1)
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colours["line" if head else "paper"])
    cell.text_frame.text = plain(text)
    for paragraph in cell.text_frame.paragraphs:
        set_letters(paragraph, size, colours["text"], bold=head)


def _notes(world: World, scene: Scene, sheet: Sheet) -> str:
    """Sources, captions, and every claim behind the map with who said it."""
    speak = partial(say, scene.view.language)
    lines = [sheet.title, " · ".join(told(scene.view.language, caption) for caption in scene.captions), ""]
    source = next((group for group in sheet.groups if group.id == "furniture:sources"), None)
    if source is not None:
        lines.append(" ".join(item.text for item in source.items if isinstance(item, Words)))
    lines += ["", f"{speak('Claims behind this map')}:"]
    lines += [_told(world.ledger.by_id[claim]) for claim in sheet.account.claims]
    events = {event for f in scene.drawn if f.id in set(sheet.account.features) for event in f.events}
    rows = [world.ledger.events_by_id[event] for event in sorted(events) if event in world.ledger.events_by_id]
    if rows:
        lines += ["", f"{speak('Dated public facts from outside the articles')}:"]
        lines += [f"{row.reporter}: {row.statement} [{'; '.join(s.name for s in row.sources)}]" for row in rows]
    lines += ["", f"{speak('View')}: {scene.view.query()}"]
    return "\n".join(lines)


def _told(entry: Entry) -> str:
    where = f"{entry.document.id}, paragraph {entry.claim.paragraph}; content {entry.claim.content.code}"
    return f"{entry.id} ({where}): {sentence(entry)}"


def settled(deck: Any, title: str, as_of: date | None) -> bytes:
    """The file with the ledger's date in its properties and one time for all its parts."""
    day = as_of or date(2000, 1, 1)
    core = deck.core_properties
    core.title, core.author, core.last_modified_by = plain(title)[:255], "Tumen Explorer", "Tumen Explorer"
    core.created = core.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # the format has no zone
    return dated.saved(deck, day)
