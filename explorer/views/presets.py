"""Views that somebody prepared: whole ones for a briefer, questions of two places, and where the map looks."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from explorer.ledger.ids import ClaimId, Slug
from explorer.ledger.vocabulary import Card, Latitude, Longitude, Text
from explorer.views.read import parse
from explorer.views.view import MAX_ZOOM, MIN_ZOOM, Camera, Language, RouteQuery, View


def _read(view: str) -> View:
    """A view of a card, in which nothing may be guessed."""
    found, told = parse(view)
    if told:
        raise ValueError(f"the view cannot be read as it stands: {' '.join(told).rstrip('.')}")
    return found


class Heading(Card):
    """The words over a map in another language."""

    title: Annotated[Text, Field(max_length=120)]
    subtitle: Annotated[str, Field(max_length=120)] = ""


class Preset(Card):
    """A view that a briefer can take as it is: a title for the map, the view as in the address bar, claims to call out."""

    id: Slug
    title: Annotated[Text, Field(max_length=120)]
    subtitle: Annotated[str, Field(max_length=120)] = ""
    view: Text
    claims: tuple[ClaimId, ...] = ()
    ko: Heading | None = None
    ru: Heading | None = None

    @model_validator(mode="after")
    def _view_can_be_read(self) -> Self:
        _read(self.view)
        return self

    @property
    def asked(self) -> View:
        """The view itself."""
        return parse(self.view)[0]

    def heading(self, language: Language) -> Heading:
        """Title and subtitle in a language, the English ones where there are none."""
        own = {"ko": self.ko, "ru": self.ru}.get(language)
        return own or Heading(title=self.title, subtitle=self.subtitle)


class Corridor(Card):
    """Two places that the reporting speaks of, with the conditions under which the network joins them as reported.

    ``view`` is the question as it stands in the address bar, such as ``a=Rajin&b=Khasan&gauge=1520``.
    """

    id: Slug
    title: Annotated[Text, Field(max_length=120)]
    note: Text
    view: Text

    @model_validator(mode="after")
    def _asks_for_two_places(self) -> Self:
        found = _read(self.view)
        if not found.route.asked:
            raise ValueError("the view asks for no route: it needs both a and b")
        if found != View(route=found.route):
            raise ValueError("the view holds more than the question: keep to a, b and the conditions of the route")
        return self

    @property
    def query(self) -> RouteQuery:
        """The question."""
        return parse(self.view)[0].route


class StartingQuestion(Card):
    """A question to start from, for somebody who is there for the first time, and the view that answers it.

    A view that asks for a route (``a`` and ``b``) opens on the page of rail and sea.
    """

    id: Slug
    title: Annotated[Text, Field(max_length=80)]
    view: Text
    ko: Annotated[str, Field(max_length=80)] = ""
    ru: Annotated[str, Field(max_length=80)] = ""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if _read(self.view) == View():
            raise ValueError("the view shows nothing else than the first page")
        return self

    @property
    def asked(self) -> View:
        """The view itself."""
        return parse(self.view)[0]

    def words(self, language: Language) -> str:
        """The question in a language, in English where it has none."""
        return {"ko": self.ko, "ru": self.ru}.get(language) or self.title


class Viewpoint(Card):
    """Where the map looks: its centre and zoom level. ``home`` is where the explorer opens."""

    id: Slug
    title: Annotated[Text, Field(max_length=60)]
    note: str = ""
    lon: Longitude
    lat: Latitude
    zoom: Annotated[float, Field(ge=MIN_ZOOM, le=MAX_ZOOM)]
    home: bool = False

    @property
    def camera(self) -> Camera:
        """The frame of the map."""
        return Camera(self.lon, self.lat, self.zoom)
