"""A statement in one sentence, the same words on every page, sheet and file: who, how, what."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.ledger.claims import Entry
from explorer.ledger.ids import claim_order, is_claim_id
from explorer.ledger.vocabulary import Stance, Voice
from explorer.messages import message, say

VERBS: dict[Stance, str] = {
    Stance.REPORTED_FACT: "reported as fact",
    Stance.ASSERTED: "asserted",
    Stance.ASSESSED: "assessed",
    Stance.ALLEGED: "alleged",
    Stance.DENIED: "said in denial",
    Stance.CONDITIONAL: "said, conditionally",
    Stance.CONCERN: "expressed concern",
}

NOUNS: dict[Stance, str] = {
    Stance.REPORTED_FACT: message("reported fact"),
    Stance.ASSERTED: message("assertion"),
    Stance.ASSESSED: message("assessment"),
    Stance.ALLEGED: message("allegation"),
    Stance.DENIED: message("denial"),
    Stance.CONDITIONAL: message("conditional"),
    Stance.CONCERN: message("expressed concern"),
}
"""The same as nouns, which other languages use: they hold for one speaker and for several; docs/terms.md has the reasons."""


def told(entry: Entry, language: str) -> str:
    """A claim whose words have been translated, as a sentence in that language that starts with who said it.

    Parameters
    ----------
    entry
        The claim, from :meth:`explorer.ledger.tongue.Tongue.entry`.
    language
        ``ko`` or ``ru``; English claims are told by :func:`sentence`.
    """
    if language == "en":
        return sentence(entry)
    claim, verb = entry.claim, say(language, NOUNS[entry.claim.stance])
    if claim.denial is not None:
        until = f" {say(language, '(known to stand until {until})', until=claim.denial.until)}" if claim.denial.until else ""
        return f"{', '.join(claim.denial.by)} — {verb}{until}: {claim.denial.proposition}"
    return f"{speaker(entry, language)} — {verb}: {claim.statement}"


def speaker(entry: Entry, language: str) -> str:
    """Who speaks, in one line of a language."""
    if language != "en" and entry.claimant.voice is Voice.MEDIA:
        return say(language, "{name} (the article’s own voice)", name=entry.claimant.name)
    return entry.who


def sentence(entry: Entry) -> str:
    """A claim as a sentence that starts with who said it."""
    if entry.claim.denial is not None:
        until = f" (known to stand until {entry.claim.denial.until})" if entry.claim.denial.until else ""
        return f"{', '.join(entry.claim.denial.by)} denied{until}: {entry.claim.denial.proposition}"
    return f"{entry.who} {VERBS[entry.claim.stance]}: {entry.claim.statement}"


def spans(ids: Sequence[str]) -> str:
    """Claim ids with runs joined, in order.

    >>> spans(["B43", "A01", "A02", "A03", "B42", "BBC01"])
    'A01–A03, B42, B43, BBC01'
    """
    numbers = sorted({(*claim_order(i), i) for i in ids if is_claim_id(i)})
    runs: list[list[tuple[str, int, str]]] = []
    for row in numbers:
        if runs and runs[-1][-1][0] == row[0] and runs[-1][-1][1] == row[1] - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    texts = [f"{run[0][2]}–{run[-1][2]}" if len(run) > 2 else ", ".join(r[2] for r in run) for run in runs]
    return ", ".join([*texts, *(i for i in ids if not is_claim_id(i))])
