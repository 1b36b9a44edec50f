"""One thing that a scene shows, one row of its legend, and the words that stand on every map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.errors import quoted
from explorer.ledger.vocabulary import Stance
from explorer.scene.kinds import KINDS, FeatureKind

AS_REPORTED = "As reported, not verified"
SCHEMATIC = "Schematic; route not observed"

Position = tuple[float, float]


@dataclass(frozen=True)
class Feature:
    """One thing to draw, or, without a geometry, one that cannot be placed.

    ``layer`` is one of :class:`~explorer.views.view.LayerId` or, for stops and their order, the id of their kind of journey.
    ``kind`` is the id of a row of :data:`explorer.scene.kinds.KINDS`; ``basis`` is how its place is known; ``stances`` counts the
    statements behind it by stance; ``status`` says whether a line of the maritime zones is agreed, claimed or computed;
    ``colour`` is the key of a palette where it is not the one of the kind; ``ends`` are the ids of the places where a line ends,
    ``days`` the days of a stop, first and last, as ISO 8601 writes them.

    Raises
    ------
    ValueError
        The kind is not in the table: no writer would know how to draw it.
    """

    id: str
    layer: str
    kind: str
    title: str
    geometry: Mapping[str, Any] | None
    detail: str = ""
    site_kind: str = ""
    basis: str = ""
    stances: tuple[tuple[Stance, int], ...] = ()
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    number: int | None = None
    rank: int = 0
    selected: bool = False
    status: str = ""
    colour: str = ""
    ends: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.id} is of the kind {quoted(self.kind)}, which is not in the table of kinds. Add it there.")

    @property
    def look(self) -> FeatureKind:
        """The row of its kind in the table."""
        return KINDS[self.kind]

    @property
    def hue(self) -> str:
        """The colour it is drawn in, a key of the palettes: its own or that of its kind."""
        return self.colour or self.look.colour

    def geojson(self) -> dict[str, Any]:
        """The feature as RFC 7946 GeoJSON; empty properties are left out."""
        properties: dict[str, Any] = {"layer": str(self.layer), "kind": self.kind, "title": self.title}
        optional = {
            "detail": self.detail,
            "site_kind": self.site_kind,
            "basis": self.basis,
            "stances": {stance.value: count for stance, count in self.stances},
            "claims": list(self.claims),
            "events": list(self.events),
            "number": self.number,
            "rank": self.rank or None,
            "selected": self.selected or None,
            "status": self.status,
            "colour": self.colour,
            "ends": list(self.ends),
            "days": list(self.days),
        }
        properties.update({key: value for key, value in optional.items() if value not in ("", None, {}, [])})
        return {"type": "Feature", "id": self.id, "geometry": self.geometry, "properties": properties}


@dataclass(frozen=True)
class LegendItem:
    """One row of the legend: a symbol known to every renderer, its word, and what it stands for here."""

    symbol: str
    word: str
    note: str = ""


def line(course: Iterable[Position]) -> dict[str, Any]:
    """A course as a GeoJSON LineString."""
    return {"type": "LineString", "coordinates": [[lon, lat] for lon, lat in course]}


def point(position: Position) -> dict[str, Any]:
    """A position as a GeoJSON Point."""
    return {"type": "Point", "coordinates": list(position)}
