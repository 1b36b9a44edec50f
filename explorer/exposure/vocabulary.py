"""The vocabulary of the exposure cards: factors, judged ranges, and the claim that is put on trial.

Read from ``seeds/exposure``. A factor is a row of the plain table; a judgement is a range with its author and reason, never a
single number; a trial lays what speaks for a claim beside what speaks against it, as many of the one as of the other.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from explorer.errors import quoted
from explorer.ledger.ids import ClaimId, ClaimOrEvent, Slug
from explorer.ledger.vocabulary import Card, Text
from explorer.zones.law import Baseline, Flag

FactorId = Annotated[str, StringConstraints(pattern=r"^f[1-9][0-9]?$")]


def _is_dated(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", text):
        raise ValueError(f"{quoted(text)} is not a date; write 2024, 2024-06 or 2024-06-19")
    return text


Dated = Annotated[str, AfterValidator(_is_dated)]
"""A day, a month or a year in ISO form: as exact as it is known."""

JUDGEMENTS: dict[str, str] = {
    "seen-rail-km": "detections per 100 km",
    "seen-sea-km": "detections per 100 km",
    "seen-rail-hour": "detections per 24 hours",
    "seen-sea-hour": "detections per 24 hours",
    "looks-rail": "usable images per 24 hours",
    "looks-quay": "usable images per 24 hours",
    "told-yard": "probability",
    "told-quay": "probability",
    "noticed-bridge": "probability",
    "dwell-loading-rail": "hours",
    "dwell-border-yard": "hours",
    "dwell-gauge-break": "hours",
    "dwell-quay": "hours",
    "pace-rail": "share of the range of hours",
    "pace-sea": "share of the range of hours",
    "consent-rus": "probability",
    "consent-prk": "probability",
    "consent-third": "probability",
    "visit-stateless": "probability",
    "act-territory": "probability",
    "will": "probability",
}
"""Every range that the model reads, with the unit it has to be given in."""

VALUE_KEYS = (
    "third-state-km",
    "beyond-territorial-sea-km",
    "inspection-nodes",
    "flag",
    "third-state-port-calls",
    "differing-km",
    "differing-hours",
    "crossings",
    "transshipments",
    "gauge-breaks",
    "cut-size",
    "cut-with-road-bridge",
)
"""Values on the compared chains that are worked out and not written down."""


class Direction(StrEnum):
    """What a factor does to the exposure of one mode."""

    RAISES = "raises"
    LOWERS = "lowers"
    NEUTRAL = "neutral"
    EITHER = "either way"
    NONE = "does not apply"


class FactorKind(StrEnum):
    """What a factor is made of."""

    FACT = "fact"
    LEGAL = "legal reading"
    MEASURABLE = "measurable"
    JUDGEMENT = "judgement"


class Bearing(StrEnum):
    """Which of the four things that "exposure" mixes a factor bears on."""

    SEEN = "being seen"
    ACCESS = "legal access"
    WILL = "will and capacity"
    CONSEQUENCE = "consequence short of stopping"


class Provenance(Card):
    """A source of a factor: its name, its date, and whether its own text was read, a description of it, or neither."""

    name: Text
    dated: Dated
    known: Literal["read", "described", "recalled", "computed"]


class Factor(Card):
    """One row of the table: what it does to either mode, how it is measured, where it comes from, who sees it otherwise."""

    id: FactorId
    title: Text
    rail: Direction
    rail_why: Text
    sea: Direction
    sea_why: Text
    kinds: tuple[FactorKind, ...] = Field(min_length=1)
    bears_on: tuple[Bearing, ...] = Field(min_length=1)
    measure: Text
    value_key: str = ""
    value: str = ""
    sources: tuple[Provenance, ...]
    claims: tuple[ClaimId, ...] = ()
    events: tuple[Slug, ...] = ()
    opposite: Text

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        if bool(self.value_key) == bool(self.value):
            raise ValueError("give either value_key, for what is worked out, or value, in words")
        if self.value_key and self.value_key not in VALUE_KEYS:
            raise ValueError(f"nothing works out the value {quoted(self.value_key)}; there are {', '.join(VALUE_KEYS)}")
        if not self.sources:
            raise ValueError("it has no source")
        return self


class Judgement(Card):
    """A judged range: what may be believed, by whom and why. ``mode`` belongs to a triangular range only."""

    id: Slug
    title: Text
    distribution: Literal["uniform", "triangular", "log-uniform"]
    low: float
    mode: float | None = None
    high: float
    unit: Text
    author: Text
    reason: Text
    factors: tuple[FactorId, ...] = ()

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        ends = (self.low, self.high, *(() if self.mode is None else (self.mode,)))
        if not all(math.isfinite(end) for end in ends):
            raise ValueError("an end of the range is not a finite number")
        if min(ends) < 0:
            raise ValueError(f"the range holds {min(ends):g}, and nothing here can be negative")
        if self.low > self.high:
            raise ValueError(f"the range is reversed: it runs from {self.low:g} down to {self.high:g}")
        if self.low == self.high:
            raise ValueError(f"the range is the single number {self.low:g}; a judgement needs a low and a high end")
        if self.distribution == "log-uniform" and self.low == 0:
            raise ValueError("a log-uniform range cannot start at 0")
        if (self.distribution == "triangular") != (self.mode is not None):
            raise ValueError("only a triangular range has a mode")
        if self.mode is not None and not self.low <= self.mode <= self.high:
            raise ValueError(f"the mode {self.mode:g} lies outside the range from {self.low:g} to {self.high:g}")
        if self.unit in {"probability", JUDGEMENTS["pace-rail"]} and self.high > 1:
            raise ValueError(f"a {self.unit} is at most 1, and the range ends at {self.high:g}")
        return self


class TrialPoint(Card):
    """One thing that speaks for or against the claim: a claim of the ledger or an event, dated."""

    side: Literal["for", "against"]
    ref: ClaimOrEvent
    dated: Dated
    text: Text


class Switch(Card):
    """Something that could change the answer. With settings it is worked out; without any it is told in words."""

    id: Slug
    title: Text
    text: Text
    baseline: Baseline | None = None
    flag: Flag | None = None
    government: bool | None = None
    road_bridge: bool | None = None
    factors: tuple[FactorId, ...] = ()

    @property
    def settings(self) -> dict[str, str | bool]:
        """What the switch sets, by name; empty when it cannot be worked out here."""
        given = {"baseline": self.baseline, "flag": self.flag, "government": self.government, "road_bridge": self.road_bridge}
        return {name: value for name, value in given.items() if value is not None}


class Trial(Card):
    """A claim with what supports and what opposes it, what merely stands beside it, and what would change the answer."""

    id: Slug
    title: Text
    claims: tuple[ClaimId, ...] = Field(min_length=1)
    reading: Text
    beside: tuple[ClaimId, ...] = ()
    beside_note: str = ""
    points: tuple[TrialPoint, ...] = Field(min_length=2)
    switches: tuple[Switch, ...] = ()

    @model_validator(mode="after")
    def _both_sides_have_the_same_room(self) -> Self:
        sides = [sum(point.side == side for point in self.points) for side in ("for", "against")]
        if sides[0] != sides[1]:
            raise ValueError(f"{sides[0]} points for the claim and {sides[1]} against it; give both sides the same number")
        if self.beside and not self.beside_note:
            raise ValueError("what stands beside the claim needs a beside_note that says how the two are related")
        if twice := {switch.id for switch in self.switches if sum(one.id == switch.id for one in self.switches) > 1}:
            raise ValueError(f"the switch {quoted(min(twice))} appears more than once")
        return self

    def side(self, side: Literal["for", "against"]) -> tuple[TrialPoint, ...]:
        """The points of one side, oldest first."""
        return tuple(sorted((point for point in self.points if point.side == side), key=lambda point: point.dated))


@dataclass(frozen=True)
class ExposureCards:
    """Everything that ``seeds/exposure`` holds; empty where a reader's own cards have none."""

    factors: tuple[Factor, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    trials: tuple[Trial, ...] = ()
