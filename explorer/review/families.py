"""One family of two documents of which one is made of the other: what both say counts once. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.review.papers import InHand
from explorer.views.view import slug
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.workspace.workspace import edit_of

NOTE = "One document was made of the other, in whole or in part, so what both say has one origin."


def family_of(paper: InHand) -> str:
    """The family that the claims of a paper belong to; "" where there is none."""
    return str(paper.paper.document.get("family") or "")


def united(paper: InHand, other: InHand, now: State) -> tuple[Edit, ...]:
    """The edits that put two papers into one family: the family itself where it is new, both papers, and claims without one."""
    name = family_of(other) or family_of(paper) or f"{slug(other.title)[:50].strip('-') or 'family'}-{other.paper.sha256[:6]}"
    made = []
    if ("family", name) not in now.entries or now.entries["family", name].withdrawn:
        made.append(edit_of("family", {"id": name, "title": other.title[:120], "note": NOTE}, now))
    for one in (paper, other):
        if family_of(one) != name:
            fields = one.paper.model_dump(mode="json", exclude_defaults=True)
            made.append(edit_of("paper", {**fields, "document": {**one.paper.document, "family": name}}, now))
        made += _claims(one, name, now)
    return tuple(made)


def _claims(paper: InHand, name: str, now: State) -> Iterator[Edit]:
    for revision in now.of_file(f"documents/{paper.card}.toml") if paper.card else ():
        if revision.kind == "claim" and not revision.fields.get("family"):
            yield edit_of("claim", {**revision.fields, "family": name}, now, revision.file)
