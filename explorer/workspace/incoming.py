"""What comes in from files: cards, a table of claims, FollowTheMoney, a timemap's events; a reader for each. Pure.

Cards and tables hold claims. The other forms do not say who claims what, how, and how far it can be relied on: they become
drafts, which a person completes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from explorer.cards.read import Cards, given_in, home_of
from explorer.errors import Fault
from explorer.workspace.change import Found, Incoming
from explorer.workspace.claims_table import claims_in
from explorer.workspace.foreign import entities_in, events_in


def entries_in(name: str, content: bytes, form: str, cards: Cards) -> Found:
    """The entries of one file.

    Parameters
    ----------
    name
        Its path, as faults name it; of cards the last folder counts, if it is one of those of ``seeds``.
    form
        One of :data:`READERS`.
    cards
        What stands already: a table names its documents and claimants.
    """
    return READERS[form](name, content, cards)


def form_of(name: str) -> str:
    """What a file is by its name; "" where the name does not say.

    >>> form_of("sites.toml"), form_of("notes.csv"), form_of("map.ftm.json"), form_of("events.json"), form_of("story.docx")
    ('cards', 'claims', 'ftm', 'timemap', '')
    """
    ends = {
        ".layer.json": "layer",
        ".toml": "cards",
        ".csv": "claims",
        ".ftm.json": "ftm",
        ".ftm": "ftm",
        ".ijson": "ftm",
        ".json": "timemap",
    }
    return next((form for end, form in ends.items() if name.casefold().endswith(end)), "")


def _cards(name: str, content: bytes, _: Cards) -> Found:
    """Cards; the file that they belong to follows from what stands in it, else from its folder."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Found((), (Fault(name, "", f"byte {error.start} is not UTF-8", "Save the card as UTF-8."),))
    given, faults = given_in({name: text})
    if any(fault.entry == "step" for fault in faults):  # a story is a file by itself
        given, faults = given_in({f"scenarios/{_last(name)}": text})
    heads = [entry for entry in given if entry.table in {"document", "context", "scenario"}]
    own = home_of(heads[0].table, str(heads[0].fields.get("id", ""))) if heads else ""
    found = tuple(Incoming(e.table, e.fields, own or _home(e.table, name), name) for e in given)
    return Found(found, tuple(Fault(name, fault.entry, fault.what, fault.do) for fault in faults))


def _home(table: str, name: str) -> str:
    """The file of cards that stand below no head of their own: the shared one of their table, or the one of the same name."""
    file = {"claim": "documents/", "claimant": "documents/", "event": "context/"}.get(table)
    return f"{file}{_last(name)}" if file else home_of(table, "")


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _layers(name: str, content: bytes, _: Cards) -> Found:
    """A layer with its features, as ``tumen workspace export`` writes it."""
    try:
        rows = json.loads(content)
        entries = tuple(Incoming(str(kind), dict(fields), "", name) for kind, fields in rows.items())
    except (ValueError, AttributeError, TypeError):
        return Found((), (Fault(name, "", "this is not a layer of a workspace", "Add map data with tumen layers add."),))
    return Found(entries)


READERS: Mapping[str, Callable[[str, bytes, Cards], Found]] = {
    "cards": _cards,
    "claims": claims_in,
    "ftm": entities_in,
    "timemap": events_in,
    "layer": _layers,
}
"""Readers by the form of a file."""
