"""Lines that goods are reported to take, and ways that the reader asks for, as features of a scene. All are schematic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from explorer.errors import QuestionError
from explorer.geo import cut_at_antimeridian, distance_km
from explorer.ledger.claims import Entry
from explorer.ledger.travel import Leg
from explorer.routing.route import Route, Unreachable
from explorer.scene.feature import Feature, Position, line, point
from explorer.scene.kinds import KINDS
from explorer.scene.places import ending
from explorer.views.view import LayerId, View
from explorer.world.world import World


def reported(world: World, view: View, entries: tuple[Entry, ...], told: list[str]) -> Iterator[Feature]:
    """The reported legs that the view's layers show: rail in its mapped course, sea as the router draws it."""
    shown = {entry.id for entry in entries}
    tongue = world.tongue(view.language)
    for leg in (tongue.card("leg", one.id, one) for one in world.legs):
        layer = LayerId.RAIL if leg.mode == "rail" else LayerId.SEA
        if layer not in view.layers:
            continue
        course = _course(world, leg)
        if isinstance(course, Unreachable):
            told.append(f"{leg.title} is not drawn: {course.reason}")
        yield Feature(
            id=f"leg:{leg.id}",
            layer=layer,
            kind=leg.mode,
            title=leg.title,
            geometry=None if isinstance(course, Unreachable) else line(course),
            detail=leg.note if isinstance(course, Unreachable) or leg.mode == "sea" else f"{leg.note} {_bears(course)}".strip(),
            claims=tuple(claim for claim in leg.claims if claim in shown),
            events=leg.events,
            selected=view.selected == f"leg:{leg.id}",
            ends=(f"site:{leg.origin}", f"site:{leg.destination}"),
        )


def _bears(course: Sequence[Position]) -> str:
    """How coarse a mapped course is."""
    longest = max((distance_km(one, other) for one, other in pairwise(course)), default=0.0)
    return f"The course is simplified: straight pieces, the longest {longest:.0f} km." if longest >= 1 else ""


def _course(world: World, leg: Leg) -> Sequence[Position] | Unreachable:
    if leg.mode == "rail":
        return world.rail_lines_by_id[leg.rail_line].course
    found = world.sea_legs[leg.id]
    return found if isinstance(found, Unreachable) else found.legs[0].line


def ends(world: World, view: View, features: Sequence[Feature]) -> Iterator[Feature]:
    """The places where drawn lines end that no filter has left: a line without them would lead from nowhere to nowhere."""
    shown = {feature.id for feature in features}
    wanted = dict.fromkeys(end for feature in features if feature.geometry is not None for end in feature.ends)
    for end in wanted:
        site = world.gazetteer.by_id.get(end.removeprefix("site:"))
        if end not in shown and site is not None and site.placed:
            yield ending(site, view)


def asked(world: World, view: View, told: list[str]) -> Iterator[Feature]:
    """The two ways that the view asks for, with their borders, breaks of gauge and transshipments."""
    if not view.route.asked or LayerId.ROUTES not in view.layers:
        return
    try:
        found = world.plan(view.route)
    except QuestionError as error:
        told.append(str(error))
        return
    ends = [end.place for end in found.asked.ends]
    named = tuple(f"{'site' if place.id in world.gazetteer.by_id else 'end'}:{place.id}" for place in ends)
    for name, way in found.found:
        for leg in dict.fromkeys(leg.mode for leg in way.legs):
            yield _way_feature(view, name, leg, way, named)
    for identifier, place in zip(named, ends, strict=True):
        if found.found and identifier.startswith("end:"):
            yield _end(identifier, place.name, place.position, place.kind)
    seen = set()
    for _, way in found.found:
        for mark in way.marks:
            if (mark.kind, mark.position) not in seen:
                seen.add((mark.kind, mark.position))
                yield Feature(
                    id=f"way:{mark.kind}-{len(seen)}",
                    layer=LayerId.ROUTES,
                    kind="way-mark",
                    title=mark.text,
                    geometry=point(mark.position),
                    detail=mark.kind,
                )


def _end(identifier: str, title: str, position: Position, detail: str) -> Feature:
    """An end of a drawn line that the gazetteer does not hold: a town, a port or a bare position."""
    return Feature(
        id=identifier, layer=LayerId.ROUTES, kind="line-end", title=title, geometry=point(position), detail=detail
    )  # fmt: skip


def _way_feature(view: View, name: str, mode: str, way: Route, ends: tuple[str, ...]) -> Feature:
    legs = [leg for leg in way.legs if leg.mode == mode]
    lines = [[[p.lon, p.lat] for p in part] for leg in legs for part in cut_at_antimeridian(leg.line)]
    low, high = way.duration_h
    words = "by rail" if name == "rail" else "with a sea leg"
    return Feature(
        id=f"way:{name}" if mode == name else f"way:{name}-{mode}",
        layer=LayerId.ROUTES,
        kind=f"way-{mode}",
        title=f"{way.legs[0].origin} to {way.legs[-1].destination} {words}",
        geometry={"type": "MultiLineString", "coordinates": lines},
        detail=f"{way.distance_km:,.0f} km, {low:.0f} to {high:.0f} hours; as asked for, not as observed",
        basis=name,
        selected=view.selected == f"way:{name}",
        colour="" if mode == name else KINDS[f"way-{name}"].colour,
        ends=ends,
    )
