"""How far a reading agrees with what a careful reader marked: counts, by claimant and paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from explorer.intake.signs import plain
from explorer.intake.values import Reading, Role

_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "at",
        "in",
        "on",
        "to",
        "from",
        "with",
        "and",
        "its",
        "his",
        "her",
        "their",
        "by",
        "who",
        "which",
        "that",
        "one",
    ]
)


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", plain(text)) if word not in _SMALL}


def alike(one: str, other: str) -> bool:
    """Whether two words are one but for an ending or a particle."""
    short, long = sorted((one, other), key=len)
    stem = len(short) if re.search("[가-힣]", short) else max(3, len(long) - 3)
    return short == long or (len(short) >= 2 and long[:stem] == short[:stem] and len(long) - len(short) <= 3)


def same_speaker(told: Sequence[str], found: str) -> bool:
    if "article" in told or found == "article":
        return "article" in told and found == "article"
    for name in told:
        left, right = words(name), words(found)
        shared = sum(any(alike(word, other) for other in right) for word in left)
        if left and right and shared >= 0.6 * min(len(left), len(right)):
            return True
    return False


def claims(gold: dict[str, Any], reading: Reading) -> tuple[int, int, int, int]:
    """Claims marked, drafts made, claims met, and of those with the right stance."""
    free = list(reading.drafts)
    met = right = 0
    for paragraph, speakers, stance, gist in gold["claims"]:
        fitting = [d for d in free if d.span.paragraph == paragraph and same_speaker(speakers, d.claimant)]
        best = max(fitting, key=lambda d: len(words(gist) & words(d.statement)), default=None)
        if best is not None:
            free.remove(best)
            met += 1
            right += best.stance.value == stance
    return len(gold["claims"]), len(reading.drafts), met, right


def places(gold: dict[str, Any], reading: Reading) -> tuple[int, int, int, int]:
    """Places marked, places found, those marked that were found, and governments or other names that were pinned.

    A name that is no place and got no pin is neither right nor wrong.
    """
    told = [(p, plain(s), name) for p, s, name, role in gold["places"] if role == "place"]
    others = [(p, plain(s)) for p, s, _, role in gold["places"] if role != "place"]
    found = [(m.span.paragraph, plain(m.surface), m.name, m.lon) for m in reading.places if m.role is Role.PLACE]
    met = sum(any(p == q and (s in t or t in s) and _same(name, other) for q, t, other, _ in found) for p, s, name in told)
    marked = {(p, s) for p, s, _ in told}
    pinned = sum(
        lon is not None and (q, t) not in marked and any(q == p and s == t for p, s in others) for q, t, _, lon in found
    )  # fmt: skip
    unpinned = {(q, t) for q, t, _, lon in found if lon is None and any(q == p and (s in t or t in s) for p, s in others)}
    return len(told), len({(q, t) for q, t, _, _ in found} - unpinned), met, pinned


def _same(name: str, other: str) -> bool:
    kinds = r"\b(?:port|station|rail yard|city)\b|\(.*\)"
    return re.sub(kinds, "", plain(name)).strip() == re.sub(kinds, "", plain(other)).strip()


def dates(gold: dict[str, Any], reading: Reading) -> tuple[int, int, int]:
    """Dates marked, dates found, and dates marked that were found with the right days."""
    found = {(m.span.paragraph, str(m.start), str(m.end)) for m in reading.dates}
    return len(gold["dates"]), len(reading.dates), sum((p, start, end) in found for p, _, start, end in gold["dates"])
