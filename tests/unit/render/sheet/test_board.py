"""Sheets of the prepared views: no label over another, none cut, none on the furniture; every place with a claim is told.

Every preset on a sheet of another size and in another language; `make test-all` draws all sizes, languages and themes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any, cast

import numpy as np
import pytest

from explorer.errors import ExportError
from explorer.geo import LonLat, distance_km
from explorer.render.sheet import board, detail, figure, fonts, furniture
from explorer.render.sheet.board import draw_up
from explorer.render.sheet.ink import THEMES, PrintTheme, ink
from explorer.render.sheet.options import SIZES, Note, Options, parse_note
from explorer.render.sheet.projection import Frame
from explorer.render.sheet.shapes import Shape, Sheet, Words
from explorer.scene.build import Scene, build
from explorer.views.read import parse_strictly
from explorer.views.view import LANGUAGES, Language, View
from explorer.world.world import World
from tests.bundled import bundled
from tests.grids import sampled
from tests.printed import clashes, cut_labels, layout, meet, prepared, untold

PRESETS = tuple(preset.id for preset in bundled().presets)


@cache
def drawn(preset: str, theme: str = "light", size: str = "slide", language: Language = "en") -> tuple[Scene, Sheet]:
    return prepared(bundled(), preset, Options(size=size, theme=cast("Any", theme)), language)


@pytest.fixture
def bare_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets without land and water under the map, which have no words and move none."""
    for room in (board, detail, furniture):
        monkeypatch.setattr(room, "ground", lambda *_: [])


SHEETS = list(product(PRESETS, SIZES, LANGUAGES, THEMES))
SAMPLE = {
    (preset, list(SIZES)[number % len(SIZES)], LANGUAGES[number % len(LANGUAGES)], "light")
    for number, preset in enumerate(PRESETS)
} | {("theatre", "square", "en", "light"), ("rail-and-sea", "square", "ru", "light"), ("denials", "slide", "ko", "light")}
"""Every prepared view, each on a sheet of another size and in another language; and the most crowded of all."""
COUNTRIES = list(product(PRESETS, SIZES))


@pytest.mark.usefixtures("bare_ground")
@pytest.mark.parametrize(("preset", "size", "language", "theme"), sampled(SHEETS, SAMPLE))
def test_labels_neither_meet_nor_leave_nor_hide(preset: str, size: str, language: Language, theme: PrintTheme) -> None:
    """And every place with a claim is labelled or in the key; every point is labelled once, on the map or enlarged, or listed."""
    scene, sheet = prepared(bundled(), preset, Options(size=size, theme=theme), language)
    assert (clashes(sheet), cut_labels(sheet)) == ([], [])
    assert untold(scene, sheet) == set()
    assert not [notice for notice in sheet.account.notices if notice.startswith("No room")]
    listed = [identifier for identifier, _ in sheet.account.left_out]
    points = {f.id for f in scene.drawn if f.geometry and f.geometry["type"] == "Point"} & set(sheet.account.features)
    assert sorted(points) == sorted([*listed, *(name for name in sheet.account.labelled if name in points)])


@pytest.mark.usefixtures("bare_ground")
@pytest.mark.parametrize(("preset", "size"), sampled(COUNTRIES, [("trunk-tikhoretsk", "slide")]))
def test_the_same_countries_are_named_in_every_language(preset: str, size: str) -> None:
    sheets = [prepared(bundled(), preset, Options(size=size), language)[1] for language in LANGUAGES]
    first, *others = ({g.id.split(":")[3] for g in sheet.groups if g.id.startswith("ground:name:country")} for sheet in sheets)
    assert others == [first, first]
    assert {"RUSSIA", "CHINA"} <= first or preset not in {"theatre", "trunk-tikhoretsk"}


