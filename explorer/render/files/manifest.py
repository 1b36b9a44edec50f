"""What lies beside every exported file: which view of which version it shows, from what data, under which licences.

Nothing in it depends on the clock or the machine; its date is the ledger's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from explorer import __version__
from explorer.render.files.rows import cite_row
from explorer.render.sheet.options import Options, written_note
from explorer.render.sheet.shapes import Sheet
from explorer.scene import own
from explorer.scene.build import Scene
from explorer.world.citing import cited
from explorer.world.world import World

Row = dict[str, Any]


def manifest(world: World, scene: Scene, options: Options, sheet: Sheet, name: str, content: bytes) -> bytes:
    """The manifest of one file as JSON."""
    as_of = world.ledger.as_of
    account = sheet.account
    row: Row = {
        "file": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "made_by": f"Tumen Explorer {__version__}",
        "ledger_date": as_of.isoformat() if as_of else None,
        **({} if world.revision is None else {"workspace_revision": world.revision}),
        "title": sheet.title,
        "view": scene.view.query(),
        "scene": scene.digest(),
        "options": _options(options),
        "captions": list(scene.captions),
        "projection": sheet.frame.words,
        "scale_bar": sheet.facts.get("scale", {}),
        "frame": [[round(float(lon), 4), round(float(lat), 4)] for lon, lat in sheet.frame.outline(2)],
        "features": list(account.features),
        "claims": list(account.claims),
        "labelled": list(account.labelled),
        "keyed": list(account.keyed),
        "without_label": [{"id": identifier, "name": title} for identifier, title in account.left_out],
        "outside_the_frame": list(account.outside),
        "not_on_the_map": [{"claim": item.entry.id, "reason": item.reason} for item in scene.unplaced],
        "notices": list(account.notices),
        "sources": [
            {"id": d.id, "code": d.code, "title": d.title, "publisher": d.publisher, "reliability": d.reliability.value}
            for d in world.ledger.documents
        ],
        "datasets": [
            {"id": d.id, "sha256": d.sha256, "producer": d.producer, "version": d.version, "licence": d.licence,
             "attribution": d.attribution}
            for d in world.datasets
        ],
        **_own(world, scene),
        **_cited(world, account.claims),
        "fonts": [
            {"family": "Fira Sans", "licence": "OFL-1.1"}, {"family": "NanumGothic", "licence": "OFL-1.1"},
        ],
        "licence": "Code: Apache-2.0. Map data: see each data set; files derived from OpenStreetMap are under the ODbL.",
    }  # fmt: skip
    return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode()


def _own(world: World, scene: Scene) -> Row:
    """The layers of own data that a view shows, with what their file was; nothing where it shows none."""
    told = ("id", "title", "file", "sha256", "origin", "licence", "added_by")
    rows = [{name: row[name] for name in told if row.get(name)} for row in own.layers(world.seen(scene.view), scene.view)]
    return {"own_data": [{**row, "verified": False} for row in rows]} if rows else {}


def _cited(world: World, claims: Iterable[str]) -> Row:
    """The features of own data that the claims of the file cite; nothing where they cite none."""
    entries = [world.ledger.by_id[name] for name in claims if name in world.ledger.by_id]
    rows = [
        {"claim": entry.id, **cite_row(one.cite), "layer_is": one.how} for entry in entries for one in cited(world, entry.claim)
    ]
    return {"cited_own_data": rows} if rows else {}


def _options(options: Options) -> Row:
    return {
        "size": options.size,
        "dpi": options.dpi,
        "theme": options.theme,
        "title": options.title,
        "subtitle": options.subtitle,
        "claims": list(options.claims),
        **{key: value for key, value in _house(options).items() if value},
        "notes": [written_note(note) for note in options.notes],
        "parts": sorted(options.parts),
        "svg_text": options.svg_text,
    }


def _house(options: Options) -> Row:
    """What a house and a briefer put on their sheet."""
    files = {"logo": options.logo, "template": options.template}
    return {
        "author": options.author,
        "handling": options.handling,
        "as_of": options.as_of.isoformat() if options.as_of else "",
        "reworded": dict(options.reworded),
        **{key: {"file": f.name, "sha256": hashlib.sha256(f.content).hexdigest()} for key, f in files.items() if f},
    }
