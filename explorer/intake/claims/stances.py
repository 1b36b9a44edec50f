"""The stance of a clause: from the word that reports it, and from the words in it; the same order of rules in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.intake.claims.statement import Statement, Voice
from explorer.intake.tables import pattern, table
from explorer.intake.values import ARTICLE, Cue, Span
from explorer.ledger.vocabulary import Stance


@dataclass(frozen=True)
class Decision:
    """A stance with its reason, the hedge, and whether the statement is negative."""

    stance: Stance
    why: str
    hedge: str
    negated: bool


OWN_VOICE = "stated in the article's own voice"


def stated(
    span: Span,
    text: str,
    voice: Voice,
    found: Decision,
    *,
    quoted: bool = False,
    cues: tuple[Cue, ...] = (),
    said: tuple[Span, ...] = (),
) -> Statement:
    """A statement by the voice that it has and what was decided of it."""
    return Statement(
        span, text, voice.claimant, found.stance, found.why, voice.via, found.hedge, found.negated, quoted, True, cues, said
    )  # fmt: skip


def told_by_article(span: Span, text: str) -> Statement:
    """What the article says by itself, as a fact."""
    return Statement(span, text, ARTICLE, Stance.REPORTED_FACT, OWN_VOICE)


def decide(clause: str, context: str, voice: Voice, language: str, *, past: bool = False) -> Decision:
    """The stance of a clause.

    Parameters
    ----------
    clause
        The words of the statement.
    context
        The sentence it stands in, where conditions are looked for.
    voice
        Who speaks, and the kind of the word that reports it.
    language
        Which language's words to go by.
    past
        Whether the clause tells of an event in the past, which an analyst states and does not judge.
    """
    hedge = _first(language, "hedge", clause)
    negated = bool(_first(language, "negation", clause))
    if rejected := _rejection(language, clause, voice, negated=negated):
        return Decision(Stance.DENIED, rejected, hedge, negated=True)
    concern = _first(language, "concern", clause)
    if voice.kind == "concern" or (concern and not (voice.article and past)):
        return Decision(Stance.CONCERN, f"worry or condemnation: {concern or 'the reporting word'}", hedge, negated)
    if word := _condition(language, clause, context, hedge, voice):
        return Decision(Stance.CONDITIONAL, f"holds if something else does, or is expected: {word}", hedge, negated)
    alleging = _first(language, "alleging", clause) if not voice.article else ""
    if voice.kind == "alleged" or alleging:
        return Decision(
            Stance.ALLEGED,
            f"said against somebody without showing how it is known: {alleging or 'the reporting word'}",
            hedge,
            negated,
        )
    heard = _first(language, "reportedly", clause) if voice.article else ""
    judged = (hedge if not heard else "") or _first(language, "assessing", clause)
    if voice.kind == "assessed" or judged:
        return Decision(Stance.ASSESSED, f"a judgement or estimate: {judged or 'the reporting word'}", hedge, negated)
    if voice.kind == "conditional":
        return Decision(Stance.CONDITIONAL, "what is expected", hedge, negated)
    if voice.article:
        return Decision(Stance.REPORTED_FACT, OWN_VOICE, hedge, negated)
    if _wrong(language, clause):
        return Decision(
            Stance.ALLEGED, "weapons on the move, reported by another side without showing how it is known", hedge, negated
        )
    if voice.analyst and not past:
        return Decision(Stance.ASSESSED, "an analyst's view of how things stand", hedge, negated)
    return Decision(Stance.ASSERTED, "the speaker states it as so", hedge, negated)


def _rejection(language: str, clause: str, voice: Voice, *, negated: bool) -> str:
    """Why a clause rejects something: by its verb, or because its speaker calls it a lie. An answer rejects only with a "not"."""
    if voice.kind == "denied":
        return "the reporting word rejects it"
    if voice.article or voice.kind in {"alleged", "assessed"}:
        return ""
    if word := _first(language, "denying", clause):
        return f"the speaker calls it untrue: {word}"
    return "an answer that says it is not so" if voice.kind == "rebutted" and negated else ""


def _condition(language: str, clause: str, context: str, hedge: str, voice: Voice) -> str:
    inside = _first(language, "conditional", clause)
    if inside:
        return inside
    ahead = _first(language, "future", clause)
    around = _first(language, "if", context) if hedge or ahead or voice.kind == "conditional" else ""
    return around or (hedge if voice.kind == "conditional" and hedge else "")


def _wrong(language: str, clause: str) -> str:
    return _first(language, "wrongdoing", clause) and _first(language, "transfer", clause)


def _first(language: str, key: str, text: str) -> str:
    """The first words of a kind in a text; nothing where the language's table has no such kind."""
    found = _compiled(language, key).search(text) if key in table(language)["patterns"] else None
    return found[0].strip() if found else ""


def _compiled(language: str, key: str) -> re.Pattern[str]:
    return pattern(language, "patterns", key)
