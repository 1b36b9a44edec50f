"""What is new between two states of a ledger."""

from __future__ import annotations

from pathlib import Path

from explorer.workspace.changes import changes
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
