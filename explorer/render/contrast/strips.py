"""Both routes unrolled on one scale of kilometres, with their zones; both baselines one above the other where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from explorer.comparison.contrast import Contrast, Strip
from explorer.comparison.profile import ZONE_WORDS, Band, StripMark
from explorer.ledger.vocabulary import PARTIES
from explorer.render.contrast.pen import Block, Pen, lines, stacked, titled
from explorer.render.contrast.sentence import number
from explorer.render.sheet.shapes import Box, Group, Item, Shape, Words
from explorer.render.sheet.shapes import Pen as Stroke

Tone = Literal["land", "land-third", "internal", "territorial", "third", "beyond", "unknown"]
_TONES: dict[Tone, tuple[str, float, str]] = {
    "land": ("land", 1.0, "land"),
    "land-third": ("violet", 0.14, "land of a third State"),
    "internal": ("zone_inside", 1.0, "internal waters"),
    "territorial": ("zone_near", 1.0, "territorial sea"),
    "third": ("violet", 0.34, "waters of a third State"),
    "beyond": ("route", 0.42, "outside every territorial sea"),
    "unknown": ("paper", 1.0, "zones not computed here"),
}
"""Colour of the palette, its opacity, and what the key says."""
_HATCHES: dict[Tone, str] = {"internal": "/////", "beyond": "xxxxx", "third": "\\\\\\\\\\", "land-third": "....."}
"""What tells the greys of a photocopy apart."""
_MARK_WORDS = {"crossing": "border", "gauge break": "break of gauge", "port": "train and ship"}
BAR_PT = 15.0
_LINE_PT = {True: 3.6, False: 1.8}
"""Height of the line along the lower edge: where a third State may act, and where with consent only."""


def tone_of(band: Band) -> Tone:
    """How a band is coloured: whose it is matters where it is neither Russia's nor the DPRK's."""
    kind, own = band.stretch.zone_kind, band.stretch.state in PARTIES
    if kind == "land":
        return "land" if own else "land-third"
    if kind == "not-computed":
        return "unknown"
    if kind == "internal" or kind == "territorial":
        return kind if own else "third"
    return "beyond"


def tint(pen: Pen, tone: Tone) -> str:
    """The colour of a tone on this paper, without transparency, so that every format has it alike."""
    name, alpha, _ = _TONES[tone]
    over, under = (np.array([int(code[n : n + 2], 16) for n in (1, 3, 5)]) for code in (pen.colour(name), pen.colour("paper")))
    return "#" + "".join(f"{round(float(value)):02x}" for value in alpha * over + (1.0 - alpha) * under)


def strips(found: Contrast, wide: float, pen: Pen) -> Block:
    """The block: a row for each route and baseline, a scale, a key."""
    rows = found.strips
    if not rows:
        return Block(0.0, lambda _x, _y: [])
    longest = max(strip.km for strip in rows) or 1.0
    bars = [_row(strip, _last_of(rows, strip), wide, longest, pen) for strip in rows]
    parts = [_scale(wide, longest, pen), _key(rows, wide, pen)]
    title = pen.style.say("Both routes unrolled" if len({strip.mode for strip in rows}) > 1 else "The route unrolled")
    return titled(pen, title, wide, "strips", *_shared(found, wide, pen), stacked([*bars, *parts], 4.0 * pen.s))


def _shared(found: Contrast, wide: float, pen: Pen) -> list[Block]:
    if found.shared_km < 1.0:
        return []
    first = pen.style.say("What the two routes do not share, from {a} to {b}", a=found.parts_at, b=found.joins_at)
    also = pen.style.say("the {km} km shared by both are left out", km=number(found.shared_km, pen.style.language))
    return [lines(pen, f"{first}; {also}.", wide, name="strips:shared")]


def _last_of(rows: Sequence[Strip], strip: Strip) -> bool:
    return [row for row in rows if row.mode == strip.mode][-1] is strip


def _label(strip: Strip, pen: Pen) -> tuple[str, str]:
    """The route, and what holds of it under which baseline."""
    word = pen.style.say("Rail" if strip.mode == "rail" else "Sea leg")
    km = f"{number(strip.km, pen.style.language)} {pen.style.say('km')}"
    told = {"claimed": "bay line accepted", "coast": "bay line not accepted"}
    line = pen.style.say(told[strip.baseline]) if strip.baseline else ""
    return word, f"{km}, {line}" if line else km


def name_of(strip: Strip) -> str:
    """The id of a strip on the sheet."""
    return f"strip:{strip.mode}:{strip.baseline}" if strip.baseline else f"strip:{strip.mode}"


def _row(strip: Strip, last: bool, wide: float, longest: float, pen: Pen) -> Block:
    s, size = pen.s, pen.text
    bar, word, low = BAR_PT * s, size * 1.25, size * 1.35 if last and strip.marks else 0.0
    height = word + bar + low

    def draw(x: float, y: float) -> list[Group]:
        top = y - word
        first, rest = _label(strip, pen)
        items: list[Item] = [
            pen.words(first, x, y - size * 0.95, face="bold"),
            pen.words(rest, x + pen.wide(f"{first}  ", "bold"), y - size * 0.95, colour="muted"),
        ]
        for band in strip.bands:
            items += _band(band, x, top, wide / longest, pen)
        items += _marks(strip.marks, x, top - bar, wide, longest, pen) if last else []
        return [
            Group(
                name_of(strip),
                "feature",
                tuple(items),
                f"{first}, {rest}: {_told(strip, pen)}",
                box=Box(x, y - height, x + wide, y),
            )
        ]

    return Block(height, draw)


def _told(strip: Strip, pen: Pen) -> str:
    return "; ".join(_zone(band, pen, long=True) for band in strip.bands)


def _zone(band: Band, pen: Pen, *, long: bool) -> str:
    kind = pen.style.say(ZONE_WORDS.get(band.stretch.zone_kind, band.stretch.zone_kind))
    state = pen.style.told(band.stretch.state)
    whole = f"{state} {kind}".strip()
    return f"{whole} {number(band.km, pen.style.language)} {pen.style.say('km')}" if long else whole


def _band(band: Band, x: float, top: float, per_km: float, pen: Pen) -> Iterator[Item]:
    low, bar = top - BAR_PT * pen.s, BAR_PT * pen.s
    left, right = x + band.stretch.from_km * per_km, x + band.stretch.to_km * per_km
    box = Box(left, low, max(right, left + 0.6), top)
    yield patch(box, tone_of(band), pen)
    if band.access != "none":
        edge = Box(left, low, max(right, left + 0.6), low + _LINE_PT[band.free] * pen.s)
        yield Shape((edge.ring(),), fill=pen.colour("select" if band.free else "text"))
    room = right - left - 4.0 * pen.s
    choices = (_zone(band, pen, long=True), _zone(band, pen, long=False), number(band.km, pen.style.language))
    text = next((one for one in choices if pen.wide(one) <= room), "")
    if text:
        halo = pen.colour("paper") if pen.style.theme == "photocopy" else ""
        yield replace(pen.words(text, (left + right) / 2.0, low + bar * 0.34, align="center"), halo=halo)


def patch(box: Box, tone: Tone, pen: Pen) -> Shape:
    """A rectangle in a tone; on a photocopy with the hatch that tells greys apart."""
    edge = Stroke(pen.colour("coast"), 0.5 * pen.s)
    return Shape((box.ring(),), fill=tint(pen, tone), pen=edge, hatch=_hatch(tone, pen))


def _hatch(tone: Tone, pen: Pen) -> str:
    return _HATCHES.get(tone, "") if pen.style.theme == "photocopy" else ""


def _marks(marks: Sequence[StripMark], x: float, low: float, wide: float, longest: float, pen: Pen) -> Iterator[Item]:
    """Borders, breaks of gauge and ports below the bar; a name that would run into the one before it is left to the details."""
    size = pen.text
    places = [x + min(mark.at_km / longest, 1.0) * wide for mark in marks]
    taken = [(at - 3.5 * pen.s, at + 3.5 * pen.s) for at in places]
    for mark, at in zip(marks, places, strict=True):
        tip = np.array([(at, low), (at - 3.0 * pen.s, low - 5.2 * pen.s), (at + 3.0 * pen.s, low - 5.2 * pen.s)])
        yield Shape((tip,), fill=pen.colour("text"))
        text = f"{mark.title} ({pen.style.say(_MARK_WORDS[mark.kind])})" if mark.kind != "port" else mark.title
        need = pen.wide(text)
        sides = ((start, start + need) for start in (at + 5.0 * pen.s, at - 5.0 * pen.s - need))
        free = (span for span in sides if x <= span[0] and span[1] <= x + wide and not _meets(span, taken))
        if (span := next(free, None)) is not None:
            taken.append((span[0] - 5.0 * pen.s, span[1] + 5.0 * pen.s))
            left = span[0]
            yield pen.words(text, left, low - size * 1.05, colour="muted")


def _meets(span: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return any(span[0] < high and low < span[1] for low, high in taken)


def _scale(wide: float, longest: float, pen: Pen) -> Block:
    """A scale of kilometres along the foot."""
    size = pen.text
    step = next(n for n in _steps() if longest / n <= max(wide / (70.0 * pen.s), 2.0))
    ticks = [n * step for n in range(int(longest / step) + 1)]

    def draw(x: float, y: float) -> list[Group]:
        line = Stroke(pen.colour("coast"), 0.6 * pen.s)
        items: list[Item] = [Shape((np.array([(x, y), (x + wide, y)]),), pen=line, closed=False)]
        for tick in ticks:
            at = x + tick / longest * wide
            items.append(Shape((np.array([(at, y), (at, y - 3.0 * pen.s)]),), pen=line, closed=False))
            text = number(tick, pen.style.language) if tick else "0"
            text = f"{text} {pen.style.say('km')}" if tick == ticks[-1] else text
            half = pen.wide(text) / 2.0
            middle = min(max(at, x + half), x + wide - half)
            items.append(Words(text, middle, y - 3.0 * pen.s - size, size, pen.colour("muted"), align="center"))
        return [Group("strips:scale", "furniture", tuple(items), "Kilometres", box=Box(x, y - size * 1.5, x + wide, y))]

    return Block(size * 1.45 + 3.0 * pen.s, draw)


def _steps() -> Iterator[float]:
    size = 1.0
    while True:
        yield from (size, 2.0 * size, 5.0 * size)
        size *= 10.0


def _key(rows: Sequence[Strip], wide: float, pen: Pen) -> Block:
    """What the colours and the lines along the lower edge mean; only what is there."""
    bands = [band for strip in rows for band in strip.bands]
    tones = [tone for tone in _TONES if tone in {tone_of(band) for band in bands}]
    parts = [Swatch(pen.style.say(_TONES[tone][2]), tint(pen, tone), hatch=_hatch(tone, pen)) for tone in tones]
    if any(band.access != "none" and not band.free for band in bands):
        parts.append(Swatch(pen.style.say("a third State may board with consent only"), pen.colour("text"), _LINE_PT[False]))
    if any(band.free for band in bands):
        parts.append(Swatch(pen.style.say("a third State may act"), pen.colour("select"), _LINE_PT[True]))
    return key(parts, wide, pen, "strips:key")


@dataclass(frozen=True)
class Swatch:
    """A row of the key: what it says, its colour, and its height in points."""

    text: str
    colour: str
    height_pt: float = 7.6
    hatch: str = ""


def key(parts: Sequence[Swatch], wide: float, pen: Pen, name: str) -> Block:
    """Swatches with words, in as many lines as they need."""
    size, swatch = pen.text, 11.0 * pen.s
    placed: list[tuple[float, int, Swatch]] = []
    x, line = 0.0, 0
    for part in parts:
        need = swatch + 4.0 * pen.s + pen.wide(part.text)
        if x and x + need > wide:
            x, line = 0.0, line + 1
        placed.append((x, line, part))
        x += need + 10.0 * pen.s
    height = (line + 1) * size * 1.35

    def draw(left: float, y: float) -> list[Group]:
        items: list[Item] = []
        for shift, row, part in placed:
            base = y - size * (1.0 + 1.35 * row)
            middle, half = base + 3.0 * pen.s, part.height_pt / 2.0 * pen.s
            box = Box(left + shift, middle - half, left + shift + swatch, middle + half)
            items.append(Shape((box.ring(),), fill=part.colour, pen=Stroke(pen.colour("coast"), 0.5 * pen.s), hatch=part.hatch))
            items.append(pen.words(part.text, left + shift + swatch + 4.0 * pen.s, base, colour="muted"))
        return [Group(name, "furniture", tuple(items), "Key", box=Box(left, y - height, left + wide, y))]

    return Block(height, draw)
