"""A ledger of 33 documents with codes of one to four letters, in everything that shows or writes it; and links made before."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from explorer.cli import main as cli
from explorer.ledger.ids import claim_order, code_of
from explorer.render.files import export, rows
from explorer.render.files.export import Job
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Words
from explorer.render.web import html
from explorer.scene.build import Scene, build
from explorer.stories.rehearsal import rehearse
from explorer.stories.scenario import Scenario
from explorer.stories.text import callouts_of, sentences_of
from explorer.views.read import parse, parse_strictly
from explorer.views.view import View
from explorer.world.world import World
from tests import toy, toy_library
from tests.grids import sampled
from tests.printed import clashes, cut_labels
from tests.showing import showing
from tests.toy_library import CLAIMS, CODES, document_id, former_id

ALL = View()


@cache
def scene() -> Scene:
    return build(toy_library.world(), ALL)


@cache
def job() -> Job:
    return export.job(toy_library.world(), scene(), Options())


@cache
def made(ending: str) -> str:
    return export.make(job(), f"map{ending}").decode()


# ---- cards and scene -------------------------------------------------------------------------------------------------


def test_the_library_is_read() -> None:
    ledger = toy_library.world().ledger
    assert len(ledger.documents) == 33
    assert {len(document.code) for document in ledger.documents} == {1, 2, 3, 4}
    assert ledger.by_id.keys() > CLAIMS
    assert all(entry.document.code == code_of(entry.id) for entry in ledger.entries)
    assert {entry.id for entry in scene().entries} == ledger.by_id.keys()


def test_claims_are_listed_by_code_and_number() -> None:
    ordered = sorted(CLAIMS, key=claim_order)
    assert ordered.index("TASS100") - ordered.index("TASS02") == 1
    assert ordered.index("T100") < ordered.index("TASS01")


@pytest.mark.parametrize("code", CODES)
def test_a_document_alone_has_its_own_claims(code: str) -> None:
    """And not those of a document whose code only begins alike."""
    found = build(toy_library.world(), View(documents=frozenset({document_id(code)})))
    assert [entry.id for entry in found.entries] == [f"{code}{number}" for number in toy_library.NUMBERS]


@pytest.mark.parametrize("claim", ["KCNA01", "AF100", "T02"])
def test_a_claim_can_be_selected_and_searched(claim: str) -> None:
    view, notices = parse(f"sel=claim:{claim}&q={claim}")
    assert notices == ()
    found = build(toy_library.world(), view)
    assert found.view.selected == f"claim:{claim}"
    assert [entry.id for entry in found.entries] == [claim]
    assert found.notices == ()


def test_a_card_names_its_document() -> None:
    entry = toy_library.world().ledger.by_id["KCNA01"]
    assert "KCNA01 · document KCNA, paragraph 1" in html.claim_card(toy_library.world(), entry)


# ---- files -----------------------------------------------------------------------------------------------------------


def test_the_sheet_names_every_document_with_its_claims() -> None:
    words = " ".join(item.text for group in job().sheet.groups for item in group.items if isinstance(item, Words))
    words = re.sub(r"\s+", " ", words)
    for code in CODES:
        assert f"{code} News ({document_id(code)}), claims {code}01, {code}02, {code}100" in words
    assert (clashes(job().sheet), cut_labels(job().sheet)) == ([], [])


@pytest.mark.parametrize(
    "ending",
    sampled(((ending,) for ending in (".svg", ".html", ".geojson", ".kml", ".csv", ".ftm.json")), [(".kml",), (".csv",)]),
)
def test_a_text_format_holds_every_claim(ending: str) -> None:
    found = set(re.findall(r"(?<![A-Za-z0-9])[A-Z]{1,4}[0-9]{2,3}(?![A-Za-z0-9])", made(ending)))
    assert CLAIMS - found == set()


@pytest.mark.parametrize("ending", [".html", ".geojson", ".csv", ".ftm.json"])
def test_a_text_format_holds_every_document_by_its_id(ending: str) -> None:
    assert [code for code in CODES if document_id(code) not in made(ending)] == []
    assert [code for code in CODES if former_id(code) in made(ending)] == []


def test_the_slide_names_every_document_in_its_notes() -> None:
    deck = Presentation(io.BytesIO(export.make(job(), "map.pptx")))
    notes = deck.slides[0].notes_slide.notes_text_frame.text
    assert [code for code in CODES if document_id(code) not in notes] == []


def test_the_table_of_a_geopackage_names_the_documents(tmp_path: Path) -> None:
    import pyogrio

    (tmp_path / "map.gpkg").write_bytes(export.make(job(), "map.gpkg"))
    frame = pyogrio.read_dataframe(tmp_path / "map.gpkg", layer="claims")
    table = dict(zip(frame["claim"], frame["document"], strict=True))
    assert {claim: table[claim] for claim in CLAIMS} == {claim: document_id(code_of(claim)) for claim in CLAIMS}


def test_the_csv_is_a_row_a_claim() -> None:
    table = list(csv.DictReader(io.StringIO(rows.claims_csv(toy_library.world().ledger.entries).decode("utf-8-sig"))))
    assert {row["id"]: row["document"] for row in table if row["id"] in CLAIMS} == {
        claim: document_id(code_of(claim)) for claim in CLAIMS
    }


def test_entities_have_ids_of_their_own() -> None:
    found = [json.loads(line)["id"] for line in made(".ftm.json").splitlines()]
    assert len(set(found)) == len(found)
    assert sum(name.startswith("tumen-document-") for name in found) == 33


def test_the_manifest_lists_the_documents() -> None:
    *_, (_, manifest) = export.whole(job(), "map.csv")
    assert {row["code"]: row["id"] for row in json.loads(manifest)["sources"]} == {
        document.code: document.id for document in toy_library.world().ledger.documents
    }


# ---- stories ---------------------------------------------------------------------------------------------------------

STEP = {
    "n": 1,
    "heading": "Agencies",
    "view": f"v=1&doc={former_id('KCNA')}&sel=claim:KCNA02",
    "guide": "Compare KCNA02 with KCNA01.",
    "say": sentences_of("KCNA02: Agency KCNA alleged that it spoke for time 02 of Beta."),
    "against": sentences_of("NK01: Agency NK alleged that it spoke for time 01 of Beta."),
    "callout": callouts_of("alpha: KCNA02"),
}
STORY = {"id": "shelf", "title": "Shelf", "audience": "Testers", "minutes": 5, "goals": ["I can tell T from TASS."]}


def test_a_story_may_cite_them() -> None:
    assert rehearse(Scenario.model_validate(STORY | {"step": [STEP]}), "scenarios/shelf.toml", toy_library.world().stage) == ()


def test_only_a_claim_of_the_ledger_is_a_direction_where_to_look() -> None:
    """KN23 is the name of a missile, though it looks like a claim id."""
    story = Scenario.model_validate(STORY | {"step": [STEP | {"guide": "Compare KCNA02 with KN23."}]})
    (fault,) = rehearse(story, "scenarios/shelf.toml", toy_library.world().stage)
    assert "'23'" in fault.what


# ---- links made before -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["A", "B", "KCNA", "AF"])
def test_a_former_id_leads_to_the_document(code: str) -> None:
    former = {"A": toy.FORMER_A, "B": toy.FORMER_B}.get(code) or former_id(code)
    today = {"A": toy.DOCUMENT_A, "B": toy.DOCUMENT_B}.get(code) or document_id(code)
    found = build(toy_library.world(), parse_strictly(f"v=1&doc={former}"))
    assert found.view == View(documents=frozenset({today}))
    assert found.notices == ()
    assert {code_of(entry.id) for entry in found.entries} == {code}
    assert found.geojson() == build(toy_library.world(), View(documents=frozenset({today}))).geojson()


def test_the_links_of_the_two_articles_still_work(real: World) -> None:
    for former, today, claim in (
        ("000_3afe77b973113381", "cnews-live-2025-10", "A01"),
        ("002_c79e3eda8791d646", "daily-scope-2024-06", "B42"),
    ):
        found = build(real, parse_strictly(f"v=1&doc={former}&sel=claim:{claim}"))
        assert found.view == View(documents=frozenset({today}), selected=f"claim:{claim}")
        assert claim in {entry.id for entry in found.entries}
        assert found.notices == ()


def test_a_document_that_never_was_is_still_named() -> None:
    found = build(toy_library.world(), View(documents=frozenset({"000_ffffffffffffffff"})))
    assert found.entries == ()
    assert "'000_ffffffffffffffff' is not a document of this ledger; no statement matches it." in found.notices


def explore() -> None:
    from explorer.app.screens import explore

    explore.show()


@pytest.fixture
def installed() -> Iterator[None]:
    with showing(toy_library.world()):
        yield


@pytest.mark.usefixtures("installed")
def test_the_filter_shows_the_document_of_an_old_link() -> None:
    app = AppTest.from_function(explore, default_timeout=60)
    app.query_params["doc"] = former_id("KCNA")
    app.run()
    assert not app.exception
    assert app.multiselect(key="filter_documents").value == [document_id("KCNA")]
    app.text_input(key="search").set_value("spoke for time").run()
    assert app.query_params["doc"] == document_id("KCNA"), "what is written anew has the id of today"


# ---- command line ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    legs = toy.LEGS.replace("alpha-line", "khasan-rajin")
    return toy.write(tmp_path_factory.mktemp("library") / "seeds", {**toy_library.TEXTS, "legs.toml": legs})


def run(seeds: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.main, ["--seeds", str(seeds), *words], prog_name="tumen")
    return result.exit_code, result.output


def test_the_command_checks_them(seeds: Path) -> None:
    code, told = run(seeds, "check")
    assert (code, told.split(",")[0]) == (0, "All well: 33 documents")


@pytest.mark.parametrize("name", ["KCNA", document_id("KCNA"), former_id("KCNA")])
def test_the_command_finds_a_document_by_code_and_by_both_ids(seeds: Path, name: str) -> None:
    code, told = run(seeds, "claims", "--document", name, "--format", "json")
    assert code == 0
    assert [row["id"] for row in json.loads(told)] == ["KCNA01", "KCNA02", "KCNA100"]


def test_the_command_names_the_documents_there_are(seeds: Path) -> None:
    code, told = run(seeds, "claims", "--document", "KC")
    assert code == 2
    assert "Nearest: KCNA" in told, "of 33 documents with two names each the middle of the list is left out"
    assert former_id("KCNA") not in told
