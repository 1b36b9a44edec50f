"""A scene on a sheet: where the map, its furniture and the panel stand, and what has been drawn of what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from explorer.errors import ExportError
from explorer.ledger.ids import code_of
from explorer.ledger.vocabulary import Stance
from explorer.messages import many
from explorer.render import layers
from explorer.render.sheet import callouts, detail, fonts, furniture, legend, marking, notes, panel
from explorer.render.sheet.callouts import Callout, claims_of
from explorer.render.sheet.detail import Detail
from explorer.render.sheet.ground import Window, degree_labels, ground
from explorer.render.sheet.marks import Mark, Style, marks
from explorer.render.sheet.names import Named, along, joined, name_all
from explorer.render.sheet.options import LEAST_PT, Options
from explorer.render.sheet.panel import Panel
from explorer.render.sheet.placing import Block
from explorer.render.sheet.projection import Frame, common, fit, zoom_of
from explorer.render.sheet.shapes import Account, Box, Group, Sheet, Words
from explorer.render.statements import spans
from explorer.render.words import centre, degrees
from explorer.scene import own
from explorer.scene.build import Scene
from explorer.scene.feature import Feature
from explorer.views.view import LayerId
from explorer.world.world import World

TITLE = "What public reports say about Russia–DPRK logistics"
NO_SOURCE = "Sources: no statement in the ledger is about this area"
CLAIMS_OF = "{publisher} ({document}), claims {ids}"
PROJECTION = "Lambert azimuthal equal-area, centred on {lat} {lon}"
_CLAIMS = {True: 5, False: 4}


@dataclass(frozen=True)
class _Plan:
    """Where things stand on the page."""

    map: Box
    panel: Box
    columns: int


@dataclass(frozen=True)
class _Order:
    """What is to be drawn, as every step of it needs it."""

    world: World
    scene: Scene
    options: Options
    style: Style
    title: str

    @property
    def facing(self) -> bool:
        """Whether denials stand beside what they deny, and the map beside both: where a view asks for denials."""
        return Stance.DENIED in self.scene.view.stances and "claims" in self.options.parts

    def shares(self, *, beside: bool) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """What the panel may take of the page's width, or of its height, and what it may for call-outs that were asked for."""
        if self.facing:
            return _FACING_WIDE if beside else _FACING_DEEP
        return _WIDE if beside else _DEEP


@dataclass(frozen=True)
class _Placed:
    """A map whose marks have their labels, and what stands beside it."""

    plan: _Plan
    window: Window
    found: tuple[Mark, ...]
    sources: Group
    callouts: tuple[Callout, ...]
    furniture: tuple[Group, ...]
    scale: dict[str, float]
    named: Named
    notes: tuple[Group, ...]
    outside: tuple[str, ...]
    side: tuple[Group, ...]
    dropped: tuple[str, ...]
    inner: Detail | None


_WIDE = (0.27, 0.31, 0.36, 0.41), (0.46, 0.5, 0.55)
_DEEP = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.45), (0.5, 0.55)
_FACING_WIDE = (0.58, 0.64), (0.7,)
_FACING_DEEP = (0.4, 0.45, 0.5, 0.55, 0.6), (0.65, 0.7)
"""Shares of the page that the panel may take: the first in which its words have room."""


def draw_up(world: World, scene: Scene, options: Options, *, headed: bool = True) -> Sheet:
    """Everything that a printed map of the scene shows, placed; without its title where ``headed`` is not set.

    Raises
    ------
    ExportError
        Nothing of the scene lies in the frame, or a claim that was asked for is not in the view.
    FontError
        A font file is missing or damaged.
    """
    style = Style(options.theme, options.scale, scene.view.language)
    width, height = options.points
    scene = replace(scene, features=tuple(map(_laid_out, scene.features)))
    order = _Order(world, scene, options, style, options.title or style.say(TITLE))
    margin = 20.0 * style.scale
    page = Box(margin, margin * 0.75, width - margin, height - margin * 0.8) if headed else Box(0.0, 0.0, width, height)
    logos = (marking.logo(options.logo, page.x1, page.y1, style),) if options.logo and headed else ()
    room = replace(page, x1=min([page.x1, *(one.box.x0 - 8.0 * style.scale for one in logos)]))
    subtitle = options.subtitle or _period(scene, style)
    heading, top = furniture.heading(order.title if headed else "", subtitle, scene.captions, room, style)
    top = min([top, *(one.box.y0 for one in logos)])
    placed = _fitted(order, page, top - 7.0 * style.scale)
    marked = marking.handling(options.handling, width, height, style) if headed else ()
    return replace(_composed(order, placed, (heading, *marked)), pictures=logos)


