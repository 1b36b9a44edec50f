"""Claims and events as HTML cards. Everything that comes from a card of the ledger is escaped; it is shown as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from explorer.ledger.claims import Entry
from explorer.ledger.ids import is_claim_id
from explorer.ledger.sources import lacks
from explorer.ledger.vocabulary import Basis, Claim, DateRange, Event, Flow, Grade, PlaceRef, SourceRef, Stance
from explorer.render.statements import VERBS
from explorer.render.symbols import stance_mark
from explorer.world.world import World

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
_CREDIBILITY = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "truth cannot be judged",
}  # fmt: skip


def text(value: str) -> str:
    """Text as text: escaped, its direction kept from spilling into what stands around it."""
    return f"<bdi>{escape(value)}</bdi>"


def claim_card(world: World, entry: Entry) -> str:
    """One claim: who says it and how, the statement, dates, places, grades with reasons, denials, what bears on it."""
    claim = entry.claim
    address = f"{claim.id} · document {entry.document.code}, paragraph {claim.paragraph}"
    chips = (_chip("said", claim.said), _chip("content", claim.content), claim.truth.value)
    parts = [
        _top(claim.stance, address, chips),
        _says(entry.who, VERBS[claim.stance], claim.statement),
        _small(" · ".join(_meta(world, claim))),
        *(f'<div class="tm-box">{_denial(denial)}</div>' for denial in world.ledger.denials_of(claim.id)),
        _notes(claim.notes),
        _reasons(entry),
        _bearing(world, claim),
    ]
    return f'<article class="tm-card" data-claim="{claim.id}">{"".join(parts)}</article>'


def event_card(world: World, event: Event) -> str:
    """One dated public fact from outside the documents, with its own sources."""
    sources = "".join(
        f"<li>{text(source.name)}{f': {text(source.title)}' if source.title else ''}"
        f"{f', via {text(source.via)}' if source.via else ''}"
        f"{'' if source.seen else ' (recalled, not read)'}{_where(source)}</li>"
        for source in event.sources
    )
    parts = [
        _top(event.stance, _OUTSIDE),
        _says(event.reporter, VERBS[event.stance], event.statement),
        _small(" · ".join(part for part in (_when(event.dates), _places(world, event.places)) if part)),
        _notes(event.notes),
        f"<details><summary>Sources ({len(event.sources)})</summary><ul>{sources}</ul></details>",
    ]
    return f'<article class="tm-card" data-event="{event.id}">{"".join(parts)}</article>'


def _where(source: SourceRef) -> str:
    """Addresses as text that one press selects, since there may be no network, and what is not known of the source."""
    known = (("", source.address), ("archived copy: ", source.archived))
    shown = "".join(f'<br>{word}<code class="tm-address">{text(address)}</code>' for word, address in known if address)
    seen = f"<br>seen on {source.seen_on}" if source.seen_on else ""
    unknown = ", ".join(lacks(source))
    return shown + seen + (f'<br><span class="tm-sub">not known: {unknown}</span>' if unknown else "")


def opposed(left: str, right: str, note: str) -> str:
    """Two cards of equal weight side by side, with the note that joins them."""
    return answered((left,), right, note)


def answered(met: Iterable[str], answer: str, note: str) -> str:
    """One card beside all those that it meets, of the same weight, with the note that joins them."""
    left = "".join(f'<div class="tm-box">{card}</div>' for card in met)
    return f'<div class="tm-pair"><div>{left}</div><div><div class="tm-box">{answer}</div></div></div>{_small(text(note))}'


def brief(what: Entry | Event) -> str:
    """A claim or an outside fact in one sentence, for a pair or a list."""
    if isinstance(what, Entry):
        claim = what.claim
        parts = (
            _top(claim.stance, claim.id, (_chip("content", claim.content),)),
            _says(what.who, VERBS[claim.stance], claim.statement),
            _small(_when(claim.dates)),
        )
    else:
        parts = (
            _top(what.stance, _OUTSIDE),
            _says(what.reporter, VERBS[what.stance], what.statement),
            _small(_when(what.dates)),
        )
    return f'<div class="tm-card">{"".join(parts)}</div>'


def by_date(rows: Iterable[tuple[date, Entry | Event]]) -> str:
    """Statements and dated facts as a list by day, each with its stance as shape and word, and who says so."""
    lines = []
    for day, row in rows:
        said = row.claim if isinstance(row, Entry) else row
        who = row.who if isinstance(row, Entry) else row.reporter
        place = row.id if isinstance(row, Entry) else _OUTSIDE
        lines.append(
            f'<li><time datetime="{day}">{day}</time> {stance_mark(said.stance)} <strong>{said.stance.value}</strong> '
            f'<span class="tm-id">{place}</span> {text(who)}: {text(said.statement)}</li>'
        )
    return f'<ol class="tm-dates">{"".join(lines)}</ol>'


_OUTSIDE = "outside the articles"


def _top(stance: Stance, address: str, chips: Iterable[str] = ()) -> str:
    boxes = "".join(f'<span class="tm-chip">{chip}</span>' for chip in chips)
    word = f"<strong>{stance.value}</strong>"
    return f'<div class="tm-top">{stance_mark(stance)}{word}<span class="tm-id">{address}</span>{boxes}</div>'


def _says(who: str, verb: str, statement: str) -> str:
    return f'<p class="tm-say"><strong>{text(who)}</strong> {verb}: {text(statement)}</p>'


def _small(html: str) -> str:
    return f'<p class="tm-meta">{html}</p>'


def graded(grade: Grade) -> str:
    """What a grade says of the information in words, with the code behind."""
    return f"{_CREDIBILITY[grade.credibility]} ({grade.code})".capitalize().replace(grade.code.lower(), grade.code)


def _chip(what: str, grade: Grade) -> str:
    return f'<span title="{grade_words(grade)}">{what}: {_CREDIBILITY[grade.credibility]} ({grade.code})</span>'


def grade_words(grade: Grade) -> str:
    """Both axes of a grade in words."""
    return f"{RELIABILITY[grade.reliability]}; {_CREDIBILITY[grade.credibility]}"


_NOTES_AT_ONCE = 2


def _notes(notes: tuple[str, ...]) -> str:
    """The first notes at once, the others behind a line that says how many there are."""
    boxes = [f'<div class="tm-note">{text(note)}</div>' for note in notes]
    first, rest = "".join(boxes[:_NOTES_AT_ONCE]), "".join(boxes[_NOTES_AT_ONCE:])
    more = len(boxes) - _NOTES_AT_ONCE
    return first + (f"<details><summary>{more} more note{'s' if more > 1 else ''}</summary>{rest}</details>" if rest else "")


def _meta(world: World, claim: Claim) -> Iterable[str]:
    yield _when(claim.dates)
    if claim.places:
        yield _places(world, claim.places)
    yield f"speech: {claim.speech.value}"
    if claim.flow is not Flow.NONE:
        yield f"flow: {claim.flow.value}"


def _when(dates: DateRange) -> str:
    if dates.basis == "undated":
        return f"undated{f' ({text(dates.stated)})' if dates.stated else ''}"
    first, last = dates.start or dates.end, dates.end or dates.start
    known = f"{first}" if first == last else f"{first} to {last}"
    if dates.basis == "corrected":
        stated = dates.stated or f"{dates.stated_start or '…'} to {dates.stated_end or '…'}"
        return f"{known} (corrected; stated: {text(stated)})"
    return f"{known} ({dates.basis}{f' from: {text(dates.stated)}' if dates.basis == 'inferred' and dates.stated else ''})"


def _places(world: World, places: Iterable[PlaceRef]) -> str:
    shown = []
    for place in places:
        site = world.gazetteer.by_id[place.id]
        word = "named" if place.basis is Basis.NAMED else "inferred"
        tail = "" if word == "named" else " (inferred)"
        shown.append(f'<span class="tm-{word}" title="{word}">{text(site.names.en)}</span>{tail}')
    return ", ".join(shown)


def _denial(entry: Entry) -> str:
    denial = entry.claim.denial
    if denial is None:
        return ""
    until = f" (known to stand until {denial.until})" if denial.until else ""
    parts = (
        _top(Stance.DENIED, entry.id),
        _says(", ".join(denial.by), "denied", f"{denial.proposition}{until}"),
        _small(_when(entry.claim.dates)),
        _small(text(denial.note)) if denial.note else "",
    )
    return "".join(parts)


def _reasons(entry: Entry) -> str:
    claim = entry.claim
    rows = []
    for word, grade in (("That it was said", claim.said), ("The statement itself", claim.content)):
        rows.append(
            f"<dt>{word}: {grade.code}</dt><dd>{grade_words(grade)}.<br>{grade.reliability}: {text(grade.reliability_why)}"
            f"<br>{grade.credibility}: {text(grade.credibility_why)}</dd>"
        )
    rows.append(f"<dt>{claim.truth.value}</dt><dd>{text(claim.truth_why)}</dd>")
    if claim.dates.why:
        rows.append(f"<dt>Date</dt><dd>{text(claim.dates.why)}</dd>")
    rows += [f"<dt>Place</dt><dd>{text(p.as_written)}: {text(p.why)}</dd>" for p in claim.places if p.why]
    if entry.claimant.role_note:
        rows.append(f"<dt>Claimant</dt><dd>{text(entry.claimant.role_note)}</dd>")
    return f"<details><summary>Why these grades, dates and places</summary><dl>{''.join(rows)}</dl></details>"


def _bearing(world: World, claim: Claim) -> str:
    rows = []
    kinds = (("To be read with it", claim.limits), ("Speaks for it", claim.supports), ("Speaks against it", claim.contradicts))
    for word, links in kinds:
        for link in links:
            target = world.ledger.resolve(link)
            name = target.id if isinstance(target, Entry) else target.title
            kind = "" if is_claim_id(link.ref) else " (outside the articles)"
            rows.append(f"<dt>{word}</dt><dd><strong>{text(name)}</strong>{kind}: {text(link.note)}</dd>")
    if not rows:
        return ""
    counts = f"{len(claim.supports)} for, {len(claim.contradicts)} against"
    return f"<details><summary>What bears on it: {counts}</summary><dl>{''.join(rows)}</dl></details>"
