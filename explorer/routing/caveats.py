"""What is known to be imperfect in the data that an answer rests on: it stands in the answer, not only in the papers."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.routing.route import Route, RouteLeg, Unreachable
from geodata.formats.region import REGION

__all__ = ["caveats"]

HIGH_SPEED = frozenset({"CHN", "KOR"})
"""Countries with high-speed lines beside the old ones."""
FAR_KM = 5.0
"""An end that was moved farther than this is worth a word."""
ENDS = ("origin", "destination")


def caveats(route: Route | Unreachable) -> tuple[str, ...]:
    """Sentences about the limits of the data that bear on a route, each once; none for an answer without a route."""
    if isinstance(route, Unreachable):
        return ()
    said = [sentence for leg in route.legs for sentence in (_of_rail(leg) if leg.mode == "rail" else _of_sea(leg))]
    return tuple(dict.fromkeys([*said, *_of_ends(route)]))


def _of_rail(leg: RouteLeg) -> Iterator[str]:
    if HIGH_SPEED.intersection(leg.countries):
        yield "The shortest route by track; trains may keep to a longer main line, to which a published length then refers."
        yield (
            "The source of the track does not distinguish high-speed lines. Those recognised in China and South Korea, which "
            "carry no goods trains, are left out; one that was not recognised would make the route too short."
        )
    if "JPN" in leg.countries:
        yield "Japan's standard-gauge lines are not distinguished from the narrow-gauge ones."
    if leg.schematic_km > 0:
        yield (
            f"Stretches of {leg.schematic_km:,.0f} km in all have track that was drawn by hand or across a gap in the source; "
            "their course is schematic."
        )


def _of_sea(leg: RouteLeg) -> Iterator[str]:
    west, south, east, north = REGION
    if any(not (west <= lon <= east and south <= lat <= north) for lon, lat in leg.line):
        yield (
            "Beyond the region the coast is coarser, islands under 60 km² are left out and narrow water is drawn only near ports."
        )
    if any(lat > 66.0 or lat < -60.0 for _, lat in leg.line):
        yield "Ice is drawn once for all seasons."


def _of_ends(route: Route) -> Iterator[str]:
    for end, km in zip(ENDS, route.snap_km, strict=True):
        if km > FAR_KM:
            yield f"The {end} was moved by {km:.0f} km to reach the network."
