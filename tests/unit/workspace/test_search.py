"""Full text: every script, ranks, snippets, and an index that follows its cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.workspace.search import Index, snippet, words_in
from explorer.workspace.workspace import Workspace
from tests import toy
from tests.toy_workspace import fields, opened, with_third


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return with_third(tmp_path / "w.sqlite")


def ids(index: Index, desk: Workspace, words: str) -> list[str]:
    return [hit.id for hit in index.find(desk.now.cards, words, 100, desk.now.state)]


def test_all_words_have_to_be_there_in_any_case() -> None:
    cards = toy.cards()
    (entry, *_) = cards.ledger.entries
    word = max(entry.claim.statement.split(), key=len).strip(".,")
    for asked in (word, word.upper(), f"{word} {entry.id}"):
        assert entry.id in [hit.id for hit in Index().find(cards, asked, 100)]
    assert Index().find(cards, f"{word} atlantis") == ()


@pytest.mark.parametrize("words", ["알파", "알", "Альфа", "альфа", "álpha", "RUALP"])
def test_places_are_found_by_their_names_in_every_script(words: str) -> None:
    """Of one and two letters as well, which are no trigram."""
    found = [hit.id for hit in Index().find(toy.cards(), words, 100)]
    places = {entry.id: {ref.id for ref in entry.claim.places} for entry in toy.cards().ledger.entries}
    wanted = {"alpha-port"} if words == "RUALP" else {"alpha", "alpha-station", "alpha-port"}
    assert found
    assert any(places.get(identifier, set()) & wanted for identifier in found)


def test_korean_is_found_beside_its_particles(desk: Workspace) -> None:
    desk.accept([("claim", fields(desk, "KCNA01", statement="두만강역에서 화물열차가 출발했다."))], "Ann", "")
    for asked in ("두만강역", "화물열차", "화물", "열차가 두만강"):
        assert ids(Index(), desk, asked) == ["KCNA01"]


def test_the_index_follows_the_workspace(desk: Workspace) -> None:
    index = Index()
    assert ids(index, desk, '"time 01 of Beta"') == ["KCNA01"]
    desk.accept([("claim", fields(desk, "KCNA01", statement="Quite another text."))], "Ann", "")
    assert ids(index, desk, '"time 01 of Beta"') == []
    assert ids(index, desk, "another quite") == ["KCNA01"]
    desk.withdraw("claim", "KCNA01", "Ann", "")
    assert ids(index, desk, "another quite") == []
    desk.accept([("note", {"id": "n1", "about": "claim:A01", "words": "Quite another."})], "Ann", "")
    assert ids(index, desk, "another quite") == ["n1"]
    assert [hit.kind for hit in index.find(toy.cards(), "KCNA")] == []


def test_a_title_counts_more_than_a_text(tmp_path: Path) -> None:
    desk = opened(tmp_path / "w.sqlite")
    for number, (title, text) in enumerate((("Of ships", "The word zeppelin once."), ("A zeppelin", "Nothing else.")), start=1):
        paper = {"id": f"p{number}", "sha256": f"{number:064x}", "paragraphs": [text], "document": {"title": title}}
        desk.accept([("paper", paper)], "Ann", "")
    assert ids(Index(), desk, "zeppelin") == ["p2", "p1"]


@pytest.mark.parametrize("words", ['"', '""', "a\"b'c", "NEAR(", "AND OR NOT", "* ^ : -", "x" * 5000, "\0", "title:x", "%_", "ა"])
def test_no_question_is_an_order_to_the_database(words: str) -> None:
    Index().find(toy.cards(), words)


def test_words() -> None:
    assert words_in("  ") == ()
    assert words_in('"" "') == ()
    assert len(words_in(" ".join(f"w{n}" for n in range(60)))) == 12


def test_a_snippet_is_cut_between_words() -> None:
    text = f"{'before ' * 30}the Khasan line{' after' * 40}"
    found = snippet(text, ["khasan"])
    assert found.startswith("…before")
    assert found.endswith("after…")
    assert "the Khasan line" in found
    assert len(found) < 230