def test_the_crowded_corner_is_enlarged_and_labelled_there_alone() -> None:
    _, sheet = drawn("theatre")
    boxes = {group.id: group.box for group in sheet.groups if group.box}
    inner = boxes["furniture:detail"]
    labels = {name: box for name, box in boxes.items() if name.endswith("/label")}
    within = {name for name, box in labels.items() if box.inside(inner)}
    assert {"site:rajin-port/label", "site:vladivostok/label", "stop:far-east-tour-2023-3/label"} <= within
    assert "site:pyongyang/label" in labels.keys() - within
    assert [name for name in labels.keys() - within if meet(labels[name], inner)] == []
    _, plain = prepared(bundled(), "theatre", Options(parts=frozenset({"legend", "claims", "scale", "sources"})))
    assert "furniture:detail" not in {group.id for group in plain.groups}
    assert "furniture:detail" not in {group.id for group in drawn("pyongyang-hwasong")[1].groups}, "nothing crowds there"


def test_stops_carry_their_days() -> None:
    assert "12, 18 Sep" in texts(drawn("tour-2023")[1])
    assert "9월 12, 18일" in texts(drawn("tour-2023", language="ko")[1])


@pytest.mark.parametrize("query", ["layers=sea,rail", "topic=space", "kind=city&layers=places,sea,rail"])
def test_the_ends_of_a_drawn_line_are_named_under_a_filter(real: World, query: str) -> None:
    sheet = draw_up(real, build(real, parse_strictly(f"lon=131.2&lat=42.75&z=7.9&{query}")), Options())
    labels = " ".join(i.text for g in sheet.groups if g.role == "label" for i in g.items if isinstance(i, Words))
    assert [end for end in ("Dunai port facility", "Vostochny Port", "Ussuriysk") if end not in labels] == []


def test_what_is_denied_stands_beside_what_is_said() -> None:
    _, sheet = drawn("denials")
    panel = next(group for group in sheet.groups if group.id == "furniture:panel")
    at = {item.text.partition(" ")[0]: item for item in panel.items if isinstance(item, Words)}
    middle = (panel.box.x0 + panel.box.x1) / 2 if panel.box else 0.0
    assert {name: at[name].x > middle for name in ("B09", "A23", "A24", "B15", "A25")} == {
        "B09": False, "A23": False, "A24": False, "B15": True, "A25": True,
    }  # fmt: skip
    assert "Denied, or said against it" in texts(sheet)
    assert sheet.facts["dropped"] == ()
    ((said, denied), *_) = sheet.facts["pairs"]
    assert [[item.id for item in side] for side in (said, denied)] == [["B09", "A23", "A24"], ["B15", "A25"]]


@pytest.mark.usefixtures("bare_ground")
@pytest.mark.parametrize("number", sampled([(number,) for number in range(len(PRESETS))], [(4,)]))
def test_where_things_stand_does_not_hang_on_the_theme(number: int) -> None:
    size, language = list(SIZES)[number % len(SIZES)], LANGUAGES[number % len(LANGUAGES)]
    light, *others = (prepared(bundled(), PRESETS[number], Options(size=size, theme=theme), language)[1] for theme in THEMES)
    assert [layout(other) == layout(light) for other in others] == [True, True]
    assert light.groups
    assert {other.paper for other in others} != {light.paper}


def test_the_ground_moves_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = prepared(bundled(), "khasan-rajin", Options())
    for room in (board, detail, furniture):
        monkeypatch.setattr(room, "ground", lambda *_: [])
    _, bare = prepared(bundled(), "khasan-rajin", Options())
    assert len(bare.groups) < len(whole.groups)
    kept = {group.id for group in bare.groups}
    assert layout(bare) == layout(whole.only(group for group in whole.groups if group.id in kept))


def test_a_meeting_is_seen() -> None:
    """The measure itself: a label laid upon another, upon the legend, and across the frame is told."""
    _, sheet = drawn("khasan-rajin")
    label = next(group for group in sheet.groups if group.id == "site:rajin-port/label")
    legend = next(group for group in sheet.groups if group.id == "furniture:legend")
    twin = replace(label, id="site:twin/label")
    assert any("site:twin" in fault for fault in clashes(sheet.only([*sheet.groups, twin])))
    assert legend.box
    moved = replace(twin, box=legend.box)
    assert "site:twin/label lies on furniture:legend" in clashes(sheet.only([*sheet.groups, moved]))
    assert label.box
    off = tuple(replace(item, x=sheet.map_box.x0 - 4.0) for item in label.items if isinstance(item, Words))
    assert cut_labels(sheet.only([*sheet.groups, replace(twin, items=off)])) == ["site:twin/label"]


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_drawn_and_what_lies_outside_are_together_the_scene(preset: str) -> None:
    scene, sheet = drawn(preset)
    assert set(sheet.account.features) | set(sheet.account.outside) == {f.id for f in scene.drawn}
    assert not set(sheet.account.features) & set(sheet.account.outside)
    groups = [group.id for group in sheet.groups if group.role == "feature"]
    assert groups == list(sheet.account.features)
    assert len({group.id for group in sheet.groups}) == len(sheet.groups)
    for feature in scene.drawn:
        if feature.geometry and feature.geometry["type"] == "Point":
            here = bool(sheet.frame.holds(feature.geometry["coordinates"])[0])
            assert here == (feature.id in sheet.account.features), feature.id


