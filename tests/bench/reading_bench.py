"""A document of 2,000 words, which is read warm: the original texts of the tests, put together."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from explorer.intake.names import Names
from explorer.intake.read import File, read
from explorer.world.spots import named_in_texts
from explorer.world.world import World

TEXTS = Path(__file__).parents[1] / "unit" / "intake" / "texts"
WORDS = 2_000


def document() -> bytes:
    """English paragraphs until there are as many words as asked for."""
    lines = [
        line for name in ("en-note", "en-release") for line in (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    ]
    paragraphs = [line for line in lines if len(line.split()) > 8]
    found: list[str] = []
    while sum(len(text.split()) for text in found) < WORDS:
        found.append(paragraphs[len(found) % len(paragraphs)])
    return "\n\n".join(found).encode()


def reading(world: World, runs: int) -> list[float]:
    """Seconds that it takes to read it, after a first reading that loads the models."""
    names, file = Names.known(named_in_texts(world.places)), File("bench.txt", document())
    took = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        assert len(read(file, names, date(2024, 7, 15)).drafts) > WORDS / 40, "the bench would measure nothing"
        took.append(time.perf_counter() - began)
    return took[1:]
