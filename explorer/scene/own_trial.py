"""The scene of map data that nobody has kept yet: these features alone, as they would be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.layers.kept import Kept
from explorer.scene import own
from explorer.scene.build import Scene
from explorer.scene.feature import LegendItem
from explorer.scene.kinds import KINDS
from explorer.scene.own_style import Style, classes
from explorer.views.view import Camera, View

Described = tuple[Mapping[str, Any], Kept]
"""What is known of a layer, at least its ``id`` and ``title`` and its style, and its features."""


def trial(layers: Sequence[Described], view: View, camera: Camera) -> Scene:
    """The scene of some layers alone, in the time range of a view."""
    told: list[str] = []
    drawn = tuple(feature for row, kept in layers for feature in own.of_layer(row, kept, view, told))
    kinds = dict.fromkeys(feature.kind for feature in drawn)
    return Scene(
        view=view,
        camera=camera,
        features=drawn,
        entries=(),
        events=(),
        unplaced=(),
        legend=tuple(LegendItem(kind, KINDS[kind].word, meaning(layers) if kind == "own" else "") for kind in kinds),
        captions=(own.NOT_VERIFIED,),
        sources=(),
        attribution=(),
        notices=tuple(told),
    )


def meaning(layers: Sequence[Described]) -> str:
    """The layers, and what their colours mean."""
    return "; ".join(f"{row['title']}{own.in_words(classes(kept.table, Style.of(row))[1])}" for row, kept in layers)