@pytest.mark.parametrize("preset", PRESETS)
def test_the_scale_bar_is_true_on_the_ellipsoid(preset: str) -> None:
    """The bar's ends, put back on the Earth, lie as far apart as its words say, to 1 per cent."""
    _, sheet = drawn(preset)
    facts = sheet.facts["scale"]
    box, frame = sheet.map_box, sheet.frame
    k = box.width / (2 * frame.half_width_m)
    ends = [((x - (box.x0 + box.x1) / 2) / k, (facts["y"] - (box.y0 + box.y1) / 2) / k) for x in (facts["x0"], facts["x1"])]
    a, b = frame.to_earth(ends)
    assert distance_km(tuple(a), tuple(b)) == pytest.approx(facts["km"], rel=0.01)
    group = next(group for group in sheet.groups if group.id == "furniture:scale")
    assert f"{facts['km']:g} km" in [item.text for item in group.items if isinstance(item, Words)]
    bars = [
        item for item in group.items if isinstance(item, Shape) and item.pen is not None and item.fill == ink("light")["paper"]
    ]
    widths = [np.ptp(item.parts[0][:, 0]) for item in bars]
    assert any(width == pytest.approx(facts["x1"] - facts["x0"]) for width in widths)


def texts(sheet: Sheet) -> str:
    return " ".join(item.text for group in sheet.groups for item in group.items if isinstance(item, Words))


def test_the_words_that_must_stand_on_a_map() -> None:
    _, sheet = drawn("khasan-rajin")
    words = texts(sheet)
    for wanted in (
        "Khasan to Rajin: the railway across the Tumen", "As reported, not verified", "Schematic; route not observed",
        "Lambert azimuthal equal-area", "OpenStreetMap contributors", "daily-scope-2024-06", "B42, B43",
        "David Maxwell", "assessed", "Ledger up to",
    ):  # fmt: skip
        assert wanted in words, wanted


def test_names_follow_the_language() -> None:
    assert "라진" in texts(drawn("khasan-rajin", language="ko")[1])
    assert "Раджин" in texts(drawn("khasan-rajin", language="ru")[1])


def test_no_route_no_word_on_routes() -> None:
    scene, sheet = drawn("pyongyang-hwasong")
    assert "Schematic" not in texts(sheet)
    assert scene.captions == ("As reported, not verified",)


def test_numbers_on_the_map_are_the_numbers_in_the_panel() -> None:
    _, sheet = drawn("khasan-rajin")
    on_map = {i.text for g in sheet.groups if g.role == "label" for i in g.items if isinstance(i, Words) and i.align == "center"}
    assert {"1", "2", "3", "4"} <= on_map


def test_notes_are_drawn_and_told_apart(real: World) -> None:
    scene = build(real, View())
    notes = (
        Note("look here", LonLat(133.0, 47.0)),
        Note("", LonLat(135.0, 45.0), LonLat(131.0, 44.0)),
        Note("far", LonLat(10.0, 50.0)),
    )
    sheet = draw_up(real, scene, Options(notes=notes))
    words = texts(sheet)
    assert "look here" in words
    assert "note by the briefer, not from the ledger" in words
    assert [g.id for g in sheet.groups if g.id.startswith("note:")] == ["note:1", "note:2"]
    assert any("'far' lies outside" in notice for notice in sheet.account.notices)
    assert clashes(sheet) == []


