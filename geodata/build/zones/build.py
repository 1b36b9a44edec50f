"""Maritime zones of the seas about Korea and Japan, for two readings of the baseline, with the lines between and about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.packages import COUNTRIES_COAST, CURATED, EARTH_LANDS
from geodata.build.product import Product, frame
from geodata.build.zones import facts
from geodata.build.zones.draw import Drawn, draw
from geodata.build.zones.lines import lines, overlays
from geodata.build.zones.shapes import both, coasts, less, union

if TYPE_CHECKING:
    from geodata.build.fetch import Sources

MAKES = ("zones", "zone_lines", "zone_overlays")
KINDS = ("internal", "territorial", "contiguous", "eez", "high-seas")

_PACKAGES = (EARTH_LANDS, COUNTRIES_COAST)
_BAY_NOTE = (
    "Russia's claim of 1957 and 1984: Peter the Great Bay as historic internal waters, closed from the Tumen to Povorotny."
)
_SPREAD_KM = {"eez": facts.MEDIAN_KM, "high-seas": facts.MEDIAN_KM}


@dataclass(frozen=True)
class Zone:
    """One zone of one State in one scenario or both."""

    kind: str
    state: str
    shape: BaseGeometry
    scenario: str = "both"
    status: str = "computed"
    claimant: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """Made of what it is, so that it stays the same from build to build."""
        contested = f"-claimed-by-{self.claimant}" if self.claimant else ""
        return f"{self.scenario}-{self.kind}-{self.state}{contested}".replace("; ", "-").lower().rstrip("-")


def build(sources: Sources) -> list[Product]:
    """Make ``zones``, ``zone_lines`` and ``zone_overlays``."""
    land = np.asarray(sources.product("land_region").geometry.array)
    drawn = draw(coasts(land, sources.product("countries_region")), union(land))
    return [_zones(zones(drawn)), _lines(drawn), _overlays(drawn)]


def zones(drawn: Drawn) -> list[Zone]:
    """Every zone of both scenarios; those of one scenario and of both fill the sea without overlap."""
    found = []
    for state, part in drawn.parts.items():
        own = _of_coast(drawn, state, less(part, drawn.rocks))
        found += _with_the_bay(drawn, own) if state == "RUS" else own
    held = facts.LIANCOURT
    note = f"Twelve miles about {held.name}, held by the Republic of Korea; the rocks count for no median here."
    found.append(Zone("territorial", held.held_by, drawn.rocks, status="claimed", claimant=held.words, note=note))
    taken = union([zone.shape for zone in found])
    note = "Beyond 200 nautical miles of every coast, as far as the coasts show it."
    found.append(Zone("high-seas", "", less(drawn.sea, taken), note=note))
    kept = [replace(zone, shape=_areas(zone.shape)) for zone in found]
    return sorted((zone for zone in kept if not zone.shape.is_empty), key=lambda zone: (KINDS.index(zone.kind), zone.id))


def _areas(shape: BaseGeometry) -> shapely.MultiPolygon:
    parts = shapely.get_parts(shape)
    return shapely.normalize(shapely.MultiPolygon(list(parts[shapely.get_type_id(parts) == 3])))


def _of_coast(drawn: Drawn, state: str, part: BaseGeometry) -> list[Zone]:
    """Zones of one State with the coast as its baseline."""
    own = [shapely.Polygon(ring) for _, owner, ring in facts.STRAITS if owner == state]
    near = both(part, drawn.belts[state, facts.TERRITORIAL_NM])
    if own:
        narrow = union(own)
        near = union([less(near, narrow), both(both(part, narrow), drawn.belts[state, facts.STRAIT_NM])])
    middle = less(both(part, drawn.belts[state, facts.CONTIGUOUS_NM]), near)
    contested = state == facts.KURILS.id
    holder = facts.KURILS.held_by if contested else state
    if holder not in facts.CONTIGUOUS:
        middle = shapely.Polygon()
    far = less(less(both(part, drawn.belts[state, facts.ZONE_NM]), middle), near)
    shapes = {"territorial": near, "contiguous": middle, "eez": far}
    if contested:
        note = f"Nearest to {facts.KURILS.name}: held by Russia, claimed by Japan."
        return [
            Zone(kind, holder, shape, status="claimed", claimant=facts.KURILS.words, note=note) for kind, shape in shapes.items()
        ]
    return [Zone(kind, holder, shape, note=_note(kind, holder)) for kind, shape in shapes.items()]


def _note(kind: str, state: str) -> str:
    if state == "PRK" and kind == "eez":
        return "No contiguous zone of the DPRK is known. Towards Russia it ends at the agreed line of 1986."
    if kind == "territorial" and any(owner == state for _, owner, _ in facts.STRAITS):
        return "Twelve miles from the coast; three in the straits where the State claims no more, outlined by hand."
    return ""


def _with_the_bay(drawn: Drawn, coast: list[Zone]) -> list[Zone]:
    """Russia's zones cut into what holds in both scenarios and what only one of them has."""
    part, bay = less(drawn.parts["RUS"], drawn.rocks), drawn.bay
    near, middle, far = (zone.shape for zone in coast)
    wide, wider = (both(part, drawn.wide[miles]) for miles in (facts.TERRITORIAL_NM, facts.CONTIGUOUS_NM))
    claimed = [
        ("internal", bay),
        ("territorial", less(less(wide, bay), near)),
        ("contiguous", less(less(less(less(wider, bay), wide), near), middle)),
    ]
    shared = [
        ("territorial", less(near, bay)),
        ("contiguous", less(less(middle, bay), wide)),
        ("eez", less(less(less(far, bay), wide), wider)),
    ]
    coastal = [
        ("territorial", both(near, bay)),
        ("contiguous", both(middle, union([bay, wide]))),
        ("eez", both(far, union([bay, wide, wider]))),
    ]
    note = "Holds only if the closing line of Peter the Great Bay is not accepted."
    return [
        *(Zone(kind, "RUS", shape) for kind, shape in shared),
        *(Zone(kind, "RUS", shape, "claimed", "claimed", "RUS", _BAY_NOTE) for kind, shape in claimed),
        *(Zone(kind, "RUS", shape, "coast", note=note) for kind, shape in coastal),
    ]


