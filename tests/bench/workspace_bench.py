"""A large workspace: loading, a claim accepted to its map, search, memory, in seconds of the processor and megabytes."""

from __future__ import annotations

import gc
import resource
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from time import process_time
from typing import Any

from explorer.cli.main import own_process
from explorer.review.bearing import Known, proposals
from explorer.scene.build import build
from explorer.views.view import View
from explorer.workspace.change import Incoming
from explorer.workspace.search import Index
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.world import World

CODES = tuple("".join(letters) for letters in product(ascii_uppercase, repeat=3))
GRADE = {"reliability": "C", "reliability_why": "No by-line.", "credibility": "3", "credibility_why": "Possible, unconfirmed."}
SENTENCE = (
    "boxcars stood at the yard beside the crossing while ships loaded containers near pier three as analysts reported again"
)


TARGETS: tuple[tuple[str, float | None, str], ...] = (
    ("import", None, "s"), ("open", 2, "s"), ("first scene", None, "ms"), ("filter to scene", 100, "ms"),
    ("accept", 250, "ms"), ("accept to scene", 300, "ms"), ("accept to scene of all", 500, "ms"), ("first search", None, "s"),
    ("search", 100, "ms"), ("search, two letters", 100, "ms"), ("search after it", 100, "ms"), ("what a draft lacks", 50, "ms"),
    ("what bears on it", 100, "ms"), ("undo", 250, "ms"), ("file, MB", None, "MB"),
    ("memory added, MB", 150, "MB"),
)  # fmt: skip
"""What is reported, with what it may be at most and its unit."""


def claim(code: str, number: int, sites: tuple[str, ...]) -> dict[str, Any]:
    """A claim of ordinary length at two places."""
    words = SENTENCE.split()
    said = " ".join(words[(number * 7 + n * 3) % len(words)] for n in range(18))
    return {
        "id": f"{code}{number:02}", "paragraph": 1 + number % 20, "line": number, "claimant": "agency", "stance": "alleged",
        "statement": f"In {code} number {number}: {said}.", "speech": "reported", "topics": ["rail", "sea"], "flow": "both ways",
        "places": [{"id": sites[(number * 5 + n) % len(sites)], "basis": "named", "as_written": "there"} for n in (0, 1)],
        "dates": {"start": f"2026-{1 + number % 9:02}-{1 + number % 27:02}", "basis": "stated"}, "said": GRADE, "content": GRADE,
        "truth": "single source", "truth_why": "One origin, so far.", "notes": ["To be read again."],
    }  # fmt: skip


def library(documents: int, claims: int, sites: tuple[str, ...]) -> Iterator[Incoming]:
    """So many documents of so many claims."""
    for code in CODES[:documents]:
        name = f"{code.casefold()}-2026"
        head = {
            "id": name, "code": code, "title": f"What {code} wrote", "publisher": f"{code} News", "underlying": "Not known.",
            "relation": "Not known.", "paragraphs": 20, "reliability": "C", "reliability_why": "No by-line.",
            "dates": {"start": "2026-10-01", "basis": "stated"},
        }  # fmt: skip
        file = f"documents/{name}.toml"
        yield Incoming("document", head, file)
        yield Incoming("claimant", {"id": "agency", "name": f"Agency {code}", "voice": "analysts"}, file)
        yield from (Incoming("claim", claim(code, number, sites), file) for number in range(1, claims + 1))


def written(place: Path, documents: int, claims: int) -> None:
    """A workspace of so many documents of so many claims, as a file."""
    root = World.load()
    sites = tuple(site.id for site in root.gazetteer.sites if site.placed)
    Workspace(Store.open(str(place)), root.ground).bring(library(documents, claims, sites), "Bench", "A library.")


def measured(documents: int, claims: int) -> dict[str, float]:
    """Seconds and megabytes by what was done, with the garbage collector as a program sets it."""
    with own_process():
        return _measured(documents, claims)


def _measured(documents: int, claims: int) -> dict[str, float]:
    took: dict[str, float] = {}
    root = World.load()
    sites = tuple(site.id for site in root.gazetteer.sites if site.placed)
    build(root, View())
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "w.sqlite")
        first = Workspace(Store.open(place), root.ground)
        took["import"] = _timed(lambda: first.bring(library(documents, claims, sites), "Bench", "A library."))[0]
        took["file, MB"] = Path(place).stat().st_size / 1e6
        before = _memory_mb()
        took["open"], desk = _timed(lambda: Workspace(Store.open(place), root.ground))
        gc.freeze()  # as the server does once it has loaded
        shown = root.beside(desk.now, desk.at)
        took["first scene"] = _timed(lambda: build(shown, View()))[0]
        view = View(documents=frozenset({f"{CODES[3].casefold()}-2026"}))
        took["filter to scene"] = _timed(lambda: build(shown, view))[0]
        index = Index()
        took["first search"] = _timed(lambda: index.find(desk.now.cards, "boxcars", 20, desk.now.state))[0]
        took["search"] = _timed(lambda: index.find(desk.now.cards, "containers pier", 20, desk.now.state))[0]
        took["search, two letters"] = _timed(lambda: index.find(desk.now.cards, "라진", 20, desk.now.state))[0]
        new = claim(CODES[0], claims + 1, sites)
        took["accept"] = _timed(lambda: desk.accept([("claim", new)], "Bench", "", f"documents/{CODES[0].casefold()}-2026.toml"))[
            0
        ]
        later = root.beside(desk.now, desk.at)
        took["accept to scene"] = took["accept"] + _timed(lambda: build(later, view))[0]
        took["accept to scene of all"] = took["accept"] + _timed(lambda: build(later, View()))[0]
        took["search after it"] = _timed(lambda: index.find(desk.now.cards, "containers pier", 20, desk.now.state))[0]
        took |= _reviewed(desk, sites)
        took["memory added, MB"] = _memory_mb() - before
    return took


def _reviewed(desk: Workspace, sites: tuple[str, ...]) -> dict[str, float]:
    """What a reviewer waits for at each draft, and the undoing of the last change."""
    fields = claim(CODES[1], 99, sites)
    known = Known(desk.now.cards.ledger.entries)
    entry = Incoming("claim", fields, f"documents/{CODES[1].casefold()}-2026.toml")
    return {
        "what a draft lacks": _timed(lambda: desk.looked_at([entry]))[0],
        "what bears on it": _timed(lambda: proposals(known, {**fields, "claimant": "Agency"}))[0],
        "undo": _timed(lambda: desk.undo(desk.last_of("Bench"), "Bench"))[0],
    }


def _timed(work: Any) -> tuple[float, Any]:
    start = process_time()
    found = work()
    return process_time() - start, found


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
