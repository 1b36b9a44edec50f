"""What the law lets whom do where, as cards: provisions in our own words, and the cases read from them.

A case is a legal reading with the marks of its provisions, never a fact of its own and never advice. The two choices that
change the answers, the baseline and the flag, are values here and keys of a view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from explorer.errors import OptionError, quoted
from explorer.ledger.ids import Slug
from explorer.ledger.vocabulary import Card, Text

Baseline = Literal["claimed", "coast"]
Flag = Literal["RUS", "PRK", "third", "none"]
BASELINES: tuple[Baseline, ...] = ("claimed", "coast")
FLAGS: tuple[Flag, ...] = ("RUS", "PRK", "third", "none")
TextCheck = Literal["read", "secondary", "recalled"]
MARKS: tuple[TextCheck, ...] = ("read", "secondary", "recalled")
"""How far the text behind a provision was checked, the best first."""
CONVENTION = "UNCLOS"
"""The one instrument to which some of the States here are no party: the DPRK and the United States."""
Third = Literal["no", "with consent", "may", "must"]

CASES = frozenset(
    {
        *("land", "land-third", "port", "port-third", "internal", "internal-third", "territorial", "territorial-third"),
        *("contiguous", "beyond-flag", "beyond-third-flag", "beyond-stateless", "government", "not-computed"),
    }
)
"""The cases that :mod:`explorer.zones.jurisdiction` asks for; each needs its card."""


@dataclass(frozen=True, slots=True)
class LegalScenario:
    """The choices that no fact decides: which baseline is accepted, and under whose flag the ship sails.

    Raises
    ------
    OptionError
        A baseline or a flag that is none.
    """

    baseline: Baseline = "claimed"
    flag: Flag = "RUS"
    government: bool = False

    def __post_init__(self) -> None:
        if self.baseline not in BASELINES:
            raise OptionError(f"{quoted(self.baseline)} is not a known baseline. Use one of {', '.join(BASELINES)}.")
        if self.flag not in FLAGS:
            raise OptionError(
                f"{quoted(self.flag)} is not a known flag. Use one of {', '.join(FLAGS)}; none is a ship without nationality."
            )


class Provision(Card):
    """One paragraph of an instrument and what it does, in our own words.

    ``standing`` says how far a rule of the Convention on the Law of the Sea holds for States that are no party to it.
    """

    id: Slug
    instrument: Text
    paragraph: Text
    effect: Text
    bites: Text
    mark: TextCheck
    standing: str = ""

    @model_validator(mode="after")
    def _a_rule_of_the_convention_says_whom_it_binds(self) -> Self:
        if self.instrument == CONVENTION and not self.standing:
            raise ValueError(f"a rule of {CONVENTION} needs its standing: not every State here is a party")
        return self


class LegalCase(Card):
    """Who may act in one case: whose authority it is, and whether a State other than Russia and the DPRK may act."""

    id: Slug
    who: Literal["territory", "flag", "any", "nobody"]
    third: Third
    condition: Text
    provisions: tuple[Slug, ...] = ()
    judgement: str = ""


@dataclass(frozen=True)
class Law:
    """Provisions and cases, tied together."""

    provisions: tuple[Provision, ...] = ()
    cases: tuple[LegalCase, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, LegalCase]:
        """Cases by their id."""
        return {case.id: case for case in self.cases}

    def case(self, name: str) -> LegalCase:
        """One case; where the cards hold none of that id, one that says so."""
        missing = LegalCase(id=name, who="nobody", third="no", condition="The cards say nothing about this case.")
        return self.by_id.get(name, missing)

    def behind(self, case: LegalCase) -> tuple[Provision, ...]:
        """The provisions of a case, in its order."""
        known = {provision.id: provision for provision in self.provisions}
        return tuple(known[name] for name in case.provisions)

    def mark(self, case: LegalCase) -> TextCheck:
        """The weakest mark of a case's provisions; "recalled" where there are none."""
        marks = [provision.mark for provision in self.behind(case)]
        return max(marks, key=MARKS.index, default="recalled")
