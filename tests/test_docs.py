"""What a reader may type stands in the documents, and the lock file says which packages, not where from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from explorer.cards.read import read_scenario
from explorer.cli import main as cli
from explorer.ledger.vocabulary import Card
from explorer.stories.scenario import Callout, Cited, Image, Question, Scenario, Step
from explorer.stories.text import sentences_of
from explorer.views.view import LayerId
from explorer.world.world import World
from tests.api_page import page
from tests.unit.views.test_view import FULL

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI, VIEWS, CONTRIBUTING = (
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("CLI", "VIEWS", "CONTRIBUTING")
)
PAPERS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONTEXT = click.Context(cli.main)
COMMANDS = {name: cli.main.get_command(CONTEXT, name) for name in cli.main.list_commands(CONTEXT)}


def _parts(group: click.Group) -> list[click.Command]:
    """The commands of a group, those that it loads when they are called for as well."""
    found = (group.get_command(CONTEXT, name) for name in group.list_commands(CONTEXT))
    return [command for command in found if command is not None]


OPTIONS = sorted(
    {
        (name, flag)
        for name, command in {"": cli.main, **COMMANDS}.items()
        if command is not None
        for part in (command, *(_parts(command) if name and isinstance(command, click.Group) else ()))
        for option in part.params
        if isinstance(option, click.Option) and option.name != "version"
        for flag in option.opts
        if flag.startswith("--")
    }
)
TARGETS = re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE)
SECTIONS = dict(re.findall(r"^    tumen ([a-z]+)(.*(?:\n     .*)*)", CLI, re.MULTILINE))
"""What docs/CLI.md says of each command; that of ``export`` is told in a section of its own as well."""


def test_there_are_commands_with_options() -> None:
    assert len(COMMANDS) >= 11
    assert len(OPTIONS) >= 40
    assert None not in COMMANDS.values()


def test_the_documents_list_just_the_commands_there_are() -> None:
    assert set(SECTIONS) == set(COMMANDS)
    assert {*re.findall(r"`tumen ([a-z]+)", "".join(path.read_text(encoding="utf-8") for path in PAPERS))} <= set(COMMANDS)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_is_documented(command: str, option: str) -> None:
    said = SECTIONS.get(command, "") + (CLI if command in {"", "export"} else "")
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", said)


def test_no_option_is_documented_that_is_gone() -> None:
    known = {option for _, option in OPTIONS} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", CLI)) <= known


@pytest.mark.parametrize(
    ("command", "choice"),
    sorted(
        {
            (name, choice)
            for name, command in COMMANDS.items()
            if command is not None
            for option in command.params
            if option.name == "form"
            for choice in getattr(option.type, "choices", ())
        }
    ),
)
def test_every_format_is_documented(command: str, choice: str) -> None:
    assert re.search(rf"--format [a-z|]*\b{choice}\b", SECTIONS[command])


@pytest.mark.parametrize("key", [key for key, _ in FULL.pairs()])
def test_every_key_of_a_view_is_documented(key: str) -> None:
    assert f"`{key}`" in VIEWS


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_make_is_documented(target: str) -> None:
    assert f"make {target}" in CONTRIBUTING


def test_the_two_commands_that_matter_come_first() -> None:
    assert README.index("make app") < README.index("make test") < README.index("tumen app")
    assert {"setup", "app", "test", "check", "bench", "data", "clean"} <= set(TARGETS)
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) >= set(TARGETS)


@pytest.mark.parametrize("route", ["/api/sites", "/api/claims", "/api/events", "/api/datasets", "/api/scene"])
def test_every_address_of_the_server_is_documented(route: str) -> None:
    assert route in README
    assert route in CLI


def test_examples_of_views_can_be_read() -> None:
    from explorer.views.read import parse

    examples = [text for text in re.findall(r"`([a-z]+=[^`\s]*)`", VIEWS) if not text.startswith("v=")]
    assert len(examples) >= 8
    for example in examples:
        view, notices = parse(example)
        assert notices == (), example
        assert view.query() != "v=1", example


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_the_papers_are_finished(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "@@" not in text
    assert "TODO" not in text
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (path.parent / picture).stat().st_size > 10_000, picture
    for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (path.parent / link).exists(), link


def test_the_page_of_public_names_is_made_from_their_docstrings() -> None:
    said = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert said == page(), "run: python -m tests.api_page > docs/api.md"


def test_the_readme_is_short_and_shows_a_picture() -> None:
    assert len(README.splitlines()) <= 200
    assert re.search(r"!\[[^\]]+\]\([^)]+\)", README)


def test_every_paper_is_linked_from_the_readme() -> None:
    assert {path.name for path in PAPERS} - {"README.md"} <= set(re.findall(r"docs/([A-Za-z]+\.md)", README))


def test_layers_named_in_the_documents_exist() -> None:
    listed = re.search(r"`layers=([a-z,-]+)`", VIEWS)
    assert listed
    assert set(listed[1].split(",")) <= {layer.value for layer in LayerId}


# ---- how to write a scenario -----------------------------------------------------------------------------------------

SCENARIOS = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("model", [Scenario, Step, Question, Image, Callout])
def test_every_field_of_a_scenario_is_documented(model: type[Card]) -> None:
    for name in model.model_fields:
        assert re.search(rf"`(?:\[\[)?{name}(?:\]\])?`|\b{name} = ", SCENARIOS), name


def test_the_example_of_a_scenario_has_no_fault(real: World) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", SCENARIOS, re.DOTALL)
    assert read_scenario("example", example, real.stage).step[0].question


def test_the_lines_of_the_desk_are_as_documented(real: World) -> None:
    lines = re.findall(r"^       (\S+: .+)$", SCENARIOS, re.MULTILINE)
    assert len(lines) == 3
    for row in map(Cited.model_validate, sentences_of("\n".join(lines))):
        cite = real.stage.cite(row.ref)
        assert cite is not None
        assert real.stage.wording.problems(row.text, cite) == ()


# ---- lock file -------------------------------------------------------------------------------------------------------

PINNED = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.MULTILINE))


def test_the_lock_file_names_no_place_of_download() -> None:
    for word in ("://", "file:", "git+", "index-url", "find-links", "trusted-host", " @ "):
        assert word not in LOCK, word


def test_everything_in_the_lock_file_is_pinned_with_a_hash() -> None:
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", LOCK) if re.match(r"[A-Za-z0-9]", entry)]
    assert len(entries) >= len(PINNED) > 50
    for entry in entries:
        assert "==" in entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


def test_every_dependency_is_locked_at_a_version_that_fits() -> None:
    locked = {canonicalize_name(name): version for name, version in PINNED.items()}
    for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]):
        requirement = Requirement(text)
        version = locked.get(canonicalize_name(requirement.name))
        assert version is not None, f"{text} is not locked"
        assert requirement.specifier.contains(version, prereleases=True), f"{text} is locked at {version}"


def test_licence_files_exist() -> None:
    for name in PROJECT["license-files"]:
        assert (ROOT / name).is_file(), name
