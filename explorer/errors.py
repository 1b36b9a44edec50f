"""The errors this package raises on purpose, one tree.

::

    TumenError
    ├── SeedFaults            one or more cards in ``seeds`` are wrong; holds every fault found
    ├── DataError             a file of ``geodata`` is missing or is not the one the catalogue names
    ├── QuestionError         what was asked cannot be read; never raised itself
    │   ├── CoordinateError   a text or pair of numbers is not a position on Earth
    │   ├── UnknownPlace      a name leads to no place
    │   ├── AmbiguousPlace    a name leads to several places
    │   ├── OptionError       an option of a question has no meaning
    │   ├── PairsError        a table of pairs cannot be read
    │   ├── DocumentError     a document cannot be read
    │   └── ViewError         a view that has to be right (command line, scenario, notebook) is not
    ├── TooFarFromWater       a place from which no ship can leave
    ├── ExportError           a file cannot be made: its name, size or target, or nothing to draw
    ├── FontError             no font has a letter that has to be drawn
    └── StartError            the server cannot start (port in use, host unknown)

Each message says what is wrong, where, and what to do. The command line exits with 2 for a ``QuestionError`` and with 1 for any
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class TumenError(Exception):
    """Base of every error this package raises on purpose."""


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing wrong in a card: the file, the entry in it, what is wrong and what to do."""

    file: str
    entry: str
    what: str
    do: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.entry}" if self.entry else self.file
        return f"{where}: {self.what}. {self.do}"


class SeedFaults(TumenError):
    """Every fault found in the cards, raised once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{count} fault{'s' if count != 1 else ''} in the cards:\n{lines}")


class DataError(TumenError):
    """A committed data file is missing, damaged or not the one that the catalogue names."""


class QuestionError(TumenError):
    """A question that cannot be read: one of its places or conditions. The message says which and what to do."""


class CoordinateError(QuestionError):
    """A text or a pair of numbers that is not a position on Earth."""


class UnknownPlace(QuestionError):
    """No place has that name; the message holds the nearest known ones."""


class AmbiguousPlace(QuestionError):
    """Several places have that name; the message holds their ids."""


class OptionError(QuestionError):
    """An option of a question that has no meaning, such as a closure of something unknown."""


class PairsError(QuestionError):
    """A table of pairs that cannot be read."""


class DocumentError(QuestionError):
    """A document that cannot be read: encrypted, without text, in another language, too large. The message says what to do."""


class ViewError(QuestionError):
    """A view that cannot be read where no default may stand in for it."""


class TooFarFromWater(TumenError):
    """A place from which no ship can leave; the message says how far the nearest water is."""


class ExportError(TumenError):
    """A file that was asked for cannot be made or written."""


class FontError(TumenError):
    """No font that comes with the package has a letter; the message names it."""


class StartError(TumenError):
    """The server cannot start."""
