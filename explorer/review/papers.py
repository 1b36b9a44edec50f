"""The papers of a workspace with the drafts that are still to be reviewed, and how far each has come. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.workspace.change import Revision
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Draft, Paper


@dataclass(frozen=True)
class Pending:
    """A draft that waits for a person, with the revision that they have before their eyes."""

    draft: Draft
    revision: Revision

    @property
    def id(self) -> str:
        """The id of the draft."""
        return self.draft.id

    @property
    def claim(self) -> Mapping[str, Any]:
        """The fields of the claim, as far as they are known."""
        return self.draft.claim

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it stands in the text; drafts of one place by their number."""
        return _number(self.claim.get("paragraph")), _number(self.claim.get("start_char")), _number(self.id.rpartition("-")[2])


@dataclass(frozen=True)
class InHand:
    """A paper with its drafts in the order of the text. ``total`` counts all that it ever had."""

    paper: Paper
    revision: Revision
    drafts: tuple[Pending, ...]
    total: int

    @property
    def id(self) -> str:
        """The id of the paper."""
        return self.paper.id

    @property
    def done(self) -> int:
        """How many drafts were accepted, merged or rejected."""
        return self.total - len(self.drafts)

    @property
    def title(self) -> str:
        """Its title, or else its file or id."""
        about = self.paper.document
        return str(about.get("title") or about.get("file") or self.paper.id)

    @property
    def card(self) -> str:
        """The id of the document that its claims stand in; "" before the first was accepted."""
        return str(self.paper.document.get("card") or "")

    @property
    def progress(self) -> str:
        """How far it is, in words.

        >>> from explorer.workspace.change import Revision
        >>> paper = Paper(id="a", sha256="0" * 64, paragraphs=())
        >>> InHand(paper, Revision("paper", "a", 1, "", "{}", 1), (), 3).progress
        '3 of 3 drafts done'
        """
        return f"{self.done} of {self.total} drafts done" if self.total else "no statement was found in it"

    def draft(self, identifier: str) -> Pending | None:
        """The draft of an id."""
        return next((pending for pending in self.drafts if pending.id == identifier), None)

    def speakers(self, identifier: str) -> tuple[str, ...]:
        """Who speaks in the other drafts, those before this one first, from the nearest on."""
        ids = [pending.id for pending in self.drafts]
        at = ids.index(identifier) if identifier in ids else 0
        names = (str(pending.claim.get("claimant") or "") for pending in (*reversed(self.drafts[:at]), *self.drafts[at + 1 :]))
        return tuple(dict.fromkeys(name for name in names if name))

    def beside(self, identifier: str, by: int) -> Pending | None:
        """The draft so many places after another one, or the last or first where there are none so far on."""
        ids = [pending.id for pending in self.drafts]
        if not ids:
            return None
        at = ids.index(identifier) if identifier in ids else 0
        return self.drafts[min(max(at + by, 0), len(ids) - 1)]


def in_hand(state: State) -> tuple[InHand, ...]:
    """The papers that stand, the latest first."""
    drafts: dict[str, list[Pending]] = {}
    totals: Counter[str] = Counter()
    papers: list[tuple[Paper, Revision]] = []
    for revision, card in _own(state, totals):
        if isinstance(card, Draft):
            drafts.setdefault(card.paper, []).append(Pending(card, revision))
        elif isinstance(card, Paper):
            papers.append((card, revision))
    return tuple(
        InHand(paper, revision, tuple(sorted(drafts.get(paper.id, ()), key=lambda p: p.order)), totals[paper.id])
        for paper, revision in reversed(papers)
    )


def _own(state: State, totals: Counter[str]) -> Iterator[tuple[Revision, object]]:
    for (kind, name), revision in state.entries.items():
        if kind == "draft":
            totals[paper_of(name)] += 1
        if kind in {"paper", "draft"} and not revision.withdrawn:
            yield revision, revision.entered.card


def paper_of(draft: str) -> str:
    """The paper that a draft belongs to, by its name: drafts are numbered within their paper.

    >>> paper_of("on-rails-abababab-12")
    'on-rails-abababab'
    """
    return draft.rpartition("-")[0]


def _number(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() else 0
