"""Cards (TOML text) into the vocabulary, and every fault in them with file, entry and what to do.

Pure: it is given the texts by file name and opens nothing. :mod:`explorer.world.load` reads the files. Which cards there are is
said in :mod:`explorer.cards.registry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explorer.cards.adding import (
    ADDED,
    Entered,
    Given,
    MapData,
    Misfit,
    around,
    fields_of,
    given_in,
    home_of,
    misfits,
    model_of,
    read_card,
    stem,
    with_cards,
)
from explorer.cards.checking import check_types, stage_of
from explorer.cards.collection import Cards
from explorer.cards.crosscheck import References
from explorer.cards.drafts import look_through, open_draft
from explorer.cards.reading import Reading, Table, parse, read_file, read_row, read_rows
from explorer.cards.registry import TYPES, CardType, Types
from explorer.cards.translations import FOLDER as TRANSLATIONS
from explorer.cards.translations import Unit, compare, read_names, read_tongue, remarks_of, units
from explorer.errors import Fault, SeedFaults
from explorer.ledger.catalogue import Dataset
from explorer.ledger.vocabulary import Card
from explorer.stories.rehearsal import Stage, rehearse
from explorer.stories.scenario import Scenario

__all__ = [
    "ADDED",
    "TRANSLATIONS",
    "Cards",
    "Entered",
    "Given",
    "MapData",
    "Misfit",
    "Reading",
    "Unit",
    "around",
    "compare",
    "fields_of",
    "given_in",
    "home_of",
    "look_through",
    "misfits",
    "model_of",
    "open_draft",
    "read",
    "read_card",
    "read_names",
    "read_scenario",
    "read_tongue",
    "remarks_of",
    "stem",
    "units",
    "with_cards",
]


def read(
    texts: Mapping[str, str],
    rail_lines: frozenset[str] | None = None,
    unreadable: Iterable[Fault] = (),
    datasets: Mapping[str, Dataset] | None = None,
    closable: frozenset[str] | None = None,
    types: Types = TYPES,
    *,
    proofread: bool = False,
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
    closable
        Ids of the structures and passages that can be closed; None leaves them unchecked.
    types
        The types of cards there are.
    proofread
        The sentences of the stories were held against the ledger before and are not again.

    Raises
    ------
    SeedFaults
        With every fault of every card.
    """
    reading = Reading()
    for fault in unreadable:
        reading.faults.append(fault)
        reading.unread |= _tables(fault.file, types)
    for file in sorted(texts):
        _read_text(reading, file, texts[file], types)
    cards = Cards({card_type.model: tuple(reading.of(card_type.model)) for card_type in types})
    check_types(References(reading, stage_of(cards, reading, datasets, proofread=proofread), rail_lines, closable), types)
    if reading.faults:
        raise SeedFaults(sorted(set(reading.faults)))
    return cards


def read_scenario(file: str, text: str, stage: Stage) -> Scenario:
    """Read one scenario that somebody brings along.

    Raises
    ------
    SeedFaults
        With every fault of the file, held against what the stage knows.
    """
    reading = Reading()
    (story,) = (card_type for card_type in TYPES if card_type.model is Scenario)
    if (table := _sized(reading, file, text, (story,))) is not None:
        read_file(reading, file, table, Scenario)
    found = [row.card for row in reading.of(Scenario)]
    for scenario in found:
        reading.faults += rehearse(scenario, file, stage)
    if reading.faults or not found:
        raise SeedFaults(sorted(set(reading.faults)))
    return found[0]


# ---- files -----------------------------------------------------------------------------------------------------------


def _home(file: str) -> str:
    """The file or folder at the top of ``seeds``."""
    return file.split("/", maxsplit=1)[0]


def _tables(file: str, types: Types) -> frozenset[str]:
    """The tables that a file of this name may hold."""
    return frozenset().union(*(card_type.tables for card_type in types if card_type.home == _home(file)))


def _read_text(reading: Reading, file: str, text: str, types: Types) -> None:
    here = tuple(card_type for card_type in types if card_type.home == _home(file))
    table = _sized(reading, file, text, here)
    if table is None:
        reading.unread |= _tables(file, types)
    elif not here:
        homes = ", ".join(sorted({card_type.home for card_type in types}))
        reading.fault(file, "", "this is not a card that the explorer knows", f"Name it one of: {homes}.")
    else:
        _read_tables(reading, file, table, here)


def _sized(reading: Reading, file: str, text: str, here: Types) -> Table | None:
    """The tables of a file; None, with a fault, where it is too large or no TOML."""
    size = len(text.encode(errors="replace"))
    for card_type in here:
        if card_type.max_bytes is not None and size > card_type.max_bytes:
            limit = f"a {card_type.table} may have {card_type.max_bytes / 1e6:.0f} MB"
            reading.fault(file, "", f"the file has {size / 1e6:.1f} MB; {limit}", "Take images out or make them smaller.")
            return None
    return parse(reading, file, text)


def _read_tables(reading: Reading, file: str, table: Table, here: Types) -> None:
    allowed = frozenset().union(*(card_type.tables for card_type in here))
    if all(card_type.shape != "file" for card_type in here):  # the model of a whole file names what it does not know
        for key in sorted(table.keys() - allowed):
            reading.fault(file, key, "unknown table", f"Use only {', '.join(sorted(allowed))}.")
    for card_type in here:
        _read_type(reading, file, table, card_type)


def _read_type(reading: Reading, file: str, table: Table, card_type: CardType[Card]) -> None:
    name, model = card_type.table, card_type.model
    if card_type.shape == "file":
        read_file(reading, file, table, model)
    elif card_type.shape == "rows":
        read_rows(reading, file, name, table.get(name, []), model)
    elif card_type.required or name in table:
        read_row(reading, file, name, table.get(name, {}), model, f"{name} number 1")
