"""Cards that come beside those of a folder, one by one: read, put with the others, and held against them.

A folder of cards is read and checked as a whole. What is added to it later is checked alone, with whatever refers to it, so that
one more claim costs the same few checks in a large ledger as in a small one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.cards.checking import stage_of
from explorer.cards.collection import Cards
from explorer.cards.crosscheck import References
from explorer.cards.reading import Met, Reading, Row, parse, read_file, read_row
from explorer.cards.registry import TYPES, CardType
from explorer.errors import Fault, SeedFaults, quoted
from explorer.ledger.catalogue import Dataset
from explorer.ledger.ids import claim_order
from explorer.ledger.vocabulary import Card, Claim, Claimant, Event

ADDED = ("document", "claimant", "claim", "context", "event", "site", "family", "leg", "itinerary", "view", "scenario")
"""Tables of what may be added. Law, exposure and what the map opens with are lists that are complete as they are."""

_TYPES: Mapping[str, CardType[Any]] = {card_type.table: card_type for card_type in TYPES}


@dataclass(frozen=True)
class MapData:
    """What of the map data cards may name; None leaves it unchecked."""

    rail_lines: frozenset[str] | None = None
    closable: frozenset[str] | None = None
    datasets: Mapping[str, Dataset] | None = None


@dataclass(frozen=True)
class Given:
    """One entry as it is given: the file and table it stands in, and its fields, not yet read."""

    file: str
    table: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Entered:
    """One card that could be read, with where it stands."""

    file: str
    table: str
    card: Card

    @cached_property
    def row(self) -> Row[Any]:
        """The same as the checks want it."""
        return Row(self.file, self.card)

    @property
    def id(self) -> str:
        """The card's own id."""
        return str(getattr(self.card, "id", ""))

    @property
    def name(self) -> str:
        """An id that no other card of its table has: two documents may each have a claimant of the same id."""
        return f"{stem(self.file)}/{self.id}" if self.table == "claimant" else self.id

    @cached_property
    def order(self) -> tuple[str, tuple[str, int], str]:
        """Where it stands among others of its table: claims by their number."""
        by_number = claim_order(self.id) if isinstance(self.card, Claim) else ("", 0)
        return self.file, by_number, self.id

    @property
    def label(self) -> str:
        """How faults name it."""
        return f"{self.table} {self.id}"


@dataclass(frozen=True)
class Misfit:
    """A card that does not fit the others, and why."""

    entered: Entered
    fault: Fault


def stem(file: str) -> str:
    """The name of a file without folder and ending."""
    return file.rpartition("/")[2].removesuffix(".toml")


def home_of(table: str, identifier: str) -> str:
    """The file in which a card stands that is a file by itself or shares one with all others of its table.

    >>> home_of("document", "kcna-2026-11"), home_of("site", "rajin"), home_of("scenario", "two-ports")
    ('documents/kcna-2026-11.toml', 'sites.toml', 'scenarios/two-ports.toml')
    """
    home = _TYPES[table].home
    return home if home.endswith(".toml") else f"{home}/{identifier}.toml"


def model_of(table: str) -> type[Card]:
    """What the cards of a table are read into."""
    return _TYPES[table].model


def _known(file: str, table: str) -> CardType[Any]:
    if table not in ADDED:
        what = f"a {table[:40]} cannot be added" if table in _TYPES else f"there is no kind of cards called {quoted(table)}"
        raise SeedFaults([Fault(file, table[:40], what, f"Add one of: {', '.join(ADDED)}.")])
    return _TYPES[table]


def read_card(given: Given) -> Entered:
    """Read one entry, by the same model and with the same words for faults as a card of a folder.

    Raises
    ------
    SeedFaults
        With every fault of the entry.
    """
    reading, card_type = Reading(), _known(given.file, given.table)
    home = card_type.home
    if given.file != home and not re.fullmatch(rf"{re.escape(home)}/[A-Za-z0-9_-]{{1,100}}\.toml", given.file):
        reading.fault(given.file, given.table, f"[[{given.table}]] does not stand in this file", f"Put it into {home}.")
    if card_type.shape == "file":
        read_file(reading, given.file, given.fields, card_type.model)
    else:
        read_row(reading, given.file, given.table, given.fields, card_type.model, given.table)
    found = reading.of(card_type.model)
    if reading.faults or not found:
        raise SeedFaults(sorted(set(reading.faults)))
    return Entered(given.file, given.table, found[0].card)


def given_in(texts: Mapping[str, str]) -> tuple[tuple[Given, ...], tuple[Fault, ...]]:
    """The entries of some files, not yet read, and what of the files is at fault: no TOML, or a table that cannot be added."""
    reading, found = Reading(), list[Given]()
    for file in sorted(texts):
        table = parse(reading, file, texts[file])
        if table is not None:
            found += _entries(reading, file, table)
    return tuple(found), tuple(reading.faults)


def _entries(reading: Reading, file: str, table: Mapping[str, Any]) -> Iterator[Given]:
    if file.startswith("scenarios/"):
        yield Given(file, "scenario", table)
        return
    for name, value in table.items():
        if name not in ADDED:
            reading.fault(file, name, "this cannot be added", f"Add one of: {', '.join(ADDED)}.")
        for fields in value if isinstance(value, list) else [value]:
            if name in ADDED and isinstance(fields, dict):
                yield Given(file, name, fields)
            elif name in ADDED:
                reading.fault(file, name, "this must be a table", f"Write [[{name}]] with two brackets.")


