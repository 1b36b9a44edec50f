"""Faults of a draft in the words of the page's fields: which step, which field, and what is to be done there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explorer.errors import Fault

FIELDS: Mapping[str, str] = {
    "title": "title", "id": "title", "audience": "for whom", "minutes": "minutes", "goals": "goals",
    "notes": "notes for the teacher", "heading": "heading", "view": "what the map shows", "guide": "where to look",
    "say": "who says so?", "against": "what speaks against it?", "inferred": "what is inferred?", "callout": "notes on the map",
    "question": "question", "why": "why is that the answer?", "wrong": "why is this choice wrong?", "sort": "things to sort",
    "image": "picture", "step": "steps",
}  # fmt: skip
"""What the page calls each part of a story."""

_ENTRY = re.compile(r"(?:step (?P<step>\d+)(?:, )?)?(?P<rest>.*)")
_INNER = ("why", "wrong")


@dataclass(frozen=True, order=True)
class Told:
    """One thing still to be done: the step (0 for the story), the field, where it stands, and what it is."""

    step: int
    field: str
    where: str
    words: str

    def line(self) -> str:
        """The whole in one line, as in "Step 2: who says so? There is no sentence yet."."""
        return f"{self.where}{'' if self.where.endswith('?') else ':'} {self.words}"


def told(faults: Iterable[Fault]) -> tuple[Told, ...]:
    """Faults as things to do, in the order of steps; what comes to the same is told once."""
    return tuple(dict.fromkeys(sorted((_told(fault) for fault in faults), key=lambda row: row.step)))


def _told(fault: Fault) -> Told:
    match = _ENTRY.fullmatch(fault.entry)
    step, rest = (int(match["step"] or 0), match["rest"]) if match else (0, fault.entry)
    parts = rest.split(", ") if rest else []
    heads = [part.split(" ")[0] for part in parts]
    field = next((head for head in reversed(heads) if head in _INNER), heads[0] if heads else "")
    field = field if field in FIELDS else ("say" if step else "")
    number = next((found[1] for part in parts if part.split(" ")[0] == field and (found := re.search(r" (\d+)$", part))), "")
    name = FIELDS.get(field, "the story")
    where = f"Step {step}: {name}" if step else name[:1].upper() + name[1:]
    line = f"Line {number}: " if number and field != "wrong" else f"Choice {number}: " if number else ""
    return Told(step, field, where, line + _words(fault, parts, field))


_BLANK: Mapping[str, str] = {
    "say": "There is no sentence yet.", "goals": "Name at least one.", "heading": "Give the step a heading.",
    "title": "Give the story a title.", "audience": "Say who it is for.", "view": "Choose what the map shows.",
    "step": "Add a step.", "why": "Give at least one sentence that says why.",
    "sort": "Name at least two things, each with its kind and citation.",}  # fmt: skip


def _words(fault: Fault, parts: list[str], field: str) -> str:
    last = parts[-1] if parts else ""
    blank = fault.what.startswith(("there are 0 entries", "the field is missing", "'': string should have at least 1"))
    if "cites exactly one of" in fault.what:
        return "It cites nothing. Begin it with the id of a claim or dated fact, and a colon."
    if last.startswith("options") and "entries" in fault.what:
        return "Give at least two choices."
    if last == "ask":
        return "Write what is asked."
    if last == "answer" or fault.what.startswith("the answer is option 0"):
        return "Say which choice is right."
    if blank and last.split(" ")[0] == "text":
        return "Write the sentence after the citation."
    if blank and field in _BLANK:
        return _BLANK[field]
    return f"{fault.what[:1].upper()}{fault.what[1:]}. {fault.do}"
