"""What a reader sees is plain English: phrases that were once written here, and read as translated, do not come back."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OWN_CARDS = (
    "corridors.toml", "exposure/factors.toml", "exposure/judgements.toml", "exposure/trial.toml", "journeys.toml", "law.toml",
    "questions.toml", "viewpoints.toml", "views.toml",
)  # fmt: skip
"""Cards in the product's own voice; those that give the words of others are left as they are."""

BANNED = {
    r"\banew\b": ("Save it anew as .docx.", "again"),
    r"\b[Mm]end(?:s|ed)?\b": ("Mend the reference.", "fix, correct"),
    r"\b(?:tell|tells|told)(?: [\w-]+){0,3} apart\b": ("It does not tell high-speed lines apart.", "distinguish"),
    r"(?<!here )\b(?:is|are) no (?!longer\b|more\b|less\b|fewer\b|other\b|such\b)[a-z]": ("It is no legal limit.", "is not a"),
    r"\b(?:is|are|was|were) told\b(?! that\b)": ("A claim is told without its limit.", "stated, reported, named"),
    r"\b[Tt]old (?:often|elsewhere|by the article|in the article)\b": ("told by the article in its own voice", "stated"),
    r"\brightly\b(?![,|])": ("You placed 2 of them rightly.", "right"),
    r"\b(?:reported|shortest|computed) ways?\b|(?<!in )\b[Tt]he two ways\b|\bno ways? (?:joins?|leads?|between|round)\b": (
        "The two ways part at Rajin.", "route",
    ),
    r"\bas good as any\b": ("Track of third States as good as any", "say what it allows"),
    r"\b[Ll]ine below it\b": ("Line below it", "subtitle"),
    r"\btaken? for right\b": ("What was taken for right", "assumed"),
    r"\b[Oo]ne a (?:line|row|step|slide)\b": ("Goals, one a line", "one per line"),
    r"\bwill do as well\b": ("JSON will do as well.", "also works"),
    r"\b[Pp]art (?:it|its lines)\b(?! of)": ("The file has 3 MB. Part it.", "split"),
    r"\b(?:comes|stands) twice\b": ("The column from stands twice.", "appears twice"),
    r"\bfits? all filters\b": ("No statement fits all filters at once.", "matches"),
    r"\bat the second try\b": ("Right, at the second try.", "on the second try"),
    r"\b[Tt]ake (?:it|them|the folder) (?:away|out)\b": ("Make it readable or take it away.", "remove"),
    r"\bexchanged (?:axes|latitude)|\b[Ee]xchange latitude": ("Exchange latitude and longitude", "swap"),
    r"\bthat both share\b": ("The 0 km that both share cancel out.", "they share"),
}  # fmt: skip
"""What is not written, with an instance of it, and what is written instead."""

ANY = re.compile("|".join(BANNED))
SEAM = re.compile(r"""["']\s+f?["']""")
"""Where a string goes on in the next line."""


def _literals(source: str) -> Iterator[str]:
    """The strings of a module that are not docstrings; of an f-string with a bar for each value."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "|" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in {"id", "ko", "ru"} else _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _seen() -> Iterator[tuple[str, str]]:
    """Every text that a reader may see, with the file it is in."""
    for path in sorted((ROOT / "explorer").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if ANY.search(SEAM.sub("", source)):  # parsing all modules would take seconds
            yield from ((str(path.relative_to(ROOT)), text) for text in _literals(source))
    for name in OWN_CARDS:
        yield from ((name, text) for text in _texts(tomllib.loads((ROOT / "seeds" / name).read_text(encoding="utf-8"))))
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        prose = re.sub(r"```.*?```|`[^`]*`", "`", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield path.name, " ".join(prose.split())


@pytest.mark.parametrize(("pattern", "instance"), [(pattern, row[0]) for pattern, row in BANNED.items()])
def test_each_phrase_is_found_in_its_instance(pattern: str, instance: str) -> None:
    assert re.search(pattern, instance)


def test_what_a_reader_sees_is_plain_english() -> None:
    found = [
        f"{place}: “{text[max(hit.start() - 40, 0) : hit.end() + 30]}”; rather: {instead}"
        for place, text in _seen()
        if " " in text and ANY.search(text)  # a single word is a key, not prose
        for pattern, (_, instead) in BANNED.items()
        for hit in re.finditer(pattern, text)
    ]
    assert not found, "\n".join(found)
