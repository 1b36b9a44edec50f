"""What journeys and benchmark share: the real server as a process of its own, Chromium with the network cut, one open page."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, Playwright, Request, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import hostile_options

COMPONENT = "streamlit_folium.st_folium"
READY_MS = 60_000
STEP_MS = 30_000
expect.set_options(timeout=STEP_MS)
SETTLE_MS = 450
"""Longer than the 250 ms that streamlit-folium waits before it would tell the server of a moved map."""

# The first flag cuts the network; the others keep Chromium itself from trying to reach anything.
CHROMIUM_FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def chromium_path() -> str:
    """The Chromium to drive; tests/browser/chromium.sh looks for the same names."""
    names = [os.environ.get("TUMEN_CHROMIUM"), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("No Chromium found; run: sh tests/browser/chromium.sh")
    return found


def launch(playwright: Playwright) -> Browser:
    """Chromium without a network."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))


# ---- the server ------------------------------------------------------------------------------------------------------


class Server:
    """A running ``tumen app``. TUMEN_COMMAND names another way to call ``tumen``, such as an installed wheel's."""

    def __init__(self, process: subprocess.Popen[str], address: str, log: Path) -> None:
        self.process = process
        self.address = address
        self._log = log

    @property
    def log(self) -> str:
        """What the server has written to its error stream."""
        return self._log.read_text(encoding="utf-8", errors="replace")


def command(*arguments: str) -> list[str]:
    """The command line of ``tumen`` with these arguments."""
    given = os.environ.get("TUMEN_COMMAND")
    return [*(shlex.split(given) if given else [str(Path(sys.executable).with_name("tumen"))]), *arguments]


