"""A step of a scenario on the map: the scene of its view, with the step's call-outs laid over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Basis, Dataset, Event
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
    who = f"{cite.claimant.name.partition(' (')[0]} ({cite.id})" if isinstance(cite, Entry) else cite.reporter
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


@dataclass(frozen=True)
class Board:
    """What stands in the place of a map where a step speaks of no place: a timeline, or a statement in the ledger's words.

    ``rows`` are days, what is told of them and by whom, and how it is known; with one row it is shown as a statement.
    """

    heading: str
    rows: tuple[tuple[str, str, str], ...]

    @property
    def words(self) -> str:
        """The board as text."""
        return f"{self.heading}: {'; '.join(': '.join(filter(None, row)) for row in self.rows)}."


def board(world: World, step: Step) -> Board | None:
    """The board of a step; None where it speaks of a place, of map data, or of a route, and the map shows that."""
    cites = [cite for ref in _told(step) if (cite := world.stage.cite(ref)) is not None]
    if step.callout or step.shown.selected or any(isinstance(cite, Dataset) or _placed(world, cite) for cite in cites):
        return None
    rows = dict.fromkeys(_dated(cite) for cite in cites if not isinstance(cite, Dataset))
    days = sorted(row for row in rows if row[0])
    if len({day for day, _, _ in days}) > 1:
        return Board("Timeline", tuple(days))
    found = next((cite for cite in cites if isinstance(cite, Entry)), None)
    if found is None:
        return Board("Timeline", tuple(days)) if days else None
    return Board("As the ledger has it", (("", found.claim.statement, _by(found)),))


def _told(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.ref for row in (*step.say, *step.against, *step.inferred)))


def _placed(world: World, cite: Entry | Event) -> bool:
    refs = cite.claim.places if isinstance(cite, Entry) else cite.places
    return any(site.placed for ref in refs if (site := world.gazetteer.by_id.get(ref.id)) is not None)


def _dated(cite: Entry | Event) -> tuple[str, str, str]:
    """The day of a thing (of a claim, where none is stated, the day of its document), what it is, and who says so."""
    own = cite.claim.dates.start if isinstance(cite, Entry) else cite.dates.start
    day = own or (cite.document.dates.start if isinstance(cite, Entry) else None)
    return day.isoformat() if day else "", cite.claim.statement if isinstance(cite, Entry) else cite.title, _by(cite)


def _by(cite: Entry | Event) -> str:
    if isinstance(cite, Entry):
        return f"{cite.claimant.name} ({cite.id}), {cite.claim.stance.value}"
    return f"{cite.reporter}, {cite.stance.value}"


def map_words(scene: Scene) -> str:
    """What the map of a step shows, in words for those who do not see it."""
    sites = [f for f in scene.drawn if f.look.widget in {"pill", "fact"}]
    sites.sort(key=lambda f: (not f.selected, -f.rank, f.id))
    basis = {"named": "named", "inferred": "inferred", "context": "from outside the articles"}
    places = [f"{f.title} ({basis[f.basis]})" for f in sites[:8]]
    more = f" and {len(sites) - 8} more" if len(sites) > 8 else ""
    lines = list(dict.fromkeys(f.title for f in scene.drawn if f.look.schematic))
    notes = [f"{f.title}: {f.detail}" for f in scene.drawn if f.kind == "callout"]
    parts = [f"Places on the map: {', '.join(places)}{more}." if places else "No place is marked on the map."]
    parts += [f"Lines: {', '.join(lines)}."] if lines else []
    parts += [f"Notes on the map: {'; '.join(notes)}."] if notes else []
    parts += [f"{len(scene.unplaced)} statements have no place."] if scene.unplaced else []
    return " ".join(parts)


def seen(world: World, step: Step, scene: Scene) -> str:
    """What stands beside a step's sentences, in words: its map, or its board."""
    found = board(world, step)
    return found.words if found else map_words(scene)


def spoken(world: World, scenario: Scenario, step: Step, scene: Scene) -> str:
    """What a screen reader says when a step comes."""
    return f"Step {step.n} of {len(scenario.step)}: {step.heading}. {seen(world, step, scene)}"


def board_told(world: World, step: Step) -> dict[str, Any] | None:
    """The board for the script that draws it over the map; None where the map is shown."""
    found = board(world, step)
    return {"heading": found.heading, "rows": [list(row) for row in found.rows]} if found else None


def seconds(step: Step) -> float:
    """How long a step stays when the story goes on by itself: long enough to be read."""
    words = sum(len(row.text.split()) for _, row in step.sentences()) + len(step.guide.split())
    return round(min(max(words / WORDS_A_SECOND, 8.0), 75.0), 1)


def mover(scenario: Scenario, step: Step) -> Step:
    """The step that set the camera which holds at this one: itself, or the last before it that moves the camera."""
    return next((s for s in reversed(scenario.step[: step.n]) if s.move), scenario.step[0])
