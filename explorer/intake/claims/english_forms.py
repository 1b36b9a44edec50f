"""English sentences whose form tells who speaks where the grammar sees nobody: headlines, papers, speakers between commas."""

from __future__ import annotations

import re
from typing import Any

from explorer.intake.claims.english_speakers import Speakers
from explorer.intake.claims.english_syntax import TABLE, kind_at, kind_of, told_as
from explorer.intake.claims.quotes import Quotes
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import shape

Told = tuple[Voice, str]
"""Who speaks, and what is said."""


def nested(sentence: Any, speakers: Speakers) -> Told | None:
    """What somebody passes on of another who is set in between commas: "The road, the agency judged, is open, Yoon said"."""
    found = shape(TABLE, "nested").match(sentence.text)
    if found is None:
        return None
    verb = next(t for t in sentence if t.idx >= sentence.start_char + found.start("verb"))
    speakers.heard(found["who"], verb.nbor(-1).lemma_.lower(), plural=False)
    return Voice(found["who"], told_as(kind_at(verb)), found["via"]), ", ".join(filter(None, (found["head"], found["rest"])))


def headed(sentence: Any) -> Told | None:
    """A headline that begins with its speaker, whose verb the grammar does not see: "Seoul says tanker loaded diesel"."""
    found = shape(TABLE, "headline_said").match(sentence.text)
    if found is None:
        return None
    return Voice(found["who"], _kind_of_form(found["verb"])), found["what"]


def told_beside(sentence: Any, quotes: Quotes, speakers: Speakers) -> Told | None:
    """A paper whose verb the grammar lost, or a speaker set in between commas or behind the last one."""
    paper = shape(TABLE, "paper_says").match(sentence.text)
    if paper is not None:
        return Voice(speakers.heard(paper["who"] or paper["where"], "paper", plural=False)), sentence.text.strip(" .")
    found = shape(TABLE, "aside_said").search(sentence.text) or shape(TABLE, "said_after").search(sentence.text)
    if found is None or quotes.at(sentence.start_char + found.start()):
        return None
    name = found["who"].strip()
    head = re.split(r",|\s(?:for|of|at|in|from|with|who)\s", name)[0].split()[-1]
    speaker = speakers.heard(name, head.rstrip("s"), plural=head.endswith("s"))
    return Voice(speaker, _kind_of_form(found["verb"])), f"{sentence.text[: found.start()]}{sentence.text[found.end() :]}".strip(
        " ,."
    )


def _kind_of_form(verb: str) -> str:
    """The kind of a verb in the present or the past, "denies", "warned"; nothing for one that only states."""
    stems = (
        re.sub(r"ies$", "y", verb),
        re.sub(r"i?e?s$", "", verb),
        verb.removesuffix("s"),
        verb.removesuffix("d"),
        verb.removesuffix("ed"),
    )
    return told_as(next(filter(None, map(kind_of, stems)), ""))
