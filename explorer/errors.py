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
    │   ├── TracksError       a file of ship positions cannot be read
    │   └── ViewError         a view that has to be right (command line, scenario, notebook) is not
    ├── LayerError            a file of map data cannot be used; the message says why and what to do
    ├── TooFarFromWater       a place from which no ship can leave
    ├── ExportError           a file cannot be made: its name, size or target, or nothing to draw
    ├── FontError             a font file is missing or damaged
    ├── WorkError             heavy work that was not done: the queue is full, it was given up or failed
    ├── StartError            the server cannot start (port in use, host unknown)
    └── WorkspaceError        a workspace cannot be opened, read or written; the message says why
        └── EditConflict      somebody else has changed the same entry first; both texts are kept

Each message says what is wrong, where, and what to do. The command line exits with 2 for a ``QuestionError`` and with 1 for any
other. What a message repeats of its input goes through :func:`quoted`, so that no message is as long as what it refuses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

QUOTED = 60
"""So many characters of an input are repeated in a message."""

PATH = 400
"""So many of the path of a file, whose end is needed to find it."""


def quoted(value: object, most: int = QUOTED) -> str:
    """What a message repeats of its input: in quotation marks, unprintable letters escaped, the middle left out of what is long.

    Parameters
    ----------
    value
        A text; anything else is written as Python writes it, without quotation marks of its own.
    most
        So many characters of a text are kept.

    >>> quoted("Rajin"), quoted("9" * 401, 10), quoted(12)
    ("'Rajin'", "'9999999…99'", '12')
    """
    if isinstance(value, int) and value.bit_length() > most * 4:  # Python refuses to write a number of more than 4300 digits
        return f"of {value.bit_length() * 0.30103:.0f} digits"
    return repr(shortened(value, most)) if isinstance(value, str) else shortened(repr(value), most)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, the middle left out where it is longer.

    >>> shortened("abcdefghij", 10), shortened("abcdefghijk", 10)
    ('abcdefghij', 'abcdefg…jk')
    """
    end = most // 4
    return text if len(text) <= most else f"{text[: most - end - 1]}…{text[len(text) - end :]}"


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
        told = [f"  {fault}" for fault in _some_of_each_file(self.faults)]
        lines = "\n".join(told + ([f"  … and {count - len(told):,} more."] if len(told) < count else []))
        super().__init__(f"{count:,} fault{'s' if count != 1 else ''} in the cards:\n{lines}")


MOST_OF_A_FILE = 200
"""Faults of one file that a message names; more of them are of a kind."""


def _some_of_each_file(faults: Iterable[Fault]) -> Iterator[Fault]:
    told: Counter[str] = Counter()
    for fault in faults:
        told[fault.file] += 1
        if told[fault.file] <= MOST_OF_A_FILE:
            yield fault


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


class TracksError(QuestionError):
    """A file of ship positions that cannot be read: no position, no times, empty, damaged. The message says what to do."""


class ViewError(QuestionError):
    """A view that cannot be read where no default may stand in for it."""


class LayerError(TumenError):
    """A file of map data that cannot be used: broken, empty, of another kind. The message says what to do."""


class TooFarFromWater(TumenError):
    """A place from which no ship can leave; the message says how far the nearest water is."""


class ExportError(TumenError):
    """A file that was asked for cannot be made or written."""


class FontError(TumenError):
    """A font file that comes with the dependencies is missing or damaged; the message names it."""


class WorkError(TumenError):
    """Heavy work that the queue could not take or finish; the message holds what the work itself said."""


class StartError(TumenError):
    """The server cannot start."""


class WorkspaceError(TumenError):
    """A workspace cannot be opened, read or written. Nothing of it has been overwritten."""


class EditConflict(WorkspaceError):
    """Somebody else has changed the same entry in the meantime; the message holds who, and where both texts are."""
