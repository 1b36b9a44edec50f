"""The page Brief, run by Streamlit's own test driver: what it shows, what its widgets change, what it says to bad input."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.app.screens import brief as page
from explorer.cli import main as cli
from explorer.render.files import links
from explorer.render.files.export import MAKERS, MEDIA_TYPES
from explorer.views.read import parse
from explorer.world.world import World
from tests.grids import sampled
from tests.showing import showing


def brief() -> None:
    from explorer.app.screens import brief

    brief.show()


@pytest.fixture(autouse=True)
def installed(real: World) -> Iterator[None]:
    with showing(real):
        yield


def opened(**query: str) -> AppTest:
    test = AppTest.from_function(brief, default_timeout=60)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def codes(test: AppTest) -> list[str]:
    return [code.value for code in test.code]


def said(test: AppTest) -> str:
    return " ".join(
        [*(box.value for box in test.caption), *(box.value for box in test.error), *(h.proto.body for h in test.get("html"))]
    )


def test_it_opens_on_the_view_of_the_address() -> None:
    test = opened(lon="130.5", lat="42.4", z="9.5")
    assert len(test.get("image")) == 1
    assert "features and" in said(test)
    line, link = codes(test)
    assert "lon=130.5" in line
    assert parse(link)[0] == parse("lon=130.5&lat=42.4&z=9.5")[0]


def test_every_format_can_be_taken_away() -> None:
    test = opened()
    buttons = test.get("download_button")
    assert [button.proto.label for button in buttons] == [*page._FORMATS.values(), "All as ZIP"]
    assert set(MEDIA_TYPES) == set(MAKERS) == {*page._FORMATS, ".zip"}


def test_a_prepared_view_brings_its_title_and_claims() -> None:
    test = opened()
    test.selectbox(key="brief_start").set_value("sea-legs").run()
    assert not test.exception
    preset = next(p for p in shared.world().presets if p.id == "sea-legs")
    assert test.text_input(key="brief_title").value == preset.title
    assert test.multiselect(key="brief_claims").value == list(preset.claims)
    words = shlex.split(codes(test)[0])
    assert words[:4] == ["tumen", "export", "--view", "sea-legs"]
    assert parse(codes(test)[1])[0] == preset.asked


def test_the_words_of_a_prepared_view_follow_the_language_and_own_words_stay() -> None:
    test = opened(lang="ko")
    test.selectbox(key="brief_start").set_value("sea-legs").run()
    preset = next(p for p in shared.world().presets if p.id == "sea-legs")
    assert test.text_input(key="brief_title").value == preset.heading("ko").title != preset.title
    test.text_input(key="brief_subtitle").set_value("My own line").run()
    test.selectbox(key="brief_language").set_value("ru").run()
    assert not test.exception
    assert test.text_input(key="brief_title").value == preset.heading("ru").title
    assert test.text_input(key="brief_subtitle").value == "My own line"


def test_choices_reach_the_command_line_and_it_is_one_that_runs(tmp_path_factory: pytest.TempPathFactory) -> None:
    test = opened(lon="130.5", lat="42.4", z="9.5")
    test.selectbox(key="brief_size").set_value("a4")
    test.selectbox(key="brief_theme").set_value("photocopy")
    test.text_input(key="brief_title").set_value("It's at the border")
    test.text_area(key="brief_notes").set_value("130.3,42.2 the port\n130.3,42.3>130.6,42.4")
    test.selectbox(key="brief_language").set_value("ko")
    test.multiselect(key="brief_parts").set_value(["legend", "scale", "sources", "claims"]).run()
    assert not test.exception
    words = shlex.split(codes(test)[0])
    for wanted in ("a4", "photocopy", "It's at the border", "130.3,42.2 the port", "130.3,42.3>130.6,42.4", "inset"):
        assert wanted in words, wanted
    assert parse(words[3])[0].language == "ko"
    folder = tmp_path_factory.mktemp("brief")
    words = [str(folder / word) if word.startswith("map.") else word for word in words[1:]]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 0, result.output
    assert (folder / "map.pptx").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("brief_notes", "somewhere near Rajin", "is not a valid note"),
        ("brief_notes", "200,42 nowhere", "has no valid position"),
    ],
)
def test_a_note_that_cannot_be_read_is_said_and_costs_only_itself(field: str, value: str, word: str) -> None:
    test = opened()
    box = test.text_area(key=field) if field == "brief_notes" else test.text_input(key=field)
    box.set_value(value).run()
    assert not test.exception
    assert word in said(test)
    assert len(test.get("image")) == 1


@pytest.mark.grid
def test_an_absurd_size_is_refused_on_the_page() -> None:
    test = opened()
    test.selectbox(key="brief_size").set_value(page._OWN_SIZE).run()
    test.text_input(key="brief_pixels").set_value("99999x99999").run()
    assert not test.exception
    assert "out of bounds" in said(test)


def test_an_empty_view_says_why() -> None:
    assert "shows nothing" in said(opened(layers="none"))


@pytest.mark.grid
def test_a_letter_without_a_font_is_told_and_drawn_as_a_box() -> None:
    test = opened()
    test.text_input(key="brief_title").set_value("Ships \U0001f6a2").run()
    assert not test.exception
    assert "No font here has" in said(test)
    assert test.get("imgs") or test.get("image")
    assert any("stands for each" in caption.value for caption in test.caption)


@pytest.mark.grid
def test_a_link_makes_the_same_sheet_elsewhere() -> None:
    first = opened(lon="130.5", lat="42.4", z="9.5")
    first.selectbox(key="brief_size").set_value("a4")
    first.selectbox(key="brief_theme").set_value("photocopy")
    first.text_input(key="brief_title").set_value("At the border: 50 % & more")
    first.multiselect(key="brief_parts").set_value(["legend", "claims"])
    first.multiselect(key="brief_claims").set_value(["B42", "B15"])
    first.text_area(key="brief_notes").set_value("130.3,42.2 the port\n130.3,42.2>130.6,42.4 by rail").run()
    link = codes(first)[1]
    second = opened(**dict(parse_qsl(urlsplit(link).query)))
    assert codes(second) == codes(first)
    assert not any(key in second.query_params for key in links.KEYS), "the address holds the view alone"
    assert "known key" not in said(second)


def test_what_a_link_cannot_say_is_told_and_left_at_its_default() -> None:
    test = opened(size="99x99", theme="neon", without="legend,moustache", note="here", claim="Z99", title="x" * 500)
    line, _ = codes(test)
    assert line.startswith("tumen export --view theatre")
    assert "--theme" not in line
    for word in ("99 x 99", "neon", "moustache", "is not a valid note", "160 characters"):
        assert word in said(test), word


@pytest.mark.parametrize("count", sampled([(8,), (9,), (40,)], [(9,)]))
def test_a_link_with_many_claims_takes_as_many_as_there_is_room_for(real: World, count: int) -> None:
    wanted = [entry.id for entry in real.ledger.entries if entry.claim.places][:count]
    test = opened(claim=",".join([*wanted, wanted[0]]))
    assert test.session_state["brief_claims"] == wanted[:8]
    assert ("A sheet calls out 8 claims" in said(test)) == (count > 8)


# ---- the contrast of rail and sea --------------------------------------------------------------------------------------


def test_the_contrast_is_a_sheet_of_its_own_whose_command_line_keeps_the_conditions() -> None:
    test = opened(a="Moscow", b="Pyongyang", avoid="CHN,KAZ,MNG", sheet="contrast")
    assert not test.exception
    assert not test.error
    assert len(test.get("image")) == 1
    assert [button.proto.label for button in test.get("download_button")] == ["PNG", "SVG", "PDF", "PowerPoint", "Web page"]
    words = shlex.split(codes(test)[0])
    assert words[:6] == ["tumen", "compare", "--from", "Moscow", "--to", "Pyongyang"]
    assert [words[n + 1] for n, word in enumerate(words) if word == "--avoid"] == ["CHN", "KAZ", "MNG"]
    assert codes(test)[1].endswith("&sheet=contrast")
    corridors = shared.world().cards.corridors
    test.selectbox(key="brief_corridor").set_value(corridors[0].query).run()
    assert "Dunai" in codes(test)[0]
    test.segmented_control(key="brief_kind").set_value("Map").run()
    assert not test.error, test.error
    assert codes(test)[0].startswith("tumen export")


def test_the_contrast_of_no_pair_says_what_to_do() -> None:
    test = opened(sheet="contrast")
    assert "Choose a corridor" in test.info[0].value
