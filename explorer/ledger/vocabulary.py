"""The frozen vocabulary: what a source, claimant, claim, event, site, leg and itinerary are.

Cards in ``seeds`` are read into these types and nothing else; a card that does not fit is a fault, never a default.
Units are in the names (``accuracy_km``); positions are longitude and latitude on WGS84, in degrees.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from explorer.ledger.ids import ClaimId, ClaimOrEvent, Code, FormerId, Slug

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]

PARTIES = frozenset({"PRK", "RUS"})
"""The two States whose traffic is looked at (ISO 3166 alpha-3); every other is a third State."""


class Stance(StrEnum):
    """How the claimant stands to the statement; the word is shown, the shape stands for it."""

    REPORTED_FACT = "reported fact"
    ASSERTED = "asserted"
    ASSESSED = "assessed"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    CONCERN = "expressed concern"


class Speech(StrEnum):
    """How the wording reached the document."""

    REPORTED = "reported"
    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    REPUBLISHED = "republished wording"


class Truth(StrEnum):
    """What is known about the statement itself, apart from the fact that it was made."""

    PRIMARY = "confirmed by primary document"
    CORROBORATED = "corroborated independently"
    SINGLE = "single source"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    NOT_ASSESSABLE = "not assessable"


class Flow(StrEnum):
    """Which way goods, people or know-how are said to move."""

    PRK_TO_RUS = "DPRK to Russia"
    RUS_TO_PRK = "Russia to DPRK"
    BOTH = "both ways"
    UNSPECIFIED = "unspecified"
    NONE = "none"


class Basis(StrEnum):
    """Whether the document names the place or the ledger infers it."""

    NAMED = "named"
    INFERRED = "inferred"


class Topic(StrEnum):
    """What a statement is about."""

    MISSILES = "missiles"
    MUNITIONS = "munitions"
    TECHNOLOGY = "technology"
    TREATY = "treaty"
    VISITS = "visits"
    RAIL = "rail"
    SEA = "sea"
    AIR = "air"
    SPACE = "space"
    INTERDICTION = "interdiction"
    SANCTIONS = "sanctions"
    FINANCE = "finance"
    DIPLOMACY = "diplomacy"
    MONITORING = "monitoring"
    WAR = "war in Ukraine"


class Voice(StrEnum):
    """On whose behalf a claimant speaks; counted in the balance of voices."""

    RUSSIA = "Russia"
    DPRK = "DPRK"
    RUSSIA_AND_DPRK = "Russia and DPRK"
    ROK = "ROK"
    USA = "United States"
    CHINA = "China"
    OTHER_STATES = "other States"
    ANALYST = "analysts"
    MEDIA = "article voice"


class Reliability(StrEnum):
    """Source reliability on the Admiralty scale (NATO AJP-2.1). F is "cannot be judged", not "worse than E"."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Information credibility on the Admiralty scale (NATO AJP-2.1). 6 is "cannot be judged"."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class SiteKind(StrEnum):
    """What a gazetteer entry is. The last three have no position and never become a pin."""

    CITY = "city"
    TOWN = "town"
    STATION = "station"
    YARD = "yard"
    PORT = "port"
    PIER = "pier"
    BRIDGE = "bridge"
    CROSSING = "border crossing"
    AIRPORT = "airport"
    LAUNCH_SITE = "launch site"
    NAVAL_BASE = "naval base"
    PLANT = "plant"
    DEPOT = "depot"
    GOVERNMENT_BUILDING = "government building"
    UNIVERSITY = "university"
    SQUARE = "square"
    GOVERNMENT = "government"
    REGION = "region"
    COUNTRY = "country"


UNPLACED_KINDS = frozenset({SiteKind.GOVERNMENT, SiteKind.REGION, SiteKind.COUNTRY})


