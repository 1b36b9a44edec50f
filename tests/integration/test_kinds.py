"""One table of kinds, every writer: what is in the table is drawn and named in every format, and nothing else can be built."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from explorer.messages import told
from explorer.render.files import export
from explorer.render.files.kml import broken
from explorer.render.sheet.ink import THEMES, ink
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import Options
from explorer.render.sheet.panel import swatch
from explorer.render.sheet.shapes import Group, Shape, Words
from explorer.scene.build import build
from explorer.scene.feature import Feature
from explorer.scene.kinds import BACKDROPS, BASIS_WORDS, KINDS, STANCE_WORDS, TABLE
from explorer.scene.staging import scene_of
from explorer.views.read import parse_strictly
from explorer.views.view import LayerId
from explorer.world.world import World
from tests.all_kinds import INVENTED, invented, scene_of_all, sheet_of
from tests.bundled import bundled
from tests.integration.test_own_layers import shown
from tests.standards import geopackage

__all__ = ["invented"]
KML = "{http://www.opengis.net/kml/2.2}"
SVG = "{http://www.w3.org/2000/svg}"
FIRM = ("zone-agreed", "zone-claimed", "zone-computed")
EVERY = [*KINDS, *(kind.id for kind in INVENTED)]
DRAWN = [kind for kind in EVERY if kind != "claim"]


@dataclass
class Written:
    """The scene of all kinds in every format, each made when it is first looked at."""

    work: export.Job

    def file(self, ending: str) -> bytes:
        return export.make(self.work, f"map{ending}")

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {group.id: group for group in self.work.sheet.groups}

    @cached_property
    def legend(self) -> str:
        panel = self.groups["furniture:legend"]
        return " ".join(item.text for item in panel.items if isinstance(item, Words))

    @cached_property
    def svg(self) -> dict[str, ET.Element]:
        root = ET.fromstring(self.file(".svg"))  # noqa: S314  # our own
        return {node.get("id", "").replace(".", ":"): node for node in root.iter(f"{SVG}g")}

    @cached_property
    def kml(self) -> ET.Element:
        return ET.fromstring(self.file(".kml"))  # noqa: S314  # our own

    @cached_property
    def kml_styles(self) -> dict[str, str]:
        return {f"#{node.get('id')}": ET.tostring(node, "unicode").partition(">")[2] for node in self.kml.iter(f"{KML}Style")}

    @cached_property
    def qgis(self) -> dict[str, tuple[str, str]]:
        """Label and symbol of every category that is not a stance."""
        asked = "SELECT f_table_name, styleQML FROM layer_styles WHERE f_table_name != 'claims'"
        with geopackage.opened(self.file(".gpkg")) as base:
            styles = base.execute(asked).fetchall()
        found = {}
        for table, style in styles:
            root = ET.fromstring(style)  # noqa: S314  # our own
            symbols = {node.get("name"): "".join(ET.tostring(part, "unicode") for part in node) for node in root.iter("symbol")}
            for row in root.iter("category"):
                found[f"{table}/{row.get('value')}"] = (str(row.get("label")), symbols[row.get("symbol")])
        return found

    @cached_property
    def slide(self) -> dict[str, Any]:
        deck: Any = Presentation(io.BytesIO(self.file(".pptx")))
        return {item.name: item for item in deck.slides[0].shapes}

    @cached_property
    def geojson(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.file(".geojson"))
        return found

    @cached_property
    def page(self) -> dict[str, Any]:
        found = re.search(r"window\.TumenValue = (\{.*?\});</script>", self.file(".html").decode())
        assert found
        value: dict[str, Any] = json.loads(found[1])
        return value


@pytest.fixture(scope="module")
def written(real: World) -> Written:
    with pytest.MonkeyPatch.context() as patch:
        for kind in INVENTED:
            patch.setitem(KINDS, kind.id, kind)
        scene = scene_of_all(real)
        made = Written(export.Job(real, scene, Options(), sheet_of(real, scene)))
        for part in ("groups", "legend", "svg", "kml", "kml_styles", "qgis", "slide", "geojson", "page"):
            getattr(made, part)
    return made


# ---- the table -------------------------------------------------------------------------------------------------------


def test_ids_levels_and_words_are_each_kinds_own() -> None:
    assert len({row.id for row in TABLE}) == len(TABLE) == len(KINDS) + len(BACKDROPS)
    assert len({kind.level for kind in KINDS.values()}) == len(KINDS)
    assert len({row.word for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_row_can_be_drawn(row: Any) -> None:
    colours = {row.colour, *(stroke.colour for stroke in row.strokes if stroke.colour)}
    if row.id in KINDS:
        assert row.mark or row.strokes, "neither a point nor a line"
        colours |= {row.mark.fill, row.mark.edge.colour} - {""} if row.mark and row.mark.edge else set()
        assert not row.strokes or row.main in row.strokes
    for theme in THEMES:
        assert colours <= ink(theme).keys()


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_rows_of_a_legend_are_drawn_alike(theme: Any) -> None:
    """On a photocopy, where colours go, the same: form, width and dashes have to do."""
    style = Style(theme, 1.0)
    drawings = {
        row.id: repr([(item.parts, item.fill, item.pen, item.alpha, item.hatch) for item in swatch(row.id, 0.0, 0.0, style)
                      if isinstance(item, Shape)])
        for row in TABLE if row.id in BACKDROPS or (KINDS[row.id].listed and KINDS[row.id].widget != "number")
    }  # fmt: skip
    assert len(set(drawings.values())) == len(drawings)


def test_every_stance_and_basis_has_a_word(real: World) -> None:
    legend = {item.symbol: item.word for item in build(real, parse_strictly("")).legend}
    for stance, word in STANCE_WORDS.items():
        assert legend.get(f"stance:{stance.name.lower()}", word) == word
    assert {legend[f"basis:{basis}"] for basis in BASIS_WORDS} == set(BASIS_WORDS.values())


def test_no_feature_is_of_a_kind_outside_the_table() -> None:
    with pytest.raises(ValueError, match="'corridor', which is not in the table"):
        Feature(id="x:1", layer=LayerId.ROUTES, kind="corridor", title="Strange", geometry=None)


def test_every_kind_of_the_table_is_built_by_something(real: World, tmp_path: Path) -> None:
    everywhere = f"layers={','.join(LayerId)}&a=Rajin&b=Tikhoretsk&discharge=dunai-port"
    built = {feature.kind for feature in build(real, parse_strictly(everywhere)).features}
    built |= {feature.kind for feature in build(real, parse_strictly("layers=routes&a=130.4,42.3&b=Tikhoretsk")).features}
    built |= {f.kind for story in real.scenarios for step in story.step if step.callout for f in scene_of(real, step).features}
    assert built | own_kinds(tmp_path) == KINDS.keys()


def own_kinds(place: Path) -> set[str]:
    """The kinds of features that come of map data of one's own: single points, and counts of many."""
    rows = "".join(f"p{n},{35 + n % 97 / 10},{125 + n % 89 / 8}\n" for n in range(4000))
    _, many = shown(bundled(), place, f"name,lat,lon\n{rows}A,10,10\n")
    return {feature.kind for feature in many.features if feature.layer == "own"}


