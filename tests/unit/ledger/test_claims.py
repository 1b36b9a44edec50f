"""Selecting, grouping and counting what the toy cards hold, against answers worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.ledger.claims import Entry, balance, matches_text, overlaps
from explorer.ledger.vocabulary import DateRange, Event, Link, Stance, Voice
from explorer.world.world import World


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


def test_families_hold_their_members_and_count_once(world: World) -> None:
    ledger = world.ledger
    assert ids(ledger.members("tour")) == ["A01", "B02"]
    assert ledger.members("nobody") == ()
    assert ledger.independent_origins(ledger.entries) == 7
    assert ledger.independent_origins(ledger.members("tour")) == 1
    assert ledger.independent_origins(()) == 0


def test_denials_lead_both_ways(world: World) -> None:
    assert ids(world.ledger.denials) == ["A03"]
    assert ids(world.ledger.denials_of("A02")) == ["A03"]
    assert world.ledger.denials_of("A03") == ()
    assert world.ledger.denials_of("A01") == ()


def test_oppositions_come_once_each(world: World) -> None:
    pairs = [(pair.left.id, pair.right.id, pair.note) for pair in world.ledger.oppositions]
    assert pairs == [
        ("A03", "A02", "The allegation it answers."),
        ("B01", "beta-seen-2024-03-01", "Ships went on."),
        ("B02", "A01", "Another day."),
        ("B04", "B01", "In part."),
    ]


def test_a_pair_told_from_both_sides_is_one(world: World) -> None:
    from explorer.cards.read import read
    from tests import toy

    texts = toy.changed(
        f"documents/{toy.DOCUMENT_A}.toml",
        'as_written = "Alpha" }]',
        'as_written = "Alpha" }]\ncontradicts = [{ ref = "B02", note = "Mine." }]',
    )
    pairs = read(texts).ledger.oppositions
    assert [(pair.left.id, pair.right.id, pair.note) for pair in pairs if {pair.left.id, pair.right.id} == {"A01", "B02"}] == [
        ("A01", "B02", "Mine.")
    ]


def test_links_resolve_to_claims_and_events(world: World) -> None:
    entry = world.ledger.resolve(Link(ref="B01", note="x"))
    assert isinstance(entry, Entry)
    assert entry.claimant.name == "Ann Alyst"
    event = world.ledger.resolve(Link(ref="event:talks-2024-05-05", note="x"))
    assert isinstance(event, Event)
    assert event.title == "Talks"


def test_balance_shows_who_is_silent(world: World) -> None:
    counts = balance(world.ledger.entries)
    assert set(counts) == set(Voice)
    assert {voice: sum(stances.values()) for voice, stances in counts.items() if stances} == {
        Voice.MEDIA: 3,
        Voice.RUSSIA: 1,
        Voice.ANALYST: 4,
    }
    assert counts[Voice.MEDIA] == {Stance.REPORTED_FACT: 1, Stance.ALLEGED: 1, Stance.CONCERN: 1}
    assert not counts[Voice.DPRK]
    assert all(not stances for stances in balance(()).values())


JUNE = (date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (date(2024, 6, 10), date(2024, 6, 12), True),
        (date(2024, 6, 10), None, True),
        (None, date(2024, 6, 10), True),
        (date(2024, 5, 1), date(2024, 6, 1), True),
        (date(2024, 6, 30), date(2024, 7, 9), True),
        (date(2023, 1, 1), date(2025, 1, 1), True),
        (date(2024, 5, 1), date(2024, 5, 31), False),
        (date(2024, 7, 1), None, False),
        (None, date(2024, 5, 31), False),
    ],
)
def test_a_range_touches_a_window(first: date | None, last: date | None, inside: bool) -> None:
    dates = DateRange(start=first, end=last, basis="stated")
    assert overlaps(dates, *JUNE) is inside
    assert overlaps(dates, None, None)


def test_open_windows() -> None:
    dates = DateRange(start=date(2024, 6, 10), end=date(2024, 6, 12), basis="stated")
    assert overlaps(dates, date(2024, 6, 12), None)
    assert not overlaps(dates, date(2024, 6, 13), None)
    assert overlaps(dates, None, date(2024, 6, 10))
    assert not overlaps(dates, None, date(2024, 6, 9))


def test_the_undated_are_inside_only_where_there_is_no_window() -> None:
    undated = DateRange(basis="undated")
    assert overlaps(undated, None, None)
    assert not overlaps(undated, date(1900, 1, 1), None)
    assert not overlaps(undated, None, date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04"]),
        ("shells", ["A02", "A03"]),
        ("SHELLS sent north", ["A02", "A03"]),
        ("shells ministry", ["A03"]),
        ("Ánn alyst", ["B01", "B02", "B03", "B04"]),
        ("alpha-port", ["B01"]),
        ("trains", ["B01"]),
        ("B03", ["B03"]),
        ("diplomacy", ["A03"]),
        ("shells trains", []),
    ],
)
def test_every_word_has_to_occur(world: World, text: str, found: list[str]) -> None:
    fits = matches_text(text)
    assert [entry.id for entry in world.ledger.entries if fits(entry)] == found


def test_a_claimant_in_one_line(world: World) -> None:
    who = {entry.id: entry.who for entry in world.ledger.entries}
    assert who["A01"] == "Evening Paper (article voice)"
    assert who["A03"] == "The Ministry (The North)"
    assert who["B01"] == "Ann Alyst (fellow, Institute)"
