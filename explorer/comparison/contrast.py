"""The contrast of rail and sea in one look: the magnitudes that answer, both routes unrolled, what the judged figures come to.

Values only: :mod:`explorer.render.contrast` puts them into words and shapes. Lengths are kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from explorer.comparison.compare import Comparison
from explorer.comparison.factors import FactorRow, rows
from explorer.comparison.profile import Band, Profiler, Side, StripMark, marks_of
from explorer.exposure.hazard import Case, Cell, Measure, MeasureName, Model, Verdict
from explorer.exposure.sensitivity import Swing, swings
from explorer.ledger.vocabulary import PARTIES
from explorer.routing.route import Route, RouteLeg, Unreachable
from explorer.world.world import World
from explorer.zones.jurisdiction import BEYOND
from explorer.zones.law import BASELINES, Baseline, LegalScenario

MEASURES: tuple[MeasureName, ...] = ("observable", "interdictable")
SAME_KM = 0.5
"""Lengths nearer to each other than this are the same, since all are told in whole kilometres."""
OWN_WATERS = frozenset({"internal", "territorial"})


@dataclass(frozen=True)
class Waters:
    """Whose waters the sea leg crosses under one baseline.

    Attributes
    ----------
    states
        Russia and the DPRK, those of the two in whose waters it runs, in the order in which it meets them.
    outside_km
        Beyond every territorial sea, and in waters of third States.
    third_km
        The part of it in internal waters and territorial seas of third States.
    unknown_km
        Where zones are not computed; nothing is said of them.
    """

    states: tuple[str, ...]
    outside_km: float
    third_km: float
    unknown_km: float


@dataclass(frozen=True)
class Length:
    """How long a route is, how much of it goes by ship, and how many State borders it crosses on land."""

    km: float
    sea_km: float
    borders: int


@dataclass(frozen=True)
class Answer:
    """What the comparison comes to in a few magnitudes; None, with the reason, where there is no such route."""

    origin: str
    destination: str
    rail: Length | None
    sea: Length | None
    rail_reason: str
    sea_reason: str
    waters: Mapping[Baseline, Waters]
    """Empty where there is no sea leg."""

    @property
    def turns_on_the_bay(self) -> bool:
        """Whether the bay line decides how much of the sea leg lies outside Russian and DPRK waters, or whose waters it is in."""
        both = [self.waters[baseline] for baseline in BASELINES if baseline in self.waters]
        return len(both) == len(BASELINES) and abs(both[0].outside_km - both[1].outside_km) >= SAME_KM


@dataclass(frozen=True)
class Strip:
    """A route unrolled. ``baseline`` is None where both baselines give the same."""

    mode: str
    baseline: Baseline | None
    bands: tuple[Band, ...]
    marks: tuple[StripMark, ...]

    @property
    def km(self) -> float:
        """Its length."""
        return sum(band.km for band in self.bands)


@dataclass(frozen=True)
class HeatCell:
    """What one cell of the grid says: its verdict, and in which share of the draws sea lies above rail (None: undefined)."""

    verdict: Verdict
    share: float | None


@dataclass(frozen=True)
class Heat:
    """The grid of one measure, without the choices that change nothing in it.

    Attributes
    ----------
    columns, rows
        Choices as (name, value) pairs; a choice that changes nothing in any cell is left out of them and named in ``idle``.
    cells
        One row of cells for each of ``rows``.
    counts
        Cells of the whole grid by their verdict.
    """

    columns: tuple[tuple[tuple[str, str], ...], ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    idle: tuple[str, ...]
    counts: Mapping[Verdict, int]

    @property
    def total(self) -> int:
        """Cells of the whole grid."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Judged:
    """One measure: its figures under the scenario, its grid, and which judgement moves it most, the widest first."""

    name: MeasureName
    measure: Measure
    heat: Heat
    swings: tuple[Swing, ...]
    of_ratio: bool
    """Whether the swings are of the ratio sea to rail, or of the one side that is not 0."""


