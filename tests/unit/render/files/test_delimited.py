"""The one writer and reader of CSV: nothing that a spreadsheet runs, and tables as spreadsheets of all countries save them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import PairsError
from explorer.render.files.delimited import Line, Table, decoded, read, written
from tests import hostile


def has_pairs(head: Sequence[str]) -> bool:
    return {"from", "to"} <= set(head)


def cells_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_a_table_has_its_mark_and_its_line_ends() -> None:
    content = written(["a", "b"], [{"a": 1, "b": None}, {"b": float("nan"), "c": "left out"}])
    assert content == b"\xef\xbb\xbfa,b\r\n1,\r\n,\r\n"
    assert written(["a"], []) == b"\xef\xbb\xbfa\r\n"


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1 234", "-2+3", "@SUM(A1)", "＝1", "'=1", "-"])
def test_no_cell_starts_like_a_formula(text: str) -> None:
    """Not one of the head either, which the reader of another table has written."""
    (head, row) = cells_of(written([text], [{text: text}]))
    assert head == row == [f"'{text}"]


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_no_cell_starts_with_what_a_spreadsheet_passes_over(start: str) -> None:
    assert cells_of(written(["a"], [{"a": f"{start}=1"}, {"a": f"{start}x"}]))[1:] == [[f"'{start}'=1"], [f"'{start}x"]]


@pytest.mark.parametrize("text", ["-122.4", "+7", "-130,5", "-1e-05", "O'Higgins", "'", "Rajin", ""])
def test_a_number_is_no_formula(text: str) -> None:
    assert cells_of(written(["a", "b"], [{"a": text, "b": -2.5}]))[1:] == [[text, "-2.5"]]


def test_half_a_letter_does_not_stop_a_table() -> None:
    assert cells_of(written(["a"], [{"a": "x\ud800y"}])) == [["a"], ["x?y"]]


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_hostile_text_comes_back(text: str) -> None:
    table = read(written(["from", "to"], [{"from": text, "to": f"'{text}"}]), has_pairs)
    assert [line.cells for line in table.lines] == [(text, f"'{text}")]


@pytest.mark.parametrize("part", ["=1", "'=1", '"=1"', "@x", "-2+3", " +1 2", "＝1"])
@pytest.mark.parametrize("parted", [";", "\t", "|", "\n", "\r\n", ";;", '";"'])
def test_no_part_of_a_cell_is_live_where_another_separator_is_taken(parted: str, part: str) -> None:
    """A spreadsheet of a country with decimal commas parts at semicolons, and takes no heed of quotes in mid-cell."""
    text = f"Rajin{parted}{part}"
    content = written(["from", "to"], [{"from": text, "to": "x"}])
    for separator in (";", "\t", "|"):
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator, quoting=quoting)
            assert not [cell for row in rows for cell in row if cell.lstrip('" ').startswith(tuple("=+-@＝"))]
    assert read(content, has_pairs).lines[0].cells[0] == text


def test_numbers_stay_numbers_whatever_parts_them() -> None:
    assert cells_of(written(["a", "b"], [{"a": "130.3; -42.2", "b": "LINESTRING (1 2, -3 -4)"}]))[1] == [
        "130.3; -42.2",
        "LINESTRING (1 2, -3 -4)",
    ]


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12).map(str.strip)


@given(st.lists(st.tuples(TEXTS, TEXTS).filter(any), max_size=6))
def test_what_was_written_is_read_as_it_was(rows: list[tuple[str, str]]) -> None:
    table = read(written(["from", "to"], [{"from": a, "to": b} for a, b in rows]), has_pairs)
    assert table.columns == ("from", "to")
    assert [line.cells for line in table.lines] == rows


# ---- reading ---------------------------------------------------------------------------------------------------------

EXPECTED = Table(("from", "to", "note"), (Line(2, ("라진", "Хасан", "a,b;c")),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends(encoding: str, separator: str, end: str) -> None:
    text = f'from{separator} to {separator}note{end}라진{separator}Хасан{separator}"a,b;c"{end}{separator}{separator}{end}'
    assert read(text.encode(encoding), has_pairs) == EXPECTED


@pytest.mark.parametrize("start", ["sep=;\r\n", "SEP=;\n", "\ufeffsep=;\n"])
def test_a_spreadsheet_may_name_its_separator(start: str) -> None:
    assert read(f"{start}from;to\nRajin;Dunai\n".encode(), has_pairs).lines == (Line(3, ("Rajin", "Dunai")),)


def test_quotes_around_a_head_hide_no_separator() -> None:
    assert read(b'"from";"to"\n"a;b";"c,d"\n', has_pairs).lines == (Line(2, ("a;b", "c,d")),)


def test_lines_keep_their_numbers() -> None:
    table = read(b'\nfrom,to\n"two\nlines",x\n\n , \na,b\n', has_pairs)
    assert [line.number for line in table.lines] == [3, 7]


def test_without_the_columns_a_table_has_no_lines() -> None:
    assert read(b"a;b;c\n1;2;3\n", has_pairs) == Table(("a", "b", "c"), ())
    assert read(b"", has_pairs) == Table((), ())


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_an_older_encoding_has_to_be_named(encoding: str) -> None:
    content = "from,to\nХасан,Раджин\n".encode(encoding)
    with pytest.raises(PairsError, match="byte 9, in line 2, is not UTF-8"):
        decoded(content)
    assert decoded(content, encoding) == "from,to\nХасан,Раджин\n"


def test_a_mark_is_believed_before_a_name() -> None:
    assert decoded("\ufeffХасан".encode(), "cp1251") == "Хасан"


def test_a_refusal_shows_what_the_usual_encodings_would_give() -> None:
    with pytest.raises(PairsError, match="'라진' in cp949"):
        decoded("from,to\n라진,두만강\n".encode("cp949"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04", "a workbook"), (b"\xd0\xcf\x11\xe0", "an older Excel workbook"), (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b", "compressed"), (b"from,to\na,\0\n", "line 2 holds a zero byte"), (b"\xff\xfea", "is not UTF-16"),
        (b'from,to\n"a,b\n', "begins in line 2"), (b'from,to\na,"b"c\n', "begins in line 2"),
        (b"from,to\n" + b"x" * 200_000, "begins in line 2"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named(content: bytes, what: str) -> None:
    with pytest.raises(PairsError, match=what):
        read(content, has_pairs)
