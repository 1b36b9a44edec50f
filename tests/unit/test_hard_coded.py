"""No word that people read is written into the pages, the renderers or the page's scripts without being a message."""

from __future__ import annotations

import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.extraction import ROOT, messages, template
from tests.reaching import Module

RENDER = ROOT / "explorer" / "render"
STATIC = RENDER / "web" / "static"
ENGLISH = {
    "files/asked.py": "what `tumen export` and a notebook ask for by words",
    "files/compare_json.py": "a file for programs",
    "files/compare_text.py": "what `tumen compare` prints",
    "files/route_text.py": "what `tumen route` prints, and a table for programs",
    "files/delimited.py": "faults of tables on the command line",
    "files/entities.py": "FollowTheMoney, a file for programs",
    "files/geopackage.py": "SQL",
    "sheet/projection.py": "the projection as the manifest of a file names it",
    "symbols.py": "a style",
    "statements.py": "verbs of English sentences; other languages take a noun",
    "web/payload.py": "the credit that OpenStreetMap asks for",
}
"""Modules of ``render`` whose words stay English, with the reason."""
PARTS = {
    "Where the map lies",
    "Scale and north",
    "gauge break",
    "outside the zone data",
    "handling mark",
    "without words",
    "the legend",
    "(known to stand until {until})",
}
"""Names of parts of a sheet, and pieces of sentences that are messages as a whole."""
NOTATION = {"id=ship,time=when,lon=x,lat=y"}
PROSE = re.compile(r"[A-Za-z]{2,},? [a-z(]{2,}")


@cache
def known() -> frozenset[str]:
    """Every message, with its fields unnamed as well."""
    found = [row for path in sorted((ROOT / "explorer").rglob("*.py")) for row in messages(path)]
    texts = {text for row in found for text in (row.one, row.other)}
    return frozenset(texts | {unnamed(text) for text in texts})


def unnamed(text: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", text)


def prose(path: Path) -> list[str]:
    """Literals of a module with words one after another that are neither messages nor said of the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    aside |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    literals = [node for node in ast.walk(tree) if isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in aside]
    texts = [template(node) for node in literals]
    read = [re.sub(r'<[^>]*>?|^[^<]*">|\{%.*|[a-z-]+:[^;]*;', "", text).strip() for text in texts]
    unknown = zip(texts, read, strict=True)
    return [left for text, left in unknown if PROSE.search(left) and not {text, unnamed(text), left} & (known() | PARTS)]


def test_no_page_shows_a_word_that_is_no_message() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in sorted((ROOT / "explorer" / "app").rglob("*.py"))
        for line, words in Module(path.read_text(encoding="utf-8"), known()).hard_coded()
        if words not in NOTATION
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'st.button("Press me")',
        'TABLE = {"": "none"}\ndef f():\n    st.selectbox(say("Kind"), list(TABLE), format_func=TABLE.__getitem__)',
        'def f(bad):\n    words = "Gone" if bad else say("Kind")\n    st.info(words)',
        'ROWS = (("a", message("Kind")),)\nfor key, label in ROWS:\n    st.text_input(label, key=key)',
        'def _row(one):\n    return f"<b>{one}: 3 features</b>"\nst.html(_row(3))',
        'st.text_input(say("Kind"), placeholder="choose")',
        'st.html(f\'<i title="{"Why not"}"></i>\')',
        'desk.say("There is no text yet.", bad=True)',
        'st.caption(say("Unheard of"))',
        'st.multiselect(say("Kind"), ("yard", "pier"))',
        'st.caption(", ".join(["Points", say("Kind")]))',
    ],
)
def test_hard_coded_words_are_found_through_whatever_hands_them_on(source: str) -> None:
    assert list(Module(source, {"Kind"}).hard_coded())


@pytest.mark.parametrize(
    "source",
    [
        'st.button(say("Kind"), key="press_me", icon=":material/map:")',
        'WORDS = {"a": message("Kind")}\nst.radio(say("Kind"), list(WORDS), format_func=lambda one: say(WORDS[one]))',
        'st.html(f\'<p class="{"tm-notice" if bad else "tm-done"}">{say("Kind")}</p>\')',
        "st.warning(told(error))",
    ],
)
def test_words_that_are_said_and_names_of_the_code_are_left_alone(source: str) -> None:
    assert list(Module(source, {"Kind"}).hard_coded()) == []


def test_no_renderer_has_a_sentence_that_is_no_message() -> None:
    found = {path.relative_to(RENDER).as_posix(): prose(path) for path in sorted(RENDER.rglob("*.py"))}
    assert {name: words for name, words in found.items() if words and name not in ENGLISH} == {}
    assert all(found[name] for name in ENGLISH), "named here and without such words"


@pytest.mark.parametrize("path", sorted((ROOT / "explorer" / "app").rglob("*.py")), ids=lambda path: str(path.stem))
def test_the_history_of_a_workspace_is_kept_in_english(path: Path) -> None:
    """The reason of a change is told again to whoever reads it, so it is written with ``recorded``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and (called == "desk.write" or called.endswith((".bring", ".change"))):
            reasons = node.args[1:2] if called == "desk.write" else node.args[2:3]
            assert not [one for one in reasons if isinstance(one, ast.Call) and ast.unparse(one.func) in {"say", "tongue.say"}], (
                node.lineno
            )


class Read(HTMLParser):
    """What of a template is read by people."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code = tag in {"style", "script"}
        self.words += [str(value) for name, value in attrs if name in {"title", "aria-label", "alt", "placeholder"}]

    def handle_endtag(self, tag: str) -> None:
        self._code = False

    def handle_data(self, data: str) -> None:
        self.words += [] if self._code else [data]


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.html")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_template_of_a_page_leaves_its_words_to_catalogues(path: Path) -> None:
    words = " ".join(Read(path.read_text(encoding="utf-8")).words)
    assert re.findall(r"[A-Za-z]{3,}", re.sub(r"%%[A-Z]+%%|Tumen Explorer", "", words)) == []


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.js")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_script_of_the_page_gets_its_words_handed_in(path: Path) -> None:
    """Text that a script writes into an element, or into what is read out of it, comes with its settings."""
    code = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    lines = re.findall(r"(?:textContent|ariaLabel|[.]title|placeholder|innerText|innerHTML) = ([^;\n]*)", code)
    written = [
        words for line in lines for words in re.findall(r'["`]([^"`]+)["`]', re.sub(r'===? "[^"]*"|\["[^"]*"\]', "", line))
    ]
    written += re.findall(r'setAttribute\("(?:aria-label|title|placeholder|alt)",\s*["`]([^"`]+)["`]', code)
    written += re.findall(r'element\("[a-z0-9]+",\s*"[^"]*",\s*["`]([^"`]+)["`]', code)
    written += re.findall(r'"([A-Z][a-z]+ [a-z]+ [a-z ]+)"', code)
    assert [words for words in written if re.search(r"[A-Za-z]{3,}", words)] == []
