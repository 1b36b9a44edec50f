"""What a workspace adds to the built-in cards: its entries that can be read and fit, all cards together, and what does not fit.

Pure. A change is checked with what refers to it; whatever does not fit is refused when it is written. Only where a workspace
meets other built-in cards than those it was written beside may an entry no longer fit: it is left out and said, and nothing of it
is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from explorer.cards.read import ADDED, Cards, MapData, around, misfits, model_of, with_cards
from explorer.errors import Fault
from explorer.ledger.vocabulary import Card
from explorer.workspace.change import Edit, Key, Revision
from explorer.workspace.state import State, unread

_SAME_FILE = frozenset({"document", "claimant", "context"})
"""Kinds on which the other entries of their file rest."""


@dataclass(frozen=True)
class Ground:
    """What a workspace stands on: the built-in cards, and the map data that cards may name."""

    cards: Cards
    data: MapData = field(default_factory=MapData)


@dataclass(frozen=True)
class Standing:
    """The cards of a state with the built-in ones, and the entries that had to be left out, each with a fault."""

    state: State
    cards: Cards
    left_out: tuple[tuple[Key, Fault], ...] = ()


def standing(ground: Ground, state: State) -> Standing:
    """Look at every entry of a state."""
    left = [(revision.key, fault) for revision, fault in unread(state)]
    gone = {key for key, _ in left}
    kept = {r.key: r.entered for r in state.standing() if r.kind in ADDED and r.key not in gone}
    while kept:
        cards = with_cards(ground.cards, kept.values())
        found = {
            (misfit.entered.table, misfit.entered.name): misfit.fault for misfit in misfits(cards, kept.values(), ground.data)
        }
        if not found:
            return Standing(state, cards, tuple(left))
        left += found.items()
        kept = {key: entered for key, entered in kept.items() if key not in found}
    return Standing(state, ground.cards, tuple(left))


def moved(ground: Ground, before: Standing, state: State, changed: Collection[Key]) -> Standing:
    """The standing of a later state, in which only some entries have changed; what does not fit of them is left out."""
    if before.left_out:
        return standing(ground, state)
    cards, found = judged(ground, before, state, changed)
    return standing(ground, state) if found else Standing(state, cards)


def judged(ground: Ground, before: Standing, state: State, changed: Collection[Key]) -> tuple[Cards, tuple[Fault, ...]]:
    """The cards of a later state, and every fault that its changes bring."""
    cards = _rebuilt(ground, before.cards, state, {kind for kind, _ in changed if kind in ADDED}, before)
    out = {key for key, _ in before.left_out} - {*changed}
    near = [r.entered for r in _referring(before.state, state, changed) if r.key not in out]
    own = [state.entries[key].entered for key in changed if key[0] in ADDED and not state.entries[key].withdrawn]
    found = misfits(cards, (*near, *own), ground.data) if near or own else ()
    return cards, tuple(sorted({misfit.fault for misfit in found}))


def sorted_out(ground: Ground, before: Standing, edits: Collection[Edit]) -> tuple[tuple[Edit, ...], tuple[Fault, ...]]:
    """Edits that fit what stands, and the faults of all others: whatever rests on a faulty one is at fault itself."""
    kept, faults = {edit.key: edit for edit in edits}, set[Fault]()
    while kept:
        state = before.state.after(before.state.revised(kept.values()), before.state.number + 1)
        own = [state.entries[key].entered for key, edit in kept.items() if key[0] in ADDED and edit.fields is not None]
        found = misfits(with_cards(around(before.cards, own, _replaced(before, kept)), own), own, ground.data)
        if not found:
            break
        faults |= {misfit.fault for misfit in found}
        for misfit in found:
            kept.pop((misfit.entered.table, misfit.entered.name), None)
    return tuple(kept.values()), tuple(sorted(faults))


def _replaced(before: Standing, keys: Iterable[Key]) -> list[Card]:
    """The cards that stand under the names of some entries."""
    out = {key for key, _ in before.left_out}
    known = (before.state.entries[key] for key in keys if key[0] in ADDED and key in before.state.entries and key not in out)
    return [revision.entered.card for revision in known if not revision.withdrawn]


def _rebuilt(ground: Ground, cards: Cards, state: State, kinds: Collection[str], before: Standing) -> Cards:
    """The cards with those of some kinds made anew; all other kinds are shared."""
    if not kinds:
        return cards
    out = {key for key, _ in before.left_out if state.entries[key] is before.state.entries.get(key)}
    entered = [r.entered for r in state.standing() if r.kind in kinds and r.key not in out]
    anew = with_cards(ground.cards, entered).rows
    return Cards({**cards.rows, **{model: anew.get(model, ()) for model in map(model_of, kinds)}})


def _referring(before: State, state: State, changed: Collection[Key]) -> tuple[Revision, ...]:
    """Entries that may refer to one that was there before and has been changed or withdrawn, and those that rest on it."""
    known = (before.entries[key] for key in changed if key in before.entries and key[0] in ADDED)
    old = [revision for revision in known if not revision.withdrawn]
    if not old:
        return ()
    names = {revision.name.rpartition("/")[2] for revision in old}
    files = {revision.file for revision in old if revision.kind in _SAME_FILE}
    here = {*changed}
    return tuple(
        revision
        for revision in state.standing()
        if revision.key not in here
        and revision.kind in ADDED
        and (revision.file in files or any(name in (revision.body or "") for name in names))
    )
