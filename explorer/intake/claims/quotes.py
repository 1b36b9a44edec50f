"""Where a paragraph has words in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*[“”]|‘[^’]{12,}’|(?<![\w\"])\"[^\"]*(?:\"|$)")


@dataclass(frozen=True)
class Quotes:
    """Start and end of each quotation, its marks included."""

    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Quotes:
        """Find them."""
        return cls(tuple((found.start(), found.end()) for found in _MARKS.finditer(text)))

    def at(self, place: int) -> bool:
        """Whether a character stands inside a quotation."""
        return any(start <= place < end for start, end in self.spans)

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation that holds a whole stretch."""
        return next((span for span in self.spans if span[0] <= start + 1 and end - 2 <= span[1]), None)

    def within(self, start: int, end: int) -> bool:
        """Whether a stretch has a quotation in it."""
        return any(start < first and last <= end for first, last in self.spans)
