"""What of the ledger may bear on a draft: who said it before, what it denies, what tells of the same. Proposals only; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any, Literal

from explorer.ledger.claims import Entry
from explorer.ledger.gazetteer import folded
from explorer.ledger.vocabulary import Claim, Stance

How = Literal["denies", "contradicts", "supports", "repeats"]
MOST = 5
LEAST = 0.22
"""So much of the weight of their words two statements share at least."""
NEAR_DAYS = 10
_AGAINST = frozenset({Stance.DENIED.value})
_STOP = frozenset(
    {
        *("that", "this", "with", "from", "were", "have", "been", "their", "they", "which", "said", "says", "will", "would"),
        *("into", "also", "more", "than", "after", "before", "about", "over", "under", "between", "through", "both", "some"),
        *("и", "что", "как", "это", "был", "была", "были", "для", "или", "его", "она", "они", "при", "также"),
    }
)


@dataclass(frozen=True)
class Proposal:
    """A claim that may bear on a draft, how, and why it is thought to."""

    how: How
    ref: str
    why: str
    family: str = ""


def stems(text: str) -> frozenset[str]:
    """The words of a statement as they are compared: folded, without endings and small words.

    >>> sorted(stems("Containers were moved to the containers' pier."))
    ['conta', 'moved', 'pier']
    """
    words = re.findall(r"\w+", folded(text))
    return frozenset(
        word[:5] for word in words if (len(word) > 3 or (not word.isascii() and len(word) > 1)) and word not in _STOP
    )


class Known:
    """The claims of a ledger by the stems of their words. Made once for a ledger; a next ledger takes over what is the same."""

    def __init__(self, entries: Sequence[Entry], before: Known | None = None) -> None:
        self.entries = entries
        old: Mapping[str, tuple[Claim, frozenset[str]]] = before.stems if before else {}
        self.stems: dict[str, tuple[Claim, frozenset[str]]] = {}
        for entry in entries:
            known = old.get(entry.id)
            same = known is not None and known[0] is entry.claim
            self.stems[entry.id] = known if known is not None and same else (entry.claim, stems(entry.claim.statement))
        self._count = Counter(stem for _, found in self.stems.values() for stem in found)

    def weight(self, found: Iterable[str]) -> float:
        """How telling some stems are: rare ones count more."""
        total = len(self.entries) + 1
        return sum(log(total / (1 + self._count[stem])) + 0.1 for stem in found)


def proposals(known: Known, claim: Mapping[str, Any], document: str = "", others: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """What of the ledger may bear on a draft, the likeliest first.

    Parameters
    ----------
    document
        The id of the draft's own document, whose claims are not proposed.
    others
        Claims that are linked already.
    """
    mine = stems(str(claim.get("statement") or ""))
    whole = known.weight(mine)
    if whole <= 0:
        return ()
    rows = [
        (score, entry)
        for entry in known.entries
        if entry.document.id != document
        and entry.id not in others
        and (score := _score(known, claim, mine, whole, entry)) >= LEAST
    ]
    rows.sort(key=lambda row: (-row[0], row[1].id))
    return tuple(_proposal(claim, mine & known.stems[entry.id][1], entry) for _, entry in rows[:MOST])


def _score(known: Known, claim: Mapping[str, Any], mine: frozenset[str], whole: float, entry: Entry) -> float:
    theirs = known.stems[entry.id][1]
    shared = mine & theirs
    if len(shared) < 2:
        return 0.0
    alike = known.weight(shared) / max(whole, known.weight(theirs))
    return alike + 0.1 * _same_places(claim, entry) + 0.1 * _same_time(claim, entry) + 0.1 * _same_speaker(claim, entry)


def _same_places(claim: Mapping[str, Any], entry: Entry) -> bool:
    return bool({row.get("id") for row in claim.get("places") or ()} & {place.id for place in entry.claim.places})


def _same_time(claim: Mapping[str, Any], entry: Entry) -> bool:
    mine, theirs = claim.get("date_start") or claim.get("date_end"), entry.claim.dates.start or entry.claim.dates.end
    return bool(mine and theirs and re.fullmatch(r"\d{4}-\d\d-\d\d", str(mine))) and abs(_day(mine) - _day(theirs)) <= NEAR_DAYS


def _day(value: Any) -> int:
    return date.fromisoformat(str(value)).toordinal()


def _same_speaker(claim: Mapping[str, Any], entry: Entry) -> bool:
    return folded(str(claim.get("claimant") or "")) == folded(entry.claimant.name)


def _proposal(claim: Mapping[str, Any], shared: frozenset[str], entry: Entry) -> Proposal:
    told = [f"shares {len(shared)} of its words"]
    told += ["the same place"] if _same_places(claim, entry) else []
    told += ["the same days"] if _same_time(claim, entry) else []
    told += ["the same speaker"] if _same_speaker(claim, entry) else []
    why = "; ".join(told)
    mine, theirs = claim.get("stance") in _AGAINST, entry.claim.stance.value in _AGAINST
    if mine and not theirs:
        return Proposal("denies", entry.id, why)
    if theirs and not mine:
        return Proposal("contradicts", entry.id, why)
    if _same_speaker(claim, entry) or (_same_places(claim, entry) and _same_time(claim, entry)):
        return Proposal("repeats", entry.id, why, entry.claim.family or "")
    return Proposal("supports", entry.id, why)


NOTES: Mapping[How, str] = {
    "denies": "It denies what this one says.",
    "contradicts": "This one denies it.",
    "supports": "It says the same.",
    "repeats": "It describes the same event.",
}
"""What stands beside a link once it is confirmed."""


def confirmed(claim: Mapping[str, Any], proposal: Proposal) -> dict[str, Any]:
    """The fields of a draft that a confirmed proposal changes."""
    if proposal.how == "denies":
        denial = {"of": [], "proposition": str(claim.get("statement") or ""), "by": [str(claim.get("claimant") or "")]}
        found = {**denial, **(claim.get("denial") or {})}
        return {"denial": {**found, "of": list(dict.fromkeys([*found["of"], proposal.ref]))}}
    if proposal.how == "repeats" and proposal.family:
        return {"family": proposal.family}
    key = "contradicts" if proposal.how == "contradicts" else "supports"
    return {key: [*(claim.get(key) or ()), {"ref": proposal.ref, "note": NOTES[proposal.how]}]}


def linked(claim: Mapping[str, Any]) -> frozenset[str]:
    """Claims that a draft is linked with already."""
    links = (row.get("ref", "") for key in ("supports", "contradicts", "limits") for row in claim.get(key) or ())
    return frozenset([*links, *((claim.get("denial") or {}).get("of") or ())])
