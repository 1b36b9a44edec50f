"""What is new between two states of a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from explorer.workspace.changes import as_lines, changes, news
from explorer.workspace.inbox import kept
from tests import toy
from tests.toy_workspace import FILE, fields, with_third


def test_what_is_new(tmp_path: Path) -> None:
    desk = with_third(tmp_path / "w.sqlite")
    first = desk.now.cards
    found = changes(toy.cards(), first)
    assert [(news.happened, news.kind, news.id) for news in found if news.happened == "came in"] == [
        ("came in", "document", "kcna-news-2024-07-01"), *(("came in", "claim", f"KCNA{n}") for n in ("01", "02", "100")),
    ]  # fmt: skip
    assert [(news.happened, news.id, news.by) for news in found if news.by] == [("contradicted", "A01", "KCNA02")]
    denial = {"of": ["A01", "KCNA01"], "proposition": "That it was so.", "by": ["Agency KCNA"]}
    new = fields(desk, "KCNA01", id="KCNA03", stance="denied", denial=denial)
    desk.accept([("claim", new), ("claim", fields(desk, "KCNA01", statement="Anew."))], "Ann", "", FILE)
    desk.withdraw("claim", "KCNA100", "Ann", "")
    assert [(news.happened, news.kind, news.id, news.by) for news in changes(first, desk.now.cards)] == [
        ("came in", "claim", "KCNA03", ""), ("revised", "claim", "KCNA01", ""), ("withdrawn", "claim", "KCNA100", ""),
        ("denied", "claim", "A01", "KCNA03"), ("denied", "claim", "KCNA01", "KCNA03"),
    ]  # fmt: skip
    assert changes(first, first) == ()
    assert [news.happened for news in changes(desk.now.cards, toy.cards()) if news.id == "KCNA03"] == ["withdrawn"]


READING = {
    "document": {"title": "On rails", "publisher": "Wire", "sha256": "ab" * 32, "paragraphs": [{"number": 1, "text": "So."}]},
    "drafts": [{"statement": "So."}, {"statement": "Thus."}],
}


def test_papers_without_claims_are_news(tmp_path: Path) -> None:
    desk = with_third(tmp_path / "w.sqlite")
    before = desk.now
    desk.bring(kept(READING), "Ann", "")
    came = desk.now
    (paper,) = (name for kind, name in came.state.entries if kind == "paper")
    (row,) = news(before, came)
    assert (row.happened, row.kind, row.id, row.title, row.waiting) == ("came in", "paper", paper, "On rails (Wire)", 2)
    assert "  on-rails-abababab: On rails (Wire) (2 drafts to review)" in as_lines([row], date(2026, 11, 1), date(2026, 11, 8))

    def about(**changes: Any) -> list[tuple[str, int]]:
        fields = desk.now.state.entries["paper", paper].fields
        desk.accept([("paper", {**fields, "document": {**fields["document"], **changes}})], "Ann", "")
        return [(row.happened, row.waiting) for row in news(came, desk.now)]

    desk.withdraw("draft", f"{paper}-1", "Ann", "")
    assert news(came, desk.now) == (), "a draft that is reviewed is no change of the ledger"
    assert about(publisher="Harbour Wire") == [("revised", 1)]
    assert about(card="kcna-news-2024-07-01", publisher="Wire") == [], "its claims stand in the ledger, which says what is new"
    about(card=None)
    desk.withdraw("paper", paper, "Ann", "")
    assert [row.happened for row in news(came, desk.now)] == ["withdrawn"]
    assert news(before, desk.now) == ()
