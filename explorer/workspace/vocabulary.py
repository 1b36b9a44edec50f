"""What a workspace holds beside cards: texts as they came in, drafts made of them, and notes; and one entry of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from explorer.cards.read import ADDED, Entered, Given, fields_of, home_of, read_card
from explorer.errors import Fault, SeedFaults, quoted
from explorer.ledger.ids import Slug
from explorer.ledger.vocabulary import Card, Text

Fields = Mapping[str, Any]
Colour = Literal["", "green", "violet", "route", "rail", "zone", "muted"]
"""A key of the palettes; blank for the colour of own data."""


class Note(Card):
    """Somebody's words on anything, or with ``bookmark`` just a mark there: ``about`` names it as a view selects it."""

    id: Slug
    about: Annotated[str, StringConstraints(pattern=r"^[a-z]+:[A-Za-z0-9_-]{1,100}$")]
    words: Annotated[str, StringConstraints(max_length=20_000)] = ""
    bookmark: bool = False


class Paper(Card):
    """A document as it came in: its paragraphs in its own words, which leave the workspace only when they are asked for.

    ``document`` holds what was found about it, in the fields of a document card as far as they are known; ``mentions`` the places
    and dates that were found, with their spans.
    """

    id: Slug
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    paragraphs: tuple[str, ...]
    language: str = ""
    document: dict[str, Any] = Field(default_factory=dict)
    mentions: dict[str, Any] = Field(default_factory=dict)


class Draft(Card):
    """A proposal for a claim, made from a paper: ``claim`` has the fields of a claim card, as far as they are known.

    ``hits`` says which rule found what, where. A draft never becomes a claim without a person.
    """

    id: Slug
    paper: Slug
    claim: dict[str, Any]
    hits: tuple[dict[str, Any], ...] = ()
    note: Text | None = None


class Sketch(Card):
    """A story that is not finished: the text of its file, whatever it still lacks. Finished, it becomes a ``scenario``."""

    id: Slug
    title: Annotated[str, StringConstraints(max_length=20_000)] = ""
    text: Annotated[str, StringConstraints(max_length=2_000_000)]


class OwnLayer(Card):
    """Map data that somebody brought: what is known of it and how it is drawn. Its features are a :class:`LayerData` of one name.

    ``label`` is the column of names, ``by`` the one that gives colours and ``classes`` how, ``when`` that of times where it
    is not the one that was found; ``colour`` and its two neighbours are those of points, lines and areas without such a column.
    """

    id: Slug
    title: Text
    file: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    origin: Annotated[str, StringConstraints(max_length=2_000)] = ""
    licence: Annotated[str, StringConstraints(max_length=2_000)] = ""
    added_by: str = ""
    features: int
    located: int
    crs: str = ""
    fields: tuple[str, ...] = ()
    bounds: tuple[float, ...] = ()
    time: tuple[str, ...] = ()
    label: str = ""
    by: str = ""
    classes: Literal["", "categories", "graduated"] = ""
    when: str = ""
    colour: Colour = ""
    colour_lines: Colour = ""
    colour_areas: Colour = ""
    findings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _columns_are_there(self) -> Self:
        named = (self.label, self.by, *(part.strip() for part in self.when.split("+")))
        if strangers := [name for name in named if name and name not in self.fields]:
            raise ValueError(f"there is no column {quoted(strangers[0])} in this layer")
        return self


class LayerData(Card):
    """The features of a layer as GeoParquet, in base64; written once, so that a change of style costs nothing."""

    id: Slug
    parquet: str


OWN: Mapping[str, type[Card]] = {
    "note": Note,
    "paper": Paper,
    "draft": Draft,
    "sketch": Sketch,
    "layer": OwnLayer,
    "layer-data": LayerData,
}
"""Kinds of entries that are no cards."""

KINDS = (*ADDED, *OWN)
"""Every kind of entries."""


def read_entry(kind: str, fields: Fields, file: str = "") -> Entered:
    """Read an entry of any kind.

    Raises
    ------
    SeedFaults
        With every fault of its fields.
    """
    if kind not in OWN:
        return read_card(Given(file or home_of_fields(kind, fields), kind, fields))
    try:
        return Entered("", kind, OWN[kind].model_validate(fields))
    except ValidationError as error:
        wrong = [(".".join(map(str, detail["loc"])), detail["msg"]) for detail in error.errors()]
        raise SeedFaults(
            Fault("workspace", f"{kind} {str(fields.get('id', ''))[:60]}, {where}", told[:1].lower() + told[1:], "Fix the value.")
            for where, told in wrong
        ) from error


def home_of_fields(kind: str, fields: Fields) -> str:
    """The file of a card that is alone in it, or shares it with all others of its kind."""
    return home_of(kind, str(fields.get("id", ""))) if kind in ADDED else ""


def written(entered: Entered) -> dict[str, Any]:
    """The fields of an entry, as they are stored."""
    return fields_of(entered.card)
