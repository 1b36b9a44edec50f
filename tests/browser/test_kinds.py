"""The map in a browser draws and explains every kind of the table, those too that only their entry knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.render.files import export
from explorer.render.sheet.options import Options
from explorer.render.symbols import PALETTES
from explorer.scene.kinds import KINDS, FeatureKind
from tests.all_kinds import INVENTED, scene_of_all, sheet_of
from tests.browser.conftest import WINDOW
from tests.bundled import bundled

AREAS = "() => [...document.querySelectorAll('.leaflet-tumen-halos-pane canvas')].length"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    world = bundled()
    path = tmp_path_factory.mktemp("kinds") / "map.html"
    with pytest.MonkeyPatch.context() as patch:
        for kind in INVENTED:
            patch.setitem(KINDS, kind.id, kind)
        scene = scene_of_all(world)
        path.write_bytes(export.make(export.Job(world, scene, Options(), sheet_of(world, scene)), path.name))
    context = browser.new_context(**WINDOW)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())
    expect(page.locator("body")).to_have_attribute("data-tumen-ready", "1")
    yield page
    assert faults == []
    context.close()


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS.values() if kind.drawn), *INVENTED], ids=lambda kind: kind.id)
def test_it_is_drawn_in_its_colour(page: Page, kind: FeatureKind) -> None:
    colour = PALETTES["light"][(kind.main.colour if kind.strokes and not kind.mark else "") or kind.colour]
    if kind.pane == "halos":
        assert page.evaluate(AREAS) == 1
    elif kind.widget == "note":
        expect(page.locator(".tumen-callout")).to_have_count(1)
    else:
        node = page.locator(f'[data-feature="x:{kind.id}"]').first
        expect(node).to_be_attached()
        if kind.strokes and not kind.mark:
            assert node.get_attribute("stroke") == colour
        else:
            look = node.evaluate(
                "node => getComputedStyle(node).cssText + getComputedStyle(node).borderColor + node.style.cssText"
            )
            assert rgb(colour) in str(look)


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"


@pytest.mark.parametrize("kind", [kind for kind in (*KINDS.values(), *INVENTED) if kind.listed], ids=lambda kind: kind.id)
def test_the_legend_shows_and_names_it(page: Page, kind: FeatureKind) -> None:
    page.evaluate("document.querySelector('.tumen-legend').open = true")
    row = page.locator(".tumen-legend li", has_text=re.compile(f"^{re.escape(kind.word)}$"))
    expect(row.locator(".tumen-key").first).to_be_visible()
    drawing = row.locator("svg.tumen-key > *")
    assert drawing.count() == (0 if kind.mark else len(kind.strokes)) * len(row.locator(".tumen-key").all())


@pytest.mark.parametrize(("kind", "dashes"), [("zone-agreed", False), ("zone-claimed", True), ("zone-computed", True)])
def test_lines_say_how_firm_they_are(page: Page, kind: str, dashes: bool) -> None:
    line = page.locator(f'path[data-feature="x:{kind}"]')
    assert bool(line.get_attribute("stroke-dasharray")) is dashes
    told = page.locator(f'[role="img"][aria-label^="A {kind} · "]')
    assert told.get_attribute("tabindex") == ("0" if KINDS[kind].reach == "focus" else None)


def test_what_can_be_chosen_is_a_button_and_shows_its_cards(page: Page) -> None:
    for kind in INVENTED:
        grip = page.locator(f'[role="button"][data-feature="x:{kind.id}"]')
        assert grip.count() == (1 if kind.reach == "choose" else 0)
    page.locator('path[role="button"][data-feature="x:corridor"]').dispatch_event("click")
    expect(page.locator("body")).to_have_attribute("data-chosen", "x:corridor")
