"""A sheet as a PowerPoint slide: the ground as a picture, places and routes as native shapes over it, claims as a native table.

The file carries the ledger's date, not the clock's.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from explorer.ledger.claims import Entry
from explorer.letters import plain
from explorer.messages import say, told
from explorer.render.files import decks
from explorer.render.files.decks import Template
from explorer.render.files.native import call, clipped, draw_shape, emu, plain_frame, rgb, set_letters, write_words
from explorer.render.sheet import fonts, marking
from explorer.render.sheet.board import draw_up
from explorer.render.sheet.callouts import FACING, Callout, Pair
from explorer.render.sheet.figure import picture
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import DEFAULT_DPI, LEAST_PT, Options
from explorer.render.sheet.shapes import Box, Group, Shape, Sheet, Words
from explorer.render.statements import sentence
from explorer.render.statements import told as told_in
from explorer.render.words import ENGLISH_CARDS
from explorer.scene.build import Scene
from explorer.scene.kinds import KINDS
from explorer.views.view import Language
from explorer.world.world import World

PICTURE_DPI = 200
_TABLE = "claims"


def slide(world: World, scene: Scene, sheet: Sheet, options: Options) -> bytes:
    """A slide, and one of all call-outs where some had no room. Native shapes bear the ids of the features as their names.

    Raises
    ------
    ExportError
        The template or the logo cannot be used; the message says why.
    """
    house = decks.template(options.template) if options.template else None
    if house is not None:
        sheet = _in_template(world, scene, options, house)
    elif options.enlarged != options:
        sheet = draw_up(world, scene, options.enlarged)
    deck = house.deck if house else decks.new_deck(sheet.width, sheet.height)
    about = Page(sheet.title, sheet, (), scene.captions, _notes(world, scene, sheet), scene.view.language)
    _slide(deck, world, options, about, house)
    if {item.id for item in sheet.facts["callouts"]} & {*sheet.facts["dropped"]}:
        _more(deck, sheet.facts["callouts"], options, about, house)
    return decks.settled(deck, sheet.title, options.as_of or world.ledger.as_of, options.author)


def _in_template(world: World, scene: Scene, options: Options, house: Template) -> Sheet:
    """The sheet without its title in the room that a template leaves, on a slide of the template's size."""
    pixels = "x".join(str(int(side * DEFAULT_DPI / 72.0)) for side in (house.room.width, house.room.height))
    sheet = draw_up(world, scene, replace(options, size=pixels, dpi=DEFAULT_DPI), headed=False)
    width, height = house.size
    moved = sheet.moved(house.room.x0, house.room.y1 - sheet.height, width, height)
    style = Style(options.theme, 1.0, scene.view.language)
    logos = (marking.logo(options.logo, width - 15.0, height - 10.0, style),) if options.logo else ()
    return replace(moved, groups=(*moved.groups, *marking.handling(options.handling, width, height, style)), pictures=logos)


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
    deck = decks.new_deck(*options.points)
    for page in pages:
        if page.sheet is not None:
            _slide(deck, world, options, page)
        else:
            _words_only(deck, page)
    return decks.settled(deck, title, world.ledger.as_of)


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


def _slide(deck: Any, world: World, options: Options, about: Page, house: Template | None = None) -> None:
    sheet = about.sheet
    assert sheet is not None  # noqa: S101  # pages of words are written elsewhere
    page = _page(deck, house)
    if house is None:
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = rgb(sheet.paper)
        _title(page, sheet)
    else:
        _house_title(page, sheet)
    _ground(page, deck, sheet, options, world, about)
    for group in sheet.groups:
        if group.role in {"feature", "label"} or group.id.startswith("note:"):
            _native(page.shapes, group, sheet, about.language)
        elif group.id in _WORDED:
            _letters(page.shapes, group, sheet)
    for placed in sheet.pictures:
        b = placed.box
        logo = page.shapes.add_picture(
            io.BytesIO(placed.content), emu(b.x0), emu(sheet.height - b.y1), emu(b.width), emu(b.height)
        )
        call(logo, "logo", placed.title)
    dropped = set(sheet.facts.get("dropped", ()))
    items = [item for item in sheet.facts.get("callouts", ()) if item.id not in dropped]
    style = Style(options.theme, 1.0, about.language)
    if items:
        _told(page, sheet, items, _table_room(sheet), style)
    page.notes_slide.notes_text_frame.text = plain(about.notes)


