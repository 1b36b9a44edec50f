"""Places by id, by name in three scripts, and by alias; pure look-up over the sites of the cards."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from explorer.ledger.spelling import folded
from explorer.ledger.vocabulary import Site

__all__ = ["Gazetteer", "Match", "cycles", "folded", "name_in", "names_of"]


@dataclass(frozen=True)
class Match:
    """A site that a search found, with the name that matched."""

    site: Site
    name: str
    rank: int


@dataclass(frozen=True)
class Gazetteer:
    """All sites, in the order of the cards."""

    sites: tuple[Site, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Site]:
        """Sites by their id."""
        return {site.id: site for site in self.sites}

    @cached_property
    def _names(self) -> tuple[tuple[str, str, Site], ...]:
        return tuple((folded(name), name, site) for site in self.sites for name in names_of(site))

    def children(self, site_id: str) -> tuple[Site, ...]:
        """The sites that are a part of this one."""
        return tuple(site for site in self.sites if site.part_of == site_id)

    def search(self, text: str, limit: int = 8) -> tuple[Match, ...]:
        """Sites whose id, name or alias fits the text: whole name first, then beginnings, then parts, then near misses.

        Parameters
        ----------
        text
            Any of the three scripts; case, accents and dashes do not matter.
        limit
            At most so many sites.
        """
        wanted = folded(text[:LONGEST])
        if not wanted:
            return ()
        best: dict[str, Match] = {}
        for form, name, site in self._names:
            rank = _rank(wanted, form)
            if rank is not None and (site.id not in best or rank < best[site.id].rank):
                best[site.id] = Match(site, name, rank)
        if not best and len(wanted) > 2:
            near = set(difflib.get_close_matches(wanted, [form for form, _, _ in self._names], n=limit, cutoff=0.75))
            for form, name, site in self._names:
                if form in near:
                    best.setdefault(site.id, Match(site, name, 4))
        order = sorted(best.values(), key=lambda m: (m.rank, not m.site.placed, len(m.name), m.site.id))
        return tuple(order[:limit])


LONGEST = 200
"""So much of a text is looked for; every name is shorter."""


def name_in(language: str, site: Site) -> str:
    """The name of a site in a language; the English one where there is none."""
    return {"ko": site.names.ko, "ru": site.names.ru}.get(language) or site.names.en


def names_of(site: Site) -> tuple[str, ...]:
    """Every name a reader may know the site by, its id and codes included; each once."""
    codes = [code for code in (site.unlocode, site.airport) if code]
    return tuple(dict.fromkeys(n for n in (site.names.en, site.names.ko, site.names.ru, *site.aliases, *codes, site.id) if n))


def _rank(wanted: str, form: str) -> int | None:
    if form == wanted:
        return 0
    if form.startswith(wanted):
        return 1
    if f" {wanted}" in f" {form}":
        return 2
    if len(wanted) > 1 and wanted in form:
        return 3
    return None


def cycles(sites: Iterable[Site]) -> tuple[str, ...]:
    """Ids of sites that are, through ``part_of``, a part of themselves."""
    parents = {site.id: site.part_of for site in sites}
    found = []
    for start, parent in parents.items():
        seen, node = set(), parent
        while node is not None and node not in seen:
            if node == start:
                found.append(start)
                break
            seen.add(node)
            node = parents.get(node)
    return tuple(found)