@pytest.mark.parametrize("language", ["ko", "ru"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_word_is_there_in_every_language(row: Any, language: Any) -> None:
    assert told(language, row.word) != row.word


# ---- the writers -----------------------------------------------------------------------------------------------------


def word(kind: str) -> str:
    return next(row.word for row in (*KINDS.values(), *INVENTED) if row.id == kind)


def listed(kind: str) -> bool:
    return next(row.listed for row in (*KINDS.values(), *INVENTED) if row.id == kind)


@pytest.mark.parametrize("kind", DRAWN)
def test_a_sheet_draws_and_names_it(written: Written, kind: str) -> None:
    group = written.groups[f"x:{kind}"]
    assert any(isinstance(item, Shape) and len(item.parts[0]) > 1 for item in group.items)
    assert len(list(written.svg[f"x:{kind}"].iter(f"{SVG}path"))) >= 1
    assert (word(kind) in written.legend) == listed(kind)


@pytest.mark.parametrize("kind", DRAWN)
def test_the_browser_gets_it_with_its_look_and_word(written: Written, kind: str) -> None:
    look = written.page["settings"]["kinds"][kind]
    assert look["strokes"] or look["widget"]
    assert f"x:{kind}" in {feature["id"] for feature in written.page["scene"]["features"]}
    assert (word(kind) in {row["word"] for row in written.page["scene"]["legend"]}) == listed(kind)


def test_the_browser_gets_the_whole_table_and_no_more(written: Written) -> None:
    assert set(written.page["settings"]["kinds"]) == set(EVERY)
    assert set(written.page["settings"]["backdrops"]) == BACKDROPS.keys()


@pytest.mark.parametrize("kind", DRAWN)
def test_a_kml_draws_and_names_it(written: Written, kind: str) -> None:
    mark = next(node for node in written.kml.iter(f"{KML}Placemark") if node.get("id") == f"x.{kind}")
    assert mark.findtext(f"{KML}styleUrl") in written.kml_styles
    assert mark.find(f".//{KML}coordinates") is not None
    folder = next(node for node in written.kml.iter(f"{KML}Folder") if mark in list(node))
    assert folder.findtext(f"{KML}name") == word(kind)


@pytest.mark.parametrize("kind", DRAWN)
def test_a_geopackage_has_a_style_and_a_word_for_it(written: Written, kind: str) -> None:
    labels = [row for name, row in written.qgis.items() if re.fullmatch(rf"\w+/{kind}(?::\w+:\w+)?", name)]
    assert labels
    for label, symbol in labels:
        assert label.startswith(word(kind))
        assert "<layer class=" in symbol


@pytest.mark.parametrize("kind", DRAWN)
def test_a_slide_draws_and_names_it(written: Written, kind: str) -> None:
    item = written.slide[f"x:{kind}"]
    assert len(item.shapes) >= 1
    assert item._element._nvXxPr.cNvPr.get("title") == word(kind)


@pytest.mark.parametrize("kind", EVERY)
def test_a_geojson_holds_and_names_it(written: Written, kind: str) -> None:
    assert kind in {row["properties"]["kind"] for row in written.geojson["features"]}
    assert written.geojson["kinds"][kind] == word(kind)


# ---- how firm a line is ----------------------------------------------------------------------------------------------


def pens(group: Group) -> list[Any]:
    return [item.pen for item in group.items if isinstance(item, Shape) and item.pen]


def test_agreed_claimed_and_computed_lines_are_told_apart_by_every_writer(written: Written) -> None:
    agreed, claimed, computed = (pens(written.groups[f"x:{kind}"])[-1].dash for kind in FIRM)
    assert agreed == ()
    assert 0.0 < computed[0] < claimed[0]
    dashes = [written.page["settings"]["kinds"][kind]["strokes"][-1]["dash"] for kind in FIRM]
    assert [bool(dash) for dash in dashes] == [False, True, True]
    assert dashes[1] != dashes[2]
    assert len({written.qgis[f"routes/{kind}"][1] for kind in FIRM}) == 3
    assert [dash_of(written.slide[f"x:{kind}"]) for kind in FIRM] == [None, "dash", "sysDot"]


def dash_of(group: Any) -> str | None:
    line = group.shapes[-1]._element.spPr.find(qn("a:ln"))
    dash = line.find(qn("a:prstDash"))
    return None if dash is None else dash.get("val")


def test_kml_cuts_what_it_cannot_draw_broken_and_leaves_routes_whole(written: Written) -> None:
    parts = {kind: line_count(written, f"x:{kind}") for kind in (*FIRM, "sea", "way-sea", "order", "rail")}
    assert parts["zone-agreed"] == parts["sea"] == parts["way-sea"] == parts["order"] == parts["rail"] == 1
    assert 1 < parts["zone-claimed"] < parts["zone-computed"]
    lines = {kind: look for kind, look in KINDS.items() if look.strokes and not look.fill}
    styles = [written.kml_styles[f"#kind-{kind}"] for kind in lines if kind not in FIRM]
    assert len(set(styles)) == len(styles)


def line_count(written: Written, identifier: str) -> int:
    mark = next(node for node in written.kml.iter(f"{KML}Placemark") if node.get("id") == identifier.replace(":", "."))
    return len(list(mark.iter(f"{KML}LineString")))


def test_a_broken_line_keeps_its_corners_and_its_share() -> None:
    corner = [(130.0, 40.0), (130.0, 41.0), (131.0, 41.0)]
    dashes = list(broken(corner, 500.0, 0.5))
    assert dashes[0][0] == [130.0, 40.0]
    assert [130.0, 41.0] in dashes[0]
    assert list(broken(corner, 1e-6, 0.5))[400:] == [], "a line has no more than so many dashes"


def test_a_journey_and_a_way_keep_their_own_colour_in_every_file(real: World) -> None:
    query = "layers=tour,visit,routes&lon=110&lat=50&z=3&a=Rajin&b=Tikhoretsk&discharge=dunai-port"
    work = export.job(real, build(real, parse_strictly(query)), Options())
    made = Written(work)
    for name, colour in (("stop:violet:tour", "violet"), ("stop:green:visit", "green"), ("order:violet:tour", "violet")):
        kind, *_ = name.split(":")
        red, green, blue = (ink("light")[colour][n : n + 2] for n in (1, 3, 5))
        label, symbol = made.qgis[f"{'places' if kind == 'stop' else 'routes'}/{name}"]
        assert label == f"{KINDS[kind].word} ({name.rpartition(':')[2]})"
        assert ",".join(str(int(part, 16)) for part in (red, green, blue)) in symbol
        assert f"{blue}{green}{red}" in made.kml_styles[f"#kind-{kind}-{colour}"]
    by_sea, by_rail = (pens(made.groups[name])[0].colour for name in ("way:sea-rail", "way:rail"))
    assert (by_sea, by_rail) == (ink("light")["way_sea"], ink("light")["way_rail"])


def test_a_see_through_stroke_is_one_on_a_slide(written: Written) -> None:
    """A way lies in a pale band; drawn full it would hide the track below it."""
    colour = written.slide["x:way-rail"].shapes[0]._element.spPr.find(qn("a:ln")).find(qn("a:solidFill"))[0]
    assert colour.find(qn("a:alpha")).get("val") == str(int(KINDS["way-rail"].strokes[0].opacity * 100_000))


def test_a_selected_line_shines(real: World) -> None:
    scene = scene_of_all(real)
    chosen = replace(scene, features=tuple(replace(f, selected=f.kind == "sea") for f in scene.features))
    plain, glowing = ({g.id: g for g in sheet_of(real, s).groups}["x:sea"] for s in (scene, chosen))
    assert len(pens(glowing)) == len(pens(plain)) + 1
    assert pens(glowing)[0].colour == ink("light")["select"]


def test_what_a_reader_can_reach_along_a_line_is_drawn_by_elements() -> None:
    """The other panes are pictures, in which a line is nothing that can be pointed at or take the focus."""
    held = [row for row in KINDS.values() if row.drawn and row.strokes and row.reach != "none"]
    assert {row.id for row in held} >= {"own", "rail", "zone-agreed"}
    assert [row.id for row in held if row.pane != "routes"] == []
