"""The data of a sheet for other programs: what is drawn inside the frame, and nothing else; here as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from explorer.messages import told
from explorer.render.sheet.shapes import Sheet
from explorer.render.statements import sentence
from explorer.scene.build import Scene
from explorer.scene.feature import Feature
from explorer.scene.kinds import KINDS
from explorer.world.world import World

Row = dict[str, Any]


def inside(scene: Scene, sheet: Sheet) -> tuple[Feature, ...]:
    """The drawn features of the sheet, and the claims behind them as features of their own."""
    drawn, claims = set(sheet.account.features), set(sheet.account.claims)
    return tuple(f for f in scene.features if f.id in drawn or (not f.look.drawn and set(f.claims) <= claims))


def geojson(scene: Scene, sheet: Sheet, world: World) -> bytes:
    """A FeatureCollection (RFC 7946) with captions, sources, licences and the words of its kinds as foreign members."""
    kept = inside(scene, sheet)
    here = {feature.kind for feature in kept}
    whole = scene.geojson()
    as_of = world.ledger.as_of
    collection = {
        "type": "FeatureCollection",
        "title": sheet.title,
        **{key: whole[key] for key in ("view", "captions", "sources", "attribution")},
        "kinds": {kind: told(scene.view.language, look.word) for kind, look in KINDS.items() if kind in here},
        "ledger_date": as_of.isoformat() if as_of else None,
        "features": [_row(feature, world) for feature in kept],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _row(feature: Feature, world: World) -> Row:
    row = feature.geojson()
    if row["geometry"] is not None:
        row["geometry"] = _rounded(row["geometry"])
    if not feature.look.drawn:
        entry = world.ledger.by_id[feature.claims[0]]
        row["properties"] |= {"sentence": sentence(entry), "grade": entry.claim.content.code, "truth": entry.claim.truth.value}
    return row


def _rounded(geometry: Mapping[str, Any]) -> Row:
    def turn(value: Any) -> Any:
        return [turn(item) for item in value] if isinstance(value, (list, tuple)) else round(float(value), 6)

    return {"type": geometry["type"], "coordinates": turn(geometry["coordinates"])}
