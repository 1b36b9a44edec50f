"""How long a step of a story takes, from the key to a settled map and to its words, over every story."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Browser

from explorer.world.world import World
from tests.browser.harness import Reader, Server

# A map counts as settled when another scene is drawn, the camera stands, and a frame has been painted since.
STEP = """([heading, before]) => new Promise((done, fail) => {
  const frame = document.querySelector("iframe[title='streamlit_folium.st_folium']"), start = performance.now();
  let settled = 0;
  const look = () => {
    const inner = frame.contentWindow, head = document.querySelector(".st-key-story_panel h3");
    if (!settled && inner.document.body.dataset.tumenScene !== before && !inner.Tumen.moving) settled = performance.now() - start;
    if (settled && head && head.textContent.startsWith(heading)) return done([settled, performance.now() - start]);
    if (performance.now() - start > 15000) return fail(new Error("the step did not come: " + heading));
    requestAnimationFrame(look);
  };
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  requestAnimationFrame(look);
})"""


class Took(NamedTuple):
    """Milliseconds of one step: until the map stood, and until its words were there."""

    map: float
    words: float


def steps(browser: Browser, server: Server) -> list[Took]:
    """Every step of every story once, each story in a browser of its own."""
    found = []
    for scenario in World.load().scenarios:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        reader = Reader(context, server.address).open(f"/scenarios?scenario={scenario.id}&step=1")
        reader.settle()
        for step in scenario.step[1:]:
            before = reader.frame.evaluate("document.body.dataset.tumenScene")
            found.append(Took(*reader.page.evaluate(STEP, [f"{step.n}. ", before])))
            reader.wait_idle()
            reader.settle()
        context.close()
    return found