def _fitted(order: _Order, page: Box, top: float) -> _Placed:
    """The map with as much of the page as the words beside it leave; where they never fit, the usual share of it."""
    usual, more = order.shares(beside=page.width / (top - page.y0) > _BESIDE)
    worded = bool({"legend", "claims"} & order.options.parts)
    for share in usual:
        placed = _placed(order, page, top, share)
        if not placed.dropped or not worded:
            return placed
    tried = (_placed(order, page, top, share) for share in (more if order.options.claims else ()))
    return next((one for one in tried if not one.dropped), placed)


_BESIDE = 1.25
"""From this ratio of width to height on the panel stands beside the map, else below it."""


def _placed(order: _Order, page: Box, top: float, share: float) -> _Placed:
    """Map and panel where the panel has this share of the page."""
    world, scene, options, style = order.world, order.scene, order.options, order.style
    floor = page.y0 + 26.0 * style.scale
    for _ in range(3):
        plan = _plan(Box(page.x0, floor, page.x1, top), order, share)
        window = Window(fit(scene.camera, plan.map.width / plan.map.height), plan.map)
        found = marks(scene.drawn, window, style)
        sources, upper = furniture.source_lines(_small_print(world, scene, window.frame, found, options, style), page, style)
        if upper + 4.0 * style.scale <= floor + 0.5:
            break
        floor = upper + 4.0 * style.scale
    if not found and not options.notes and not options.claims:
        raise ExportError(_nothing(scene))
    called = callouts.chosen(world, scene, options, found, style, _CLAIMS[plan.columns == 1] + 4 * order.facing)
    inner = detail.enlarged(found, window, style, furniture.busy(found)) if "inset" in options.parts else None
    groups, scale, boxes = _on_the_map(world, window, style, options, found, inner)
    blocks, outside = notes.blocks(options.notes, window, style)
    named = _named(order, window, found, boxes, callouts.numbers(called, found), blocks, inner)
    own = tuple(notes.draw(options.notes, named.extra, window, style))
    side, dropped = _side(order, plan, window, found, named, called, own)
    return _Placed(plan, window, found, sources, called, tuple(groups), scale, named, own, outside, tuple(side), dropped, inner)


def _named(
    order: _Order, window: Window, found: Sequence[Mark], boxes: Sequence[Box], numbers: Mapping[str, Sequence[int]],
    blocks: Sequence[Block], inner: Detail | None,
) -> Named:  # fmt: skip
    """The labels of the map, and those of the enlargement on it, which has its places to itself."""
    world, style, language = order.world, order.style, order.scene.view.language
    zoom = zoom_of(window.frame, window.box.width * 4.0 / 3.0 / style.scale)
    states = _of_countries(order)
    if inner is None:
        return name_all(found, window, style, boxes, numbers, world, language, zoom, blocks, countries=states)
    rest = [mark for mark in found if not inner.holds(mark)]
    kept = [*boxes, inner.window.box, inner.taken]
    clear = along(detail.tie(inner))
    whole = name_all(rest, window, style, kept, numbers, world, language, zoom, blocks, avoid=clear, countries=states)
    return joined(whole, detail.names(inner, style, numbers, world, order.scene, len(whole.key)))


def _of_countries(order: _Order) -> tuple[Frame, float]:
    """The ground and the zoom by which countries are named: by the page alone, so that no language changes their set."""
    width, height = order.options.points
    beside = width / height > _BESIDE
    shares, _ = order.shares(beside=beside)
    wide, high = width - 60.0, height - 100.0
    aspects = [(wide * (1.0 - share) / high) if beside else wide / (high * (1.0 - share)) for share in (shares[0], shares[-1])]
    camera = order.scene.camera
    middle = fit(camera, sum(aspects) / 2.0)
    shown = wide * (1.0 - sum(shares) / len(shares)) if beside else wide
    return common(camera, min(aspects), max(aspects)), zoom_of(middle, shown * 4.0 / 3.0 / order.style.scale)


