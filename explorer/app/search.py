"""What a search leads to: a position, a place by any of its names, or else the words of the statements. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from explorer.app.tongue import many, say, told
from explorer.errors import CoordinateError, quoted
from explorer.geo import LonLat, distance_km, parse_position, written
from explorer.ledger.claims import matches_text
from explorer.ledger.gazetteer import Match, folded, names_of
from explorer.scene.build import select_entries, select_events
from explorer.views.view import View
from explorer.world.world import World

ALSO = 8
"""So many places are offered at most."""
ALIKE = 4
"""Rank of a match that only looks like the text."""


@dataclass(frozen=True)
class Found:
    """Where a search leads, at most one of position, place and words; and what else it might have meant.

    ``place`` and ``also`` are ids; ``also_words`` are words that statements hold as well; ``subject`` is the id of what has
    exactly this name.
    """

    position: LonLat | None = None
    place: str = ""
    words: str = ""
    told: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    also_words: str = ""
    subject: str = ""


def look_up(world: World, text: str) -> Found:
    """What a text leads to."""
    subject = world.subjects.called(text)
    return replace(_look_up(world, text), subject=subject.id if subject else "")


def _look_up(world: World, text: str) -> Found:
    try:
        position = parse_position(text)
    except CoordinateError as error:
        return Found(told=(told(error),))
    if position is not None:
        return Found(position=position, told=(_nearest(world, position),))
    found = world.gazetteer.search(text)
    return _named(world, text, found) or _begun(world, text, found) or _worded(world, text, found)


def _nearest(world: World, position: LonLat) -> str:
    sites = [site for site in world.gazetteer.sites if site.placed]
    away, near = min(((distance_km(position, (site.lon or 0.0, site.lat or 0.0)), site) for site in sites), key=itemgetter(0))
    return say(
        "Centred on {position}. Nearest place of the gazetteer: {en}, {away:.1f} km.",
        position=written(position),
        en=near.names.en,
        away=away,
    )


def _named(world: World, text: str, found: Sequence[Match]) -> Found | None:
    """The one place of this name, or a question where there are several."""
    bodies = [match.site.id for match in found if match.rank == 0 and not match.site.placed]
    named = [place.id for place in world.places.choices(text)] or bodies
    if len(named) > 1:
        return Found(told=(say("Several places have this name. Which one is meant?"),), also=tuple(named[:ALSO]))
    if not named:
        return None
    answer = _gone_to(world, text, named[0], found)
    return answer if named[0] in world.gazetteer.by_id else replace(answer, also_words=_words_told(world, text))


def _begun(world: World, text: str, found: Sequence[Match]) -> Found | None:
    """The one place whose name begins with the text, or a question where there are several; words that hold it as well."""
    placed = [place.id for place in world.places.beginning(text) if place.source == "sites"]
    begins = placed + [match.site.id for match in found if match.rank == 1 and not match.site.placed]
    if not begins:
        return None
    several = Found(told=(say("Several places begin with that. Which one is meant?"),), also=tuple(begins[:ALSO]))
    answer = several if len(begins) > 1 else _gone_to(world, text, begins[0], found)
    return replace(answer, also_words=_words_told(world, text))


def _words_told(world: World, text: str) -> str:
    """The text, where a statement holds its words."""
    return text if any(map(matches_text(text), world.ledger.entries)) else ""


def _gone_to(world: World, text: str, place: str, found: Iterable[Match]) -> Found:
    others = dict.fromkeys(match.site.id for match in found if match.rank <= 1)
    return Found(place=place, told=_why(world, text, place), also=tuple(name for name in others if name != place)[:ALSO])


def _why(world: World, text: str, place: str) -> tuple[str, ...]:
    """By which of its names a site was found, where its title does not say so."""
    site, wanted = world.gazetteer.by_id.get(place), folded(text)
    if site is None or folded(site.names.en).startswith(wanted):
        return ()
    met = next((name for name in names_of(site) if folded(name).startswith(wanted)), "")
    return (say("Found by the name “{met}”.", met=met),) if met else ()


def _worded(world: World, text: str, found: Sequence[Match]) -> Found:
    """The statements and dated facts that hold the words; without any, the places whose names look most like them."""
    asked = View(text=text)
    statements, facts = len(select_entries(world, asked)), len(select_events(world, asked))
    if not statements and not facts:
        return _unknown(world, text, found)
    counts = [
        many("{count} statement", "{count} statements", statements) if statements else "",
        many("{count} dated fact", "{count} dated facts", facts) if facts else "",
    ]
    words = say("No place has this name; {counts} with these words.", counts=say(" and ").join(filter(None, counts)))
    return Found(words=text, told=(words,), also=tuple(match.site.id for match in found if match.rank < ALIKE)[:ALSO])


def _unknown(world: World, text: str, found: Sequence[Match]) -> Found:
    near = dict.fromkeys([*(match.site.id for match in found), *(place.id for place in world.places.near(text))])
    if near:
        told = say("Nothing is called {text}. These names contain it or look most like it.", text=quoted(text))
    else:
        told = say(
            "No place, statement or dated fact matches {text}. Try another spelling, or one word alone.", text=quoted(text)
        )
    return Found(told=(told,), also=tuple(near)[:ALSO])
