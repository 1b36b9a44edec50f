"""A scene on a sheet: where the map, its furniture and the panel stand, and what has been drawn of what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.errors import ExportError, quoted
from explorer.ledger.claims import Entry
from explorer.ledger.ids import code_of
from explorer.ledger.nearest import hint
from explorer.ledger.vocabulary import Stance
from explorer.render import layers
from explorer.render.sheet import fonts, furniture, notes, panel
from explorer.render.sheet.ground import Window, degree_labels, ground
from explorer.render.sheet.marks import Mark, Style, marks
from explorer.render.sheet.names import Named, name_all
from explorer.render.sheet.options import Options
from explorer.render.sheet.panel import Panel
from explorer.render.sheet.projection import Frame, fit, zoom_of
from explorer.render.sheet.shapes import Account, Array, Box, Group, Sheet, Words
from explorer.render.statements import spans
from explorer.render.words import centre, degrees
from explorer.scene import own
from explorer.scene.build import Scene
from explorer.scene.feature import Feature, LegendItem
from explorer.scene.kinds import BACKDROPS, KINDS
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


def draw_up(world: World, scene: Scene, options: Options) -> Sheet:
    """Everything that a printed map of the scene shows, placed.

    Raises
    ------
    ExportError
        Nothing of the scene lies in the frame, or a claim that was asked for is not in the view.
    FontError
        A font file is missing or damaged.
    """
    style = Style(options.theme, options.scale, scene.view.language)
    width, height = options.points
    title = options.title or style.say(TITLE)
    scene = replace(scene, features=tuple(map(_laid_out, scene.features)))
    margin = 20.0 * style.scale
    page = Box(margin, margin * 0.75, width - margin, height - margin * 0.8)
    subtitle = options.subtitle or _period(scene, style)
    heading, top = furniture.heading(title, subtitle, scene.captions, page, style)
    floor = page.y0 + 26.0 * style.scale
    for _ in range(3):
        plan = _plan(Box(page.x0, floor, page.x1, top - 7.0 * style.scale), style, options)
        window = Window(fit(scene.camera, plan.map.width / plan.map.height), plan.map)
        found = marks(scene.drawn, window, style)
        sources, upper = furniture.source_lines(_small_print(world, scene, window.frame, found, options, style), page, style)
        if upper + 4.0 * style.scale <= floor + 0.5:
            break
        floor = upper + 4.0 * style.scale
    if not found and not options.notes and not options.claims:
        raise ExportError(_nothing(scene))
    return _composed(world, scene, options, style, (width, height), plan, window, found, (heading, sources), title)


def _plan(room: Box, style: Style, options: Options) -> _Plan:
    """The map at the left with the panel beside it, or above with the panel below it."""
    s = style.scale
    number = fonts.width(degrees(style.language, "38.5", "N"), 6.2 * s)
    left, below = max(19.0 * s, number + 2.5 * s), 9.0 * s  # room for the graticule's numbers
    empty = not ({"legend", "claims"} & options.parts)
    if empty:
        return _Plan(Box(room.x0 + left, room.y0 + below, room.x1, room.y1), Box(room.x1, room.y0, room.x1, room.y1), 1)
    if room.width / room.height > 1.25:
        wide = 0.262 * room.width
        return _Plan(
            Box(room.x0 + left, room.y0 + below, room.x1 - wide - 14.0 * s, room.y1),
            Box(room.x1 - wide, room.y0 + below, room.x1, room.y1),
            1,
        )
    deep = max(0.27 * room.height, 165.0 * s)
    return _Plan(
        Box(room.x0 + left, room.y0 + deep + below + 8.0 * s, room.x1, room.y1), Box(room.x0, room.y0, room.x1, room.y0 + deep), 3
    )


def _composed(
    world: World, scene: Scene, options: Options, style: Style, size: tuple[float, float], plan: _Plan, window: Window,
    found: Sequence[Mark], words: Sequence[Group], title: str,
) -> Sheet:  # fmt: skip
    zoom = zoom_of(window.frame, plan.map.width * 4.0 / 3.0 / style.scale)
    chosen = _chosen(world, scene, options, found, landscape=plan.columns == 1)
    numbers = _numbers(chosen, found)
    placed, facts, boxes = _on_the_map(world, window, style, options, found)
    blocks, told = notes.blocks(options.notes, window, style)
    named = name_all(found, window, style, boxes, numbers, world, scene.view.language, zoom, blocks)
    own = notes.draw(options.notes, named.extra, window, style)
    side, dropped = _side(scene, options, style, plan, found, named, chosen, own)
    groups = [
        *ground(world, window, options.theme, scene.view.layers, zoom, style.scale, scene.view.baseline),
        *(mark.group for mark in found),
        *placed,
        *named.groups,
        *own,
        furniture.neatline(window, style),
        *side,
        words[0],
        *((words[1],) if "sources" in options.parts else ()),
    ]
    if LayerId.GRATICULE in scene.view.layers:
        degrees = degree_labels(window, options.theme, style.scale, style.language)
        groups.append(Group("furniture:degrees", "furniture", tuple(degrees), "Degrees"))
    told_facts = {
        "scale": facts,
        "legend": _legend(scene, found, own=False),
        "called_out": [e.id for _, e in chosen],
        "numbers": {e.id: n for n, e in chosen if n},
    }
    account = _account(scene, found, named, (*told, *_dropped_words(dropped), *fonts.notice(_words_of(groups))))
    return Sheet(*size, style.colours["paper"], plan.map, window.frame, tuple(groups), account, title, told_facts)


def _on_the_map(
    world: World, window: Window, style: Style, options: Options, found: Sequence[Mark]
) -> tuple[list[Group], dict[str, float], list[Box]]:
    """Scale bar with north arrow and inset, in the corners that cover least."""
    s, box = style.scale, window.box
    busy, weights = _busy(found)
    groups: list[Group] = []
    facts: dict[str, float] = {}
    used: list[str] = []
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


def _busy(found: Sequence[Mark]) -> tuple[Array, Array]:
    """Points that furniture should not cover, with how much each of them matters."""
    points: list[Array] = []
    weights: list[Array] = []
    for mark in found:
        look = mark.feature.look
        if mark.at is not None:
            points.append(np.array([mark.at]))
            weights.append(np.array([look.mark.weight if look.mark else 1.0]))
        elif look.pane != "halos":
            for part in mark.path:
                points.append(part)
                weights.append(np.full(len(part), 1.0))
    if not points:
        return np.empty((0, 2)), np.empty(0)
    return np.concatenate(points), np.concatenate(weights)


def _side(
    scene: Scene, options: Options, style: Style, plan: _Plan, found: Sequence[Mark], named: Named,
    chosen: Sequence[tuple[int, Entry]], notes: Sequence[Group],
) -> tuple[list[Group], tuple[str, ...]]:  # fmt: skip
    if not ({"legend", "claims"} & options.parts):
        return [], ()
    legend = _legend(scene, found, own=bool(notes)) if "legend" in options.parts else ()
    claims = tuple(chosen) if "claims" in options.parts else ()
    shown = {entry.id for _, entry in claims}
    more = tuple(claim for claim in _claims_of(found) if claim not in shown)
    silent = sum(1 for mark in named.left_out if mark.feature.look.widget != "dot")
    phrase = f"{{count}} smaller mark{'s' if silent > 1 else ''} without a name: listed in the manifest"
    hint = (style.say(phrase, count=silent) + ".",) if silent else ()
    content = Panel(legend, named.key, claims, hint if "legend" in options.parts else (), more if claims else ())
    for with_names in (True, False):  # a claim's words go before the names of the stops
        whole = replace(content, legend=_by_journey(legend, found, with_names=with_names))
        groups, dropped = panel.draw(whole, plan.panel, style, plan.columns)
        if not dropped:
            break
    return list(groups), dropped


def _legend(scene: Scene, found: Sequence[Mark], *, own: bool) -> tuple[LegendItem, ...]:
    """The scene's legend, less what is outside this frame."""
    here = {mark.feature.kind for mark in found} | BACKDROPS.keys()
    here |= {f"stance:{stance.name.lower()}" for mark in found for stance, _ in mark.feature.stances}
    here |= {f"basis:{mark.feature.basis}" for mark in found if mark.feature.kind == "site"}
    rows = [item for item in scene.legend if item.symbol in here]
    if own:
        rows.append(LegendItem("note", "note by the briefer, not from the ledger"))
    return tuple(rows)


