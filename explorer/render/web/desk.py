"""What ``desk.js`` is told by a page on which somebody works with the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Spot:
    """A place that the page speaks of, marked on its map: WGS84 degrees, and its name. ``chosen`` ones are in sight."""

    lon: float
    lat: float
    word: str
    chosen: bool


@dataclass(frozen=True)
class Desk:
    """Keys of a page and what stands behind them.

    Parameters
    ----------
    keys
        Keys of the widgets of buttons, by the keys that press them.
    spoken
        What a screen reader says once it is new.
    mode
        What the page asks for at the moment; when it changes, the focus goes to ``first``, with "" to ``home``.
    first
        Key of the widget at which what is asked for begins. Widgets do not come in their order, so the page says which.
    home
        Key of the container that has the focus while nothing else has.
    kept
        What the server holds of the fields in which somebody types, by the keys of their widgets.
    spots
        What is marked on the map.
    """

    keys: Mapping[str, str]
    spoken: str
    mode: str
    first: str
    home: str
    kept: Mapping[str, str] = field(default_factory=dict)
    spots: Sequence[Spot] = ()

    def payload(self) -> dict[str, Any]:
        """The same as JSON has it."""
        return {**asdict(self), "spots": [asdict(spot) for spot in self.spots]}
