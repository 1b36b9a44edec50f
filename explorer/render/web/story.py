"""A step of a scenario as HTML: what is said, what speaks against it, what is inferred; and the summary at the end.

The page in the explorer and the file that plays without it show the same. Everything that comes from a card is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.gazetteer import name_in
from explorer.ledger.tongue import ENGLISH, Tongue
from explorer.ledger.vocabulary import Basis, Event, PlaceRef, Stance
from explorer.messages import message, say, told
from explorer.render.symbols import stance_mark
from explorer.render.web.html import text
from explorer.stories.scenario import Cited, Scenario, Step
from explorer.world.world import World

NOTHING_AGAINST = message("Nothing in the ledger speaks against what is cited here.")
NOTHING_INFERRED = message("No place is inferred in this step.")
AMONG_THEM = message("What speaks against it is among the sentences above.")
ONCE = message("Repetition is not corroboration: statements of one origin count once.")
BESIDE_THEM = message("Places marked as inferred beside a sentence are the ledger's; the text does not name them.")


def step_html(world: World, step: Step, *, notes: bool = False, language: str = "en") -> str:
    """Everything that a step says, without its questions; a list of places that has just been read is not repeated."""
    places = _Places(world, language)
    parts = [f'<p class="tm-guide">{text(step.guide)}</p>' if step.guide else ""]
    for title, role, rows in (
        (message("Who says so"), "say", step.say),
        (message("What speaks against it"), "against", step.against),
        (message("What is inferred"), "inferred", step.inferred),
    ):
        parts.append(_section(say(language, title), "".join(_row(world, row, places) for row in rows), role) if rows else "")
    parts.append(
        f'<p class="tm-sub tm-absent">{absent(world, step, language)}</p>' if not step.against or not step.inferred else ""
    )
    if step.image:
        alt, credit = escape(step.image.alt, quote=True), text(step.image.credit)
        parts.append(
            f'<figure class="tm-figure"><img src="{step.image.data}" alt="{alt}"><figcaption>{credit}</figcaption></figure>'
        )
    if notes and step.notes:
        parts.append(f'<div class="tm-note"><strong>{say(language, "For the teacher.")}</strong> {text(step.notes)}</div>')
    return f'<div class="tm-story">{"".join(parts)}</div>'


def absent(world: World, step: Step, language: str = "en") -> str:
    """What a step has nothing of, in one line: nothing against what it says, nothing inferred."""
    words = [] if step.against else [nothing_against(world, step)]
    found = words if step.inferred else [*words, nothing_inferred(world, step)]
    return " ".join(say(language, word) for word in found)


def nothing_against(world: World, step: Step) -> str:
    """What stands where a step cites nothing against what it says: that there is nothing only when that is so."""
    cites = [cite for row in step.say if (cite := world.stage.cite(row.ref)) is not None]
    contrary = any(isinstance(cite, Entry) and cite.claim.contradicts for cite in cites)
    return AMONG_THEM if contrary or any(world.stage.denials_of(cite) for cite in cites) else NOTHING_AGAINST


def nothing_inferred(world: World, step: Step) -> str:
    """What stands where a step has no sentence on inference: that nothing is inferred only when no place of it is."""
    places = [ref for row in (*step.say, *step.against) for ref in _refs(world.stage.cite(row.ref))]
    inferred = [ref for ref in places if ref.basis is Basis.INFERRED and world.gazetteer.by_id[ref.id].placed]
    return BESIDE_THEM if inferred else NOTHING_INFERRED


def _refs(cite: Entry | Event | Dataset | None) -> Sequence[PlaceRef]:
    return cite.claim.places if isinstance(cite, Entry) else cite.places if isinstance(cite, Event) else ()


def _section(title: str, rows: str, role: str) -> str:
    return f'<section class="tm-part tm-part-{role}"><h3>{title}</h3>{rows}</section>'


@dataclass
class _Places:
    """Lists of places, each told the first time that it comes in a step."""

    world: World
    language: str
    told: set[str] = field(default_factory=set)

    def once(self, cite: Entry | Event | Dataset) -> str:
        """The places of what is cited, unless the same list has been read."""
        words = _places(self.world, cite, self.language)
        new = words not in self.told
        self.told.add(words)
        return words if new else ""


def _row(world: World, row: Cited, places: _Places) -> str:
    cite = world.stage.cite(row.ref)
    return "" if cite is None else _sentence(row, cite, places.once(cite), places.language)


def sentence(world: World, row: Cited, language: str = "en") -> str:
    """One sentence with the mark of its stance and its citation."""
    cite = world.stage.cite(row.ref)
    return "" if cite is None else _sentence(row, cite, "", language)


def _sentence(row: Cited, cite: Entry | Event | Dataset, places: str, language: str) -> str:
    chips = _chips(cite, language)
    return f'<p class="tm-sentence" data-ref="{escape(row.ref)}">{_mark(cite, language)}{text(row.text)} {chips}{places}</p>'


def _mark(cite: Entry | Event | Dataset, language: str) -> str:
    if isinstance(cite, Dataset):
        return ""
    return stance_mark(cite.claim.stance if isinstance(cite, Entry) else cite.stance, language)


def _chips(cite: Entry | Event | Dataset, language: str) -> str:
    if isinstance(cite, Dataset):
        return _chip(say(language, "map data: {title}", title=cite.title))
    if isinstance(cite, Event):
        return _chip(say(language, "{stance}, outside the articles", stance=told(language, cite.stance.value)))
    claim = cite.claim
    grade = say(language, "content {grade}", grade=claim.content.code)
    return _chip(f"{claim.id} {told(language, claim.stance.value)}") + _chip(grade)


def _chip(words: str) -> str:
    return f'<span class="tm-chip">{text(words)}</span> '


def _places(world: World, cite: Entry | Event | Dataset, language: str) -> str:
    """The places of what is cited that are on the map; "" where there are none."""
    shown = []
    for ref in _refs(cite):
        site = world.gazetteer.by_id[ref.id]
        if site.placed:
            word = "named" if ref.basis is Basis.NAMED else "inferred"
            tail = f" ({told(language, word)})" if word == "inferred" else ""
            name = name_in(language, site)
            shown.append(f'<span class="tm-{word}">{text(name)}</span>{tail}')
    return f'<span class="tm-at">{", ".join(shown)}</span>' if shown else ""


def sources_html(world: World, scenario: Scenario, language: str = "en") -> str:
    """The sources met in a story: who spoke, how often, in which stances, and under which ids."""
    rows = "".join(
        f'<tr><td>{text(who)}</td><td class="n">{len(refs)}</td><td>{text(_stances(stances, language))}</td>'
        f"<td>{text(', '.join(refs))}</td></tr>"
        for who, stances, refs in sources_met(world, scenario, world.tongue(language))
    )
    words = [say(language, word) for word in (message("Who"), message("Cited"), message("As"), message("Ids"))]
    head = '<tr><th>{}</th><th class="n">{}</th><th>{}</th><th>{}</th></tr>'.format(*words)
    return f'<div class="tm-scroll"><table class="tm-table">{head}{rows}</table></div>'


def sources_met(world: World, scenario: Scenario, tongue: Tongue = ENGLISH) -> Sequence[tuple[str, Counter[Stance], list[str]]]:
    """Everybody who is cited, claimants of the articles first; each cited thing counts once."""
    met: dict[tuple[int, str], tuple[Counter[Stance], list[str]]] = {}
    for ref in scenario.refs:
        cite = world.stage.cite(ref)
        if cite is None or isinstance(cite, Dataset):
            continue
        key = (0, tongue.entry(cite).claimant.name) if isinstance(cite, Entry) else (1, tongue.event(cite).reporter)
        stances, refs = met.setdefault(key, (Counter(), []))
        stances[cite.claim.stance if isinstance(cite, Entry) else cite.stance] += 1
        refs.append(cite.id)
    ordered = sorted(met.items(), key=lambda row: (row[0][0], -len(row[1][1]), row[0][1]))
    return [(name, stances, refs) for (_, name), (stances, refs) in ordered]


def _stances(counts: Counter[Stance], language: str) -> str:
    return ", ".join(f"{counts[stance]} {told(language, stance.value)}" for stance in Stance if counts[stance])
