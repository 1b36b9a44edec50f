"""The exported page, opened from the disk with the network cut: it draws itself, asks for nothing, its cards follow the map."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from explorer.render.files import export
from explorer.render.sheet.options import Options
from tests.browser.conftest import WINDOW
from tests.bundled import bundled
from tests.printed import prepared


def test_a_page_opens_from_a_stick(browser: Browser, tmp_path: Path) -> None:
    world = bundled()
    scene, sheet = prepared(world, "khasan-rajin", Options())
    path = tmp_path / "map.html"
    path.write_bytes(export.make(export.Job(world, scene, Options(), sheet), path.name))
    context = browser.new_context(**WINDOW)
    try:
        page = context.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        expect(page.locator("body")).to_have_attribute("data-tumen-ready", "1")
        assert asked == [path.as_uri()]
        drawn = page.locator(".leaflet-tumen-marks-pane .tumen-pill").count()
        hidden = [int(text.removeprefix("+")) for text in page.locator(".tumen-more").all_text_contents()]
        wanted = sum(1 for f in scene.drawn if f.id in sheet.account.features and f.kind in {"site", "event-site"})
        assert drawn + sum(hidden) == wanted
        every = page.locator("article:visible").count()
        page.locator('.tumen-pill[data-feature="site:rajin-port"]').click()
        expect(page.locator("body")).to_have_attribute("data-chosen", "site:rajin-port")
        chosen = page.locator("article:visible").count()
        assert 0 < chosen < every
        assert page.locator('article[data-claim="B42"]').is_visible()
        page.get_by_text("Show all").click()
        assert page.locator("article:visible").count() == every
        page.locator("#map").click(button="right", position={"x": 420, "y": 330})
        assert page.locator(".tumen-copy-row button").all_text_contents() == ["Decimal", "Degrees, minutes, seconds"]
        assert page.locator(".tumen-copy form").count() == 0
        assert asked == [path.as_uri()]
        assert faults == []
    finally:
        context.close()
