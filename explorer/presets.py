"""Views that somebody prepared: an id, a title for the map, the view as it stands in the address bar, claims to call out."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from explorer.model import Card, ClaimId, Slug, Text
from explorer.view import View, parse


class Preset(Card):
    """A row of ``views.toml``."""

    id: Slug
    title: Annotated[Text, Field(max_length=120)]
    subtitle: Annotated[str, Field(max_length=120)] = ""
    view: Text
    claims: tuple[ClaimId, ...] = ()

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
