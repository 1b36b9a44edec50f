"""Every screen, run by Streamlit's own test driver on the toy world: what it shows, and what its widgets do to the view.

The map itself is a component of the browser; here it is only known that it is there and what scene it was handed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.app import components, frames, state
from explorer.ledger.vocabulary import Reliability, SiteKind, Stance
from explorer.scene.build import build
from explorer.views.read import parse
from explorer.views.view import DEFAULT_LAYERS, Camera, LayerId, View
from explorer.world.world import World
from tests import hostile, toy
from tests.showing import showing
from tests.unit.render.web.test_html import Page

Screen = Callable[[], None]


def explore() -> None:
    from explorer.app.screens import explore

    explore.show()


def evidence() -> None:
    from explorer.app.screens import evidence

    evidence.show()


def about() -> None:
    from explorer.app.screens import about

    about.show()


def subject() -> None:
    from explorer.app.screens import subject

    subject.show()


SCREENS: dict[str, Screen] = {"explore": explore, "evidence": evidence, "about": about, "subject": subject}
SUBJECTS = ["place:alpha", "place:government-north"]
ADDRESSES = {"subject": "about=place:rajin"}
SECTIONS = ["Ledger", "Families", "Contradictions and denials", "Balance of voices", "Dated public facts"]


@pytest.fixture(autouse=True)
def installed(world: World) -> Iterator[None]:
    """The toy world for the pages, and what was there before afterwards."""
    with showing(world):
        yield


def opened(screen: Screen, query: str = "", **session: Any) -> AppTest:
    """A screen at an address, after its first run."""
    app = AppTest.from_function(screen, default_timeout=60)
    for key, value in parse_pairs(query).items():
        app.query_params[key] = value
    for key, value in session.items():
        app.session_state[key] = value
    return checked(app.run())


def parse_pairs(query: str) -> dict[str, str]:
    return dict(parse_qsl(query, keep_blank_values=True))


def checked(app: AppTest) -> AppTest:
    assert not app.exception, [error.value for error in app.exception]
    return app


def view_of(app: AppTest) -> View:
    """The view in the address bar; it has to be canonical."""
    pairs = {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}
    view, notices = parse(pairs)
    assert notices == ()
    return view


def html_of(app: AppTest) -> str:
    """All HTML of the page in one string."""
    return "".join(element.proto.body for element in app.get("html"))


def words_of(app: AppTest) -> str:
    return Page(html_of(app)).words


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return checked(button.click().run())


def cards_of(app: AppTest) -> list[str]:
    page = Page(html_of(app))
    return [
        value or ""
        for (tag, attributes) in page.elements
        for name, value in attributes
        if tag == "article" and name == "data-claim"
    ]


# ---- every screen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_the_bundled_world(real: World, screen: str) -> None:
    shared.install(real, {})
    app = opened(SCREENS[screen], ADDRESSES.get(screen, ""))
    assert len(html_of(app)) > 1000
    assert not app.error
    assert not app.warning


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("v=9&stance=denied", "version '9'"),
        ("stance=rumoured", "rumoured"),
        ("colour=red", "colour"),
        ("lon=500&lat=1&z=3", "out of range"),
        ("sel=site:omega", "site:omega"),
        ("doc=003_00000000000000ff", "003_00000000000000ff"),
        ("from=2024-06-01&to=2023-01-01", "lies after"),
        ("q=<script>alert(1)</script>&lang=<b>", "<b>"),
    ],
)
def test_a_garbled_view_opens_with_a_notice(query: str, told: str) -> None:
    app = opened(explore, query)
    notices = [element.proto.body for element in app.get("html") if "tm-notice" in element.proto.body]
    assert any(told in Page(notice).words for notice in notices)
    assert "<script" not in html_of(app)


def test_the_evidence_says_so_too() -> None:
    assert "version '9'" in words_of(opened(evidence, "v=9"))


@pytest.mark.parametrize("screen", ["explore", "about", *SUBJECTS, *SECTIONS])
def test_hostile_cards_are_shown_as_text(hostile_kind: str, screen: str) -> None:
    text = hostile.TEXTS[hostile_kind]
    session = {"section": screen} if screen in SECTIONS else {}
    page = subject if screen in SUBJECTS else SCREENS.get(screen, evidence)
    address = f"about={screen}" if screen in SUBJECTS else ""
    shared.install(hostile.world("harmless"), {})
    plain = opened(page, address, **session)
    shared.install(hostile.world(hostile_kind), {})
    shown = opened(page, address, **session)
    assert Page(html_of(shown)).elements.keys() == Page(html_of(plain)).elements.keys()
    assert words_of(shown).count(text) == words_of(plain).count("harmless")
    for label, wanted in zip(labels(shown), labels(plain), strict=True):
        assert label in {wanted.replace("harmless", components.plain(text[:most].strip())) for most in (60, 120, len(text))}
    assert [box.label for box in shown.expander] == [
        box.label.replace("harmless", components.plain(text)) for box in plain.expander
    ]
    assert not shown.markdown, "text went through Markdown"


def test_labels_escape_every_mark_of_markdown() -> None:
    assert components.plain("[x](y) *a* _b_ `c` $d$ :e: <f> ~g~ #h | &amp; \\") == (
        "\\[x\\]\\(y\\) \\*a\\* \\_b\\_ \\`c\\` \\$d\\$ \\:\u2060e\\:\u2060 \\<f\\> \\~g\\~ \\#h \\| \\&amp; \\\\"
    )
    assert components.plain("Rajin 라진 Раджин 54") == "Rajin 라진 Раджин 54"


def test_the_whole_page_has_no_failing_part(real: World) -> None:
    """The script that Streamlit runs, with its navigation, on the bundled world."""
    shared.install(real, {})
    script = components.resources.files("explorer.app").joinpath("main.py")
    app = checked(AppTest.from_file(str(script), default_timeout=60).run())
    assert "statements" in words_of(app)


# ---- Explore ---------------------------------------------------------------------------------------------------------


def test_explore_shows_a_map_and_every_card() -> None:
    app = opened(explore)
    assert component_of(app, "st_folium")
    assert cards_of(app) == ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04"]
    assert "8 statements" in words_of(app)
    assert "7 of independent origin" in words_of(app)
    assert view_of(app) == View()


def component_of(app: AppTest, name: str) -> dict[str, Any]:
    """What a component of the browser was handed."""
    (found,) = [part for part in app.get("component_instance") if part.proto.component_name.endswith(f".{name}")]
    return dict(json.loads(found.proto.json_args))


def scene_on_map(app: AppTest) -> dict[str, Any]:
    """What the map was handed."""
    script = component_of(app, "st_folium")["feature_group"]
    start = script.index("Tumen.SceneLayer(") + len("Tumen.SceneLayer(")
    value, _ = json.JSONDecoder().raw_decode(script[start:])
    return dict(value)


def map_script(app: AppTest) -> str:
    return str(component_of(app, "st_folium")["script"])


def test_the_map_is_handed_the_scene_of_the_view(world: World) -> None:
    app = opened(explore, "stance=assessed&lang=ru")
    scene = build(world, parse("stance=assessed&lang=ru")[0])
    assert scene_on_map(app)["digest"] == scene.digest()
    assert [feature["id"] for feature in scene_on_map(app)["features"]] == [feature.id for feature in scene.drawn]


def test_a_filter_changes_the_scene_and_leaves_the_map() -> None:
    app = opened(explore)
    before = map_script(app)
    app = checked(app.multiselect(key="filter_stances").set_value([Stance.ASSESSED]).run())
    assert view_of(app) == View(stances=frozenset({Stance.ASSESSED}))
    assert map_script(app) == before, "the map would be loaded anew"
    assert scene_on_map(app)["camera"]["number"] == 1, "a filter must not move the camera"
    assert cards_of(app) == ["B01"]
    assert "1 of 8 statements" in words_of(app)


@pytest.mark.parametrize(
    ("field", "chosen", "view"),
    [
        ("documents", [toy.DOCUMENT_B], View(documents=frozenset({toy.DOCUMENT_B}))),
        ("stances", [Stance.DENIED, Stance.ALLEGED], View(stances=frozenset({Stance.DENIED, Stance.ALLEGED}))),
        ("kinds", [SiteKind.PORT], View(kinds=frozenset({SiteKind.PORT}))),
        ("reliabilities", [Reliability.F], View(reliabilities=frozenset({Reliability.F}))),
    ],
)
def test_each_filter_goes_into_the_address_bar_and_out_again(field: str, chosen: list[str], view: View) -> None:
    app = opened(evidence if field == "stances" else explore)
    app = checked(app.multiselect(key=f"filter_{field}").set_value(chosen).run())
    assert view_of(app) == view
    assert set(app.multiselect(key=f"filter_{field}").value) == set(chosen)
    app = press(app, "Clear filters")
    assert view_of(app) == View()
    assert app.multiselect(key=f"filter_{field}").value == []


def test_filters_of_a_link_stand_in_the_menus() -> None:
    app = opened(explore, f"stance=denied&doc={toy.DOCUMENT_A}&rel=C")
    assert app.multiselect(key="filter_stances").value == [Stance.DENIED]
    assert app.multiselect(key="filter_documents").value == [toy.DOCUMENT_A]
    assert app.multiselect(key="filter_reliabilities").value == [Reliability.C]
    assert app.multiselect(key="filter_kinds").value == []
    assert cards_of(app) == ["A03"]


def test_an_empty_result_offers_a_way_back() -> None:
    app = opened(explore, "topic=space&stance=denied&lang=ko&layers=places")
    assert cards_of(app) == []
    assert any("No statement" in box.value for box in app.info)
    app = (
        press(app, "Clear all filters")
        if labels(app).count("Clear all filters") == 1
        else checked(app.button(key="clear_empty").click().run())
    )
    assert view_of(app) == View(language="ko", layers=frozenset({LayerId.PLACES})), "layers and language are no filters"
    assert len(cards_of(app)) == 8


@pytest.mark.parametrize(
    ("typed", "selected"),
    [("알파", "site:alpha"), ("Alpha", "site:alpha"), ("Альфа", "site:alpha"), ("Бета", "site:beta"), ("ugam", "site:gamma")],
)
def test_searching_a_place_goes_there(typed: str, selected: str) -> None:
    app = checked(opened(explore).text_input(key="search").set_value(typed).run())
    view = view_of(app)
    assert view.selected == selected
    site = shared.world().gazetteer.by_id[selected.removeprefix("site:")]
    assert view.camera is not None
    assert (view.camera.lon, view.camera.lat) == (site.lon, site.lat)
    assert scene_on_map(app)["camera"]["number"] == 2, "the map has to move"
    assert site.names.en in words_of(app)


@pytest.mark.parametrize(
    ("typed", "lon", "lat"), [("Tumen", 129.84, 42.97), ("Shkotovo", 132.35, 43.32), ("Ch’ŏngjin", 129.78, 41.8)]
)
def test_searching_a_place_of_the_map_data_goes_there_and_says_so(typed: str, lon: float, lat: float) -> None:
    app = checked(opened(explore).text_input(key="search").set_value(typed).run())
    view = view_of(app)
    assert (view.selected, view.text) == ("", "")
    assert view.camera is not None
    assert (view.camera.lon, view.camera.lat) == pytest.approx((lon, lat), abs=0.05)
    assert "No statement refers to it." in words_of(app)


def test_searching_a_homonym_asks_and_goes_where_the_reader_says() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("Okha").run())
    assert view_of(app) == View()
    assert "Several places have this name. Which one is meant?" in words_of(app)
    assert {button.key for button in app.button if str(button.key).startswith("also-")} == {"also-INOKH", "also-okha-town-rus"}
    app = checked(app.button(key="also-okha-town-rus").click().run())
    camera = view_of(app).camera
    assert camera is not None
    assert camera.lon == pytest.approx(142.95, abs=0.1)


def test_searching_a_government_goes_nowhere() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("Government of the North").run())
    assert view_of(app) == View(selected="site:government-north")
    assert "no position: not on the map" in words_of(app)
    assert cards_of(app) == ["A02"]
    assert scene_on_map(app)["camera"]["number"] == 1


@pytest.mark.parametrize("typed", ["42.01, 130.01", "130.01 42.01", "42°00'36\"N 130°00'36\"E"])
def test_searching_a_position_goes_there_and_names_the_nearest_place(typed: str) -> None:
    app = checked(opened(explore).text_input(key="search").set_value(typed).run())
    camera = view_of(app).camera
    assert camera is not None
    assert (camera.lon, camera.lat) == (130.01, 42.01)
    assert "Nearest place of the gazetteer: Alpha station, 0.0 km." in words_of(app)


def test_searching_a_bad_position_says_so_and_stays() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("142.01, 230.01").run())
    assert "out of range" in words_of(app)
    assert view_of(app) == View()


def test_searching_words_searches_the_statements() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("shells sent").run())
    assert view_of(app) == View(text="shells sent")
    assert cards_of(app) == ["A02", "A03"]
    app = press(app, components.plain("Words: shells sent ✕"))
    assert view_of(app) == View()


def test_a_new_search_takes_the_place_of_the_last_one() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("shells sent").run())
    app = checked(app.text_input(key="search").set_value("Alpha").run())
    assert (view_of(app).text, view_of(app).selected) == ("", "site:alpha")
    assert cards_of(app)
    app = checked(app.text_input(key="search").set_value("shells sent").run())
    assert (view_of(app).text, view_of(app).selected) == ("shells sent", "")
    app = checked(app.text_input(key="search").set_value("42.01, 130.01").run())
    assert (view_of(app).text, view_of(app).selected) == ("", "")


def test_a_search_says_why_it_found_what_it_found() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("알파").run())
    assert "Found by the name “알파”." in words_of(app)
    app = checked(app.text_input(key="search").set_value("shells sent").run())
    assert "No place has this name; 2 statements with these words." in words_of(app)


def test_a_mistyped_name_gets_names_to_click_and_changes_nothing() -> None:
    app = checked(opened(explore, "stance=alleged").text_input(key="search").set_value("Vladivostock").run())
    assert view_of(app) == View(stances=frozenset({Stance.ALLEGED}))
    assert "Nothing is called 'Vladivostock'. These names contain it or look most like it." in words_of(app)
    near = [str(button.key) for button in app.button if str(button.key).startswith("also-")]
    assert "also-vladivostok-town-rus" in near
    app = checked(app.button(key="also-vladivostok-town-rus").click().run())
    assert view_of(app).camera is not None


def test_a_name_that_only_contains_the_words_is_offered_and_not_gone_to() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("settlement").run())
    assert view_of(app) == View(), "no statement has the word"
    assert "Nothing is called 'settlement'. These names contain it or look most like it." in words_of(app)
    app = checked(app.button(key="also-alpha").click().run())
    assert view_of(app).selected == "site:alpha"
    assert view_of(app).camera is not None


def test_a_search_takes_any_text() -> None:
    app = opened(explore)
    for text in hostile.REFUSED.values():
        checked(app.text_input(key="search").set_value(text[:200]).run())
    for text in [*hostile.TEXTS.values(), "SS-27", "\ud7ff", "%00", "🚆", "'; DROP TABLE"]:
        app = checked(app.text_input(key="search").set_value(text[:200]).run())
        view_of(app)


def test_a_place_button_selects_and_flies() -> None:
    app = opened(explore)
    app = checked(app.button(key="claim:B01-beta").click().run())
    view = view_of(app)
    assert view.selected == "site:beta"
    assert view.camera is not None
    assert (view.camera.lon, view.camera.lat) == (132.0, 43.0)
    assert cards_of(app) == ["B01", "B04"]
    assert "Two ships lay at Beta." in words_of(app), "the facts of a place stand under its statements"
    app = press(app, "Back to all")
    assert view_of(app).selected == ""


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ("claim:A03", "Statement A03"),
        ("event:talks-2024-05-05", "There were talks."),
        ("leg:alpha-beta-sea", "Satellite Institute: Ships sail. — Schematic; route not observed."),
        ("leg:alpha-beta-rail", "The line was opened."),
        ("stop:far-east-tour-2023-2", "Arrives."),
        ("itinerary:far-east-tour-2023", "Order, not course."),
        ("site:gamma", "airport"),
        ("site:region-all", "no position: not on the map"),
    ],
)
def test_everything_that_can_be_selected_has_a_panel(selected: str, words: str) -> None:
    app = opened(explore, f"sel={selected}")
    assert words in words_of(app)
    assert "Back to all" in labels(app)


def test_what_is_selected_but_hidden_says_so() -> None:
    for selected in ("leg:alpha-beta-sea", "stop:visit-2024-1", "itinerary:far-east-tour-2023"):
        app = opened(explore, f"sel={selected}&layers=places")
        assert "Not in this view" in words_of(app), selected


def test_what_is_not_on_the_map_is_listed_with_its_reason() -> None:
    app = opened(explore)
    assert "Not on the map (4)" in [box.label for box in app.expander]
    assert "Speaks of The whole region: no single place" in words_of(app)
    assert not [box for box in opened(explore, "kind=port").expander if "Not on the map" in box.label]


def test_layers_and_language_go_into_the_address_bar() -> None:
    app = opened(explore)
    app = checked(app.checkbox(key="layer_sea").uncheck().run())
    assert view_of(app).layers == DEFAULT_LAYERS - {LayerId.SEA}
    assert "leg:alpha-beta-sea" not in [feature["id"] for feature in scene_on_map(app)["features"]]
    app = checked(app.checkbox(key="layer_accuracy").check().run())
    assert view_of(app).layers == DEFAULT_LAYERS - {LayerId.SEA} | {LayerId.HALO}
    app = press(app, "Default layers")
    assert view_of(app) == View()


def test_each_kind_of_journeys_has_a_switch() -> None:
    app = opened(explore)
    assert app.checkbox(key="layer_tour").label == "The tour"
    app = checked(app.checkbox(key="layer_tour").uncheck().run())
    assert view_of(app) == View(journeys=frozenset({"visit"}))
    assert {feature["properties"]["layer"] for feature in of_kind(app, "stop")} == {"visit"}
    app = checked(app.checkbox(key="layer_visit").uncheck().run())
    assert view_of(app) == View(layers=DEFAULT_LAYERS - {LayerId.JOURNEYS})
    app = checked(app.checkbox(key="layer_visit").check().run())
    app = checked(app.checkbox(key="layer_tour").check().run())
    assert view_of(app) == View(), "all of them is the default"
    app = press(opened(explore, "layers=tour"), "Default layers")
    assert view_of(app) == View()


def of_kind(app: AppTest, kind: str) -> list[dict[str, Any]]:
    return [feature for feature in scene_on_map(app)["features"] if feature["properties"]["kind"] == kind]


def test_online_tiles_are_a_switch_of_this_reader_only() -> None:
    app = opened(explore)
    assert "tile.openstreetmap.org" not in map_script(app)
    app = checked(app.toggle(key="online_tiles").set_value(True).run())
    assert "tile.openstreetmap.org" in map_script(app)
    assert view_of(app) == View(), "a link must not make another browser call out"
    assert any("Goes online" in caption.value for caption in app.caption)


def test_the_beginning_of_a_name_leads_there_and_offers_the_words_as_well() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("Alph").run())
    assert view_of(app).selected.startswith("site:alpha")
    app = checked(app.button(key="also-words").click().run())
    assert view_of(app).text == "Alph"
    assert view_of(app).selected == ""
    exact = checked(opened(explore).text_input(key="search").set_value("Alpha").run())
    assert not [button for button in exact.button if button.key == "also-words"]


def test_more_cards_stay_until_the_selection_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "PAGE_SIZE", 1)
    app = checked(opened(explore).button(key="more").click().run())
    shown = app.session_state["shown_cards"]
    app = checked(app.multiselect(key="filter_stances").set_value([Stance.ASSERTED, Stance.ALLEGED, Stance.ASSESSED]).run())
    assert app.session_state["shown_cards"] == shown > state.PAGE_SIZE


def test_a_pan_that_the_map_has_told_of_is_in_every_run_until_the_next_order() -> None:
    app = opened(explore, "v=1&lon=130&lat=42&z=8")
    camera = scene_on_map(app)["camera"]
    frames.told(camera["reader"], camera["number"], Camera(131.25, 43.5, 9.0))
    app = checked(app.run())
    assert {key: scene_on_map(app)["camera"][key] for key in ("lon", "lat", "zoom")} == {"lon": 131.25, "lat": 43.5, "zoom": 9.0}
    app = checked(app.multiselect(key="filter_stances").set_value([Stance.ALLEGED]).run())
    assert view_of(app).camera == Camera(131.25, 43.5, 9.0)
    app = checked(app.button(key="goto_whole").click().run())
    assert view_of(app).camera is None


def test_presets_move_the_camera() -> None:
    app = checked(opened(explore).button(key="goto_strait").click().run())
    assert view_of(app).camera is not None
    camera = scene_on_map(app)["camera"]
    assert {key: camera[key] for key in ("number", "lon", "lat", "zoom")} == {"number": 2, "lon": 131.0, "lat": 42.5, "zoom": 8}
    app = checked(app.button(key="goto_whole").click().run())
    assert view_of(app) == View()
    assert scene_on_map(app)["camera"]["number"] == 3


def test_a_link_opens_with_its_own_frame() -> None:
    app = opened(explore, "lon=130.5&lat=42.25&z=9.5")
    camera = scene_on_map(app)["camera"]
    assert {key: camera[key] for key in ("number", "lon", "lat", "zoom")} == {
        "number": 1,
        "lon": 130.5,
        "lat": 42.25,
        "zoom": 9.5,
    }


def chosen_in_time(app: AppTest, given: dict[str, Any]) -> AppTest:
    """The page after something was chosen in the timeline, whose frame only a browser has."""
    app.session_state["given"] = given
    return checked(app.run())


def explore_told() -> None:
    import streamlit as st

    from explorer.app import timeline
    from explorer.app.screens import explore

    if given := st.session_state.pop("given", None):
        timeline.take(given)
    explore.show()


def test_the_timeline_goes_into_the_address_bar() -> None:
    app = opened(explore_told, "from=2023-09-01&to=2023-09-30")
    shown = component_of(app, "time")
    assert (shown["start"], shown["end"], shown["typed"]) == ("2023-09-01", "2023-09-30", "Sep 2023")
    assert cards_of(app) == ["A01", "B02"]
    assert shown["said"].endswith("2 undated left out")
    assert "undated" not in words_of(app).partition("statements")[0], "a line above the map would push it down"
    app = chosen_in_time(app, {"number": 1, "start": "", "end": ""})
    assert view_of(app) == View(), "the whole span is no filter"
    app = chosen_in_time(app, {"number": 2, "start": "2023-09-13", "end": "2023-09-13"})
    assert view_of(app) == View(start=date(2023, 9, 13), end=date(2023, 9, 13))
    assert component_of(app, "time")["heard"] == 2


def test_days_are_typed_and_what_cannot_be_read_changes_nothing() -> None:
    app = chosen_in_time(opened(explore_told), {"number": 1, "text": "9/23"})
    september = View(start=date(2023, 9, 1), end=date(2023, 9, 30))
    assert view_of(app) == september
    for number, given in enumerate(({"text": "soon"}, {"start": "2023-13-01", "end": ""}, {"start": 1}), 2):
        app = chosen_in_time(app, {"number": number, **given})
        assert view_of(app) == september
        assert component_of(app, "time")["fault"]
    app = chosen_in_time(app, {"number": 9, "text": "2024"})
    assert component_of(app, "time")["fault"] == ""


def test_the_timeline_knows_which_places_a_day_belongs_to() -> None:
    rows = component_of(opened(explore, "sel=site:beta&from=2023-09-01"), "time")
    assert rows["here"] == "beta"
    shown = {event for row in rows["rows"] for event in row["sites"]}
    assert {"site:alpha", "site:beta"} <= shown
    assert len(rows["rows"]) == len(shared.dated(View())), "what lies outside the range has its bar as well"


@pytest.mark.parametrize(
    "query",
    ["from=1950-01-01", "to=1950-01-01", "from=2090-01-01", "to=9999-12-31", "from=0001-01-01", "from=2024-05-15&to=2024-05-20"],
)
def test_any_window_has_a_timeline(query: str) -> None:
    app = opened(explore, query)
    assert component_of(app, "time")["typed"]
    assert view_of(app) == parse(query)[0], "opening a link must not change it"


def test_more_cards_come_on_demand(real: World) -> None:
    shared.install(real, {})
    app = opened(explore)
    assert len(cards_of(app)) == state.PAGE_SIZE
    left = len(real.ledger.entries) - state.PAGE_SIZE
    app = press(app, f"Show more ({left} left)")
    assert len(cards_of(app)) == 2 * state.PAGE_SIZE


# ---- Evidence --------------------------------------------------------------------------------------------------------


def test_the_ledger_has_a_row_for_every_statement(world: World) -> None:
    app = opened(evidence)
    (table,) = app.dataframe
    assert list(table.value["Id"]) == [entry.id for entry in world.ledger.entries]
    assert list(table.value["Who"])[4] == "Ann Alyst"
    assert {"Stance", "Statement", "Truth", "Places", "Family", "Document"} <= set(table.value.columns)
    assert len(opened(evidence, "stance=denied").dataframe[0].value) == 1


def test_downloads_hold_what_is_shown() -> None:
    app = opened(evidence, "stance=denied")
    names = {element.proto.label for element in app.get("download_button")}
    assert {"CSV", "JSON"} <= names


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("Families", "Told in both documents."),
        ("Contradictions and denials", "Denied: That shells were sent. Known to stand until 2024-01-10."),
        ("Balance of voices", "nobody speaks for: DPRK"),
        ("Dated public facts", "Two ships lay at Beta."),
    ],
)
def test_sections(section: str, words: str) -> None:
    app = opened(evidence, section=section)
    assert words in words_of(app)


def test_a_family_names_its_members_and_counts_them_once() -> None:
    app = opened(evidence, section="Families")
    assert [box.label for box in app.expander] == [components.plain("The tour (A01, B02)")]
    one = opened(evidence, "doc=" + toy.DOCUMENT_A, section="Families")
    assert "B02" not in one.expander[0].label


def test_denial_and_allegation_stand_side_by_side() -> None:
    app = opened(evidence, section="Contradictions and denials")
    pair = next(element.proto.body for element in app.get("html") if "Known to stand until" in element.proto.body)
    words = Page(pair).words
    assert words.index("The North was sent shells.") < words.index("No shells were sent.")


# ---- everything about one subject ------------------------------------------------------------------------------------


def test_a_subject_has_its_denials_first_and_what_is_said_of_it() -> None:
    app = opened(subject, "about=place:government-north")
    (sections,) = app.get("button_group")
    assert [option.content.partition(" (")[0] for option in sections.proto.options][:2] == ["Denials", "Said about it"]
    assert "No shells were sent." in words_of(app)
    assert "The North was sent shells." in words_of(app)


@pytest.mark.parametrize("asked", ["place:nowhere", "<script>alert(1)</script>", "x" * 5_000, ":"])
def test_an_unknown_subject_is_told_and_others_can_be_chosen(asked: str) -> None:
    app = opened(subject, f"about={asked}")
    assert "is not a subject of this ledger" in words_of(app)
    assert len(words_of(app)) < 1_500
    assert app.selectbox[0].value is None
    assert components.plain("Alpha (3)") in labels(app)


def test_the_page_about_a_place_is_reached_from_its_card_and_from_a_search() -> None:
    app = opened(explore, "sel=site:alpha-port")
    assert [label for label in labels(app) if label.startswith("Everything about")] == ["Everything about Alpha"]
    app = checked(opened(explore).text_input(key="search").set_value("Beta").run())
    assert [label for label in labels(app) if label.startswith("Everything about")] == ["Everything about Beta"] * 2


def test_the_balance_counts_by_voice_and_stance() -> None:
    words = words_of(opened(evidence, section="Balance of voices"))
    assert "analysts4" in words
    assert "Russia1" in words
    assert "DPRK0" in words


@pytest.mark.parametrize("section", SECTIONS[:4])
def test_an_empty_ledger_offers_a_way_back(section: str) -> None:
    app = opened(evidence, "topic=space", section=section)
    assert any("No statement matches" in box.value for box in app.info)
    app = checked(app.button(key="clear_empty").click().run())
    assert view_of(app) == View()
    assert not app.info


def test_facts_say_why_there_are_none() -> None:
    app = opened(evidence, "doc=" + toy.DOCUMENT_A, section="Dated public facts")
    assert any("Filters on document or reliability" in box.value for box in app.info)


# ---- About -----------------------------------------------------------------------------------------------------------


def test_about_names_documents_grades_and_data() -> None:
    words = words_of(opened(about))
    parts = (
        "The evening story",
        "The morning story",
        "An agency.",
        "A rewrite.",
        "Toy maps",
        "CC0",
        "toy 1",
        "Stances",
        "Glossary",
    )
    assert all(part in words for part in parts)
    for stance in Stance:
        assert stance.value in words
    assert "cannot be judged" in words


# ---- months ----------------------------------------------------------------------------------------------------------


def test_months_are_counted_across_years() -> None:
    months = components.months_between(date(2023, 12, 5), date(2024, 2, 1))
    assert months == [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)]


def test_a_searched_position_gets_a_pin_and_is_turned_on_a_click() -> None:
    app = checked(opened(explore).text_input(key="search").set_value("42.2, 43.1").run())
    assert scene_on_map(app)["pin"] | {"title": ""} == {"lon": 43.1, "lat": 42.2, "title": ""}
    app = checked(app.button(key="swap_order").click().run())
    assert scene_on_map(app)["pin"]["lat"] == 43.1
    app = checked(app.button(key="unpin").click().run())
    assert "pin" not in scene_on_map(app)
    app = checked(app.text_input(key="search").set_value("42.25, 130.3").run())
    assert "swap_order" not in [button.key for button in app.button], "only one order makes sense"