def _plan(room: Box, order: _Order, share: float) -> _Plan:
    """The map at the left with the panel beside it, or above with the panel below it."""
    style, options, s = order.style, order.options, order.style.scale
    number = fonts.width(degrees(style.language, "38.5", "N"), LEAST_PT * s)
    left, below = max(19.0 * s, number + 2.5 * s), 12.0 * s  # room for the graticule's numbers
    if not ({"legend", "claims"} & options.parts):
        return _Plan(Box(room.x0 + left, room.y0 + below, room.x1, room.y1), Box(room.x1, room.y0, room.x1, room.y1), 1)
    if room.width / room.height > _BESIDE:
        wide = share * room.width
        return _Plan(
            Box(room.x0 + left, room.y0 + below, room.x1 - wide - 14.0 * s, room.y1),
            Box(room.x1 - wide, room.y0 + below, room.x1, room.y1),
            2 if order.facing else 1,
        )
    deep = share * room.height
    return _Plan(
        Box(room.x0 + left, room.y0 + deep + below + 8.0 * s, room.x1, room.y1), Box(room.x0, room.y0, room.x1, room.y0 + deep), 2
    )


def _composed(order: _Order, placed: _Placed, heading: Sequence[Group]) -> Sheet:
    world, scene, options, style, window = order.world, order.scene, order.options, order.style, placed.window
    zoom, inner = zoom_of(window.frame, placed.plan.map.width * 4.0 / 3.0 / style.scale), placed.inner
    found = detail.around(placed.found, inner, scene, window, style) if inner else placed.found
    groups = [
        *ground(world, window, options.theme, scene.view.layers, zoom, style.scale, scene.view.baseline),
        *(mark.group for mark in found),
        *([detail.draw(inner, world, scene, style)] if inner else []),
        *placed.furniture,
        *placed.named.groups,
        *placed.notes,
        furniture.neatline(window, style),
        *placed.side,
        *heading,
        *((placed.sources,) if "sources" in options.parts else ()),
    ]
    if LayerId.GRATICULE in scene.view.layers:
        numbers = degree_labels(window, options.theme, style.scale, style.language)
        groups.append(Group("furniture:degrees", "furniture", tuple(numbers), "Degrees"))
    facts = {
        "scale": placed.scale,
        "legend": legend.rows(scene, window, placed.found, own=False),
        "callouts": placed.callouts,
        "dropped": placed.dropped,
        "pairs": callouts.paired(world, placed.callouts) if order.facing else (),
    }
    words = (*placed.outside, *_dropped_words(placed.dropped), *fonts.notice(_words_of(groups)))
    account = _account(scene, placed.found, placed.named, words)
    width, height = options.points
    return Sheet(width, height, style.colours["paper"], placed.plan.map, window.frame, tuple(groups), account, order.title, facts)


def _on_the_map(
    world: World, window: Window, style: Style, options: Options, found: Sequence[Mark], inner: Detail | None
) -> tuple[list[Group], dict[str, float], list[Box]]:
    """Scale bar with north arrow and inset, in the corners that cover least and have no enlargement."""
    s, box = style.scale, window.box
    busy, weights = furniture.busy(found)
    groups: list[Group] = []
    facts: dict[str, float] = {}
    used = [inner.corner] if inner else []
    if "inset" in options.parts:
        size = (104.0 * s, 84.0 * s)
        name = furniture.corner(box, size, 0.0, busy, weights, ("se", "sw", "ne", "nw"), used)
        used.append(name)
        groups.append(furniture.inset(world, window.frame, furniture.corners(box, *size, 0.0)[name], style))
    if "scale" in options.parts:
        size = (furniture.SCALE_SIZE[0] * s, furniture.SCALE_SIZE[1] * s)
        name = furniture.corner(box, size, 5.0 * s, busy, weights, ("sw", "se", "nw", "ne"), used)
        group, facts = furniture.scale_bar(window, furniture.corners(box, *size, 5.0 * s)[name], style)
        groups.append(group)
    return groups, facts, [group.box.grown(2.0 * s) for group in groups if group.box is not None]


