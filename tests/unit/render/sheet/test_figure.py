"""PNG, SVG and PDF of a sheet: the same bytes twice, readable by others, every feature under its own id."""

from __future__ import annotations

import hashlib
import io
import logging
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from fontTools import subset
from PIL import Image

from explorer.render.sheet import figure
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Sheet
from explorer.scene.build import Scene
from tests.bundled import bundled
from tests.grids import sampled
from tests.printed import clashes, prepared

DAY = date(2026, 6, 30)
FORMS = [("png",), ("svg",), ("pdf",)]
SVG = "{http://www.w3.org/2000/svg}"


@cache
def drawn(preset: str = "khasan-rajin") -> tuple[Scene, Sheet]:
    return prepared(bundled(), preset, Options())


def poppler(tool: str, *words: str) -> str:
    path = shutil.which(tool)
    if path is None:
        pytest.fail(f"{tool} is missing; run: sh tests/browser/chromium.sh (or install poppler-utils)")
    return subprocess.run([path, *words], check=True, capture_output=True, text=True).stdout


def test_a_slide_is_full_hd() -> None:
    content = figure.picture(drawn()[1], "png", 144, DAY)
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        assert image.size == (1920, 1080)
        assert image.info["dpi"] == pytest.approx((144, 144), abs=0.1)
        assert len(image.convert("RGB").getcolors(2_000_000) or []) > 500, "something is drawn"


@pytest.mark.parametrize("form", sampled(FORMS, [("pdf",)]))
def test_twice_the_same_bytes(form: figure.Picture) -> None:
    one = prepared(bundled(), "khasan-rajin", Options())[1]
    assert figure.picture(one, form, 100, DAY) == figure.picture(drawn()[1], form, 100, DAY)


@pytest.mark.parametrize("form", sampled(FORMS, [("svg",)]))
def test_the_style_of_somebodys_own_figures_changes_nothing(form: figure.Picture) -> None:
    """A notebook sets matplotlib as it likes, and has its settings back afterwards."""
    own = {"savefig.bbox": "tight", "savefig.transparent": True, "text.antialiased": False, "path.sketch": (1, 100, 2)}
    plain = figure.picture(drawn()[1], form, 50, DAY)
    with mpl.rc_context({**own, "font.size": 30, "figure.facecolor": "black"}):
        assert figure.picture(drawn()[1], form, 50, DAY) == plain
        assert {name: mpl.rcParams[name] for name in own} == own


@pytest.mark.grid
def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib, datetime;from explorer.world.world import World;from explorer.render.sheet import figure;"
        "from explorer.render.sheet.options import Options;from tests.printed import prepared;"
        "sheet = prepared(World.load(), 'khasan-rajin', Options())[1];"
        "day = datetime.date(2026, 6, 30);"
        "print([hashlib.sha256(figure.picture(sheet, f, 72, day)).hexdigest() for f in ('png', 'svg', 'pdf')])"
    )
    root = Path(__file__).parents[4]
    there = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root).stdout.strip()
    here = [hashlib.sha256(figure.picture(drawn()[1], form, 72, DAY)).hexdigest() for form in ("png", "svg", "pdf")]
    assert there == str(here)


@pytest.mark.parametrize("preset", sampled([("theatre",), ("tour-2023",), ("rail-and-sea",)], [("tour-2023",)]))
def test_an_svg_holds_every_feature_under_its_id(preset: str) -> None:
    _, sheet = drawn(preset)
    root = ET.fromstring(figure.picture(sheet, "svg", 72, DAY))  # noqa: S314  # our own
    ids = [node.get("id", "").replace(".", ":") for node in root.iter(f"{SVG}g")]
    features = [i for i in ids if i in set(sheet.account.features)]
    assert sorted(features) == sorted(sheet.account.features), "each once"
    for node in root.iter(f"{SVG}g"):
        if node.get("id", "").replace(".", ":") in set(sheet.account.features):
            assert list(node.iter(f"{SVG}path")) or list(node.iter(f"{SVG}use")), node.get("id")


def test_letters_of_an_svg_are_outlines_or_text() -> None:
    _, sheet = drawn()
    paths = figure.picture(sheet, "svg", 72, DAY, "paths").decode()
    text = figure.picture(sheet, "svg", 72, DAY, "text").decode()
    assert "<text" not in paths
    nodes = ET.fromstring(text).iter(f"{SVG}text")  # noqa: S314  # our own
    words = {"".join(node.itertext()).strip() for node in nodes}
    assert sheet.title in words
    assert "Fira Sans" in text
    assert "Tumen Latin" not in text


def test_a_pdf_is_searchable_and_its_fonts_are_embedded(tmp_path: Path, logged: list[logging.LogRecord]) -> None:
    _, sheet = prepared(bundled(), "khasan-rajin", Options(), "ko")
    path = tmp_path / "map.pdf"
    usual = list(subset.Options().drop_tables)
    path.write_bytes(figure.picture(sheet, "pdf", 72, DAY))
    assert subset.Options().drop_tables == usual, "somebody else's fonts are cut down as before"
    assert [record.getMessage() for record in logged if record.levelname != "INFO"] == []
    assert path.stat().st_size < 2_000_000
    words = " ".join(poppler("pdftotext", "-raw", str(path), "-").split())
    for wanted in (
        "하산에서 라진까지: 두만강을 건너는 철도",
        "라진",
        "보도된 내용이며 검증되지 않음",
        "누구의 말인가",
        "데이비드 맥스웰",
    ):
        assert wanted in words
    rows = poppler("pdffonts", str(path)).splitlines()[2:]
    assert {row.split()[0].partition("+")[2] for row in rows} >= {"FiraSans-Regular", "FiraSans-SemiBold", "NanumGothicBold"}
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows), "embedded, subset, with Unicode"
    info = poppler("pdfinfo", str(path))
    assert "2026" in next(line for line in info.splitlines() if line.startswith("CreationDate"))


def test_a_close_map_does_not_carry_the_whole_coast() -> None:
    assert len(figure.picture(drawn("khasan-rajin")[1], "svg", 72, DAY)) < 1_500_000


def test_no_font_of_the_system_is_used() -> None:
    from matplotlib.font_manager import findfont

    with figure._settings("paths"):
        for face in figure._WEIGHTS:
            assert "fontpkg_fira_sans" in findfont(figure._font(face, 9.0))


def test_the_measure_of_overlaps_finds_one() -> None:
    """A label moved onto another is told; otherwise a map without overlaps would prove nothing."""
    _, sheet = drawn()
    labels = [group for group in sheet.groups if group.role == "label" and group.id.startswith("site:")]
    moved = replace(labels[0], id="moved")
    assert clashes(sheet) == []
    assert any("moved" in line for line in clashes(replace(sheet, groups=(*sheet.groups, moved))))
