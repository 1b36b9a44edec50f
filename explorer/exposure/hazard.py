"""How exposed the differing parts of two chains are: to being seen, and to being stopped, as two figures that are never merged.

For a segment with stretches of length l (or time t) and stays of T hours the hazard is a sum [1]_::

    H = sum rate * l  +  sum looks * told * T  +  sum -ln(1 - q)          E = 1 - exp(-H)

Being stopped needs more than being seen, so every term is thinned: rate * authority * will. A State other than Russia and the
DPRK has no authority on their soil nor in their ports, internal waters and territorial seas; elsewhere it is a judged range by
flag.
Independence along the way is assumed. What the chains share adds the same to both sides and falls out of the comparison.

Every number that is not geometry is a judged range. Ranges are drawn; structural choices (baseline, flag, port of discharge, by
kilometre or by hour, trunk counted or not) are cells of a grid and are never averaged.

References
----------
.. [1] Thinning of a Poisson process: Kingman, *Poisson Processes* (1993), section 5.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from explorer.errors import OptionError
from explorer.exposure.likelihood import how_low, percent, word
from explorer.exposure.vocabulary import JUDGEMENTS, Judgement
from explorer.zones.law import Baseline, Flag

SEED = 20240619
DRAWS = 10_000
VERSION = "1"
"""Changes whenever the same ranges would give other figures."""
ROBUST = 0.95
"""A sign that holds in this share of the draws is called by its name; that rule is a judgement as well."""
PRACTICAL = 1e-3
"""Where both chances stay below this in 95 % of the draws, their order is of no practical weight; a judgement too."""

Access = Literal["none", "flag", "territory"]
"""What a third State may do: nothing; board with the flag's consent or where there is no flag; act on its own territory."""
Unit = Literal["km", "hours"]
UNITS: tuple[Unit, ...] = ("km", "hours")
Verdict = Literal["sea", "rail", "depends", "negligible", "undefined"]
MeasureName = Literal["observable", "interdictable"]
StayKind = Literal["loading-rail", "border-yard", "gauge-break", "quay", "bridge"]
Floats = NDArray[np.float64]
Values = Mapping[str, Floats]
"""One array of draws for every judgement, by its id; all of one shape."""

NO_ACCESS = "no third State has access on either leg"
NOTHING_SEEN = "neither leg has anything that could be seen, so there is nothing to compare"


@dataclass(frozen=True)
class Part:
    """A stretch of one mode under one kind of access."""

    mode: Literal["rail", "sea"]
    km: float
    hours: tuple[float, float]
    access: Access = "none"


@dataclass(frozen=True)
class Stay:
    """A stop, or for the bridge a single check, at a place."""

    kind: StayKind
    place: str
    access: Access = "none"


@dataclass(frozen=True)
class Segment:
    """What the model looks at: stretches and stays in order."""

    parts: tuple[Part, ...] = ()
    stays: tuple[Stay, ...] = ()

    @property
    def km(self) -> float:
        """Length in kilometres."""
        return sum(part.km for part in self.parts)

    @property
    def access_km(self) -> float:
        """Kilometres on which a third State may act, be it with consent."""
        return sum(part.km for part in self.parts if part.access != "none")


@dataclass(frozen=True)
class Case:
    """One legal scenario and port of discharge: the differing segments, and the trunk that both chains share."""

    baseline: Baseline
    flag: Flag
    endpoint: str
    rail: Segment
    sea: Segment
    trunk: Segment = Segment()


