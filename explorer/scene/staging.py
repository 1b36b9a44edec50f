"""A step of a scenario on the map: the scene of its view, with the step's call-outs laid over it."""

from __future__ import annotations

from dataclasses import replace

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Basis, Dataset
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


def spoken(scenario: Scenario, step: Step, scene: Scene) -> str:
    """What a screen reader says when a step comes."""
    return f"Step {step.n} of {len(scenario.step)}: {step.heading}. {map_words(scene)}"


def seconds(step: Step) -> float:
    """How long a step stays when the story goes on by itself: long enough to be read."""
    words = sum(len(row.text.split()) for _, row in step.sentences()) + len(step.guide.split())
    return round(min(max(words / WORDS_A_SECOND, 8.0), 75.0), 1)


def mover(scenario: Scenario, step: Step) -> Step:
    """The step that set the camera which holds at this one: itself, or the last before it that moves the camera."""
    return next((s for s in reversed(scenario.step[: step.n]) if s.move), scenario.step[0])
