"""Scenarios: views in an order, each with what is said there, what speaks against it and what is inferred.

A scenario has no map of its own: a step holds a view, and the scene of that view is what the reader sees. Every sentence of a
step cites one claim, dated fact or data set; :mod:`explorer.stories.wording` holds the sentence against what it cites.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from explorer.ledger.ids import ClaimId, Slug
from explorer.ledger.vocabulary import Card
from explorer.views.read import parse
from explorer.views.view import View

MAX_FILE_BYTES = 2_000_000
MAX_IMAGE_BYTES = 400_000
MAX_STEPS = 60

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=420, strip_whitespace=True)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)]
Ask = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
DatasetId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]

Role = Literal["say", "against", "inferred", "why", "wrong", "callout"]
Kind = Literal["fact", "alleged", "denied", "inferred"]
KINDS: tuple[Kind, ...] = ("fact", "alleged", "denied", "inferred")
"""Into what a sorting question sorts, in the order in which it is offered."""


class Cited(Card):
    """One sentence and the one thing it rests on: a claim (``B42``), a dated fact, or a data set of the map."""

    text: Sentence
    claim: ClaimId | None = None
    event: Slug | None = None
    data: DatasetId | None = None

    @model_validator(mode="after")
    def _rests_on_one_thing(self) -> Self:
        if sum(value is not None for value in (self.claim, self.event, self.data)) != 1:
            raise ValueError("a sentence cites exactly one of claim, event and data")
        return self

    @property
    def ref(self) -> str:
        """What is cited, in one word: ``B42``, ``event:…`` or ``data:…``."""
        return self.claim or (f"event:{self.event}" if self.event else f"data:{self.data}")


class Callout(Card):
    """A note on the map at one place: who speaks of it, and whether the place is named or inferred. ``text`` adds a sentence."""

    place: Slug
    claim: ClaimId | None = None
    event: Slug | None = None
    text: Annotated[str, StringConstraints(max_length=160, strip_whitespace=True)] = ""

    @model_validator(mode="after")
    def _rests_on_one_thing(self) -> Self:
        if (self.claim is None) == (self.event is None):
            raise ValueError("a call-out cites exactly one of claim and event")
        return self

    @property
    def ref(self) -> str:
        """What is cited: ``B42`` or ``event:…``."""
        return self.claim or f"event:{self.event}"


class Reason(Card):
    """Why one option is wrong. With a citation it says what the ledger says; without one it states nothing and only points."""

    option: int = Field(ge=1)
    text: Sentence
    claim: ClaimId | None = None
    event: Slug | None = None
    data: DatasetId | None = None

    @model_validator(mode="after")
    def _rests_on_one_thing_at_most(self) -> Self:
        if sum(value is not None for value in (self.claim, self.event, self.data)) > 1:
            raise ValueError("a reason cites one of claim, event and data, or nothing")
        return self

    @property
    def cited(self) -> Cited | None:
        """The reason as a sentence with its citation; None where it cites nothing."""
        if self.claim or self.event or self.data:
            return Cited(text=self.text, claim=self.claim, event=self.event, data=self.data)
        return None


class Question(Card):
    """A question with options, of which one is right.

    ``why`` is the reasoning that follows, ``wrong`` says of each wrong option why it is none: of all of them, or of none. With
    ``predict`` it is asked before the step's sentences are shown.
    """

    ask: Ask
    options: tuple[ShortText, ...] = Field(min_length=2, max_length=6)
    answer: int = Field(ge=1)
    why: tuple[Cited, ...] = Field(min_length=1)
    wrong: tuple[Reason, ...] = ()
    predict: bool = False

    @model_validator(mode="after")
    def _answer_is_an_option(self) -> Self:
        if self.answer > len(self.options):
            raise ValueError(f"the answer is option {self.answer}, but there are {len(self.options)}")
        if len(set(self.options)) < len(self.options):
            raise ValueError("two options are the same")
        return self

    @model_validator(mode="after")
    def _each_wrong_option_has_one_reason(self) -> Self:
        told = [reason.option for reason in self.wrong]
        for number in sorted(set(told)):
            if number == self.answer or number > len(self.options):
                raise ValueError(f"a reason is given for option {number}, which is not a wrong option")
            if told.count(number) > 1:
                raise ValueError(f"option {number} has {told.count(number)} reasons, and one is enough")
        if told and (missing := [n for n in range(1, len(self.options) + 1) if n != self.answer and n not in told]):
            raise ValueError(f"option {missing[0]} has no reason why it is wrong")
        return self

    def reason(self, option: int) -> Reason | None:
        """Why an option is wrong, as far as the story says so."""
        return next((reason for reason in self.wrong if reason.option == option), None)


class Item(Card):
    """One thing to be sorted: a few words that do not say how it is known, what they rest on, and where they belong."""

    text: ShortText
    kind: Kind
    claim: ClaimId | None = None
    event: Slug | None = None

    @model_validator(mode="after")
    def _rests_on_one_thing(self) -> Self:
        if (self.claim is None) == (self.event is None):
            raise ValueError("a thing to be sorted cites exactly one of claim and event")
        return self

    @property
    def ref(self) -> str:
        """What is cited: ``B42`` or ``event:…``."""
        return self.claim or f"event:{self.event}"


class Sorting(Card):
    """A sorting question: what is reported as fact, what alleged, what denied, and what does the ledger infer."""

    ask: Ask
    items: tuple[Item, ...] = Field(min_length=2, max_length=8)
    why: tuple[Cited, ...] = ()

    @model_validator(mode="after")
    def _there_is_something_to_sort(self) -> Self:
        if len({item.text for item in self.items}) < len(self.items):
            raise ValueError("two things to be sorted are the same")
        if len({item.kind for item in self.items}) < 2:
            raise ValueError("all things to be sorted are of one kind")
        return self


Asked = Question | Sorting


_IMAGE = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/=\s]*)")
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


class Image(Card):
    """A picture of the teacher's own, inside the file; it is never fetched."""

    data: str
    alt: ShortText
    credit: ShortText

    @model_validator(mode="after")
    def _is_a_small_picture(self) -> Self:
        found = _IMAGE.fullmatch(self.data)
        if found is None:
            raise ValueError("an image is written as data:image/png;base64,… or data:image/jpeg;base64,…")
        if len(found[2]) * 3 // 4 > MAX_IMAGE_BYTES + 3:
            size = len(found[2]) * 3 / 4 / 1000
            raise ValueError(f"the image is too large: {size:.0f} kB, and {MAX_IMAGE_BYTES // 1000} kB are allowed")
        try:
            content = base64.b64decode("".join(found[2].split()), validate=True)
        except binascii.Error as error:
            raise ValueError(f"the image is not valid base64: {error}") from error
        if not content.startswith(_SIGNATURES[found[1]]):
            raise ValueError(f"the image does not hold {found[1].upper()} data")
        return self


