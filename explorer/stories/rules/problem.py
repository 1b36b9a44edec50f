"""What a rule of wording found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing in which a sentence differs from what it cites, and what to do."""

    what: str
    do: str