def fields_of(card: Card) -> dict[str, Any]:
    """The fields of a card that differ from their defaults, as they are written: what :func:`read_card` makes it of again."""
    return card.model_dump(mode="json", exclude_defaults=True)


def with_cards(base: Cards, added: Iterable[Entered]) -> Cards:
    """The cards of a folder with others beside them, in the order in which one folder would hold them all."""
    rows = {model: list(found) for model, found in base.rows.items()}
    touched = set[type[Card]]()
    for entered in sorted(added, key=lambda entered: entered.order):
        rows.setdefault(type(entered.card), []).append(entered.row)
        touched.add(type(entered.card))
    for model in touched:
        rows[model].sort(key=lambda row: row.file)
    return Cards({model: tuple(found) for model, found in rows.items()})


def _reading(cards: Cards, added: Iterable[Entered]) -> Reading:
    """Cards that stand, as if they had just been read, the added ones last: of two that use one id they are at fault."""
    last = {id(entered.card): number for number, entered in enumerate(added, start=1)}
    rows = {model: sorted(found, key=lambda row: last.get(id(row.card), 0)) for model, found in cards.rows.items()}
    reading = Reading(rows=rows)
    for card_type in TYPES:
        if card_type.shape != "file" and "id" in card_type.model.model_fields:
            reading.met += [Met(row.file, card_type.table, row.card.id) for row in reading.of(card_type.model)]
    return reading


_NEARBY = frozenset({"document", "claimant", "claim", "site", "family", "event"})
"""Tables whose checks look at few others: the claims they name, and the claimants of their own file."""


def around(cards: Cards, added: Collection[Entered], gone: Collection[Card] = ()) -> Cards:
    """The cards that some others are held against, without those that are gone: as good as all of them, and fewer.

    All of them where the others are of a kind that may look at anything.
    """
    if not {entered.table for entered in added} <= _NEARBY:
        return _without(cards, gone)
    files = {entered.file for entered in added}
    named = {entered.id for entered in added if entered.table == "claim"}.union(*(_named(entered.card) for entered in added))
    rows: dict[type[Card], tuple[Row[Any], ...]] = {
        **cards.rows,
        Claim: tuple(row for row in cards.rows.get(Claim, ()) if row.card.id in named),
        Claimant: tuple(row for row in cards.rows.get(Claimant, ()) if row.file in files),
    }
    return _without(Cards(rows), gone)


def _named(card: Card) -> Iterable[str]:
    """The claims that a card names."""
    if isinstance(card, Event):
        return card.related
    if not isinstance(card, Claim):
        return ()
    links = (link.ref for link in (*card.supports, *card.contradicts, *card.limits))
    return (*links, *(card.denial.of if card.denial else ()))


def _without(cards: Cards, gone: Collection[Card]) -> Cards:
    out = {id(card) for card in gone}
    kinds = {type(card) for card in gone}
    kept = {
        kind: tuple(row for row in found if id(row.card) not in out) if kind in kinds else found
        for kind, found in cards.rows.items()
    }
    return Cards(kept)


def misfits(cards: Cards, added: Collection[Entered], data: MapData) -> tuple[Misfit, ...]:
    """What of the added cards does not fit among all cards, which hold them; each with every fault.

    Parameters
    ----------
    cards
        All cards together.
    added
        Those to be held against the others: what is new, and what refers to something that has changed.
    """
    if len(added) <= _FEW:
        cards = with_cards(around(cards, added, [entered.card for entered in added]), added)
    return _misfits(cards, added, data)


_FEW = 50
"""For so many cards it is less work to look for what they are held against than to go through all cards."""


def _misfits(cards: Cards, added: Collection[Entered], data: MapData) -> tuple[Misfit, ...]:
    reading = _reading(cards, added)
    references = References(reading, stage_of(cards, reading, data.datasets), data.rail_lines, data.closable, own_data=True)
    found = list[Misfit]()
    for entered in added:
        reading.faults.clear()
        if entered.table in {"claim", "claimant"} and entered.file not in references.documents:
            reading.fault(entered.file, entered.label, "its document is not there", "Add the document first.")
        _TYPES[entered.table].check(entered.row, references)
        found += [Misfit(entered, fault) for fault in dict.fromkeys(reading.faults)]
    for table in dict.fromkeys(entered.table for entered in added):
        found += _as_a_whole(references, _TYPES[table], [entered for entered in added if entered.table == table])
    return tuple(found)


def _as_a_whole(references: References, card_type: CardType[Any], added: list[Entered]) -> Iterator[Misfit]:
    """Ids that are used twice, and the checks of all cards of a type together."""
    reading = references.reading
    reading.faults.clear()
    card_type.unique(references, [met for met in reading.met if met.table == card_type.table])
    card_type.check_all(reading.of(card_type.model), references)
    for fault in dict.fromkeys(reading.faults):
        named = [entered for entered in added if entered.label == fault.entry]
        mine = [entered for entered in added if entered.file == fault.file]
        yield from (Misfit(entered, fault) for entered in (named or mine)[-1:])
