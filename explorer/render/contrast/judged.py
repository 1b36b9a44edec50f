"""The judged half of the picture: ranges as intervals, the grid of scenarios as a heat map, and the judgement that moves most."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from explorer.comparison.contrast import Heat, HeatCell, Judged
from explorer.exposure.hazard import Spread
from explorer.exposure.likelihood import rounded
from explorer.exposure.sensitivity import Swing
from explorer.render.contrast.pen import Block, Pen, beside, lines, nothing, stacked, titled
from explorer.render.contrast.strips import Swatch, key
from explorer.render.contrast.verdicts import TITLES, headline, here, nil_together
from explorer.render.sheet.ink import disc
from explorer.render.sheet.shapes import Box, Group, Item, Shape
from explorer.render.sheet.shapes import Pen as Stroke

_CELL_PT = 15.0
_HUES: Mapping[str, tuple[str, float]] = {
    "sea": ("route", 0.75), "rail": ("rail", 0.75), "depends": ("muted", 0.22), "negligible": ("muted", 0.08),
    "undefined": ("paper", 1.0),
}  # fmt: skip
_SIGNS = {"sea": "S", "rail": "R", "depends": "?", "negligible": "=", "undefined": "–"}
_CELL_WORDS = {
    "sea": "sea", "rail": "rail", "depends": "undecided", "negligible": "no difference", "undefined": "no access",
}  # fmt: skip


# ---- ranges ------------------------------------------------------------------------------------------------------------


def judged(found: Sequence[Judged], wide: float, gap: float, pen: Pen) -> Block:
    """Everything judged in two columns; the grids stand where they make the block the lower one."""
    half = (wide - gap) / 2.0
    moved, grids = tornado(found, half, pen), [_alone(one, half, pen) for one in found]
    choices = (
        (ranges(found, half, pen), moved),
        (ranges(found, half, pen, with_grids=False), stacked([moved, *grids], 8.0 * pen.s)),
    )
    left, right = min(choices, key=lambda pair: max(pair[0].height, pair[1].height))
    return beside([(left, 0.0), (right, half + gap)])


def _alone(one: Judged, wide: float, pen: Pen) -> Block:
    """A grid under the name of its measure."""
    grid = heat(one, wide, pen)
    if not grid.height:
        return grid
    title = lines(pen, pen.style.say(TITLES[one.name]), wide, face="bold", colour="text", name=f"range:{one.name}:grid")
    return stacked([title, grid], 2.5 * pen.s)


def ranges(found: Sequence[Judged], wide: float, pen: Pen, *, with_grids: bool = True) -> Block:
    """Each measure with its verdict over the grid, its two intervals under the scenario, and the grid where it differs."""
    parts = [_measure(one, wide, pen, with_grid=with_grids) for one in found]
    if not parts:
        return nothing()
    note = lines(pen, f"{pen.style.say('chance of one movement, 5th, 50th and 95th percentile')}.", wide, name="ranges:note")
    return titled(pen, pen.style.say("Judged, not measured"), wide, "judged", note, stacked(parts, 8.0 * pen.s))


def _measure(one: Judged, wide: float, pen: Pen, *, with_grid: bool) -> Block:
    language = pen.style.language
    title = lines(pen, pen.style.say(TITLES[one.name]), wide, face="bold", colour="text", name=f"range:{one.name}:title")
    told = f"{headline(one, language)}; {here(one, language)}."
    verdict = lines(pen, told, wide, colour="text", name=f"range:{one.name}:verdict")
    grid = heat(one, wide, pen) if with_grid else nothing()
    return stacked([title, verdict, _intervals(one, wide, pen), grid], 2.5 * pen.s)


def _intervals(one: Judged, wide: float, pen: Pen) -> Block:
    measure = one.measure
    if measure.rail is None or measure.sea is None or nil_together(measure):
        return nothing()
    rows = [_interval(one, "rail", measure.rail, wide, pen), _interval(one, "sea", measure.sea, wide, pen)]
    return stacked([*rows, _axis(one, wide, pen)], 0.0)


def _plain(value: float) -> str:
    """A chance with one significant figure, without powers of ten."""
    return f"{rounded(value):.12f}".rstrip("0").rstrip(".")


def _top(one: Judged) -> float:
    """Where the scale of the intervals ends: at 1, or where all of them are low at a tenth or a hundredth."""
    highest = max(spread.p95 for spread in (one.measure.rail, one.measure.sea) if spread is not None)
    return next(top for top in (0.01, 0.1, 1.0) if highest <= top)


def _lane(x: float, wide: float, pen: Pen) -> tuple[float, float]:
    """Where 0 and 1 lie."""
    return x + 34.0 * pen.s, x + wide - 92.0 * pen.s


def _interval(one: Judged, mode: str, spread: Spread, wide: float, pen: Pen) -> Block:
    name = "rail" if mode == "rail" else "route"
    nil = "nil: no third State has access" if one.name == "interdictable" else "nil: nothing to be seen"

    def draw(x: float, y: float) -> list[Group]:
        middle, (left, right) = y - pen.row / 2.0, _lane(x, wide, pen)
        base = middle - pen.text * 0.34
        items: list[Item] = [pen.words(pen.style.say(mode), x, base, face="bold")]
        if spread.p95 == 0:
            told = pen.style.say(nil)
            items.append(pen.words(told, left, base, colour="muted"))
        else:
            low, mid, high = (left + value / _top(one) * (right - left) for value in (spread.p05, spread.p50, spread.p95))
            box = Box(low, middle - 2.4 * pen.s, max(high, low + 0.8 * pen.s), middle + 2.4 * pen.s)
            told = " – ".join(_plain(value) for value in (spread.p05, spread.p50, spread.p95))
            items += [
                Shape((box.ring(),), fill=pen.colour(name)),
                Shape((disc(mid, middle, 3.9 * pen.s),), fill=pen.colour("paper"), pen=Stroke(pen.colour(name), 1.5 * pen.s)),
                pen.words(told, x + wide, base, align="right", colour="muted"),
            ]
        words = f"{pen.style.say(TITLES[one.name])}, {pen.style.say(mode)}: {told}"
        return [Group(f"range:{one.name}:{mode}", "feature", tuple(items), words, box=Box(x, y - pen.row, x + wide, y))]

    return Block(pen.row, draw)


def _axis(one: Judged, wide: float, pen: Pen) -> Block:
    size = pen.text

    def draw(x: float, y: float) -> list[Group]:
        left, right = _lane(x, wide, pen)
        line = Stroke(pen.colour("coast"), 0.6 * pen.s)
        items: list[Item] = [Shape((np.array([(left, y), (right, y)]),), pen=line, closed=False)]
        for share in (0.0, 0.5, 1.0):
            at, value = left + share * (right - left), share * _top(one)
            items.append(Shape((np.array([(at, y), (at, y - 2.6 * pen.s)]),), pen=line, closed=False))
            items.append(pen.words(f"{value:g}", at, y - 2.6 * pen.s - size, align="center", colour="muted"))
        return [Group(f"range:{one.name}:axis", "furniture", tuple(items), "Chance", box=Box(x, y - size * 1.6, x + wide, y))]

    return Block(size * 1.45 + 2.6 * pen.s, draw)


# ---- the grid ----------------------------------------------------------------------------------------------------------


def heat(one: Judged, wide: float, pen: Pen) -> Block:
    """The grid, without what changes nothing; where nothing does, the line above has said so."""
    grid = one.heat
    if len(grid.columns) * len(grid.rows) < 2:
        return nothing()
    inset = max(pen.wide(_row_word(row, pen)) for row in grid.rows) + 6.0 * pen.s
    inset = min(inset, 0.42 * wide) if any(grid.rows[0]) else 0.0
    cell = min((wide - inset) / len(grid.columns), 58.0 * pen.s)
    rows = [_row(one, n, inset, cell, wide, pen) for n in range(len(grid.rows))]
    shown = dict.fromkeys(cell.verdict for row in grid.cells for cell in row)
    signs = [Swatch(f"{_SIGNS[verdict]} {pen.style.say(_CELL_WORDS[verdict])}", tint(pen, verdict)) for verdict in shown]
    return stacked([_heads(one, inset, cell, wide, pen), *rows, key(signs, wide, pen, f"heat:{one.name}:key")], 1.5 * pen.s)


def tint(pen: Pen, verdict: str) -> str:
    """The colour of a verdict on this paper."""
    name, alpha = _HUES[verdict]
    over, under = (np.array([int(code[n : n + 2], 16) for n in (1, 3, 5)]) for code in (pen.colour(name), pen.colour("paper")))
    return "#" + "".join(f"{round(float(value)):02x}" for value in alpha * over + (1.0 - alpha) * under)


_VALUE_WORDS: Mapping[tuple[str, str], str] = {
    ("unit", "km"): "by km", ("unit", "hours"): "by hours",
    ("trunk_counted", "True"): "shared part counted", ("trunk_counted", "False"): "shared part left out",
    ("flag", "RUS"): "RUS", ("flag", "PRK"): "PRK", ("flag", "third"): "third", ("flag", "none"): "no flag",
    ("baseline", "claimed"): "bay line accepted", ("baseline", "coast"): "bay line not accepted",
}  # fmt: skip

_SHORTER: Mapping[tuple[str, str], str] = {("flag", "none"): "none"}
"""What stands in a narrow column, under words that say what it is."""


def _value(pair: tuple[str, str], pen: Pen) -> str:
    return pen.style.say(_VALUE_WORDS[pair]) if pair in _VALUE_WORDS else pair[1]


def _by_flag(text: str, pen: Pen) -> str:
    return f"{text}, {pen.style.say('by flag')}" if text else pen.style.say("by flag")


def _row_word(row: Sequence[tuple[str, str]], pen: Pen) -> str:
    return ", ".join(_value(pair, pen) for pair in row)


def _heads(one: Judged, inset: float, cell: float, wide: float, pen: Pen) -> Block:
    """Baselines over their flags; a choice that changes nothing has no row."""
    grid, size = one.heat, pen.text
    levels = [name for name, _ in grid.columns[0]]
    above = levels == ["flag"]
    height = size * 1.3 * (len(levels) + above)

    def draw(x: float, y: float) -> list[Group]:
        items: list[Item] = []
        if above:
            middle = x + inset + len(grid.columns) * cell / 2.0
            items.append(pen.words(_by_flag("", pen), middle, y - size, align="center", colour="muted"))
        for level, name in enumerate(levels):
            base = y - size * (1.0 + 1.3 * (level + above))
            for start, end, value in _runs([column[level][1] for column in grid.columns]):
                middle, room = x + inset + (start + end) / 2.0 * cell, (end - start) * cell - 2.0 * pen.s
                text = _value((name, value), pen)
                if (name, value) in _SHORTER and pen.wide(text) > room:
                    text = pen.style.say(_SHORTER[name, value])
                if name == "baseline" and "flag" in levels:
                    whole = _by_flag(text, pen)
                    text = whole if pen.wide(whole) <= room else text
                items.append(pen.words(pen.cut(text, room), middle, base, align="center", colour="muted"))
        return [Group(f"heat:{one.name}:heads", "furniture", tuple(items), "Scenarios", box=Box(x, y - height, x + wide, y))]

    return Block(height, draw)


def _runs(values: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for n in range(1, len(values) + 1):
        if n == len(values) or values[n] != values[start]:
            yield start, n, values[start]
            start = n


def _row(one: Judged, n: int, inset: float, cell: float, wide: float, pen: Pen) -> Block:
    grid, high = one.heat, max(_CELL_PT * pen.s, pen.row)

    def draw(x: float, y: float) -> list[Group]:
        base = y - high / 2.0 - pen.text * 0.34
        items: list[Item] = []
        if inset:
            items.append(pen.words(pen.cut(_row_word(grid.rows[n], pen), inset - 4.0 * pen.s), x, base))
        for at, found in enumerate(grid.cells[n]):
            left = x + inset + at * cell
            box = Box(left, y - high, left + cell, y)
            items.append(Shape((box.ring(),), fill=tint(pen, found.verdict), pen=Stroke(pen.colour("paper"), 1.2 * pen.s)))
            items.append(pen.words(_cell_word(found, cell, pen), left + cell / 2.0, base, face="bold", align="center"))
        told = f"{pen.style.say(TITLES[one.name])}: {_row_told(grid, n, pen)}"
        return [Group(f"heat:{one.name}:{n}", "feature", tuple(items), told, box=Box(x, y - high, x + wide, y))]

    return Block(high, draw)


def _cell_word(found: HeatCell, cell: float, pen: Pen) -> str:
    """The sign of a verdict, and where it is open how the draws fall."""
    sign = _SIGNS[found.verdict]
    if found.verdict != "depends" or found.share is None:
        return sign
    share = f"{round(100 * found.share)} %"
    return share if pen.wide(share, "bold") <= cell - 2.0 * pen.s else sign


def _row_told(grid: Heat, n: int, pen: Pen) -> str:
    counted: dict[str, int] = {}
    for cell in grid.cells[n]:
        word = pen.style.say(_CELL_WORDS[cell.verdict])
        counted[word] = counted.get(word, 0) + 1
    return ", ".join(f"{word} {count}" for word, count in counted.items())


# ---- the tornado -------------------------------------------------------------------------------------------------------


def tornado(found: Sequence[Judged], wide: float, pen: Pen) -> Block:
    """For each measure that has a value: which judgement moves it most, and by how much."""
    parts = [_swings(one, wide, pen) for one in found if one.swings]
    title = pen.style.say("Which judgement moves the answer most")
    return titled(pen, title, wide, "swings", stacked(parts, 8.0 * pen.s))


def _swings(one: Judged, wide: float, pen: Pen) -> Block:
    kept = one.swings[: pen.most_swings if one.name == "observable" else max(pen.most_swings - 2, 1)]
    about = lines(
        pen, f"{pen.style.say(TITLES[one.name])}: {kept[0].title}", wide, face="bold", colour="text", name=f"swing:{one.name}:of"
    )
    of_ratio = "sea against rail, each range alone from its 5th to its 95th percentile"
    of_one = "the one side that is not nil, each range alone from its 5th to its 95th percentile"
    note = lines(pen, f"{pen.style.say(of_ratio if one.of_ratio else of_one)}.", wide, name=f"swing:{one.name}:note")
    low, high = _extent(kept, of_ratio=one.of_ratio)
    rows = [_bar(one, swing, low, high, wide, pen) for swing in kept]
    return stacked([about, note, stacked(rows, 1.0 * pen.s)], 2.5 * pen.s)


def _extent(kept: Sequence[Swing], *, of_ratio: bool) -> tuple[float, float]:
    """The span of the bars; with the point where both sides are alike, where the figure is a ratio."""
    ends = [value for swing in kept for value in (swing.at_low, swing.at_high)] + ([0.0] if of_ratio else [])
    return min(ends), max(ends)


def _factor(value: float) -> str:
    return f"×{rounded(math.exp(value), 2 if value > -0.7 else 1):g}"


def _bar(one: Judged, swing: Swing, low: float, high: float, wide: float, pen: Pen) -> Block:
    """The title over a bar on a logarithmic scale; a line marks where both sides are alike."""
    size, bar = pen.text, 5.0 * pen.s
    span, told = (high - low) or 1.0, _ends(one, swing)
    title = pen.broken(swing.title, wide - pen.wide(told) - 6.0 * pen.s)
    over = size * 1.45 + (len(title) - 1) * pen.leading
    height = max(over + bar + 2.0 * pen.s, pen.row)

    def draw(x: float, y: float) -> list[Group]:
        middle = y - over - bar / 2.0
        ends = sorted(x + (value - low) / span * wide for value in (swing.at_low, swing.at_high))
        box = Box(ends[0], middle - bar / 2.0, max(ends[1], ends[0] + 1.0 * pen.s), middle + bar / 2.0)
        items: list[Item] = [
            *(pen.words(row, x, y - size - n * pen.leading) for n, row in enumerate(title)),
            pen.words(told, x + wide, y - size, align="right", colour="muted"),
            Shape((box.ring(),), fill=pen.colour("order")),
        ]
        if one.of_ratio:
            alike = x + (0.0 - low) / span * wide
            mark = np.array([(alike, middle - bar / 2.0 - 1.0 * pen.s), (alike, middle + bar / 2.0 + 1.0 * pen.s)])
            items.append(Shape((mark,), pen=Stroke(pen.colour("text"), 1.0 * pen.s), closed=False))
        name = f"swing:{one.name}:{swing.judgement}"
        return [Group(name, "feature", tuple(items), f"{swing.title}: {told}", box=Box(x, y - height, x + wide, y))]

    return Block(height, draw)


def _ends(one: Judged, swing: Swing) -> str:
    low, high = sorted((swing.at_low, swing.at_high))
    return f"{_factor(low)} … {_factor(high)}" if one.of_ratio else _factor(high - low)
