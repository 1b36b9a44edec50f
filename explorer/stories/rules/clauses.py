"""Sentences taken apart for the rules of wording: words, their stems, clauses, and what a "not" reaches.

A stem is the first five letters of a word that says something; "arms" and "arm" have one, "of" and "there" have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

STEM = 5
REACH = 9
"""How many words a "not" reaches at most."""

_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        a an the this that these those there here it its he him his her she they them their we our who whom whose which
        what when where why how of in on at by for from to with into onto upon about over under than then as if or and
        nor but so too also very much many more most less fewer such own same other another each every all any some one
        two be is are was were been being am do does did done has have had having may might can could will would shall
        should must not no none never neither nothing nobody hardly cannot without up out off down only just even still
        yet already again ago once while since until between among after before during ledger said says say whether
        however day days week weeks year years hour hours january february march april june july august september
        october november december
        """,
    )
)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?|\d[\d,.\u202f]*\d|\d")
_BREAK = re.compile(r"[,;:.!?()]|\b(?:but|while|whereas|and|which|who|though|although|yet|because)\b", re.IGNORECASE)
_STOP = re.compile(
    r"[,;:.!?()](?=\s|$)|\b(?:but|while|whereas|when|where|whether|which|what|who|why|how|as|and (?!\w+ing\b))\b", re.IGNORECASE
)
NEGATORS = re.compile(
    r"\b(?:not(?! only)|(?-i:no)(?! other| more| longer)|(?-i:No)(?! [A-Z][a-z]+ [A-Z]| other)|never|neither|nor|none|nothing"
    r"|nobody|hardly|cannot|without|by no means|far from|no longer|fail(?:s|ed)? to|refus(?:e|es|ed) to|declin(?:e|es|ed) to"
    r"|ceas(?:e|es|ed) to|stop(?:s|ped)? \w+ing|unable to|lack(?:s|ed)?|instead of|rather than|anything but)\b|n['’]t\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word; empty for one that says nothing by itself.

    >>> stem("deliveries"), stem("delivered"), stem("Arms"), stem("there")
    ('deliv', 'deliv', 'arm', '')
    """
    plain = re.sub(r"['’]s?$", "", word.casefold())
    if plain in _EMPTY or len(plain) < 3 or plain[0].isdigit():
        return ""
    return (re.sub(r"(?:ed|ing|es|e|(?<!s)s)$", "", plain) if len(plain) > 3 else plain)[:STEM]


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(found for word in _WORD.findall(text) if (found := stem(word)))


def clause_at(text: str, place: int) -> str:
    """The clause of a text that a place lies in.

    >>> clause_at("It loaded on 12 March and lay there on 14 March.", 14)
    'It loaded on 12 March '
    """
    start = max((match.end() for match in _BREAK.finditer(text, 0, place)), default=0)
    following = _BREAK.search(text, place)
    return text[start : following.start() if following else len(text)]


@dataclass(frozen=True)
class Reach:
    """A negation: the word, where it stands and ends, the stems it reaches and, of these, the first."""

    word: str
    place: int
    end: int
    stems: frozenset[str]
    first: str


def negations(text: str) -> Iterator[Reach]:
    """Every negation of a text with what it reaches: up to the end of its clause, and not further than a few words.

    >>> [(reach.word, sorted(reach.stems)) for reach in negations("Trains might not replace ships, he held.")]
    [('not', ['repla', 'ship'])]
    """
    for match in NEGATORS.finditer(text):
        rest = text[match.end() :]
        stop = _STOP.search(rest)
        words = _WORD.findall(rest[: stop.start()] if stop else rest)[:REACH]
        found = [name for word in words if (name := stem(word))]
        yield Reach(match[0], match.start(), match.end(), frozenset(found), found[0] if found else "")


@lru_cache(maxsize=4096)
def negated_stems(text: str) -> frozenset[str]:
    """Every stem of a text that stands under a negation."""
    return frozenset().union(*(reach.stems for reach in negations(text)))
