"""Which characters a text may hold, and how one is told that cannot be shown.

A text may hold any letter of any script. What no reader can see and no format can carry it may not: control characters, halves
of surrogate pairs, byte order marks and code points that are no characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LAID_OUT = "\t\n\r"
"""Control characters that lay out a text of several lines."""


def unfit(text: str) -> Iterator[str]:
    r"""The characters of a text that it may not hold, each once.

    >>> list(unfit("bell\x07, mark\ufeff, 라진"))
    ['\x07', '\ufeff']
    """
    if text.isprintable():
        return
    for character in dict.fromkeys(text):
        kind = unicodedata.category(character)
        if (kind == "Cc" and character not in LAID_OUT) or kind == "Cs" or character == "\ufeff" or _is_none(ord(character)):
            yield character


def _is_none(code: int) -> bool:
    """Whether a code point is set aside for ever and never a character."""
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


_TURNS = frozenset(map(chr, (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""What turns the direction of a line, so that a reader takes it for another."""


def plain(text: str) -> str:
    r"""A text for a file that other programs open: without what none may hold and what turns its direction; blanks stay blanks.

    >>> plain("Kim\N{NO-BREAK SPACE}Jong\x1b Un\u202e")
    'Kim Jong Un'
    """
    if text.isprintable():
        return text
    gone = _TURNS | set(unfit(text))
    return "".join(c if c in "\n\t" else "" if c in gone else " " if c.isspace() else c for c in text)


def in_one_line(text: str) -> str:
    r"""A text of a card as the title of something: its lines one after the other.

    >>> in_one_line("Rajin\n  or Dunai")
    'Rajin or Dunai'
    """
    return " ".join(plain(text).split())


def code(character: str) -> str:
    r"""A character by its number, as Unicode writes it.

    >>> code("\x1b")
    'U+001B'
    """
    return f"U+{ord(character):04X}"


def inert(text: str) -> str:
    r"""One line in which every character that is not printable is written out, so that none is an order to a terminal or log.

    >>> inert("red \x1b[31m")
    'red \\u001b[31m'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text)
