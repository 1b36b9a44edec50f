"""Cards and their translations, proofread: every fault, with what the rules of wording find in each translation."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from explorer.cards.read import TRANSLATIONS, Cards, Reading, Unit, units
from explorer.errors import Fault, quoted
from explorer.fidelity.check import held, problems
from explorer.fidelity.grammar import missing
from explorer.ledger.tongue import NameForms, Tongue, fingerprint, texts
from explorer.world import load


def check(seeds: Traversable | None = None) -> tuple[Fault, ...]:
    """Every fault of the cards, of the map data and of the translations; empty when all is well."""
    found, faults = load.checked(seeds)
    return wording(found, seeds) if found is not None and not faults else faults


def wording(cards: Cards, seeds: Traversable | None = None) -> tuple[Fault, ...]:
    """What translations say that their English does not, and what they leave out, in the languages whose rules can run."""
    reading = Reading()
    names = load.names_kept(seeds, reading)
    rows = list(units(cards))
    for language in load.languages(seeds):
        if not missing(language):
            tongue = load.tongue(seeds, language)
            reading.faults += (fault for unit in rows for fault in _of(unit, tongue, names))
            reading.faults += _of_remarks(tongue, names)
    return tuple(sorted(set(reading.faults)))


def not_run(seeds: Traversable | None = None) -> tuple[str, ...]:
    """A line for each language whose rules cannot run here, with what they need."""
    lacking = ((language, missing(language)) for language in load.languages(seeds))
    return tuple(f"Not held against the English: translations into {name}, which needs {what}." for name, what in lacking if what)


def _of(unit: Unit, tongue: Tongue, names: tuple[NameForms, ...]) -> Iterator[Fault]:
    """What the rules find in the translation of one entry."""
    english, made = texts(unit.table, unit.card), tongue.entries.get((unit.table, unit.key))
    if made is None or made.of != fingerprint(english):
        return
    for field, problem in held(tongue.language, english, made.words, names):
        file = f"{TRANSLATIONS}/{tongue.language}/{unit.file}"
        yield Fault(file, f"{unit.table} {unit.id}, {field}", problem.what, problem.do)


def _of_remarks(tongue: Tongue, names: tuple[NameForms, ...]) -> Iterator[Fault]:
    """What the rules find in notes and reasons."""
    for english, told in tongue.remarks.items():
        for problem in problems(tongue.language, english, told, names):
            file = f"{TRANSLATIONS}/{tongue.language}/remarks.toml"
            yield Fault(file, f"remark {quoted(english, 60)}", problem.what, problem.do)
