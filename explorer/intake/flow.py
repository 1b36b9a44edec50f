"""Which way goods, people or know-how are said to move, by the words that name both ends."""

from __future__ import annotations

import re
from typing import Any

from explorer.intake.tables import table
from explorer.ledger.vocabulary import Flow


def flow_of(text: str, language: str) -> tuple[Flow, str]:
    """The direction that a statement or its direct context gives, and why."""
    if language == "korean":
        return _korean(text)
    moves = re.search(_words("moves", language), text, re.IGNORECASE)
    if not moves:
        return Flow.UNSPECIFIED, "nothing is said to move"
    for first, second, flow in _ways():
        origin = re.search(rf"(?:\bfrom|\bиз|\bот|\bleft)\W+(?:\w+\W+){{0,3}}?{first}", text, re.IGNORECASE)
        toward = re.search(rf"{_words('to', language)}\W+(?:the\W+)?{second}", text, re.IGNORECASE)
        agent = re.match(rf"\W*(?:\w+\W+){{0,2}}?{first}\W", text, re.IGNORECASE)
        if (
            (origin and (toward or re.search(second, text, re.IGNORECASE)))
            or (agent and toward)
            or (origin and flow is Flow.PRK_TO_RUS)
        ):
            return flow, _from_to((origin or agent or moves)[0].split()[-1], (toward or moves)[0].split()[-1])
    return Flow.UNSPECIFIED, "the words do not name both ends"


def _words(*keys: str) -> str:
    found: Any = table("marks")["flow"]
    for key in keys:
        found = found[key]
    return str(found)


def _ways() -> tuple[tuple[str, str, Flow], ...]:
    """Names of one side, of the other, and the direction from the first to the second."""
    dprk, russia = _words("dprk"), _words("russia")
    return (dprk, russia, Flow.PRK_TO_RUS), (russia, dprk, Flow.RUS_TO_PRK)


def _from_to(origin: str, toward: str) -> str:
    return f"from {origin} to {toward}"


def _korean(text: str) -> tuple[Flow, str]:
    if not re.search(_words("moves", "korean"), text):
        return Flow.UNSPECIFIED, "nothing is said to move"
    for first, second, flow in _ways():
        origin, toward = (
            re.search(rf"{first}(?:에서|이|가|은|는|산)", text),
            re.search(rf"{second}(?:에|로|으로|에게)(?![서])", text),
        )
        if origin and toward:
            return flow, _from_to(origin[0], toward[0])
    return Flow.UNSPECIFIED, "the words do not name both ends"
