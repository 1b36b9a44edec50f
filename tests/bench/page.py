"""How long the page takes, what it loads, and what it costs the server, in a real Chromium with the network cut."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from explorer.ledger.vocabulary import Topic
from tests.browser.harness import Reader, Server, serving

WINDOW = {"width": 1440, "height": 900}
BROWSERS = 5

# Both documents count in milliseconds since the epoch; a change counts as shown in the frame after the one that drew it.
ASKED = """() => {
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('keydown', () => { window.tumenAsked = now(); }, true);
}"""
SHOWN = """() => {
  const now = () => performance.timeOrigin + performance.now();
  const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => { window.tumenShown = now(); }));
  new MutationObserver(shown).observe(document.body, { attributes: true, attributeFilter: ['data-tumen-scene'] });
}"""


def _context(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport=WINDOW)


def start_to_map(browser: Browser, *options: str) -> float:
    """Seconds from the command ``tumen app`` with options to a usable map in a browser that is already open."""
    context = _context(browser)
    began = time.perf_counter()
    with serving(*options) as server:
        Reader(context, server.address).open()
        took = time.perf_counter() - began
        context.close()
    return took


def open_to_map(browser: Browser, server: Server) -> float:
    """Seconds from the address to a usable map, in a browser that has never seen the page."""
    context = _context(browser)
    took = _opening(context, server)
    context.close()
    return took


def _opening(context: BrowserContext, server: Server) -> float:
    reader = Reader(context, server.address)
    began = time.perf_counter()
    reader.page.goto(server.address, wait_until="commit")
    reader.map.locator("body[data-tumen-ready='1']").wait_for(state="attached", timeout=60_000)
    return time.perf_counter() - began


# ---- bytes -----------------------------------------------------------------------------------------------------------


class Wire:
    """Bytes that a page takes over the wire, by where they come from: headers and compressed bodies; frames unpacked."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.bytes: Counter[str] = Counter()
        self._kind: dict[str, str] = {}
        session: CDPSession = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self._note(event["requestId"], event["request"]["url"]))
        session.on("Network.loadingFinished", lambda event: self._add(event["requestId"], event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: self._frame(event["response"]))

    def _note(self, request: str, url: str) -> None:
        path = urlsplit(url).path
        first, _, rest = path.strip("/").partition("/")
        kind = {"assets": "data" if rest.endswith(".json") else "scripts", "component": "component"}.get(first, "bundle")
        self._kind[request] = kind if url.startswith("http") else "inline"

    def _add(self, request: str, size: float) -> None:
        self.bytes[self._kind.get(request, "bundle")] += int(size)

    def _frame(self, frame: dict[str, object]) -> None:
        text = str(frame["payloadData"])
        self.bytes["frames"] += len(text) * 3 // 4 if frame["opcode"] == 2 else len(text)


def wire(browser: Browser, server: Server) -> tuple[Counter[str], Counter[str]]:
    """Bytes of the first and the second visit of one browser."""
    context = _context(browser)
    visits = []
    for _ in range(2):
        reader = Reader(context, server.address)
        counted = Wire(context, reader.page)
        reader.open()
        reader.settle()
        reader.page.close()
        visits.append(counted.bytes)
    context.close()
    return visits[0], visits[1]


# ---- in use ----------------------------------------------------------------------------------------------------------


def filter_to_map(browser: Browser, server: Server, changes: int) -> list[float]:
    """Milliseconds from the key that takes or drops a topic to the frame that shows the new scene, for so many changes."""
    context = _context(browser)
    reader = Reader(context, server.address).open()
    reader.page.evaluate(ASKED)
    reader.frame.evaluate(SHOWN)
    reader.popover("Filters")
    took: list[float] = []
    for topic in [*Topic] * (changes // 2 // len(Topic) + 1):
        reader.type_option("Topic", topic)
        took.append(_change(reader, "Enter"))
        took.append(_change(reader, "Backspace"))
        if len(took) >= changes:
            break
    context.close()
    return took[:changes]


def _change(reader: Reader, key: str) -> float:
    before = reader.digest()
    reader.frame.evaluate("() => { window.tumenShown = 0; }")
    reader.page.keyboard.press(key)
    reader.frame.wait_for_function(
        "before => document.body.dataset.tumenScene !== before && window.tumenShown > 0", arg=before, polling=20
    )
    took = float(reader.frame.evaluate("window.tumenShown")) - float(reader.page.evaluate("window.tumenAsked"))
    reader.wait_idle()
    return took


def reruns_of_moving(browser: Browser, server: Server) -> int:
    """Runs of the page's script that six drags and two zooms cause."""
    context = _context(browser)
    reader = Reader(context, server.address).open()
    before = reader.watch.reruns_asked
    for dx, dy in ((-150, 60), (80, -40), (90, 40)) * 2:
        reader.drag(dx, dy)
    for zoom in (6, 7):
        reader.zoom_in()
        reader.wait_query(f"z={zoom}")
    reader.settle()
    count = reader.watch.reruns_asked - before
    context.close()
    return count


def memory_with_browsers(browser: Browser, server: Server, count: int = BROWSERS) -> float:
    """Megabytes that the server holds with so many browsers open, each of which has used a filter."""
    contexts = [_context(browser) for _ in range(count)]
    for context in contexts:
        reader = Reader(context, server.address).open()
        before = reader.digest()
        reader.search("Vladivostok")
        reader.wait_scene(before)
    size = memory(server)
    for context in contexts:
        context.close()
    return size


def memory(server: Server) -> float:
    """Megabytes that the server's process and its children hold."""
    process = psutil.Process(server.process.pid)
    return float(sum(each.memory_info().rss for each in (process, *process.children(recursive=True))) / 1e6)


def percentile(values: list[float], share: int) -> float:
    """The value below which so many of a hundred lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
