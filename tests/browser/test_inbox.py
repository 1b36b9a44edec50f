"""A story is pasted, reviewed from the keyboard alone, and stands on the map, in Evidence, in a brief; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from explorer.workspace.inbox import kept
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.world import World
from tests.browser.conftest import WINDOW, Desk
from tests.browser.harness import READY_MS, Reader, Server, serving
from tests.integration.test_inbox import reading

STORY = (Path(__file__).parents[1] / "data" / "harbour-wire.txt").read_text(encoding="utf-8")
REVIEW: Mapping[int, str] = {
    1: "r1",
    3: "m",
    7: "r2",
    12: "r1",
    16: "m",
    18: "r3",
    27: "r1",
    31: "r3",
    32: "r4",
    36: "r3",
}
"""What is done to a draft by its number: merged with the next, or rejected for a usual reason; others are accepted."""
WHOLE = (STORY, 36, 46)
"""A text, its drafts, and the keys that their review takes; docs/INTAKE.md tells of them."""
BEGINNING = ("\n".join(STORY.splitlines()[:5]), 6, 8)
VOICES = {
    "A report": "8", "A port worker in Vladivostok": "9", "The operator of the port": "1", "The opposition": "4",
    "A ministry official": "4",
}  # fmt: skip
"""On whose behalf those speak whose name does not tell, by the key that says so."""


def opened(reader: Reader) -> Page:
    """The inbox with the name of its reader."""
    reader.open("/inbox")
    reader.say_who()
    return reader.page


def editing(reader: Reader, paper: str) -> Locator:
    """The statement of a paper's first draft, in the form where it is edited."""
    reader.open(f"/inbox?paper={paper}")
    expect(reader.page.get_by_text("Draft 1 of 2 left")).to_be_visible()
    reader.page.keyboard.press("e")
    field = reader.page.get_by_label("Statement, in plain words of your own")
    expect(field).to_be_focused()
    return field


def paste(reader: Reader, text: str) -> None:
    page = reader.page
    page.get_by_test_id("stPopover").get_by_role("button", name="Add a document").click()
    page.get_by_label("Paste a text").fill(text)
    page.get_by_role("button", name="Read the text").click()
    expect(page.locator("[data-draft]").first).to_be_visible(timeout=2 * READY_MS)
    expect(page.get_by_label("Paste a text")).to_have_count(0)
    reader.wait_idle()


def in_hand(page: Page) -> int:
    """The number of the draft in hand, 0 where none is left."""
    found = page.locator("[data-draft]")
    return int(str(found.get_attribute("data-draft")).rpartition("-")[2]) if found.count() else 0


