"""The tree of errors: complete, drawn as it is, and nothing is raised on purpose that is not in it."""

from __future__ import annotations

import ast
import inspect
import math
import re
from functools import cache
from pathlib import Path

import pytest

from explorer import errors
from explorer.errors import CoordinateError, QuestionError, TumenError
from explorer.geo import checked
from explorer.render.files import delimited, route_text
from explorer.render.sheet.options import Options, parse_note
from explorer.routing import conditions
from explorer.views.read import parse_strictly
from explorer.world.world import World
from tests import toy
from tests.sources import tree as source

PACKAGE = Path(errors.__file__).parent
CLASSES = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, BaseException)}

MODELS = (
    "ledger/vocabulary.py",
    "zones/law.py",
    "exposure/vocabulary.py",
    "stories/scenario.py",
    "views/presets.py",
    "workspace/vocabulary.py",
)
"""Models of cards: pydantic takes a ValueError there and makes a fault of it."""
CONTRACTS = ("exposure/likelihood.py", "scene/feature.py", "scene/places.py")
"""A ValueError here is a mistake in the code that calls, never in what somebody asks."""


def drawn() -> dict[str, str]:
    """Each class of the drawing with the one it hangs on."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"    ((?:[│ ]   )*)(?:[├└]── )?([A-Z]\w+)", line):
            depth = len(found[1]) // 4 + bool(re.search("[├└]", line))
            path[depth:] = [found[2]]
            parents[found[2]] = path[depth - 1] if depth else "Exception"
    return parents


def test_the_drawing_is_the_tree() -> None:
    assert drawn() == {name: kind.__base__.__name__ for name, kind in CLASSES.items() if kind.__base__}
    assert len(CLASSES) >= 14


def test_every_error_says_what_it_is() -> None:
    assert all(kind.__doc__ and issubclass(kind, TumenError) for kind in CLASSES.values())


@cache
def modules() -> list[tuple[str, ast.Module]]:
    return [(path.relative_to(PACKAGE).as_posix(), source(path)) for path in sorted(PACKAGE.rglob("*.py"))]


def test_no_error_is_made_elsewhere() -> None:
    bases = re.compile(r"(Error|Exception|Fault|Faults|Warning)$")
    made = [
        f"{name}: {node.name}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and name != "errors.py"
        and any(bases.search(ast.unparse(base)) or ast.unparse(base) in CLASSES for base in node.bases)
    ]  # fmt: skip
    assert made == []


def test_what_is_raised_is_in_the_tree() -> None:
    """The command line says some things in click's own errors, and models of cards in ValueErrors."""
    found = {name: raised(tree) - raisable(name) for name, tree in modules()}
    assert {name: strange for name, strange in found.items() if strange} == {}


def raised(tree: ast.Module) -> set[str]:
    """What a module raises, as it is written."""
    return {
        ast.unparse(node.exc.func) for node in ast.walk(tree) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    }


def raisable(module: str) -> set[str]:
    """What a module may raise."""
    more = {"click.UsageError", "click.BadParameter"} if module.startswith("cli/") else set()
    more |= {"ValueError"} if module in (*MODELS, *CONTRACTS) else set()
    return {*CLASSES} | more | ({"AttributeError"} if module == "__init__.py" else set())


def test_a_question_that_cannot_be_read_is_one_kind() -> None:
    assert {kind.__name__ for kind in QuestionError.__subclasses__()} == {
        "CoordinateError", "UnknownPlace", "AmbiguousPlace", "OptionError", "PairsError", "DocumentError",
        "TracksError", "ViewError",
    }  # fmt: skip


LONG = {
    "a word": "x" * 100_000,
    "words": "ab " * 30_000,
    "a number": "9" * 401,
    "a longer number": "9" * 5_000,
    "a pair": "9" * 401 + ",42",
    "marks": "°" * 20_000,
    "degrees": "42°" + "1" * 10_000 + "N",
    "an address": "https://x/?q=" + "1," * 40_000,
    "UTM": "UTM 52 north " + "5" * 9_000 + " 4677000",
    "MGRS": "MGRS 52T" + "1" * 9_000,
    "Hangul": "라진" * 50_000,
    "dashes": "-" * 50_000,
}
"""Input of lengths that nobody types."""


@pytest.fixture(scope="module")
def known() -> World:
    return toy.world()


@pytest.mark.parametrize("kind", LONG)
def test_a_message_is_short_however_long_the_input(kind: str, known: World) -> None:
    """Each way in by which a text comes: places, positions, views, days, sizes, notes, tables."""
    text = LONG[kind]
    ways = (
        lambda: known.places.resolve(text),
        lambda: known.places.by_id(text),
        lambda: parse_strictly(f"a={text}&on={text}"),
        lambda: conditions.day(text),
        lambda: conditions.conditions(None, text, (), None, transit=False),
        lambda: Options(size=text),
        lambda: Options(theme=text),
        lambda: parse_note(text),
        lambda: delimited.decoded(f"PK\x03\x04{text}".encode()),
        lambda: route_text.read_pairs(f"{text},to\n1,2\n".encode()),
    )
    for way in ways:
        with pytest.raises(TumenError) as refused:
            way()
        assert len(str(refused.value)) < 700, refused.value


@pytest.mark.parametrize("number", [10**401, -(10**5_000), math.inf, math.nan], ids=["many", "more", "inf", "nan"])
def test_a_number_beyond_any_degree_is_no_position(number: float) -> None:
    for pair in ((number, 42.0), (130.0, number)):
        with pytest.raises(CoordinateError, match="not both numbers"):
            checked(*pair)
