"""The types of cards, one entry each: where they stand, what they are read into, and how they are checked against each other.

To add a type, add its model and one entry here; :meth:`explorer.cards.collection.Cards.of` then has its cards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from explorer.cards import crosscheck
from explorer.cards.crosscheck import References
from explorer.cards.reading import Met, Row
from explorer.exposure.vocabulary import Factor, Judgement, Trial
from explorer.ledger.travel import Closure, Itinerary, Journey, Leg, PortTransfer
from explorer.ledger.vocabulary import Card, Claim, Claimant, Context, Document, Event, Family, Site
from explorer.stories.scenario import MAX_FILE_BYTES, Scenario
from explorer.views.presets import Corridor, Preset, StartingQuestion, Viewpoint
from explorer.zones.law import LegalCase, Provision

C = TypeVar("C", bound=Card)


def _nothing(_: object, __: References) -> None:
    """No check."""


@dataclass(frozen=True)
class CardType(Generic[C]):
    """One type of cards.

    Attributes
    ----------
    home
        The file, or the folder of files, inside ``seeds``.
    table
        The name of its tables: ``leg`` for ``[[leg]]``.
    model
        What each table is read into.
    shape
        ``rows`` for a list of tables, ``head`` for one table a file, ``file`` where the file as a whole is the card.
    required
        Whether a file without its ``head`` is at fault.
    check, check_all
        What is noted for each card, and for all of them together, once everything has been read.
    unique
        Notes ids that are used twice: anywhere, or in the same file.
    max_bytes
        A longer file is refused before it is parsed.
    """

    home: str
    table: str
    model: type[C]
    shape: Literal["rows", "head", "file"] = "rows"
    required: bool = False
    check: Callable[[Row[C], References], None] = _nothing
    check_all: Callable[[Sequence[Row[C]], References], None] = _nothing
    unique: Callable[[References, Sequence[Met]], None] = crosscheck.unique
    max_bytes: int | None = None

    @property
    def tables(self) -> frozenset[str]:
        """Names that may stand at the top of its file."""
        return frozenset(self.model.model_fields) if self.shape == "file" else frozenset({self.table})


Types = tuple[CardType[Any], ...]

TYPES: Types = (
    CardType("documents", "document", Document, "head", required=True, check=crosscheck.document, check_all=crosscheck.documents),
    CardType("documents", "claimant", Claimant, unique=crosscheck.unique_in_file),
    CardType("documents", "claim", Claim, check=crosscheck.claim),
    CardType("context", "context", Context, "head"),
    CardType("context", "event", Event, check=crosscheck.event),
    CardType("sites.toml", "site", Site, check=crosscheck.site, check_all=crosscheck.sites),
    CardType("families.toml", "family", Family),
    CardType("legs.toml", "leg", Leg, check=crosscheck.leg),
    CardType("journeys.toml", "journey", Journey, check=crosscheck.journey),
    CardType("itineraries.toml", "itinerary", Itinerary, check=crosscheck.itinerary),
    CardType("transfers.toml", "transfer", PortTransfer, check=crosscheck.transfer),
    CardType("views.toml", "view", Preset, check=crosscheck.preset),
    CardType("questions.toml", "question", StartingQuestion, check=crosscheck.question),
    CardType("viewpoints.toml", "viewpoint", Viewpoint, check_all=crosscheck.viewpoints),
    CardType("corridors.toml", "corridor", Corridor),
    CardType("corridors.toml", "closure", Closure, check=crosscheck.closure),
    CardType("exposure", "factor", Factor, check=crosscheck.factor),
    CardType("exposure", "judgement", Judgement, check=crosscheck.judgement, check_all=crosscheck.judgements),
    CardType("exposure", "trial", Trial, check=crosscheck.trial),
    CardType("law.toml", "provision", Provision),
    CardType("law.toml", "case", LegalCase, check=crosscheck.case, check_all=crosscheck.cases),
    CardType("scenarios", "scenario", Scenario, "file", check=crosscheck.scenario, max_bytes=MAX_FILE_BYTES),
)