class Step(Card):
    """One step: a view and what is to be read beside it.

    ``move`` says whether the camera goes to the view's frame; ``guide`` tells the reader where to look and states nothing.
    """

    n: int = Field(ge=1, le=MAX_STEPS)
    heading: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
    view: Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]
    move: bool = True
    guide: Prose = ""
    say: tuple[Cited, ...] = Field(min_length=1)
    against: tuple[Cited, ...] = ()
    inferred: tuple[Cited, ...] = ()
    callout: tuple[Callout, ...] = ()
    question: Question | None = None
    sort: Sorting | None = None
    image: Image | None = None
    notes: Prose = ""

    @cached_property
    def shown(self) -> View:
        """The view itself; :mod:`explorer.stories.rehearsal` has seen that it can be read."""
        return parse(self.view)[0]

    def sentences(self) -> Iterator[tuple[Role, Cited]]:
        """Every cited sentence with its role, in reading order."""
        for role, rows in (("say", self.say), ("against", self.against), ("inferred", self.inferred)):
            for row in rows:
                yield role, row  # type: ignore[misc]  # the tuple above holds only roles
        for asked in self.asked:
            for row in asked.why:
                yield "why", row
        for reason in self.question.wrong if self.question else ():
            if reason.cited is not None:
                yield "wrong", reason.cited

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What the step asks, in order."""
        return tuple(asked for asked in (self.question, self.sort) if asked is not None)

    @property
    def refs(self) -> tuple[str, ...]:
        """Everything that the step cites, each once, in reading order."""
        found = [row.ref for _, row in self.sentences()] + [row.ref for row in self.callout]
        found += [item.ref for item in self.sort.items] if self.sort else []
        return tuple(dict.fromkeys(found))

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the cited claims."""
        return tuple(ref for ref in self.refs if ":" not in ref)

    @property
    def events(self) -> tuple[str, ...]:
        """Ids of the cited dated facts."""
        return tuple(ref.removeprefix("event:") for ref in self.refs if ref.startswith("event:"))


class Scenario(Card):
    """A story: for whom, how long, to what end, and its steps in order."""

    id: Slug
    title: ShortText
    audience: ShortText
    minutes: int = Field(ge=1, le=240)
    goals: tuple[ShortText, ...] = Field(min_length=1, max_length=12)
    notes: Prose = ""
    step: tuple[Step, ...] = Field(min_length=1, max_length=MAX_STEPS)

    @property
    def refs(self) -> tuple[str, ...]:
        """Everything that the story cites, each once, in reading order."""
        return tuple(dict.fromkeys(ref for step in self.step for ref in step.refs))
