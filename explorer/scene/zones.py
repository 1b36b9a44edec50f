"""Lines of the maritime zones as features of a scene: agreed solid, claimed dashed with the claimant, computed dotted.

The zones' areas and outer limits are heavy and the same for every view; they are base layers of :mod:`explorer.render.layers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from explorer.scene.feature import Feature
from explorer.views.view import LayerId, View
from explorer.world.world import World
from explorer.zones.jurisdiction import ZoneLine
from explorer.zones.law import Baseline

APPROXIMATE = "Zones approximate, not legal limits; not for navigation"
BASELINE_WORDS: dict[Baseline, str] = {
    "claimed": "baseline: Russia's closing line of Peter the Great Bay accepted",
    "coast": "baseline: coasts only, closing line of Peter the Great Bay not accepted",
}
NAMES: Mapping[str, str] = {
    "RUS": "Russia",
    "PRK": "the DPRK",
    "KOR": "the Republic of Korea",
    "JPN": "Japan",
    "United Nations Command": "the United Nations Command",
}
"""Claimants as they are written on a map."""


def _claimants(rows: Iterable[ZoneLine]) -> str:
    names = dict.fromkeys(NAMES.get(code, code) for row in rows if row.claimant for code in row.claimant.split("; "))
    return " and ".join(filter(None, (", ".join([*names][:-1]), *[*names][-1:])))


def _shown(world: World, view: View) -> list[ZoneLine]:
    rows = (*world.zones.lines, *world.zones.overlays)
    return [row for row in rows if row.scenario in {view.baseline, "both"} and not row.kind.startswith("limit")]


def features(world: World, view: View) -> Iterator[Feature]:
    """Lines and contested islands of the view's baseline; nothing while the layer is off."""
    if LayerId.ZONES not in view.layers:
        return
    yield from map(_feature, _shown(world, view))


def _kind(row: ZoneLine) -> str:
    return "zone-islands" if row.kind == "contested islands" else f"zone-{row.status}"


def _feature(row: ZoneLine) -> Feature:
    by = f" by {_claimants([row])}" if row.claimant and row.status == "claimed" else ""
    words = [f"{row.status.capitalize()}{by}", row.note]
    if row.kind != "contested islands":
        words.append(f"Good to {row.uncertainty_km:g} km.")
    return Feature(
        id=f"zone:{row.id}",
        layer=LayerId.ZONES,
        kind=_kind(row),
        title=row.title,
        geometry=row.geometry,
        detail=". ".join(word.rstrip(".") for word in words if word) + ".",
        status=row.status,
    )


def captions(view: View) -> tuple[str, ...]:
    """What has to stand on a map of the zones."""
    return (f"{APPROXIMATE}; {BASELINE_WORDS[view.baseline]}",) if LayerId.ZONES in view.layers else ()


def claimants(world: World, view: View) -> Mapping[str, str]:
    """What the legend adds to the kinds of lines that somebody claims: by whom, of the lines that the view shows."""
    if LayerId.ZONES not in view.layers:
        return {}
    by = {kind: _claimants(row for row in _shown(world, view) if _kind(row) == kind) for kind in ("zone-claimed", "zone-islands")}
    return {"zone-claimed": f"by {by['zone-claimed']}", "zone-islands": f"claimed by {by['zone-islands']}"}
