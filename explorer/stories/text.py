"""A scenario as text: the TOML of its file, and the short lines in which the page lets somebody write it.

A draft is what such a file holds, as plain values; it may be unfinished. Nothing that was written is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from explorer.ledger.ids import CLAIM_PATTERN
from explorer.stories.scenario import Scenario
from explorer.views.view import View, slug

Draft = dict[str, Any]

HANDLE = "_handle"
"""By this the desk knows a step of a draft wherever it stands. It is no part of the story and stands in no file."""

_ORDER = ("id", "title", "audience", "minutes", "goals", "notes")
_STEP = ("n", "heading", "view", "move", "guide", "say", "against", "inferred", "callout", "notes")
_REF = re.compile(rf"\s*(?P<ref>{CLAIM_PATTERN}|event:[a-z0-9-]+|data:[a-z0-9_]+)\s*:\s*(?P<text>.*)")
_CALLOUT = re.compile(rf"\s*(?P<place>[a-z0-9-]+)\s*:\s*(?P<ref>{CLAIM_PATTERN}|event:[a-z0-9-]+)\s*(?::\s*(?P<text>.*))?")


def new_draft() -> Draft:
    """A story without steps."""
    return {"id": "my-story", "title": "My story", "audience": "My class", "minutes": 15, "goals": ["I can say who said what."],
            "step": []}  # fmt: skip


_HEAD = {"id": str, "title": str, "audience": str, "minutes": int, "goals": list, "notes": str, "step": list}
_PARTS = {"heading": str, "view": str, "move": bool, "guide": str, "notes": str, "say": list, "against": list, "inferred": list,
          "callout": list, "question": dict, "sort": dict, "image": dict}  # fmt: skip
_WORDS = {str: "text", int: "a number", list: "a list", bool: "true or false", dict: "a table"}


def opened(table: Mapping[str, Any]) -> Draft:
    """A story file as a draft, however unfinished: what is missing is added empty, the steps are numbered in their order.

    Its parts have the shape of the fields of the page, see :func:`misshapen`.
    """
    return numbered({**new_draft(), "goals": [], **table}, table.get("step", ()))


def misshapen(table: Mapping[str, Any]) -> str:
    """Why a file cannot be opened as a draft, in a few words: it is no story, or a part has another shape than its field."""
    return next(_misshapen(table), "")


def _misshapen(table: Mapping[str, Any]) -> Iterator[str]:
    if not {"title", "step"} & table.keys():
        yield "it has neither a title nor steps"
    yield from _shaped(table, _HEAD, "")
    for number, step in enumerate(table.get("step", ()), start=1):
        yield from _shaped(step, _PARTS, f"step {number}, ")
        for part in ("question", "sort"):
            yield from _shaped(step.get(part, {}), _QUESTION, f"step {number}, {part}, ")


_QUESTION = {"ask": str, "options": list, "items": list, "why": list, "wrong": list, "answer": int}
_TABLES = frozenset({"say", "against", "inferred", "callout", "items", "why", "wrong", "step"})


_CITED = ("text", "claim", "event", "data", "place", "kind")


def _shaped(table: object, shape: Mapping[str, type], where: str) -> Iterator[str]:
    if not isinstance(table, Mapping):
        return
    for key in shape.keys() & table.keys():
        value = table[key]
        if not isinstance(value, shape[key]) or (isinstance(value, bool) and shape[key] is not bool):
            yield f"{where}{key} is not {_WORDS[shape[key]]}"
        inner = Mapping if key in _TABLES else str
        if isinstance(value, list) and not all(isinstance(row, inner) for row in value):
            yield f"{where}{key} is not a list of {'tables' if inner is Mapping else 'texts'}"
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        if any(not isinstance(row.get(name, ""), str) for row in rows for name in _CITED):
            yield f"{where}{key} holds something that is not text"


def untouched(draft: Draft) -> bool:
    """Whether nothing has been written into a draft."""
    return draft == new_draft()


def draft_of(scenario: Scenario) -> Draft:
    """A scenario as a draft that can be changed."""
    draft: Draft = _plain(scenario.model_dump(exclude_defaults=True, exclude_none=True))
    return draft


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def add_view(draft: Draft, view: View) -> Draft:
    """The draft with one more step at its end, which shows this view."""
    step = {"n": len(draft["step"]) + 1, "heading": f"Step {len(draft['step']) + 1}", "view": view.query(), "say": []}
    return {**draft, "step": [*draft["step"], step]}


def numbered(draft: Draft, steps: Iterable[Mapping[str, Any]]) -> Draft:
    """The draft with these steps, numbered anew in their order."""
    return {**draft, "step": [{**step, "n": number} for number, step in enumerate(steps, start=1)]}


def without_handle(step: Mapping[str, Any]) -> Draft:
    """A step as a file has it."""
    return {key: value for key, value in step.items() if key != HANDLE}


def handled(draft: Draft, first: int) -> Draft:
    """The draft with a handle on every step; those without one, and copies of one, are given numbers from ``first`` on.

    >>> [step[HANDLE] for step in handled({"step": [{}, {"_handle": 0}, {"_handle": 0}]}, 5)["step"]]
    [5, 0, 6]
    """
    numbers, seen, steps = count(first), set[int](), []
    for step in draft["step"]:
        handle = step.get(HANDLE)
        fresh = not isinstance(handle, int) or handle in seen
        steps.append({**step, HANDLE: next(numbers)} if fresh else step)
        seen.add(steps[-1][HANDLE])
    return {**draft, "step": steps}


def with_title(draft: Draft, title: str) -> Draft:
    """The draft under another title, and an id that follows from it."""
    return {**draft, "title": title, "id": slug(title)[:80].strip("-") or "my-story"}


# ---- TOML ------------------------------------------------------------------------------------------------------------


def toml(draft: Mapping[str, Any]) -> str:
    """The draft as TOML, in the order in which the bundled stories are written."""
    lines = [f"{key} = {_value(draft[key])}" for key in _known(draft, _ORDER) if key != "step"]
    for step in map(without_handle, draft.get("step", ())):
        lines += ["", "[[step]]"]
        tables = [key for key in step if isinstance(step[key], dict)]
        lines += [f"{key} = {_value(step[key])}" for key in _known(step, _STEP) if key not in tables]
        for key in tables:
            lines += ["", f"[step.{key}]", *(f"{name} = {_value(value)}" for name, value in step[key].items())]
    return "\n".join(lines) + "\n"


def _known(table: Mapping[str, Any], order: Iterable[str]) -> list[str]:
    first = [key for key in order if key in table]
    return first + [key for key in table if key not in first]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        rows = "".join(f"  {_value(item)},\n" for item in value)
        return f"[\n{rows}]" if rows else "[]"
    return _string(str(value))


_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _string(text: str) -> str:
    r"""A basic string; what cannot be seen is written as an escape.

    >>> print(_string('a "b"\\' + chr(27)))
    "a \"b\"\\\u001b"
    """
    return '"' + "".join(_SHORT.get(c) or (c if c.isprintable() else _escape(c)) for c in text) + '"'


def _escape(c: str) -> str:
    code = ord(c)
    if 0xD800 <= code <= 0xDFFF:
        return "\\ufffd"  # half a surrogate pair is no text
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# ---- the lines of the desk -------------------------------------------------------------------------------------------


def sentences_of(text: str) -> list[dict[str, str]]:
    r"""Cited sentences from lines such as ``B42: David Maxwell suggested …``; a line without a citation keeps its text.

    >>> sentences_of("B42: He said so.\nevent:talks-2024: It did.\nNobody knows.")
    [{'claim': 'B42', 'text': 'He said so.'}, {'event': 'talks-2024', 'text': 'It did.'}, {'text': 'Nobody knows.'}]
    """
    rows = []
    for line in filter(str.strip, text.splitlines()):
        match = _REF.fullmatch(line)
        rows.append({**_cited(match["ref"]), "text": match["text"].strip()} if match else {"text": line.strip()})
    return rows


def lines_of(rows: Iterable[Mapping[str, str]]) -> str:
    """The lines that :func:`sentences_of` reads."""
    return "\n".join(f"{ref}: {row.get('text', '')}" if (ref := _ref(row)) else row.get("text", "") for row in rows)


def callouts_of(text: str) -> list[dict[str, str]]:
    """Call-outs from lines such as ``rajin-port: B42`` with, if wanted, a sentence after another colon."""
    rows = []
    for line in filter(str.strip, text.splitlines()):
        match = _CALLOUT.fullmatch(line)
        row = {"place": match["place"], **_cited(match["ref"])} if match else {"place": line.strip()}
        rows.append({**row, "text": match["text"].strip()} if match and match["text"] else row)
    return rows


def callout_lines(rows: Iterable[Mapping[str, str]]) -> str:
    """The lines that :func:`callouts_of` reads."""
    parts = ((row.get("place", ""), _ref(row), row.get("text", "")) for row in rows)
    return "\n".join(": ".join(part for part in row if part) for row in parts)


def question_of(ask: str, options: Sequence[tuple[str, str]], answer: int, why: str, *, predict: bool) -> Draft | None:
    """A question from its fields: each option with the reason why it is wrong. None when nothing is asked.

    Empty fields are passed over; ``answer`` counts the fields from 1, and is counted anew. A reason may begin with a citation.

    >>> question_of("Sure?", [("Yes", "Look at the verb."), ("", ""), ("No", "")], 3, "", predict=False)
    {'ask': 'Sure?', 'options': ['Yes', 'No'], 'answer': 2, 'why': [], 'wrong': [{'option': 1, 'text': 'Look at the verb.'}]}
    """
    rows = ((number, text.strip(), reason) for number, (text, reason) in enumerate(options, start=1))
    kept = [(number, text, reason) for number, text, reason in rows if text or reason.strip()]
    if not ask.strip() and not kept and not why.strip():
        return None
    right = next((place for place, (number, _, _) in enumerate(kept, start=1) if number == answer), 0)
    reasons = [(place, reason) for place, (_, _, reason) in enumerate(kept, start=1) if reason.strip()]
    wrong = [{"option": place, **sentences_of(" ".join(reason.split()))[0]} for place, reason in reasons]
    found: Draft = {"ask": ask.strip(), "options": [text for _, text, _ in kept], "answer": right, "why": sentences_of(why)}
    return {**found, **({"wrong": wrong} if wrong else {}), **({"predict": True} if predict else {})}


def option_rows(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The options of a question with their reasons, as :func:`question_of` reads them."""
    reasons = {row.get("option"): lines_of([row]) for row in question.get("wrong", ())}
    return [(str(text), reasons.get(number, "")) for number, text in enumerate(question.get("options", ()), start=1)]


