"""A table of claims, one a row, as spreadsheets save it.

Its columns are those of the claims that the explorer writes, and the reasons of the grades, which a claim cannot be without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from explorer.cards.read import Cards
from explorer.errors import Fault, PairsError, quoted
from explorer.ledger.ids import code_of
from explorer.ledger.nearest import hint
from explorer.ledger.vocabulary import Claimant, Document
from explorer.render.files.delimited import read
from explorer.views.view import slug
from explorer.workspace.change import Found, Incoming

NEEDED = ("id", "claimant", "stance", "statement")
COLUMNS = (
    *("id", "document", "paragraph", "line", "claimant", "role", "affiliation", "voice", "stance", "statement", "speech"),
    *("reliability", "reliability_why", "credibility", "credibility_why"),
    *("said_reliability", "said_reliability_why", "said_credibility", "said_credibility_why", "truth", "truth_why"),
    *("places_named", "places_inferred", "date_start", "date_end", "date_stated", "date_basis", "date_why", "topics", "flow"),
    *("family", "supports", "contradicts", "limits", "denies", "denial", "denied_by", "entities", "cites", "notes"),
)
"""Every column that is read; lists are joined with "; ", notes with " / ", a link is written ``B42: how it bears on this``,
a feature of own data ``layer/5: what it shows``."""

Cells = Mapping[str, str]


def claims_in(name: str, content: bytes, cards: Cards) -> Found:
    """The claims of a table, with the claimants that are new: a row that gives a ``voice`` brings its claimant along.

    Every row that cannot be taken is a fault of its own.
    """
    try:
        table = read(content, lambda head: {*NEEDED} <= {*head})
    except PairsError as error:
        return Found((), (Fault(name, "", str(error).rstrip("."), "Fix the table."),))
    if not {*NEEDED} <= {*table.columns}:
        missing = ", ".join(column for column in NEEDED if column not in table.columns)
        return Found((), (Fault(name, "line 1", f"the columns {missing} are missing", f"Name them: {', '.join(COLUMNS)}."),))
    faults = [_stranger(name, column) for column in table.columns if column and column not in COLUMNS]
    found: dict[tuple[str, str], Incoming] = {}
    claims = list[Incoming]()
    for line in table.lines:
        cells = {key: cell.strip() for key, cell in zip(table.columns, line.cells, strict=False) if cell.strip()}
        where = f"{name}, line {line.number}"
        document = _document(cells, cards)
        if document is None:
            faults.append(_no_document(where, cells, cards))
            continue
        file = f"documents/{document.id}.toml"
        speaker, new = _speaker(cells, file, cards)
        if new:
            found.setdefault((file, speaker), Incoming("claimant", new, file, where))
        claims.append(Incoming("claim", {**_fields(cells), "claimant": speaker}, file, where))
    return Found((*found.values(), *claims), tuple(faults))


def _stranger(name: str, column: str) -> Fault:
    return Fault(name, "line 1", f"the column {quoted(column)} is not known{hint(column, COLUMNS)}", "Fix its name or remove it.")


def _document(cells: Cells, cards: Cards) -> Document | None:
    """The document that a row names, or the one whose code its id begins with."""
    documents, asked, code = cards.ledger.documents, cells.get("document", ""), code_of(cells.get("id", ""))
    return next((d for d in documents if (asked in {d.id, d.code, *d.former_ids} if asked else d.code == code)), None)


def _no_document(where: str, cells: Cells, cards: Cards) -> Fault:
    asked = cells.get("document") or code_of(cells.get("id", ""))
    known = ", ".join(document.id for document in cards.ledger.documents)
    return Fault(where, "document", f"there is no document {quoted(asked)}", f"Bring its card in first; there are {known[:200]}.")


def _speaker(cells: Cells, file: str, cards: Cards) -> tuple[str, dict[str, str]]:
    """The id of a row's claimant, and its card where it is new: where no claimant of the document has that id or name."""
    said = cells.get("claimant", "")
    known = [row.card for row in cards.rows.get(Claimant, ()) if row.file == file]
    same = next((c.id for c in known if said == c.id or said.casefold() == c.name.casefold()), None)
    if same is not None or "voice" not in cells:
        return same or said, {}
    fields = {"id": slug(said), "name": said, **{key: cells[key] for key in ("role", "affiliation", "voice") if key in cells}}
    return slug(said), fields


def _fields(cells: Cells) -> dict[str, object]:
    """The fields of a claim card; what is missing is left out, so that the card's own model says so."""
    plain = {key: cells[key] for key in _PLAIN if key in cells}
    lists = {key: _parts(cells, key) for key in ("topics", "entities") if key in cells}
    links = {key: [*_links(cells, key)] for key in ("supports", "contradicts", "limits") if key in cells}
    return {
        **plain,
        **lists,
        **links,
        "places": [*_places(cells)],
        "dates": _dates(cells),
        "said": _grade(cells, "said_"),
        "content": _grade(cells, ""),
        **_denial(cells),
        **({"cites": [*_cites(cells)]} if "cites" in cells else {}),
        **({"notes": [part.strip() for part in cells["notes"].split(" / ")]} if "notes" in cells else {}),
    }


_PLAIN = ("id", "paragraph", "line", "stance", "statement", "speech", "flow", "truth", "truth_why", "family")


def _parts(cells: Cells, key: str) -> list[str]:
    return [part.strip() for part in cells.get(key, "").split(";") if part.strip()]


def _links(cells: Cells, key: str) -> Iterator[dict[str, str]]:
    for part in _parts(cells, key):
        ref, _, note = part.partition(": ")
        yield {"ref": ref.strip(), "note": note.strip()}


def _cites(cells: Cells) -> Iterator[dict[str, str]]:
    """Features as ``layer/row: what it shows``; whether they are there is looked up when the claim is written."""
    for link in _links(cells, "cites"):
        layer, _, row = link["ref"].partition("/")
        yield {"layer": layer.strip(), "row": row.strip(), "note": link["note"]}


def _places(cells: Cells) -> Iterator[dict[str, str]]:
    for basis in ("named", "inferred"):
        yield from ({"id": part, "basis": basis} for part in _parts(cells, f"places_{basis}"))


def _dates(cells: Cells) -> dict[str, str]:
    names = {"start": "date_start", "end": "date_end", "stated": "date_stated", "basis": "date_basis", "why": "date_why"}
    found = {key: cells[column] for key, column in names.items() if column in cells}
    dated = "start" in found or "end" in found
    return found if "basis" in found else {**found, "basis": "stated" if dated else "undated"}


def _grade(cells: Cells, prefix: str) -> dict[str, str]:
    keys: Sequence[str] = ("reliability", "reliability_why", "credibility", "credibility_why")
    return {key: cells[f"{prefix}{key}"] for key in keys if f"{prefix}{key}" in cells}


def _denial(cells: Cells) -> dict[str, object]:
    if "denial" not in cells and "denies" not in cells:
        return {}
    return {"denial": {"of": _parts(cells, "denies"), "proposition": cells.get("denial", ""), "by": _parts(cells, "denied_by")}}
