"""A step of a scenario on the map: the scene of its view, with the step's call-outs laid over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.tongue import ENGLISH, Tongue
from explorer.ledger.vocabulary import Basis, Event, Stance
from explorer.scene.build import Feature, LegendItem, Scene, build, label
from explorer.scene.kinds import KINDS
from explorer.stories.scenario import Callout, Scenario, Step
from explorer.views.view import LayerId
from explorer.world.world import World

WORDS_A_SECOND = 3.2


def scene_of(world: World, step: Step) -> Scene:
    """The scene that a step shows; the same for everybody who draws it, on the screen or on paper."""
    scene = build(world, step.shown)
    notes = tuple(feature for number, row in enumerate(step.callout, 1) for feature in _callout(world, scene, row, number))
    if not notes:
        return scene
    legend = (*scene.legend, LegendItem("callout", KINDS["callout"].word))
    return replace(scene, features=(*scene.features, *notes), legend=legend)


def _callout(world: World, scene: Scene, row: Callout, number: int) -> tuple[Feature, ...]:
    site, cite = world.gazetteer.by_id.get(row.place), world.stage.cite(row.ref)
    if site is None or site.lon is None or site.lat is None or cite is None or isinstance(cite, Dataset):
        return ()
    refs = cite.claim.places if isinstance(cite, Entry) else cite.places
    named = any(ref.id == row.place and ref.basis is Basis.NAMED for ref in refs)
    outside = "" if isinstance(cite, Entry) else "outside the articles"
    who = _speaker(cite, world.tongue(scene.view.language))
    how = cite.claim.stance if isinstance(cite, Entry) else cite.stance
    basis = "place named" if named else "place inferred"
    words = row.text or f"{who}: {how.value}"
    return (
        Feature(
            id=f"callout:{row.place}-{number}",
            layer=LayerId.PLACES,
            kind="callout",
            title=label(site, scene.view),
            geometry={"type": "Point", "coordinates": [site.lon, site.lat]},
            detail=f"{words} · {basis}{f' · {outside}' if outside else ''}",
            basis="named" if named else "inferred",
            claims=(cite.id,) if isinstance(cite, Entry) else (),
            events=() if isinstance(cite, Entry) else (cite.id,),
            number=number,
        ),
    )


def _speaker(cite: Entry | Event, tongue: Tongue) -> str:
    if isinstance(cite, Entry):
        return f"{tongue.entry(cite).claimant.name.partition(' (')[0]} ({cite.id})"
    return tongue.event(cite).reporter


@dataclass(frozen=True)
class Told:
    """A row of a board: the day where one is known, what is told of it and by whom, and how it is known."""

    day: date | None
    words: str
    who: str
    stance: Stance


@dataclass(frozen=True)
class Board:
    """What stands in the place of a map where a step speaks of no place: a timeline, or a statement in the ledger's words.

    With one row it is shown as a statement.
    """

    heading: str
    rows: tuple[Told, ...]


def board(world: World, step: Step, tongue: Tongue = ENGLISH) -> Board | None:
    """The board of a step; None where it speaks of a place, of map data, or of a route, and the map shows that."""
    cites = [cite for ref in _told(step) if (cite := world.stage.cite(ref)) is not None]
    if step.callout or step.shown.selected or any(isinstance(cite, Dataset) or _placed(world, cite) for cite in cites):
        return None
    rows = dict.fromkeys(_dated(cite, tongue) for cite in cites if not isinstance(cite, Dataset))
    days = sorted((row for row in rows if row.day), key=lambda row: (str(row.day), row.words, row.who))
    if len({row.day for row in days}) > 1:
        return Board("Timeline", tuple(days))
    found = next((cite for cite in cites if isinstance(cite, Entry)), None)
    if found is None:
        return Board("Timeline", tuple(days)) if days else None
    return Board("As the ledger has it", (replace(_dated(found, tongue), day=None),))


def _told(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.ref for row in (*step.say, *step.against, *step.inferred)))


def _placed(world: World, cite: Entry | Event) -> bool:
    refs = cite.claim.places if isinstance(cite, Entry) else cite.places
    return any(site.placed for ref in refs if (site := world.gazetteer.by_id.get(ref.id)) is not None)


def _dated(cite: Entry | Event, tongue: Tongue) -> Told:
    """The day of a thing (of a claim, where none is stated, the day of its document), what it is, and who says so."""
    if isinstance(cite, Entry):
        day, entry = cite.claim.dates.start or cite.document.dates.start, tongue.entry(cite)
        return Told(day, entry.claim.statement, f"{entry.claimant.name} ({cite.id})", cite.claim.stance)
    event = tongue.event(cite)
    return Told(cite.dates.start, event.title, event.reporter, cite.stance)


def seconds(step: Step) -> float:
    """How long a step stays when the story goes on by itself: long enough to be read."""
    words = sum(len(row.text.split()) for _, row in step.sentences()) + len(step.guide.split())
    return round(min(max(words / WORDS_A_SECOND, 8.0), 75.0), 1)


def mover(scenario: Scenario, step: Step) -> Step:
    """The step that set the camera which holds at this one: itself, or the last before it that moves the camera."""
    return next((s for s in reversed(scenario.step[: step.n]) if s.move), scenario.step[0])