@dataclass(frozen=True)
class Contrast:
    """Everything that the picture shows."""

    comparison: Comparison
    answer: Answer
    strips: tuple[Strip, ...]
    shared_km: float
    parts_at: str
    joins_at: str
    factors: tuple[FactorRow, ...]
    judged: tuple[Judged, ...]


def contrast(world: World, comparison: Comparison) -> Contrast:
    """What one picture of a comparison holds.

    Parameters
    ----------
    comparison
        From :func:`explorer.comparison.compare.compare`; with the model, or the judged figures are left out.
    """
    profiler = Profiler(world.zones)
    cut = comparison.sea.apart.differing if comparison.sea.apart is not None else None
    return Contrast(
        comparison,
        answer_of(profiler, comparison),
        tuple(_strips(profiler, comparison)),
        cut.shared_km if cut else 0.0,
        cut.parts_at if cut else "",
        cut.joins_at if cut else "",
        rows(comparison, world.exposure.factors) if comparison.reachable else (),
        tuple(_judged(world, comparison, comparison.model)) if comparison.model is not None else (),
    )


# ---- the answer --------------------------------------------------------------------------------------------------------


def answer_of(profiler: Profiler, comparison: Comparison) -> Answer:
    """The magnitudes that the sentence is made of."""
    sea = comparison.sea.side
    waters = {} if isinstance(sea, Unreachable) else {b: _waters(profiler, sea.route, b) for b in BASELINES}
    return Answer(
        comparison.origin.name,
        comparison.destination.name,
        _length(comparison.rail),
        _length(sea),
        comparison.rail.reason if isinstance(comparison.rail, Unreachable) else "",
        sea.reason if isinstance(sea, Unreachable) else "",
        waters,
    )


def _length(side: Side | Unreachable) -> Length | None:
    if isinstance(side, Unreachable):
        return None
    by_ship = sum(leg.distance_km for leg in side.route.legs if leg.mode == "sea")
    return Length(side.route.distance_km, by_ship, len(side.route.crossings))


def _waters(profiler: Profiler, route: Route, baseline: Baseline) -> Waters:
    legs = [leg for leg in route.legs if leg.mode == "sea"]
    stretches = [band.stretch for band in profiler.bands(legs, LegalScenario(baseline))]
    own = [part.state for part in stretches if part.zone_kind in OWN_WATERS and part.state in PARTIES]
    third = sum(part.km for part in stretches if part.zone_kind in OWN_WATERS and part.state not in PARTIES)
    beyond = sum(part.km for part in stretches if part.zone_kind in BEYOND)
    unknown = sum(part.km for part in stretches if part.zone_kind == "not-computed")
    return Waters(tuple(dict.fromkeys(own)), beyond + third, third, unknown)


# ---- both routes unrolled ----------------------------------------------------------------------------------------------


def _strips(profiler: Profiler, comparison: Comparison) -> Iterable[Strip]:
    """What either route does not share with the other, or the whole of the only one."""
    first = comparison.sea
    cut = first.apart.differing if first.apart is not None else None
    for mode, side in (("rail", comparison.rail), ("sea", first.side)):
        if isinstance(side, Unreachable):
            continue
        legs = side.route.legs if cut is None else cut.rail if mode == "rail" else cut.sea
        yield from _unrolled(profiler, mode, legs, side.route)


def _unrolled(profiler: Profiler, mode: str, legs: Sequence[RouteLeg], route: Route) -> Iterable[Strip]:
    marks = tuple(sorted(marks_of(legs, route), key=lambda mark: mark.at_km))
    both = [Strip(mode, baseline, profiler.bands(legs, LegalScenario(baseline)), marks) for baseline in BASELINES]
    kept = [Strip(strip.mode, strip.baseline, merged(strip.bands), marks) for strip in both]
    if [_zones(strip) for strip in kept[:1]] == [_zones(strip) for strip in kept[1:]]:
        yield Strip(mode, None, kept[0].bands, marks)
    else:
        yield from kept


