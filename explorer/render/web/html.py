"""Claims and events as HTML cards. Everything that comes from a card of the ledger is escaped; it is shown as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from explorer import messages
from explorer.geo import LonLat, written
from explorer.ledger.claims import Entry
from explorer.ledger.gazetteer import name_in
from explorer.ledger.ids import is_claim_id
from explorer.ledger.sources import lacks
from explorer.ledger.tongue import ENGLISH, Tongue
from explorer.ledger.vocabulary import Basis, Claim, DateRange, Event, Flow, Grade, PlaceRef, SourceRef, Stance
from explorer.messages import many, message, say, told
from explorer.render.statements import NOUNS, VERBS, speaker
from explorer.render.symbols import stance_mark
from explorer.world.citing import Cited, cited
from explorer.world.world import World

RELIABILITY = {
    "A": message("completely reliable"), "B": message("usually reliable"), "C": message("fairly reliable"),
    "D": message("not usually reliable"), "E": message("unreliable"), "F": message("reliability cannot be judged"),
}  # fmt: skip
_CREDIBILITY = {
    "1": message("confirmed by other sources"), "2": message("probably true"), "3": message("possibly true"),
    "4": message("doubtful"), "5": message("improbable"), "6": message("truth cannot be judged"),
}  # fmt: skip


def text(value: str) -> str:
    """Text as text: escaped, its direction kept from spilling into what stands around it."""
    return f"<bdi>{escape(value)}</bdi>"


def english(language: str, value: str) -> str:
    """Text of a card that stays English in any language, marked as such for whoever has the page read out."""
    return text(value) if language == "en" else f'<bdi lang="en">{escape(value)}</bdi>'


def remark(tongue: Tongue, value: str) -> str:
    """A note or reason of a card in a language; English, and marked as such, where it has not been translated."""
    words = tongue.remarks.get(value)
    return text(words) if words else english(tongue.language, value)


def claim_card(world: World, entry: Entry, language: str = "en") -> str:
    """One claim: who says it and how, the statement, dates, places, grades with reasons, denials, what bears on it."""
    tongue = world.tongue(language)
    claim, shown = entry.claim, tongue.entry(entry)
    document, paragraph = entry.document.code, claim.paragraph
    where = say(language, "document {document}, paragraph {paragraph}", document=document, paragraph=paragraph)
    parts = [
        _top(language, claim.stance, f"{claim.id} · {where}", _chips(language, claim)),
        _says(language, speaker(shown, language), claim.stance, shown.claim.statement, claim.statement),
        _small(" · ".join(_meta(world, claim, language))),
        *(f'<div class="tm-box">{_denial(world, denial, language)}</div>' for denial in world.ledger.denials_of(claim.id)),
        _notes(tongue, claim.notes),
        _cited(world, claim, language),
        _reasons(tongue, entry),
        _bearing(world, claim, language),
    ]
    return f'<article class="tm-card" data-claim="{claim.id}">{"".join(parts)}</article>'


def event_card(world: World, event: Event, language: str = "en") -> str:
    """One dated public fact from outside the documents, with its own sources."""
    tongue = world.tongue(language)
    shown = tongue.event(event)
    sources = "".join(f"<li>{_source(language, source)}</li>" for source in event.sources)
    counted = say(language, "Sources ({count})", count=len(event.sources))
    parts = [
        _top(language, event.stance, say(language, _OUTSIDE)),
        _says(language, shown.reporter, event.stance, shown.statement, event.statement),
        _small(" · ".join(part for part in (_when(tongue, event.dates), _places(world, event.places, language)) if part)),
        _notes(tongue, event.notes),
        f"<details><summary>{counted}</summary><ul>{sources}</ul></details>",
    ]
    return f'<article class="tm-card" data-event="{event.id}">{"".join(parts)}</article>'


def _source(language: str, source: SourceRef) -> str:
    name = english(language, source.name) + ("" if source.copy_at else _title(source))
    via = say(language, "{name}, via {via}", name=name, via=english(language, source.via)) if source.via else name
    known = via if source.seen else say(language, "{source} (recalled, not read)", source=via)
    return known + _where(language, source)


def _title(source: SourceRef) -> str:
    """The title as its page has it, in whichever language that is."""
    return f': <span lang="">{text(source.title)}</span>' if source.title else ""


def _where(language: str, source: SourceRef) -> str:
    """Addresses as text that one press selects, since there may be no network, and what is not known of the source."""
    copy = say(language, "copy at {publisher}", publisher=english(language, source.copy_at)) if source.copy_at else ""
    address = _address(source.address) if source.address else ""
    archived = say(language, "archived copy: {address}", address=_address(source.archived)) if source.archived else ""
    seen = say(language, "seen on {day}", day=source.seen_on) if source.seen_on else ""
    unknown = ", ".join(told(language, word) for word in lacks(source))
    lacking = say(language, "not known: {what}", what=unknown) if unknown else ""
    page = (copy + _title(source)) if copy else ""
    lines = (page, address, archived, seen, f'<span class="tm-sub">{lacking}</span>' if lacking else "")
    return "".join(f"<br>{line}" for line in lines if line)


def _address(address: str) -> str:
    return f'<code class="tm-address">{text(address)}</code>'


def _chips(language: str, claim: Claim) -> tuple[str, ...]:
    said = _chip(language, message("said: {credibility} ({code})"), claim.said)
    return said, _content(language, claim), told(language, claim.truth.value)


def _content(language: str, claim: Claim) -> str:
    return _chip(language, message("content: {credibility} ({code})"), claim.content)


def _chip(language: str, what: str, grade: Grade) -> str:
    words = say(language, what, credibility=say(language, _CREDIBILITY[grade.credibility]), code=grade.code)
    return f'<span title="{grade_words(grade, language)}">{words}</span>'


def opposed(left: str, right: str, note: str, tongue: Tongue = ENGLISH) -> str:
    """Two cards of equal weight side by side, with the note that joins them."""
    return answered((left,), right, note, tongue)


def answered(met: Iterable[str], answer: str, note: str, tongue: Tongue = ENGLISH) -> str:
    """One card beside all those that it meets, of the same weight, with the note that joins them."""
    left = "".join(f'<div class="tm-box">{card}</div>' for card in met)
    return (
        f'<div class="tm-pair"><div>{left}</div><div><div class="tm-box">{answer}</div></div></div>{_small(remark(tongue, note))}'
    )


def brief(what: Entry | Event, tongue: Tongue = ENGLISH) -> str:
    """A claim or an outside fact in one sentence, for a pair or a list."""
    language = tongue.language
    if isinstance(what, Entry):
        claim, entry = what.claim, tongue.entry(what)
        parts = (
            _top(language, claim.stance, claim.id, (_content(language, claim),)),
            _says(language, speaker(entry, language), claim.stance, entry.claim.statement, claim.statement),
            _small(_when(tongue, claim.dates)),
        )
    else:
        event = tongue.event(what)
        parts = (
            _top(language, what.stance, say(language, _OUTSIDE)),
            _says(language, event.reporter, what.stance, event.statement, what.statement),
            _small(_when(tongue, what.dates)),
        )
    return f'<div class="tm-card">{"".join(parts)}</div>'


def by_date(rows: Iterable[tuple[date, Entry | Event]], tongue: Tongue = ENGLISH) -> str:
    """Statements and dated facts as a list by day, each with its stance as shape and word, and who says so."""
    lines, language = [], tongue.language
    for day, row in rows:
        shown = tongue.entry(row) if isinstance(row, Entry) else tongue.event(row)
        said = shown.claim if isinstance(shown, Entry) else shown
        was = row.claim.statement if isinstance(row, Entry) else row.statement
        who = speaker(shown, language) if isinstance(shown, Entry) else shown.reporter
        place = row.id if isinstance(row, Entry) else say(language, _OUTSIDE)
        words = english(language, was) if said.statement == was else text(said.statement)
        lines.append(
            f'<li><time datetime="{day}">{written_day(language, day)}</time> {stance_mark(said.stance, language)} '
            f"<strong>{told(language, said.stance.value)}</strong> "
            f'<span class="tm-id">{place}</span> {text(who)}: {words}</li>'
        )
    return f'<ol class="tm-dates">{"".join(lines)}</ol>'


_OUTSIDE = message("outside the articles")


def _top(language: str, stance: Stance, address: str, chips: Iterable[str] = ()) -> str:
    boxes = "".join(f'<span class="tm-chip">{chip}</span>' for chip in chips)
    word = f"<strong>{told(language, stance.value)}</strong>"
    return f'<div class="tm-top">{stance_mark(stance, language)}{word}<span class="tm-id">{address}</span>{boxes}</div>'


def _says(language: str, who: str, stance: Stance, statement: str, original: str) -> str:
    """Who says it and how; a translated statement is marked as ours, with the English one behind it."""
    words = text(statement) if language == "en" or statement != original else english(language, statement)
    verb = f" {VERBS[stance]}" if language == "en" else f" — {say(language, NOUNS[stance])}"
    ours = _ours(language, original) if statement != original else ""
    return f'<p class="tm-say"><strong>{text(who)}</strong>{verb}: {words}</p>{ours}'


def _ours(language: str, original: str) -> str:
    word = say(language, "Our translation; the statement in English")
    return f'<details class="tm-original"><summary>{word}</summary><p lang="en">{text(original)}</p></details>'


def _small(html: str) -> str:
    return f'<p class="tm-meta">{html}</p>'


def graded(grade: Grade, language: str = "en") -> str:
    """What a grade says of the information in words, with the code behind."""
    words = say(language, _CREDIBILITY[grade.credibility])
    return f"{words[:1].upper()}{words[1:]} ({grade.code})"


def grade_words(grade: Grade, language: str = "en") -> str:
    """Both axes of a grade in words."""
    return f"{say(language, RELIABILITY[grade.reliability])}; {say(language, _CREDIBILITY[grade.credibility])}"


_NOTES_AT_ONCE = 2


def _notes(tongue: Tongue, notes: tuple[str, ...]) -> str:
    """The first notes at once, the others behind a line that says how many there are."""
    boxes = [f'<div class="tm-note">{remark(tongue, note)}</div>' for note in notes]
    first, rest = "".join(boxes[:_NOTES_AT_ONCE]), "".join(boxes[_NOTES_AT_ONCE:])
    more = many(tongue.language, "{count} more note", "{count} more notes", len(boxes) - _NOTES_AT_ONCE)
    return first + (f"<details><summary>{more}</summary>{rest}</details>" if rest else "")


def _meta(world: World, claim: Claim, language: str) -> Iterable[str]:
    yield _when(world.tongue(language), claim.dates)
    if claim.places:
        yield _places(world, claim.places, language)
    yield say(language, "speech: {speech}", speech=told(language, claim.speech.value))
    if claim.flow is not Flow.NONE:
        yield say(language, "flow: {flow}", flow=told(language, claim.flow.value))


def written_day(language: str, day: date | None) -> str:
    """A day as the language writes it; three dots for one that is not known."""
    return "…" if day is None else messages.day(language, day)


def span(language: str, days: Sequence[date | str]) -> str:
    """One day, or the first and the last of a span; a word where there is none."""
    found = list(dict.fromkeys(day if isinstance(day, str) else messages.day(language, day) for day in days))
    if not found:
        return say(language, "undated")
    return found[0] if len(found) == 1 else say(language, "{first} to {last}", first=found[0], last=found[-1])


def _when(tongue: Tongue, dates: DateRange) -> str:
    language, stated = tongue.language, remark(tongue, dates.stated) if dates.stated else ""
    if dates.basis == "undated":
        return say(language, "undated ({stated})", stated=stated) if stated else say(language, "undated")
    ends = (dates.start or dates.end, dates.end or dates.start)
    days = span(language, [day for day in ends if day is not None])
    if dates.basis == "corrected":
        first, last = written_day(language, dates.stated_start), written_day(language, dates.stated_end)
        stated = stated or text(say(language, "{first} to {last}", first=first, last=last))
        return say(language, "{days} (corrected; stated: {stated})", days=days, stated=stated)
    if dates.basis == "inferred" and stated:
        return say(language, "{days} (inferred from: {stated})", days=days, stated=stated)
    return f"{days} ({told(language, dates.basis)})"


def _places(world: World, places: Iterable[PlaceRef], language: str) -> str:
    shown = []
    for place in places:
        site = world.gazetteer.by_id[place.id]
        word = message("named") if place.basis is Basis.NAMED else message("inferred")
        tail = "" if word == "named" else f" ({say(language, word)})"
        name = name_in(language, site)
        shown.append(f'<span class="tm-{word}" title="{say(language, word)}">{text(name)}</span>{tail}')
    return ", ".join(shown)


def _denial(world: World, entry: Entry, language: str) -> str:
    tongue = world.tongue(language)
    denial, shown = entry.claim.denial, tongue.entry(entry).claim.denial
    if denial is None or shown is None:
        return ""
    until = f" {say(language, '(known to stand until {until})', until=denial.until)}" if denial.until else ""
    parts = (
        _top(language, Stance.DENIED, entry.id),
        _denied(language, ", ".join(shown.by), shown.proposition, denial.proposition, until),
        _small(_when(tongue, entry.claim.dates)),
        _small(remark(tongue, denial.note)) if denial.note else "",
    )
    return "".join(parts)


def _denied(language: str, who: str, proposition: str, original: str, until: str) -> str:
    words = (
        text(f"{proposition}{until}") if language == "en" or proposition != original else english(language, proposition) + until
    )
    verb = " denied" if language == "en" else f" — {say(language, NOUNS[Stance.DENIED])}"
    ours = _ours(language, original) if proposition != original else ""
    return f'<p class="tm-say"><strong>{text(who)}</strong>{verb}: {words}</p>{ours}'


def _cited(world: World, claim: Claim, language: str) -> str:
    """What the claim cites of own data: beside it, as nobody's verified fact."""
    return "".join(
        f'<div class="tm-box" data-cites="{row.cite.layer}">{_cite(row, language)}</div>' for row in cited(world, claim)
    )


