"""What a rule found in a translation, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing in which a translation says something else than its English, and what to do."""

    what: str
    do: str
