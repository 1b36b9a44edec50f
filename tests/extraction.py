"""Finds the messages of the explorer in its source, for Babel and for the tests.

A message is what ``say``, ``many`` and ``message`` of :mod:`explorer.messages` get, or their namesakes in the app and on a sheet.
Sentences that a room without a language makes, which are told again where they are shown, are found by :data:`SPOKEN`.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from tests.sources import tree as source

ROOT = Path(__file__).parents[1]
SPEAKERS = {"explorer.messages", "explorer.app.tongue"}
"""Whose ``say``, ``many`` and ``message`` take messages."""
OF_A_STYLE = {"style.say", "self.say", "pen.style.say", "speak"}
TOLD = "told"
SPOKEN: tuple[str, ...] = (
    *("views/read.py", "views/notices.py", "world/strangers.py"),
    *("ledger/nearest.py", "positions/read.py", "positions/lonlat.py", "positions/degrees.py", "positions/marks.py"),
    *("routing/names.py", "routing/places.py", "routing/caveats.py"),
    *("render/sheet/board.py", "render/sheet/marking.py", "render/sheet/fonts.py", "render/contrast/board.py"),
    *("render/files/decks.py", "render/files/storybook.py", "render/files/export.py", "render/files/contrast.py"),
    *("layers/*", "workspace/opening.py", "workspace/store.py", "workspace/workspace.py", "review/bearing.py"),
    *("intake/files/*", "intake/language.py", "intake/read.py"),
    *("tracks/reading.py", "tracks/tables.py", "tracks/layouts.py", "tracks/run.py", "tracks/joining.py", "tracks/gpx.py"),
    *("tracks/store.py", "tracks/times.py", "world/own.py", "world/own_search.py"),
    *("stories/fields.py", "stories/text.py", "stories/rehearsal.py", "stories/wording.py", "stories/rules/*"),
    *("render/sheet/options.py", "render/sheet/notes.py", "render/sheet/callouts.py", "render/files/links.py"),
)  # fmt: skip
"""Modules whose sentences are messages: errors and notices that pages show."""
REASONS = (
    *("intake/claims/*.py", "intake/coordinates.py", "intake/drafts.py", "intake/flow.py", "intake/piers.py", "intake/places.py"),
    *("intake/published.py", "intake/read.py", "intake/roles.py", "intake/rows.py"),
    *("review/papers.py", "review/voices.py", "review/bearing.py", "review/becoming.py"),
)
"""Modules whose reasons are messages: pieces of a sentence without a full stop."""
ENUMS = ("ledger/vocabulary.py",)
"""Modules whose words of a list are messages."""


class Found(NamedTuple):
    """A message, its plural where it has one, and whether it is told again."""

    line: int
    one: str
    other: str = ""
    told: bool = False


@cache
def messages(path: Path) -> list[Found]:
    """Every message of a module, in order."""
    name = path.relative_to(ROOT / "explorer").as_posix() if path.is_relative_to(ROOT / "explorer") else path.name
    if path.suffix == ".toml":
        return list(_of_rules(path))
    tree = source(path)
    found = [
        *_said(tree),
        *(_sentences(tree) if any(PurePath(name).match(one) for one in SPOKEN) else ()),
        *(_reasons(tree) if any(PurePath(name).match(one) for one in REASONS) else ()),
        *(_members(tree) if name in ENUMS else ()),
    ]
    return sorted(found, key=lambda row: row.line)


def python(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[int, str | None, Any, list[str]]]:
    """What ``pybabel extract`` asks of a way to find messages."""
    for found in messages(Path(fileobj.name).resolve()):
        yield (
            found.line,
            "ngettext" if found.other else None,
            (found.one, found.other) if found.other else found.one,
            _marks(found),
        )


def _marks(found: Found) -> list[str]:
    return [TOLD] if found.told else []


def sources() -> list[Path]:
    """Every file with messages in it."""
    return [*sorted((ROOT / "explorer").rglob("*.py")), *sorted((ROOT / "explorer").rglob("rules/dates_*.toml"))]


def _of_rules(path: Path) -> Iterator[Found]:
    """Why each rule of a table of dates takes a day for what it is."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for rule in tomllib.loads("\n".join(lines))["rule"]:
        line = next(number for number, text in enumerate(lines, start=1) if rule["why"] in text)
        yield Found(line, rule["why"], told=True)


# ---- calls -------------------------------------------------------------------------------------------------------------


def _said(tree: ast.Module) -> Iterator[Found]:
    known = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in SPEAKERS
        for alias in node.names
        if alias.name in {"say", "many", "message", "form", "recorded"}
    } | OF_A_STYLE
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in known:
            texts = [text for argument in node.args for text in _texts(argument)]
            called = ast.unparse(node.func)
            if called == "many" and len(texts) == 2:
                yield Found(node.lineno, *texts)
            else:
                yield from (Found(node.lineno, text, told=called in {"form", "recorded"}) for text in texts)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


# ---- sentences and words of rooms without a language -------------------------------------------------------------------


def _sentences(tree: ast.Module) -> Iterator[Found]:
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    pieces |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in pieces:
            text = template(node)
            plain = re.sub(r"\{\w+\}", "{}", text)
            if re.search(r"[a-z]{2}.* .*[.:?](?: ?\{\})?$", plain) and "(?" not in text and not text.startswith("explorer"):
                yield Found(node.lineno, text, told=True)


PUT_TOGETHER = {
    *("{text} and {next}", "pip install {module}", "{port_name}, pier {number}", "{lat} N {lon} E", "{day} ({basis}: {why})"),
}
"""Names and lines of the modules of reasons, which are none."""
_REASON = re.compile(r"(?:[a-z]+|\{\w+\}|“\{\w+\}”)[,:]?(?: (?:[\w'’,:;-]+|[“(]?\{\w+\}[”),:;]*|“the”)){2,}(?: beside it\))?")


def _reasons(tree: ast.Module) -> Iterator[Found]:
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    pieces |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in pieces:
            text = template(node).removeprefix("; ")
            if _REASON.fullmatch(text) and text not in PUT_TOGETHER:
                yield Found(node.lineno, text, told=True)


def template(node: ast.expr) -> str:
    """A text as a message: an f-string with its fields named after what fills them.

    >>> template(ast.parse("f'{quoted(key)} has {len(rows)} rows.'", mode="eval").body)
    '{key} has {rows} rows.'
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    taken: list[str] = []
    parts = []
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.FormattedValue):
            name = _name(part.value)
            taken.append(name)
            parts.append(f"{{{name}{taken.count(name) if taken.count(name) > 1 else ''}}}")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value))
    return "".join(parts)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Call(func=ast.Name(id="quoted" | "len" | "str" | "shortened" | "written"), args=[first, *_]):
            return _name(first)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name.strip("_").lower()
        case ast.Subscript(slice=ast.Constant(value=str(name))) if name.isidentifier():
            return name
        case ast.Subscript(value=value):
            return _name(value)
        case _:
            return "value"


def _members(tree: ast.Module) -> Iterator[Found]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "StrEnum" for base in node.bases):
            for row in node.body:
                if isinstance(row, ast.Assign) and isinstance(row.value, ast.Constant) and len(row.value.value) > 2:
                    yield Found(row.lineno, row.value.value)
