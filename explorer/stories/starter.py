"""A first sentence for whatever somebody wants to cite, and what has to stand beside it: a start, to be put into one's own words.

Of a few plain forms the first is taken that the rules of wording find nothing wrong with; where none is, the plainest, so that
its faults can be mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Basis, Event, Stance
from explorer.stories.rehearsal import Stage, beside
from explorer.stories.rules.cited import speakers, stance_of

_VERB = {
    Stance.REPORTED_FACT: ("reported", "says"), Stance.ASSERTED: ("asserted", "says"), Stance.ASSESSED: ("assessed", "judged"),
    Stance.ALLEGED: ("alleged",), Stance.DENIED: ("denied",), Stance.CONDITIONAL: ("says", "holds"),
    Stance.CONCERN: ("was concerned", "is concerned"),
}  # fmt: skip


def sentence(cite: Entry | Event, stage: Stage) -> str:
    """A sentence that says what is cited, with its speaker and a verb of its kind."""
    return _first(_forms(cite), cite, stage)


def heading(cite: Entry | Event) -> str:
    """A heading to begin with, which states nothing: who speaks."""
    return speakers(cite)[0][:80].strip()


def inference(cite: Entry | Event, stage: Stage) -> str:
    """A sentence that says which places of what is cited the ledger infers; "" where it infers none."""
    refs = cite.claim.places if isinstance(cite, Entry) else cite.places
    sites = (stage.gazetteer.by_id.get(ref.id) for ref in refs if ref.basis is Basis.INFERRED)
    names = [site.names.en.partition(" (")[0] for site in sites if site is not None and site.placed]
    if not names:
        return ""
    places = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    tail = f"on the map, {places} {'are' if len(names) > 1 else 'is'} inferred."
    return _first((f"{form.rstrip('.')}; {tail}" for form in _forms(cite)), cite, stage)


def _first(forms: Iterator[str], cite: Entry | Event, stage: Stage) -> str:
    tried = list(forms)
    return next((form for form in tried if not stage.wording.problems(form, cite)), tried[0])


def _forms(cite: Entry | Event) -> Iterator[str]:
    who = speakers(cite)[0]
    for words in _words(cite):
        said = words.strip().rstrip(".").replace(". ", "; ")
        for verb in _VERB[stance_of(cite)]:
            yield f"{who} {verb} that {_small(said)}."
            yield f"{who} {verb}: {said}."
            yield f"{who} {verb} as follows: {said}."


def _words(cite: Entry | Event) -> Iterator[str]:
    if isinstance(cite, Entry) and cite.claim.denial:
        yield cite.claim.denial.proposition.removeprefix("That ")
    yield cite.claim.statement if isinstance(cite, Entry) else cite.statement
    if isinstance(cite, Event):
        yield from cite.statement.split(". ")
        yield cite.title


_FIRST = re.compile(
    r"(?:The|An?|In|At|On|By|If|Both|Up|It|Of|Between|Until|After|For|From|With|Some|Parts|Trains|Using|Any|Neither|There|Since|Two|Three|Four|Five|Six|Some|About|Fewer|More|Large|Satellite|Images?)\b"
)


def _small(words: str) -> str:
    """Words with their first letter small, where the first word is one of those that begin a sentence and no name."""
    return words[:1].lower() + words[1:] if _FIRST.match(words) else words


def rows_for(ref: str, stage: Stage) -> Mapping[str, list[dict[str, Any]]]:
    """The rows that a step needs to cite something: the sentence, what has to stand beside it, what is inferred.

    Returns
    -------
    Rows of a draft by role (``say``, ``against``, ``inferred``); none where the reference leads nowhere.
    """
    cite = stage.cite(ref)
    if cite is None or isinstance(cite, Dataset):
        return {}
    against = {other: found for other in beside(ref, stage) if (found := stage.cite(other)) is not None}
    inferred = [text for text in (inference(cite, stage),) if text]
    return {
        "say": [row(ref, sentence(cite, stage))],
        "against": [row(other, sentence(found, stage)) for other, found in against.items() if not isinstance(found, Dataset)],
        "inferred": [row(ref, text) for text in inferred],
    }


def row(ref: str, text: str) -> dict[str, Any]:
    """A sentence of a draft with its citation."""
    kind, _, identifier = ref.partition(":")
    return {kind: identifier, "text": text} if identifier else {"claim": ref, "text": text}
