"""Lines of AIS logs as receivers, services and loggers write them: one meaning for layers and tracks alike."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from pyais import encode_dict

from explorer.layers.layer import Corrections
from explorer.layers.nmea import read_nmea
from explorer.logs import ais
from explorer.tracks.nmea import looks_like_a_log, positions
from explorer.tracks.times import MISSING

AT_MS = 1_694_523_900_000
"""2023-09-12T13:05:00Z"""
(SENTENCE,) = encode_dict(
    {"type": 1, "mmsi": 273000001, "lon": 130.5, "lat": 42.5, "speed": 10.1, "course": 90.0, "heading": 91}, talker_id="AI"
)


def summed(body: str) -> str:
    return f"{body}*{reduce(xor, body.encode()):02X}"


def tagged(tags: str, sentence: str = SENTENCE) -> str:
    return f"\\{summed(tags)}\\{sentence}"


LINES = {
    "tag block": tagged("s:r003669945,c:1694523900"),
    "tag block in milliseconds": tagged("c:1694523900000"),
    "two tag blocks": tagged("g:1-1-77").replace(SENTENCE, "") + tagged("c:1694523900"),
    "trailer with station": f"{SENTENCE},r003669945,1694523900",
    "trailer behind a blank": f"{SENTENCE} 1694523900",
    "number before": f"1694523900\t{SENTENCE}",
    "number with a fraction before": f"1694523900.000 {SENTENCE}",
    "time before": f"2023-09-12 13:05:00Z,{SENTENCE}",
    "time in brackets": f"[2023-09-12T13:05:00+00:00] {SENTENCE}",
    "time with an offset": f"2023-09-12T22:05:00+09:00 {SENTENCE}",
    "time behind": f"{SENTENCE} 2023-09-12 13:05:00 UTC",
    "line before": f"$PGHP,1,2023,9,12,13,5,0,0,219,,2190047,1,2B*2E\n{SENTENCE}",
}


@pytest.mark.parametrize("name", LINES)
def test_both_readers_find_the_time_wherever_it_stands(name: str) -> None:
    text = LINES[name]
    (raw,) = positions(text.splitlines())
    assert (raw.ship.tolist(), raw.time_ms.tolist(), raw.unread) == ([273000001], [AT_MS], 0)
    layer = read_nmea(text.encode(), "log", Corrections())
    assert layer.begins == ("2023-09-12T13:05:00Z",)
    assert looks_like_a_log(text)


def test_the_line_before_gives_its_time_to_one_sentence_only() -> None:
    text = f"{LINES['line before']}\n{SENTENCE}"
    (raw,) = positions(text.splitlines())
    assert raw.time_ms.tolist() == [AT_MS, MISSING]
    assert read_nmea(text.encode(), "log", Corrections()).begins == ("2023-09-12T13:05:00Z", None)


def parts(shift: int, seq: int) -> tuple[str, str]:
    """A report of a ship of class B, cut in two."""
    told = {"type": 19, "mmsi": 273000001 + shift, "lon": 130.5, "lat": 42.5, "shipname": "AURORA"}
    *_, payload, end = encode_dict(told, talker_id="AI")[0].split(",")
    halves = (f"1,{seq},B,{payload[:28]},0", f"2,{seq},B,{payload[28:]},{end[0]}")
    first, second = (f"!{summed(f'AIVDM,2,{half}')}" for half in halves)
    return first, second


def test_parts_may_come_in_any_order_and_between_others() -> None:
    one, two = parts(0, 3), parts(1, 4)
    lines = [tagged("g:1-2-11,c:1694523900", one[1]), two[0], SENTENCE, tagged("g:2-2-11", one[0]), two[1]]
    (raw,) = positions(lines)
    assert sorted(raw.ship.tolist()) == [273000001, 273000001, 273000002]
    assert raw.unread == 0
    layer = read_nmea("\n".join(lines).encode(), "log", Corrections())
    assert sorted(layer.table.column("mmsi").to_pylist()) == ["273000001", "273000001", "273000002"]


def test_parts_of_two_groups_with_one_number_are_kept_apart() -> None:
    one, two = parts(0, 3), parts(1, 3)
    lines = [tagged("g:1-2-11", one[0]), tagged("g:1-2-12", two[0]), tagged("g:2-2-11", one[1]), tagged("g:2-2-12", two[1])]
    (raw,) = positions(lines)
    assert sorted(raw.ship.tolist()) == [273000001, 273000002]


def test_what_is_half_or_wrong_is_counted_and_told_alike() -> None:
    lines = [
        parts(0, 3)[0],
        SENTENCE[:-2] + "00",
        "a line of prose",
        summed("$GPGGA,1")[:-2] + f"{reduce(xor, b'GPGGA,1'):02X}",
        parts(1, 3)[0],
        SENTENCE,
    ]
    (raw,) = positions(lines)
    assert (raw.ship.tolist(), raw.unread) == ([273000001], 5)
    layer = read_nmea("\n".join(lines).encode(), "log", Corrections())
    told = [(finding.line, finding.reason.partition(":")[0]) for finding in layer.findings if finding.line]
    assert sorted(told) == [
        (1, "half a message"), (2, "the check sum is wrong"), (3, "this is not an AIS sentence"),
        (4, "a sentence GGA, which reports no ship"), (5, "half a message"),
    ]  # fmt: skip


def test_many_open_messages_do_not_pile_up() -> None:
    open_ = ais.Open()
    lost = 0
    for number in range(ais.MOST_OPEN + 50):
        found = ais.sentence(tagged(f"g:1-2-{number}", parts(0, 3)[0]))
        assert found is not None
        part = ais.part_of(number, found)
        assert part is not None
        lost += len(open_.take(part)[1])
    assert (lost, len(open_.waiting)) == (50, ais.MOST_OPEN)
