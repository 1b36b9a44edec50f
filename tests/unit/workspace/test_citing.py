"""Claims of a workspace that cite features of its own layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.cards.read import read
from explorer.errors import SeedFaults
from explorer.layers.read import File, read_file
from explorer.ledger.claims import matches_text
from explorer.render.files import export, rows
from explorer.render.sheet.options import Options
from explorer.render.web import html
from explorer.scene.build import build
from explorer.views.read import parse
from explorer.views.view import View
from explorer.workspace.cardfiles import card_files, layer_files
from explorer.workspace.change import Edit, Incoming
from explorer.workspace.incoming import entries_in, form_of
from explorer.workspace.search import Index
from explorer.workspace.workspace import Workspace
from explorer.world.citing import cited
from explorer.world.own import entries_of
from explorer.world.own_search import found
from tests import toy
from tests.toy_workspace import FILE, fields, opened, with_third, world

ROWS = "name,lat,lon,berth\nAurora,42.1,130.1,3\nBorei,42.2,130.2,4\nAurora,42.3,130.3,5\n"
LAYER = "sightings-abababab"


def layer(data: str = ROWS, **more: str) -> tuple[Incoming, ...]:
    found = read_file(File("sightings.csv", data.encode())).layers
    return entries_of(found, "Sightings", "sightings.csv", "ab" * 32, {"origin": "a colleague", "licence": "CC0", **more})


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = with_third(tmp_path / "w.sqlite")
    made.bring(layer(), "Ann", "")
    return made


def cite(desk: Workspace, *cites: dict[str, Any], claim: str = "KCNA01") -> None:
    desk.accept([("claim", fields(desk, claim, cites=list(cites)))], "Ann", "", FILE)


def without_layer(desk: Workspace) -> None:
    state = desk.now.state
    gone = [Edit(kind, LAYER, "", None, state.revision_of((kind, LAYER))) for kind in ("layer", "layer-data")]
    desk.write(gone, "Ann", "")


def test_layer_and_row_are_enough(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 2, "note": "It lay there."})
    (one,) = desk.now.cards.ledger.by_id["KCNA01"].claim.cites
    assert (one.title, one.words, one.lon, one.lat) == ("Borei", "name: Borei; lat: 42.2; lon: 130.2; berth: 4", 130.2, 42.2)
    assert (one.credit, one.note, one.gone) == ("Sightings, sightings.csv, a colleague, CC0", "It lay there.", False)
    (row,) = cited(world(desk), desk.now.cards.ledger.by_id["KCNA01"].claim)
    assert (row.how, row.feature and row.feature.id) == ("kept", f"{LAYER}-2")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"layer": "sightings-abababac", "row": 1},
            f"there is no layer 'sightings-abababac' in the workspace (nearest: {LAYER})",
        ),
        ({"layer": LAYER, "row": 4}, f"the layer '{LAYER}' has features 1 to 3, and none 4"),
        ({"layer": LAYER, "row": 0}, "has features 1 to 3, and none 0"),
        ({"layer": LAYER, "row": "two"}, "has features 1 to 3"),
        ({"layer": LAYER, "row": 1, "mark": "0" * 16}, "is not the one that was cited"),
        ({"layer": "elsewhere", "row": 1, "gone": True}, "there is no layer 'elsewhere'"),
    ],
)
def test_what_is_not_there_cannot_be_cited(desk: Workspace, given: dict[str, Any], told: str) -> None:
    before = desk.revision
    with pytest.raises(SeedFaults, match=r"claim KCNA01, cites\.1") as refused:
        cite(desk, given)
    assert told in str(refused.value)
    assert desk.revision == before


def test_a_built_in_claim_cites_nothing(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 1})
    texts = {**toy.TEXTS, FILE: card_files(desk.now.state)[FILE]}
    with pytest.raises(SeedFaults, match="claim KCNA01: it cites own data, which only a workspace keeps"):
        read(texts, frozenset({"alpha-line"}))


def test_a_claim_is_readable_when_its_layer_is_gone(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 2})
    without_layer(desk)
    entry = desk.now.cards.ledger.by_id["KCNA01"]
    assert [row.how for row in cited(world(desk), entry.claim)] == ["gone"]
    card = html.claim_card(world(desk), entry)
    assert "Own data, not verified: <strong><bdi>Borei</bdi></strong>" in card
    assert "not in the workspace any more" in card
    assert desk.now.left_out == ()
    desk.accept([("claim", fields(desk, "KCNA01", statement="Anew."))], "Ann", "", FILE)  # it stays as it was
    with pytest.raises(SeedFaults, match="there is no layer"):
        cite(desk, {"layer": LAYER, "row": 1}, claim="KCNA02")
    desk.undo(desk.revision - 1, "Ann")
    assert [row.how for row in cited(world(desk), entry.claim)] == ["kept"]


def test_a_changed_layer_is_noticed(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 2}, {"layer": LAYER, "row": 3})
    desk.bring(layer(ROWS.replace("Aurora,42.1,130.1,3\n", "").replace("42.2", "42.25")), "Ann", "")
    entry = desk.now.cards.ledger.by_id["KCNA01"]
    assert [(row.how, row.feature and row.feature.row) for row in cited(world(desk), entry.claim)] == [
        ("changed", None), ("kept", 2),
    ]  # fmt: skip
    assert "has changed since" in html.claim_card(world(desk), entry)


@pytest.mark.parametrize("gone", [False, True])
def test_out_and_in_again(desk: Workspace, tmp_path: Path, *, gone: bool) -> None:
    cite(desk, {"layer": LAYER, "row": 2, "note": 'Two; and "quotes".'}, {"layer": LAYER, "row": 3})
    if gone:
        without_layer(desk)
    texts = card_files(desk.now.state) | layer_files(desk.now.state)
    assert ("gone = true" in texts[FILE]) is gone
    other = opened(tmp_path / "other.sqlite")

    def read_again(into: Workspace) -> list[Incoming]:
        made = (entries_in(name, text.encode(), form_of(name), into.now.cards) for name, text in texts.items())
        return [entry for found in made for entry in found.entries]

    other.bring(read_again(other), "Bob", "")
    assert card_files(other.now.state) | layer_files(other.now.state) == texts
    revision = desk.revision
    assert desk.bring(read_again(desk), "Ann", "").written == ()
    assert desk.revision == revision


def test_a_table_of_claims_cites(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 2, "note": "It lay there."}, {"layer": LAYER, "row": 1})
    entries = [desk.now.cards.ledger.by_id["KCNA01"]]
    (flat,) = rows.flat_claims(entries)
    assert flat["cites"] == f"{LAYER}/2: It lay there.; {LAYER}/1: Aurora"
    table = b"id,claimant,stance,statement,cites\nKCNA01,Agency KCNA,alleged,x," + f'"{flat["cites"]}; nope/7: x"'.encode()
    found = entries_in("t.csv", table, "claims", desk.now.cards)
    cites = found.entries[-1].fields["cites"]
    assert [(row["layer"], row["row"], row["note"]) for row in cites][:2] == [
        (LAYER, "2", "It lay there."),
        (LAYER, "1", "Aurora"),
    ]
    _, faults = desk.looked_at(found.entries)
    assert "there is no layer 'nope'" in "\n".join(map(str, faults))
    assert "t.csv, line 2" in str(faults[0])


def test_it_is_found_and_goes_out(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 2, "note": "It lay there."})
    entry = desk.now.cards.ledger.by_id["KCNA01"]
    assert "KCNA01" in [hit.id for hit in Index().find(desk.now.cards, "borei", state=desk.now.state)]
    assert matches_text("borei lay")(entry)
    (row,) = rows.claims([entry])
    assert (row["cites"][0]["title"], row["cites"][0]["verified"]) == ("Borei", False)
    assert json.dumps(row)


def test_files_and_their_manifest_have_it(desk: Workspace) -> None:
    cite(desk, {"layer": LAYER, "row": 2, "note": "It lay there."})
    known = world(desk)
    work = export.job(known, build(known, View()), Options())
    files = dict(export.whole(work, "new.csv"))
    assert f"{LAYER}/2: It lay there.".encode() in files["new.csv"]
    (row,) = json.loads(files["new.csv.manifest.json"])["cited_own_data"]
    assert (row["claim"], row["layer"], row["row"], row["title"], row["layer_is"], row["verified"]) == (
        "KCNA01", LAYER, 2, "Borei", "kept", False,
    )  # fmt: skip


def test_the_feature_is_selected_on_the_map(desk: Workspace) -> None:
    known = world(desk)
    (one,) = found(known, ("borei",), 9)
    scene = build(known, parse(f"own={LAYER}&sel=own:{one.id}")[0])
    assert [feature.title for feature in scene.features if feature.selected] == ["Borei"]
    assert build(known, parse(f"own={LAYER}&sel=own:{LAYER}-4")[0]).view.selected == ""


def test_the_chosen_one_of_many_is_drawn(tmp_path: Path) -> None:
    desk = with_third(tmp_path / "w.sqlite")
    desk.bring(layer("name,lat,lon\n" + "".join(f"P{n},{40 + n / 1000},{130 + n / 1000}\n" for n in range(1600))), "Ann", "")
    scene = build(world(desk), parse(f"own={LAYER}&sel=own:{LAYER}-800")[0])
    assert [feature.title for feature in scene.features if feature.selected] == ["P799"]
    assert sum(feature.kind == "own" and feature.title.startswith("P") for feature in scene.features) == 1