_NOW = {
    "changed": message("The layer has changed since: no feature of it is the one that was cited. It is shown as it was then."),
    "gone": message("The layer is not in the workspace any more. It is shown as it was when it was cited."),
}


def _cite(row: Cited, language: str) -> str:
    """A feature of own data: as it stands, or as it was where its layer has changed or gone."""
    shown = row.feature or row.cite
    head = say(language, "Own data, not verified: {title}", title=f"<strong>{english(language, shown.title)}</strong>")
    where = say(language, "row {row} of {layer}", row=shown.row, layer=english(language, row.cite.credit or row.cite.layer))
    position = text(written(LonLat(shown.lon, shown.lat)))
    note = f'<p class="tm-say">{english(language, row.cite.note)}</p>' if row.cite.note else ""
    words = _small(english(language, shown.words)) if shown.words else ""
    now = f'<p class="tm-wrong">{say(language, _NOW[row.how])}</p>' if row.how in _NOW else ""
    return f"<p>{head}</p>{note}{_small(f'{where} · {position}')}{words}{now}"


def _reasons(tongue: Tongue, entry: Entry) -> str:
    claim, language = entry.claim, tongue.language
    rows = []
    for word, grade in ((message("That it was said"), claim.said), (message("The statement itself"), claim.content)):
        why = (remark(tongue, reason) for reason in (grade.reliability_why, grade.credibility_why))
        rows.append(
            f"<dt>{say(language, word)}: {grade.code}</dt><dd>{grade_words(grade, language)}.<br>{grade.reliability}: {next(why)}"
            f"<br>{grade.credibility}: {next(why)}</dd>"
        )
    rows.append(f"<dt>{told(language, claim.truth.value)}</dt><dd>{remark(tongue, claim.truth_why)}</dd>")
    if claim.dates.why:
        rows.append(f"<dt>{say(language, 'Date')}</dt><dd>{remark(tongue, claim.dates.why)}</dd>")
    rows += [
        f"<dt>{say(language, 'Place')}</dt><dd>{english(language, p.as_written)}: {remark(tongue, p.why)}</dd>"
        for p in claim.places
        if p.why
    ]
    if entry.claimant.role_note:
        rows.append(f"<dt>{say(language, 'Claimant')}</dt><dd>{remark(tongue, entry.claimant.role_note)}</dd>")
    summary = say(language, "Why these grades, dates and places")
    return f"<details><summary>{summary}</summary><dl>{''.join(rows)}</dl></details>"


def _bearing(world: World, claim: Claim, language: str) -> str:
    rows = []
    kinds = (
        (message("To be read with it"), claim.limits),
        (message("Speaks for it"), claim.supports),
        (message("Speaks against it"), claim.contradicts),
    )
    for word, links in kinds:
        for link in links:
            target = world.ledger.resolve(link)
            name = target.id if isinstance(target, Entry) else world.tongue(language).event(target).title
            kind = "" if is_claim_id(link.ref) else f" ({say(language, _OUTSIDE)})"
            note = remark(world.tongue(language), link.note)
            rows.append(f"<dt>{say(language, word)}</dt><dd><strong>{text(name)}</strong>{kind}: {note}</dd>")
    if not rows:
        return ""
    supporting, against = len(claim.supports), len(claim.contradicts)
    summary = say(language, "What bears on it: {supporting} for, {against} against", supporting=supporting, against=against)
    return f"<details><summary>{summary}</summary><dl>{''.join(rows)}</dl></details>"
