"""What many runs of a page show in the same words: put together once for a world and a language, and kept.

Most of a run's time goes to Streamlit's own work for every element; what is ours to say should add little to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from explorer.app import cache as shared
from explorer.app.cache import kept
from explorer.app.tongue import language, say, told
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event, Flow, Reliability, SiteKind, Stance, Topic, Truth
from explorer.render.symbols import Theme, theme_style
from explorer.render.web import html, tables
from explorer.scene.build import Unplaced
from explorer.views.view import Language
from explorer.world.world import World

_STYLES = ("cards.css", "steps.css", "page.css", "player.css", "contrast.css")


class Markup(str):
    """HTML as it is to be shown. Streamlit would look through all its lines for an indent that it could take away."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


@cache
def style(theme: Theme) -> Markup:
    """The style of cards and page, a line in all: it comes with every run."""
    files = resources.files("explorer.render.web").joinpath("static")
    rules = "".join(files.joinpath(name).read_text(encoding="utf-8") for name in _STYLES) + theme_style(theme)
    return Markup(f"<style>{' '.join(line.strip() for line in rules.splitlines())}</style>")


def claim_card(entry: Entry) -> Markup:
    """The card of a claim; one that cites own data is looked up anew, since its layer can change while the cards do not."""
    if entry.claim.cites:
        return Markup(html.claim_card(shared.world(), entry, language()))
    return _claim_card(entry.id, language())


@kept(2048)
def _claim_card(known: World, identifier: str, tongue: Language) -> Markup:
    return Markup(html.claim_card(known, known.ledger.by_id[identifier], tongue))


def event_card(row: Event) -> Markup:
    """The card of a dated fact."""
    return _event_card(row.id, language())


@kept(1024)
def _event_card(known: World, identifier: str, tongue: Language) -> Markup:
    return Markup(html.event_card(known, known.ledger.events_by_id[identifier], tongue))


def not_on_map(rows: tuple[Unplaced, ...]) -> Markup:
    """The table of statements that the map cannot show, each with the reason."""
    return _not_on_map(tuple((row.entry.id, row.reason) for row in rows), language())


@kept(128)
def _not_on_map(known: World, rows: tuple[tuple[str, str], ...], tongue: Language) -> Markup:
    shown = ((known.tongue(tongue).entry(known.ledger.by_id[identifier]), reason) for identifier, reason in rows)
    cells = ([*map(html.text, (entry.id, entry.claimant.name, entry.claim.statement, told(reason)))] for entry, reason in shown)
    return Markup(tables.table((say("Id"), say("Who"), say("Statement"), say("Why")), cells))


def facets() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """The filters by the field of a view that they set: how each is called, and its words."""
    return _facets(language())


@kept(8)
def _facets(known: World, tongue: Language) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    ledger, cards = known.ledger, known.tongue(tongue)
    documents = {d.id: f"{d.code}: {cards.card('document', d.id, d).title}" for d in ledger.documents}
    claimants = {entry.claimant.id: cards.entry(entry).claimant.name for entry in ledger.entries}
    grades = sorted({entry.claim.content.code: entry.claim.content for entry in ledger.entries}.items())
    used = {entry.claim.content.reliability for entry in ledger.entries}
    words = {letter: say(html.RELIABILITY[letter]).capitalize() for letter in Reliability if letter in used}
    kinds = {site.kind for site in known.gazetteer.sites}
    return {
        "documents": (say("Document"), documents),
        "claimants": (say("Claimant"), dict(sorted(claimants.items(), key=lambda row: row[1].casefold()))),
        "stances": (say("Stance"), {word: told(word.value) for word in Stance}),
        "truths": (say("Truth status"), {word: told(word.value) for word in Truth}),
        "grades": (say("Grade of the statement"), {code: html.graded(grade, tongue) for code, grade in grades}),
        "reliabilities": (say("Reliability of the source"), {letter: f"{word} ({letter})" for letter, word in words.items()}),
        "flows": (say("Flow"), {word: told(word.value) for word in Flow}),
        "topics": (say("Topic"), {word: told(word.value) for word in Topic}),
        "kinds": (say("Kind of place"), {kind: told(kind.value) for kind in SiteKind if kind in kinds}),
    }


@kept(1)
def last_day(known: World) -> date | None:
    """The last day that a statement or a fact is dated to."""
    ranges = [entry.claim.dates for entry in known.ledger.entries] + [event.dates for event in known.ledger.events]
    return max((day for dates in ranges for day in (dates.start, dates.end) if day is not None), default=None)
