"""Documents read as work for the queue: functions of a world that need no page, and no Streamlit in their process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from explorer.errors import DocumentError
from explorer.ledger.gazetteer import Gazetteer
from explorer.ledger.vocabulary import Site
from explorer.routing.places import Places
from explorer.world.spots import named_in_texts
from explorer.world.world import World

if TYPE_CHECKING:
    from explorer.intake.names import Names
    from explorer.intake.read import File

Row = dict[str, Any]
Read = tuple[tuple[str, Row | str], ...]
"""The name of each document, and its reading as JSON, or the line that says why it could not be read."""


def read_file(world: World, sites: tuple[Site, ...], name: str, data: bytes, published: date | None = None) -> Read:
    """Read a file, or each file of a ``.zip``.

    Parameters
    ----------
    sites
        Every place of the gazetteer, those of a workspace among them.
    """
    from explorer.intake.read import File

    gazetteer = world.gazetteer if sites == world.gazetteer.sites else Gazetteer(sites)
    return tuple(_told(File(name, data), _names(world.places_of(gazetteer)), published))


def _told(file: File, names: Names, published: date | None) -> Iterator[tuple[str, Row | str]]:
    from explorer.intake.read import read_all
    from explorer.intake.rows import as_json

    for name, found in read_all(file, names, published):
        yield name, str(found) if isinstance(found, DocumentError) else as_json(found)


@lru_cache(maxsize=2)
def _names(places: Places) -> Names:
    from explorer.intake.names import Names

    return Names.known(named_in_texts(places))