def _by_journey(legend: Sequence[LegendItem], found: Sequence[Mark], *, with_names: bool) -> tuple[LegendItem, ...]:
    """The row of stops with their names, once for each journey in its colour; without them one row for all journeys."""
    rows: list[LegendItem] = []
    for item in legend:
        kind = KINDS.get(item.symbol)
        if kind is None or not kind.by_colour:
            rows.append(item)
            continue
        journeys = {m.feature.layer: m.feature.hue for m in found if m.feature.kind == item.symbol}
        if kind.widget != "number":
            rows += [replace(item, symbol=f"{item.symbol}:{hue}") for hue in [*journeys.values()][:1]]
        elif with_names:
            rows += [LegendItem(f"{item.symbol}:{hue}", item.word, _stop_names(found, layer)) for layer, hue in journeys.items()]
        else:
            rows.append(replace(item, symbol=f"{item.symbol}:{' '.join(journeys.values())}"))
    return tuple(rows)


def _stop_names(found: Sequence[Mark], layer: str) -> str:
    stops = [m.feature for m in found if m.feature.look.widget == "number" and m.feature.layer == layer]
    return ", ".join(f.title.replace(". ", "\u00a0", 1) for f in sorted(stops, key=lambda f: f.number or 0))


# ---- claims ----------------------------------------------------------------------------------------------------------


