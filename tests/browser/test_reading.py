"""Reading: a place and its claims by mouse and keyboard, filters that redraw without flicker, search in three scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from explorer.app.state import PAGE_SIZE
from tests.browser.harness import Reader

MARK = """() => {
  window.tumenKept = Tumen.map.tumenKept = 'kept';
  window.tumenLost = 0;
  const count = node => { if (node.tagName === 'CANVAS') window.tumenLost++; };
  const watch = new MutationObserver(changes => changes.forEach(change => change.removedNodes.forEach(count)));
  watch.observe(Tumen.map.getPane('mapPane'), { childList: true, subtree: true });
}"""
KEPT = "() => [window.tumenKept, Tumen.map.tumenKept, window.tumenLost]"
FOCUSED = "() => document.activeElement && document.activeElement.dataset.feature"


def claims_at(reader: Reader, site: str) -> list[str]:
    return [claim["id"] for claim in reader.api("claims") if any(place["id"] == site for place in claim["places"])]


def test_click_a_place_and_read_its_claims(reader: Reader) -> None:
    reader.open()
    reader.pill("pyongyang").click()
    expect(reader.heading).to_have_text("Pyongyang")
    reader.wait_idle()
    ids = claims_at(reader, "pyongyang")
    reader.card_ids(*ids[:PAGE_SIZE])
    reader.panel.get_by_role("button", name="Show more").click()
    reader.card_ids(*ids[: 2 * PAGE_SIZE])
    first = next(claim for claim in reader.api("claims") if claim["id"] == ids[0])
    said = reader.panel.locator(f"article[data-claim='{ids[0]}'] .tm-say")
    expect(said).to_contain_text(first["statement"])
    assert said.inner_text().startswith(first["claimant"]["name"])
    assert reader.query_values() == {"v": "1", "sel": "site:pyongyang"}
    expect(reader.pill("pyongyang")).to_contain_class("tumen-selected")
    card = reader.panel.locator("article[data-claim]").first
    card.get_by_text("Why these grades").click()
    expect(card.get_by_text("That it was said")).to_be_visible()
    expect(card.get_by_text("The statement itself")).to_be_visible()
    reader.pill("pyongyang").click()
    expect(reader.heading).to_contain_text("statements")
    reader.wait_query("^$")


@pytest.mark.grid
def test_the_same_by_keyboard_alone(reader: Reader) -> None:
    reader.open()
    for _ in range(150):
        reader.page.keyboard.press("Tab")
        if reader.frame.evaluate(FOCUSED) == "site:pyongyang":
            break
    else:
        pytest.fail("Tab does not reach the pill of Pyongyang")
    expect(reader.map.locator(".tumen-hint")).to_contain_text("Pyongyang")
    before = reader.digest()
    reader.page.keyboard.press("Enter")
    expect(reader.heading).to_have_text("Pyongyang")
    after = reader.wait_scene(before)
    assert reader.query_values()["sel"] == "site:pyongyang"
    assert reader.frame.evaluate(FOCUSED) == "site:pyongyang", "the focus stays where the reader was"
    reader.page.keyboard.press("Enter")
    reader.wait_scene(after)
    expect(reader.heading).to_contain_text("statements")


@pytest.mark.grid
def test_dragging_the_map_by_a_place_selects_nothing(reader: Reader) -> None:
    reader.open()
    box = reader.pill("pyongyang").bounding_box()
    assert box is not None
    asked, camera = reader.watch.reruns_asked, reader.camera()
    reader.page.mouse.move(box["x"] + 8, box["y"] + 8)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 90, box["y"] - 60, steps=6)
    reader.page.mouse.up()
    reader.wait_query("lon=")
    reader.settle()
    assert reader.camera() != camera
    assert reader.watch.reruns_asked == asked
    reader.pill("pyongyang").click()
    expect(reader.heading).to_have_text("Pyongyang")


@pytest.mark.grid
def test_a_route_tells_what_it_is(reader: Reader) -> None:
    reader.open("/?v=1&lon=130.4&lat=42.33&z=10")
    route = reader.map.locator("path.tumen-route[data-feature^='leg:']").first
    feature = str(route.get_attribute("data-feature"))
    route.focus()
    reader.page.keyboard.press("Enter")
    reader.wait_query(f"sel={feature}")
    title = next(found["properties"]["title"] for found in reader.scene()["features"] if found["id"] == feature)
    expect(reader.heading).to_have_text(title)


def test_filter_by_stance_follows_everywhere_without_flicker(reader: Reader) -> None:
    reader.open()
    reader.iframe.evaluate("frame => { frame.tumenKept = 'kept'; }")
    reader.frame.evaluate(MARK)
    asked = [url for url in reader.watch.requests if "/assets/" in url or "/component/" in url]
    home = reader.digest()
    reader.popover("Filters")
    reader.choose("Stance", "alleged")
    filtered = reader.wait_scene(home)
    assert reader.query_values() == {"v": "1", "stance": "alleged"}
    expected = [claim["id"] for claim in reader.api("claims") if claim["stance"] == "alleged"]
    expect(reader.heading).to_contain_text(f"{len(expected)} of ")
    reader.card_ids(*expected[:PAGE_SIZE])
    scene = reader.scene()
    sites = {found["id"] for found in scene["features"] if found["properties"]["kind"] in {"site", "event-site"}}
    drawn = set(reader.map.locator(".tumen-pill").evaluate_all("all => all.map(pill => pill.dataset.feature)"))
    hidden = [int(text.removeprefix("+")) for text in reader.map.locator(".tumen-more").all_text_contents()]
    assert drawn <= sites
    assert len(drawn) + sum(hidden) == len(sites)
    expect(reader.map.locator(".tumen-legend li")).to_have_count(len(scene["legend"]))
    reader.page.keyboard.press("Escape")
    reader.clear_filters()
    assert reader.wait_scene(filtered) == home
    reader.wait_query("^$")
    assert reader.iframe.evaluate("frame => frame.tumenKept") == "kept"
    assert reader.frame.evaluate(KEPT) == ["kept", "kept", 0]
    assert [url for url in reader.watch.requests if "/assets/" in url or "/component/" in url] == asked


@pytest.mark.grid
def test_layers_and_time(reader: Reader) -> None:
    home = reader.open().digest()
    reader.popover("Layers")
    reader.page.get_by_test_id("stCheckbox").filter(has_text="Kim's tour").get_by_text("Kim's tour").click()
    without = reader.wait_scene(home)
    assert reader.map.locator(".tumen-stop-tour").count() == 0
    assert "tour" not in reader.query_values()["layers"].split(",")
    reader.page.keyboard.press("Escape")
    reader.time.get_by_role("slider").first.press("ArrowRight")
    reader.wait_scene(without)
    assert reader.query_values()["from"] == "2022-02-01"
    assert all(claim["properties"]["kind"] != "halo" for claim in reader.scene()["features"])


def test_search_knows_three_scripts_and_flies_there(reader: Reader) -> None:
    reader.open()
    sites = {row["id"]: row for row in reader.api("sites")}
    for text, site in (
        ("라진", "rajin"),
        ("Владивосток", "vladivostok"),
    ):
        before = reader.digest()
        reader.search(text)
        reader.wait_scene(before)
        expect(reader.heading).to_have_text(sites[site]["name"])
        reader.frame.wait_for_function(
            "([lon, lat]) => !Tumen.moving && Tumen.map.distance(Tumen.map.getCenter().wrap(), [lat, lon]) < 200",
            arg=[sites[site]["lon"], sites[site]["lat"]],
        )  # while it flies there, the address may still show the frame before
        values = reader.query_values()
        assert values["sel"] == f"site:{site}"
        assert float(values["z"]) >= 10
        reader.camera_near(sites[site]["lon"], sites[site]["lat"], float(values["z"]))
        expect(reader.map.locator(f".tumen-selected[data-feature='site:{site}']")).to_be_visible()


@pytest.mark.grid
def test_search_reads_coordinates(reader: Reader) -> None:
    reader.open()
    for text, lon, lat in (("39°01'12\"N 125°45'E", 125.75, 39.02),):
        before = reader.digest()
        reader.search(text)
        reader.wait_scene(before)
        expect(reader.notice("Nearest place of the gazetteer")).to_be_visible()
        reader.camera_near(lon, lat, 11)


@pytest.mark.grid
def test_a_government_is_no_town(reader: Reader) -> None:
    home = reader.open().digest()
    before = reader.camera()
    reader.search("Government of Russia")
    reader.wait_scene(home)
    expect(reader.heading).to_have_text("Government of Russia")
    expect(reader.panel).to_contain_text("not on the map")
    assert reader.query_values() == {"v": "1", "sel": "site:government-russia"}
    assert reader.camera() == before


@pytest.mark.grid
def test_nonsense_finds_nothing_says_why_and_leads_back(reader: Reader) -> None:
    home = reader.open("/?stance=denied&topic=space").digest()
    expect(reader.panel.get_by_text("No statement or dated fact matches")).to_be_visible()
    reader.search("qwertyuiop ][")
    expect(reader.notice("No place, statement or dated fact matches")).to_be_visible()
    assert reader.digest() == home, "nothing was changed"
    reader.panel.get_by_role("button", name="Clear all filters").click()
    reader.wait_scene(home)
    reader.wait_query("^$")


def test_what_is_said_of_rajin_and_who_denies_it_takes_two_actions(reader: Reader) -> None:
    reader.open()
    reader.search("Rajin")
    reader.watch.leaving()
    reader.page.get_by_role("button", name="Everything about Rajin").first.click()
    expect(reader.page.get_by_role("heading", name="Denials of the wider allegation")).to_be_visible()
    assert reader.query_values() == {"about": "place:rajin"}
    expect(reader.page.get_by_text("Said about it (4)")).to_be_visible()
    reader.wait_ready()
    reader.watch.leaving()
    reader.page.get_by_test_id("stTopNavLink").filter(has_text="Explore").click()
    reader.wait_ready()
    reader.wait_query("sel=site(:|%3A)rajin")
