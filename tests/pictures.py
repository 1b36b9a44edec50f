"""``python -m tests.pictures``: the pictures of the papers as the explorer draws them now, into ``docs``."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageColor
from playwright.sync_api import sync_playwright

from explorer.intake.names import Names
from explorer.intake.read import File, read
from explorer.intake.rows import as_json
from explorer.ledger.vocabulary import Stance
from explorer.render.sheet import figure
from explorer.render.sheet.ink import ink
from explorer.render.sheet.options import Options
from explorer.render.symbols import stance_colour
from explorer.review.papers import in_hand
from explorer.workspace.inbox import kept
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.spots import named_in_texts
from explorer.world.world import World
from tests.browser.harness import Reader, launch, serving
from tests.printed import prepared

DOCS = Path(__file__).parents[1] / "docs"
SHEETS = (
    "theatre", "khasan-rajin", "sea-legs", "tour-2023", "visit-2024", "rail-and-sea", "trunk-tikhoretsk", "pyongyang-hwasong",
)  # fmt: skip
DPI = 72
STORY = Path(__file__).parent / "data" / "harbour-wire.txt"


def sheet(preset: str) -> bytes:
    """A prepared view as a slide, small and in few colours."""
    world = World.load()
    _, drawn = prepared(world, preset, Options(dpi=DPI))
    whole = Image.open(io.BytesIO(figure.picture(drawn, "png", DPI, world.ledger.as_of)))
    return _written(_in_few_colours(whole.convert("RGB")))


def _in_few_colours(image: Image.Image) -> Image.Image:
    """The colours of the theme, and the commonest beside them, as they are; the edges of letters take the nearest."""
    counted: Any = image.getcolors(image.width * image.height)
    named = [*ink("light").values(), *(stance_colour(stance, "light") for stance in Stance)]
    colours = dict.fromkeys(ImageColor.getrgb(name) for name in named)
    colours |= dict.fromkeys(colour for _, colour in sorted(counted, reverse=True))
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in list(colours)[:256] for part in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def page() -> bytes:
    """The page as it opens, with its legend."""
    with serving() as server, sync_playwright() as playwright:
        chromium = launch(playwright)
        reader = Reader(chromium.new_context(viewport={"width": 1440, "height": 900}), server.address).open()
        reader.map.locator(".tumen-legend summary").click()
        reader.settle()
        reader.wait_idle()
        shot = reader.page.screenshot()
        chromium.close()
    return _written(Image.open(io.BytesIO(shot)).convert("RGB"))


def inbox() -> bytes:
    """The inbox with a story of the tests in it, at a draft that denies."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "w.sqlite")
        desk, names = Workspace(Store.open(place), World.load().ground), Names.known(named_in_texts(World.load().places))
        desk.bring(kept(as_json(read(File("harbour-wire.txt", STORY.read_bytes()), names))), "Ann", "Read.")
        paper = in_hand(desk.now.state)[0]
        desk.store.close()
        with serving("--workspace", place) as server, sync_playwright() as playwright:
            chromium = launch(playwright)
            reader = Reader(chromium.new_context(viewport={"width": 1440, "height": 900}), server.address)
            reader.open(f"/inbox?paper={paper.id}&draft=9")
            reader.settle()
            shot = reader.page.screenshot()
            chromium.close()
    return _written(Image.open(io.BytesIO(shot)).convert("RGB"))


def _written(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Make all of them anew."""
    for preset in SHEETS:
        (DOCS / "brief" / f"{preset}.png").write_bytes(sheet(preset))
    (DOCS / "explore.png").write_bytes(page())
    (DOCS / "inbox.png").write_bytes(inbox())


if __name__ == "__main__":
    main()
