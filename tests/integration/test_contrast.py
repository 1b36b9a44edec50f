"""The picture of rail and sea over the bundled data: what it holds for every corridor, and every format that it is written in."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from html import escape
from itertools import combinations
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from explorer.comparison.compare import compare
from explorer.comparison.contrast import Contrast, contrast
from explorer.comparison.profile import Profiler
from explorer.errors import ExportError
from explorer.render.contrast.board import draw_up, on_screen, pages
from explorer.render.contrast.details import behind, details
from explorer.render.contrast.dots import here, nil
from explorer.render.contrast.sentence import sentence
from explorer.render.contrast.verdicts import headline
from explorer.render.contrast.web import anchor, behind_it, picture
from explorer.render.files import contrast as files
from explorer.render.sheet import fonts
from explorer.render.sheet.ink import THEMES, PrintTheme
from explorer.render.sheet.options import LEAST_PT, Options
from explorer.render.sheet.shapes import Box, Leaf, Words
from explorer.views.view import LANGUAGES, Language, RouteQuery, View
from explorer.zones.law import BASELINES, LegalScenario
from tests.bundled import bundled
from tests.grids import sampled
from tests.printed import meet
from tests.standards import office

PAIRS = {
    "both": RouteQuery("Rajin", "Dunai"),
    "trunk": RouteQuery("Rajin", "Tikhoretsk"),
    "many bands": RouteQuery("Moscow", "Beijing"),
    "much to tell": RouteQuery("Beijing", "Khasan"),
    "no rail": RouteQuery("Niigata", "Vladivostok"),
    "no sea": RouteQuery("Rajin", "Khasan", gauge_mm=1520),
    "same place": RouteQuery("Rajin", "Rajin"),
}


@cache
def found(name: str) -> Contrast:
    return contrast(bundled(), compare(bundled(), bundled().plan(PAIRS[name]), with_model=True))


@cache
def leaf(name: str, theme: PrintTheme = "light", language: Language = "en", size: str = "slide") -> Leaf:
    return draw_up(bundled(), found(name), Options(size=size, theme=theme), language)


def words(page: Leaf) -> list[Words]:
    return [item for group in page.groups for item in group.items if isinstance(item, Words)]


def box_of(item: Words) -> Box:
    wide = fonts.width(item.text, item.size, item.face)
    left = item.x - {"left": 0.0, "center": 0.5, "right": 1.0}[item.align] * wide
    return Box(left, item.y - 0.2 * item.size, left + wide, item.y + 0.72 * item.size)


# ---- what the picture holds --------------------------------------------------------------------------------------------


def test_the_answer_of_the_reported_pair() -> None:
    told = sentence(found("both").answer)
    assert told == (
        "Rail 440 km, one border. Sea 198 km, all in Russian and DPRK waters if the bay line is accepted; 27 km outside if not."
    )


@pytest.mark.parametrize("name", PAIRS)
def test_the_answer_says_what_the_comparison_says(name: str) -> None:
    one, told = found(name), sentence(found(name).answer)
    for side, way in ((one.comparison.rail, one.answer.rail), (one.comparison.sea.side, one.answer.sea)):
        km = getattr(getattr(side, "route", None), "distance_km", None)
        assert (km is None) == (way is None)
        assert km is None or f"{km:,.0f} km" in told


def test_both_baselines_stand_one_above_the_other() -> None:
    rows = [(strip.mode, strip.baseline) for strip in found("both").strips]
    assert rows == [("rail", None), ("sea", "claimed"), ("sea", "coast")]
    outside = [sum(b.km for b in s.bands if b.stretch.zone_kind == "contiguous") for s in found("both").strips[1:]]
    assert outside[0] == 0
    assert round(outside[1]) == 27
    for strip in found("both").strips:
        assert sum(band.km for band in strip.bands) == pytest.approx(strip.km)


def test_strips_are_as_long_as_their_routes_less_what_is_shared() -> None:
    for name in ("both", "trunk"):
        one = found(name)
        for strip in one.strips:
            way = one.answer.rail if strip.mode == "rail" else one.answer.sea
            assert way is not None
            assert strip.km + one.shared_km == pytest.approx(way.km, abs=0.5), strip.mode


def test_the_waters_are_those_of_the_profile_itself() -> None:
    side = found("trunk").comparison.sea.side
    legs = [leg for leg in side.route.legs if leg.mode == "sea"]  # type: ignore[union-attr]
    for baseline in BASELINES:
        bands = Profiler(bundled().zones).bands(legs, LegalScenario(baseline))
        beyond = sum(b.km for b in bands if b.stretch.zone_kind in {"contiguous", "eez", "high-seas"})
        assert found("trunk").answer.waters[baseline].outside_km == pytest.approx(beyond)


def test_no_heading_contradicts_its_body() -> None:
    one, other = found("both").judged
    assert headline(one) == "No cell of 32 decides"
    assert not any(one.heat.counts.get(mode) for mode in ("sea", "rail"))
    assert headline(other) == f"Sea is the more exposed in {other.heat.counts['sea']} of 32 cells"
    assert sum(one.heat.counts.values()) == sum(other.heat.counts.values()) == 32
    shown = [cell.verdict for row in other.heat.cells for cell in row]
    assert set(shown) == set(other.heat.counts)
    assert headline(found("trunk").judged[0]) == "Sea is the more exposed in every cell of 64"


def test_rows_of_zeros_have_words() -> None:
    one = found("both")
    text = [item.text for item in words(leaf("both"))]
    zeros = [row for row in one.factors if nil(row, one)]
    assert text.count("none here") == len(zeros) == 3
    assert {here(row, mode, one).value for row in zeros for mode in ("rail", "sea")} == {"does not apply"}  # type: ignore[arg-type]
    bay = next(row for row in one.factors if row.factor.value_key == "beyond-territorial-sea-km")
    assert bay.value.sea == 0
    assert not nil(bay, one), "the other baseline gives it 27 km"


def test_a_missing_route_leaves_its_column_empty_and_its_reason_stands_there() -> None:
    one = found("no rail")
    assert {here(row, "rail", one).value for row in one.factors} == {"does not apply"}
    text = " ".join(item.text for item in words(leaf("no rail")))
    assert one.answer.rail_reason in text
    assert "Both routes" not in text


@pytest.mark.parametrize("name", PAIRS)
def test_every_mark_opens_to_its_reasons(name: str) -> None:
    told = details(bundled(), found(name))
    marks = [group for group in leaf(name).groups if group.role == "feature"]
    assert bool(marks) == (name != "same place")
    for group in marks:
        assert behind(group.id) in told, group.id
        assert dict(told[behind(group.id)].lines)["Opposite view"], group.id
    for name_, one in told.items():
        if name_.startswith("factor:"):
            assert dict(one.lines)["Sources"], name_


# ---- how it is drawn ---------------------------------------------------------------------------------------------------

DRAWN = sampled(
    [(name, theme, language, size) for name in PAIRS for theme in THEMES for language in LANGUAGES for size in ("slide", "a4")],
    [
        ("both", "light", "en", "slide"),
        ("both", "dark", "ko", "a4"),
        ("trunk", "photocopy", "ru", "slide"),
        ("many bands", "light", "en", "a4"),
        ("no rail", "dark", "ru", "slide"),
        ("no sea", "light", "ko", "slide"),
        ("same place", "photocopy", "en", "slide"),
    ],
)


@pytest.mark.parametrize(("name", "theme", "language", "size"), DRAWN)
def test_no_words_meet_and_none_leave_the_page(name: str, theme: PrintTheme, language: Language, size: str) -> None:
    assert _met(leaf(name, theme, language, size)) == []


def _met(page: Leaf) -> list[tuple[str, str]]:
    """Words that meet others, or leave the page."""
    boxes = [(item, box_of(item)) for item in words(page) if item.text.strip()]
    sheet = Box(0.0, 0.0, page.width, page.height)
    off = [(item.text, "the edge") for item, box in boxes if not box.inside(sheet)]
    return off + [(item.text, other.text) for (item, box), (other, second) in combinations(boxes, 2) if meet(box, second)]


@pytest.mark.parametrize("size", ["slide", "800x500", "a4"])
@pytest.mark.parametrize("name", PAIRS)
def test_nothing_on_a_slide_is_below_nine_points(name: str, size: str) -> None:
    options = Options(size=size).enlarged
    for language in LANGUAGES:
        leaves = pages(bundled(), found(name), options, language)
        assert min(item.size for leaf in leaves for item in words(leaf)) >= LEAST_PT, language
        assert [clashes for leaf in leaves if (clashes := _met(leaf))] == []
        whole = draw_up(bundled(), found(name), options, language)
        kept = {group.id for page in leaves for group in page.groups}
        lost = {group.id for group in whole.groups if group.role == "feature"} - kept
        assert not {name for name in lost if not name.startswith("swing:")}, "the lesser judgements may go, as on one page"


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_the_fixed_words_are_in_the_language(language: Language) -> None:
    letters = re.compile("[가-힣]" if language == "ko" else "[а-яё]", re.IGNORECASE)
    for group in leaf("both", "light", language).groups:
        if group.id.startswith(("head:", "strips:key", "factors:key", "furniture:answer")) and not group.id.startswith(
            "head:swing"
        ):
            assert letters.search(group.title if group.title != "Key" else group.items[-1].text), group.id  # type: ignore[union-attr]


def test_on_a_screen_every_mark_is_large_enough_for_a_finger() -> None:
    page = on_screen(found("both"), 540.0, Options())
    for group in page.groups:
        if group.role == "feature":
            assert group.box is not None
            assert group.box.height >= 24.0, group.id


# ---- files -------------------------------------------------------------------------------------------------------------


@cache
def work(language: Language = "en") -> files.ContrastJob:
    return files.job(bundled(), files.view_of(PAIRS["both"], LegalScenario(), language), Options())


def test_the_slide_is_native_with_a_chart_and_its_credits() -> None:
    content = files.make(work(), "a.pptx")
    assert office.pptx(content) == []
    page = Presentation(io.BytesIO(content)).slides[0]
    charts = [shape.chart for shape in page.shapes if shape.has_chart]
    assert len(charts) == 3
    km = [[value for series in chart.plots[0].series for value in series.values] for chart in charts]
    assert [round(sum(values)) for values in km] == [440, 198, 198]
    assert not [shape for shape in page.shapes if shape.shape_type == 13], "no picture"
    parts = [part for shape in page.shapes if hasattr(shape, "shapes") for part in shape.shapes if part.has_text_frame]
    text = " ".join(part.text_frame.text for part in parts)
    assert "OpenStreetMap" in text
    assert "Opposite view" in page.notes_slide.notes_text_frame.text


def much() -> files.ContrastJob:
    """A contrast that has no room on one page in large letters."""
    one, view = found("much to tell"), files.view_of(PAIRS["much to tell"], LegalScenario(), "en")
    return files.ContrastJob(bundled(), view, one, Options(), leaf("much to tell"), details(bundled(), one))


def test_what_has_no_room_in_large_letters_has_a_second_page_and_is_told_of() -> None:
    assert len(PdfReader(io.BytesIO(files.make(much(), "a.pdf"))).pages) == 2
    assert len(PdfReader(io.BytesIO(files.make(work(), "a.pdf"))).pages) == 1
    assert (much().notices, work().notices) == ((files.SMALL,), ())


@pytest.mark.grid
def test_what_has_no_room_in_large_letters_has_a_second_slide() -> None:
    content = files.make(much(), "a.pptx")
    assert office.pptx(content) == []
    first, second = Presentation(io.BytesIO(content)).slides
    assert first.shapes.title.text == second.shapes.title.text
    assert [len([shape for shape in page.shapes if shape.has_chart]) for page in (first, second)] == [3, 0]
    notes = [page.notes_slide.notes_text_frame.text for page in (first, second)]
    assert "Opposite view" in notes[0]
    assert "Opposite view" in notes[1]
    assert all(sum(f"\n{one.title}\n" in text for text in notes) == 1 for one in much().told.values())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_names_that_stay_english_are_marked_so(language: Language) -> None:
    told = details(bundled(), found("trunk"), language)
    page = behind_it(told)
    names = {name for one in told.values() for name in one.english}
    assert bool(names) == (language != "en")
    assert page.count('<bdi lang="en">') >= len(names)
    assert all(f'<bdi lang="en">{escape(name)}</bdi>' in page for name in names)


def test_the_page_opens_every_mark_without_a_script() -> None:
    text = files.make(work(), "a.html").decode()
    assert "<script" not in text
    links = re.findall(r'href="#([^"]+)"', text)
    assert len(links) > 30
    assert set(links) <= set(re.findall(r'id="([^"]+)"', text))
    assert not re.findall(r'(?:src|href)="(?!data:|#)', text)


@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_pictures(ending: str, start: bytes) -> None:
    content = files.make(work(), f"a{ending}")
    assert content.startswith(start)
    assert content == files.make(work(), f"a{ending}"), "the same bytes each time"


def test_the_manifest_tells_the_answer_and_what_is_behind(tmp_path: Path) -> None:
    made = dict(files.export(work(), [tmp_path / "a.html"]))
    row = json.loads((tmp_path / "a.html.manifest.json").read_text())
    assert made[tmp_path / "a.html"] == row["size_bytes"]
    assert row["answer"] == sentence(found("both").answer)
    assert row["behind"].keys() == details(bundled(), found("both")).keys()


def test_what_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"Use one of .png .svg .pdf .pptx .html"):
        files.check_targets([tmp_path / "a.docx"], force=False)
    with pytest.raises(ExportError, match="compares no two places"):
        files.job(bundled(), View(), Options())


def test_a_hostile_name_stays_text() -> None:
    one = found("both")
    told = details(bundled(), one)
    page = on_screen(one, 400.0, Options())
    assert anchor("factor:f1") in picture(page, told, '"><b>x')
    assert "<b>x" not in picture(page, told, '"><b>x')
    assert behind_it(told).count("<details") == len(told)
