"""What a sheet calls out: statements and dated facts, numbered where the map shows their place.

Each stands in its own words or in the briefer's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.errors import ExportError, quoted
from explorer.ledger.claims import Entry
from explorer.ledger.nearest import hint
from explorer.ledger.vocabulary import Event, Stance
from explorer.messages import message
from explorer.render.sheet.marks import Mark, Style
from explorer.render.sheet.options import Options
from explorer.render.statements import told
from explorer.render.words import standing_of
from explorer.scene.build import Scene
from explorer.views.view import Language
from explorer.world.world import World

REWORDED = "in the briefer's words"
"""What stands below a call-out that the briefer has put in words of their own."""
FACT = "dated fact"
FACING = (message("Alleged or assessed"), message("Denied, or said against it"))
"""Headings of the two columns of a sheet that sets denials beside what they deny."""
_MOST_PLACES = 3


@dataclass(frozen=True)
class Callout:
    """One call-out.

    Attributes
    ----------
    id
        Of the claim or of the dated fact.
    number
        From 1 on where the map shows its place, else 0.
    words
        A sentence that starts with who says so, or the briefer's own.
    stands
        Id, stance, grade and what is known of a statement; id and day of a fact; and whose words they are.
    stance
        None for a dated fact.
    """

    id: str
    number: int
    words: str
    stands: tuple[str, ...]
    stance: Stance | None

    @property
    def foot(self) -> str:
        """How it stands, in one line."""
        return " · ".join(self.stands)


def chosen(world: World, scene: Scene, options: Options, found: Sequence[Mark], style: Style, room: int) -> tuple[Callout, ...]:
    """The call-outs of a sheet: those asked for, else up to ``room`` statements, one of each stance.

    Raises
    ------
    ExportError
        An id is neither that of a claim nor of a dated fact.
    """
    if "claims" not in options.parts:
        return ()
    here = {*claims_of(found), *(event for mark in found for event in mark.feature.events)}
    if options.claims:
        picked = _with_answers(world, [_named(world, claim) for claim in options.claims])
    else:
        statements = [e for e in scene.entries if e.id in here]
        picked = list(_balanced(world, statements, scene.view.selected, room))
    made, own, number = [], dict(options.reworded), 0
    for item in picked:
        number += item.id in here
        words = own.get(item.id) or words_of(world, item, style.language)
        made.append(_callout(item, number if item.id in here else 0, words, style, own=item.id in own))
    return tuple(made)


Pair = tuple[tuple[Callout, ...], tuple[Callout, ...]]
"""What is said, and what is denied of it or said against it."""


def paired(world: World, called: Sequence[Callout]) -> tuple[Pair, ...]:
    """Call-outs as allegations facing their denials; one denial stands once against all that it meets."""
    known = {item.id: item for item in called}
    answers: dict[str, tuple[str, ...]] = {}
    for item in called:
        if item.stance is not Stance.DENIED and not any(item.id in ids for ids in answers.values()):
            entry = world.ledger.by_id.get(item.id)
            answers[item.id] = tuple(other.id for other in world.ledger.beside([entry]) if other.id in known) if entry else ()
    groups: list[tuple[list[str], list[str]]] = []
    for said, against in answers.items():
        host = next((group for group in groups if {*group[1]} & {*against}), None)
        if host is None:
            groups.append(([said], [*against]))
        else:
            host[0].append(said)
            host[1].extend(other for other in against if other not in host[1])
    rest = [item.id for item in called if not any(item.id in (*left, *right) for left, right in groups)]
    groups += [([], [alone]) for alone in rest]
    return tuple((tuple(known[i] for i in left), tuple(known[i] for i in right)) for left, right in groups)


def claims_of(found: Sequence[Mark]) -> tuple[str, ...]:
    """Ids of the claims behind what is drawn."""
    return tuple(dict.fromkeys(claim for mark in found for claim in mark.feature.claims))


def numbers(callouts: Sequence[Callout], found: Sequence[Mark]) -> Mapping[str, tuple[int, ...]]:
    """Call-out numbers by place; what has many places is called out at the first three."""
    made: dict[str, tuple[int, ...]] = {}
    for item in callouts:
        if not item.number:
            continue
        stated = [m.feature.id for m in found if m.feature.kind == "site" and item.id in (*m.feature.claims, *m.feature.events)]
        dated = [m.feature.id for m in found if m.feature.kind == "event-site" and item.id in m.feature.events]
        for place in (*stated, *dated)[:_MOST_PLACES]:
            made[place] = (*made.get(place, ()), item.number)
    return made


def words_of(world: World, item: Entry | Event, language: Language) -> str:
    """What is said, after who says so, in a language where it has been translated."""
    tongue = world.tongue(language)
    if isinstance(item, Entry):
        return told(tongue.entry(item), language)
    fact = tongue.event(item)
    return f"{fact.reporter}: {fact.statement}"


def _named(world: World, identifier: str) -> Entry | Event:
    known: Mapping[str, Entry | Event] = {**world.ledger.by_id, **world.ledger.events_by_id}
    if identifier not in known:
        near = hint(identifier, known, " Nearest: {}.")
        raise ExportError(f"There is no claim or dated fact {quoted(identifier)} in this ledger. See tumen claims.{near}")
    return known[identifier]


def _callout(item: Entry | Event, number: int, words: str, style: Style, *, own: bool) -> Callout:
    mark = (style.told(REWORDED),) if own else ()
    if isinstance(item, Entry):
        stance, stands = item.claim.stance, standing_of(style.language, item.id, item.claim)
        return Callout(item.id, number, words, (*stands, *mark), stance)
    day = "–".join(dict.fromkeys(str(end) for end in (item.dates.start, item.dates.end) if end))
    facts = (style.told(FACT), style.told(item.stance.value), day)
    return Callout(item.id, number, words, (*facts, *mark), None)


_ORDER = (
    Stance.ASSESSED, Stance.ALLEGED, Stance.DENIED, Stance.ASSERTED, Stance.REPORTED_FACT, Stance.CONDITIONAL, Stance.CONCERN,
)  # fmt: skip


def _balanced(world: World, entries: Sequence[Entry], selected: str, room: int) -> Sequence[Entry | Event]:
    """One claim of each stance in turn, what is selected first, and the denials of what was chosen beside it."""
    queues = {stance: [e for e in entries if e.claim.stance is stance] for stance in _ORDER}
    picked: list[Entry | Event] = [e for e in entries if selected == f"claim:{e.id}"]
    while len(picked) < room and any(queues.values()):
        for stance in _ORDER:
            if queues[stance]:
                entry = min(queues[stance], key=lambda e: sum(_shared(e, other) for other in picked))
                queues[stance].remove(entry)
                if entry not in picked and len(picked) < room:
                    picked = _with_answers(world, [*picked, entry])
    return picked


def _with_answers(world: World, items: Sequence[Entry | Event]) -> list[Entry | Event]:
    """What is called out with, right after each claim, its denials and what its own card says must be read with it."""
    picked: list[Entry | Event] = []
    for item in items:
        picked += [item] if item not in picked else []
        if isinstance(item, Entry) and item.claim.stance not in {Stance.DENIED, Stance.REPORTED_FACT}:
            picked += [other for other in world.ledger.beside([item])[:2] if other not in picked and other not in items]
    return picked


def _shared(one: Entry | Event, other: Entry | Event) -> int:
    """How many places two of them share; call-outs spread over the map."""
    return len(_places(one) & _places(other))


def _places(item: Entry | Event) -> set[str]:
    return {place.id for place in (item.claim.places if isinstance(item, Entry) else item.places)}
