"""The table of card types: a type that is added to it is read, checked and found, and nothing else has to know of it."""

from __future__ import annotations

import pytest

from explorer.cards.crosscheck import References
from explorer.cards.read import read
from explorer.cards.reading import Row
from explorer.cards.registry import TYPES, CardType
from explorer.errors import Fault, SeedFaults
from explorer.ledger.ids import Slug
from explorer.ledger.vocabulary import Card, Text
from tests import toy


class Ferry(Card):
    """A type of cards that only this test knows."""

    id: Slug
    name: Text
    port: Slug


def _at_a_port(row: Row[Ferry], references: References) -> None:
    references.located(row.file, f"ferry {row.card.id}", row.card.port)


WITH_FERRIES = (*TYPES, CardType("ferries.toml", "ferry", Ferry, check=_at_a_port))
FERRIES = '[[ferry]]\nid = "one"\nname = "One"\nport = "alpha-port"\n[[ferry]]\nid = "two"\nname = "Two"\nport = "beta"\n'


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(SeedFaults) as caught:
        read({**toy.TEXTS, "ferries.toml": text}, types=WITH_FERRIES)
    return caught.value.faults


def test_a_new_type_is_one_entry() -> None:
    cards = read({**toy.TEXTS, "ferries.toml": FERRIES}, types=WITH_FERRIES)
    assert [ferry.name for ferry in cards.of(Ferry)] == ["One", "Two"]
    assert len(cards.ledger.entries) == 8, "the others are read as before"
    assert read(toy.TEXTS, types=WITH_FERRIES).of(Ferry) == ()
    assert read(toy.TEXTS).of(Ferry) == ()


@pytest.mark.parametrize(
    ("old", "new", "entry", "what"),
    [
        ('port = "beta"', 'port = "omega"', "ferry two", "'omega' is not in sites.toml"),
        ('port = "beta"', 'port = "country-north"', "ferry two", "has no position"),
        ('id = "two"', 'id = "one"', "ferry one", "the id is used 2 times"),
        ('name = "Two"\n', "", "ferry two, name", "the field is missing"),
        ("[[ferry]]", "[[boat]]\n[[ferry]]", "boat", "unknown table"),
    ],
)
def test_its_faults_are_told_like_those_of_any_other(old: str, new: str, entry: str, what: str) -> None:
    (fault,) = faults(FERRIES.replace(old, new))
    assert (fault.file, fault.entry) == ("ferries.toml", entry)
    assert what in fault.what


def test_its_file_is_named_where_a_file_is_no_card() -> None:
    with pytest.raises(SeedFaults, match=r"ferries\.toml"):
        read({**toy.TEXTS, "boats.toml": ""}, types=WITH_FERRIES)


def test_every_type_has_a_table_and_a_model_of_its_own() -> None:
    assert len({(card_type.home, card_type.table) for card_type in TYPES}) == len(TYPES)
    assert len({card_type.table for card_type in TYPES}) == len(TYPES), "references name a table without its file"
    assert len({card_type.model for card_type in TYPES}) == len(TYPES)


def test_a_file_that_is_one_card_names_an_unknown_field_once() -> None:
    with pytest.raises(SeedFaults) as caught:
        read({**toy.TEXTS, "scenarios/x.toml": "length = 3"})
    assert [fault.entry for fault in caught.value.faults].count("length") == 1


def test_the_head_of_a_context_file_is_read() -> None:
    (fault,) = toy.faults(toy.changed("context/around.toml", 'note = "Toy facts."', 'nota = "Toy facts."\nnote = "x"'))
    assert (fault.file, fault.entry) == ("context/around.toml", "context around, nota")
