"""The toy world with a shelf of documents beside its own two: 33 in all, with codes of one to four letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise, product
from string import ascii_uppercase

from explorer.cards.read import read
from explorer.world.world import World
from tests import toy

NAMED = ("BBC", "KCNA", "NK", "RIA", "TASS", "YNA")
"""Codes that are words; TASS begins like T, NK like N and KCNA like K."""
CODES = (*NAMED, *ascii_uppercase[2:21], *map("".join, product("A", ascii_uppercase[:6])))
"""Of the documents on the shelf: C to U, and AA to AF."""
NUMBERS = ("01", "02", "100")


def document_id(code: str) -> str:
    """The slug of a document on the shelf."""
    return f"{code.casefold()}-news-2024-07-01"


def former_id(code: str) -> str:
    """The id under which older links know it."""
    return f"{CODES.index(code) + 2:03}_{CODES.index(code):016x}"


def paper(code: str, against: str) -> str:
    """A document of three claims, of which the second speaks against a claim of another document."""
    claims = "".join(
        f"""
[[claim]]
id = "{code}{number}"
paragraph = 1
line = 1
claimant = "voice"
stance = "alleged"
statement = "The agency {code} spoke for time {number} of Beta."
speech = "reported"
topics = ["rail"]
flow = "none"
places = [{{ id = "{place}", basis = "named", as_written = "there" }}]
truth = "single source"
truth_why = "One origin."
dates = {{ start = 2024-07-01, basis = "stated" }}
contradicts = [{f'{{ ref = "{against}", note = "Another day." }}' if number == "02" else ""}]
{toy.GRADES}"""
        for number, place in zip(NUMBERS, ("beta", "alpha", "gamma"), strict=True)
    )
    return f"""
[document]
id = "{document_id(code)}"
former_ids = ["{former_id(code)}"]
code = "{code}"
title = "What {code} wrote"
publisher = "{code} News"
underlying = "Not known."
relation = "Not known."
paragraphs = 2
reliability = "C"
reliability_why = "No by-line."
[document.dates]
start = 2024-07-01
basis = "stated"

[[claimant]]
id = "voice"
name = "Agency {code}"
voice = "analysts"
{claims}"""


TEXTS: Mapping[str, str] = toy.TEXTS | {
    f"documents/{document_id(code)}.toml": paper(code, f"{other}01") for code, other in pairwise((*CODES, "A"))
}
CLAIMS = frozenset(f"{code}{number}" for code in CODES for number in NUMBERS)


@cache
def world() -> World:
    """The toy world with the whole shelf."""
    return toy.with_cards(read(TEXTS, frozenset({"alpha-line"})))
