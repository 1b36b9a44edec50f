"""The command ``tumen``: every option, exit codes 0, 1 and 2, and broken cards told without a traceback."""

from __future__ import annotations

import csv
import gc
import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from explorer.cli import app as app_command
from explorer.cli import main as cli
from explorer.ledger import sources
from explorer.scene.build import build
from explorer.server import serve
from explorer.server.gate.access import Access
from explorer.views.read import parse
from explorer.views.view import View
from explorer.world import load as door
from explorer.world.strangers import unknown
from explorer.world.world import World
from tests import hostile_options, toy
from tests.grids import sampled
from tests.properties.views import views
from tests.unit.render.files.test_rows import CLAIM_FIELDS, SITE_FIELDS

TEXTS = {**toy.TEXTS, "legs.toml": toy.LEGS.replace("alpha-line", "khasan-rajin")}
"""The toy cards with a railway that the map data has."""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return toy.write(tmp_path / "seeds", TEXTS)


GROUP = click.Context(cli.main, info_name="tumen")
COMMANDS = {name: cli.main.get_command(GROUP, name) for name in cli.COMMANDS}


def run(*words: str) -> Result:
    result = CliRunner().invoke(cli.main, list(words), prog_name="tumen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def output(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refused(*words: str) -> str:
    """The message of a command that was given something it cannot read."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


# ---- bundled cards ---------------------------------------------------------------------------------------------------


def test_check_is_clean(real: World) -> None:
    text = output("check")
    assert text.startswith("All well: 2 documents, ")
    assert f"{len(real.ledger.entries)} claims" in text
    first, second = text.splitlines()
    assert first != second
    assert second.startswith("Sources: ")
    lacking = output("check", "--sources").splitlines()[2:]
    assert len(lacking) == len(sources.lacking(real.ledger))


def test_sites_of_the_bundled_gazetteer() -> None:
    rows = json.loads(output("sites", "--format", "json"))
    assert all(set(row) >= SITE_FIELDS for row in rows)
    assert len([row for row in rows if row["lon"] is not None]) >= 45
    assert all((row["lon"] is None) is (row["lat"] is None) is (row["accuracy_km"] is None) for row in rows)


def test_claims_of_the_bundled_documents() -> None:
    rows = json.loads(output("claims", "--format", "json"))
    assert len(rows) >= 100
    assert all(set(row) >= CLAIM_FIELDS for row in rows)
    assert all(set(row["claimant"]) >= {"name", "role", "affiliation"} for row in rows)
    assert all(set(place) >= {"id", "basis"} for row in rows for place in row["places"])


# ---- formats and options ---------------------------------------------------------------------------------------------


def test_sites_as_text(seeds: Path) -> None:
    lines = output("--seeds", str(seeds), "sites").splitlines()
    assert len(lines) == 8
    assert re.search(r"^alpha +town +42\.0000 +130\.0000 +±1 km +Alpha, 알파, Альфа$", lines[0])
    assert re.search(r"^government-north +government +no position +Government of the North$", lines[5])
    assert output("--seeds", str(seeds), "sites", "--format", "text").splitlines() == lines


def test_sites_as_geojson(seeds: Path) -> None:
    document = json.loads(output("--seeds", str(seeds), "sites", "--format", "geojson"))
    assert document["type"] == "FeatureCollection"
    assert [feature["geometry"] is None for feature in document["features"]] == [False] * 5 + [True] * 3


def test_claims_as_text(seeds: Path) -> None:
    lines = output("--seeds", str(seeds), "claims").splitlines()
    assert len(lines) == 8
    assert lines[4] == "B01  assessed          C3  Ann Alyst: Trains may be used where ships were."


def test_claims_as_csv(seeds: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(output("--seeds", str(seeds), "claims", "--format", "csv").removeprefix("\ufeff"), newline=""))
    )
    assert [row["id"] for row in rows] == ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04"]


@pytest.mark.parametrize(
    ("options", "claims"),
    [
        (["--document", toy.DOCUMENT_A], ["A01", "A02", "A03", "A04"]),
        (["--document", "B"], ["B01", "B02", "B03", "B04"]),
        (["--stance", "reported-fact"], ["A01", "B02"]),
        (["--stance", "Reported Fact"], ["A01", "B02"]),
        (["--stance", "denied"], ["A03"]),
        (["--place", "alpha"], ["A01", "B02"]),
        (["--place", "government-north"], ["A02"]),
        (["--place", "gamma"], []),
        (["--document", "B", "--place", "beta", "--stance", "asserted"], ["B04"]),
    ],
)
def test_claims_can_be_chosen(seeds: Path, options: list[str], claims: list[str]) -> None:
    rows = json.loads(output("--seeds", str(seeds), "claims", "--format", "json", *options))
    assert [row["id"] for row in rows] == claims


def test_scene_takes_a_view_in_every_form(seeds: Path) -> None:
    query = "v=1&stance=assessed&sel=site:beta&lang=ru"
    documents = [
        json.loads(output("--seeds", str(seeds), "scene", form))
        for form in (query, f"?{query}", f"http://127.0.0.1:8501/evidence?{query}", parse(query)[0].json())
    ]
    assert all(document == documents[0] for document in documents)
    assert documents[0]["view"] == query
    assert [feature["id"] for feature in documents[0]["features"] if feature["properties"]["kind"] == "claim"] == ["claim:B01"]


@pytest.mark.parametrize("words", [("scene", "layers=moon"), ("export", "-o", "map.svg", "--view", "layers=tour,moon")])
def test_a_layer_that_is_not_there_is_refused(seeds: Path, words: tuple[str, ...]) -> None:
    told = refused("--seeds", str(seeds), *words)
    assert "This view cannot be read as it stands: layers='moon' is not known; use one of places," in told
    assert "graticule, tour, visit." in told


def test_scene_without_a_view_is_the_default(seeds: Path) -> None:
    assert json.loads(output("--seeds", str(seeds), "scene"))["view"] == "v=1"


DONE_INSTEAD = re.compile("; (?:nothing is selected|no statement matches it)[.]$")
"""What a page does about it."""


@given(view=views())
def test_the_command_line_shows_the_scene_of_any_view_or_says_what_is_not_there(real: World, view: View) -> None:
    view = replace(view, journeys=view.journeys & real.cards.journeys.keys())  # of others it says that there are none
    missing = [DONE_INSTEAD.sub(".", told) for told in unknown(real, view)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(World, "load", lambda *_: real)
        if missing:
            said = refused("scene", "--", view.query())
            assert all(told in said for told in missing)
            return
        document = json.loads(output("scene", "--", view.query()))
    assert document == json.loads(json.dumps(build(real, view).geojson()))


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=lambda words: "".join(words) or "tumen")
def test_help_says_what_it_does(command: list[str]) -> None:
    for flag in ("--help", "-h"):
        text = output(*command, flag)
        assert text.startswith("Usage: tumen")
        assert len(text.splitlines()) >= 5


def test_every_option_has_words_of_help() -> None:
    for command in (cli.main, *COMMANDS.values()):
        assert command is not None
        for option in command.params:
            if isinstance(option, click.Option) and not isinstance(option.type, click.Choice):
                assert option.help, f"{command.name} {option.name}"


def test_the_list_of_commands_says_of_each_what_its_own_help_says_first() -> None:
    """The list is written apart, so that showing it loads no command."""
    listed = output("--help").partition("Commands:\n")[2]
    assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == list(COMMANDS)
    assert list(COMMANDS) == sorted(COMMANDS)
    for name, command in COMMANDS.items():
        assert command is not None
        assert command.name == name
        said, words = (command.help or "").partition("\n")[0], cli.COMMANDS[name][1]
        assert said.startswith(words.rstrip(".")), name
        assert words.endswith(".")


def loaded(heavy: set[str], *words: str) -> str:
    """What a command prints in a process of its own, and last which of some packages it has loaded."""
    program = (
        "import sys; from explorer.cli.main import main; main(sys.argv[1:], standalone_mode=False); "
        f"print('loaded:', *({heavy} & sys.modules.keys()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, env=environment
    ).stdout


def test_help_and_version_load_nothing_heavy() -> None:
    heavy = {"numpy", "pandas", "geopandas", "pydantic", "shapely", "matplotlib", "streamlit", "networkx", "pyproj", "geodata"}
    for flag in ("--help", "--version"):
        told = loaded(heavy, flag)
        assert told.startswith(("Usage: ", "tumen, version "))
        assert told.splitlines()[-1] == "loaded:"


@pytest.mark.grid
def test_the_export_of_a_map_loads_neither_the_page_nor_slides(tmp_path: Path) -> None:
    told = loaded(
        {"folium", "pptx", "streamlit", "networkx"}, "export", "--view", "khasan-rajin", "-o", str(tmp_path / "map.png")
    )
    assert told.splitlines()[-1] == "loaded:"


def test_a_command_leaves_the_process_as_it_was(seeds: Path) -> None:
    before = gc.get_threshold(), gc.isenabled(), list(warnings.filters)
    with cli.own_process():
        assert gc.get_threshold()[0] == cli.GARBAGE
    output("--seeds", str(seeds), "sites")
    refused("--seeds", str(seeds), "sites", "--format", "csv")
    assert (gc.get_threshold(), gc.isenabled(), list(warnings.filters)) == before


def test_version() -> None:
    assert re.fullmatch(r"tumen, version \d+\.\d+\.\d+\S*\n", output("--version"))


# ---- broken cards ----------------------------------------------------------------------------------------------------


def broken(folder: Path) -> Path:
    """Cards with six faults, each of another kind, in five files."""
    texts: dict[str, str | bytes] = {**TEXTS}
    texts["sites.toml"] = toy.SITES.replace("lat = 50.0", "lat = 95.0")
    paper = f"documents/{toy.DOCUMENT_A}.toml"
    texts[paper] = toy.PAPER_A.replace('stance = "alleged"', 'stance = "rumoured"').replace(
        '{ id = "alpha", basis', '{ id = "omega", basis'
    )
    texts["context/around.toml"] = toy.EVENTS.replace("start = 2024-03-01", 'start = "2024-02-31"')
    texts["families.toml"] = "[[family]]\nid = tour"
    texts["context/latin.toml"] = "title = 'caf\xe9'".encode("latin-1")
    return toy.write(folder, texts)


FAULTS = (
    ("context/around.toml: event beta-seen-2024-03-01, dates.start", "is not a date"),
    ("context/latin.toml", "byte 12 is not UTF-8"),
    (f"documents/{toy.DOCUMENT_A}.toml: claim A01", "'omega' is not in sites.toml"),
    (f"documents/{toy.DOCUMENT_A}.toml: claim A02, stance", "'rumoured'"),
    ("families.toml", "not valid TOML"),
    ("sites.toml: site gamma, lat", "95.0"),
)


@pytest.mark.parametrize(
    "command", [["check"], ["app", "--port", "0"], ["claims"], ["sites"], ["scene"]], ids=lambda words: words[0]
)
def test_all_faults_are_listed_and_nothing_starts(tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "run", lambda *_: pytest.fail("the server was started"))
    result = run("--seeds", str(broken(tmp_path / "seeds")), *command)
    assert result.exit_code == 1
    assert result.stdout == ""
    head, *lines = result.stderr.rstrip().splitlines()
    assert head.endswith("6 faults in the cards:")
    assert len(lines) == len(FAULTS)
    for line, (where, what) in zip(lines, FAULTS, strict=True):
        assert line.startswith(f"  {where}: ")
        assert what in line
        assert line.endswith(".")


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    result = run("--seeds", str(tmp_path), "check")
    assert result.exit_code == 1
    assert "there are no cards here" in result.stderr


def test_files_that_are_none_of_ours_do_no_harm(seeds: Path) -> None:
    (seeds / ".#sites.toml").symlink_to("reader@host.1234")
    (seeds / "._sites.toml").write_bytes(b"\x00\x05\x16\x07")
    (seeds / ".git").mkdir()
    (seeds / ".git" / "config.toml").write_text("[")
    (seeds / "README.md").write_text("Cards.")
    (seeds / "__pycache__").mkdir()
    (seeds / "__pycache__" / "x.toml").write_text("[")
    assert output("--seeds", str(seeds), "check").startswith("All well")


def test_a_link_to_nowhere_is_a_fault(seeds: Path) -> None:
    (seeds / "context" / "lost.toml").symlink_to("nowhere.toml")
    result = run("--seeds", str(seeds), "check")
    assert result.exit_code == 1
    assert "context/lost.toml: the file cannot be read" in result.stderr


def test_broken_map_data_is_one_line_each(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "run", lambda *_: pytest.fail("the server was started"))
    monkeypatch.setattr(door.geodata, "check", lambda: ["geodata/data/land_region.parquet is missing; reinstall"])
    for command in (["check"], ["app", "--port", "0"]):
        result = run("--seeds", str(seeds), *command)
        assert result.exit_code == 1, command
        assert result.stderr.count("land_region.parquet is missing") == 1
        assert len(result.stderr.rstrip().splitlines()) <= 2


# ---- the server ------------------------------------------------------------------------------------------------------


def test_a_port_in_use_is_one_clear_line(seeds: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--seeds", str(seeds), "app", "--port", str(port))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"tumen: Port {port} on 127.0.0.1 cannot be used (")
    assert len(result.stderr.splitlines()) == 1


def test_app_hands_over_host_and_port_and_opens_a_browser_only_when_asked(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[Any, ...]] = []
    opened: list[list[str]] = []

    class Timer:
        def __init__(self, _: float, __: Any, words: list[str]) -> None:
            self.words = words

        def start(self) -> None:
            opened.append(self.words)

    def run_it(world: World, access: Access, port: int, announce: Any) -> None:
        calls.append((len(world.ledger.entries), access, port))
        announce(f"http://{access.host}:{port}", "Who reads." if access.allowed else "")

    monkeypatch.setattr(serve, "run", run_it)
    monkeypatch.setattr(app_command.threading, "Timer", Timer)
    assert output("--seeds", str(seeds), "app") == "Tumen Explorer: http://127.0.0.1:8501\n"
    assert opened == []
    output("--seeds", str(seeds), "app", "--host", "::1", "--port", "8600", "--open")
    all_told = "every card and map and all of your workspace"
    assert calls == [(8, Access(shows=all_told), 8501), (8, Access(host="::1", shows=all_told), 8600)]
    assert opened == [["http://::1:8600"]]


def test_app_hands_over_who_may_talk_to_it_and_says_who_can_read(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Access] = []

    def run_it(_: World, access: Access, port: int, announce: Any) -> None:
        given.append(access)
        announce(f"http://localhost:{port}", "Who reads.")

    monkeypatch.setattr(serve, "run", run_it)
    words = "app --host :: --allow-host a.example --allow-host b.example --base-path /x --proxy 10.0.0.7 --password-file p"
    result = run("--seeds", str(seeds), *words.split())
    assert given == [
        Access(
            "::", ("a.example", "b.example"), ("10.0.0.7",), "/x", Path("p"), None, "every card and map and all of your workspace"
        )
    ]
    assert (result.stdout, result.stderr) == ("Tumen Explorer: http://localhost:8501\n", "Who reads.\n")


SOCKET = {
    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
}  # fmt: skip
UPLOAD = "/_stcore/upload_file/session/file"


def assert_well_guarded(port: int) -> None:
    """What whoever means no good would try first, against the running server."""

    def ask(path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()} | own)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    own: dict[str, str] = {}
    for path in ("/", "/api/claims", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/static/x.js", "/healthz"):
        assert ask(path, Host="evil.example").status == 421, path
    for path in ("/", "/evidence", "/api/claims", "/_stcore/health", "/favicon.png", "/static/none.js", "/healthz"):
        answer = ask(path, Accept="text/html", Origin="http://evil.example")
        assert "default-src 'none'" in str(answer.headers["content-security-policy"]), path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["access-control-allow-origin"] is None, path
        assert answer.headers["server"] is None, path
    assert ask("/healthz").status == 200
    assert ask(UPLOAD, "PUT", Origin="http://localhost:9999").status == 403
    assert ask(UPLOAD, "PUT", Origin=f"http://127.0.0.1:{port}").status == 403, "without Streamlit's token"
    assert ask("/_stcore/agent/interact", "POST", Origin=f"http://127.0.0.1:{port}").status in {403, 404}
    assert ask("/elsewhere/_stcore/script-health-check").headers["content-type"].startswith("text/html"), "only a page's address"
    assert "Set-Cookie" in ask("/_stcore/health").headers, "the token that uploads need"
    own = SOCKET
    assert ask("/_stcore/stream", Origin="http://localhost:9999").status == 403
    assert ask("/_stcore/stream", Origin="null").status == 403
    assert ask("/_stcore/stream", Host="evil.example", Origin="http://evil.example").status == 421


@pytest.mark.parametrize("end", sampled([(signal.SIGINT,), (signal.SIGTERM,)], [(signal.SIGINT,)]))
def test_a_real_server_answers_and_ends_on_ctrl_c(seeds: Path, tmp_path: Path, end: signal.Signals) -> None:
    """The whole way once, with hostile options around: the address is printed, page and API answer, Ctrl+C leaves no trace."""
    words = [sys.executable, "-c", "from explorer.cli.main import main; main()", "--seeds", str(seeds), "app", "--port", "0"]
    root = str(Path(cli.__file__).parents[2])
    hostile = hostile_options.surround(tmp_path)
    environment = {**hostile, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            address = re.fullmatch(r"Tumen Explorer: (http://127\.0\.0\.1:\d+)\n", line)
            assert address, line or process.communicate()[1]
            with urllib.request.urlopen(f"{address[1]}/api/sites", timeout=60) as answer:  # noqa: S310
                assert [row["id"] for row in json.load(answer)][:2] == ["alpha", "alpha-station"]
            page = urllib.request.Request(f"{address[1]}/evidence", headers={"Accept": "text/html"})  # noqa: S310
            with urllib.request.urlopen(page, timeout=60) as answer:  # noqa: S310
                assert b"window.__streamlit" in answer.read()
            assert_well_guarded(int(address[1].rpartition(":")[2]))
        finally:
            process.send_signal(end)
            _, errors = process.communicate(timeout=60)
    assert errors == ""
    assert process.returncode == 0


def test_the_same_view_gives_the_same_bytes_in_another_process(seeds: Path) -> None:
    """Whatever order sets have in it."""
    root = str(Path(cli.__file__).parents[2])
    words = [
        sys.executable,
        "-c",
        "from explorer.cli.main import main; main()",
        "--seeds",
        str(seeds),
        "scene",
        "layers=none&lang=ru&topic=sea,rail,visits",
    ]
    seen = {
        subprocess.run(
            words, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": number}
        ).stdout
        for number in ("1", "2")
    }
    assert len(seen) == 1
    assert b'"claim:B01"' in seen.pop()
