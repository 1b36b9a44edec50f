"""Lines of the maritime zones: agreed, claimed and computed, and what contested islands do to the medians."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.zones import facts
from geodata.build.zones.draw import Drawn
from geodata.build.zones.shapes import GRID, Floats, both, geodesic, less, nearest_parts, shared_line, union

OUTLINE_DEG = 0.0006
"""How far the outer limits and medians may stray when they are thinned."""
OPEN_DEG = 3e-5
"""A limit within this distance of a median, a coast or the frame is that line and no limit."""

_LINE_1985 = (
    "Treaty of 17 April 1985 between the Soviet Union and the DPRK, line of the territorial sea from the mouth of the Tumen."
)
_LINE_1986 = "Agreement of January 1986 between the Soviet Union and the DPRK on economic zone and shelf. "
_PARK = "The DPRK's decrees of 1977, points as in Park and others 2020. "


@dataclass(frozen=True)
class Line:
    """One line with its standing."""

    id: str
    kind: str
    title: str
    states: str
    status: str
    claimant: str
    uncertainty_km: float
    shape: BaseGeometry
    scenario: str = "both"
    note: str = ""


@dataclass(frozen=True)
class Overlay:
    """Contested islands, or a median that depends on them."""

    id: str
    islands: str
    kind: str
    title: str
    claimants: str
    counted_for: str
    shape: BaseGeometry
    note: str = ""


def lines(drawn: Drawn) -> list[Line]:
    """Every line, the agreed first."""
    return [*_agreed(), *_claimed(drawn), *_medians(drawn), *_limits(drawn)]


def _agreed() -> Iterator[Line]:
    known, recalled = facts.DATUM_KM, facts.RECALLED_KM
    yield Line(
        "rus-prk-1985", "boundary", "Russia – DPRK territorial sea, 1985", "PRK; RUS", "agreed", "", known,
        geodesic([facts.T0, facts.T1]), note=_LINE_1985,
    )  # fmt: skip
    yield Line(
        "rus-prk-1986", "boundary", "Russia – DPRK economic zone, 1986", "PRK; RUS", "agreed", "", known,
        geodesic([facts.T1, facts.T2]), note=_LINE_1986 + "Drawn to its turning point.",
    )  # fmt: skip
    yield Line(
        "rus-prk-1986-end", "boundary", "Russia – DPRK economic zone, last part", "PRK; RUS", "agreed", "", recalled,
        geodesic([facts.T2, facts.T3]), note=_LINE_1986 + "The end point is from memory and has to be checked.",
    )  # fmt: skip


def _claimed(drawn: Drawn) -> Iterator[Line]:
    yield Line(
        "peter-the-great-bay", "closing line", "Closing line of Peter the Great Bay", "RUS", "claimed", "RUS", 0.5,
        drawn.closing, "claimed",
        "Decree of 1957, restated in the baselines of 1984: from the mouth of the Tumen to Cape Povorotny, some 106 nautical "
        "miles. Protested by the United States, Japan, the United Kingdom and others.",
    )  # fmt: skip
    yield Line(
        "prk-military-1977", "military line", "DPRK military boundary line, 1977", "PRK", "claimed", "PRK", 1.0,
        geodesic([facts.C1, facts.C4]),
        note=_PARK + "Declared by the DPRK, up to 50 nautical miles out; not generally recognised and without a basis in the "
        "Convention on the Law of the Sea.",
    )  # fmt: skip
    yield Line(
        "prk-zone-1977", "claimed limit", "Extent of the DPRK's zone as claimed in 1977", "PRK", "claimed", "PRK", 2.0,
        geodesic([facts.T1, facts.C1, facts.C2, facts.C3, facts.C4]),
        note=_PARK + "Historical: the line agreed with the Soviet Union in 1986 lies south-west of it.",
    )  # fmt: skip
    yield Line(
        "nll-east", "military line", "Northern Limit Line, east", "KOR; PRK", "claimed", "United Nations Command",
        facts.BY_HAND_KM, geodesic(list(facts.NLL_EAST)),
        note="Drawn by the United Nations Command eastward from the end of the military demarcation line; how far east is not "
        "settled here. The DPRK rejects it. No State boundary.",
    )  # fmt: skip


def _medians(drawn: Drawn) -> Iterator[Line]:
    names = sorted(drawn.plain)
    for one, other in combinations(names, 2):
        if {one, other} == {"RUS", facts.KURILS.id}:
            continue
        shape = _open(drawn, shared_line(drawn.plain[one], drawn.plain[other]))
        if shape.is_empty:
            continue
        contested = facts.KURILS.id in (one, other)
        states = sorted(facts.KURILS.held_by if name == facts.KURILS.id else name for name in (one, other))
        note = "Indicative, undelimited." if set(states) != {"PRK", "RUS"} else "For comparison; the agreed line counts."
        if set(states) == {"KOR", "PRK"}:
            note = "Indicative: neither the Northern Limit Line nor a boundary."
        if contested:
            note = f"Indicative, with {facts.KURILS.name} counted for Russia, which holds them; Japan claims them."
        ending = "-kurils" if contested else ""
        yield Line(
            f"median-{states[0]}-{states[1]}{ending}".lower(), "median",
            f"Median line, {facts.NAMES[states[0]]} – {facts.NAMES[states[1]]}", "; ".join(states),
            "computed", "", facts.MEDIAN_KM, shape, note=note,
        )  # fmt: skip


def _open(drawn: Drawn, line: BaseGeometry) -> BaseGeometry:
    """The part of a line in the sea within 200 nautical miles, thinned."""
    reach = union([drawn.belts[state, facts.ZONE_NM] for state in drawn.parts])
    return _thinned(both(both(line, drawn.sea), reach))


def _thinned(line: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(line)
    merged = shapely.line_merge(shapely.union_all(parts[shapely.get_type_id(parts) == 1]))
    thin = shapely.simplify(merged, OUTLINE_DEG)
    pieces = shapely.get_parts(thin)
    pieces = pieces[shapely.length(pieces) > 2 * OUTLINE_DEG]
    return shapely.normalize(shapely.set_precision(shapely.MultiLineString(list(pieces)), GRID)) if len(pieces) else thin


def _limits(drawn: Drawn) -> Iterator[Line]:
    words = {facts.TERRITORIAL_NM: "Territorial sea", facts.CONTIGUOUS_NM: "Contiguous zone", facts.ZONE_NM: "200-mile zone"}
    for state, part in drawn.parts.items():
        holder = facts.KURILS.held_by if state == facts.KURILS.id else state
        contested = state == facts.KURILS.id
        for miles, word in words.items():
            if miles == facts.CONTIGUOUS_NM and holder not in facts.CONTIGUOUS:
                continue
            shape = _limit(drawn, state, part, miles)
            if shape.is_empty:
                continue
            yield Line(
                f"limit-{miles}-{state}".lower(), f"limit {miles} nm", f"{word} of {facts.of_state(holder)}, {miles} nm", holder,
                "claimed" if contested else "computed", facts.KURILS.words if contested else "",
                facts.MEDIAN_KM if miles == facts.ZONE_NM else facts.COAST_KM, shape, "coast" if state == "RUS" else "both",
            )  # fmt: skip
            if state == "RUS" and miles in drawn.wide:
                yield Line(
                    f"limit-{miles}-rus-claimed", f"limit {miles} nm",
                    f"{word} of {facts.of_state('RUS')}, {miles} nm, from the closing line", "RUS", "computed", "RUS",
                    facts.COAST_KM, _limit_claimed(drawn, part, miles), "claimed",
                    "From the coast and from the claimed closing line of Peter the Great Bay.",
                )  # fmt: skip
    for name, state, ring in facts.STRAITS:
        area = both(drawn.parts[state], shapely.Polygon(ring))
        shape = _edge(area, drawn.belts[state, facts.STRAIT_NM])
        if not shape.is_empty:
            yield Line(
                f"limit-3-{name}", "limit 3 nm",
                f"Territorial sea of {facts.of_state(state)}, 3 nm, {name.replace('-', ' ').title()}", state,
                "computed", "", facts.BY_HAND_KM, shape, note="The State claims three miles in this strait; outlined by hand.",
            )  # fmt: skip


def _limit(drawn: Drawn, state: str, part: BaseGeometry, miles: int) -> BaseGeometry:
    own = [shapely.Polygon(ring) for _, owner, ring in facts.STRAITS if owner == state and miles == facts.TERRITORIAL_NM]
    area = less(part, union(own)) if own else part
    return _edge(area, drawn.belts[state, miles])


def _limit_claimed(drawn: Drawn, part: BaseGeometry, miles: int) -> BaseGeometry:
    return _edge(less(part, drawn.bay), union([drawn.belts["RUS", miles], drawn.wide[miles]]))


def _edge(area: BaseGeometry, wide: BaseGeometry) -> BaseGeometry:
    """The edge of a belt inside an area, without what runs along the area's own edge."""
    cut = both(shapely.boundary(wide), area)
    return _thinned(shapely.difference(cut, shapely.buffer(shapely.boundary(area), OPEN_DEG, quad_segs=1)))


