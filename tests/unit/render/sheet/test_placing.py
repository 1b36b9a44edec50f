"""Labels never meet, never leave the frame, never cover a mark; the important ones choose first."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.render.sheet.placing import Block, place
from explorer.render.sheet.shapes import Box
from tests.printed import meet

FRAME = Box(0.0, 0.0, 400.0, 300.0)
NO_POINTS = np.empty((0, 2))


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    count = draw(st.integers(1, 40))
    return [
        Block(
            f"b{n}",
            draw(st.floats(0, 400)),
            draw(st.floats(0, 300)),
            draw(st.floats(8, 120)),
            draw(st.floats(6, 20)),
            4.0,
            draw(st.floats(0, 100)),
            (8.0, 20.0) if draw(st.booleans()) else (),
            centred=draw(st.booleans()),
            drift=30.0,
        )
        for n in range(count)
    ]


@given(blocks(), st.lists(st.tuples(st.floats(0, 380), st.floats(0, 280)), max_size=12))
def test_nothing_meets_anything(wanted: list[Block], corners: list[tuple[float, float]]) -> None:
    marks = [Box(x, y, x + 15.0, y + 12.0) for x, y in corners]
    spots = place(wanted, FRAME, marks, NO_POINTS)
    for one, other in combinations([spot.box for spot in spots.values()], 2):
        assert not meet(one, other)
    for spot in spots.values():
        assert spot.box.inside(FRAME)
        assert not any(meet(spot.box, mark) for mark in marks)


def test_the_important_one_chooses_first() -> None:
    low = Block("low", 200, 150, 60, 12, 4, 1.0)
    high = Block("high", 200, 150, 60, 12, 4, 2.0)
    spots = place([low, high], FRAME, [], NO_POINTS)
    assert spots["high"].box.x0 == 204.0, "right of its anchor is the first choice"
    assert not meet(spots["low"].box, spots["high"].box)


def test_what_has_no_room_is_not_placed() -> None:
    wall = Box(0.0, 0.0, 400.0, 300.0)
    assert place([Block("a", 200, 150, 60, 12, 4, 1.0)], FRAME, [wall], NO_POINTS) == {}


def test_a_leader_leads_back_to_the_anchor() -> None:
    dots = ((230, 150), (170, 150), (235, 160), (235, 140), (165, 160), (165, 140), (190, 161), (190, 139))
    around = [Box(x - 1, y - 1, x + 1, y + 1) for x, y in dots]  # one in each of the places beside the anchor
    spot = place([Block("a", 200, 150, 40, 10, 4, 1.0, (15.0, 30.0, 50.0))], FRAME, around, NO_POINTS).get("a")
    assert spot is not None
    assert spot.led
    assert spot.anchor == (200, 150)


def test_a_route_is_rather_not_covered() -> None:
    route = np.column_stack([np.linspace(205, 280, 40), np.full(40, 150.0)])
    spot = place([Block("a", 200, 150, 60, 12, 4, 1.0)], FRAME, [], route)["a"]
    assert spot.box.y0 > 150.0 or spot.box.y1 < 150.0 or spot.box.x1 < 205.0


def test_a_label_rather_moves_away_than_lies_on_a_line() -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
    ring = np.column_stack([200.0 + 20.0 * np.cos(turn), 150.0 + 20.0 * np.sin(turn)])
    block = Block("b", 200, 150, 60, 12, 4, 1.0, far=(8.0, 20.0))
    spot = place([block], FRAME, [], ring)["b"]
    assert not any(spot.box.holds(*point) for point in ring)
    assert spot.led
    assert not place([replace(block, far=())], FRAME, [], ring)["b"].led, "there is room on the line if nowhere else"


def test_a_line_is_named_where_along_it_there_is_room() -> None:
    wall = Box(0.0, 100.0, 300.0, 200.0)
    line = Block("line", 200, 150, 60, 12, 4, 1.0, far=(8.0,))
    assert place([line], FRAME, [wall], NO_POINTS) == {}
    spot = place([replace(line, elsewhere=((250.0, 150.0), (320.0, 150.0)))], FRAME, [wall], NO_POINTS)["line"]
    assert spot.box == Box(324.0, 144.0, 384.0, 156.0)


def test_the_first_anchor_is_the_most_liked() -> None:
    line = Block("line", 200, 150, 60, 12, 4, 1.0, elsewhere=((100.0, 150.0),))
    assert place([line], FRAME, [], NO_POINTS)["line"].box.x0 == 204.0


def test_one_that_chose_before_moves_where_both_fare_better() -> None:
    """The first likes best the only place that the second can have."""
    first = Block("first", 280, 150, 30, 12, 4, 2.0, far=(8.0,))
    second = Block("second", 200, 150, 60, 12, 4, 1.0)
    walls = [Box(285.0, 50.0, 400.0, 250.0), Box(204.0, 158.0, 210.0, 162.0), Box(204.0, 138.0, 210.0, 142.0)]
    walls.append(Box(150.0, 130.0, 190.0, 170.0))
    assert meet(place([first], FRAME, walls, NO_POINTS)["first"].box, place([second], FRAME, walls, NO_POINTS)["second"].box)
    spots = place([first, second], FRAME, walls, NO_POINTS)
    assert set(spots) == {"first", "second"}
    assert spots["first"].led


def test_the_spot_that_covers_least_is_taken_where_all_cover_much() -> None:
    sparse, dense = (
        np.array([(x, y) for x in np.arange(low, high, step) for y in np.arange(100.0, 200.0, step)])
        for low, high, step in ((100.0, 199.0, 4.0), (199.0, 300.0, 2.0))
    )
    spot = place([Block("a", 200, 150, 60, 12, 4, 1.0)], FRAME, [], np.concatenate([sparse, dense]))["a"]
    assert spot.box.x1 <= 200.0
