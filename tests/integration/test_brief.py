"""The page Brief, run by Streamlit's own test driver: what it shows, what its widgets change, what it says to bad input."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from explorer import cli
from explorer.app import cache as shared
from explorer.app.screens import brief as page
from explorer.render.export import MAKERS, MEDIA_TYPES
from explorer.view import parse
from explorer.world import World


def brief() -> None:
    from explorer.app.screens import brief

    brief.show()


@pytest.fixture(autouse=True)
def installed(real: World) -> Iterator[None]:
    before = shared._installed[:]
    shared.install(real, {})
    yield
    shared._installed[:] = before


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


def test_choices_reach_the_command_line_and_it_is_one_that_runs(tmp_path_factory: pytest.TempPathFactory) -> None:
    test = opened(lon="130.5", lat="42.4", z="9.5")
    test.selectbox(key="brief_size").set_value("a4").run()
    test.selectbox(key="brief_theme").set_value("photocopy").run()
    test.text_input(key="brief_title").set_value("It's at the border").run()
    test.text_area(key="brief_notes").set_value("130.3,42.2 the port\n130.3,42.3>130.6,42.4").run()
    test.selectbox(key="brief_language").set_value("ko").run()
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
        ("brief_notes", "somewhere near Rajin", "is no note"),
        ("brief_notes", "200,42 nowhere", "has no place"),
        ("brief_title", "Ships \U0001f6a2", "U+1F6A2"),
    ],
)
def test_what_cannot_be_drawn_is_said_on_the_page(field: str, value: str, word: str) -> None:
    test = opened()
    box = test.text_area(key=field) if field == "brief_notes" else test.text_input(key=field)
    box.set_value(value).run()
    assert not test.exception
    assert word in said(test)
    assert not test.get("image")


def test_an_absurd_size_is_refused_on_the_page() -> None:
    test = opened()
    test.selectbox(key="brief_size").set_value(page._OWN_SIZE).run()
    test.text_input(key="brief_pixels").set_value("99999x99999").run()
    assert not test.exception
    assert "out of bounds" in said(test)


def test_an_empty_view_says_why() -> None:
    assert "shows nothing" in said(opened(layers="none"))
