"""The builders, in the order in which they run.

To add one: write a module with ``MAKES``, the ids of the data sets it makes, and ``build(sources) -> list[Product]``; pin what it
reads in ``packages``; name the module here, after the builders whose products it asks for with ``sources.product(id)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from geodata.build.base import borders, countries, land, places, towns, waters
from geodata.build.rail import lines as rail_lines
from geodata.build.rail import network as rail_network
from geodata.build.rail import railways, stations
from geodata.build.sea import build as sea
from geodata.build.sea import obstacles as sea_obstacles
from geodata.build.zones import build as zones

if TYPE_CHECKING:
    from geodata.build.fetch import Sources
    from geodata.build.product import Product


class Builder(Protocol):
    """A module that makes data sets."""

    @property
    def MAKES(self) -> tuple[str, ...]:  # noqa: N802
        """Ids of the data sets it makes."""

    def build(self, sources: Sources) -> list[Product]:
        """Make the data sets named in ``MAKES``, in that order."""


BUILDERS: tuple[Builder, ...] = (
    land,
    countries,
    borders,
    waters,
    railways,
    rail_lines,
    stations,
    rail_network,
    places,
    towns,
    sea_obstacles,
    sea,
    zones,
)
