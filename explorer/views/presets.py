"""Views that somebody prepared: an id, a title for the map, the view as it stands in the address bar, claims to call out."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from explorer.ledger.ids import ClaimId, Slug
from explorer.ledger.vocabulary import Card, Text
from explorer.views.read import parse
from explorer.views.view import Language, View


class Heading(Card):
    """The words over a map in another language."""

    title: Annotated[Text, Field(max_length=120)]
    subtitle: Annotated[str, Field(max_length=120)] = ""


class Preset(Card):
    """A row of ``views.toml``."""

    id: Slug
    title: Annotated[Text, Field(max_length=120)]
    subtitle: Annotated[str, Field(max_length=120)] = ""
    view: Text
    claims: tuple[ClaimId, ...] = ()
    ko: Heading | None = None
    ru: Heading | None = None

    @model_validator(mode="after")
    def _view_can_be_read(self) -> Self:
        told = parse(self.view)[1]
        if told:
            raise ValueError(f"the view cannot be read as it stands: {' '.join(told).rstrip('.')}")
        return self

    @property
    def asked(self) -> View:
        """The view itself."""
        return parse(self.view)[0]

    def heading(self, language: Language) -> Heading:
        """Title and subtitle in a language, the English ones where there are none."""
        own = {"ko": self.ko, "ru": self.ru}.get(language)
        return own or Heading(title=self.title, subtitle=self.subtitle)