def _page(deck: Any, house: Template | None) -> Any:
    """A new slide with a title and nothing else to fill in."""
    page = deck.slides.add_slide(house.layout if house else deck.slide_layouts[5])
    for shape in [shape for shape in page.placeholders if shape.placeholder_format.idx != 0]:
        shape._element.getparent().remove(shape._element)  # noqa: SLF001  # python-pptx adds shapes, and takes none away
    return page


def _ground(page: Any, deck: Any, sheet: Sheet, options: Options, world: World, about: Page) -> None:
    """All shapes that are no feature, as one picture without letters below everything else."""
    kept = [g for g in sheet.groups if g.role == "ground" or g.id in _DRAWN]
    bare = [replace(group, items=tuple(item for item in group.items if isinstance(item, Shape))) for group in kept]
    below = replace(sheet, groups=tuple(bare), pictures=(), paper="none")
    image = page.shapes.add_picture(
        io.BytesIO(picture(below, "png", max(PICTURE_DPI, options.dpi), world.ledger.as_of)),
        0, 0, deck.slide_width, deck.slide_height,
    )  # fmt: skip
    call(image, "map", f"Map: {sheet.title}. {' '.join(f'{told(about.language, caption)}.' for caption in about.captions)}")
    page.shapes._spTree.insert(2, image._element)  # noqa: SLF001  # below the title; python-pptx has no other way


_DRAWN = frozenset(
    {"furniture:scale", "furniture:inset", "furniture:detail", "furniture:neatline", "furniture:legend", "furniture:key"}
)
"""Furniture whose shapes are in the picture."""
_WORDED = frozenset(
    {
        "furniture:scale",
        "furniture:detail",
        "furniture:legend",
        "furniture:degrees",
        "furniture:sources",
        "furniture:handling",
        "furniture:heading",
    }
)
"""Furniture whose words are text of the slide; those of the panel stand in a table."""


def _letters(shapes: Any, group: Group, sheet: Sheet) -> None:
    """The words of a piece of furniture; a title stands in its placeholder."""
    words = [item for item in group.items if isinstance(item, Words)]
    if group.id == "furniture:heading" and words and words[0].text in sheet.title:
        words = [item for item in words if item.size != words[0].size]
    made = shapes.add_group_shape()
    call(made, group.id, group.title)
    for item in words:
        write_words(made.shapes, item, sheet, item.text[:40])


def _title(page: Any, sheet: Sheet) -> None:
    heading = next(group for group in sheet.groups if group.id == "furniture:heading")
    words = [item for item in heading.items if isinstance(item, Words)]
    first = words[0]
    lines = sum(item.size == first.size for item in words)
    title = page.shapes.title
    title.left, title.top = emu(first.x), emu(sheet.height - first.y - first.size * 1.0)
    right = min([sheet.width - first.x, *(placed.box.x0 for placed in sheet.pictures)])
    title.width, title.height = emu(right - first.x), emu(first.size * (1.15 * lines + 0.05))
    frame = title.text_frame
    plain_frame(frame, wrap=True)
    frame.text = plain(sheet.title)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    set_letters(frame.paragraphs[0], first.size, first.colour, bold=True)
    title.name = "title"


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
    if panel.box.x1 - legend.box.x1 < 0.3 * panel.box.width:  # it takes the whole width
        return Box(panel.box.x0, panel.box.y0, panel.box.x1, legend.box.y0 - 6.0)
    return Box(legend.box.x1 + 14.0, panel.box.y0, panel.box.x1, panel.box.y1)


