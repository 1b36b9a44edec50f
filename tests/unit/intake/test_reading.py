"""Reading as a whole: the day of publishing, JSON, missing packages, the command, and that nothing of it loads at the start."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from explorer.errors import DocumentError
from explorer.intake import read as reading_module
from explorer.intake.names import Names
from explorer.intake.read import File, Reading, read, read_all
from explorer.intake.rows import as_json
from explorer.ledger.vocabulary import Claim
from tests.integration.test_cli import run
from tests.unit.intake import papers
from tests.unit.intake.papers import BODY, FORMATS, TITLE

DATELINES = (
    ("SEOUL, March 18 (Tideline) — A ship left Rajin in December 2023, officials said.", date(2024, 3, 18), "inferred"),
    ("SEOUL, March 18, 2024 (Tideline) — A ship left Rajin.", date(2024, 3, 18), "stated"),
    ("VLADIVOSTOK — Published 5 March 2024", date(2024, 3, 5), "stated"),
    ("ВЛАДИВОСТОК, 23 июня. Поезд ушёл 13 сентября 2023 года.", date(2025, 6, 23), "inferred"),
    ("국방부 관계자가 12일 밝혔다. 화차는 11월 3일 보였고 2023년 9월 13일에도 보였다.", date(2024, 11, 12), "inferred"),
)


@pytest.mark.parametrize(("text", "day", "basis"), DATELINES)
def test_the_day_of_publishing_is_found_with_its_basis(names: Names, text: str, day: date, basis: str) -> None:
    found = read(File("a.txt", text.encode(), date(2026, 1, 5)), names).document.published
    assert found is not None
    assert (found.day, found.basis) == (day, basis)
    assert found.why


def test_without_any_date_the_file_s_own_day_stands_in_and_says_so(names: Names) -> None:
    found = read(File("a.txt", b"A ship left Rajin last week.", date(2024, 3, 18)), names)
    assert found.document.published is not None
    assert found.document.published.why == "no date in the text: the day the file was written"
    assert [str(m.start) for m in found.dates] == ["2024-03-11"]


def test_with_no_day_at_all_relative_dates_are_left_out(names: Names) -> None:
    found = read(File("a.txt", b"A ship left Rajin last week."), names)
    assert found.document.published is None
    assert found.dates == ()
    assert found.notes == ("No publication date was found, so relative dates were left out: give --published.",)


def test_a_draft_has_every_field_of_a_claim(names: Names) -> None:
    found = as_json(read(File("a.txt", FORMATS["a.txt"]), names))
    own = {"id", "dates", "cites"}  # given by a person: an id with acceptance, own data by choice; dates have keys of their own
    assert set(Claim.model_fields) - own <= found["drafts"][0].keys()
    assert {"claimant", "stance", "statement", "places", "date_start", "date_end", "via", "hedge", "negated", "cues"} <= found[
        "drafts"
    ][0].keys()
    assert found["document"]["dates"]["start"] == "2024-03-04" or found["document"]["dates"]["basis"] == "undated"


def test_every_span_stands_in_its_paragraph(names: Names) -> None:
    found = read(File("a.html", FORMATS["a.html"]), names)
    texts = {p.number: p.text for p in found.document.paragraphs}
    for thing in (*found.places, *found.dates):
        assert texts[thing.span.paragraph][thing.span.start : thing.span.end] == thing.surface
        assert thing.rule
        assert thing.why
    for draft in found.drafts:
        assert 0 <= draft.span.start < draft.span.end <= len(texts[draft.span.paragraph])
        assert draft.stance_why


def test_who_says_what(names: Names) -> None:
    found = read(File("a.txt", FORMATS["a.txt"]), names)
    assert [(d.claimant, d.stance.value) for d in found.drafts if d.span.paragraph > 1] == [
        ("the regional railway", "asserted"), ("A spokesman", "denied"), ("An analyst in Vladivostok", "assessed"),
    ]  # fmt: skip
    assert [d.hedge for d in found.drafts][-1] == "probably"


def test_one_zip_gives_each_reading_and_each_fault(names: Names) -> None:
    box = papers.packed({"a.txt": FORMATS["a.txt"], "b.pdf": papers.locked_pdf(), "c.zip": b"PK"})
    found = dict(read_all(File("box.zip", box), names))
    assert isinstance(found["box.zip/a.txt"], Reading)
    assert {name: str(fault) for name, fault in found.items() if isinstance(fault, DocumentError)} == {
        "box.zip/b.pdf": "the PDF is encrypted. Save it without a password.",
        "box.zip/c.zip": "a .zip in a .zip is not opened. Unpack it first.",
    }


def test_without_the_package_of_a_language_one_line_says_what_was_not_run(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "find_spec", lambda _: None)
    found = read(File("a.txt", "국방부가 5일 라진항에 배가 있었다고 밝혔다.".encode(), date(2024, 3, 18)), names)
    assert found.drafts == ()
    assert [m.name for m in found.places] == ["Rajin port"]
    assert found.notes == (
        "The rules for statements in Korean were not run: kiwipiepy is not installed (pip install 'tumen[ko]').",
    )


def test_a_reading_is_a_value(names: Names) -> None:
    found = read(File("a.txt", FORMATS["a.txt"]), names)
    assert {f.name for f in fields(found)} == {"document", "drafts", "places", "dates", "notes"}
    assert found == read(File("a.txt", FORMATS["a.txt"]), names)


def test_hostile_text_stays_text(names: Names) -> None:
    text = "<script>alert(1)</script> A ship left Rajin, \x1b[31mofficials\u202e said. {{7*7}} ${x} ' OR 1=1 --"
    found = as_json(read(File("a.txt", text.encode(), date(2024, 3, 18)), names))
    assert "\x1b" not in json.dumps(found, ensure_ascii=False)
    assert "\u202e" not in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize("piece", ["“a” said ", "said that ", "밝혔다고 말했다고 ", "сообщил, что "])
def test_a_sentence_without_end_is_left_alone(piece: str, names: Names) -> None:
    """Rules go through a sentence again and again: one of thousands of words would keep a reader busy for minutes."""
    found = read(File("a.txt", (piece * 300).encode(), date(2024, 3, 18)), names)
    assert len(found.document.paragraphs) == 1
    assert len(found.drafts) <= 1


def test_the_command_prints_json_for_one_file_and_a_list_for_more(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(FORMATS["a.txt"])
    (tmp_path / "bad.pdf").write_bytes(papers.locked_pdf())
    one = run("intake", str(tmp_path / "a.txt"), "--format", "json", "--published", "2024-03-05")
    found = json.loads(one.stdout)
    assert found.keys() == {"document", "drafts", "mentions"}
    assert found["document"]["dates"] == {
        "start": "2024-03-05",
        "end": "2024-03-05",
        "basis": "stated",
        "why": "given by the reader",
    }
    more = run("intake", str(tmp_path / "a.txt"), str(tmp_path / "bad.pdf"), str(tmp_path / "b.txt"), "--format", "json")
    assert more.exit_code == 2
    assert [row["document"]["file"] for row in json.loads(more.stdout)] == ["a.txt", "b.txt"]
    assert more.stderr.splitlines() == ["tumen: bad.pdf: the PDF is encrypted. Save it without a password."]


def test_the_command_tells_a_reader_why(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FORMATS["a.txt"])
    told = run("intake", str(tmp_path / "a.txt")).stdout
    assert f"a.txt: {TITLE}" in told
    assert "A spokesman: " in told
    assert "why: the reporting word rejects it" in told
    assert BODY[0] not in told.splitlines()[0]


def test_nothing_of_it_loads_before_a_document_is_read() -> None:
    heavy = "spacy natasha kiwipiepy trafilatura pypdf docx lxml ahocorasick"
    code = f"import sys, explorer.cli.main; print([m for m in {heavy.split()!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
