"""A scene with one feature of every kind, and of three invented ones, as every writer has to draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from explorer.render.sheet.board import draw_up
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Sheet
from explorer.scene.build import Scene, build
from explorer.scene.feature import Feature, LegendItem
from explorer.scene.kinds import KINDS, FeatureKind, Lettering, PointMark, Stroke
from explorer.views.view import Camera, LayerId, View
from explorer.world.world import World

INVENTED = (
    FeatureKind(id="corridor", word="invented line", colour="green", level=60, strokes=(Stroke(1.7, dash_pt=(3.0, 1.0)),)),
    FeatureKind(
        id="patch", word="invented area", colour="rail", level=61, strokes=(Stroke(1.3, "select"),), fill=0.2, reach="focus"
    ),
    FeatureKind(
        id="beacon", word="invented point", colour="route", level=62, pane="marks",
        mark=PointMark("diamond", 2.2, Stroke(0.9), widget="dot"), lettering=Lettering(7.0, 500.0, "text"),
    ),
)  # fmt: skip
"""Kinds that nothing but their entry in the table knows."""


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three more entries in the table."""
    for kind in INVENTED:
        monkeypatch.setitem(KINDS, kind.id, kind)


def scene_of_all(world: World) -> Scene:
    """One feature of each kind in the table, side by side round a point at sea, and one point of each kind of area."""
    scene = build(world, View(camera=Camera(135.0, 40.0, 6.0), layers=frozenset({LayerId.ZONES})))
    found = [_feature(world, kind, n) for n, kind in enumerate(KINDS.values())]
    found += [
        replace(f, id=f"{f.id}-point", geometry={"type": "Point", "coordinates": _corner(n + len(found))})
        for n, f in enumerate(f for f in found if f.look.fill and f.look.reach != "none")
    ]
    features = tuple(sorted(found, key=lambda f: f.look.level))
    legend = tuple(LegendItem(kind.id, kind.word) for kind in KINDS.values() if kind.listed)
    return replace(scene, features=features, legend=legend, entries=world.ledger.entries[:1])


def sheet_of(world: World, scene: Scene) -> Sheet:
    """The sheet of it."""
    return draw_up(world, scene, Options())


def _corner(n: int) -> list[float]:
    return [131.0 + 1.6 * (n % 6), 37.6 + 0.9 * (n // 6)]


def _feature(world: World, kind: FeatureKind, n: int) -> Feature:
    claim = world.ledger.entries[0].id if kind.widget == "pill" or not kind.drawn else ""
    return Feature(
        id=f"claim:{claim}" if not kind.drawn else f"x:{kind.id}",
        layer=LayerId.ROUTES,
        kind=kind.id,
        title=f"A {kind.id}",
        geometry=_geometry(kind, *_corner(n)),
        detail="Drawn to be seen",
        basis="named",
        claims=(claim,) if claim else (),
        number=1,
        status=kind.id.removeprefix("zone-") if kind.id in {"zone-agreed", "zone-claimed", "zone-computed"} else "",
    )


def _geometry(kind: FeatureKind, lon: float, lat: float) -> Mapping[str, Any]:
    if kind.mark:
        return {"type": "Point", "coordinates": [lon, lat]}
    if kind.fill:
        ring = [[lon, lat], [lon + 1.0, lat], [lon + 1.0, lat + 0.6], [lon, lat + 0.6], [lon, lat]]
        return {"type": "Polygon", "coordinates": [ring]}
    return {"type": "LineString", "coordinates": [[lon, lat], [lon + 1.2, lat + 0.5]]}