class Card(BaseModel):
    """Base of everything read from a card: frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Grade(Card):
    """An Admiralty grade, each axis with its reason."""

    reliability: Reliability
    reliability_why: Text
    credibility: Credibility
    credibility_why: Text

    @property
    def code(self) -> str:
        """Both axes in one word, "C3"."""
        return f"{self.reliability}{self.credibility}"


class DateRange(Card):
    """When something happened or was said: as the document states it, and as it is best known (``start``, ``end``)."""

    start: date | None = None
    end: date | None = None
    stated: str = ""
    stated_start: date | None = None
    stated_end: date | None = None
    basis: Literal["stated", "inferred", "corrected", "undated"]
    why: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for first, last in ((self.start, self.end), (self.stated_start, self.stated_end)):
            if first and last and first > last:
                raise ValueError(f"the range starts on {first}, after its end on {last}")
        if self.basis == "undated" and (self.start or self.end):
            raise ValueError("the basis is 'undated', but a day is given")
        if self.basis != "undated" and not (self.start or self.end):
            raise ValueError(f"the basis is '{self.basis}', but no day is given")
        return self


class PlaceRef(Card):
    """A gazetteer entry that a statement speaks of."""

    id: Slug
    basis: Basis
    as_written: str = ""
    why: str = ""


class Link(Card):
    """Another claim (``B42``) or event (``event:…``) that bears on this one, and how."""

    ref: ClaimOrEvent
    note: Text


class Cite(Card):
    """A feature of own data named as evidence, as it was when cited: ``mark`` tells it; ``gone``: its layer was withdrawn."""

    layer: Slug
    row: int = Field(ge=1)
    mark: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    title: Text
    words: str = ""
    lon: Longitude
    lat: Latitude
    credit: str = ""
    note: str = ""
    gone: bool = False


class Denial(Card):
    """What exactly is denied, by whom, and until when the denial is known to stand."""

    of: tuple[ClaimId, ...]
    proposition: Text
    by: tuple[Text, ...] = Field(min_length=1)
    until: date | None = None
    note: str = ""


class Claimant(Card):
    """Who a document says is speaking; a role holds between its dates only."""

    id: Slug
    name: Text
    role: str = ""
    affiliation: str = ""
    role_from: date | None = None
    role_to: date | None = None
    role_note: str = ""
    voice: Voice


class Claim(Card):
    """One statement; ``said`` grades that it was said, ``content`` the statement; ``limits`` is read with it, not against it."""

    id: ClaimId
    paragraph: int = Field(ge=1)
    line: int = Field(ge=1)
    claimant: Slug
    stance: Stance
    statement: Text
    speech: Speech
    topics: tuple[Topic, ...] = Field(min_length=1)
    flow: Flow
    places: tuple[PlaceRef, ...] = ()
    dates: DateRange
    entities: tuple[Text, ...] = ()
    said: Grade
    content: Grade
    truth: Truth
    truth_why: Text
    family: Slug | None = None
    supports: tuple[Link, ...] = ()
    contradicts: tuple[Link, ...] = ()
    limits: tuple[Link, ...] = ()
    denial: Denial | None = None
    cites: tuple[Cite, ...] = ()
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _denial_goes_with_its_stance(self) -> Self:
        if (self.stance is Stance.DENIED) != (self.denial is not None):
            raise ValueError("a claim has [claim.denial] exactly when its stance is 'denied'")
        return self


class Document(Card):
    """One of the articles and how far its channel can be relied on. Older links know it by its ``former_ids``."""

    id: Slug
    code: Code
    former_ids: tuple[FormerId, ...] = ()
    title: Text
    title_note: str = ""
    publisher: Text
    address: str = ""
    seen_on: date | None = None
    archived: str = ""
    dates: DateRange
    underlying: Text
    relation: Text
    paragraphs: int = Field(ge=1)
    reliability: Reliability
    reliability_why: Text
    notes: tuple[Text, ...] = ()


class Family(Card):
    """Statements that tell of one event or go back to one origin; they count once."""

    id: Slug
    title: Text
    note: Text


class SourceRef(Card):
    """Source of an event; ``via`` names the copies read, ``copy_at`` the one that title and address are of. Unknown is empty."""

    name: Text
    via: str = ""
    seen: bool
    title: str = ""
    address: str = ""
    copy_at: str = ""
    seen_on: date | None = None
    archived: str = ""


class Context(Card):
    """What the events of one file are about."""

    id: Slug
    title: Text
    note: Text


class Event(Card):
    """A dated public fact from outside the two articles, with its own sources. It is never a claim of theirs."""

    id: Slug
    title: Text
    statement: Text
    reporter: Text
    stance: Stance
    dates: DateRange
    places: tuple[PlaceRef, ...] = ()
    entities: tuple[Text, ...] = ()
    topics: tuple[Topic, ...] = Field(min_length=1)
    flow: Flow
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    related: tuple[ClaimId, ...] = ()
    notes: tuple[Text, ...] = ()


class Names(Card):
    """Names in the three scripts that readers search in; English is always there."""

    en: Text
    ko: str = ""
    ru: str = ""


class Site(Card):
    """One physical object or, without a position, a government, region or country. ``carries`` is what crosses a bridge."""

    id: Slug
    kind: SiteKind
    names: Names
    aliases: tuple[Text, ...] = ()
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    accuracy_km: float | None = Field(default=None, gt=0, le=200)
    origin: str = ""
    seen: bool = True
    part_of: Slug | None = None
    unlocode: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z0-9]{3}$")] | None = None
    airport: Annotated[str, StringConstraints(pattern=r"^[A-Z]{4}$")] | None = None
    rail_station: str = ""
    carries: Literal["rail", "road"] | None = None
    note: str = ""

    @model_validator(mode="after")
    def _position_fits_kind(self) -> Self:
        given = [value is not None for value in (self.lon, self.lat, self.accuracy_km)]
        if self.kind in UNPLACED_KINDS and any(given):
            raise ValueError(f"a {self.kind} has no position: leave out lon, lat and accuracy_km")
        if self.kind not in UNPLACED_KINDS and not all(given):
            raise ValueError(f"a {self.kind} needs lon, lat and accuracy_km")
        if self.carries is not None and self.kind is not SiteKind.BRIDGE:
            raise ValueError(f"a {self.kind} carries nothing: leave out carries, which is for bridges")
        if self.kind not in UNPLACED_KINDS and not self.origin:
            raise ValueError("a position needs its origin")
        return self

    @property
    def placed(self) -> bool:
        """Whether the entry has a position and so may be drawn as a place."""
        return self.lon is not None