def _zones(strip: Strip) -> list[tuple[str, int]]:
    return [(band.stretch.key, round(band.km)) for band in strip.bands]


def merged(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Neighbouring bands of one mode in one zone as one; which of two claims a stretch rests on makes no difference here."""
    kept: list[Band] = []
    for band in bands:
        last = kept[-1] if kept else None
        if last is not None and (last.mode, last.stretch.key, last.access) == (band.mode, band.stretch.key, band.access):
            hours = (last.stretch.hours[0] + band.stretch.hours[0], last.stretch.hours[1] + band.stretch.hours[1])
            kept[-1] = replace(last, stretch=replace(last.stretch, to_km=band.stretch.to_km, hours=hours))
        else:
            kept.append(band)
    return tuple(kept)


# ---- the judged figures ------------------------------------------------------------------------------------------------


def _judged(world: World, comparison: Comparison, model: Model) -> Iterable[Judged]:
    asked = comparison.scenario
    case = next(case for case in comparison.cases if (case.baseline, case.flag) == (asked.baseline, asked.flag))
    for name in MEASURES:
        moved, of_ratio = _swings(world, case, name)
        yield Judged(name, model.summary(name, asked.baseline, asked.flag), heat_of(model.grid, name), moved, of_ratio)


def _swings(world: World, case: Case, name: MeasureName) -> tuple[tuple[Swing, ...], bool]:
    return swings(case, world.exposure.judgements, "km", name)


_COLUMNS = ("baseline", "flag")
_ROWS = ("endpoint", "unit", "trunk_counted")


def heat_of(grid: Sequence[Cell], name: MeasureName) -> Heat:
    """The grid of one measure as rows and columns.

    >>> heat_of((), "observable").total
    0
    """
    found = {tuple(str(getattr(cell, key)) for key in (*_COLUMNS, *_ROWS)): cell.measure(name) for cell in grid}
    idle = [key for at, key in enumerate((*_COLUMNS, *_ROWS)) if _is_idle(found, at)]
    columns = _choices(found, _COLUMNS, idle, 0)
    down = _choices(found, _ROWS, idle, len(_COLUMNS))
    cells = tuple(tuple(_cell(found, (*column, *row)) for column in columns) for row in down)
    counts: dict[Verdict, int] = {}
    for measure in found.values():
        counts[measure.verdict] = counts.get(measure.verdict, 0) + 1
    return Heat(columns, down, cells, tuple(idle), counts)


def _is_idle(found: Mapping[tuple[str, ...], Measure], at: int) -> bool:
    """Whether a choice changes no cell by as much as can be seen."""
    seen: dict[tuple[str, ...], set[tuple[str, float]]] = {}
    for key, measure in found.items():
        share = -1.0 if measure.share_sea_above_rail is None else round(measure.share_sea_above_rail, 1)
        seen.setdefault((*key[:at], *key[at + 1 :]), set()).add((measure.verdict, share))
    return all(len(answers) == 1 for answers in seen.values())


def _choices(
    found: Mapping[tuple[str, ...], Measure], keys: Sequence[str], idle: Sequence[str], start: int
) -> tuple[tuple[tuple[str, str], ...], ...]:
    made = (tuple((key, whole[start + n]) for n, key in enumerate(keys) if key not in idle) for whole in found)
    return tuple(dict.fromkeys(made))


def _cell(found: Mapping[tuple[str, ...], Measure], choice: Sequence[tuple[str, str]]) -> HeatCell:
    wanted, order = dict(choice), (*_COLUMNS, *_ROWS)
    fitting = (key for key in found if all(key[order.index(name)] == value for name, value in wanted.items()))
    measure = found[next(fitting)]
    return HeatCell(measure.verdict, measure.share_sea_above_rail)
