"""What somebody may have meant: one way for every list of ids."""

from __future__ import annotations

import pytest

from explorer.ledger.nearest import hint, nearest

IDS = [
    "suez-canal",
    "panama-canal",
    "kerch-strait",
    "kiel-canal",
    "friendship-bridge",
    "tumen-road-bridge",
    "B42",
    "rajin-port",
    "rajin",
]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("suez", "suez-canal"), ("Suez Canal", "suez-canal"), ("SUEZ_CANAL", "suez-canal"), ("seuz-canal", "suez-canal"),
        ("panamacanal", "panama-canal"), ("kerch", "kerch-strait"), ("road", "tumen-road-bridge"), ("b42", "B42"),
        ("friendship", "friendship-bridge"), ("frendship-brige", "friendship-bridge"), ("rajin-prt", "rajin-port"),
    ],
)  # fmt: skip
def test_the_nearest_comes_first(text: str, first: str) -> None:
    assert nearest(text, IDS)[0] == first


@pytest.mark.parametrize("text", ["", "  ", "-", "zzz", "moon", "q"])
def test_nothing_near_is_nothing(text: str) -> None:
    assert nearest(text, IDS) == ()
    assert hint(text, IDS) == ""


def test_no_more_than_asked_for_and_each_once() -> None:
    assert len(nearest("canal", [*IDS, *IDS], limit=2)) == 2
    assert nearest("canal", IDS) == ("kiel-canal", "suez-canal", "panama-canal")