@contextlib.contextmanager
def serving(*options: str, seeds: Path | None = None) -> Iterator[Server]:
    """Start the server on a free port, with hostile options around it that it must not heed; end it on the way out."""
    with tempfile.TemporaryDirectory(prefix="tumen-server-") as folder:
        log = Path(folder) / "stderr"
        chosen = ("--seeds", str(seeds)) if seeds else ()
        with log.open("wb") as errors:
            process = subprocess.Popen(
                command(*chosen, "app", "--port", "0", *options), cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True,
                env=hostile_options.surround(Path(folder)),
            )  # fmt: skip
        try:
            assert process.stdout is not None
            line = process.stdout.readline()  # empty when the server ends without having said anything
            found = re.search(r"http://\S+", line)
            if found is None:
                raise AssertionError(f"The server did not start: {line}{log.read_text(encoding='utf-8')}")
            yield Server(process, found.group(), log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
            assert process.stdout is not None
            process.stdout.close()


# ---- what a page does ------------------------------------------------------------------------------------------------


class Watch:
    """Everything a page asks for and complains of, from the moment it is opened."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.failed: list[str] = []
        self.page_errors: list[str] = []
        self.console_errors: list[str] = []
        self.dialogs: list[str] = []
        self.reruns_asked = 0
        self.runs_done = 0
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._on_failed)
        page.on("response", lambda answer: self._on_status(answer.status, answer.url))
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        page.on("console", lambda message: self.console_errors.append(message.text) if message.type == "error" else None)
        page.on("dialog", self._on_dialog)
        page.on("websocket", self._on_websocket)
        self._leaving = False

    def leaving(self) -> None:
        """From here on a cancelled request is the doing of a page that is left, not a fault."""
        self._leaving = True

    def _on_failed(self, request: Request) -> None:
        if not (self._leaving and request.failure == "net::ERR_ABORTED"):
            self.failed.append(f"{request.failure}: {request.url}")

    def _on_status(self, status: int, url: str) -> None:
        if status >= 400:
            self.failed.append(f"{status}: {url}")

    def _on_dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _on_websocket(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        socket.on("framesent", self._on_sent)
        socket.on("framereceived", self._on_received)

    def _on_sent(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.reruns_asked += 1

    def _on_received(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField("script_finished"):
            self.runs_done += 1

    @property
    def outside(self) -> list[str]:
        """Requests that left this machine."""
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [url for url, part in parts if part.scheme not in {"data", "blob", "about"} and part.hostname != "127.0.0.1"]

    def assert_quiet(self) -> None:
        """Nothing left the machine, nothing failed, nothing was thrown, nobody was asked."""
        found = {
            "requests off this machine": self.outside,
            "failed requests": self.failed,
            "page errors": self.page_errors,
            "console errors": self.console_errors,
            "dialogs": self.dialogs,
        }
        assert not any(found.values()), {name: rows[:5] for name, rows in found.items() if rows}


# ---- one reader ------------------------------------------------------------------------------------------------------


class Reader:
    """One browser window on the explorer: what a reader sees and does there."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(STEP_MS)
        self.watch = Watch(self.page)
        self.address = address

    # -- opening --

    def open(self, path: str = "/") -> Reader:
        """Open an address of the server and wait until the map is drawn."""
        self._go(path)
        return self.wait_ready()

    def open_page(self, path: str, text: str) -> Reader:
        """Open a page without a map and wait for a text on it."""
        self._go(path)
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=READY_MS)
        return self

    def _go(self, path: str) -> None:
        if self.page.url != "about:blank":
            self.watch.leaving()
        self.page.goto(self.address + path, wait_until="commit")

    def reload(self) -> Reader:
        """Load the address in the address bar anew."""
        self.watch.leaving()
        self.page.reload(wait_until="commit")
        return self.wait_ready()

    def wait_ready(self, timeout: float = READY_MS) -> Reader:
        """Wait until base layers and scene are drawn and the last run has ended.

        While a run goes on, a map that it has yet to take away may stand beside the new one.
        """
        expect(self.iframe).to_have_count(1, timeout=timeout)
        self.map.locator("body[data-tumen-ready='1']").wait_for(state="attached", timeout=timeout)
        return self.wait_idle()

    def wait_idle(self) -> Reader:
        """Wait until no run of the script is under way."""
        self.page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for(timeout=READY_MS)
        return self

    def rest(self) -> Reader:
        """Wait until no run of the script has ended for a moment: what a page finds in the browser makes it run once more."""
        seen = -1
        while seen != self.watch.runs_done:
            seen = self.watch.runs_done
            self.page.wait_for_timeout(SETTLE_MS)
        return self.wait_idle()

    def say_who(self, name: str = "Ann") -> None:
        """Give the name that stands beside changes, unless this machine knows one already."""
        field, known = (
            self.page.get_by_label("Your name, for the history"),
            self.page.get_by_role("button", name=re.compile("^As ")),
        )
        expect(field.or_(known).first).to_be_visible()
        if field.count():
            field.fill(name)
            field.press("Enter")
            expect(known).to_be_visible()

    # -- the map --

    @property
    def iframe(self) -> Locator:
        """The frame that holds the map, as an element of the page."""
        return self.page.locator(f"iframe[title='{COMPONENT}']")

    @property
    def map(self) -> Any:
        """The map's document, for locators."""
        return self.page.frame_locator(f"iframe[title='{COMPONENT}']")

    @property
    def frame(self) -> Frame:
        """The map's document, for scripts."""
        handle = self.iframe.element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        return frame

    @property
    def time(self) -> Any:
        """The timeline's document, for locators."""
        return self.page.frame_locator("iframe[title$='.timeline.time']")

    def pill(self, site: str) -> Locator:
        """The mark of a place on the map."""
        return self.map.locator(f".tumen-mark [data-feature='site:{site}']")

    def digest(self) -> str:
        """The short name of the scene that is drawn."""
        return str(self.frame.evaluate("document.body.dataset.tumenScene"))

    def wait_scene(self, before: str) -> str:
        """Wait until another scene than this one is drawn; its digest."""
        self.frame.wait_for_function(
            "before => document.body.dataset.tumenScene !== before && document.body.dataset.tumenReady === '1'", arg=before
        )
        self.wait_idle()
        return self.digest()

    def camera(self) -> dict[str, float]:
        """Where the map looks."""
        found = self.frame.evaluate(
            "(() => { const c = Tumen.map.getCenter().wrap(); return { lon: c.lng, lat: c.lat, zoom: Tumen.map.getZoom() }; })()"
        )
        return {key: float(value) for key, value in found.items()}

    def camera_near(self, lon: float, lat: float, zoom: float) -> None:
        """Wait until the map looks there and rests, to a pixel."""
        self.frame.wait_for_function(
            """([lon, lat, zoom]) => {
            const map = Tumen.map, here = map.project(map.getCenter().wrap()), there = map.project([lat, lon]);
            return here.distanceTo(there) <= 1.5 && Math.abs(map.getZoom() - zoom) < 0.01; }""",
            arg=[lon, lat, zoom],
        )

    def zoom_in(self) -> None:
        """Press the plus button."""
        self.map.get_by_role("button", name="Zoom in", exact=True).click()

    def drag(self, dx: int, dy: int) -> None:
        """Drag the map with the mouse by so many pixels, slowly enough that it stops where it is let go."""
        box = self.map.locator(".leaflet-container").bounding_box()
        x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.25
        before = self.camera()
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx / 2, y + dy / 2, steps=4)
        self.page.mouse.move(x + dx, y + dy, steps=4)
        self.frame.evaluate("new Promise(done => setTimeout(done, 120))")  # Leaflet throws a map let go in motion
        self.page.mouse.up()
        self.frame.wait_for_function("before => Math.abs(Tumen.map.getCenter().lng - before) > 1e-4", arg=before["lon"])

    def settle(self) -> None:
        """Give a rerun that must not come the time to come."""
        self.frame.evaluate("wait => new Promise(done => setTimeout(done, wait))", SETTLE_MS)

    # -- the page --

    @property
    def query(self) -> str:
        """The query string in the address bar."""
        return urlsplit(str(self.page.evaluate("location.href"))).query

    def query_values(self) -> dict[str, str]:
        """Keys and values in the address bar."""
        return {key: values[-1] for key, values in parse_qs(self.query, keep_blank_values=True).items()}

    def wait_query(self, pattern: str) -> None:
        """Wait until the address bar's query string holds this pattern."""
        self.page.evaluate(  # not wait_for_function, which the policy of the page keeps from looking a second time
            """([pattern, wait]) => new Promise((done, fail) => {
            const until = performance.now() + wait, look = () => {
              if (new RegExp(pattern).test(decodeURIComponent(location.search))) done();
              else if (performance.now() > until) fail(new Error(location.search + " has no " + pattern));
              else setTimeout(look, 50); };
            look(); })""",
            [pattern, STEP_MS],
        )

    @property
    def panel(self) -> Locator:
        """The panel beside the map."""
        return self.page.locator(".st-key-panel")

    @property
    def heading(self) -> Locator:
        """The panel's heading: what it is about."""
        return self.panel.locator("h2.tm-head").first  # while a run goes on, what it has yet to replace stands below

    def cards(self) -> list[str]:
        """Ids of the claims whose cards the panel shows."""
        cards: list[str] = self.panel.locator("article[data-claim]").evaluate_all("all => all.map(card => card.dataset.claim)")
        return cards

    def card_ids(self, *ids: str) -> None:
        """Wait until the panel shows as many cards, and see that they are these, in this order."""
        expect(self.panel.locator("article[data-claim]")).to_have_count(len(ids))
        assert self.cards() == list(ids)

    def search(self, text: str) -> None:
        """Type into the search box and press Enter."""
        box = self.page.get_by_label("Search", exact=True)
        box.fill(text)
        box.press("Enter")

    def popover(self, name: str) -> None:
        """Open one of the menus above the map."""
        self.page.get_by_test_id("stPopover").get_by_role("button", name=re.compile(name)).click()

    def multiselect(self, label: str) -> Locator:
        """A filter of the Filters menu."""
        return self.page.get_by_test_id("stMultiSelect").filter(has=self.page.get_by_text(label, exact=True))

    def choose(self, label: str, *options: str) -> None:
        """Add options to a filter of the Filters menu, which must be open, by typing them."""
        for option in options:
            self.type_option(label, option)
            self.page.keyboard.press("Enter")

    def type_option(self, label: str, option: str) -> None:
        """Type an option into a filter until Enter would take it."""
        self.multiselect(label).locator("input").focus()
        self.page.keyboard.type(option)
        counted = re.compile(rf"^{re.escape(option)}(?: \(\d+\))?$")  # each with the number of statements behind it
        self.page.get_by_role("option", name=counted).wait_for()

    def clear_filters(self) -> None:
        """Press the button above the map that takes all filters away."""
        self.page.get_by_test_id("stButton").filter(has_text="Clear filters").get_by_role("button").click()

    def notice(self, text: str) -> Locator:
        """A notice above the map with this text."""
        return self.page.locator(".tm-notice").filter(has_text=text).first

    def api(self, name: str) -> Any:
        """What the server's API says."""
        answer = self.page.request.get(f"{self.address}/api/{name}")
        assert answer.ok, answer.text()
        return answer.json()

    def scene(self) -> dict[str, Any]:
        """What the server's API says of the view in the address bar."""
        found: dict[str, Any] = self.api(f"scene?{self.query}")
        return found

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"))
