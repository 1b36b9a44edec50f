"""WCAG 2.2 A and AA by axe-core: pages in both themes, the map's own document with them, without a violation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

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
}
"""Each page by its address, and the words that show where it has no map."""
CASES = sampled([(name, theme) for name in PAGES for theme in ("light", "dark")], [("rail and sea", "light")])


def violations(place: Any) -> list[str]:
    """What axe finds in a document."""
    place.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = place.evaluate(ASKED, TAGS)["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("name", "theme"), CASES)
def test_nothing_keeps_anybody_out(new_reader: Opens, name: str, theme: str) -> None:
    path, words = PAGES[name]
    reader: Reader = new_reader(color_scheme=theme, bypass_csp=True)
    if words:
        reader.open_page(path, words).wait_idle()
    else:
        reader.open(path)
    assert violations(reader.page) == []
    if not words:
        assert violations(reader.frame) == []
