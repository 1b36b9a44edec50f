"""English paragraphs as they are parsed: without datelines, list marks and numbers of notes; whose turn it is in a talk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.intake.claims.english_syntax import TABLE
from explorer.intake.tables import shape
from explorer.intake.values import Paragraph


@dataclass(frozen=True)
class Turn:
    """What of a paragraph is parsed.

    Attributes
    ----------
    start
        Where it begins in the paragraph.
    text
        As long as the rest of the paragraph, with blanks where numbers of notes stood.
    speaker
        Who has the floor in a transcript; "" outside one, and for those who ask.
    caption
        Whether the paragraph stands under a picture.
    """

    start: int
    text: str
    speaker: str = ""
    caption: bool = False


def turns(paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """Each paragraph without what stands before its first sentence."""
    captions = [_length("caption", paragraph.text) for paragraph in paragraphs]
    marks = [under or _length("mark", p.text) for under, p in zip(captions, paragraphs, strict=True)]
    labels = [shape(TABLE, "turn").match(p.text[mark:]) for p, mark in zip(paragraphs, marks, strict=True)]
    spoken = [label if label and p.kind == "text" else None for label, p in zip(labels, paragraphs, strict=True)]
    transcript = _transcript([label["who"] for label in spoken if label])
    if transcript:
        spoken = [label or _titled(p.text[mark:], spoken) for label, mark, p in zip(spoken, marks, paragraphs, strict=True)]
    made, speaker = [], ""
    for paragraph, mark, label, under in zip(paragraphs, marks, spoken, captions, strict=True):
        text = paragraph.text[mark:]
        head = 0
        if transcript and label:
            head, speaker = len(label[0]), "" if shape(TABLE, "asking").match(label["who"]) else _name(label["who"])
        elif not transcript:
            head = _length("dateline", text)
        made.append(Turn(mark + head, _blanked(text[head:]), speaker, caption=under > 0))
    return made


def _transcript(labels: Sequence[str]) -> bool:
    """Whether paragraphs begin with the names of those who speak: one of them more than once, or one that asks."""
    return len(labels) > 1 and (max(Counter(labels).values()) > 1 or any(shape(TABLE, "asking").match(who) for who in labels))


def _titled(text: str, others: Sequence[re.Match[str] | None]) -> re.Match[str] | None:
    """The label of a first turn with an office in it, where a later one names the speaker alone: "Ann Lee, head of X: …"."""
    label = shape(TABLE, "turn_titled").match(text)
    if label is None:
        return None
    alone = {label["who"], label["who"].split()[-1]}
    return label if any(other and _name(other["who"]) in alone for other in others) else None


def _name(label: str) -> str:
    """A speaker as the label names them, without what stands in brackets."""
    return re.sub(r"\s*\([^)]*\)$", "", label).strip()


def _length(key: str, text: str) -> int:
    found = shape(TABLE, key).match(text)
    return len(found[0]) if found else 0


def _blanked(text: str) -> str:
    return shape(TABLE, "note_number").sub(lambda found: " " * len(found[0]), text)
