"""Translations of the cards: read from their own folder, and held against the cards as they stand.

``translations/ko/documents/….toml`` has the Korean for ``documents/….toml``: a table for each entry, by its id. Notes and reasons
stand in ``translations/ko/remarks.toml``, each by its English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.cards.collection import Cards
from explorer.cards.reading import Reading, Table, check_texts, parse, read_rows
from explorer.errors import Fault, quoted
from explorer.exposure.vocabulary import Factor, Judgement, Trial
from explorer.ledger.nearest import hint
from explorer.ledger.tongue import PATHS, NameForms, Tongue, Translation, Words, fingerprint, remarks, texts
from explorer.ledger.travel import Itinerary, Journey, Leg
from explorer.ledger.vocabulary import Card, Claim, Claimant, Document, Event, Family, Site
from explorer.stories.scenario import Scenario
from explorer.views.presets import Corridor, Viewpoint
from explorer.zones.law import LegalCase, Provision

FOLDER = "translations"
"""The folder beside the cards that holds a folder for each language."""
NAMES = f"{FOLDER}/names.toml"
"""Names that a translation has to keep."""
REMARKS = "remarks.toml"
"""In the folder of a language: notes and reasons in it."""

_MODELS: Mapping[str, type[Card]] = {
    "document": Document,
    "claimant": Claimant,
    "claim": Claim,
    "event": Event,
    "factor": Factor,
    "judgement": Judgement,
    "trial": Trial,
    "family": Family,
    "leg": Leg,
    "journey": Journey,
    "itinerary": Itinerary,
    "viewpoint": Viewpoint,
    "corridor": Corridor,
    "provision": Provision,
    "case": LegalCase,
    "scenario": Scenario,
}


@dataclass(frozen=True)
class Unit:
    """One entry to be translated: the file and table that it stands in, its id there, and the key by which it is found."""

    file: str
    table: str
    id: str
    key: str
    card: Card


def units(cards: Cards) -> Iterator[Unit]:
    """Everything in the cards that is translated, in the order of the cards."""
    for table, model in _MODELS.items():
        for row in cards.rows.get(model, ()):
            yield Unit(row.file, table, row.card.id, _key(row.file, table, row.card.id), row.card)
            for step in row.card.step if isinstance(row.card, Scenario) else ():
                yield Unit(row.file, "step", str(step.n), f"{row.card.id}/{step.n}", step)


def remarks_of(cards: Cards, also: Iterable[str] = ()) -> dict[str, None]:
    """Every note and reason of the cards, and others that are shown beside them, each once, in their order."""
    tables: dict[str, type[Card]] = {**_MODELS, "site": Site}
    found = (text for table, model in tables.items() for row in cards.rows.get(model, ()) for text in remarks(table, row.card))
    return dict.fromkeys([*found, *filter(None, also)])


def read_tongue(language: str, files: Mapping[str, str], reading: Reading | None = None) -> Tongue:
    """The translations into one language.

    Parameters
    ----------
    language
        Its folder: ``ko`` or ``ru``.
    files
        Texts by path inside that folder, which is the path of the English file inside ``seeds``.
    reading
        Where faults are noted; what has one is left out of the answer.
    """
    reading = reading or Reading()
    found: dict[tuple[str, str], Translation] = {}
    said = _remarks(reading, f"{FOLDER}/{language}/{REMARKS}", files.get(REMARKS, ""))
    for file in sorted(files.keys() - {REMARKS}):
        shown = f"{FOLDER}/{language}/{file}"
        story = file.rpartition("/")[2].removesuffix(".toml")
        for table, rows in (parse(reading, shown, files[file]) or {}).items():
            for identifier, row in _rows(reading, shown, table, rows):
                made = _translation(reading, shown, f"{table} {identifier}", table, row)
                if made is not None:
                    found[table, f"{story}/{identifier}" if table == "step" else _key(file, table, identifier)] = made
    return Tongue(language, found, said)


def read_names(text: str, reading: Reading) -> tuple[NameForms, ...]:
    """The names that translations have to keep, from the text of ``translations/names.toml``."""
    table = parse(reading, NAMES, text) or {}
    for key in sorted(table.keys() - {"name"}):
        reading.fault(NAMES, key, "unknown table", "Use only name.")
    read_rows(reading, NAMES, "name", table.get("name", []), NameForms)
    return tuple(row.card for row in reading.of(NameForms))


def compare(cards: Cards, tongue: Tongue, files: Mapping[str, str], also: Iterable[str] = ()) -> Iterator[Fault]:
    """What of a language is missing, unused or no longer what the English says, each with its file and entry.

    Parameters
    ----------
    also
        Texts beside the cards that are translated as remarks are.
    """
    wanted, place = remarks_of(cards, also), f"{FOLDER}/{tongue.language}/{REMARKS}"
    for text in wanted.keys() - tongue.remarks.keys() if REMARKS in files else ():
        yield Fault(place, _remark(text), "the translation is missing", "Add it as a [[remark]].")
    for text in tongue.remarks.keys() - wanted.keys():
        yield Fault(place, _remark(text), "this translates nothing: no card says so", "Correct its English, or remove it.")
    known = {(unit.table, unit.key): unit for unit in units(cards)}
    for unit in known.values():
        yield from _held(unit, tongue.entries.get((unit.table, unit.key)), f"{FOLDER}/{tongue.language}/{unit.file}")
    for table, key in tongue.entries.keys() - known.keys():
        of_table = [other for kind, other in known if kind == table]
        file = next((name for name in sorted(files) if f"[{table}.{key.rpartition('/')[2]}]" in files[name]), "")
        what = "this translates nothing: the cards have no such entry" + hint(key, of_table)
        yield Fault(f"{FOLDER}/{tongue.language}/{file}", f"{table} {key}", what, "Fix its id, or remove it.")


def _held(unit: Unit, made: Translation | None, file: str) -> Iterator[Fault]:
    """What is wrong with the translation of one entry."""
    english, entry = texts(unit.table, unit.card), f"{unit.table} {unit.id}"
    mark = fingerprint(english)
    if made is None:
        yield Fault(file, entry, "the translation is missing", f'Add [{unit.table}.{unit.id}] with of = "{mark}".')
        return
    if made.of != mark:
        what = f'the English has changed since it was translated: of = "{made.of}"'
        yield Fault(file, entry, what, f'Compare both, correct the translation, and write of = "{mark}".')
        return
    for field, text in english.items():
        if field not in made.words:
            yield Fault(file, f"{entry}, {field}", "the translation is missing", "Add it.")
        elif _count(text) != _count(made.words[field]):
            what = f"there are {_count(made.words[field])} texts, and the English has {_count(text)}"
            yield Fault(file, f"{entry}, {field}", what, "Translate each of them, in the order of the card.")
    for field in made.words.keys() - english.keys():
        yield Fault(file, f"{entry}, {field}", "this translates nothing: the card leaves it empty", "Remove it.")


def _count(words: Words) -> int:
    """How many texts; 0 for one that stands alone, so that it is none of a list."""
    return 0 if isinstance(words, str) else len(words)


def _remark(text: str) -> str:
    """How a remark is named in a fault."""
    return f"remark {quoted(text, 60)}"


def _remarks(reading: Reading, file: str, text: str) -> dict[str, str]:
    """Notes and reasons by their English."""
    table = parse(reading, file, text) or {}
    for key in sorted(table.keys() - {"remark"}):
        reading.fault(file, key, "unknown table", "Use only remark.")
    rows, found = table.get("remark", []), dict[str, str]()
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reading.fault(file, "remark", "this must be a table for each remark", "Write [[remark]] for each.")
        return found
    for number, row in enumerate(rows, 1):
        check_texts(reading, file, f"remark {number}", row)
        english, told = (_words(row.get(name)) for name in ("en", "told"))
        if not isinstance(english, str) or not isinstance(told, str) or row.keys() != {"en", "told"}:
            reading.fault(file, f"remark {number}", "it has to have en and told, two texts, and nothing else", "Give both.")
        elif english in found:
            reading.fault(file, f"remark {number}", "its English is there already", "Keep one of them.")
        else:
            found[english] = told
    return found


def _key(file: str, table: str, identifier: str) -> str:
    return f"{file.rpartition('/')[2].removesuffix('.toml')}/{identifier}" if table == "claimant" else identifier


def _rows(reading: Reading, file: str, table: str, rows: object) -> Iterator[tuple[str, Table]]:
    """The tables of one kind by id."""
    if table not in PATHS:
        reading.fault(file, table, f"unknown table{hint(table, PATHS)}", f"Use only {', '.join(PATHS)}.")
    elif not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        reading.fault(file, table, "this must be a table for each entry", f"Write [{table}.ID] for each.")
    else:
        yield from rows.items()


def _translation(reading: Reading, file: str, entry: str, table: str, row: Table) -> Translation | None:
    """One entry; None, with a fault, where it cannot be used."""
    check_texts(reading, file, entry, row)
    before = len(reading.faults)
    if not isinstance(row.get("of"), str):
        reading.fault(file, f"{entry}, of", "the fingerprint of the English is missing", "Add it; tumen check says which.")
    words = {field: _words(value) for field, value in row.items() if field != "of"}
    for field, value in words.items():
        if field not in PATHS[table]:
            known = ", ".join(PATHS[table])
            reading.fault(file, f"{entry}, {field}", "the field is not known", f"Use only {known}.")
        elif value is None:
            reading.fault(file, f"{entry}, {field}", "this is neither a text nor a list of texts", "Put it in quotes.")
    if len(reading.faults) > before:
        return None
    return Translation(row["of"], {field: value for field, value in words.items() if value is not None})


def _words(value: Any) -> Words | None:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, list) and value and all(isinstance(text, str) and text.strip() for text in value):
        return tuple(text.strip() for text in value)
    return None