class Reviewer:
    """Somebody who goes through the drafts by keys alone, and counts them."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page, self.pressed = reader, reader.page, 0
        self.merged: set[int] = set()

    def press(self, key: str) -> None:
        """Press a key that does something, and wait until the page says what."""
        self.pressed += 1
        said = self.page.locator(".tm-said")
        before = said.inner_text() if said.count() else ""
        self.page.keyboard.press(key)
        if key == "r":
            expect(self.page.get_by_role("button", name="No claim.")).to_be_visible()
        elif before:
            expect(said).not_to_have_text(before)
        else:
            expect(said).to_be_visible()
        self.reader.wait_idle()

    def review(self) -> int:
        """Go through all drafts; how many keys that took."""
        while at := in_hand(self.page):
            keys = "a" if at in self.merged else REVIEW.get(at, "a")
            self.merged |= {at} if keys == "m" else set()
            for key in keys:
                self.press(key)
            if keys == "a" and in_hand(self.page) == at:
                self.press(VOICES[self.page.locator("[data-draft] p strong").first.inner_text()])
        return self.pressed


def test_a_story_is_reviewed_by_keys_and_stands_everywhere(browser: Browser, desk: Desk) -> None:
    """Its beginning; the whole of it has a workspace of its own, where it is not a second copy."""
    reviewed(browser, desk.server, *BEGINNING)


@pytest.mark.grid
def test_a_whole_story_is_reviewed_by_keys_and_stands_everywhere(browser: Browser, tmp_path: Path) -> None:
    with serving("--workspace", str(tmp_path / "mine.sqlite")) as mine:
        reviewed(browser, mine, *WHOLE)


def reviewed(browser: Browser, mine: Server, text: str, drafts: int, keys: int) -> None:
    contexts = [browser.new_context(**WINDOW) for _ in range(2)]
    ann, ben = (Reader(context, mine.address) for context in contexts)
    page = opened(ann)
    ann.watch.leaving()  # the map of an empty inbox makes room for the document, and comes and goes with the forms that need it
    paste(ann, text)
    ben.open("/?v=1&q=HW01")
    words = "Two Russian freighters called at Rajin port"
    expect(ben.page.get_by_text(words)).to_have_count(0)
    assert Reviewer(ann).review() == keys
    expect(page.get_by_text(f"{drafts} of {drafts} drafts done").first).to_be_visible()
    expect(ben.page.get_by_text(words).first).to_be_visible()
    ann.watch.leaving()
    ann.open("/?doc=harbour-wire-2026-11&sel=site:rajin-port")
    expect(ann.pill("rajin-port")).to_be_visible()
    if text == STORY:
        in_table_and_brief(ann)
    ann.watch.leaving()
    ann.open("/?v=1&q=HW01&asof=2020-01-01")
    expect(page.get_by_text(words)).to_have_count(0)
    for reader in (ann, ben):
        reader.watch.leaving()
        reader.watch.assert_quiet()
    for context in contexts:
        context.close()


def in_table_and_brief(reader: Reader) -> None:
    """The claims stand in Evidence and in a brief as well."""
    reader.watch.leaving()
    reader.open_page("/evidence?doc=harbour-wire-2026-11", "Tick a row")
    expect(reader.page.get_by_text("HW01", exact=True).first).to_be_attached()
    reader.watch.leaving()
    reader.open_page("/brief?doc=harbour-wire-2026-11", "claims inside the frame")


@pytest.mark.grid
def test_what_is_typed_outlives_a_reload(browser: Browser, desk: Desk, real: World) -> None:
    brought = Workspace(Store.open(str(desk.place)), real.ground).bring(kept(reading()), "Ben", "Read.")
    context = browser.new_context(**WINDOW)
    ann = Reader(context, desk.server.address)
    page = opened(ann)
    field = editing(ann, brought.written[0][1])
    field.fill("Ships came twice, j and k and a.")
    ann.reload()
    expect(page.get_by_text("Draft 1 of 2 left")).to_be_visible()
    page.keyboard.press("e")
    expect(field).to_have_value("Ships came twice, j and k and a.")
    page.keyboard.press("Escape")
    expect(page.locator("[data-draft] .tm-say")).to_have_text("Ships came twice, j and k and a.")
    ann.reload()
    expect(page.locator("[data-draft] .tm-say")).to_have_text("Ships came twice, j and k and a.")
    ann.watch.assert_quiet()
    context.close()


@pytest.mark.grid
def test_what_is_typed_outlives_a_killed_server(browser: Browser, tmp_path: Path, real: World) -> None:
    place = tmp_path / "killed.sqlite"
    brought = Workspace(Store.open(str(place)), real.ground).bring(kept(reading()), "Ben", "Read.")
    context = browser.new_context(**WINDOW)
    with serving("--workspace", str(place)) as first:
        ann = Reader(context, first.address)
        page = opened(ann)
        field = editing(ann, brought.written[0][1])
        field.fill("Typed, and not yet sent.")
        first.process.kill()
        first.process.wait(10)
    ann.watch.leaving()
    with serving("--workspace", str(place), "--port", first.address.rpartition(":")[2]):
        expect(editing(ann, brought.written[0][1])).to_have_value("Typed, and not yet sent.")
        page.keyboard.press("Escape")
        expect(page.locator("[data-draft] .tm-say")).to_have_text("Typed, and not yet sent.")
    context.close()
