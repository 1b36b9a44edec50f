"""Other tools' files: FollowTheMoney entities and a timemap's events. They become drafts: neither says all that a claim needs.

A draft has the fields of a claim as far as the file gives them, and under ``hits`` what else it said of the same thing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from explorer.cards.read import Cards
from explorer.errors import Fault, quoted
from explorer.ledger.vocabulary import Stance, Topic
from explorer.views.read import from_slug
from explorer.views.view import slug
from explorer.workspace.change import Found, Incoming

Row = Mapping[str, Any]


def entities_in(name: str, content: bytes, _: Cards) -> Found:
    """Notes and events of a FollowTheMoney file, one JSON object a line or a list of them, as drafts."""
    rows, faults = _objects(name, content)
    by_id = {str(row.get("id")): row for row in rows}
    drafts = []
    for number, row in enumerate(rows, start=1):
        where, schema = f"{name}, entity {number}", str(row.get("schema", ""))
        if not isinstance(row.get("properties"), dict) or not schema:
            faults.append(Fault(where, "", "this is not a FollowTheMoney entity", "It needs a schema and properties."))
        elif schema in {"Note", "Event"}:
            drafts.append((where, _of_entity(row, by_id)))
    return _drafts(name, content, drafts, faults)


def events_in(name: str, content: bytes, _: Cards) -> Found:
    """Events of a timemap (a list, or an object with ``events``), as drafts."""
    rows, faults = _objects(name, content)
    drafts = []
    for number, row in enumerate(rows, start=1):
        where = f"{name}, event {number}"
        day = _day(str(row.get("date", "")))
        if not str(row.get("description", "")).strip():
            faults.append(Fault(where, "description", "it says nothing", "Give the event a description."))
        elif row.get("date") and day is None:
            faults.append(Fault(where, "date", f"{quoted(str(row['date']))} is not a date", "Write it as 2024-06-19."))
        else:
            drafts.append((where, _of_event(row, day)))
    return _drafts(name, content, drafts, faults)


def _objects(name: str, content: bytes) -> tuple[list[Row], list[Fault]]:
    """The JSON objects of a file: a list, the ``events`` or ``entities`` of one object, or one per line."""
    try:
        text = content.decode("utf-8-sig")
        loaded = json.loads(text)
    except UnicodeDecodeError as error:
        return [], [Fault(name, "", f"byte {error.start} is not UTF-8", "Save the file as UTF-8.")]
    except (ValueError, RecursionError):
        return _lines(name, text)
    held = loaded.get("events", loaded.get("entities", [loaded])) if isinstance(loaded, dict) else loaded
    rows = held if isinstance(held, list) else []
    faults = [
        Fault(name, f"number {n}", "this is not a JSON object", "Remove it.") for n, row in enumerate(rows, 1) if not _is(row)
    ]
    return [row for row in rows if _is(row)], faults or (
        [] if rows else [Fault(name, "", "it holds no entries", "Name another file.")]
    )


def _is(row: object) -> bool:
    return isinstance(row, dict)


def _lines(name: str, text: str) -> tuple[list[Row], list[Fault]]:
    rows, faults = list[Row](), list[Fault]()
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError) as error:
            faults.append(Fault(name, f"line {number}", f"this is not valid JSON: {str(error)[:80]}", "Fix the line."))
            continue
        if isinstance(row, dict):
            rows.append(row)
    return rows, faults


def _drafts(name: str, content: bytes, drafts: Iterable[tuple[str, dict[str, Any]]], faults: list[Fault]) -> Found:
    """A paper that stands for the file, and its drafts."""
    mark = hashlib.sha256(content).hexdigest()
    last = name.replace("\\", "/").rpartition("/")[2]
    paper = f"{slug(last)[:50].strip('-') or 'file'}-{mark[:8]}"
    entries = [
        Incoming("draft", {"id": f"{paper}-{number}", "paper": paper, **fields}, "", where)
        for number, (where, fields) in enumerate(drafts, start=1)
    ]
    own = Incoming("paper", {"id": paper, "sha256": mark, "paragraphs": [], "document": {"title": name}}, "", name)
    return Found((own, *entries) if entries else (), tuple(faults))


# ---- FollowTheMoney --------------------------------------------------------------------------------------------------


def _values(row: Row, *keys: str) -> list[str]:
    properties = row["properties"]
    found = (properties.get(key, []) for key in keys)
    return [str(value) for values in found for value in (values if isinstance(values, list) else [values])]


def _of_entity(row: Row, by_id: Mapping[str, Row]) -> dict[str, Any]:
    others = [by_id[ref] for ref in _values(row, "entity", "addressEntity") if ref in by_id and _is(by_id[ref].get("properties"))]
    words = [slug(word) for value in _values(row, "keywords", "notes", "name") for word in re.split(r"[;:]", value)]
    days = sorted(day for value in _values(row, "date", "startDate", "endDate") if (day := _day(value)))
    claim: dict[str, Any] = {
        "statement": " ".join(_values(row, "description", "summary") or _values(row, "name")),
        **_dated(days),
        "topics": [topic.value for word in dict.fromkeys(words) if (topic := from_slug(word, Topic))],
        "places": [_place(" ".join(_values(other, "name", "full")[:1])) for other in others if other.get("schema") == "Address"],
    }
    speakers = [
        name for o in others if o.get("schema") not in {"Address", "Article", "Document"} for name in _values(o, "name")[:1]
    ]
    stance = next((found for word in words if (found := from_slug(word, Stance))), None)
    claim |= {"claimant": slug(speakers[0])} if speakers and slug(speakers[0]) else {}
    claim |= {"stance": stance.value} if stance else {}
    kept = {key: _values(row, key) for key in row["properties"]}
    return {"claim": _said(claim), "hits": [{"rule": "FollowTheMoney", "entity": str(row.get("id", "")), **kept}]}


# ---- timemap ---------------------------------------------------------------------------------------------------------


def _of_event(row: Row, day: date | None) -> dict[str, Any]:
    where = str(row.get("location") or "").strip()
    claim = {
        "statement": str(row["description"]).strip(),
        **_dated([day] if day else []),
        "places": [_place(where)] if where else [],
    }
    kept = {key: value for key, value in row.items() if isinstance(value, (str, int, float, list)) and value not in ("", [])}
    return {"claim": _said(claim), "hits": [{"rule": "timemap", **kept}]}


def _dated(days: list[date]) -> dict[str, Any]:
    if not days:
        return {"dates": {"basis": "undated"}}
    return {"dates": {"start": days[0].isoformat(), "end": days[-1].isoformat(), "basis": "stated"}}


def _place(name: str) -> dict[str, str]:
    """A place by the name it has there; which place of the gazetteer it is, a person says."""
    return {"id": slug(name), "basis": "named", "as_written": name}


def _said(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in claim.items() if value not in ("", [])}


def _day(text: str) -> date | None:
    """A day written 2024-06-19, with or without a time, or as timemaps write it, 6/19/2024."""
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    parts = (american[3], american[1], american[2]) if american else tuple(text.strip()[:10].split("-"))
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None
