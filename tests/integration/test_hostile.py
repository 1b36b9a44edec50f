"""Hostile text through every surface outside the browser: nothing of it is taken for markup, formula or order, and all of it is
shown as it is written. What may stand in no card is named by the check and reaches no surface."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from explorer.cards.read import read
from explorer.cards.registry import TYPES
from explorer.cli import terminal
from explorer.errors import Fault, SeedFaults
from explorer.letters import inert, plain, unfit
from explorer.render.files import export, storybook
from explorer.render.files.delimited import SEPARATORS
from explorer.render.files.export import Job
from explorer.render.sheet import fonts
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Words
from explorer.scene.build import build
from explorer.stories.scenario import Scenario
from explorer.views.read import parse
from explorer.views.view import View
from explorer.world.world import World
from tests import hostile, toy
from tests.grids import sampled
from tests.integration.test_cli import output, run
from tests.integration.test_formats import CHECKED
from tests.standards import followthemoney, geopackage


@cache
def job(kind: str) -> Job:
    world = hostile.world(kind)
    return export.job(world, build(world, View()), Options(title=one_line(hostile.TEXTS.get(kind, kind))))


@cache
def made(kind: str, ending: str) -> bytes:
    return export.make(job(kind), f"map{ending}")


def one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)[:160].strip()


def count_of(told: str, text: str) -> int:
    """How often a text stands in what a surface tells; however it has broken and joined its blanks."""
    return re.sub(r"\s+", " ", told).count(re.sub(r"\s+", " ", text))


# ---- files -----------------------------------------------------------------------------------------------------------


def kml_words(content: bytes) -> str:
    """Names as they are, and balloons as the HTML that they are."""
    root = etree.fromstring(content)
    names = [node.text or "" for node in root.iter("{*}name", "{*}value")]
    balloons = [etree.fromstring(f"<b>{node.text}</b>", etree.HTMLParser()) for node in root.iter("{*}description")]
    assert all(node.tag in {"html", "body", "b", "p", "ul", "li", "i"} for html in balloons for node in html.iter())
    return " ".join([*names, *("".join(html.itertext()) for html in balloons)])


def gpkg_words(content: bytes) -> str:
    with geopackage.opened(content) as base:
        return "\n".join(base.iterdump()).replace("''", "'")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def json_words(content: bytes) -> str:
    return " ".join(strings(json.loads(content)))


def csv_words(content: bytes) -> str:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return " ".join(cell for row in rows for cell in row)


def page_words(content: bytes) -> str:
    found = re.search(r"window\.TumenValue = (\{.*?\});</script>", content.decode())
    assert found
    return json_words(found[1].encode())


def slide_words(content: bytes) -> str:
    first, *more = Presentation(io.BytesIO(content)).slides
    assert all(len(slide.shapes) >= 2 for slide in more), "a title and the call-outs that had no room"
    return first.notes_slide.notes_text_frame.text


READ = {
    ".html": page_words, ".pptx": slide_words, ".geojson": json_words, ".kml": kml_words, ".gpkg": gpkg_words, ".csv": csv_words,
    ".ftm.json": lambda content: " ".join(map(json_words, content.splitlines())),
}  # fmt: skip
"""How the words of a file are read by those who open it."""


def as_written(ending: str, text: str) -> str:
    """A text as a format holds it: slides, KML and entities without what turns a line; CSV with quotes before what would run."""
    if ending in {".pptx", ".kml", ".ftm.json"}:
        return plain(text)
    return csv_words(export.rows.delimited.written(["x"], [{"x": text}])).removeprefix("x ") if ending == ".csv" else text


@pytest.mark.parametrize("ending", sampled(((ending,) for ending in READ), [(".html",), (".pptx",), (".kml",), (".csv",)]))
def test_a_file_keeps_to_its_standard_and_shows_the_text(hostile_kind: str, ending: str) -> None:
    content, harmless = made(hostile_kind, ending), made("harmless", ending)
    assert CHECKED.get(ending, lambda _: [])(content) == []
    told, wanted = READ[ending](content), READ[ending](harmless).count("harmless")
    assert wanted >= 3
    text = as_written(ending, hostile.TEXTS[hostile_kind])
    if hostile_kind not in hostile.LONG:
        assert count_of(told, text) >= wanted * 0.4, "some fields hold a part of it, others an excerpt"


@pytest.mark.parametrize("kind", sampled(((kind,) for kind in hostile.TEXTS), [(hostile.ALL_KINDS,)]))
def test_a_sheet_is_drawn_with_what_the_fonts_have(kind: str) -> None:
    """As a picture of each form: dollars are no formula, a letter without a font is a box, and a notice names it."""
    for ending in (".png", ".svg", ".pdf"):
        assert CHECKED.get(ending, lambda _: [])(made(kind, ending)) == []
    sheet = job(kind).sheet
    words = [item.text for group in sheet.groups for item in group.items if isinstance(item, Words)]
    assert (fonts.missing(words) != ()) == any("No font here has" in notice for notice in sheet.account.notices)
    assert sum(map(len, words)) < 40_000, "what is laid out is bounded"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
def test_no_cell_is_live_whatever_a_spreadsheet_parts_a_table_at(hostile_kind: str, separator: str, quoting: Any) -> None:
    text = made(hostile_kind, ".csv").decode("utf-8-sig")
    if quoting == csv.QUOTE_NONE and separator == ",":
        return  # whoever parts at commas reads quotes
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)
    cells = [cell.lstrip('" ') for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"[=+\-@＝＋－＠](?![\d.,]+$)", cell)] == []


@pytest.mark.grid
@pytest.mark.skipif(followthemoney.program() is None, reason="FollowTheMoney's program is not here; make validators brings it in")
def test_followthemoney_keeps_the_links(hostile_kind: str, tmp_path: Path) -> None:
    lost = followthemoney.lost(made(hostile_kind, ".ftm.json"), followthemoney.program() or "", tmp_path)
    assert [fault for fault in lost if ", entity:" in fault or "addressEntity:" in fault] == []


# ---- stories ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", sampled([(".html",), (".pptx",), (".pdf",)], [(".html",)]))
def test_a_story(real: World, hostile_kind: str, ending: str) -> None:
    """Of two steps, with every free text hostile."""
    data = real.scenarios_by_id["hwasong-20"].model_dump(mode="json", exclude_none=True)
    asked = next(step for step in data["step"] if "question" in step)
    data["step"] = [{**step, "n": number} for number, step in enumerate([data["step"][0], asked], start=1)]
    (card_type,) = (row for row in TYPES if row.model is Scenario)
    text = hostile.TEXTS[hostile_kind]
    story = Scenario.model_validate(hostile._with(card_type.model, data, text, frozenset({"id", "options"})))
    content = storybook.make(real, story, f"story{ending}")
    assert CHECKED.get(ending, lambda _: [])(content) == []
    if ending == ".html":
        assert story.step[0].heading in page_words(content)
    if ending == ".pptx":
        assert plain(story.step[0].heading) in Presentation(io.BytesIO(content)).slides[0].notes_slide.notes_text_frame.text


# ---- the briefer's own words, and those of a link ----------------------------------------------------------------------


@pytest.mark.parametrize("ending", sampled([(".svg",), (".pdf",), (".kml",), (".pptx",)], [(".svg",), (".kml",)]))
def test_words_of_a_link(real: World, hostile_kind: str, ending: str) -> None:
    """They come into captions, titles and metadata; what cannot be shown is left out and said."""
    for text in (hostile.TEXTS[hostile_kind], *(text[:90] for text in hostile.REFUSED.values())):
        view, notices = parse({"q": f"{text[:150]}", "a": text[:60], "b": "Rajin"})
        assert not list(unfit(view.text + view.route.origin))
        assert any("signs that cannot be shown" in notice for notice in notices) == bool(list(unfit(text[:150])))
    shown = build(real, View(text=view.text))
    work = export.job(real, shown, Options(title=one_line(hostile.TEXTS[hostile_kind]), claims=("B42",)))
    assert CHECKED.get(ending, lambda _: [])(export.make(work, f"map{ending}")) == []


# ---- terminal and log --------------------------------------------------------------------------------------------------


@cache
def loaded(kind: str, folder: Path) -> World:
    """Cards of a folder, read once for all commands."""
    texts = hostile.toy_texts(hostile.TEXTS[kind])
    return World.load(toy.write(folder, {file: text.replace("alpha-line", "khasan-rajin") for file, text in texts.items()}))


@pytest.fixture
def seeds(hostile_kind: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    world = loaded(hostile_kind, FOLDERS.setdefault(hostile_kind, tmp_path_factory.mktemp("hostile")))
    monkeypatch.setattr(World, "load", lambda _: world)
    return FOLDERS[hostile_kind]


FOLDERS: dict[str, Path] = {}


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("claims",), ("sites",), ("scene", "v=1"), ("views",), ("scenarios",), ("route", "alpha", "beta"),
    ("compare", "--from", "alpha", "--to", "beta"), ("claims", "--format", "csv"), ("claims", "--document", "\x1b[2J\u202e"),
    ("route", "\x1b[31m", "\x9b2J"), ("sites", "--format", "\x1b[2J"), ("\x1b[2J",),
    ("export", "--view", "\x1b[2J", "-o", "x.csv"),
    ("claims", "--format", "json"), ("sites", "--format", "geojson"), ("route", "alpha", "beta", "--format", "json"),
)  # fmt: skip


def test_no_order_reaches_the_terminal(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal.sys.stdout.__class__, "isatty", lambda _: True, raising=False)
    for words in COMMANDS:
        done = run("--seeds", str(seeds), *words)
        for line in (done.stdout + done.stderr).split("\n"):
            assert line.isprintable() or words[-2:] == ("--format", "csv"), words


def test_statements_are_shown_as_written(seeds: Path, hostile_kind: str) -> None:
    text = hostile.TEXTS[hostile_kind]
    assert inert(text) in output("--seeds", str(seeds), "claims")
    assert text in {row["statement"] for row in json.loads(output("--seeds", str(seeds), "claims", "--format", "json"))}


class Narrow(io.TextIOWrapper):
    """A terminal of an older encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="strict", newline="")

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "encoding", sampled(((name,) for name in ("cp949", "cp1252", "ascii", "latin-1", "cp866", "utf-8")), [("cp949",), ("ascii",)])
)
def test_an_encoding_without_the_letters_stops_nothing(seeds: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that prints; JSON stays JSON."""
    from explorer.cli.main import main

    for words in COMMANDS:
        out, err = Narrow(encoding), Narrow(encoding)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit):
            main(["--seeds", str(seeds), *words], prog_name="tumen")
        out.flush()
        told = out.buffer.getvalue().decode(encoding)
        assert all(line.isprintable() for line in told.split("\n"))
        if words[-1] == "json" and words[0] != "route":
            assert json.loads(told)
        assert (out.errors, err.errors) == ("strict", "strict"), "the terminal is left as it was"


def test_no_order_reaches_a_log(hostile_kind: str) -> None:
    """Neither in a message nor in a traceback; not even what no card may hold."""
    told = io.StringIO()
    logger, usual = logging.getLogger("tests.hostile"), logging.getLogRecordFactory()
    handler = logging.StreamHandler(told)
    logger.addHandler(handler)
    logger.propagate = False
    terminal.inert_logs()
    try:
        for text in (hostile.TEXTS[hostile_kind], *hostile.REFUSED.values()):
            logger.error("%s and %r", text, text)
            logger.error("%d", text)
            try:
                int(text)
            except ValueError:
                logger.exception(text.replace("%", ""))
    finally:
        logging.setLogRecordFactory(usual)
        logger.removeHandler(handler)
    assert "Traceback" in told.getvalue()
    assert all(line.isprintable() for line in told.getvalue().split("\n"))


# ---- what a card may not hold -------------------------------------------------------------------------------------------


@cache
def bundled() -> Mapping[str, str]:
    """Files of cards; translations of them have a test of their own."""
    root = Path(str(resources.files("seeds")))
    files = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.toml"))}
    return {name: text for name, text in files.items() if not name.startswith("translations/")}


@pytest.mark.parametrize("kind", sampled(((kind,) for kind in hostile.REFUSED), [("escapes",), ("endless word",)]))
def test_the_check_names_file_and_entry_of_what_no_card_may_hold(kind: str) -> None:
    """In every free field of every card; with one line a fault, and no more than a reader reads."""
    texts = hostile.toy_texts(hostile.REFUSED[kind])
    faults = refused(texts)
    assert {fault.file for fault in faults} >= texts.keys() - {"journeys.toml", "viewpoints.toml"}, "these have shorter limits"
    assert all(fault.entry and len(str(fault)) < 500 and str(fault).isprintable() for fault in faults)
    assert len(faults) == sum(text.count(toy.toml_string(hostile.REFUSED[kind].strip())) for text in texts.values())


def refused(texts: Mapping[str, str]) -> list[Fault]:
    with pytest.raises(SeedFaults) as told:
        read(texts)
    assert len(str(told.value).splitlines()) <= 200 * len(texts) + 2
    return [fault for fault in told.value.faults if "no reader sees" in fault.what or "characters; " in fault.what]


def test_the_check_looks_at_every_type_of_card() -> None:
    texts = hostile.poisoned(bundled(), hostile.REFUSED["mark"])
    faults = refused(texts)
    assert {fault.file for fault in faults} == texts.keys()
    assert len(faults) > 2_000
    words = {re.split("[ ,]", fault.entry)[0] for fault in faults}
    assert {row.table for row in TYPES if row.shape != "file" and any(hostile.free_texts(row))} <= words | {"closure"}


@pytest.mark.parametrize("kind", hostile.REFUSED)
def test_a_story_that_is_brought_along_is_held_to_the_same(real: World, kind: str) -> None:
    from explorer.cards.read import read_scenario

    content = bundled()["scenarios/hwasong-20.toml"]
    title = re.search(r'^title = ".*"$', content, re.MULTILINE)
    assert title
    with pytest.raises(SeedFaults) as told:
        read_scenario("story.toml", content.replace(title[0], f"title = {toy.toml_string(hostile.REFUSED[kind])}"), real.stage)
    assert {fault.entry for fault in told.value.faults} == {"title"}
    assert str(told.value).replace("\n", "").isprintable()
    assert len(str(told.value)) < 1_500
