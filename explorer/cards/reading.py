"""From the text of one file to models: what could be read, what is there but faulty, and every fault in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from explorer.errors import PATH, QUOTED, Fault, quoted, shortened
from explorer.ledger.vocabulary import Card
from explorer.letters import code, unfit

C = TypeVar("C", bound=Card)
Table = Mapping[str, Any]
MAX_TEXT = 20_000
"""Characters of one text of a card."""


@dataclass(frozen=True)
class Row(Generic[C]):
    """One card with the file it stands in."""

    file: str
    card: C


class Met(NamedTuple):
    """An id that was met, whether or not its entry could be read."""

    file: str
    table: str
    id: str


@dataclass
class Reading:
    """Cards and faults gathered while the files are read.

    ``met`` holds the ids of all entries, the faulty ones too, and ``unread`` the tables that could not be read: what refers to
    either of them is no fault, so that one mistake is told once.
    """

    faults: list[Fault] = field(default_factory=list)
    rows: dict[type[Card], list[Row[Any]]] = field(default_factory=dict)
    met: list[Met] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def fault(self, file: str, entry: str, what: str, do: str) -> None:
        """Note one fault, in one line whatever the card holds."""
        self.faults.append(Fault(file, _one_line(entry), _one_line(what), do))

    def of(self, model: type[C]) -> list[Row[C]]:
        """The cards of one model that could be read, in the order of files and entries."""
        return self.rows.get(model, [])

    def add(self, file: str, card: Card) -> None:
        """Keep one card."""
        self.rows.setdefault(type(card), []).append(Row(file, card))

    def ids(self, table: str) -> dict[str, str]:
        """Files by the ids that were met in a table; of an id that is used twice the first file."""
        return {row.id: row.file for row in reversed(self.met) if row.table == table}


def _one_line(text: str) -> str:
    return text if text.isprintable() else quoted(text, PATH)


def parse(reading: Reading, file: str, text: str) -> Table | None:
    """The tables of a file; None, with a fault, where its text is not valid TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib lets out both for numbers and nesting without end
        reading.fault(file, "", f"this is not valid TOML: {error}", "Fix the line it names; text values need quotes.")
        return None


def read_rows(reading: Reading, file: str, name: str, rows: object, model: type[Card]) -> None:
    """Read a list of tables, each a card of its own."""
    if not isinstance(rows, list):
        reading.fault(file, name, "this must be a list of tables", f"Write [[{name}]] with two brackets.")
        reading.unread.add(name)
        return
    for number, row in enumerate(rows, start=1):
        read_row(reading, file, name, row, model, f"{name} number {number}")


def read_row(reading: Reading, file: str, name: str, row: object, model: type[Card], label: str) -> None:
    """Read one table as a card; ``label`` names it in faults where it has no id."""
    identifier = row.get("id") if isinstance(row, dict) else None
    if isinstance(identifier, str):
        label = f"{name} {shortened(identifier, QUOTED)}"
        reading.met.append(Met(file, name, identifier))
    check_texts(reading, file, label, row)
    try:
        reading.add(file, model.model_validate(row))
    except ValidationError as error:
        for detail in error.errors():
            where = ".".join(str(part) for part in detail["loc"])
            reading.fault(file, f"{label}, {where}" if where else label, *_plain(dict(detail)))


def check_texts(reading: Reading, file: str, label: str, row: object) -> None:
    """Note every text of a table that no page, sheet or file could show."""
    for path, text in _texts(row):
        where = ".".join(map(str, path))
        _check_text(reading, file, f"{label}, {where}" if where else label, text)


def read_file(reading: Reading, file: str, table: Table, model: type[Card]) -> None:
    """Read a file that is one card as a whole."""
    for path, text in _texts(table):
        if path[-1] != "data":  # an image, which is checked as such
            _check_text(reading, file, _place_in(table, path), text)
    try:
        reading.add(file, model.model_validate(table))
    except ValidationError as error:
        found = error.errors()
        for detail in found:
            # A list with a faulty row counts as short of that row as well; the row's own fault is enough.
            inner = any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in found if other is not detail)
            if not (inner and detail["type"] == "too_short"):
                reading.fault(file, _place_in(table, detail["loc"]), *_plain(dict(detail)))


def _texts(value: object, path: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Every text in a table with the steps that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def _check_text(reading: Reading, file: str, entry: str, text: str) -> None:
    """Note what no page, sheet or file could show."""
    if strange := list(unfit(text)):
        named = ", ".join(map(code, strange[:8]))
        what = f"the text {quoted(text)} holds {named}, which no reader sees and no file can carry"
        reading.fault(file, entry, what, "Remove it.")
    if len(text) > MAX_TEXT:
        what = f"the text has {len(text):,} characters; {MAX_TEXT:,} are allowed"
        reading.fault(file, entry, what, "Say it in fewer words, or split it into several entries.")


def _place_in(table: Table, path: Iterable[int | str]) -> str:
    """Where in a file that is one card, with the steps by their own numbers: "step 3, say 1, text"."""
    words: list[str] = []
    value: Any = table
    for part in path:
        if isinstance(part, int):
            row = value[part] if isinstance(value, list) and part < len(value) else {}
            own = row.get("n") if words[-1] == "step" and isinstance(row, dict) else None
            words[-1] = f"{words[-1]} {own if isinstance(own, int) else part + 1}"
            value = row
        else:
            words.append(part)
            value = value.get(part) if isinstance(value, dict) else None
    return ", ".join(words)


def _plain(detail: dict[str, Any]) -> tuple[str, str]:
    """A validation error in words: what is wrong, what to do."""
    given = quoted(detail.get("input"))
    match detail["type"]:
        case "missing":
            return "the field is missing", "Add it."
        case "extra_forbidden":
            return f"the field is not known (it holds {given})", "Remove it or fix its name."
        case "enum":
            return f"{given} is not one of the known words", f"Use {detail['ctx']['expected']}."
        case "too_short":
            least = detail["ctx"]["min_length"]
            return (
                f"there are {len(detail['input'])} entries, and at least {least} must be there",
                "Fix the list: add what is missing.",
            )
        case "value_error":
            return str(detail["ctx"]["error"]), "Fix the entry."
        case kind if "date" in kind:
            return f"{given} is not a date", "Write it without quotes as 2024-06-19, and check that the day exists."
        case _:
            return f"{given}: {detail['msg'][0].lower()}{detail['msg'][1:]}", "Fix the value."
