"""Files to paragraphs: one text in every format, and every bad file with its one clear line."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.errors import DocumentError
from explorer.intake.files import archive, source
from explorer.intake.files.archive import members_of
from explorer.intake.files.opened import opened
from explorer.intake.language import language_of
from tests.unit.intake import papers
from tests.unit.intake.papers import BODY, FORMATS, TITLE


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_paragraphs(name: str) -> None:
    texts = [block.text for block in opened(name, FORMATS[name]).blocks]
    assert texts[0] == TITLE
    assert [text for text in texts if text in BODY] == list(BODY)


def test_a_page_gives_the_article_and_nothing_around_it() -> None:
    found = opened("a.html", papers.page())
    assert [block.text for block in found.blocks] == [
        TITLE, "A quiet yard fills up.", *BODY, "The bridge", "It opened in 1959.", "The yard in March.", "Wagons | 42",
        "Correction: an earlier text said three trains.",
    ]  # fmt: skip
    assert (found.title, found.publisher) == (TITLE, "Coast News")
    assert found.published is not None
    assert found.published.day == date(2024, 3, 5)


def test_what_a_page_hides_or_runs_is_not_text() -> None:
    found = opened(
        "a.html", papers.page('<p style="display:none">hidden words</p><p hidden>more</p><script>var a="<p>no</p>"</script>')
    )
    assert not {"hidden words", "more", "no"} & {block.text for block in found.blocks}


def test_a_mail_tells_its_sender_day_and_what_was_not_read() -> None:
    found = opened("a.eml", papers.mail())
    assert (found.title, found.publisher) == (TITLE, "Press Office")
    assert found.published is not None
    assert found.published.day == date(2024, 3, 5)
    assert found.notes == ("Attachments were not read: table.pdf.",)


RUSSIAN = "Вагоны стояли на станции Хасан в пятницу, сообщил представитель дороги."
KOREAN = "두만강역에 화차가 서 있었다고 국방부 관계자가 밝혔다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (KOREAN, "cp949"), (RUSSIAN, "utf-16"), (KOREAN, "utf-8-sig"), (KOREAN, "utf-32")],
)
def test_a_text_is_read_in_the_encoding_that_it_is_in(text: str, encoding: str) -> None:
    found = opened("a.txt", text.encode(encoding))
    assert [block.text for block in found.blocks] == [text]
    assert bool(found.notes) == (not encoding.startswith("utf"))


def test_a_page_that_names_a_wrong_encoding_is_read_all_the_same() -> None:
    body = (
        f'<html><head><meta charset="utf-8"></head><body><article><p>{RUSSIAN}</p><p>{RUSSIAN[::-1]}</p></article></body></html>'
    )
    found = opened("a.html", body.encode("cp1251"))
    assert found.blocks[0].text == RUSSIAN
    assert found.notes == ("The encoding was taken to be cp1251: it says utf-8, which it is not.",)


REFUSED = (
    ("locked.pdf", papers.locked_pdf(), "the PDF is encrypted. Save it without a password."),
    ("scan.pdf", papers.pdf([]), "the PDF has no text layer: it is a scan or a picture. Put it through"),
    ("cut.pdf", FORMATS["a.pdf"][:300], "the PDF is broken and cannot be read. Save or print it again as PDF."),
    ("junk.pdf", b"nothing of the kind", "the PDF is broken and cannot be read. Save or print it again as PDF."),
    ("long.pdf", papers.pdf(["x"], pages=151), "the PDF has 151 pages; up to 150 are read. Save the pages"),
    ("none.txt", b"", "it is empty. Give a document with text."),
    ("blank.txt", b" \n\t \r\n", "it is empty. Give a document with text."),
    ("bytes.txt", b"abc\0\1\2\0def", "it holds zero bytes, so it is not text. Save it as text in UTF-8."),
    ("many.txt", b"A line of words.\n" * 10_000, "it has more than 2,000 paragraphs, so it is not a report. Split it."),
    ("long.txt", b"word " * 100_000, "it has more than 400,000 characters, so it is not a report. Split it."),
    ("line.txt", b"word " * 4_001, "paragraph 1 has more than 20,000 characters. Split its lines."),
    ("big.txt", b"x" * (source.MOST_BYTES + 1), "it has 50 MB; up to 50 MB is read. Give the text alone."),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the Word file is encrypted or in the old .doc format."),
    ("cut.docx", FORMATS["a.docx"][:900], "the Word file is broken and cannot be read. Save it again as .docx."),
    ("other.docx", papers.packed({"x.txt": b"y"}), "the Word file is broken and cannot be read. Save it again as .docx."),
    ("plain.eml", b"no headers", "it is not a mail message: it has neither a sender nor a subject. Save the message as .eml."),
    ("plain.rtf", b"no rich text", "it does not begin like rich text. Save it again as .rtf or .txt."),
    ("script.html", b"<html><script>alert(1)</script></html>", "there is no text in it. Give a document with text."),
    ("a.pfd", b"text", "files of the kind .pfd are not read. Give one of .txt, .html, .htm, .md, .pdf, .docx, .eml, .rtf, .zip."),
    ("a.txt", b"%PDF-1.4", "it is a PDF with the ending .txt. Name it .pdf."),
    ("in.zip", b"PK", "a .zip in a .zip is not opened. Unpack it first."),
)  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_bad_file_gets_one_clear_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as error:
        opened(name, data)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_bomb_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = papers.packed({"a.txt": b"0" * 5_000_000})
    with pytest.raises(DocumentError, match="times its size unpacked: a bomb, not opened"):
        list(members_of(bomb))
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    with pytest.raises(DocumentError, match=r"unpacked it would be 0 MB, which is not opened"):
        list(members_of(papers.packed({"a.txt": bytes(range(256)) * 8})))


def test_a_broken_zip_says_so() -> None:
    with pytest.raises(DocumentError, match=r"the \.zip is broken"):
        list(members_of(b"PK\x03\x04 and no more"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Zug ist nicht mit den Wagen und der Fracht von dem Hafen in die Stadt gefahren, das ist alles.", "German"),
        ("Поїзд із вантажем їде до порту, і його бачили на станції Хасан увечері.", "Ukrainian"),
        ("列車は港から駅まで走りました。", "Japanese"), ("火车从港口开往车站。", "Chinese"),
    ],
)  # fmt: skip
def test_another_language_is_named(text: str, language: str) -> None:
    with pytest.raises(DocumentError, match=f"it is in {language}, which is not read"):
        language_of(text)


def test_numbers_alone_are_no_text() -> None:
    with pytest.raises(DocumentError, match="it holds no words"):
        language_of("12 345 — 67")
