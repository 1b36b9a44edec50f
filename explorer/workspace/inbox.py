"""What was read of a document, on its way into the workspace: a paper with its paragraphs, and the drafts made of it.

The form is that of ``tumen intake --format json``: ``document``, ``drafts``, and ``mentions`` with places and dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from explorer.views.view import slug
from explorer.workspace.change import Edit, Incoming
from explorer.workspace.state import State

Row = Mapping[str, Any]


def kept(reading: Row) -> tuple[Incoming, ...]:
    """The entries that keep a reading. The same file gives the same paper, so that a second copy of it is known.

    >>> paper, draft = kept({"document": {"title": "On rails", "sha256": "ab" * 32, "paragraphs": [{"number": 1, "text": "So."}]},
    ...     "drafts": [{"statement": "So.", "cues": [{"rule": "said"}]}], "mentions": {}})
    >>> paper.fields["id"], draft.fields["id"], draft.fields["claim"], draft.fields["hits"]
    ('on-rails-abababab', 'on-rails-abababab-1', {'statement': 'So.'}, [{'rule': 'said'}])
    """
    document = dict(reading["document"])
    mark, paragraphs = str(document["sha256"]), [dict(row) for row in document.pop("paragraphs", [])]
    name = f"{slug(str(document.get('title', '')))[:50].strip('-') or 'paper'}-{mark[:8]}"
    paper = {
        "id": name,
        "sha256": mark,
        "language": str(document.get("language", "")),
        "paragraphs": [str(row.pop("text", "")) for row in paragraphs],
        "document": {**document, "paragraphs": paragraphs},
        "mentions": dict(reading.get("mentions", {})),
    }
    drafts = (_draft(name, number, row) for number, row in enumerate(reading.get("drafts", ()), start=1))
    return Incoming("paper", paper, "", name), *drafts


def _draft(paper: str, number: int, row: Row) -> Incoming:
    claim = {key: value for key, value in row.items() if key != "cues"}
    identifier = f"{paper}-{number}"
    return Incoming(
        "draft", {"id": identifier, "paper": paper, "claim": claim, "hits": list(row.get("cues", ()))}, "", identifier
    )


def accepted(now: State, draft: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits by which a draft becomes what a person has made of it, and goes: to be written in one change."""
    found = now.entries["draft", draft]
    return *edits, Edit("draft", draft, found.file, None, found.number)
