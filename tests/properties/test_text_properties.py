"""Positions, names and scripts for any text."""

from __future__ import annotations

import json
import math
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.cards.read import read
from explorer.errors import CoordinateError, SeedFaults
from explorer.geo import circle, distance_km, length_km, parse_position
from explorer.ledger.gazetteer import folded
from explorer.letters import unfit
from explorer.render.web import html
from explorer.render.web.payload import for_script
from tests import toy

coordinate_like = st.text(st.sampled_from("0123456789.,;:/ -+°ºdmsNSEW'′\"″52TESXYnsew"), max_size=25)
numbers = st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)).map(
    lambda p: (p[0] / 1e6, p[1] / 1e6)
)
positions = numbers.map(lambda pair: (pair[1], pair[0]))


@given(st.text() | coordinate_like)
def test_a_position_is_read_or_refused(text: str) -> None:
    try:
        found = parse_position(text)
    except CoordinateError as error:
        assert str(error)  # noqa: PT017  # either outcome is fine
        return
    if found is not None:
        assert -180 <= found.lon <= 180
        assert -90 <= found.lat <= 90
        assert any(character.isdigit() for character in text)


@given(numbers)
def test_written_positions_are_read_back(pair: tuple[float, float]) -> None:
    lat, lon = pair
    assert parse_position(f"{lat:.6f}, {lon:.6f}") == (lon, lat)
    letters = f"{abs(lat):.6f}{'S' if lat < 0 else 'N'} {abs(lon):.6f}{'W' if lon < 0 else 'E'}"
    assert parse_position(letters) == (lon, lat)
    degrees = [(int(abs(value)), (abs(value) % 1) * 60) for value in (lat, lon)]
    minutes = [f"{whole}°{part:.6f}'" for whole, part in degrees]
    if not any(part >= 59.9999995 for _, part in degrees):
        read_back = parse_position(f"{minutes[0]}{'S' if lat < 0 else 'N'} {minutes[1]}{'W' if lon < 0 else 'E'}")
        assert read_back is not None
        assert math.isclose(read_back.lon, lon, abs_tol=2e-6)
        assert math.isclose(read_back.lat, lat, abs_tol=2e-6)


@given(positions, positions, positions)
def test_distance_is_a_metric(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert distance_km(a, a) == 0
    assert math.isclose(distance_km(a, b), distance_km(b, a), abs_tol=1e-6)
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-6
    assert length_km([a, b, c]) >= distance_km(a, c) - 1e-6


@given(positions, st.floats(0.01, 200), st.integers(3, 60))
def test_every_point_of_a_circle_is_as_far(centre: tuple[float, float], radius: float, points: int) -> None:
    ring = circle(centre, radius, points)
    assert ring[0] == ring[-1]
    assert len(ring) == points + 1
    assert all(math.isclose(distance_km(centre, point), radius, abs_tol=0.003) for point in ring)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert once == once.strip()
    assert folded(f"  {text}\t") == once
    assert folded(unicodedata.normalize("NFD", text)) == once == folded(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_searching_for_anything_is_safe(text: str) -> None:
    found = toy.world().gazetteer.search(text)
    assert len({match.site.id for match in found}) == len(found) <= 8


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=8,
)
marked = st.text(st.sampled_from("{}%#_<>&'`$\"\\/-abc0 \n\u2028"), max_size=40)


@given(values | marked | st.dictionaries(marked, marked))
def test_for_script_keeps_any_value_and_no_pattern(value: object) -> None:
    text = for_script(value)
    assert json.loads(text) == value
    assert not set(text) & set("_<>&'`$\n\u2028")
    assert not any(pattern in text for pattern in ("{{", "{%", "{#"))
    assert text.isascii()


@given(st.text() | marked)
def test_text_cannot_leave_its_element(text: str) -> None:
    inside = html.text(text).removeprefix("<bdi>").removesuffix("</bdi>")
    assert not set(inside) & set("<>\"'")


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
    | st.text(st.sampled_from("[]{}=\"'#.\n azid19-:,"), max_size=200)
)
def test_no_card_makes_reading_fail(text: str) -> None:
    texts = {**toy.TEXTS, "context/more.toml": text, "documents/more.toml": text}
    try:
        read(texts)
    except SeedFaults as error:
        assert {fault.file for fault in error.faults} <= {"context/more.toml", "documents/more.toml"}  # noqa: PT017
        assert all(str(fault).isprintable() for fault in error.faults)  # noqa: PT017


@settings(max_examples=15)  # every field of every card holds the text
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_in_a_card_comes_out_as_it_went_in_or_is_named(text: str) -> None:
    texts = {**toy.TEXTS, PAPER: toy.TEXTS[PAPER].replace('"The leader came to Alpha."', toy.toml_string(text))}
    faults = toy.faults(texts)
    if list(unfit(text)):
        assert {fault.entry for fault in faults} == {"claim A01, statement"}
    else:
        assert faults == ()
        cards = read(texts, frozenset({"alpha-line"}))
        assert cards.ledger.by_id["A01"].claim.statement.strip() == text.strip()


PAPER = f"documents/{toy.DOCUMENT_A}.toml"