def _zones(found: list[Zone]) -> Product:
    columns: Mapping[str, list[object]] = {
        name: [getattr(zone, name) for zone in found] for name in ("id", "scenario", "kind", "state", "status", "claimant")
    }
    spread = [_SPREAD_KM.get(zone.kind, facts.COAST_KM) for zone in found]
    return Product(
        id="zones",
        title="Maritime zones, 117-150 E and 30-56 N, for two readings of the baseline",
        frame=frame({**columns, "uncertainty_km": spread, "note": [zone.note for zone in found]}, [zone.shape for zone in found]),
        packages=_PACKAGES,
        built_by=__name__,
        note=(
            "Computed from coasts; approximate, not legal limits, not for navigation. Scenario claimed: coasts and Russia's "
            "closing line of Peter the Great Bay; coast: coasts alone; rows of scenario both belong to each. Other straight "
            "baselines and lawful bay closings are left out: of Russia elsewhere, of Japan, the Republic of Korea and China, and "
            "the DPRK's on its east coast, whose positions were never deposited; so both scenarios overstate how much lies "
            "beyond territorial sea there. Towards each other States get what is nearest to their coast, except that Russia and "
            "the DPRK follow their agreed line. The southern Kurils are drawn with Russia, which holds them, under both "
            "claimants' names; Liancourt Rocks have twelve miles of their own and count for no median. Every limit is off by as "
            "much as the coast is, 0.6 km and more."
        ),
        extra_origins=(CURATED,),
    )


def _lines(drawn: Drawn) -> Product:
    rows = lines(drawn)
    return Product(
        id="zone_lines",
        title="Agreed, claimed and computed lines of the maritime zones",
        frame=frame(
            {
                "id": [row.id for row in rows],
                "scenario": [row.scenario for row in rows],
                "kind": [row.kind for row in rows],
                "title": [row.title for row in rows],
                "states": [row.states for row in rows],
                "status": [row.status for row in rows],
                "claimant": [row.claimant for row in rows],
                "uncertainty_km": [row.uncertainty_km for row in rows],
                "note": [row.note for row in rows],
            },
            [row.shape for row in rows],
        ),
        packages=_PACKAGES,
        built_by=__name__,
        note=(
            "Not for navigation. Agreed and claimed points are facts of the instruments named in each row, read in the public "
            "repository of Park and others 2020 (Science Advances 6, eabb1197) and entered anew; the end of the line of 1986 is "
            "from memory. Soviet and Korean points stand on the datum of their time, up to 100 m from WGS 84. Between points the "
            "lines run along geodesics. Medians are where two coasts are equally far, to about 50 m of the coasts used; at the "
            "mouth of the Tumen both coasts begin at the end of the land boundary and the bars are left out."
        ),
        extra_origins=(CURATED,),
    )


def _overlays(drawn: Drawn) -> Product:
    rows = overlays(drawn)
    return Product(
        id="zone_overlays",
        title="Contested islands, and medians with and without them",
        frame=frame(
            {
                "id": [row.id for row in rows],
                "islands": [row.islands for row in rows],
                "kind": [row.kind for row in rows],
                "title": [row.title for row in rows],
                "claimants": [row.claimants for row in rows],
                "counted_for": [row.counted_for for row in rows],
                "note": [row.note for row in rows],
            },
            [row.shape for row in rows],
        ),
        packages=_PACKAGES,
        built_by=__name__,
        note=(
            "Equidistance is a method and gives no title. Each median is drawn with the islands counted for one claimant, for "
            "the other, and for neither. Who holds them in fact is said apart from who claims them."
        ),
        extra_origins=(CURATED,),
    )
