"""WCAG 2.2 A and AA by axe-core: pages in both themes, the map's own document with them, without a violation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.harness import Reader
from tests.grids import sampled

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASKED = "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })"
PAGES = {
    "explore": ("/", ""),
    "explore, one place": ("/?sel=site:rajin-port", ""),
    "rail and sea": ("/rail-and-sea?a=Rajin&b=Dunai", ""),
    "rail and sea, figures": ("/rail-and-sea?a=Rajin&b=Dunai&figures=on", ""),
    "rail and sea, no route": ("/rail-and-sea?a=Rajin&b=Rajin", ""),
    "scenarios": ("/scenarios", "Rail or sea"),
    "a step": ("/scenarios?scenario=rail-or-sea&step=3", ""),
    "evidence": ("/evidence", "Ledger"),
    "about": ("/about", "OpenStreetMap"),
    "a subject": ("/subject?about=place:rajin", ""),
    "brief": ("/brief", "All as ZIP"),
    "inbox": ("/inbox", "Add a document"),
    "changes": ("/changes", "Changes"),
    "own data": ("/own-data", "Own data"),
    "tracks": ("/tracks", "Tracks"),
}
"""Each page by its address, and the words that show where it has no map."""
OPENED = {"filters": ("/", "Filters"), "layers": ("/", "Layers"), "go to": ("/", "Go to"), "way in": ("/inbox", "Add a document")}
"""What a button opens, by the page and the button."""
SAMPLE = [("explore", "light")]
CASES = sampled([(name, theme) for name in (*PAGES, *OPENED) for theme in ("light", "dark")], SAMPLE)


def violations(place: Any) -> list[str]:
    """What axe finds in a document."""
    place.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = place.evaluate(ASKED, TAGS)["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("name", "theme"), CASES)
def test_nothing_keeps_anybody_out(new_reader: Opens, name: str, theme: str) -> None:
    path, words = OPENED.get(name) or PAGES[name]
    reader: Reader = new_reader(color_scheme=theme, bypass_csp=True)
    if words and path != "/":
        reader.open_page(path, words).rest()
    else:
        reader.open(path)
    if name in OPENED:
        reader.page.get_by_role("button", name=words).click()
        expect(reader.page.get_by_test_id("stPopoverBody")).to_be_visible()
        reader.rest()
    assert violations(reader.page) == []
    if not words:
        assert violations(reader.frame) == []


NARROW = {"viewport": {"width": 720, "height": 450}}
"""A window of 1440 by 900 pixels at 200 %."""
CUT = """() => ['.stMain :is(button, a[href], input, textarea, iframe, [role=slider])', 'header :is(button, a)']
  .flatMap(which => [...document.querySelectorAll(which)])
  .filter(node => node.checkVisibility({ visibilityProperty: true })).map(node => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.width > 1 && (box.right > innerWidth + 1 || box.left < -1))
  .map(([node, box]) => (node.ariaLabel || node.innerText || node.tagName) + ' ' + box.left + ' to ' + box.right)"""


@pytest.mark.parametrize(
    "path", ["/rail-and-sea?a=Rajin&b=Dunai", *(pytest.param(path, marks=pytest.mark.grid) for path in ("/", "/brief"))]
)
def test_at_200_percent_nothing_is_cut_and_the_menu_has_a_name(new_reader: Opens, path: str) -> None:
    reader: Reader = new_reader(**NARROW)
    if path == "/brief":
        reader.open_page(path, "All as ZIP")
    else:
        reader.open(path)
    assert reader.overflow() == 0
    assert reader.page.evaluate(CUT) == []
    reader.page.get_by_role("button", name="Menu", exact=True).click()
    reader.page.get_by_role("link", name="Evidence").click()
    reader.page.wait_for_url("**/evidence*")


TABBED = """() => { const frame = Tumen.map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll('.tumen-mark [tabindex="0"]')].map(node => [node.ariaLabel, node.getBoundingClientRect()])
    .map(([name, at]) => [name, at.right > frame.left && at.left < frame.right
      && at.bottom > frame.top && at.top < frame.bottom]); }"""


@pytest.mark.grid
def test_the_tab_key_meets_no_mark_outside_the_frame(reader: Reader) -> None:
    reader.open()
    every = len(reader.frame.evaluate(TABBED))
    assert every > 10
    reader.open("/?v=1&lon=130.4&lat=42.35&z=10")
    near = reader.frame.evaluate(TABBED)
    assert 0 < len(near) < every
    assert all(inside for _, inside in near)
    reader.drag(-500, 0)
    reader.settle()
    moved = reader.frame.evaluate(TABBED)
    assert all(inside for _, inside in moved)
    assert {name for name, _ in moved} != {name for name, _ in near}
