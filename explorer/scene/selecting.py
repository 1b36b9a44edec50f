"""Which statements and dated facts a view lets through, in which order, and how many each word of a facet would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from explorer.ledger.claims import Entry, matches_text, overlaps, relevance
from explorer.ledger.gazetteer import folded
from explorer.ledger.vocabulary import Event
from explorer.views.view import LayerId, View
from explorer.world.world import World

_OF_ENTRY: Mapping[str, Callable[[World, Entry], Iterable[str]]] = {
    "documents": lambda _, entry: (entry.document.id,),
    "stances": lambda _, entry: (entry.claim.stance,),
    "topics": lambda _, entry: entry.claim.topics,
    "kinds": lambda world, entry: {world.gazetteer.by_id[place.id].kind for place in entry.claim.places},
    "reliabilities": lambda _, entry: (entry.claim.content.reliability,),
    "grades": lambda _, entry: (entry.claim.content.code,),
    "claimants": lambda _, entry: (entry.claimant.id,),
    "truths": lambda _, entry: (entry.claim.truth,),
    "flows": lambda _, entry: (entry.claim.flow,),
}
_OF_EVENT: Mapping[str, Callable[[World, Event], Iterable[str]]] = {
    "stances": lambda _, event: (event.stance,),
    "topics": lambda _, event: event.topics,
    "kinds": lambda world, event: {world.gazetteer.by_id[place.id].kind for place in event.places},
    "flows": lambda _, event: (event.flow,),
}
"""Facts from outside have no document, grade, claimant or truth status: a facet of these leaves none of them."""
_LATEST = date.max


def select_entries(world: World, view: View) -> tuple[Entry, ...]:
    """The entries that every filter of the view lets through, in its order."""
    return in_order(_chosen(world, view), view)


def _chosen(world: World, view: View) -> tuple[Entry, ...]:
    fits_text = matches_text(view.text)
    facets = [(words, of) for name, of in _OF_ENTRY.items() if (words := getattr(view, name))]

    def fits(entry: Entry) -> bool:
        return (
            all(not words.isdisjoint(of(world, entry)) for words, of in facets)
            and overlaps(entry.claim.dates, view.start, view.end)
            and fits_text(entry)
        )

    return tuple(entry for entry in world.ledger.entries if fits(entry))


def select_events(world: World, view: View) -> tuple[Event, ...]:
    """The context events inside the view; a filter on what only claims have, such as a document or a grade, leaves none."""
    if LayerId.EVENTS not in view.layers or any(getattr(view, name) for name in _OF_ENTRY if name not in _OF_EVENT):
        return ()
    words = folded(view.text).split()
    facets = [(chosen, of) for name, of in _OF_EVENT.items() if (chosen := getattr(view, name))]

    def fits(event: Event) -> bool:
        return (
            all(not chosen.isdisjoint(of(world, event)) for chosen, of in facets)
            and overlaps(event.dates, view.start, view.end)
            and (not words or _holds(event, words))
        )

    found = tuple(event for event in world.ledger.events if fits(event))
    return (
        tuple(sorted(found, key=lambda event: event.dates.start or event.dates.end or _LATEST)) if view.sort == "date" else found
    )


def _holds(event: Event, words: Iterable[str]) -> bool:
    hay = folded(" ".join((event.title, event.statement, event.reporter, *(place.id for place in event.places))))
    return all(word in hay for word in words)


def in_order(entries: Iterable[Entry], view: View) -> tuple[Entry, ...]:
    """Entries in the order of a view: by relevance, which without words is that of the cards; by day; or by grade.

    Undated statements come after dated ones. In the order of grades, what cannot be judged (F, 6) comes last.
    """
    match view.sort:
        case "date":
            return tuple(sorted(entries, key=lambda entry: entry.claim.dates.start or entry.claim.dates.end or _LATEST))
        case "grade":
            return tuple(sorted(entries, key=lambda entry: _grade(entry.claim.content.code)))
        case _:
            score = relevance(view.text)
            return tuple(sorted(entries, key=lambda entry: -score(entry)))


def _grade(code: str) -> tuple[bool, str]:
    return "F" in code or "6" in code, code


def counts(world: World, view: View, facet: str) -> Counter[str]:
    """How many statements each word of a facet would show, with all other filters of the view as they are."""
    of = _OF_ENTRY[facet]
    without: dict[str, Any] = {facet: frozenset()}
    return Counter(word for entry in _chosen(world, replace(view, **without)) for word in of(world, entry))


def left_out_for_time(world: World, view: View) -> int:
    """How many statements that every other filter lets through are left out because they have no date and a range is set."""
    if not (view.start or view.end):
        return 0
    return sum(entry.claim.dates.basis == "undated" for entry in _chosen(world, replace(view, start=None, end=None)))


def undated_left_out(count: int) -> str:
    """The notice of statements without a date."""
    return f"{count} undated statement{'s are' if count != 1 else ' is'} left out while a time range is set."
