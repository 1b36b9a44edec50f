"""Slides as LibreOffice draws them: words where the sheet has them, none over another; templates, logos, marks and own words."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation
from pptx.util import Emu

from explorer.errors import ExportError
from explorer.render.files import export
from explorer.render.files.asked import with_preset
from explorer.render.sheet.options import LEAST_PT, SIZES, Attached, Options
from explorer.render.sheet.shapes import Box
from explorer.views.view import LANGUAGES, Language
from explorer.world.world import World
from tests.bundled import bundled
from tests.grids import sampled
from tests.printed import meet, prepared

XHTML = "{http://www.w3.org/1999/xhtml}"
PRESETS = tuple(preset.id for preset in bundled().presets)


def made(world: World, preset: str, options: Options, language: Language = "en") -> bytes:
    row = next(row for row in world.presets if row.id == preset)
    options = with_preset(options, row, language)
    scene, sheet = prepared(world, preset, options, language)
    return export.make(export.Job(world, scene, options, sheet), "map.pptx")


def texts(content: bytes, number: int = 0) -> str:
    return "\n".join(run.text for run in runs(content, number))


def runs(content: bytes, number: int = 0) -> list[Any]:
    deck: Any = Presentation(io.BytesIO(content))
    return [run for frame in _frames(deck.slides[number].shapes) for paragraph in frame.paragraphs for run in paragraph.runs]


def _frames(shapes: Any) -> list[Any]:
    found = []
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            found += _frames(shape.shapes)
        elif shape.has_text_frame:
            found.append(shape.text_frame)
        elif getattr(shape, "has_table", False):
            found += [cell.text_frame for row in shape.table.rows for cell in row.cells]
    return found


@cache
def house() -> Attached:
    """A template with a title at the top, a sample slide, and slides of 13.3 by 7.5 inches."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    layout = deck.slide_layouts[5]
    for shape in layout.placeholders:
        if shape.placeholder_format.idx == 0:
            shape.left, shape.top, shape.width, shape.height = Emu(400000), Emu(300000), Emu(11300000), Emu(700000)
        else:
            shape.top = Emu(6400000)
    deck.slides.add_slide(layout)
    out = io.BytesIO()
    deck.save(out)
    return Attached("house.pptx", out.getvalue())


def drawn_words(content: bytes, folder: Path) -> list[tuple[str, Box]]:
    """Every word of the first slide as LibreOffice and poppler place it, in points."""
    (folder / "map.pptx").write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "map.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    listed = subprocess.run(["pdftotext", "-bbox", "-l", "1", str(folder / "map.pdf"), "-"], check=True, capture_output=True)
    words = ET.fromstring(listed.stdout).iter(f"{XHTML}word")  # noqa: S314  # our own file
    return [(word.text or "", Box(*(float(word.attrib[key]) for key in ("xMin", "yMin", "xMax", "yMax")))) for word in words]


SHEETS = list(product(PRESETS, LANGUAGES))


@pytest.mark.parametrize(("preset", "language"), sampled(SHEETS, [("rail-and-sea", "ko")]))
def test_no_word_lies_over_another_as_libreoffice_draws_it(real: World, preset: str, language: Language, tmp_path: Path) -> None:
    words = drawn_words(made(real, preset, Options(), language), tmp_path)
    page = Box(0.0, 0.0, *SIZES["slide"])
    assert len(words) > 80
    assert [text for text, box in words if not box.inside(page)] == []
    close = [(word, box.grown(-1.4)) for word, box in words]  # boxes hold the room above and below the ink
    assert [(a, b) for (a, one), (b, other) in combinations(close, 2) if meet(one, other)] == []


@pytest.mark.parametrize("size", sampled([("slide",), ("a4",), ("800x500",)], [("800x500",)]))
def test_no_text_of_a_slide_is_smaller_than_9_points(real: World, size: str) -> None:
    content = made(real, "khasan-rajin", Options(size=size))
    assert min(run.font.size.pt for run in runs(content) if run.font.size) >= LEAST_PT
    assert "OpenStreetMap contributors" in texts(content)


def test_a_template_keeps_its_layout_and_loses_its_samples(real: World) -> None:
    content = made(real, "khasan-rajin", Options(template=house()))
    deck: Any = Presentation(io.BytesIO(content))
    (page,) = deck.slides
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert page.shapes.title.text == "Khasan to Rajin: the railway across the Tumen"
    assert page.shapes.title.top == Emu(300000)
    tops = [shape.top for shape in page.shapes if shape.name.startswith("site:") and shape.height]
    assert min(tops) > Emu(1000000)


@pytest.mark.parametrize("content", [b"", b"no presentation", b"PK\x03\x04broken", house().content[:4000]])
def test_a_broken_template_is_refused_in_one_line(real: World, content: bytes) -> None:
    with pytest.raises(ExportError, match=r"^The template 'x\.pptx' is not a PowerPoint file") as found:
        made(real, "khasan-rajin", Options(template=Attached("x.pptx", content)))
    assert "\n" not in str(found.value)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_a_broken_logo_is_refused_in_one_line(real: World, content: bytes) -> None:
    with pytest.raises(ExportError, match=r"^The logo 'x\.png' is"):
        prepared(real, "khasan-rajin", Options(logo=Attached("x.png", content)))


def test_marks_own_words_and_dated_facts_stand_on_the_slide(real: World) -> None:
    fact = next(event.id for event in real.ledger.events if any(p.id == "rajin-port" for p in event.places))
    options = Options(
        claims=("B42", fact), reworded=(("B42", "Trains may replace ships."),), author="A. Briefer", handling="FOR TRAINING"
    )
    content = made(real, "khasan-rajin", options)
    told = texts(content)
    assert "Trains may replace ships." in told
    assert "in the briefer's words" in told
    assert real.ledger.events_by_id[fact].statement in told
    assert told.count("FOR TRAINING") == 2
    assert "Author: A. Briefer" in told
    assert Presentation(io.BytesIO(content)).core_properties.author == "A. Briefer"


@pytest.mark.grid
def test_call_outs_without_room_have_a_slide_of_their_own(real: World) -> None:
    claims = tuple(entry.id for entry in real.ledger.entries)[:16]
    content = made(real, "theatre", Options(claims=claims))
    deck: Any = Presentation(io.BytesIO(content))
    assert len(deck.slides) == 2
    both = texts(content) + texts(content, 1)
    assert all(f"{claim} · " in both for claim in claims)
