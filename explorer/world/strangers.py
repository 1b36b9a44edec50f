"""What a view names that this world does not hold: documents, things to select, places, ports, closures, countries.

A page shows what is left and says so in a notice; where nothing may be guessed, such as the command line, the view is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from explorer.errors import QuestionError, quoted
from explorer.ledger.nearest import hint
from explorer.views.notices import Notices
from explorer.views.read import parse_strictly
from explorer.views.view import View
from explorer.world.world import World


def read_view(world: World, source: str | Mapping[str, str]) -> View:
    """Read a view where nothing may be guessed and everything that it names has to be there.

    Raises
    ------
    ViewError
        With everything that is wrong with it.
    """
    return parse_strictly(source, world.cards.journeys, partial(unknown, world))


def unknown(world: World, view: View) -> tuple[str, ...]:
    """What a view names and that is not there, a sentence each; the first ten of a kind in full."""
    world = world.seen(view)
    settled = world.settled(view)
    return (
        *day(world, view),
        *documents(world, settled),
        *claimants(world, settled),
        *selection(world, settled),
        *places(world, settled),
        *conditions(world, settled),
    )


def day(world: World, view: View) -> tuple[str, ...]:
    """A day of a workspace where there is none."""
    if view.as_of is None or world.revision is not None:
        return ()
    return (f"asof={view.as_of} asks for a day of the workspace, and there is none; the built-in cards know no days.",)


def documents(world: World, view: View) -> tuple[str, ...]:
    """Documents that are not in the ledger."""
    known = [document.id for document in world.ledger.documents]

    def tell(stranger: str) -> str:
        return f"{quoted(stranger)} is not a document of this ledger{hint(stranger, known)}; no statement matches it."

    notices = Notices()
    notices.each(sorted(view.documents - set(known)), tell)
    return tuple(notices)


def claimants(world: World, view: View) -> tuple[str, ...]:
    """Claimants that no document has."""
    known = {entry.claimant.id for entry in world.ledger.entries} if view.claimants else set()
    notices = Notices()
    notices.each(
        sorted(view.claimants - known),
        lambda word: f"{quoted(word)} is not a claimant of this ledger{hint(word, known)}; no statement matches it.",
    )
    return tuple(notices)


def selection(world: World, view: View) -> tuple[str, ...]:
    """A selection of something that is not there."""
    kind, _, identifier = view.selected.partition(":")
    if kind == "own" and _is_own(world, identifier):
        return ()
    known = selectable(world).get(kind, ())
    if not view.selected or identifier in known:
        return ()
    near = hint(identifier, known, f" (nearest: {kind}:{{}})")
    return (f"{quoted(view.selected)} is not in this version of the ledger{near}; nothing is selected.",)


def _is_own(world: World, identifier: str) -> bool:
    """Whether a layer of the workspace has this feature: its id and the row, from 1."""
    layer, _, row = identifier.rpartition("-")
    known = world.own_layers.get(layer)
    return known is not None and row.isdecimal() and 1 <= int(row) <= int(known["located"])


def selectable(world: World) -> Mapping[str, Iterable[str]]:
    """Ids of what can be selected, by kind."""
    return {
        "site": world.gazetteer.by_id,
        "claim": world.ledger.by_id,
        "event": world.ledger.events_by_id,
        "leg": [leg.id for leg in world.legs],
        "itinerary": [itinerary.id for itinerary in world.itineraries],
        "way": ("rail", "sea"),
        "stop": [f"{i.id}-{n}" for i in world.itineraries for n in range(1, len(i.stops) + 1)],
    }


def places(world: World, view: View) -> Iterator[str]:
    """Ends and ports of the routes asked for that lead to no place or to several."""
    asked = view.route
    for key, text in (("a", asked.origin), ("b", asked.destination), ("loading", asked.loading), ("discharge", asked.discharge)):
        try:
            if text:
                _ = world.places.end(text) if key in {"a", "b"} else world.places.resolve(text, "sea")
        except QuestionError as error:
            yield f"{key}: {error}"


def conditions(world: World, view: View) -> tuple[str, ...]:
    """Closures, passages and countries that are not there."""
    asked, notices = view.route, Notices()
    closable = world.network.closable if asked.closed else {}
    straits = {passage.id for passage in world.network.sea.passages} if asked.via else set()
    countries = world.countries if asked.avoid else frozenset()
    for key, given, known, what in (
        ("close", sorted(asked.closed), closable, "not a structure or passage"),
        ("via", asked.via, straits, "not a passage of the sea"),
        ("avoid", sorted(asked.avoid), countries, "not a country"),
    ):
        strangers = (word for word in given if word not in known)
        notices.each(strangers, partial(_stranger, key, what, known))
    return tuple(notices)


def _stranger(key: str, what: str, known: Iterable[str], word: str) -> str:
    return f"{key}={quoted(word)} is {what}{hint(word, known)}."
