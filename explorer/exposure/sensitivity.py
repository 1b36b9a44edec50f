"""Which judged range the comparison hangs on: one at a time, all together, and where the balance would tip.

What is looked at is the ratio of the two hazards on a log scale, or the one hazard that is not zero where the other always is.
Sobol indices [1]_ suppose that ranges are independent; judgements that move together are told apart less sharply than they seem.

References
----------
.. [1] Saltelli et al., *Variance based sensitivity analysis of model output*, Computer Physics Communications 181 (2010), 259.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.exposure.hazard import NO_ACCESS, NOTHING_SEEN, SEED, Case, Floats, MeasureName, Unit, hazards, quantile
from explorer.exposure.vocabulary import Judgement

SAMPLES = 1024
"""Base samples of the Sobol sequence, a power of two; evaluated SAMPLES * (ranges + 2) times."""
MATTERS = 1e-12
"""A range that moves the figure by less than this does not enter it."""


@dataclass(frozen=True)
class Swing:
    """What one range does alone: the figure with it at its 5th and 95th percentile, all others at their medians."""

    judgement: str
    title: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the figure moves, as a factor's natural logarithm."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Index:
    """First-order and total Sobol index of one range, each with the half width of its 95 % interval."""

    judgement: str
    title: str
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True)
class BreakEven:
    """The value of one range at which both sides are alike, all others at their medians; None with the reason where none is."""

    judgement: str
    title: str
    unit: str
    value: float | None
    inside: bool
    reason: str


@dataclass(frozen=True)
class Sensitivity:
    """Everything on one case, unit and measure, ready to be drawn. ``figure`` says what the swings and indices are of."""

    measure: MeasureName
    unit: Unit
    figure: str
    swings: tuple[Swing, ...]
    indices: tuple[Index, ...]
    break_even: tuple[BreakEven, ...]
    reason: str = ""


def analyse(
    case: Case, judgements: Iterable[Judgement], unit: Unit, measure: MeasureName, samples: int = SAMPLES, seed: int = SEED
) -> Sensitivity:
    """Tornado, Sobol indices and break-even values of one case.

    Parameters
    ----------
    samples
        Base samples for the Sobol indices, a power of two.
    """
    ranges = sorted(judgements, key=lambda judgement: judgement.id)
    figure = _Figure(case, ranges, unit, measure)
    if not figure.defined:
        return Sensitivity(measure, unit, "", (), (), (), NO_ACCESS if measure == "interdictable" else NOTHING_SEEN)
    shown = _swings(figure, ranges)
    moves = {swing.judgement for swing in shown}
    moving = [number for number, one in enumerate(ranges) if one.id in moves]
    return Sensitivity(
        measure,
        unit,
        figure.title,
        shown,
        _indices(figure, ranges, moving, samples, seed),
        tuple(_break_even(figure, ranges[number]) for number in moving),
    )


def swings(case: Case, judgements: Iterable[Judgement], unit: Unit, measure: MeasureName) -> tuple[tuple[Swing, ...], bool]:
    """The tornado alone, the widest swing first, without the Sobol indices that take most of the time of :func:`analyse`.

    Returns
    -------
    swings, of_ratio
        Of the ratio sea to rail, or of the one hazard that is not 0 and then ``of_ratio`` is false; none where both are 0.
    """
    ranges = sorted(judgements, key=lambda judgement: judgement.id)
    figure = _Figure(case, ranges, unit, measure)
    return (_swings(figure, ranges) if figure.defined else ()), figure.both


def _swings(figure: _Figure, ranges: Sequence[Judgement]) -> tuple[Swing, ...]:
    every = (Swing(one.id, one.title, *figure.ends(number)) for number, one in enumerate(ranges))
    return tuple(sorted((swing for swing in every if swing.width > MATTERS), key=lambda swing: -swing.width))


class _Figure:
    """The figure that is looked at, as a function of shares of probability or of values of the ranges."""

    def __init__(self, case: Case, ranges: Sequence[Judgement], unit: Unit, measure: MeasureName) -> None:
        self._hazards: Callable[[dict[str, Floats]], tuple[Floats, Floats]] = lambda v: hazards(case, v, unit, measure)
        self._ranges = ranges
        rail, sea = self.at(self.median())
        self._rail, self._sea = bool(rail[0] > 0), bool(sea[0] > 0)
        self.both, self.defined = self._rail and self._sea, self._rail or self._sea
        only = "sea" if self._sea else "rail"
        self.title = "ln(sea / rail)" if self.both else f"ln({only}), the other side being 0"

    def median(self) -> dict[str, Floats]:
        return self.values(np.full((1, len(self._ranges)), 0.5))

    def values(self, shares: Floats) -> dict[str, Floats]:
        return {one.id: quantile(one, shares[:, column]) for column, one in enumerate(self._ranges)}

    def at(self, values: dict[str, Floats]) -> tuple[Floats, Floats]:
        return self._hazards(values)

    def __call__(self, shares: Floats) -> Floats:
        rail, sea = self.at(self.values(shares))
        if self.both:
            return np.log(sea) - np.log(rail)
        return np.log(sea if self._sea else rail)

    def ends(self, column: int) -> tuple[float, float]:
        shares = np.full((2, len(self._ranges)), 0.5)
        shares[:, column] = 0.05, 0.95
        low, high = self(shares)
        return float(low), float(high)


def _indices(figure: _Figure, ranges: Sequence[Judgement], moving: Sequence[int], samples: int, seed: int) -> tuple[Index, ...]:
    # Loads scipy.stats, which takes half a second that nobody else should wait for.
    from SALib.analyze import sobol as sobol_analysis  # noqa: PLC0415
    from SALib.sample import sobol as sobol_sample  # noqa: PLC0415

    if not moving:
        return ()
    names = [ranges[number].id for number in moving]
    problem: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    drawn = sobol_sample.sample(problem, samples, calc_second_order=False, seed=seed)
    shares = np.full((len(drawn), len(ranges)), 0.5)
    shares[:, list(moving)] = drawn
    found = sobol_analysis.analyze(problem, figure(shares), calc_second_order=False, num_resamples=50, seed=seed)
    rows = zip(moving, found["S1"], found["S1_conf"], found["ST"], found["ST_conf"], strict=True)
    indices = [Index(ranges[number].id, ranges[number].title, *(float(value) for value in values)) for number, *values in rows]
    return tuple(sorted(indices, key=lambda index: -index.total))


def _break_even(figure: _Figure, judgement: Judgement) -> BreakEven:
    """Where both sides are alike. Sound because either hazard is of the first degree in every range but the one-off check."""

    def gap(value: float) -> float:
        values = figure.median() | {judgement.id: np.array([value])}
        rail, sea = figure.at(values)
        return float(sea[0] - rail[0])

    def told(value: float | None, reason: str) -> BreakEven:
        inside = value is not None and judgement.low <= value <= judgement.high
        return BreakEven(judgement.id, judgement.title, judgement.unit, value, inside, reason)

    if not figure.both:
        return told(None, "one side is 0 whatever the value")
    low, high = gap(judgement.low), gap(judgement.high)
    if judgement.id == "noticed-bridge":
        rail_without = low + -math.log1p(-judgement.low)  # the gap if the bridge were not watched at all
        value = -math.expm1(-rail_without)
    elif abs(high - low) <= MATTERS * max(abs(high), abs(low), 1.0):
        return told(None, "both sides change alike")
    else:
        value = judgement.low - low * (judgement.high - judgement.low) / (high - low)
    if value < 0 or (judgement.unit == "probability" and value > 1):
        return told(None, f"the {'sea' if low > 0 else 'rail'} side stays higher at any sensible value")
    return told(value, "" if judgement.low <= value <= judgement.high else "outside the judged range")
