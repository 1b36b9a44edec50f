"""What is reporting content stands in ``seeds``: no id of a card is written in the code.

Docstrings are left out, since their examples are words for a reader. Ranges of the model and cases of the law are named by the
code on purpose, which the cards have to fill; so are the words of its own vocabulary and the addresses of its pages.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import EnumMeta
from functools import cache
from pathlib import Path

import pytest

from explorer.cards.registry import TYPES
from explorer.exposure.vocabulary import Judgement
from explorer.ledger import vocabulary
from explorer.zones.law import LegalCase
from tests.bundled import bundled

CODE = Path(__file__).parents[1] / "explorer"
FILES = [path for path in sorted(CODE.rglob("*")) if path.suffix in {".py", ".js", ".html", ".css"}]
ASKED_FOR = (Judgement, LegalCase)
PAGES = set(re.findall(r'url_path="([^"]+)"', (CODE / "app" / "main.py").read_text(encoding="utf-8")))
WORDS = {str(word) for words in vars(vocabulary).values() if isinstance(words, EnumMeta) for word in words} | PAGES


@cache
def ids() -> frozenset[str]:
    """Every id of a card, former ones too."""
    cards = bundled().cards
    rows = [card for card_type in TYPES if card_type.model not in ASKED_FOR for card in cards.of(card_type.model)]
    found = {name for card in rows for field in ("id", "site") if (name := getattr(card, field, None))}
    return frozenset(found) | {name for document in cards.ledger.documents for name in document.former_ids}


def literals(text: str, suffix: str) -> Iterator[tuple[int, str]]:
    """Texts in the code with their lines: strings of Python without docstrings, every other file as it stands, less comments."""
    if suffix != ".py":
        bare = re.sub(r"/\*.*?\*/|<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
        for number, line in enumerate(bare.splitlines(), start=1):
            yield from ((number, piece) for piece in re.split(r"[\"'`]", re.sub(r"(?<!:)//.*", "", line)))
        return
    tree = ast.parse(text)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def named(text: str, known: frozenset[str]) -> set[str]:
    """Ids in a text. One that is a plain word has to be the whole text, by itself or after its kind ("site:…")."""
    whole = text.rpartition(":")[2] if re.fullmatch(r"[a-z]+:[a-z]+", text) else text
    tokens = {token for token in re.findall(r"[A-Za-z0-9_-]+", text) if re.search(r"[0-9_-]", token)}
    return ({whole} | tokens) & known


def test_no_id_of_a_card_is_written_in_the_code() -> None:
    known = ids() - WORDS
    found = [
        f"{path.relative_to(CODE)}, line {line}: {name}"
        for path in FILES
        for line, text in literals(path.read_text("utf-8"), path.suffix)
        for name in named(text, known)
    ]
    assert found == []


def test_there_are_ids_of_every_type_to_look_for() -> None:
    known = ids()
    for name in ("B42", "rajin-port", "rajin-dunai-sea", "denials", "tour", "whole-theatre", "korea-strait", "f1"):
        assert name in known, name
    assert len(known) > 400
    assert {"002_c79e3eda8791d646", "daily-scope-2024-06"} <= known
    assert WORDS & known == {"missiles", "monitoring", "rail-and-sea"}


@pytest.mark.parametrize(
    ("code", "suffix", "found"),
    [
        ('X = "friendship-bridge"', ".py", {"friendship-bridge"}),
        ('X = f"site:{y}, rajin-port"', ".py", {"rajin-port"}),
        ('X = "tour"', ".py", {"tour"}),
        ('X = "site:moscow"', ".py", {"moscow"}),
        ('X = "a tour of Moscow"', ".py", set()),
        ('"""As in friendship-bridge."""', ".py", set()),
        ("# friendship-bridge\nX = 1", ".py", set()),
        ('const x = "claim:B42"; // B43', ".js", {"B42"}),
        ("/* B42 */ .tumen-tour-x { color: red }", ".css", set()),
        ('<i data-id="rajin-port"></i><!-- B42 -->', ".html", {"rajin-port"}),
    ],
)
def test_what_is_found(code: str, suffix: str, found: set[str]) -> None:
    known = ids()
    assert {name for _, text in literals(code, suffix) for name in named(text, known)} == found