def _claims_of(found: Sequence[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for mark in found for claim in mark.feature.claims))


def _chosen(
    world: World, scene: Scene, options: Options, found: Sequence[Mark], *, landscape: bool
) -> tuple[tuple[int, Entry], ...]:
    """The claims called out, numbered from 1 where the map shows their place and 0 where it does not."""
    if "claims" not in options.parts:
        return ()
    here = set(_claims_of(found))
    if options.claims:
        strangers = [claim for claim in options.claims if claim not in world.ledger.by_id]
        if strangers:
            near = hint(strangers[0], world.ledger.by_id, " Nearest: {}.")
            raise ExportError(f"There is no claim {quoted(strangers[0])} in this ledger. See tumen claims.{near}")
        picked = _with_answers(world, [world.ledger.by_id[claim] for claim in options.claims])
    else:
        picked = _balanced(world, [e for e in scene.entries if e.id in here], scene.view.selected, _CLAIMS[landscape])
    numbered, n = [], 0
    for entry in picked:
        n += entry.id in here
        numbered.append((n if entry.id in here else 0, entry))
    return tuple(numbered)


_ORDER = (
    Stance.ASSESSED, Stance.ALLEGED, Stance.DENIED, Stance.ASSERTED, Stance.REPORTED_FACT, Stance.CONDITIONAL, Stance.CONCERN,
)  # fmt: skip


def _balanced(world: World, entries: Sequence[Entry], selected: str, room: int) -> list[Entry]:
    """One claim of each stance in turn, what is selected first, and the denials of what was chosen beside it."""
    queues = {stance: [e for e in entries if e.claim.stance is stance] for stance in _ORDER}
    picked = [e for e in entries if selected == f"claim:{e.id}"]
    while len(picked) < room and any(queues.values()):
        for stance in _ORDER:
            if queues[stance]:
                entry = min(queues[stance], key=lambda e: sum(_shared(e, other) for other in picked))
                queues[stance].remove(entry)
                if entry not in picked and len(picked) < room:
                    picked = _with_answers(world, [*picked, entry])
    return picked


def _with_answers(world: World, entries: Sequence[Entry]) -> list[Entry]:
    """Claims with, right after each, its denials and what its own card says must be read with it."""
    picked: list[Entry] = []
    for entry in entries:
        answers = () if entry.claim.stance in {Stance.DENIED, Stance.REPORTED_FACT} else world.ledger.beside([entry])[:2]
        for other in (entry, *answers):
            if other not in picked and (other is entry or other not in entries):
                picked.append(other)
    return picked


def _shared(one: Entry, other: Entry) -> int:
    """How many places two claims share; call-outs spread over the map."""
    return len({p.id for p in one.claim.places} & {p.id for p in other.claim.places})


def _numbers(chosen: Sequence[tuple[int, Entry]], found: Sequence[Mark]) -> dict[str, tuple[int, ...]]:
    """Call-out numbers by place; a claim of many places is called out at the first three."""
    numbers: dict[str, tuple[int, ...]] = {}
    for number, entry in chosen:
        if not number:
            continue
        places = [m.feature.id for m in found if m.feature.kind == "site" and entry.id in m.feature.claims]
        for place in places[:3]:
            numbers[place] = (*numbers.get(place, ()), number)
    return numbers


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
        made,
    ]
    return [
        f"{sources}.",
        f"{'. '.join(about)}.",
        "; ".join((*layers.attribution(world), *own.sources(world.seen(scene.view), scene.view))) + ".",
    ]


def _sources(world: World, found: Sequence[Mark], style: Style) -> list[str]:
    """The documents behind the drawn claims with the claims' ids, and how many dated facts there are."""
    claims = _claims_of(found)
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
        phrase = f"{{count}} dated public fact{'s' if len(events) > 1 else ''} from the context cards"
        parts.append(style.say(phrase, count=len(events)))
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
    return (f"No room in the panel for the words of {spans(dropped)}; their ids are given instead.",) if dropped else ()


def _account(scene: Scene, found: Sequence[Mark], named: Named, notices: tuple[str, ...]) -> Account:
    here = {mark.feature.id for mark in found}
    return Account(
        features=tuple(mark.feature.id for mark in found),
        claims=_claims_of(found),
        labelled=named.labelled,
        keyed=tuple(m.feature.id for _, members in named.key for m in members),
        left_out=tuple((m.feature.id, m.feature.title) for m in named.left_out),
        outside=tuple(f.id for f in scene.drawn if f.id not in here),
        notices=(*scene.notices, *notices),
    )
