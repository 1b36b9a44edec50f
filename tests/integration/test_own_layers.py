"""Layers of a file into the workspace, onto the map, and out again."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
import shapely
from click.testing import CliRunner

from explorer.cli.main import main
from explorer.errors import LayerError, OptionError, SeedFaults
from explorer.layers.features import feature
from explorer.layers.kept import Kept, kept_of, questions, restored, stored
from explorer.layers.layer import Corrections, as_shapes
from explorer.layers.read import File, read_file
from explorer.scene.build import Scene, build
from explorer.scene.own import MOST_POINTS
from explorer.scene.own_trial import trial
from explorer.views.read import parse
from explorer.views.view import Camera, View
from explorer.workspace.store import Store
from explorer.workspace.vocabulary import read_entry
from explorer.workspace.workspace import Workspace, edit_of
from explorer.world.own import entries_of, restyled
from explorer.world.own_search import as_site, found
from explorer.world.world import World
from tests.bundled import bundled

ROWS = "name,lat,lon,kind,when\nA,42.1,130.1,pier,2023-09\nB,42.2,130.2,yard,2023-11-02\nC,n/a,130.3,yard,2023-11-03\n"


def shown(world: World, place: Path, data: str, view: str = "", **more: str) -> tuple[str, Scene]:
    """The id of the only layer of some data, and the scene that shows it."""
    workspace = Workspace(Store.open(str(place / "w.db")), world.ground)
    layers = read_file(File("sightings.csv", data.encode())).layers
    credit = {"origin": "a colleague", "licence": "CC0", "added_by": "me", **more}
    workspace.bring(entries_of(layers, "Sightings", "sightings.csv", "ab" * 32, credit), "me", "")
    beside = world.beside(workspace.now, workspace.at)
    (name,) = beside.own_layers
    scene = build(beside, parse(f"own={name}&{view}")[0])
    workspace.store.close()
    return name, scene


def test_features_are_drawn_apart_and_credited(tmp_path: Path) -> None:
    name, scene = shown(bundled(), tmp_path, ROWS, label="name", by="kind")
    own = [feature for feature in scene.features if feature.kind == "own"]
    assert [feature.title for feature in own] == ["A", "B"]
    assert len({feature.hue for feature in own}) == 2
    assert all(feature.detail.startswith("own data, not verified. ") and feature.id.startswith(f"own:{name}") for feature in own)
    assert "Sightings, a colleague, CC0, own data, not verified" in scene.attribution
    assert next(item.note for item in scene.legend if item.symbol == "own").startswith("Sightings (")


def test_times_follow_the_range_of_the_view(tmp_path: Path) -> None:
    _, scene = shown(bundled(), tmp_path, ROWS, "from=2023-09-15&to=2023-10-01", label="name")
    assert [feature.title for feature in scene.features if feature.kind == "own"] == ["A"], "a month is a month"
    assert any("outside the time range" in notice for notice in scene.notices)


LOADS = pa.table({"load": [str(n * 10) for n in range(10)]})
FIFTHS = ["green", "green", "violet", "violet", "route", "route", "rail", "rail", "zone", "zone"]


@pytest.mark.parametrize(
    ("style", "colours"),
    [
        ({"by": "load"}, FIFTHS),
        ({"by": "load", "classes": "graduated"}, FIFTHS),
        ({"by": "load", "classes": "categories"}, ["green", "violet", "route", "rail", "zone", *["muted"] * 5]),
        ({"colour": "zone", "colour_lines": "rail"}, ["zone"] * 10),
        ({}, [""] * 10),
    ],
)
def test_the_style_decides_the_colours(style: dict[str, str], colours: list[str]) -> None:
    kept = Kept(as_shapes([shapely.Point(130 + n / 10, 42) for n in range(10)]), LOADS, (), ())
    scene = trial([({"id": "x", "title": "X", **style}, kept)], View(), Camera(130, 42, 6))
    assert [feature.colour for feature in scene.features] == colours


def test_a_colour_that_nobody_draws_is_refused() -> None:
    fields = {"id": "x", "title": "X", "file": "x.csv", "sha256": "ab" * 32, "features": 1, "located": 1, "fields": ["name"]}
    assert read_entry("layer", {**fields, "label": "name", "colour": "zone"})
    for wrong, words in (({"colour": "plum"}, "colour"), ({"by": "kind"}, "no column 'kind'"), ({"when": "name+day"}, "'day'")):
        with pytest.raises(SeedFaults, match=words):
            read_entry("layer", {**fields, **wrong})


TWO_TIMES = "name,lat,lon,loaded,seen\nA,42,130,2023-01-05,2024-01-05\nB,43,131,2023-02-05,2024-02-05\n"


def test_the_time_range_follows_another_column_of_times() -> None:
    layer = read_file(File("two.csv", TWO_TIMES.encode())).layers[0]
    (entry, data) = entries_of([layer], "", "two.csv", "ab" * 32, {})
    assert entry.fields["time"] == ["2024-01-05", "2024-02-05"]
    row = restyled(entry.fields, kept_of(layer), {"when": "loaded"})
    assert row["time"] == ["2023-01-05", "2023-02-05"]
    kept = restored(str(data.fields["parquet"]), "loaded")
    scene = trial([(row, kept)], parse("from=2023-02-01&to=2023-03-01")[0], Camera(130, 42, 6))
    assert [feature.title for feature in scene.features] == ["B"]
    assert restyled(row, kept_of(layer), {"when": ""})["time"] == ["2024-01-05", "2024-02-05"]
    for wrong, words in (("landed", "no column 'landed'"), ("name", "holds no times")):
        with pytest.raises(OptionError, match=words):
            restyled(entry.fields, kept_of(layer), {"when": wrong})


def test_lines_and_areas_have_colours_of_their_own() -> None:
    shapes = [shapely.Point(130, 42), shapely.LineString([(130, 42), (131, 43)]), shapely.box(130, 42, 131, 43)]
    kept = Kept(as_shapes(shapes), pa.table({"name": ["p", "l", "a"]}), (), ())
    row = {"id": "x", "title": "X", "colour": "green", "colour_lines": "rail", "colour_areas": "zone"}
    scene = trial([(row, kept)], View(), Camera(130, 42, 6))
    assert [(feature.title, feature.hue) for feature in scene.features] == [("p", "green"), ("l", "rail"), ("a", "zone")]
    assert scene.legend[0].note == "X"


def test_thousands_of_points_become_counts(tmp_path: Path) -> None:
    rows = "".join(f"p{n},{35 + n % 97 / 10},{125 + n % 89 / 8}\n" for n in range(4000))
    _, scene = shown(bundled(), tmp_path, f"name,lat,lon\n{rows}")
    own = [feature for feature in scene.features if feature.layer == "own"]
    assert len(own) <= MOST_POINTS
    assert sum(feature.number or 1 for feature in own) == 4000


def test_a_feature_becomes_a_place(tmp_path: Path) -> None:
    workspace = Workspace(Store.open(str(tmp_path / "w.db")), bundled().ground)
    layers = read_file(File("sightings.csv", ROWS.encode())).layers
    workspace.bring(entries_of(layers, "Sightings", "s.csv", "ab" * 32, {"origin": "a colleague", "label": "name"}), "me", "")
    world = bundled().beside(workspace.now, workspace.at)
    (row,) = world.own_layers.values()
    assert found(world, ("pier", "2023"), 5)[0].title == "A"
    assert found(world, ("pier", "yard"), 5) == ()
    one = feature(row, world.own_features(row["id"]), 1)
    card = as_site(row, one, {"en": "North yard", "ko": "북역", "ru": " "}, "yard", 0.5)
    workspace.change(lambda now: [edit_of("site", card, now)], "me", "")
    site = bundled().beside(workspace.now, workspace.at).gazetteer.by_id["north-yard"]
    assert (site.lon, site.lat, site.names.ko, site.names.ru) == (130.2, 42.2, "북역", "")
    assert site.origin == "Own data, not verified: feature 2 of Sightings, a colleague."
    with pytest.raises(OptionError, match="name in English"):
        as_site(row, one, {"en": " ", "ko": "북역"}, "yard", 0.5)
    with pytest.raises(OptionError, match="features 1 to 2, and none 3"):
        feature(row, world.own_features(row["id"]), 2)
    workspace.store.close()


def test_an_unknown_layer_is_told() -> None:
    assert any("own='nope'" in notice for notice in build(bundled(), View(own=("nope",))).notices)


def test_what_is_stored_is_restored() -> None:
    layer = read_file(File("a.csv", ROWS.encode())).layers[0]
    kept = restored(stored(layer))
    assert [shape.coords[0] for shape in kept.shapes] == [(130.1, 42.1), (130.2, 42.2)]
    assert kept.table.column("kind").to_pylist() == ["pier", "yard"]
    assert kept.begins == ("2023-09", "2023-11-02")
    assert "1 of 3 features" in questions(layer, {})[0]
    assert questions(layer, {"skip_bad": True}) == []
    with pytest.raises(LayerError, match="damaged"):
        restored("bm8gcGFycXVldA==")


def test_nothing_half_added_and_all_of_it_carried(tmp_path: Path) -> None:
    run, place = CliRunner(), ["--workspace", str(tmp_path / "w.db")]
    file = tmp_path / "sightings.csv"
    file.write_text(ROWS, encoding="utf-8")
    refused = run.invoke(main, ["layers", "add", str(file), "--author", "me", *place])
    assert refused.exit_code == 1
    assert "line 4" in refused.output
    assert not (tmp_path / "w.db").exists(), "nothing half added"
    added = run.invoke(main, ["layers", "add", str(file), "--author", "me", "--skip-bad", *place])
    assert "2 of 3 features kept" in added.output
    name = added.output.split(":")[0]
    hits = json.loads(run.invoke(main, [*place, "search", "YARD", "--format", "json"]).output)
    assert [(hit["kind"], hit["id"], hit["title"]) for hit in hits if hit["kind"] == "own"] == [("own", f"{name}-2", "B")]
    view = ["export", "--view", f"own={name}", "-o", str(tmp_path / "view.geojson")]
    assert run.invoke(main, [*place, *view]).exit_code == 0
    (told,) = json.loads((tmp_path / "view.geojson.manifest.json").read_text(encoding="utf-8"))["own_data"]
    assert (told["id"], told["file"], told["added_by"], told["verified"]) == (name, "sightings.csv", "me", False)
    for ending in ("geojson", "parquet"):
        out = tmp_path / f"out.{ending}"
        assert run.invoke(main, ["layers", "export", name, "-o", str(out), *place]).exit_code == 0
        assert read_file(File(out.name, out.read_bytes()), Corrections()).layers[0].features == 2
    folder, other = tmp_path / "out", ["--workspace", str(tmp_path / "other.db")]
    assert run.invoke(main, ["workspace", *place, "export", str(folder)]).exit_code == 0
    assert run.invoke(main, ["workspace", *other, "import", str(folder), "--author", "me"]).exit_code == 0
    assert name in run.invoke(main, ["layers", "list", *other]).output
    told = run.invoke(main, ["layers", "style", name, "--by", "kind", "--colour", "plum", "--author", "me", *other])
    assert "by kind, colour zone" in told.output
    assert run.invoke(main, ["layers", "remove", name, "--author", "me", *other]).exit_code == 0
    assert name not in run.invoke(main, ["layers", "list", *other]).output
