"""The stance of a clause: from the word that reports it, and from the words in it; the same order of rules in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.intake.claims.statement import Voice
from explorer.intake.tables import pattern
from explorer.ledger.vocabulary import Stance


@dataclass(frozen=True)
class Decision:
    """A stance with its reason, the hedge, and whether the statement is negative."""

    stance: Stance
    why: str
    hedge: str
    negated: bool


def decide(clause: str, context: str, voice: Voice, table: str, *, past: bool = False) -> Decision:
    """The stance of a clause.

    Parameters
    ----------
    clause
        The words of the statement.
    context
        The sentence it stands in, where conditions are looked for.
    voice
        Who speaks, and the kind of the word that reports it.
    table
        Which language's words to go by.
    past
        Whether the clause tells of an event in the past, which an analyst states and does not judge.
    """
    hedge = _first(table, "hedge", clause)
    negated = bool(_first(table, "negation", clause))
    if voice.kind == "denied":
        return Decision(Stance.DENIED, "the reporting word rejects it", hedge, negated=True)
    concern = _first(table, "concern", clause)
    if voice.kind == "concern" or (concern and not (voice.article and past)):
        return Decision(Stance.CONCERN, f"worry or condemnation: {concern or 'the reporting word'}", hedge, negated)
    if word := _condition(table, clause, context, hedge, voice):
        return Decision(Stance.CONDITIONAL, f"holds if something else does, or is expected: {word}", hedge, negated)
    alleging = _first(table, "alleging", clause) if not voice.article else ""
    if voice.kind == "alleged" or alleging:
        return Decision(
            Stance.ALLEGED,
            f"said against somebody without showing how it is known: {alleging or 'the reporting word'}",
            hedge,
            negated,
        )
    judged = hedge or _first(table, "assessing", clause)
    if voice.kind == "assessed" or judged:
        return Decision(Stance.ASSESSED, f"a judgement or estimate: {judged or 'the reporting word'}", hedge, negated)
    if voice.kind == "conditional":
        return Decision(Stance.CONDITIONAL, "what is expected", hedge, negated)
    if voice.article:
        return Decision(Stance.REPORTED_FACT, "stated in the article's own voice", hedge, negated)
    if _wrong(table, clause):
        return Decision(
            Stance.ALLEGED, "weapons on the move, reported by another side without showing how it is known", hedge, negated
        )
    if voice.analyst and not past:
        return Decision(Stance.ASSESSED, "an analyst's view of how things stand", hedge, negated)
    return Decision(Stance.ASSERTED, "the speaker states it as so", hedge, negated)


def _condition(table: str, clause: str, context: str, hedge: str, voice: Voice) -> str:
    inside = _first(table, "conditional", clause)
    if inside:
        return inside
    ahead = _first(table, "future", clause)
    around = _first(table, "if", context) if hedge or ahead or voice.kind == "conditional" else ""
    return around or (hedge if voice.kind == "conditional" and hedge else "")


def _wrong(table: str, clause: str) -> str:
    return _first(table, "wrongdoing", clause) and _first(table, "transfer", clause)


def _first(table: str, key: str, text: str) -> str:
    found = _compiled(table, key).search(text)
    return found[0].strip() if found else ""


def _compiled(table: str, key: str) -> re.Pattern[str]:
    return pattern(table, "patterns", key)
