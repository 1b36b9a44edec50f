"""Lines of the maritime zones as features of a scene: agreed solid, claimed dashed with the claimant, computed dotted.

The zones' areas and outer limits are heavy and the same for every view; they are base layers of :mod:`explorer.render.base`.
"""

from __future__ import annotations

from collections.abc import Iterator

from explorer.feature import Feature, LegendItem
from explorer.model_exposure import Baseline
from explorer.view import LayerId, View
from explorer.world import World
from explorer.zones import ZoneLine

APPROXIMATE = "Zones approximate, not legal limits; not for navigation"
BASELINE_WORDS: dict[Baseline, str] = {
    "claimed": "baseline: Russia's closing line of Peter the Great Bay accepted",
    "coast": "baseline: coasts only, closing line of Peter the Great Bay not accepted",
}
KINDS = ("zone-computed", "zone-islands", "zone-claimed", "zone-agreed")
"""In drawing order."""
_ROWS = (
    ("zone-agreed", "agreed boundary"),
    ("zone-claimed", "claimed line, claimant named"),
    ("zone-computed", "computed line", "median or limit, indicative"),
    ("zone-islands", "contested islands, claimants named"),
)


def features(world: World, view: View) -> Iterator[Feature]:
    """Lines and contested islands of the view's baseline; nothing while the layer is off."""
    if LayerId.ZONES not in view.layers:
        return
    for row in (*world.zones.lines, *world.zones.overlays):
        if row.scenario in {view.baseline, "both"} and not row.kind.startswith("limit"):
            yield _feature(row)


def _feature(row: ZoneLine) -> Feature:
    by = f" by {row.claimant.replace('; ', ' and ')}" if row.claimant else ""
    words = [f"{row.status.capitalize()}{by}", row.note]
    if row.kind != "contested islands":
        words.append(f"Good to {row.uncertainty_km:g} km.")
    return Feature(
        id=f"zone:{row.id}",
        layer=LayerId.ZONES,
        kind="zone-islands" if row.kind == "contested islands" else f"zone-{row.status}",
        title=row.title,
        geometry=row.geometry,
        detail=". ".join(word.rstrip(".") for word in words if word) + ".",
        status=row.status,
    )


def captions(view: View) -> tuple[str, ...]:
    """What has to stand on a map of the zones."""
    return (f"{APPROXIMATE}; {BASELINE_WORDS[view.baseline]}",) if LayerId.ZONES in view.layers else ()


def legend(view: View, kinds: set[str]) -> tuple[LegendItem, ...]:
    """Rows of what is drawn, with the areas beneath."""
    if LayerId.ZONES not in view.layers:
        return ()
    areas = [LegendItem("zone-territorial", "territorial sea", "computed")]
    if view.baseline == "claimed":
        areas.insert(0, LegendItem("zone-internal", "internal waters", "claimed by Russia"))
    return (*areas, *(LegendItem(*row) for row in _ROWS if row[0] in kinds))