_ITEM = re.compile(rf"\s*(?P<kind>[a-z]+)\s+(?P<ref>{CLAIM_PATTERN}|event:[a-z0-9-]+)\s*:\s*(?P<text>.*)")


def sorting_of(ask: str, items: str, why: str = "") -> Draft | None:
    r"""A sorting question from lines such as ``denied B15: What both governments say``; None where there is nothing.

    >>> sorting_of("How known?", "alleged B09: Munitions\nSomething")["items"]
    [{'text': 'Munitions', 'kind': 'alleged', 'claim': 'B09'}, {'text': 'Something'}]
    """
    rows = [line for line in items.splitlines() if line.strip()]
    if not ask.strip() and not rows:
        return None
    found: list[Draft] = []
    for line in rows:
        match = _ITEM.fullmatch(line)
        found.append(
            {"text": match["text"].strip(), "kind": match["kind"], **_cited(match["ref"])} if match else {"text": line.strip()}
        )
    return {"ask": ask.strip(), "items": found, **({"why": sentences_of(why)} if why.strip() else {})}


def item_lines(sorting: Mapping[str, Any]) -> str:
    """The things that :func:`sorting_of` reads."""
    parts = ((row.get("kind", ""), _ref(row), row.get("text", "")) for row in sorting.get("items", ()))
    return "\n".join(f"{kind} {ref}: {text}" if kind and ref else text for kind, ref, text in parts)


def _cited(ref: str) -> dict[str, str]:
    kind, _, identifier = ref.partition(":")
    return {kind: identifier} if identifier else {"claim": ref}


def _ref(row: Mapping[str, str]) -> str:
    if row.get("claim"):
        return row["claim"]
    return next((f"{kind}:{row[kind]}" for kind in ("event", "data") if row.get(kind)), "")
