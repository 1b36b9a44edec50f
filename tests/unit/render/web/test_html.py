"""Cards as HTML: whatever a card of the ledger holds, it is shown as text and adds no element, attribute or script."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import DateRange, SourceRef, Stance
from explorer.render.web import html
from explorer.world.world import World
from tests import hostile


class Page(HTMLParser):
    """The elements with their attributes, and the text, as a browser would read them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[tuple[str, tuple[tuple[str, str | None], ...]]] = Counter()
        self.open: list[str] = []
        self.words = ""
        self.feed(source)
        self.close()
        assert self.open == [], "an element is left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag, tuple(attrs)] += 1
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def everything(world: World) -> str:
    """Every card of a world, as the pages show them."""
    ledger = world.ledger
    parts = [html.claim_card(world, entry) for entry in ledger.entries]
    parts += [html.event_card(world, event) for event in ledger.events]
    parts += [html.opposed(html.brief(pair.left), html.brief(pair.right), pair.note) for pair in ledger.oppositions]
    return "".join(parts)


def test_text_is_escaped_and_isolated() -> None:
    assert html.text("<b>&\"'") == "<bdi>&lt;b&gt;&amp;&quot;&#x27;</bdi>"
    assert html.text("\u202eabc") == "<bdi>\u202eabc</bdi>"


def test_hostile_text_adds_no_element(hostile_kind: str) -> None:
    plain, poisoned = Page(everything(hostile.world("harmless"))), Page(everything(hostile.world(hostile_kind)))
    assert poisoned.elements == plain.elements
    assert poisoned.words.count(hostile.TEXTS[hostile_kind]) == plain.words.count("harmless") > 10


def test_no_element_of_a_card_can_run_or_load_anything(world: World) -> None:
    for tag, attributes in Page(everything(world)).elements:
        assert tag in {"article", "div", "span", "strong", "p", "bdi", "details", "summary", "ul", "li", "dl", "dt", "dd", "br"}
        assert {name for name, _ in attributes} <= {"class", "title", "role", "aria-label", "data-claim", "data-event"}


def card(world: World, claim: str) -> Page:
    return Page(html.claim_card(world, world.ledger.by_id[claim]))


def test_a_sentence_starts_with_who_says_it_and_how(world: World) -> None:
    assert "Ann Alyst (fellow, Institute) assessed: Trains may be used where ships were." in card(world, "B01").words
    assert "Evening Paper (article voice) alleged: The North was sent shells." in card(world, "A02").words
    assert "The Ministry (The North) said in denial: No shells were sent." in card(world, "A03").words


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_has_a_verb(world: World, stance: Stance) -> None:
    entry = world.ledger.by_id["A01"]
    other = Entry(entry.claim.model_copy(update={"stance": stance}), entry.document, entry.claimant)
    said = html.brief(other)
    assert f"<strong>{stance.value}</strong>" in said
    assert f'aria-label="{stance.value}"' in said


def test_a_card_carries_its_address_and_both_grades(world: World) -> None:
    words = card(world, "B01").words
    for part in (
        "B01 · document B, paragraph 1",
        "said: confirmed by other sources (B1)",
        "content: possibly true (C3)",
        "contested",
        "fairly reliable; possibly true",
        "Mixed record.",
    ):
        assert part in words


def test_a_denial_stands_on_the_card_of_what_it_denies(world: World) -> None:
    words = card(world, "A02").words
    assert "The Ministry denied: That shells were sent. (known to stand until 2024-01-10)" in words
    assert "denied" not in card(world, "A01").words


def test_inferred_places_are_called_inferred(world: World) -> None:
    words = card(world, "B01").words
    assert "Alpha port (inferred)" in words
    assert "Beta (inferred)" not in words
    assert "ships: The only port." in words


def test_what_bears_on_a_claim_is_counted_and_told(world: World) -> None:
    words = card(world, "B01").words
    assert "What bears on it: 1 for, 1 against" in words
    assert "Speaks for itAlpha–Beta line opened (outside the articles): The line is open." in words
    assert "Speaks against itShips seen at Beta (outside the articles): Ships went on." in words
    assert "What bears on it" not in card(world, "A01").words


def test_many_notes_are_folded(world: World) -> None:
    entry = world.ledger.by_id["A01"]
    noted = Entry(entry.claim.model_copy(update={"notes": ("one", "two", "three")}), entry.document, entry.claimant)
    words = Page(html.claim_card(world, noted)).words
    assert "1 more note" in words
    assert "1 more notes" not in words
    two = Entry(entry.claim.model_copy(update={"notes": ("one", "two")}), entry.document, entry.claimant)
    assert "more note" not in html.claim_card(world, two)


def test_an_event_says_where_it_comes_from(world: World) -> None:
    words = Page(html.event_card(world, world.ledger.events_by_id["beta-seen-2024-03-01"])).words
    assert "outside the articles" in words
    assert "Satellite Institute, via a mirror" in words
    recalled = Page(html.event_card(world, world.ledger.events_by_id["alpha-opened-2023-09-01"])).words
    assert "Railway Weekly (recalled, not read)" in recalled


def test_the_title_and_address_of_a_copy_stand_with_the_copy(world: World) -> None:
    page = {"title": "Ships seen", "address": "https://example.org/1"}
    own = SourceRef.model_validate({"name": "Reuters, 3 May 2025", "seen": True, **page})
    copied = own.model_copy(update={"via": "KBS and NHK", "copy_at": "NHK"})
    event = world.ledger.events_by_id["beta-seen-2024-03-01"]
    first, second = (Page(html.event_card(world, event.model_copy(update={"sources": (one,)}))).words for one in (own, copied))
    assert "Reuters, 3 May 2025: Ships seenhttps://example.org/1" in first
    assert "Reuters, 3 May 2025, via KBS and NHKcopy at NHK: Ships seenhttps://example.org/1" in second


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"start": "2024-06-19", "basis": "stated"}, "2024-06-19 (stated)"),
        ({"end": "2024-06-19", "basis": "stated"}, "2024-06-19 (stated)"),
        ({"start": "2024-06-18", "end": "2024-06-19", "basis": "inferred"}, "2024-06-18 to 2024-06-19 (inferred)"),
        ({"start": "2024-06-18", "basis": "inferred", "stated": "this week"}, "2024-06-18 (inferred from: this week)"),
        ({"basis": "undated"}, "undated"),
        ({"basis": "undated", "stated": "for years"}, "undated (for years)"),
        (
            {"start": "2023-09-13", "basis": "corrected", "stated": "last year"},
            "2023-09-13 (corrected; stated: last year)",
        ),
        (
            {"start": "2023-09-13", "basis": "corrected", "stated_start": "2022-09-13", "stated_end": "2022-09-14"},
            "2023-09-13 (corrected; stated: 2022-09-13 to 2022-09-14)",
        ),
    ],
)
def test_stated_and_corrected_days_stand_side_by_side(world: World, dates: dict[str, str], said: str) -> None:
    entry = world.ledger.by_id["A01"]
    claim = entry.claim.model_copy(update={"dates": DateRange.model_validate(dates)})
    words = Page(html.claim_card(world, Entry(claim, entry.document, entry.claimant))).words
    assert f"{said} · Alpha" in words


def test_opposed_cards_have_equal_weight(world: World) -> None:
    pair = world.ledger.oppositions[0]
    page = Page(html.opposed(html.brief(pair.left), html.brief(pair.right), pair.note))
    assert page.elements["div", (("class", "tm-box"),)] == 2
    assert page.words.endswith("The allegation it answers.")
