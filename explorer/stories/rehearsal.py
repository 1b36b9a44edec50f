"""A scenario rehearsed against the ledger before anybody sees it: every fault in its steps, with what to do.

What can be read alone (fields, lengths, one citation a sentence) is :mod:`explorer.stories.scenario`'s; here is what needs the
ledger: views that open, citations that lead somewhere, sentences that say what the ledger says, denials that stand beside what
they deny.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from explorer.errors import Fault, quoted
from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry, Ledger
from explorer.ledger.gazetteer import Gazetteer
from explorer.ledger.ids import is_claim_id
from explorer.ledger.travel import Itinerary, Leg
from explorer.ledger.vocabulary import UNPLACED_KINDS, Basis, Event, SiteKind, Stance, Truth
from explorer.stories.parts import readable
from explorer.stories.rules.cited import Cite, speakers, stance_of
from explorer.stories.rules.giveaway import given_away
from explorer.stories.rules.problem import Problem
from explorer.stories.scenario import Callout, Cited, Item, Kind, Question, Scenario, Step
from explorer.stories.wording import Wording, marks_inference, statements_in
from explorer.views.read import parse, unknown_layers


@dataclass(frozen=True, eq=False)
class Stage:
    """What scenarios may speak of.

    ``pending`` holds ids that are there but faulty: to cite them is no further fault. ``proofread`` says that the wording of the
    sentences was held against the ledger before: references are still followed, sentences not read again.
    """

    ledger: Ledger
    gazetteer: Gazetteer
    legs: tuple[Leg, ...] = ()
    itineraries: tuple[Itinerary, ...] = ()
    datasets: Mapping[str, Dataset] | None = None
    pending: frozenset[str] = field(default_factory=frozenset)
    journeys: frozenset[str] = frozenset()
    proofread: bool = False

    @cached_property
    def wording(self) -> Wording:
        """The check of sentences, over these places."""
        return Wording(self.gazetteer)

    def cite(self, ref: str) -> Cite | None:
        """What a reference names, if it is there."""
        if is_claim_id(ref):
            return self.ledger.by_id.get(ref)
        kind, _, identifier = ref.partition(":")
        return self.ledger.events_by_id.get(identifier) if kind == "event" else (self.datasets or {}).get(identifier)

    def denials_of(self, cite: Cite) -> tuple[str, ...]:
        """Claims that deny what is cited; for an outside fact also those that deny the charges it belongs to."""
        if isinstance(cite, Entry):
            return tuple(entry.id for entry in self.ledger.denials_of(cite.id))
        if isinstance(cite, Dataset):
            return ()
        ref = f"event:{cite.id}"
        found = [entry.id for entry in self.ledger.denials if any(link.ref == ref for link in entry.claim.contradicts)]
        if cite.stance in {Stance.ALLEGED, Stance.ASSESSED}:
            found += [entry.id for claim in cite.related for entry in self.ledger.denials_of(claim)]
        return tuple(dict.fromkeys(found))

    def places_of(self, step: Step) -> tuple[str, ...]:
        """Ids of the places that a step's citations and call-outs speak of, each once."""
        found = [callout.place for callout in step.callout]
        for ref in step.refs:
            cite = self.cite(ref)
            if isinstance(cite, Entry):
                found += [place.id for place in cite.claim.places]
            elif isinstance(cite, Event):
                found += [place.id for place in cite.places]
        return tuple(dict.fromkeys(found))

    @cached_property
    def selectable(self) -> Mapping[str, frozenset[str]]:
        """What a view may select, by kind."""
        return {
            "site": frozenset(self.gazetteer.by_id),
            "claim": frozenset(self.ledger.by_id),
            "event": frozenset(self.ledger.events_by_id),
            "leg": frozenset(leg.id for leg in self.legs),
            "itinerary": frozenset(itinerary.id for itinerary in self.itineraries),
            "way": frozenset({"rail", "sea"}),
            "stop": frozenset(f"{i.id}-{n}" for i in self.itineraries for n in range(1, len(i.stops) + 1)),
        }

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names that make a statement of a sentence: people and bodies who speak, and places."""
        people = {name for entry in self.ledger.entries for name in speakers(entry) if " " in name or len(name) > 6}
        places = {site.names.en.partition(" (")[0] for site in self.gazetteer.sites if site.kind not in UNPLACED_KINDS}
        article = {f"{word} {document.code}" for document in self.ledger.documents for word in ("document", "article")}
        plain = {"Analysts", "analysts", "Experts", "experts"}
        return tuple(sorted((people | places) - article - plain - {kind.value for kind in SiteKind}))


def rehearse(scenario: Scenario, file: str, stage: Stage) -> tuple[Fault, ...]:
    """Every fault of a scenario that can be read; none when it may be played."""
    found = []
    if f"scenarios/{scenario.id}.toml" != file and file.startswith("scenarios/"):
        found.append(Fault(file, "id", f"its id is {quoted(scenario.id)}", "Name the file after the scenario's id."))
    found += _order(scenario, file)
    for step in scenario.step:
        found += [Fault(file, where, problem.what, problem.do) for where, problem in _step(step, stage)]
    return tuple(found)


def rehearse_parts(rows: Sequence[object], file: str, stage: Stage) -> tuple[Fault, ...]:
    """The faults of steps that cannot all be read: whatever the ledger has against what of them can be."""
    found = []
    for number, row in enumerate(rows, start=1):
        step, unread = readable(row if isinstance(row, Mapping) else {}, number)
        silent = {f"step {number}, {label}" for label in unread}
        found += [Fault(file, where, p.what, p.do) for where, p in _step(step, stage) if where not in silent]
    return tuple(found)


def _order(scenario: Scenario, file: str) -> Iterator[Fault]:
    numbers = [step.n for step in scenario.step]
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        yield Fault(file, f"step {number}", f"{numbers.count(number)} steps have this number", "Give each step its own.")
    if len(set(numbers)) == len(numbers) and numbers != list(range(1, len(numbers) + 1)):
        yield Fault(file, "step", f"the numbers run {', '.join(map(str, numbers))}", f"Number the steps 1 to {len(numbers)}.")


def _step(step: Step, stage: Stage) -> Iterator[tuple[str, Problem]]:
    where = f"step {step.n}"
    yield from ((f"{where}, view", problem) for problem in _view(step, stage))
    counts: dict[str, int] = {}
    for role, row in step.sentences():
        if role == "wrong":  # told with what is asked, by the number of its option
            continue
        counts[role] = counts.get(role, 0) + 1
        label = f"{where}, {role} {counts[role]}"
        yield from ((label, problem) for problem in _sentence(row, stage))
        if role == "inferred" and not marks_inference(row.text):
            yield label, Problem("it is listed under what is inferred and does not say so", "Say that the ledger infers it.")
    for number, callout in enumerate(step.callout, start=1):
        yield from ((f"{where}, callout {number}", problem) for problem in _callout(callout, stage))
    yield from ((where, problem) for problem in _other_side(step, stage))
    yield from ((where, problem) for problem in _inferred(step, stage))
    for name in ("guide", "notes", "heading"):
        for words in _strays(getattr(step, name), stage, name):
            yield f"{where}, {name}", words
    yield from _asking(step, stage)


def _asking(step: Step, stage: Stage) -> Iterator[tuple[str, Problem]]:
    """What is asked: the right answer states no more than a heading, nothing above gives it away, things fit their places."""
    where, question = f"step {step.n}, question", step.question
    if question is not None:
        for words in _strays(question.options[question.answer - 1], stage, "heading"):
            yield where, words
        if not stage.proofread and (
            problem := given_away(question.options, question.answer, question.ask, _above(step, question))
        ):
            yield where, problem
        for reason in question.wrong:
            found = _sentence(reason.cited, stage) if reason.cited else _strays(reason.text, stage, "guide")
            yield from ((f"step {step.n}, wrong {reason.option}", problem) for problem in found)
    for number, item in enumerate(step.sort.items if step.sort else (), start=1):
        yield from ((f"step {step.n}, sort, items {number}", problem) for problem in _item(item, stage))


def _above(step: Step, question: Question) -> tuple[str, ...]:
    """What a reader has before their eyes when a question is asked."""
    if question.predict:
        return (step.heading,)
    return (step.heading, step.guide, *(row.text for row in (*step.say, *step.against, *step.inferred)))


def _item(item: Item, stage: Stage) -> Iterator[Problem]:
    cite = stage.cite(item.ref)
    if cite is None:
        if _missing(item.ref, stage):
            yield Problem(f"{quoted(item.ref)} names no claim or dated fact", "Fix the reference.")
        return
    if not isinstance(cite, Dataset) and item.kind not in (kinds := kinds_of(cite, stage.gazetteer)):
        what = f"it is sorted as {quoted(item.kind)}, and {item.ref} is {quoted(stance_of(cite).value)} in the ledger"
        yield Problem(what, f"Sort it as {' or '.join(kinds)}." if kinds else "Choose something reported, alleged or denied.")
    yield from () if stage.proofread else stage.wording.of_item(item.text, cite)


_SORTED: Mapping[Stance, Kind] = {Stance.REPORTED_FACT: "fact", Stance.ALLEGED: "alleged", Stance.DENIED: "denied"}


def kinds_of(cite: Entry | Event, gazetteer: Gazetteer) -> tuple[Kind, ...]:
    """Into what something cited may be sorted: by its stance, and as inferred where a place of it is."""
    refs = cite.claim.places if isinstance(cite, Entry) else cite.places
    sites = ((ref.basis, gazetteer.by_id.get(ref.id)) for ref in refs)
    inferred = any(basis is Basis.INFERRED and site is not None and site.placed for basis, site in sites)
    found: list[Kind] = [_SORTED[stance_of(cite)]] if stance_of(cite) in _SORTED else []
    return (*found, "inferred") if inferred else tuple(found)


def _view(step: Step, stage: Stage) -> Iterator[Problem]:
    view, notices = parse(step.view)
    for notice in (*notices, *unknown_layers(view, sorted(stage.journeys))):
        yield Problem(notice.rstrip("."), "Copy the view again from the address bar of Explore.")
    kind, _, identifier = view.selected.partition(":")
    if view.selected and identifier not in stage.selectable.get(kind, ()) and identifier not in stage.pending:
        yield Problem(f"it selects {quoted(view.selected)}, which is not there", "Select something of this ledger, or nothing.")
    for stranger in sorted(view.documents - stage.ledger.document_ids.keys()):
        yield Problem(f"{quoted(stranger)} is not a document of this ledger", "Use a document's id.")


def _sentence(row: Cited, stage: Stage) -> Iterator[Problem]:
    cite = stage.cite(row.ref)
    if cite is not None:
        yield from () if stage.proofread else stage.wording.problems(row.text, cite)
    elif _missing(row.ref, stage):
        yield Problem(
            f"{quoted(row.ref)} names no claim, dated fact or data set", "Fix the reference; tumen claims lists the claims."
        )


def _missing(ref: str, stage: Stage) -> bool:
    if ref.startswith("data:") and stage.datasets is None:
        return False
    return ref.removeprefix("event:") not in stage.pending


def _callout(callout: Callout, stage: Stage) -> Iterator[Problem]:
    site, cite = stage.gazetteer.by_id.get(callout.place), stage.cite(callout.ref)
    if site is None and callout.place not in stage.pending:
        yield Problem(f"the place {quoted(callout.place)} is not in sites.toml", "Fix the id; tumen sites lists the places.")
    if site is not None and not site.placed:
        yield Problem(f"{quoted(callout.place)} has no position", "Name a place, not a government or region.")
    if cite is None:
        if _missing(callout.ref, stage):
            yield Problem(f"{quoted(callout.ref)} names no claim or dated fact", "Fix the reference.")
        return
    places = cite.claim.places if isinstance(cite, Entry) else cite.places if isinstance(cite, Event) else ()
    if site is not None and callout.place not in {ref.id for ref in places}:
        yield Problem(f"{callout.ref} does not speak of {quoted(callout.place)}", "Cite what speaks of this place.")
    if callout.text:
        yield from stage.wording.problems(callout.text, cite)


def _other_side(step: Step, stage: Stage) -> Iterator[Problem]:
    """A denial stands beside what it denies, and what the ledger holds against a claim is not left out."""
    said = {row.ref for row in step.say}
    cited = {row.ref for role, row in step.sentences() if role != "wrong"} | {row.ref for row in step.callout}
    for ref in step.refs:
        cite = stage.cite(ref)
        if cite is None:
            continue
        denials = stage.denials_of(cite)
        if denials and not cited.intersection(denials):
            yield Problem(f"{ref} is denied, and the step leaves the denial out", f"Cite {' or '.join(denials)} under against.")
        for limit in _limits(cite):
            if limit not in cited:
                yield Problem(f"{ref} is stated without {limit}, which limits it", f"Cite {limit} as well.")
        contrary = _contrary(cite, answers=ref not in said)
        if contrary and not cited.intersection(contrary):
            yield Problem(f"the step leaves out what speaks against {ref}", f"Cite one of {', '.join(contrary)}.")


def beside(ref: str, stage: Stage) -> tuple[str, ...]:
    """What has to stand in a step beside something that it says: a denial, what limits it, and one thing against it."""
    found: list[str] = []
    asked = [ref]
    while asked:
        cite = stage.cite(here := asked.pop())
        if cite is None:
            continue
        contrary = _contrary(cite, answers=here != ref)
        wanted = [*stage.denials_of(cite)[:1], *_limits(cite), *(() if set(contrary) & {*found, ref} else contrary[:1])]
        new = [other for other in wanted if other not in found and other != ref]
        found += new
        asked += new
    return tuple(dict.fromkeys(found))


def _limits(cite: Cite) -> tuple[str, ...]:
    """What has to be read with a claim wherever it is told."""
    return tuple(link.ref for link in cite.claim.limits) if isinstance(cite, Entry) else ()


def _contrary(cite: Cite, *, answers: bool) -> tuple[str, ...]:
    """What the ledger holds against a claim that is not settled; a denial that only answers another claim needs no more."""
    if not isinstance(cite, Entry) or cite.claim.truth in {Truth.PRIMARY, Truth.CORROBORATED}:
        return ()
    if answers and cite.claim.stance is Stance.DENIED:
        return ()
    return tuple(link.ref for link in cite.claim.contradicts)


def _inferred(step: Step, stage: Stage) -> Iterator[Problem]:
    if step.inferred:
        return
    for row in step.say:
        cite = stage.cite(row.ref)
        if isinstance(cite, Entry):
            placed = [ref for ref in cite.claim.places if (s := stage.gazetteer.by_id.get(ref.id)) is not None and s.placed]
            if any(ref.basis is Basis.INFERRED for ref in placed):
                yield Problem(
                    f"{row.ref} has inferred places, and the step does not say what is inferred", "Add [[step.inferred]]."
                )
                return


def _strays(text: str, stage: Stage, name: str) -> Iterator[Problem]:
    found = statements_in(text, () if name == "heading" else stage.names, stage.ledger.by_id.keys() | stage.pending)
    if name == "heading":
        found = tuple(word for word in found if not word.isdigit())
    if found:
        what = f"{', '.join(map(quoted, found[:4]))} make it a statement"
        yield Problem(what, "Say it in a sentence that cites a claim or dated fact.")
