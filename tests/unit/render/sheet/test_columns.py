"""Pieces in columns: the key goes where it keeps the panel low, and no heading is parted from what follows it."""

from __future__ import annotations

from explorer.render.sheet.columns import Piece, height, placed, shared
from explorer.render.sheet.shapes import Box


def piece(tall: float, *, head: bool = False) -> Piece:
    return Piece(tall, lambda _x, _y: [], head=head)


def test_the_key_stands_under_the_shorter_column() -> None:
    legend, key, words = [piece(60.0)], [piece(30.0)], [piece(20.0)]
    assert shared(legend, key, words, 2) == (legend, [*words, *key])
    assert shared(legend, key, [piece(90.0)], 2)[0] == [*legend, *key]
    assert shared(legend, key, words, 1) == ([*legend, *key, *words],)


def test_call_outs_alone_are_parted_evenly_and_never_after_a_heading() -> None:
    words = [piece(10.0, head=True), piece(30.0), piece(10.0), piece(28.0)]
    left, right = shared([], [], words, 2)
    assert (left, right) == (words[:2], words[2:])
    left, right = shared([], [], [piece(10.0), piece(5.0, head=True), piece(10.0)], 2)
    assert [len(left), len(right)] == [1, 2]


def test_bands_stand_one_below_the_other() -> None:
    bands = [([piece(10.0)], [piece(25.0)]), ([piece(5.0)],)]
    assert height(bands) == 30.0
    corners = [at for _, at in placed(bands, Box(0.0, 0.0, 110.0, 100.0), 50.0, 10.0)]
    assert corners == [(0.0, 100.0), (60.0, 100.0), (0.0, 75.0)]
