"""What a draft lacks before it can be accepted, field by field. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from explorer.errors import Fault

FIELD_OF: Mapping[str, str] = {
    "name": "claimant", "voice": "voice", "role": "role", "affiliation": "affiliation", "paragraph": "paragraph",
    "places": "places", "dates": "date_start", "denial": "denial",
}  # fmt: skip
"""The field of the form by the first word of the path in a card, where the two differ."""


def by_field(faults: Iterable[Fault]) -> dict[str, tuple[str, ...]]:
    """What is wrong, by the field of the form; "" for what belongs to none.

    >>> by_field([Fault("f", "claimant moscow, voice", "the field is missing", "Add it.")])
    {'voice': ('the field is missing. Add it.',)}
    """
    found: dict[str, list[str]] = {}
    given = list(faults)
    speakerless = any(fault.entry.startswith("claimant") for fault in given)
    for fault in given:
        if speakerless and "is not a [[claimant]]" in fault.what:
            continue  # it follows from what the claimant lacks
        found.setdefault(_field(fault), []).append(f"{fault.what}. {fault.do}")
    return {field: tuple(dict.fromkeys(told)) for field, told in found.items()}


def _field(fault: Fault) -> str:
    table, _, path = fault.entry.partition(", ")
    first = re.split(r"[.,]", path)[0]
    if first == "cites":
        return first
    if table.startswith("site "):
        return "places"
    if table.startswith("document"):
        return f"document_{first}" if first else "document"
    if "the place" in fault.what:
        return "places"
    if "names no claim or event" in fault.what or "bears on itself" in fault.what:
        return "links"
    if "family" in fault.what:
        return "family"
    return FIELD_OF.get(first, first)
