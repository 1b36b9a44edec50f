"""What somebody may have meant: the nearest of the known ids, keys or words; one way for every list there is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

ALIKE = 0.65
"""How alike two words have to be, from 0 to 1, when neither holds the other."""


LONGEST = 120
"""So much of a text is compared; every id, key and word is shorter."""


def nearest(text: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The known words nearest to a text: the same but for case and dashes, else with it at the beginning or inside, else alike.

    Parameters
    ----------
    text
        What was typed.
    known
        Ids, keys or words.
    limit
        At most so many.

    >>> nearest("suez", ["suez-canal", "sunda-strait"]), nearest("Kerch Strait", ["kerch-strait"])
    (('suez-canal',), ('kerch-strait',))
    """
    wanted = _form(text[:LONGEST])
    forms = {word: _form(word) for word in dict.fromkeys(known)}
    if not wanted:
        return ()
    ranked = sorted((rank, len(form), word) for word, form in forms.items() if (rank := _rank(wanted, form)) is not None)
    if ranked:
        return tuple(word for rank, _, word in ranked if rank > 0 or rank == ranked[0][0])[: limit if ranked[0][0] else 1]
    alike = difflib.get_close_matches(wanted, forms.values(), n=limit, cutoff=ALIKE)
    return tuple(dict.fromkeys(word for near in alike for word, form in forms.items() if form == near))[:limit]


def hint(text: str, known: Iterable[str], form: str = " (nearest: {})") -> str:
    """The nearest known words as a part of a message; nothing where none is near.

    >>> hint("stanse", ["stance", "topic"]), hint("moon", ["stance"])
    (' (nearest: stance)', '')
    """
    found = nearest(text, known)
    return form.format(", ".join(found)) if found else ""


def _form(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def _rank(wanted: str, form: str) -> int | None:
    """How a word holds the text: 0 is it, 1 begins with it, 2 has it among its parts."""
    if form == wanted:
        return 0
    if len(wanted) < 3:
        return None
    if form.startswith(wanted):
        return 1
    return 2 if f"-{wanted}-" in f"-{form}-" else None
