"""Spans of days as they are typed: read right or refused, and told in words that read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import ViewError
from explorer.views.timespan import read_span, span_words

SEPTEMBER = (date(2023, 9, 1), date(2023, 9, 30))
DAY = (date(2023, 9, 13), date(2023, 9, 13))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(
            (text, SEPTEMBER)
            for text in ("9/23", "09/2023", "2023-09", "2023/9", "Sep 2023", "september 2023", "sept. 23", "2023년 9월")
        ),
        *((text, DAY) for text in ("2023-09-13", "13.9.2023", "13 Sep 2023", "Sep 13, 2023", "2023년 9월 13일")),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2/2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2022 to 2023", (date(2022, 1, 1), date(2023, 12, 31))),
        ("2023-09-10..2023-09-17", (date(2023, 9, 10), date(2023, 9, 17))),
        ("9/2023 – 10/2023", (date(2023, 9, 1), date(2023, 10, 31))),
        ("from 2022 to 2023", (date(2022, 1, 1), date(2023, 12, 31))),
        ("from 2024", (date(2024, 1, 1), None)),
        ("since 2024", (date(2024, 1, 1), None)),
        ("after 9/2023", (date(2023, 10, 1), None)),
        ("until 19 Jun 2024", (None, date(2024, 6, 19))),
        ("before 2024", (None, date(2023, 12, 31))),
        ("", (None, None)),
        ("  All   time ", (None, None)),
    ],
)
def test_a_span_is_read(text: str, span: tuple[date | None, date | None]) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "9/13/2023",
        "3/4/2023",
        "13/2023",
        "2023-02-30",
        "32 May 2023",
        "Mayday 2023",
        "1850",
        "soon",
        "2023 to",
        "to",
        "1 to 2 to 3",
        "9",
        "23",
    ],
)
def test_what_is_no_span_or_has_two_readings_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ViewError, match="Write a year, a month such as"):
        read_span(text)


def test_a_span_backwards_is_refused() -> None:
    with pytest.raises(ViewError, match="ends before it begins"):
        read_span("2024 to 2023")


@given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_the_words_of_a_span_read_back_as_the_same_days(one: date | None, other: date | None) -> None:
    start, end = (one, other) if one is None or other is None else (min(one, other), max(one, other))
    assert read_span(span_words(start, end)) == (start, end)
