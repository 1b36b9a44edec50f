"""Cards (TOML text) into the vocabulary, and every fault in them with file, entry and what to do.

Pure: it is given the texts by file name and opens nothing. :mod:`explorer.world.world` reads the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from explorer.cards.crosscheck import Reading, check
from explorer.errors import Fault, SeedFaults
from explorer.exposure.vocabulary import ExposureCards, Factor, Judgement, Trial
from explorer.ledger.claims import Entry, Ledger
from explorer.ledger.gazetteer import Gazetteer
from explorer.ledger.travel import Itinerary, Leg, PortTransfer
from explorer.ledger.vocabulary import Card, Claim, Claimant, Dataset, Document, Event, Family, Site
from explorer.stories.rehearsal import Stage
from explorer.stories.rehearsal import check as rehearse
from explorer.stories.scenario import MAX_FILE_BYTES, Scenario
from explorer.views.presets import Preset
from explorer.zones.law import NO_LAW, Case, Law, Provision

C = TypeVar("C", bound=Card)


@dataclass(frozen=True)
class Cards:
    """Everything that the cards hold, checked and tied together."""

    ledger: Ledger
    gazetteer: Gazetteer
    legs: tuple[Leg, ...]
    itineraries: tuple[Itinerary, ...]
    transfers: tuple[PortTransfer, ...] = ()
    exposure: ExposureCards = field(default_factory=ExposureCards)
    scenarios: tuple[Scenario, ...] = ()
    presets: tuple[Preset, ...] = ()
    law: Law = NO_LAW


def read(
    texts: Mapping[str, str],
    rail_lines: frozenset[str] | None = None,
    unreadable: Iterable[Fault] = (),
    datasets: Mapping[str, Dataset] | None = None,
) -> Cards:
    """Read all cards.

    Parameters
    ----------
    texts
        Card text by path inside ``seeds``, such as ``documents/….toml`` or ``sites.toml``.
    rail_lines
        Ids of the named rail lines that legs may follow; None leaves them unchecked.
    unreadable
        Faults of files whose text could not be had at all.
    datasets
        The map data that scenarios may cite, by id; None leaves it unchecked.

    Raises
    ------
    SeedFaults
        With every fault of every card.
    """
    reading = Reading()
    for fault in unreadable:
        reading.faults.append(fault)
        reading.unread |= _tables_of(fault.file)
    for file in sorted(texts):
        if file.startswith("scenarios/") and (size := len(texts[file].encode(errors="replace"))) > MAX_FILE_BYTES:
            _too_large(reading, file, size)
            continue
        table = _parse(reading, file, texts[file])
        if table is not None:
            _read_file(reading, file, table)
    check(reading, rail_lines)
    stage = _stage(reading, datasets)
    for file, scenario in reading.scenarios:
        reading.faults += rehearse(scenario, file, stage)
    if reading.faults:
        raise SeedFaults(sorted(set(reading.faults)))
    scenarios = tuple(scenario for _, scenario in sorted(reading.scenarios, key=lambda row: row[0]))
    exposure = ExposureCards(
        tuple(sorted(reading.factors, key=lambda f: int(f.id[1:]))), tuple(reading.judgements), tuple(reading.trials)
    )
    law = Law(tuple(reading.provisions), tuple(reading.cases))
    transfers = tuple(reading.transfers)
    presets = tuple(reading.presets)
    rest = (exposure, scenarios, presets, law)
    return Cards(stage.ledger, stage.gazetteer, stage.legs, stage.itineraries, transfers, *rest)


def _stage(reading: Reading, datasets: Mapping[str, Dataset] | None) -> Stage:
    """What could be read, tied together; what is there but faulty is pending."""
    entries = []
    for _, document, claimants, claims in reading.documents:
        speakers = {claimant.id: claimant for claimant in claimants}
        if document:
            entries += [Entry(claim, document, speakers[claim.claimant]) for claim in claims if claim.claimant in speakers]
    events = sorted((event for _, event in reading.events), key=lambda e: (str(e.dates.start or e.dates.end), e.id))
    documents = tuple(document for _, document, _, _ in reading.documents if document)
    ledger = Ledger(documents, tuple(entries), tuple(reading.families), tuple(events))
    return Stage(
        ledger, Gazetteer(tuple(reading.sites)), tuple(reading.legs), tuple(reading.itineraries), datasets,
        frozenset(identifier for _, _, identifier in reading.met),
    )  # fmt: skip


def read_scenario(file: str, text: str, stage: Stage) -> Scenario:
    """Read one scenario that somebody brings along.

    Raises
    ------
    SeedFaults
        With every fault of the file, held against what the stage knows.
    """
    reading = Reading()
    if (size := len(text.encode(errors="replace"))) > MAX_FILE_BYTES:
        _too_large(reading, file, size)
    elif (table := _parse(reading, file, text)) is not None:
        _read_scenario(reading, file, table)
    for _, scenario in reading.scenarios:
        reading.faults += rehearse(scenario, file, stage)
    if reading.faults or not reading.scenarios:
        raise SeedFaults(sorted(set(reading.faults)))
    return reading.scenarios[0][1]


def _parse(reading: Reading, file: str, text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib lets out both for numbers and nesting without end
        reading.fault(file, "", f"this is not valid TOML: {error}", "Mend the line it names; text values need quotes.")
        reading.unread |= _tables_of(file)
        return None


_TABLES: dict[str, frozenset[str]] = {
    "documents": frozenset({"document", "claimant", "claim"}),
    "context": frozenset({"context", "event"}),
    "sites.toml": frozenset({"site"}),
    "families.toml": frozenset({"family"}),
    "legs.toml": frozenset({"leg"}),
    "itineraries.toml": frozenset({"itinerary"}),
    "transfers.toml": frozenset({"transfer"}),
    "views.toml": frozenset({"view"}),
    "exposure": frozenset({"factor", "judgement", "trial"}),
    "scenarios": frozenset(Scenario.model_fields),
    "law.toml": frozenset({"provision", "case"}),
}


def _tables_of(file: str) -> frozenset[str]:
    """The tables that a file of this name may hold."""
    return _TABLES.get(file.split("/", maxsplit=1)[0], frozenset())


def _read_file(reading: Reading, file: str, table: dict[str, Any]) -> None:
    kind = file.split("/", maxsplit=1)[0]
    allowed = _TABLES.get(kind)
    if allowed is None:
        reading.fault(file, "", "this is no card that the explorer knows", f"Name it one of: {', '.join(sorted(_TABLES))}.")
        return
    for key in sorted(set(table) - allowed):
        reading.fault(file, key, "unknown table", f"Use only {', '.join(sorted(allowed))}.")
    if kind == "documents":
        _read_document(reading, file, table)
    elif kind == "scenarios":
        _read_scenario(reading, file, table)
    elif kind == "context":
        reading.events += [(file, event) for event in _models(reading, file, "event", table, Event)]
    else:
        _read_plain(reading, kind, file, table)


def _read_plain(reading: Reading, kind: str, file: str, table: dict[str, Any]) -> None:
    """Cards that are nothing but lists of tables."""
    if kind == "sites.toml":
        reading.sites += _models(reading, file, "site", table, Site)
    elif kind == "families.toml":
        reading.families += _models(reading, file, "family", table, Family)
    elif kind == "views.toml":
        reading.presets += _models(reading, file, "view", table, Preset)
    elif kind == "transfers.toml":
        reading.transfers += _models(reading, file, "transfer", table, PortTransfer)
    elif kind == "exposure":
        reading.factors += _models(reading, file, "factor", table, Factor)
        reading.judgements += _models(reading, file, "judgement", table, Judgement)
        reading.trials += _models(reading, file, "trial", table, Trial)
    elif kind == "law.toml":
        reading.provisions += _models(reading, file, "provision", table, Provision)
        reading.cases += _models(reading, file, "case", table, Case)
    elif kind == "legs.toml":
        reading.legs += _models(reading, file, "leg", table, Leg)
    else:
        reading.itineraries += _models(reading, file, "itinerary", table, Itinerary)


def _read_document(reading: Reading, file: str, table: dict[str, Any]) -> None:
    heads = _models(reading, file, "document", {"document": [table.get("document", {})]}, Document)
    claimants = _models(reading, file, "claimant", table, Claimant)
    claims = _models(reading, file, "claim", table, Claim)
    reading.documents.append((file, heads[0] if heads else None, claimants, claims))
    if heads and f"documents/{heads[0].id}.toml" != file:
        reading.fault(file, "document", f"its id is {heads[0].id!r}", "Give the file the name of the document's id.")


def _too_large(reading: Reading, file: str, size: int) -> None:
    what = f"the file has {size / 1e6:.1f} MB; a scenario may have {MAX_FILE_BYTES / 1e6:.0f} MB"
    reading.fault(file, "", what, "Take images out or make them smaller.")


def _read_scenario(reading: Reading, file: str, table: dict[str, Any]) -> None:
    try:
        reading.scenarios.append((file, Scenario.model_validate(table)))
    except ValidationError as error:
        found = error.errors()
        for detail in found:
            # A list with a faulty row counts as short of that row as well; the row's own fault is enough.
            inner = any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in found if other is not detail)
            if not (inner and detail["type"] == "too_short"):
                reading.fault(file, _place_in(table, detail["loc"]), *_plain(dict(detail)))


def _place_in(table: Mapping[str, Any], path: Iterable[int | str]) -> str:
    """Where in a scenario, with the steps by their own numbers: "step 3, say 1, text"."""
    words: list[str] = []
    value: Any = table
    for part in path:
        if isinstance(part, int):
            row = value[part] if isinstance(value, list) and part < len(value) else {}
            own = row.get("n") if words[-1] == "step" and isinstance(row, dict) else None
            words[-1] = f"{words[-1]} {own if isinstance(own, int) else part + 1}"
            value = row
        else:
            words.append(part)
            value = value.get(part) if isinstance(value, dict) else None
    return ", ".join(words)


def _models(reading: Reading, file: str, name: str, table: Mapping[str, Any], model: type[C]) -> list[C]:
    rows = table.get(name, [])
    if not isinstance(rows, list):
        reading.fault(file, name, "this must be a list of tables", f"Write [[{name}]] with two brackets.")
        reading.unread.add(name)
        return []
    good = []
    for number, row in enumerate(rows, start=1):
        identifier = row.get("id") if isinstance(row, dict) else None
        label = f"{name} number {number}"
        if isinstance(identifier, str):
            label = f"{name} {_short(identifier)}"
            reading.met.append((file, name, identifier))
        try:
            good.append(model.model_validate(row))
        except ValidationError as error:
            for detail in error.errors():
                where = ".".join(str(part) for part in detail["loc"])
                reading.fault(file, f"{label}, {where}" if where else label, *_plain(dict(detail)))
    return good


def _short(text: str) -> str:
    """A value of a card, cut to what a message has room for."""
    return text if len(text) <= 60 else f"{text[:57]}…"


def _plain(detail: dict[str, Any]) -> tuple[str, str]:
    """A validation error in words: what is wrong, what to do."""
    given = _short(repr(detail.get("input")))
    match detail["type"]:
        case "missing":
            return "the field is missing", "Add it."
        case "extra_forbidden":
            return f"the field is not known (it holds {given})", "Remove it or mend its name."
        case "enum":
            return f"{given} is not one of the known words", f"Use {detail['ctx']['expected']}."
        case "too_short":
            least = detail["ctx"]["min_length"]
            return (
                f"there are {len(detail['input'])} entries, and at least {least} must be there",
                "Mend the list: add what is missing.",
            )
        case "value_error":
            return str(detail["ctx"]["error"]), "Mend the entry."
        case kind if "date" in kind:
            return f"{given} is no date", "Write it without quotes as 2024-06-19, and check that the day exists."
        case _:
            return f"{given}: {detail['msg'][0].lower()}{detail['msg'][1:]}", "Mend the value."
