"""What a reviewer does to drafts before one is accepted: other fields, rejected, merged, split. Values in, edits out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from explorer.cards.read import fields_of
from explorer.review.becoming import tidied
from explorer.review.papers import InHand, Pending, paper_of
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Draft

Fields = Mapping[str, Any]


def changed(pending: Pending, changes: Fields) -> Edit:
    """The edit that gives a draft other fields; what is None is taken out."""
    claim = {key: value for key, value in {**pending.claim, **changes}.items() if value is not None}
    return _revised(pending, claim)


def onto(seen: Pending, changes: Fields, now: State) -> tuple[Edit, ...]:
    """The edit that gives a draft other fields, as it stands by now; none where they stand so already.

    Parameters
    ----------
    seen
        The draft as the reviewer had it before their eyes.
    changes
        Fields by name, ``content.reliability`` for one within another; what is None is taken out.
    now
        What stands at the moment of writing. If somebody else has changed one of these very fields since, the edit is of the
        revision that was seen, and so is refused as one that comes too late; changes of other fields are kept.
    """
    here = _standing(seen, now)
    if all(_value(here.claim, name) == value for name, value in changes.items()):
        return ()
    moved = any(_value(here.claim, name) != _value(seen.claim, name) for name in changes)
    base = seen if moved else here
    fields: dict[str, Any] = {}
    for name, value in changes.items():
        whole, _, part = name.partition(".")
        inner = fields.get(whole, base.claim.get(whole)) or {}
        fields[whole] = {**inner, part: value} if part else value
    return (changed(base, fields),)


def _standing(seen: Pending, now: State) -> Pending:
    found = now.entries.get(("draft", seen.id))
    card = None if found is None or found.withdrawn else found.entered.card
    return Pending(card, found) if found is not None and isinstance(card, Draft) else seen


def _value(claim: Fields, name: str) -> Any:
    whole, _, part = name.partition(".")
    return (claim.get(whole) or {}).get(part) if part else claim.get(whole)


def _revised(pending: Pending, claim: Fields, hits: tuple[dict[str, Any], ...] | None = None) -> Edit:
    draft = pending.draft.model_copy(update={"claim": dict(claim), "hits": pending.draft.hits if hits is None else hits})
    return Edit("draft", pending.id, "", fields_of(draft), pending.revision.number)


def rejected(pending: Pending) -> Edit:
    """The edit that takes a draft away; its text stays in the history, with the reason."""
    return Edit("draft", pending.id, "", None, pending.revision.number)


def merged(first: Pending, second: Pending) -> tuple[Edit, Edit]:
    """Two drafts as one: the fields of the first, the words and places of both, and every hit."""
    words = f"{_sentence(first.claim)} {_sentence(second.claim)}".strip()
    claim = {
        **first.claim,
        "statement": words,
        "places": _united(first.claim.get("places"), second.claim.get("places"), "id"),
        "topics": _united(first.claim.get("topics"), second.claim.get("topics")),
        "entities": _united(first.claim.get("entities"), second.claim.get("entities")),
    }
    if first.claim.get("paragraph") == second.claim.get("paragraph"):
        claim["end_char"] = max(first.claim.get("end_char") or 0, second.claim.get("end_char") or 0)
    for key in ("date_start", "date_end", "date_stated", "date_why"):
        claim[key] = first.claim.get(key) or second.claim.get(key)
    hits = (*first.draft.hits, *(hit for hit in second.draft.hits if hit not in first.draft.hits))
    return _revised(first, claim, hits), rejected(second)


def _sentence(claim: Fields) -> str:
    words = tidied(claim)
    return words if not words or words[-1] in ".!?…" else f"{words}."


def _united(one: Any, other: Any, key: str = "") -> list[Any]:
    rows = [*(one or ()), *(other or ())]
    return list({(row[key] if key and isinstance(row, Mapping) else str(row)): row for row in reversed(rows)}.values())[::-1]


_PARTING = re.compile(r"(?<=[.;!?…])\s+|,?\s+(?:and|while|but|whereas|а|и|но)\s+|(?<=고)\s+|(?<=며)\s+")


def parted(statement: str) -> tuple[str, str]:
    """A proposal for the two halves of a statement: at the joint nearest to its middle.

    >>> parted("Two ships came to Rajin, and a train left for Khasan.")
    ('Two ships came to Rajin', 'a train left for Khasan.')
    >>> parted("Ships came.")
    ('Ships came.', '')
    """
    joints = [hit for hit in _PARTING.finditer(statement) if statement[: hit.start()].strip() and statement[hit.end() :].strip()]
    if not joints:
        return statement, ""
    middle = min(joints, key=lambda hit: abs(hit.start() - len(statement) / 2))
    return statement[: middle.start()].strip(), statement[middle.end() :].strip()


def split(paper: InHand, pending: Pending, first: str, second: str, now: State) -> tuple[Edit, Edit]:
    """Two drafts out of one, both with its other fields; the new one has the next number of the paper."""
    numbers = [int(name.rpartition("-")[2]) for kind, name in now.entries if kind == "draft" and paper_of(name) == paper.id]
    name = f"{paper.id}-{max(numbers, default=0) + 1}"
    other = pending.draft.model_copy(update={"id": name, "claim": {**pending.claim, "statement": second.strip()}})
    return changed(pending, {"statement": first.strip()}), Edit("draft", name, "", fields_of(other), 0)


# ---- places ----------------------------------------------------------------------------------------------------------


def with_place(claim: Fields, place: Fields, instead: str = "") -> list[dict[str, Any]]:
    """The places of a draft with another one among them, in the stead of one where that is named."""
    rows = [dict(row) for row in claim.get("places") or ()]
    old = next((row for row in rows if row.get("id") == instead), None) if instead else None
    new = {
        "basis": old.get("basis", "named") if old else "inferred",
        "as_written": old.get("as_written", "") if old else "",
        **place,
    }
    if old is not None:
        rows = [new if row is old else row for row in rows]
    else:
        rows.append(new)
    return list({row["id"]: row for row in rows}.values())


def without_place(claim: Fields, identifier: str) -> list[dict[str, Any]]:
    """The places of a draft without one of them."""
    return [dict(row) for row in claim.get("places") or () if row.get("id") != identifier]