@dataclass(frozen=True)
class Spread:
    """5th, 50th and 95th percentile over the draws."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True)
class Measure:
    """One of the two figures for both modes. What is undefined is None, and ``reason`` says why."""

    rail: Spread | None
    sea: Spread | None
    share_sea_above_rail: float | None
    verdict: Verdict
    words: str | None
    reason: str


@dataclass(frozen=True)
class Cell:
    """One cell of the grid."""

    baseline: Baseline
    flag: Flag
    endpoint: str
    unit: Unit
    trunk_counted: bool
    observable: Measure
    interdictable: Measure

    def measure(self, name: MeasureName) -> Measure:
        """One of the two, by its name."""
        return self.observable if name == "observable" else self.interdictable


@dataclass(frozen=True)
class Model:
    """The whole grid with what it was drawn from."""

    grid: tuple[Cell, ...]
    seed: int
    draws: int
    version: str = VERSION

    def summary(self, name: MeasureName, baseline: Baseline, flag: Flag) -> Measure:
        """The answer for one legal scenario, with the verdict over the whole grid.

        Figures are those of the scenario's first cell (first port of discharge, by kilometre, trunk not counted). A verdict names
        a mode only if that mode's sign holds in every cell of the whole grid, the other legal scenarios included.
        """
        chosen = [cell for cell in self.grid if (cell.baseline, cell.flag) == (baseline, flag)]
        first = chosen[0].measure(name)
        if all(cell.measure(name).verdict == "undefined" for cell in chosen):
            return first
        verdicts = {cell.measure(name).verdict for cell in self.grid}
        if len(verdicts - {"undefined"}) == 1 and (len(verdicts) == 1 or first.verdict == "negligible"):
            some = "" if len(verdicts) == 1 else " that has a value"
            same = f"less than {ROBUST:.0%} either way" if first.verdict == "depends" else "the same"
            return replace(first, reason=f"{first.reason}; {same} in every cell of the grid{some}")
        return replace(first, verdict="depends", reason=f"{first.reason}; {depends_on(self.grid, name)}")


def quantile(judgement: Judgement, share: Floats) -> Floats:
    """Values of a judged range at shares of its probability.

    Parameters
    ----------
    judgement
        The range.
    share : ndarray
        Between 0 and 1, of any shape.

    Returns
    -------
    ndarray
        Of the same shape, within the range, in the range's unit.
    """
    low, high, mode = judgement.low, judgement.high, judgement.mode
    if judgement.distribution == "uniform":
        values = low + share * (high - low)
    elif judgement.distribution == "log-uniform":
        values = low * np.exp(share * np.log(high / low))
    else:
        mode = low if mode is None else mode
        turn = (mode - low) / (high - low)
        rising = low + np.sqrt(share * (high - low) * (mode - low))
        values = np.where(share < turn, rising, high - np.sqrt((1 - share) * (high - low) * (high - mode)))
    clipped: Floats = np.clip(values, low, high)
    return clipped


def draw(judgements: Iterable[Judgement], draws: int = DRAWS, seed: int = SEED) -> dict[str, Floats]:
    """So many draws of every range, each from a stream of its own, so that adding a range leaves the others as they were.

    Raises
    ------
    OptionError
        A range that the model reads is missing.
    """
    by_id = {judgement.id: judgement for judgement in judgements}
    if missing := sorted(set(JUDGEMENTS) - set(by_id)):
        raise OptionError(f"The model needs a judged range for {', '.join(missing)}. Add a [[judgement]] to seeds/exposure.")
    return {
        name: quantile(judgement, np.random.Generator(np.random.PCG64([seed, crc32(name.encode())])).random(draws))
        for name, judgement in sorted(by_id.items())
    }


def hazard(segment: Segment, values: Values, unit: Unit, thin: Mapping[Access, Floats] | None = None) -> Floats:
    """H of a segment.

    Parameters
    ----------
    segment
        Stretches and stays.
    values
        Draws of every judgement, arrays of shape (n,).
    unit
        Whether stretches count by the kilometre or by the hour; never both.
    thin
        By kind of access the share that authority and will leave of every detection; None for being seen, which needs neither.

    Returns
    -------
    ndarray
        Shape (n,), dimensionless, not negative.
    """
    total: Floats = np.zeros_like(values["will"])
    for part in segment.parts:
        share = 1.0 if thin is None else thin[part.access]
        if unit == "km":
            total = total + values[f"seen-{part.mode}-km"] / 100.0 * part.km * share
        else:
            shortest, longest = part.hours
            hours = shortest + (longest - shortest) * values[f"pace-{part.mode}"]
            total = total + values[f"seen-{part.mode}-hour"] / 24.0 * hours * share
    for stay in segment.stays:
        share = 1.0 if thin is None else thin[stay.access]
        if stay.kind == "bridge":
            total = total - np.log1p(-values["noticed-bridge"] * share)
        else:
            looks, told = ("looks-quay", "told-quay") if stay.kind == "quay" else ("looks-rail", "told-yard")
            total = total + values[looks] / 24.0 * values[told] * values[f"dwell-{stay.kind}"] * share
    return total


_CONSENT: Mapping[Flag, str] = {"RUS": "consent-rus", "PRK": "consent-prk", "third": "consent-third", "none": "visit-stateless"}


def thinning(values: Values, flag: Flag) -> dict[Access, Floats]:
    """Authority times will, by kind of access, for a ship of this flag; arrays of shape (n,)."""
    will = values["will"]
    return {"none": np.zeros_like(will), "flag": values[_CONSENT[flag]] * will, "territory": values["act-territory"] * will}


def hazards(case: Case, values: Values, unit: Unit, name: MeasureName) -> tuple[Floats, Floats]:
    """H of the differing segments, rail and sea."""
    thin = None if name == "observable" else thinning(values, case.flag)
    return hazard(case.rail, values, unit, thin), hazard(case.sea, values, unit, thin)


def run(cases: Sequence[Case], judgements: Iterable[Judgement], draws: int = DRAWS, seed: int = SEED) -> Model:
    """The grid: every case by kilometre and by hour, with the trunk counted and not.

    Parameters
    ----------
    cases
        Legal scenarios and ports of discharge.
    judgements
        The ranges; all of :data:`explorer.exposure.vocabulary.JUDGEMENTS`.

    Raises
    ------
    OptionError
        A range is missing.
    """
    values = draw(judgements, draws, seed)
    seen: dict[tuple[Segment, Segment, Segment, Unit], tuple[Measure, Measure]] = {}
    cells = []
    for case in cases:
        for unit in UNITS:
            key = (_without_access(case.rail), _without_access(case.sea), _without_access(case.trunk), unit)
            if key not in seen:  # being seen asks neither flag nor baseline
                seen[key] = _measures(case, values, unit, "observable")
            stopped = _measures(case, values, unit, "interdictable")
            cells += [
                Cell(case.baseline, case.flag, case.endpoint, unit, counted, seen[key][counted], stopped[counted])
                for counted in (False, True)
            ]
    order = {unit: number for number, unit in enumerate(UNITS)}
    first = {case.endpoint: number for number, case in reversed([*enumerate(cases)])}
    cells.sort(key=lambda cell: (cell.trunk_counted, order[cell.unit], first[cell.endpoint]))
    return Model(tuple(cells), seed, draws)


def _without_access(segment: Segment) -> Segment:
    """The segment as far as being seen goes: stretches of one mode as one, since their access makes no difference."""
    parts = []
    for mode in ("rail", "sea"):
        own = [part for part in segment.parts if part.mode == mode]
        hours = (sum(part.hours[0] for part in own), sum(part.hours[1] for part in own))
        parts.append(Part(mode, round(sum(part.km for part in own), 6), (round(hours[0], 6), round(hours[1], 6))))
    return Segment(tuple(parts), tuple(Stay(stay.kind, stay.place) for stay in segment.stays))


def _measures(case: Case, values: Values, unit: Unit, name: MeasureName) -> tuple[Measure, Measure]:
    """One measure without and with the trunk. Which is higher is decided without it, so that it cancels to the last bit."""
    rail, sea = hazards(case, values, unit, name)
    trunk = hazard(case.trunk, values, unit, None if name == "observable" else thinning(values, case.flag))
    alone = measured(rail, sea, NO_ACCESS if name == "interdictable" else NOTHING_SEEN, _SAID[name])
    if alone.verdict == "undefined":
        return alone, replace(alone, reason=f"{alone.reason}; what they share cannot distinguish them")
    return alone, replace(alone, rail=_spread(rail + trunk), sea=_spread(sea + trunk))


_SAID: Mapping[MeasureName, str] = {"observable": "seen", "interdictable": "stopped"}


def measured(rail: Floats, sea: Floats, nothing: str, said: str = "seen") -> Measure:
    """Compare two arrays of hazards draw by draw.

    Parameters
    ----------
    rail, sea : ndarray
        H of either side, shape (n,).
    nothing
        What to say when both are 0 in every draw.
    said
        What the hazard is of, as a participle.
    """
    if not rail.any() and not sea.any():
        return Measure(None, None, None, "undefined", None, nothing)
    above, below = float(np.mean(sea > rail)), float(np.mean(sea < rail))
    spreads = _spread(rail), _spread(sea)
    highest = max(spread.p95 for spread in spreads)
    if highest < PRACTICAL:
        return Measure(
            *spreads, above, "negligible", f"in our judgement, no practical difference: {how_low(highest)}", how_low(highest)
        )
    if above >= ROBUST:
        verdict: Verdict = "sea"
    elif below >= ROBUST:
        verdict = "rail"
    else:
        verdict = "depends"
    words = (
        f"in our judgement, within these ranges: {word(above)} that the chain with the sea leg is the more likely to be {said}"
    )
    reason = f"sea above rail in {percent(above)} of the draws{f', though {how_low(highest)}' if highest < 0.01 else ''}"
    return Measure(*spreads, above, verdict, words, reason)


def _spread(hazards_: Floats) -> Spread:
    low, middle, high = (float(value) for value in -np.expm1(-np.quantile(hazards_, [0.05, 0.5, 0.95])))
    return Spread(low, middle, high)


_CHOICES: Mapping[str, Callable[[Cell], str]] = {
    "the baseline": lambda cell: cell.baseline,
    "the flag": lambda cell: cell.flag,
    "the port of discharge": lambda cell: cell.endpoint,
    "counting by kilometre or by hour": lambda cell: cell.unit,
    "counting the trunk": lambda cell: str(cell.trunk_counted),
}


def depends_on(grid: Sequence[Cell], name: MeasureName) -> str:
    """In words, which structural choices change the verdict while all others stay as they are."""
    turning = []
    for title, value in _CHOICES.items():
        groups: dict[tuple[str, ...], set[Verdict]] = {}
        for cell in grid:
            others = tuple(other(cell) for key, other in _CHOICES.items() if key != title)
            groups.setdefault(others, set()).add(cell.measure(name).verdict)
        if any(len(verdicts) > 1 for verdicts in groups.values()) and len({value(cell) for cell in grid}) > 1:
            turning.append(title)
    if turning:
        return f"the answer turns on {', '.join(turning)}"
    return "the draws themselves disagree, whatever the structural choice"
