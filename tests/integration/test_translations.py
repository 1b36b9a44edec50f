"""The bundled translations: complete, up to date, and by the rules that hold them against their English."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from explorer.cards.read import Cards, Unit, units
from explorer.ledger.tongue import texts
from explorer.world import load, proofread

SAMPLE = frozenset({*(f"claim {n}" for n in ("A04", "A25", "A37", "B09", "B15", "B42")), "event osc-reuters-voyages-2025-04-15"})
"""Entries that the short run holds against their English; the whole run takes all of them."""


@pytest.fixture(scope="module")
def bundled() -> Cards:
    """The bundled cards, read once."""
    return load.cards(None, None, proofread=True)


def rows(cards: Cards) -> list[Unit]:
    return list(units(cards))


def test_every_text_is_translated_and_none_is_out_of_date(bundled: Cards) -> None:
    assert load.languages() == ("ko", "ru")
    assert [str(fault) for fault in load.translation_faults(bundled)] == []


def only(cards: Cards, wanted: Iterable[str]) -> Cards:
    """The cards with the claims and facts that are wanted alone."""
    names = frozenset(wanted)
    known = {(type(unit.card), unit.id) for unit in units(cards) if f"{unit.table} {unit.id}" in names}
    return Cards({m: tuple(r for r in found if (m, getattr(r.card, "id", "")) in known) for m, found in cards.rows.items()})


def test_a_sample_keeps_to_the_rules(bundled: Cards) -> None:
    some = only(bundled, SAMPLE)
    assert len(rows(some)) == len(SAMPLE)
    assert [str(fault) for fault in proofread.wording(some)] == []


@pytest.mark.grid
def test_all_translations_keep_to_the_rules(bundled: Cards) -> None:
    assert [str(fault) for fault in proofread.wording(bundled)] == []


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_no_translation_is_the_english_itself(bundled: Cards, language: str) -> None:
    tongue = load.tongue(None, language)
    same = [
        unit.key
        for unit in units(bundled)
        if unit.table in {"claim", "step", "factor"}
        and texts(unit.table, tongue.card(unit.table, unit.key, unit.card)) == texts(unit.table, unit.card)
    ]
    assert same == []


def test_rules_that_cannot_run_are_named_and_not_run(bundled: Cards, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofread, "missing", lambda language: f"the package for {language}")
    assert proofread.wording(bundled) == ()
    assert [line.rpartition(", ")[2] for line in proofread.not_run()] == [
        "which needs the package for ko.", "which needs the package for ru.",
    ]  # fmt: skip