# ---- contested islands -----------------------------------------------------------------------------------------------


def overlays(drawn: Drawn) -> list[Overlay]:
    """Both groups of islands, each with the medians that depend on it."""
    kurils, rocks = facts.KURILS, facts.LIANCOURT
    lon, lat = rocks.point or (0.0, 0.0)
    seats = {**drawn.points, rocks.id: np.asarray([(lon, lat), (lon + 1e-4, lat)])}
    without = {name: found for name, found in drawn.points.items() if name != kurils.id}
    window = shapely.box(*facts.FRAME)
    with_rocks, no_kurils = nearest_parts(seats, window), nearest_parts(without, window)
    return [
        Overlay(
            kurils.id, kurils.id, "islands", kurils.name, kurils.words, "RUS", _about(drawn.points[kurils.id]),
            "Etorofu/Iturup, Kunashiri/Kunashir, Shikotan and the Habomai group: held by Russia, claimed by Japan.",
        ),
        Overlay(
            rocks.id, rocks.id, "islands", rocks.name, rocks.words, "KOR", shapely.Point(lon, lat),
            "Held by the Republic of Korea, claimed by Japan.",
        ),
        *_variants(drawn, kurils, drawn.plain, no_kurils),
        *_variants(drawn, rocks, with_rocks, drawn.plain),
    ]  # fmt: skip


def _about(points: Floats) -> BaseGeometry:
    """Outline of islands: their points, each widened a little."""
    return shapely.normalize(shapely.set_precision(shapely.concave_hull(shapely.MultiPoint(points), 0.15), 1e-4))


def _variants(
    drawn: Drawn, islands: facts.Islands, seen: Mapping[str, BaseGeometry], unseen: Mapping[str, BaseGeometry]
) -> Iterator[Overlay]:
    one, other = islands.claimants
    pairs = [
        (one, union([seen[one], seen[islands.id]]), seen[other]),
        (other, seen[one], union([seen[other], seen[islands.id]])),
        ("", unseen[one], unseen[other]),
    ]
    for counted, left, right in pairs:
        shape = _open(drawn, shared_line(left, right))
        words = f"{islands.name} counted for {facts.of_state(counted)}" if counted else f"{islands.name} not counted"
        ending = counted.lower() or "none"
        yield Overlay(
            f"median-{islands.id}-{ending}", islands.id, "median",
            f"Median line, {facts.NAMES[one]} – {facts.NAMES[other]}, {words}", islands.words, counted, shape, "Indicative.",
        )  # fmt: skip
