"""Out as cards and in again; claims tables, FollowTheMoney and timemaps in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explorer.cards.read import read
from explorer.errors import SeedFaults
from explorer.render.files import rows
from explorer.render.files.delimited import written
from explorer.render.files.entities import entities
from explorer.scene.build import build
from explorer.views.view import View
from explorer.workspace.cardfiles import card_files
from explorer.workspace.change import Found
from explorer.workspace.claims_table import COLUMNS
from explorer.workspace.incoming import entries_in
from explorer.workspace.workspace import Workspace
from tests import toy
from tests.toy_workspace import DOCUMENT, FILE, SITE, opened, with_third, world


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return with_third(tmp_path / "w.sqlite")


def bring(desk: Workspace, name: str, content: str | bytes, form: str, *, keep_good: bool = False) -> Found:
    raw = content if isinstance(content, bytes) else content.encode()
    found = entries_in(name, raw, form, desk.now.cards)
    desk.bring(found.entries, "Ann", "", keep_good=keep_good)
    return found


# ---- cards -----------------------------------------------------------------------------------------------------------


def test_what_goes_out_as_cards_is_what_comes_in(desk: Workspace, tmp_path: Path) -> None:
    event = {**toy.cards().of(type(toy.cards().ledger.events[0]))[0].model_dump(mode="json", exclude_defaults=True), "id": "own"}
    story = {
        "id": "own-story", "title": "Own", "audience": "Testers", "minutes": 5, "goals": ["I can tell."],
        "step": [{"n": 1, "heading": "Agency", "view": f"v=1&doc={DOCUMENT}",
                  "say": [{"text": "Agency KCNA alleged that it spoke for time 01 of Beta.", "claim": "KCNA01"}]}],
    }  # fmt: skip
    desk.accept([("site", {**SITE, "note": 'Quotes " and \\ and\nlines, 델타.'}), ("scenario", story)], "Ann", "")
    desk.accept([("context", {"id": "mine", "title": "Mine", "note": "Own facts."})], "Ann", "")
    desk.accept([("event", event)], "Ann", "", "context/mine.toml")
    texts = card_files(desk.now.state)
    assert sorted(texts) == ["context/mine.toml", FILE, "scenarios/own-story.toml", "sites.toml"]
    other = opened(tmp_path / "other.sqlite")
    found = [entry for name, text in texts.items() for entry in entries_in(name, text.encode(), "cards", other.now.cards).entries]
    other.bring(found, "Bob", "")
    assert card_files(other.now.state) == texts
    assert {r.key: r.entered for r in other.now.state.standing()} == {r.key: r.entered for r in desk.now.state.standing()}
    again = other.bring(found, "Bob", "")
    assert (again.written, again.known, other.revision) == ((), len(found), 1)


def test_the_cards_can_be_read_as_a_folder(desk: Workspace) -> None:
    texts = {**toy.TEXTS, **{name: text for name, text in card_files(desk.now.state).items() if name != "sites.toml"}}
    assert read(texts, frozenset({"alpha-line"})).ledger == world(desk).ledger


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.toml", "[[claim]\n", "a.toml: this is not valid TOML"),
        ("a.toml", "[[judgement]]\nid = 'x'\n", "a.toml: judgement: this cannot be added"),
        ("a.toml", "claim = 3\n", "this must be a table"),
        ("notes/a.toml", "[[claim]]\nid = 'KCNA03'\n", "claim KCNA03, paragraph: the field is missing"),
        ("sites.toml", "[[site]]\nid = 'x'\n[[site]]\nid = 'y'\n", "site y, kind: the field is missing"),
    ],
)
def test_faulty_cards_are_named_with_file_and_entry(desk: Workspace, name: str, text: str, told: str) -> None:
    found = entries_in(name, text.encode(), "cards", desk.now.cards)
    _, more = desk.looked_at(found.entries)
    assert told in "\n".join(map(str, (*found.faults, *more)))


@pytest.mark.parametrize("name", ["../../out", "a/b", "..", "", "x" * 101, "a\\\\b", "con.toml"])
def test_no_card_leads_out_of_the_folder_that_is_written(desk: Workspace, name: str) -> None:
    """A head with such an id is at fault, and so is all that stands below it, though the rest is kept."""
    event = 'title = "T"\nstatement = "S"\nreporter = "R"\nstance = "asserted"\ntopics = ["rail"]\nflow = "none"\n'
    rest = 'dates = { basis = "undated" }\nsources = [{ name = "N", seen = true }]\n'
    text = f'[context]\nid = "{name}"\ntitle = "T"\nnote = "N"\n[[event]]\nid = "own"\n{event}{rest}'
    found = entries_in("card.toml", text.encode(), "cards", desk.now.cards)
    brought = desk.bring(found.entries, "Ann", "", keep_good=True)
    assert brought.written == ()
    assert "[[event]] does not stand in this file" in "\n".join(map(str, brought.faults))
    assert sorted(card_files(desk.now.state)) == [FILE]


def test_good_entries_are_kept_only_on_demand(desk: Workspace) -> None:
    texts = card_files(desk.now.state)[FILE].replace('id = "KCNA100"', 'id = "KCNA101"').replace('id = "KCNA02"', 'id = "KCNA1"')
    found = entries_in(FILE, texts.encode(), "cards", desk.now.cards).entries
    with pytest.raises(SeedFaults, match="KCNA1"):
        desk.bring(found, "Ann", "")
    assert desk.revision == 1
    brought = desk.bring(found, "Ann", "", keep_good=True)
    assert brought.written == (("claim", "KCNA101"),)
    assert [fault.entry for fault in brought.faults] == ["claim KCNA1, id"]


def test_what_rests_on_a_faulty_entry_is_at_fault_as_well(tmp_path: Path, desk: Workspace) -> None:
    other = opened(tmp_path / "other.sqlite")
    text = card_files(desk.now.state)[FILE].replace('code = "KCNA"', 'code = "A"')
    found = entries_in(FILE, text.encode(), "cards", other.now.cards).entries
    brought = other.bring(
        [*found, *entries_in("sites.toml", SITE_TEXT.encode(), "cards", other.now.cards).entries], "A", "", keep_good=True
    )
    assert brought.written == (("site", "delta"),)
    assert "its document is not there" in "\n".join(map(str, brought.faults))


SITE_TEXT = """
[[site]]
id = "delta"
kind = "town"
names = { en = "Delta" }
lon = 130.5
lat = 42.2
accuracy_km = 2.0
origin = "Set by hand."
"""

# ---- a table of claims -----------------------------------------------------------------------------------------------

ROW = {
    "id": "KCNA03", "document": DOCUMENT, "paragraph": "1", "line": "1", "claimant": "Agency KCNA", "stance": "alleged",
    "statement": "Boxcars stood at Beta.", "speech": "reported", "reliability": "C", "reliability_why": "No by-line.",
    "credibility": "3", "credibility_why": "Possible.", "said_reliability": "B", "said_reliability_why": "In the text.",
    "said_credibility": "1", "said_credibility_why": "Read there.", "truth": "single source", "truth_why": "One origin.",
    "places_named": "beta; alpha", "date_start": "2024-07-01", "date_stated": "Monday", "topics": "rail; sea", "flow": "none",
    "supports": "A01: The same day.; B01: The same place.", "notes": "One. / Two.",
}  # fmt: skip


def table(*changes: dict[str, str]) -> bytes:
    return written(COLUMNS, [{**ROW, **change} for change in changes])


def test_a_table_of_claims(desk: Workspace) -> None:
    denial = {"id": "KCNA04", "stance": "denied", "denies": "A01", "denial": "That it was so.", "denied_by": "The agency"}
    new = {"id": "KCNA05", "claimant": "Ministry of X", "role": "spokesman", "voice": "Russia"}
    bring(desk, "claims.csv", table({}, denial, new), "claims")
    ledger = desk.now.cards.ledger
    first = ledger.by_id["KCNA03"].claim
    assert [(place.id, place.basis.value) for place in first.places] == [("beta", "named"), ("alpha", "named")]
    assert [(link.ref, link.note) for link in first.supports] == [("A01", "The same day."), ("B01", "The same place.")]
    assert (first.notes, first.dates.stated, first.dates.basis) == (("One.", "Two."), "Monday", "stated")
    assert ledger.by_id["KCNA03"].claimant.id == "voice"
    assert [entry.id for entry in ledger.denials_of("A01") if entry.id == "KCNA04"] == ["KCNA04"]
    assert ledger.by_id["KCNA05"].who == "Ministry of X (spokesman)"


def test_every_faulty_row_is_listed_and_good_ones_are_kept_on_demand(desk: Workspace) -> None:
    content = table({}, {"id": "KCNA04", "stance": "said"}, {"id": "XX01", "document": "none"}, {"id": "KCNA05", "truth_why": ""})
    found = entries_in("c.csv", content, "claims", desk.now.cards)
    fitting, faults = desk.looked_at(found.entries)
    told = [str(fault) for fault in (*found.faults, *faults)]
    assert [line.split(":")[0] for line in told] == ["c.csv, line 4", "c.csv, line 3", "c.csv, line 5"]
    assert "there is no document 'none'" in told[0]
    assert [edit.name for edit in fitting] == ["KCNA03"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id,claimant\r\nKCNA03,voice\r\n", "the columns stance, statement are missing"),
        (b"PK\x03\x04....", "this is a workbook"),
        ("id;claimant;stance;statement\r\nKCNA03;voice;alleged;Хасан\r\n".encode("cp1251"), "is not UTF-8"),
        (written([*COLUMNS, "colour"], [ROW]), "the column 'colour' is not known"),
    ],
)
def test_tables_that_cannot_be_read(desk: Workspace, content: bytes, told: str) -> None:
    assert told in "\n".join(map(str, entries_in("c.csv", content, "claims", desk.now.cards).faults))


def test_the_table_that_the_explorer_writes_only_lacks_the_reasons(desk: Workspace) -> None:
    """And the notes of links: what it holds otherwise is read as it is."""
    shown = [entry for entry in desk.now.cards.ledger.entries if entry.document.id == DOCUMENT]
    found = entries_in("c.csv", rows.claims_csv(shown), "claims", desk.now.cards)
    assert found.faults == ()
    _, faults = desk.looked_at(found.entries)
    assert {fault.entry.partition(", ")[2].split(".")[-1] for fault in faults} <= {
        "reliability_why", "credibility_why", "truth_why", "note",
    }  # fmt: skip


# ---- other tools -----------------------------------------------------------------------------------------------------


def drafts(desk: Workspace) -> list[dict[str, object]]:
    return [dict(r.fields["claim"]) for r in desk.now.state.standing() if r.kind == "draft"]


def test_our_own_entities_come_back_as_drafts(desk: Workspace, tmp_path: Path) -> None:
    shown = world(desk)
    content = entities(shown, build(shown, View(documents=frozenset({DOCUMENT}))))
    other = opened(tmp_path / "other.sqlite")
    bring(other, "map.ftm.json", content, "ftm")
    found = {str(draft["statement"]): draft for draft in drafts(other)}
    draft = next(draft for words, draft in found.items() if "for time 01 of Beta" in words)
    assert (draft["stance"], draft["topics"], draft["claimant"]) == ("alleged", ["rail"], "agency-kcna")
    assert other.now.cards.ledger.entries == toy.cards().ledger.entries, "no draft becomes a claim by itself"


def test_a_timemap(desk: Workspace) -> None:
    events = [
        {"id": 1, "description": "A train crossed.", "date": "6/19/2024", "location": "Khasan", "latitude": "42.4"},
        {"id": 2, "description": "Another.", "date": "2024-06-20T12:00:00"},
        {"id": 3, "description": " ", "date": "2024-06-20"},
        {"id": 4, "description": "When?", "date": "last week"},
    ]
    found = bring(desk, "events.json", json.dumps(events), "timemap")
    assert [fault.file for fault in found.faults] == ["events.json, event 3", "events.json, event 4"]
    first, second = drafts(desk)
    assert first["dates"] == {"start": "2024-06-19", "end": "2024-06-19", "basis": "stated"}
    assert first["places"] == [{"id": "khasan", "basis": "named", "as_written": "Khasan"}]
    assert second["statement"] == "Another."


@pytest.mark.parametrize("form", ["ftm", "timemap"])
@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, null]", b"\xff\xfe", b'{"events": 3}', b"[" * 5000, b'[{"schema": "Note"}]']
)
def test_files_of_other_tools_that_cannot_be_read(desk: Workspace, form: str, content: bytes) -> None:
    found = entries_in("x.json", content, form, desk.now.cards)
    assert found.entries == ()
    assert found.faults or not content.strip()
