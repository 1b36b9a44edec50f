"""How places, speakers and cards are called in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

from explorer.app import cache as shared
from explorer.app.tongue import language, told
from explorer.ledger.gazetteer import name_in
from explorer.ledger.subjects import Subject
from explorer.ledger.tongue import Tongue
from explorer.ledger.vocabulary import Claimant, Site
from explorer.render.place_names import place_names
from explorer.views.presets import Corridor


def cards() -> Tongue:
    """The cards in the language of the page."""
    return shared.world().tongue(language())


def corridors() -> list[Corridor]:
    """The pairs of places that the reporting speaks of."""
    return [cards().card("corridor", one.id, one) for one in shared.world().cards.corridors]


def named(site: Site) -> str:
    """The name of a site in the language of the page, English where there is none."""
    return name_in(language(), site)


def places() -> Callable[[str], str]:
    """What turns the English names of places into those in the language of the page."""
    return place_names(shared.world(), language())


def place(identifier: str, otherwise: str = "") -> str:
    """The name of a place by its id; what is no site of the gazetteer keeps the name that is given."""
    site = shared.world().gazetteer.by_id.get(identifier)
    return named(site) if site else otherwise or identifier


def scripts(site: Site) -> str:
    """The names of a site in the other scripts."""
    return " · ".join(name for name in (site.names.en, site.names.ko, site.names.ru) if name and name != named(site))


def titled(subject: Subject) -> str:
    """The name of a subject: of a place or speaker as the cards have it in the language, of what is named as it is written."""
    if subject.kind == "place":
        return named(shared.world().gazetteer.by_id[subject.id.removeprefix("place:")])
    speaker = _speaker(subject)
    return speaker.name if speaker else subject.title


def described(subject: Subject) -> str:
    """What a subject is: kind and names of a place, role and affiliation of a speaker."""
    if subject.kind == "place":
        site = shared.world().gazetteer.by_id[subject.id.removeprefix("place:")]
        return " — ".join(filter(None, (told(site.kind.value), scripts(site))))
    speaker = _speaker(subject)
    return " — ".join(filter(None, (speaker.role, speaker.affiliation))) if speaker else told(subject.detail)


def _speaker(subject: Subject) -> Claimant | None:
    found = (entry for entry in shared.world().ledger.entries if entry.claimant.id == subject.speaker)
    entry = next(found, None)
    return cards().entry(entry).claimant if entry else None
