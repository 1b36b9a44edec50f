"""The contrast as one slide or two: the routes as a native chart, all else as native shapes, what stands behind it as notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from explorer.comparison.contrast import Contrast, Strip
from explorer.comparison.profile import ZONE_WORDS
from explorer.letters import plain
from explorer.render.contrast.details import Detail, behind
from explorer.render.contrast.pen import Pen
from explorer.render.contrast.strips import name_of, tint, tone_of
from explorer.render.files.decks import new_deck, settled
from explorer.render.files.native import call, draw_shape, emu, plain_frame, rgb, set_letters, write_words
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Box, Group, Leaf, Words
from explorer.views.view import Language
from explorer.world.world import World

_FILLS_ALL = (
    "<c:layout {}><c:manualLayout><c:layoutTarget val='inner'/><c:xMode val='edge'/><c:yMode val='edge'/>"
    "<c:x val='0'/><c:y val='0'/><c:w val='1'/><c:h val='1'/></c:manualLayout></c:layout>"
)


def slides(
    world: World, found: Contrast, leaves: Sequence[Leaf], options: Options, language: Language, told: Mapping[str, Detail]
) -> bytes:
    """A slide of each page, everything on it native; sources and opposite views of every mark are its notes."""
    first, rest = leaves[0], dict(told)
    deck = new_deck(first.width, first.height)
    for leaf in leaves:
        here = {behind(group.id) for group in leaf.groups}
        noted = {mark: one for mark, one in rest.items() if mark in here or leaf is leaves[-1]}
        rest = {mark: one for mark, one in rest.items() if mark not in noted}
        _slide(deck, found, leaf, options, language, noted)
    return settled(deck, first.title, world.ledger.as_of)


def _slide(deck: Any, found: Contrast, leaf: Leaf, options: Options, language: Language, told: Mapping[str, Detail]) -> None:
    page = deck.slides.add_slide(deck.slide_layouts[5])
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = rgb(leaf.paper)
    pen = Pen(Style(options.theme, 1.0, language))
    charted = {name_of(strip): strip for strip in found.strips}
    for group in leaf.groups:
        if group.id == "furniture:title":
            _title(page, group, leaf)
        elif group.id in charted:
            _strip(page, group, charted[group.id], leaf, pen)
        else:
            _group(page.shapes, group, leaf)
    page.notes_slide.notes_text_frame.text = plain(_notes(leaf, told))


def _title(page: Any, group: Group, leaf: Leaf) -> None:
    lines = [item for item in group.items if isinstance(item, Words)]
    first, box = lines[0], group.box or Box(0.0, 0.0, leaf.width, leaf.height)
    title = page.shapes.title
    title.left, title.top = emu(box.x0), emu(leaf.height - box.y1)
    title.width, title.height = emu(box.width), emu(box.height)
    plain_frame(title.text_frame, wrap=True)
    title.text_frame.text = plain(" ".join(line.text for line in lines))
    set_letters(title.text_frame.paragraphs[0], first.size, first.colour, bold=True)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    title.name = "title"


def _group(shapes: Any, group: Group, leaf: Leaf) -> None:
    made = shapes.add_group_shape()
    call(made, group.id, group.title)
    for item in group.items:
        if isinstance(item, Words):
            write_words(made.shapes, item, leaf, item.text[:40])
        else:
            for part in item.parts:
                draw_shape(made.shapes, part, item, leaf)


# ---- the chart ---------------------------------------------------------------------------------------------------------


def _strip(page: Any, group: Group, strip: Strip, leaf: Leaf, pen: Pen) -> None:
    """The bar as a chart of stacked kilometres, in its place, with its words and marks over it."""
    bars = [item for item in group.items if not isinstance(item, Words) and item.closed and len(item.parts[0]) == 4]
    bar = _hull([Box(*part.min(axis=0), *part.max(axis=0)) for item in bars for part in item.parts])
    frame = page.shapes.add_chart(
        XL_CHART_TYPE.BAR_STACKED, emu(bar.x0), emu(leaf.height - bar.y1), emu(bar.width), emu(bar.height), _data(strip, group)
    )
    call(frame, group.id, group.title)
    _dress(frame.chart, strip, pen)
    rest = tuple(item for item in group.items if item not in bars or _is_edge(item, bar))
    _group(page.shapes, Group(f"{group.id}:words", group.role, rest, group.title), leaf)


def _is_edge(item: Any, bar: Box) -> bool:
    """Whether a rectangle is the line along the lower edge, which the chart does not draw."""
    low, high = item.parts[0].min(axis=0), item.parts[0].max(axis=0)
    return bool(high[1] - low[1] < 0.5 * bar.height)


def _hull(boxes: Sequence[Box]) -> Box:
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _data(strip: Strip, group: Group) -> Any:
    made: Any = CategoryChartData
    data = made(number_format="#,##0")
    data.categories = [plain(group.title.partition(":")[0])]
    for number, band in enumerate(strip.bands, start=1):
        zone = f"{band.stretch.state} {ZONE_WORDS.get(band.stretch.zone_kind, band.stretch.zone_kind)}".strip()
        data.add_series(f"{number}. {zone}", [round(band.km, 1)])
    return data


def _dress(chart: Any, strip: Strip, pen: Pen) -> None:
    """Only the bar: no axis, no legend, no gap, each series in the colour of its zone."""
    chart.has_legend = chart.has_title = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 0, 100
    for axis in (chart.category_axis, chart.value_axis):
        axis.visible = axis.has_major_gridlines = False
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, round(strip.km, 1)
    for series, band in zip(plot.series, strip.bands, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(tint(pen, tone_of(band)))
        series.format.line.color.rgb = rgb(pen.colour("coast"))
        series.format.line.width = emu(0.5)
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001  # python-pptx has no door to the layout of a plot
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, parse_xml(_FILLS_ALL.format(nsdecls("c"))))


# ---- notes -------------------------------------------------------------------------------------------------------------


def _notes(leaf: Leaf, told: Mapping[str, Detail]) -> str:
    lines = [leaf.title, ""]
    for one in told.values():
        lines += [one.title, *_rows(one), ""]
    return "\n".join(lines)


def _rows(one: Detail) -> Iterator[str]:
    for word, text in one.lines:
        yield f"  {word}: {text}"
