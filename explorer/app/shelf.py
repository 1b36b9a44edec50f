"""Stories in the workspace: saved however unfinished, with every text before it kept, and opened again.

A finished story is a card like the built-in ones; an unfinished one a sketch, which goes in the change that brings the story.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from explorer.app import following
from explorer.app.tongue import say
from explorer.cards.read import open_draft
from explorer.stories.scenario import Scenario
from explorer.stories.text import Draft, draft_of, toml
from explorer.workspace.change import Edit
from explorer.workspace.workspace import Workspace, edit_of

STORY, SKETCH = "scenario", "sketch"


class Saved(NamedTuple):
    """A story in the workspace: whether it is finished, its id and title, and the revision that stands."""

    kind: str
    id: str
    title: str
    revision: int


def workspace() -> Workspace | None:
    """The workspace that stories can be written to; None where there is none, or it may only be read."""
    found = following.workspace()
    return None if found is None or found.store.read_only else found


def stories() -> tuple[Saved, ...]:
    """The stories of the workspace, by title."""
    found = following.workspace()
    rows = [] if found is None else [row for row in found.now.state.standing() if row.kind in {STORY, SKETCH}]
    saved = (Saved(row.kind, row.name, str(row.fields.get("title", "")), row.number) for row in rows)
    return tuple(sorted(saved, key=lambda row: (row.title, row.id)))


def opened(saved: Saved) -> Draft:
    """A story of the workspace as a draft.

    Raises
    ------
    SeedFaults
        This version cannot read it.
    """
    found = following.workspace()
    if found is None:
        return {}
    revision = found.now.state.entries[saved.kind, saved.id]
    if saved.kind == SKETCH:
        return open_draft(saved.id, str(revision.fields["text"]).encode())
    return draft_of(Scenario.model_validate(revision.fields))


def save(draft: Draft, scenario: Scenario | None, author: str, seen: Saved | None) -> Saved:
    """Save a draft: as a story where it has no fault, else as a sketch. :func:`show` lets every page see it.

    Parameters
    ----------
    seen
        What was saved or opened before, if anything: a text that somebody else has written since is not overwritten.

    Raises
    ------
    SeedFaults
        Something of the workspace speaks against it, such as an id that is taken.
    EditConflict
        Somebody else was first; both texts are kept.
    WorkspaceError
        It cannot be written.
    """
    found = workspace()
    if found is None:
        return Saved(SKETCH, str(draft["id"]), str(draft["title"]), 0)
    now = found.refresh().state
    name = str(draft["id"])
    if scenario is not None:
        edit = edit_of(STORY, scenario.model_dump(mode="json", exclude_none=True), now)
    else:
        edit = edit_of(SKETCH, {"id": name, "title": str(draft["title"]), "text": toml(draft)}, now)
    if seen is not None and (seen.kind, seen.id) == edit.key:
        edit = replace(edit, seen=seen.revision)
    sketch = now.entries.get((SKETCH, name))
    gone = scenario is not None and sketch is not None and not sketch.withdrawn
    edits = [edit, *([Edit(SKETCH, name, sketch.file, None, sketch.number)] if gone and sketch else [])]
    standing = found.write(edits, author, say("Story “{title}” saved.", title=draft["title"]))
    return Saved(edit.kind, edit.name, str(draft["title"]), standing.state.entries[edit.key].number)


def show() -> None:
    """Show what has been saved on every open page. The run that calls this ends at its next word with Streamlit: call it last."""
    following.take_up()
