"""What is not known of a source is listed, each by name; what is known is not."""

from __future__ import annotations

from datetime import date

from explorer.ledger import sources
from explorer.ledger.claims import Ledger
from explorer.ledger.vocabulary import SourceRef
from explorer.world.world import World

WHOLE = SourceRef(
    name="KBS, 3 May 2025", seen=True, title="A report", address="https://example.org/1", seen_on=date(2025, 6, 1),
    archived="https://example.net/1",
)  # fmt: skip


def test_a_source_lacks_what_is_not_given() -> None:
    assert sources.lacks(WHOLE) == ()
    assert sources.lacks(WHOLE.model_copy(update={"address": ""})) == ("address",)
    assert sources.lacks(WHOLE.model_copy(update={"name": "KBS"})) == ("date",)
    assert sources.lacks(WHOLE.model_copy(update={"seen_on": None, "archived": ""})) == (
        "date seen",
        "address of an archived copy",
    )


def test_every_source_that_lacks_something_is_listed_and_counted(real: World) -> None:
    ledger = real.ledger
    rows = sources.lacking(ledger)
    cited = [source for event in ledger.events for source in event.sources if sources.lacks(source)]
    assert len(rows) == len(cited) + sum(bool(sources.lacks(document)) for document in ledger.documents)
    missing = sum("address" in row.what for row in rows)
    assert f"address of {missing}" in sources.summary(ledger)


def test_a_ledger_with_nothing_lacking_says_so(real: World) -> None:
    event = real.ledger.events[0].model_copy(update={"sources": (WHOLE,)})
    ledger = Ledger(documents=(), entries=(), families=(), events=(event,))
    assert sources.lacking(ledger) == ()
    assert sources.summary(ledger).startswith("Sources: 1; title")
