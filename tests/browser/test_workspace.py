"""An open page follows the workspace, whoever writes to it; the day before it does not change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from explorer.workspace.incoming import entries_in
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.world import World
from tests.browser.conftest import WINDOW, Desk
from tests.browser.harness import Reader
from tests.integration.test_workspace import FILE, TEXT


@pytest.mark.grid
def test_two_browsers_see_what_another_process_writes(browser: Browser, desk: Desk, real: World) -> None:
    contexts = [browser.new_context(**WINDOW) for _ in range(3)]
    today, other, past = (Reader(context, desk.server.address) for context in contexts)
    today.open("/?v=1&q=KCNA01")
    other.open("/?v=1&q=KCNA01")
    past.open("/?v=1&q=KCNA01&asof=2020-01-01")
    words = "The agency KCNA spoke for time 01 of Beta."
    expect(today.page.get_by_text(words)).to_have_count(0)
    mine = Workspace(Store.open(str(desk.place)), real.ground)
    mine.bring(entries_in(FILE, TEXT.encode(), "cards", mine.now.cards).entries, "Ann", "")
    expect(today.page.get_by_text(words).first).to_be_visible(timeout=8000)
    expect(other.page.get_by_text(words).first).to_be_visible(timeout=8000)
    past.wait_idle()
    expect(past.page.get_by_text(words)).to_have_count(0)
    today.page.reload()
    expect(today.page.get_by_text(words).first).to_be_visible(timeout=20000)
    assert today.query_values() == {"v": "1", "q": "KCNA01"}
    for context in contexts:
        context.close()