def _house_title(page: Any, sheet: Sheet) -> None:
    """The title in the house's own letters, made smaller where it would leave its place."""
    title = page.shapes.title
    left, top, width, height = (value / 12700 for value in (title.left, title.top, title.width, title.height))
    right = min([left + width, *(placed.box.x0 - 8.0 for placed in sheet.pictures)])
    title.left, title.top, title.width, title.height = emu(left), emu(top), emu(right - left), emu(height)
    title.text_frame.text = plain(sheet.title)
    title.name = "title"
    room = (right - left) / _HOUSE_LETTERS - 16.0
    size = next((n for n in _TITLE_PT if len(fonts.wrapped(sheet.title, n, room, "bold")) * n * 1.25 + 8.0 <= height), LEAST_PT)
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)


_TITLE_PT = (32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0, 12.0)
_HOUSE_LETTERS = 1.15
"""How much wider than Arial's the letters of a house may be."""
_NUMBER, _INDENT = 14.0, 2.0
"""Width of the column of numbers, and the margin of the words beside it, in points."""


Row = tuple[Sequence[str], ...]
"""Cells of a row of the table, each some paragraphs."""


def _told(page: Any, sheet: Sheet, items: Sequence[Callout], room: Box, style: Style, size: float = LEAST_PT) -> None:
    """Call-outs as a native table, what is denied beside what is said where the sheet has them so."""
    pairs: Sequence[Pair] = sheet.facts.get("pairs", ())
    rows = _facing_rows(pairs, items, style) if pairs else _rows(items, style)
    _table(page, rows, sheet.height, room, size, style)


def _rows(items: Sequence[Callout], style: Style) -> list[Row]:
    """A head, then number and words of each call-out, below them how they stand."""
    heads = [style.say("Who says so"), *([style.say(ENGLISH_CARDS)] if style.language != "en" else [])]
    return [([""], heads), *(_cells(item) for item in items)]


def _facing_rows(pairs: Sequence[Pair], items: Sequence[Callout], style: Style) -> list[Row]:
    """Two heads, then what is said at the left and what is denied or held against it at the right."""
    kept = {item.id for item in items}
    translated = [style.say(ENGLISH_CARDS)] if style.language != "en" else []
    left, right = (style.say(phrase) for phrase in FACING)
    rows: list[Row] = [([""], [left, *translated], [""], [right])]
    for pair in pairs:
        sides = [[item for item in side if item.id in kept] for side in pair]
        rows += [(*_cells(one), *_cells(other)) for one, other in zip_longest(*sides)]
    return rows


def _cells(item: Callout | None) -> Row:
    if item is None:
        return [""], [""]
    return [str(item.number) if item.number else "–"], [item.words, item.foot]


def _table(page: Any, rows: Sequence[Row], height: float, room: Box, size: float, style: Style) -> None:
    """Rows as a native table: each second column has words, that before it their number."""
    half = len(rows[0]) // 2
    number = _NUMBER * size / LEAST_PT
    wide = room.width / half - number
    high = [_row_height(row, wide, size) for row in rows]
    frame = page.shapes.add_table(len(rows), 2 * half, emu(room.x0), emu(height - room.y1), emu(room.width), emu(sum(high)))
    call(frame, _TABLE, style.say("Who says so: call-outs by their number on the map, with stance and grade"))
    for n, column in enumerate(frame.table.columns):
        column.width = emu(wide if n % 2 else number)
    for n, (row, tall) in enumerate(zip(rows, high, strict=True)):
        frame.table.rows[n].height = emu(tall)
        for m, texts in enumerate(row):
            _cell(frame.table.cell(n, m), texts, size, style.colours, head=n == 0)


def _row_height(row: Row, wide: float, size: float) -> float:
    return max(_height(texts, wide - _INDENT, size) for texts in row[1::2])


