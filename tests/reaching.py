"""Finds words of a module of the app that reach the page without having been said in its language.

What a call shows is followed back to where it is written: through names, tables, loops, choices, joins and functions that hand on
what they get. Where it goes through ``say`` or one of its kind it is in the language of the page, and has to be a message; a
literal that is reached otherwise is hard-coded.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cached_property

SAYING = {"say", "many", "message_of"}
"""What these get has to be a message."""
SAID = {"told", "told_again", "recorded", "number", "day", "written_day"}
"""What these give is in the language of the page, or is what the history keeps."""
SHOWING = {
    *(
        "button",
        "text_input",
        "text_area",
        "number_input",
        "date_input",
        "selectbox",
        "multiselect",
        "checkbox",
        "toggle",
        "radio",
    ),
    *(
        "segmented_control",
        "pills",
        "slider",
        "select_slider",
        "file_uploader",
        "popover",
        "expander",
        "tabs",
        "metric",
        "spinner",
    ),
    *("download_button", "link_button", "page_link", "form_submit_button", "data_editor", "color_picker", "status", "progress"),
    *("info", "warning", "error", "success", "toast", "caption", "markdown", "header", "subheader", "html", "note", "heading"),
    *("Page", "dialog", "image"),
}
"""Calls of Streamlit, and of ``components``, whose first argument is read by people."""
READ = {"label", "help", "placeholder", "caption", "alt", "title", "format_func", "page_title", "body"}
"""Arguments by name that are read by people, of whatever is called."""
OFFERING = {"selectbox", "multiselect", "radio", "segmented_control", "pills", "select_slider"}
"""Calls that show the values of their second argument where no function gives them other words."""
HANDING_ON = {
    "plain",
    "escape",
    "join",
    "str",
    "text",
    "english",
    "capitalize",
    "format",
    "get",
    "message",
    "list",
    "tuple",
    "sorted",
}
KEYS_OF = {"list", "tuple", "sorted"}
WORD = re.compile(r"[A-Za-z]{3,}")
TAG = re.compile(r"<[^>]*>?|^[^<]*>|:material/\w+:|&\w+;|\btm-[\w-]+|`[^`]*`")
READ_IN_A_TAG = re.compile(r"(?:title|aria-label|alt|placeholder)=[\"']?$")
NAMES = frozenset(
    {
        "Tumen Explorer",
        "English",
        "PNG",
        "SVG",
        "PDF",
        "CSV",
        "ZIP",
        "JSON",
        "KML",
        "PowerPoint",
        "GeoJSON",
        "GeoPackage",
        "FollowTheMoney",
    }
)
"""What has the same name in every language."""
Scope = ast.Module | ast.FunctionDef
Given = dict[tuple[int, str], list[ast.expr]]


class Module:
    """A module of the app, as a tree with what its names stand for, function by function."""

    def __init__(self, source: str, messages: Collection[str] = ()) -> None:
        self._messages = messages
        self.tree = ast.parse(source)
        self._scopes: dict[int, Scope] = {}
        self._within(self.tree, self.tree)

    def hard_coded(self) -> Iterator[tuple[int, str]]:
        """Line and words of every literal that reaches the page as it is written, or is said and no message."""
        seen: set[int] = set()
        for shown in self._shown():
            for line, literal in self._behind(shown, seen):
                words = TAG.sub(" ", literal).strip(" ·…")
                if WORD.search(words) and words not in NAMES:
                    yield line, words

    def _shown(self) -> Iterator[ast.expr]:
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Call):
                continue
            name = _called(node)
            yield from (keyword.value for keyword in node.keywords if keyword.arg in READ)
            if name in SHOWING or ast.unparse(node.func) == "desk.say":
                yield from node.args[:1]
            if name in OFFERING and not any(keyword.arg == "format_func" for keyword in node.keywords):
                yield from node.args[1:2]

    # ---- back to where it is written -----------------------------------------------------------------------------------

    def _behind(self, node: ast.expr, seen: set[int]) -> Iterator[tuple[int, str]]:
        if id(node) in seen:
            return
        seen.add(id(node))
        match node:
            case ast.Constant(value=str(words)):
                yield node.lineno, words
            case ast.JoinedStr(values=values):
                yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in values)
                for part in _read(values):
                    yield from self._behind(part, seen)
            case ast.Call() if _called(node) in SAYING:
                for part in node.args:
                    yield from ((line, words) for line, words in self._behind(part, seen) if words not in self._messages)
            case _:
                for part in self._parts(node):
                    yield from self._behind(part, seen)

    def _parts(self, node: ast.expr) -> list[ast.expr]:
        """What an expression shows of what it is made of."""
        match node:
            case ast.Name():
                return self._of(node)
            case ast.Call():
                return self._called(node)
            case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
                return [one, other]
            case ast.BoolOp(values=several) | ast.List(elts=several) | ast.Tuple(elts=several) | ast.Dict(values=several):
                return several
            case ast.Lambda(body=one) | ast.Starred(value=one) | ast.Subscript(value=one) | ast.DictComp(value=one):
                return [one]
            case ast.GeneratorExp(elt=one) | ast.ListComp(elt=one) | ast.Attribute(value=one, attr="__getitem__" | "get"):
                return [one]
            case _:
                return []

    def _called(self, node: ast.Call) -> list[ast.expr]:
        name = _called(node)
        if name in SAID:
            return []
        given = node.args[1:] if name == "get" else node.args if name in HANDING_ON else []
        if name in KEYS_OF:
            given = [key for one in given for key in self._keys(one)]
        of = [node.func.value] if isinstance(node.func, ast.Attribute) and name in HANDING_ON else []
        return [*given, *of, *self._returned.get(name, ())]

    def _keys(self, node: ast.expr) -> list[ast.expr]:
        """What goes through a list of something: the keys of a table."""
        tables = self._of(node) if isinstance(node, ast.Name) else [node]
        found: list[ast.expr] = []
        for table in tables:
            match table:
                case ast.Dict(keys=keys):
                    found += [key for key in keys if key is not None]
                case ast.DictComp(key=key):
                    found.append(key)
                case _:
                    found.append(table)
        return found

    # ---- names ---------------------------------------------------------------------------------------------------------

    def _within(self, node: ast.AST, scope: Scope) -> None:
        for child in ast.iter_child_nodes(node):
            self._scopes[id(child)] = scope
            self._within(child, child if isinstance(child, ast.FunctionDef) else scope)

    @cached_property
    def _given(self) -> Given:
        """What is given to each name of a scope, loops among it."""
        found: Given = {}
        for node in ast.walk(self.tree):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            for target in targets:
                if isinstance(target, ast.Name) and isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
                    found.setdefault((id(self._scopes[id(node)]), target.id), []).append(node.value)
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.For, ast.comprehension)):
                for name, values in self._unpacked(node.target, node.iter, found):
                    found.setdefault((id(self._scopes[id(node.iter)]), name), []).extend(values)
        return found

    def _unpacked(self, target: ast.expr, over: ast.expr, known: Given) -> Iterator[tuple[str, list[ast.expr]]]:
        """What each name of a loop stands for, where it goes through the rows of a table of the module."""
        pairs = isinstance(over, ast.Call) and isinstance(over.func, ast.Attribute) and over.func.attr == "items"
        of = over.func.value if pairs and isinstance(over, ast.Call) and isinstance(over.func, ast.Attribute) else over
        several = [row for table in (self._of(of, known) if isinstance(of, ast.Name) else [of]) for row in _rows(table)]
        for at, name in enumerate(target.elts if isinstance(target, ast.Tuple) else [target]):
            if isinstance(name, ast.Name):
                yield name.id, [row[at] for row in several if at < len(row)]

    @cached_property
    def _returned(self) -> dict[str, list[ast.expr]]:
        """What each function of the module gives back."""
        made = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]
        return {node.name: [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value] for node in made}

    def _of(self, node: ast.Name, found: Given | None = None) -> list[ast.expr]:
        """What a name stands for where it is read: in its function, or around it."""
        known = self._given if found is None else found
        scope = self._scopes[id(node)]
        while True:
            if (id(scope), node.id) in known or _takes(scope, node.id):
                return known.get((id(scope), node.id), [])
            if isinstance(scope, ast.Module):
                return self._returned.get(node.id, [])
            scope = self._scopes[id(scope)]


def _takes(scope: Scope, name: str) -> bool:
    """Whether a function has an argument of this name, of which nothing is known here."""
    return isinstance(scope, ast.FunctionDef) and any(one.arg == name for one in ast.walk(scope.args) if isinstance(one, ast.arg))


def _read(values: list[ast.expr]) -> Iterator[ast.expr]:
    """The fields of an f-string that are read: not those inside a tag, but in what a tag says of itself."""
    before = ""
    for part in values:
        if isinstance(part, ast.FormattedValue):
            if before.rfind("<") <= before.rfind(">") or READ_IN_A_TAG.search(before):
                yield part.value
            before += "…"
        elif isinstance(part, ast.Constant):
            before += str(part.value)


def _rows(table: ast.expr) -> list[list[ast.expr]]:
    if isinstance(table, ast.Dict):
        return [[key, value] for key, value in zip(table.keys, table.values, strict=True) if key is not None]
    elements = table.elts if isinstance(table, (ast.Tuple, ast.List)) else []
    return [row.elts if isinstance(row, (ast.Tuple, ast.List)) else [row] for row in elements]


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
