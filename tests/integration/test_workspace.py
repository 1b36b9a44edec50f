"""A third document of a workspace, on every surface as if it were built in; the commands; open pages that follow."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from streamlit.testing.v1 import AppTest

import explorer
from explorer.app import cache as shared
from explorer.app import following, heavy, sheets
from explorer.cli import main as cli
from explorer.render.files import export
from explorer.render.sheet.options import Options
from explorer.scene.build import build
from explorer.views.view import View
from explorer.workspace.incoming import entries_in
from explorer.workspace.standing import Standing
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.world import World
from tests import toy_library
from tests.grids import sampled

DOCUMENT = "kcna-news-2024-07-01"
FILE = f"documents/{DOCUMENT}.toml"
TEXT = (
    toy_library.paper("KCNA", "B42")
    .replace('"beta"', '"rajin-port"')
    .replace('"alpha"', '"khasan"')
    .replace('"gamma"', '"rajin"')
)
VIEW = f"v=1&doc={DOCUMENT}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace") / "w.sqlite"


@pytest.fixture(scope="module")
def desk(place: Path, real: World) -> Workspace:
    found = Workspace(Store.open(str(place)), real.ground)
    found.bring(entries_in(FILE, TEXT.encode(), "cards", found.now.cards).entries, "Ann", "A third document.")
    return found


@pytest.fixture(scope="module")
def shown(desk: Workspace, real: World) -> World:
    return real.beside(desk.now, desk.at)


def run(place: Path, *words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, ["--workspace", str(place), *words], prog_name="tumen", input=given)


# ---- surfaces --------------------------------------------------------------------------------------------------------


def test_it_is_on_the_map_with_what_it_contradicts(shown: World, real: World) -> None:
    found = build(shown, View(documents=frozenset({DOCUMENT})))
    assert {f.id for f in found.features if f.kind == "site"} >= {"site:rajin-port", "site:khasan", "site:rajin"}
    assert [e.id for e in shown.ledger.beside(found.entries)] == ["B42"]
    assert len(build(shown, View()).entries) == len(build(real, View()).entries) + 3


@pytest.mark.parametrize(
    "ending", sampled([(".svg",), (".html",), (".geojson",), (".csv",), (".ftm.json",)], [(".svg",), (".csv",)])
)
def test_it_is_in_every_file(shown: World, ending: str) -> None:
    job = export.job(shown, build(shown, View(documents=frozenset({DOCUMENT}))), Options())
    made = export.make(job, f"map{ending}").decode()
    assert all(claim in made for claim in ("KCNA01", "KCNA02", "KCNA100"))


def test_a_manifest_names_the_revision(shown: World, real: World) -> None:
    for world, revision in ((shown, 1), (real, None)):
        job = export.job(world, build(world, View()), Options())
        *_, (_, manifest) = export.whole(job, "map.csv")
        assert json.loads(manifest).get("workspace_revision") == revision


def test_heavy_work_is_done_on_the_workspace(shown: World, real: World) -> None:
    """The process of the queue holds the built-in cards alone; a task brings along what stands in the workspace."""
    view = View(documents=frozenset({DOCUMENT}))
    task = (Standing(shown.own, shown.cards), sheets.file, view, Options(), "map.csv")
    sent, arguments = ForkingPickler.loads(ForkingPickler.dumps((heavy.beside, task)))
    assert b"KCNA01" in sent(real, *arguments)


def test_routes_and_comparisons_are_those_of_the_built_in_world(shown: World, real: World) -> None:
    asked = ("rajin-port", "vostochny-port")
    assert explorer.compare(shown, *asked) == explorer.compare(real, *asked)
    assert shown.network is real.network


def test_the_public_frames_hold_it(shown: World) -> None:
    assert list(explorer.claims(shown, VIEW)["id"]) == ["KCNA01", "KCNA02", "KCNA100"]
    assert "KCNA01" not in set(explorer.claims(shown, "v=1&asof=2020-01-01")["id"])


def test_a_story_may_cite_it(shown: World) -> None:
    cite = shown.stage.cite("KCNA01")
    assert cite is not None
    assert cite.id == "KCNA01"


# ---- pages -----------------------------------------------------------------------------------------------------------


def explore() -> None:
    from explorer.app import following
    from explorer.app.screens import explore

    following.begin()
    explore.show()


@pytest.fixture
def followed(desk: Workspace, real: World) -> Iterator[Workspace]:
    before = shared._installed[:]
    shared.install(real.beside(desk.now, desk.at), {})
    end = following.follow(real, desk)
    yield desk
    end()
    shared._installed[:] = before


def words(app: AppTest) -> str:
    return " ".join(str(element.proto) for element in app.get("html"))


def test_an_open_page_follows_and_a_past_day_does_not(followed: Workspace, place: Path, real: World) -> None:
    app = AppTest.from_function(explore, default_timeout=60)
    app.query_params.update({"doc": DOCUMENT, "sel": "claim:KCNA01"})
    app.run()
    assert not app.exception
    assert "The agency KCNA spoke for time 01 of Beta." in words(app)
    heard = threading.Event()
    replace = shared.replace

    def told(world: World) -> None:
        replace(world)
        heard.set()

    other = Workspace(Store.open(str(place)), real.ground)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared, "replace", told)
        text = {**followed.now.state.entries["claim", "KCNA01"].fields, "statement": "As another process revised it."}
        other.accept([("claim", text)], "Bob", "")
        assert heard.wait(20)
    app.run()
    assert "As another process revised it." in words(app)
    app.query_params["asof"] = "2020-01-01"
    app.run()
    assert not app.exception
    assert "KCNA01" not in words(app).replace("claim:KCNA01", "")
    other.undo(other.revision, "Bob")
    following.take_up()
    assert shared.newest().ledger.by_id["KCNA01"].claim.statement == "The agency KCNA spoke for time 01 of Beta."


# ---- commands --------------------------------------------------------------------------------------------------------


@pytest.mark.grid
def test_the_check_reads_the_workspace(place: Path, desk: Workspace) -> None:
    assert run(place, "check").output.startswith("All well: 3 documents")


def test_commands_read_the_workspace_only_where_it_is_named(place: Path, desk: Workspace) -> None:
    assert "KCNA01" in run(place, "claims", "--document", "KCNA").output
    assert CliRunner().invoke(cli.main, ["claims", "--document", "KCNA"]).exit_code == 2
    found = json.loads(run(place, "scene", VIEW).output)
    assert {f["id"] for f in found["features"]} >= {"claim:KCNA01", "site:rajin-port"}
    assert "KCNA01" in run(place, "search", "time 01", "라진").output
    refused = CliRunner().invoke(cli.main, ["scene", "asof=2026-11-01"])
    assert refused.exit_code == 2
    assert "asks for a day of the workspace, and there is none" in refused.output


def test_import_export_log_withdraw_undo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    card, place = tmp_path / "card.toml", tmp_path / "w.sqlite"
    card.write_text(TEXT, encoding="utf-8")
    refused = run(place, "workspace", "import", str(card))
    assert (refused.exit_code, "Say who you are, once: --author NAME." in refused.output) == (2, True)
    assert (
        "5 entries written, 0 known before; revision 1." in run(place, "workspace", "import", str(card), "--author", "Ann").output
    )
    done = run(place, "workspace", "withdraw", "claim", "KCNA100", "--author", "Ann", "--reason", "Read wrongly.")
    assert "The claim KCNA100 is withdrawn; revision 2." in done.output
    assert "Change 2 is undone; revision 3." in run(place, "workspace", "undo", "--author", "Ann").output
    log = run(place, "workspace", "log").output.splitlines()
    assert [line.split()[0] for line in log] == ["3", "2", "1"]
    assert "Ann: claim KCNA100 withdrawn. Read wrongly." in log[1]
    assert len(run(place, "workspace", "log", "--of", "claim:KCNA100").output.splitlines()) == 3
    new = json.loads(run(place, "workspace", "changes", "--since", "2020-01-01", "--format", "json").output)
    assert {(row["happened"], row["id"]) for row in new} >= {("came in", "KCNA01"), ("contradicted", "B42")}
    assert "contradicted  claim B42 (by KCNA02): " in run(place, "workspace", "changes", "--since", "2020-01-01").output
    assert run(place, "workspace", "changes", "--since", "2100-01-01").output == ""
    assert "Holds 1 document, 1 claimant, 3 claim." in run(place, "workspace", "status").output
    out = tmp_path / "out"
    assert "1 files of revision 3" in run(place, "workspace", "export", str(out)).output
    assert run(place, "workspace", "export", str(out)).exit_code == 1
    again = run(tmp_path / "two.sqlite", "workspace", "import", str(out), "--author", "Bob")
    assert "5 entries written" in again.output
    run(tmp_path / "two.sqlite", "workspace", "export", str(tmp_path / "again"))
    assert (tmp_path / "again" / FILE).read_bytes() == (out / FILE).read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("import", "sites.toml"), "the place 'atlantis' is not in sites.toml"),
        (("import", "x.docx"), "What x.docx holds is not clear from its name. State it with --as."),
        (("withdraw", "claim", "C99"), "There is no claim 'C99' in the workspace"),
        (("undo", "7"), "There is no change 7. The last one is 1."),
        (("undo",), "Ann has changed nothing that could be undone"),
    ],
)
def test_refusals(words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    site = '[[site]]\nid = "x"\nkind = "region"\nnames = { en = "X" }\npart_of = "atlantis"\n'
    Path("sites.toml").write_text(site, encoding="utf-8")
    Path("x.docx").write_bytes(b"PK")
    Path("card.toml").write_text(TEXT, encoding="utf-8")
    run(Path("w.sqlite"), "workspace", "import", "card.toml", "--author", "Bob")
    found = run(Path("w.sqlite"), "workspace", *words, "--author", "Ann")
    assert found.exit_code in {1, 2}
    assert told in found.output
    assert len(run(Path("w.sqlite"), "workspace", "log").output.splitlines()) == 1


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(51_000_000)
    found = run(tmp_path / "w.sqlite", "workspace", "import", str(tmp_path / "large.csv"), "--author", "Ann")
    assert (found.exit_code, "large.csv has 51 MB; 50 MB are read at most" in found.output) == (1, True)


def test_the_author_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.workspace import home

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert home.known_author() == ""
    home.keep_author("안나")
    assert home.known_author() == "안나"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home.default_file() == tmp_path / "data" / "tumen" / "workspace.sqlite"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--no-workspace", "--workspace", "w.sqlite"), "--no-workspace shows the built-in cards alone"),
        (("--workspace", "."), "this is a folder"),
        (("--read-only", "--workspace", "w.sqlite"), "there is no such file, and nothing makes one here"),
    ],
)
def test_the_app_refuses_a_workspace_it_cannot_open(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(cli.main, ["app", "--port", "0", *words])
    assert found.exit_code in {1, 2}
    assert told in found.output