def _height(texts: Sequence[str], wide: float, size: float) -> float:
    """Height of a cell in points."""
    return sum(len(fonts.wrapped(text, size, wide)) for text in texts) * size * 1.17 + 3.0


def _cell(cell: Any, texts: Sequence[str], size: float, colours: dict[str, str], *, head: bool) -> None:
    cell.margin_left, cell.margin_right = emu(_INDENT), 0
    cell.margin_top = cell.margin_bottom = Pt(1)
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colours["line" if head else "paper"])
    for n, text in enumerate(texts):
        paragraph = cell.text_frame.paragraphs[0] if n == 0 else cell.text_frame.add_paragraph()
        paragraph.text = plain(text)
        paragraph.font.size = Pt(size)
        set_letters(paragraph, size, colours["text" if n == 0 or head else "muted"], bold=head and n == 0)


_LARGER_PT = (16.0, 14.0, 12.0, 11.0, 10.0)
"""Sizes of the letters on a slide of call-outs alone, the first that fits."""


def _more(deck: Any, items: Sequence[Callout], options: Options, about: Page, house: Template | None) -> None:
    """A slide of all call-outs, in larger letters, where some had no room beside the map."""
    sheet = about.sheet
    assert sheet is not None  # noqa: S101  # only a map has call-outs
    page = _page(deck, house)
    style = Style(options.theme, 1.0, about.language)
    if house is not None:
        _house_title(page, sheet)
    room = house.room if house else Box(20.0, 20.0, sheet.width - 20.0, sheet.height - 70.0)
    if house is None:
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = rgb(sheet.paper)
        _title(page, sheet)
    rows = _rows(items, style)
    high = {size: sum(_row_height(row, room.width - _NUMBER * size / LEAST_PT, size) for row in rows) for size in _LARGER_PT}
    size = next((size for size, tall in high.items() if tall <= room.height), LEAST_PT)
    _table(page, rows, sheet.height, room, size, style)
    page.notes_slide.notes_text_frame.text = plain(about.notes)


def _notes(world: World, scene: Scene, sheet: Sheet) -> str:
    """Sources, captions, and every claim behind the map with who said it."""
    speak = partial(say, scene.view.language)
    lines = [sheet.title, " · ".join(told(scene.view.language, caption) for caption in scene.captions), ""]
    source = next((group for group in sheet.groups if group.id == "furniture:sources"), None)
    if source is not None:
        lines.append(" ".join(item.text for item in source.items if isinstance(item, Words)))
    lines += ["", f"{speak('Claims behind this map')}:"]
    lines += [_cited(world.ledger.by_id[claim]) for claim in sheet.account.claims]
    lines += _translated(world, scene, sheet.account.claims)
    events = {event for f in scene.drawn if f.id in set(sheet.account.features) for event in f.events}
    rows = [world.ledger.events_by_id[event] for event in sorted(events) if event in world.ledger.events_by_id]
    if rows:
        lines += ["", f"{speak('Dated public facts from outside the articles')}:"]
        lines += [f"{row.reporter}: {row.statement} [{'; '.join(s.name for s in row.sources)}]" for row in rows]
    lines += ["", f"{speak('View')}: {scene.view.query()}"]
    return "\n".join(lines)


def _translated(world: World, scene: Scene, claims: Sequence[str]) -> list[str]:
    """The same claims in the language of the map, marked as our translation; none on an English one."""
    language = scene.view.language
    if language == "en":
        return []
    tongue = world.tongue(language)
    rows = [f"{claim}: {told_in(tongue.entry(world.ledger.by_id[claim]), language)}" for claim in claims]
    return ["", say(language, ENGLISH_CARDS), *rows]


def _cited(entry: Entry) -> str:
    where = f"{entry.document.id}, paragraph {entry.claim.paragraph}; content {entry.claim.content.code}"
    return f"{entry.id} ({where}): {sentence(entry)}"