def test_a_sheet_without_its_parts_gives_the_map_the_room(real: World) -> None:
    scene = build(real, View())
    bare = draw_up(real, scene, Options(parts=frozenset()))
    assert bare.map_box.width > draw_up(real, scene, Options()).map_box.width * 1.3
    assert "What is drawn" not in texts(bare)
    assert "As reported, not verified" in texts(bare), "the caption is no part that can be left out"


@pytest.mark.parametrize(
    ("query", "word"),
    [("layers=none", "shows nothing"), ("lon=-40&lat=-20&z=9", "outside the frame"), ("q=zzzz&layers=places", "shows nothing")],
)
def test_nothing_to_show_is_said(real: World, query: str, word: str) -> None:
    with pytest.raises(ExportError, match=word):
        draw_up(real, build(real, parse_strictly(query)), Options())


def test_letters_without_a_font_are_named(real: World) -> None:
    """They never cost the sheet: a box stands for each, and a notice says so."""
    sheet = draw_up(real, build(real, View()), Options(title="Ships \U0001f6a2", notes=(parse_note("130.5,42.4 汉"),)))
    assert [notice for notice in sheet.account.notices if "U+1F6A2" in notice and "U+6C49" in notice]
    assert figure.picture(sheet, "svg", 72, None, "text").decode().count(f"Ships {fonts.SUBSTITUTE}") == 1


def test_a_claim_that_is_not_there_is_refused(real: World) -> None:
    with pytest.raises(ExportError, match="Z99"):
        draw_up(real, build(real, View()), Options(claims=("Z99",)))


@pytest.mark.grid
def test_a_frame_of_half_the_earth_is_drawn(real: World) -> None:
    sheet = draw_up(real, build(real, parse_strictly("lon=131&lat=43&z=2")), Options())
    assert sheet.account.features
    assert figure.picture(sheet, "svg", 72, None)


def test_a_frame_on_the_date_line_is_drawn(real: World) -> None:
    scene = build(real, parse_strictly("lon=179.9&lat=62&z=3"))
    sheet = draw_up(real, scene, Options())
    land = next(group for group in sheet.groups if group.id == "ground:land_world")
    xs = np.concatenate([part[:, 0] for item in land.items if isinstance(item, Shape) for part in item.parts])
    middle = (sheet.map_box.x0 + sheet.map_box.x1) / 2
    assert (xs < middle - 50).any(), "Chukotka"
    assert (xs > middle + 50).any(), "Alaska"
    assert isinstance(sheet.frame, Frame)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("baseline", ["claimed", "coast"])
def test_zones_are_printed_by_their_standing(real: World, theme: Any, baseline: str) -> None:
    scene = build(real, parse_strictly(f"lon=132&lat=41.5&z=6.5&layers=zones,sea&baseline={baseline}"))
    sheet = draw_up(real, scene, Options(theme=theme))
    groups = {group.id: group for group in sheet.groups}
    assert groups["ground:zone-territorial"].items
    assert bool(groups["ground:zone-internal"].items) == (baseline == "claimed")
    assert ("zone:peter-the-great-bay" in groups) == (baseline == "claimed")

    def dash(identifier: str) -> tuple[float, ...]:
        last = groups[identifier].items[-1]
        assert isinstance(last, Shape)
        assert last.pen is not None
        return last.pen.dash

    assert dash("zone:rus-prk-1986") == ()
    assert dash("zone:prk-military-1977") == (5.0, 3.0)
    assert dash("zone:median-prk-rus")[0] < 0.1
    assert "not for navigation" in texts(sheet)
    assert clashes(sheet) == []


@pytest.mark.parametrize("language", sampled([("en",), ("ru",)], [("ru",)]))
def test_every_number_on_the_map_is_told_in_the_panel(real: World, language: Language) -> None:
    sheet = draw_up(real, build(real, View(language=language)), Options())
    panel = next(group for group in sheet.groups if group.id == "furniture:panel")
    said = [item.text for item in panel.items if isinstance(item, Words)]
    numbered = [item for item in sheet.facts["callouts"] if item.number]
    unsaid = [item for item in numbered if item.id in sheet.facts["dropped"]]
    assert unsaid, "this map has more call-outs than room"
    assert all(f"({item.number}) {item.id}" in " ".join(said) for item in unsaid)
    assert {str(item.number) for item in numbered if item not in unsaid} <= set(said)
