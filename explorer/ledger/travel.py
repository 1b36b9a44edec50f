"""What moves, as cards tell it: reported legs, ports where train and ship meet, and journeys told as stops."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from explorer.ledger.ids import ClaimId, Slug
from explorer.ledger.vocabulary import Basis, Card, DateRange, Text


class Leg(Card):
    """A reported leg between two sites: a named railway, or by sea as the router draws it."""

    id: Slug
    title: Text
    mode: Literal["rail", "sea"]
    origin: Slug
    destination: Slug
    rail_line: str = ""
    reporter: Text
    statement: Text
    claims: tuple[ClaimId, ...] = ()
    events: tuple[Slug, ...] = ()
    note: Text


class PortTransfer(Card):
    """A port of the gazetteer where track reaches the quays."""

    site: Slug
    source: Text


class Closure(Card):
    """A structure or passage of the map data that is offered early where something may be closed."""

    id: Slug


class Stop(Card):
    """One stop of an itinerary, in order."""

    site: Slug
    dates: DateRange
    text: Text
    basis: Basis
    claims: tuple[ClaimId, ...] = ()
    events: tuple[Slug, ...] = ()


class Journey(Card):
    """A kind of journeys, which a reader switches as one layer; its id stands in links."""

    id: Slug
    title: Annotated[Text, Field(max_length=60)]
    colour: Literal["violet", "green"]


class Itinerary(Card):
    """A journey told as numbered stops; the line between them is order, not course. ``journey`` is its kind."""

    id: Slug
    title: Text
    journey: Slug
    note: Text
    stops: tuple[Stop, ...] = Field(min_length=1)