def _side(
    order: _Order, plan: _Plan, window: Window, found: Sequence[Mark], named: Named, called: Sequence[Callout],
    notes: Sequence[Group],
) -> tuple[Sequence[Group], tuple[str, ...]]:  # fmt: skip
    options, style = order.options, order.style
    if not ({"legend", "claims"} & options.parts):
        return [], ()
    rows = legend.rows(order.scene, window, found, own=bool(notes)) if "legend" in options.parts else ()
    pairs = callouts.paired(order.world, called) if order.facing else ()
    content = Panel(rows, named.key, tuple(called), pairs=pairs)
    for with_names in (True, False):  # the words of a call-out go before the names of the stops
        whole = replace(content, legend=legend.by_journey(rows, found, with_names=with_names))
        groups, dropped = panel.draw(whole, plan.panel, style, plan.columns)
        if not dropped:
            break
    return groups, dropped


# ---- words -----------------------------------------------------------------------------------------------------------


def _period(scene: Scene, style: Style) -> str:
    view = scene.view
    if view.start and view.end:
        return style.say("{start} to {end}", start=view.start, end=view.end)
    if view.start:
        return style.say("from {start}", start=view.start)
    return style.say("until {end}", end=view.end) if view.end else ""


def _small_print(world: World, scene: Scene, frame: Frame, found: Sequence[Mark], options: Options, style: Style) -> list[str]:
    if "sources" not in options.parts:
        return []
    parts = _sources(world, found, style)
    sources = style.say("Sources: {parts}", parts="; ".join(parts)) if parts else style.say(NO_SOURCE)
    as_of = world.ledger.as_of
    made = f"{style.say('Drawn by Tumen Explorer')}; {style.say('not for navigation, no line is a legal limit')}"
    about = [
        f"{style.say(PROJECTION, **centre(style.language, frame.lat, frame.lon))}; {style.say('scale true at the bar')}",
        *([style.say("Ledger up to {day}", day=as_of)] if as_of else []),
        *marking.signed(options, style),
        made,
    ]
    return [
        f"{sources}.",
        f"{'. '.join(about)}.".replace("г..", "г."),  # a Russian day ends in a stop of its own
        "; ".join((*layers.attribution(world), *own.sources(world.seen(scene.view), scene.view))) + ".",
    ]


def _sources(world: World, found: Sequence[Mark], style: Style) -> list[str]:
    """The documents behind the drawn claims with the claims' ids, and how many dated facts there are."""
    claims = claims_of(found)
    codes = set(map(code_of, claims))
    parts = [
        style.say(
            CLAIMS_OF,
            publisher=fonts.cut(d.publisher, _LONG_NAME),
            document=d.id,
            ids=spans([c for c in claims if code_of(c) == d.code]),
        )
        for d in world.ledger.documents
        if d.code in codes
    ]
    if events := {event for mark in found for event in mark.feature.events}:
        parts.append(
            many(
                style.language,
                "{count} dated public fact from the context cards",
                "{count} dated public facts from the context cards",
                len(events),
            )
        )
    return parts


_LONG_NAME = 120
"""Characters of a name that have room on a sheet."""


def _laid_out(feature: Feature) -> Feature:
    """A feature with as much of its words as a sheet lays out."""
    if len(feature.title) <= _LONG_NAME and len(feature.detail) <= fonts.MOST:
        return feature
    return replace(feature, title=fonts.cut(feature.title, _LONG_NAME), detail=fonts.cut(feature.detail))


def _words_of(groups: Sequence[Group]) -> list[str]:
    return [item.text for group in groups for item in group.items if isinstance(item, Words)]


def _nothing(scene: Scene) -> str:
    if not scene.drawn:
        return "This view shows nothing: no place or route passes its filters and layers. Remove a filter or switch a layer on."
    return f"All {len(scene.drawn)} things in this view lie outside the frame. Move the map or zoom out."


def _dropped_words(dropped: Sequence[str]) -> tuple[str, ...]:
    return (f"No room in the panel for {spans(dropped)}; where it is a call-out, its id stands there.",) if dropped else ()


def _account(scene: Scene, found: Sequence[Mark], named: Named, notices: tuple[str, ...]) -> Account:
    here = {mark.feature.id for mark in found}
    return Account(
        features=tuple(mark.feature.id for mark in found),
        claims=claims_of(found),
        labelled=named.labelled,
        keyed=tuple(m.feature.id for _, members in named.key for m in members),
        left_out=tuple((m.feature.id, m.feature.title) for m in named.left_out),
        outside=tuple(f.id for f in scene.drawn if f.id not in here),
        notices=(*scene.notices, *notices),
    )
