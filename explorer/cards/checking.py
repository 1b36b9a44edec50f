"""The checks of the registry, run over cards that have been read."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.cards.collection import Cards
from explorer.cards.crosscheck import References
from explorer.cards.reading import Reading
from explorer.cards.registry import Types
from explorer.ledger.catalogue import Dataset
from explorer.stories.rehearsal import Stage


def stage_of(cards: Cards, reading: Reading, datasets: Mapping[str, Dataset] | None, *, proofread: bool = False) -> Stage:
    """What could be read, tied together; what is there but faulty is pending."""
    pending, journeys = frozenset(row.id for row in reading.met), frozenset(reading.ids("journey"))
    return Stage(cards.ledger, cards.gazetteer, cards.legs, cards.itineraries, datasets, pending, journeys, proofread)


def check_types(references: References, types: Types) -> None:
    """Every check of these types over all their cards."""
    reading = references.reading
    for card_type in types:
        rows = reading.of(card_type.model)
        card_type.unique(references, [row for row in reading.met if row.table == card_type.table])
        for row in rows:
            card_type.check(row, references)
        card_type.check_all(rows, references)
