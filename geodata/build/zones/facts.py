"""What the law and the claims say about the sea of the region: breadths, agreed points, claimed lines, contested islands.

Positions of the agreed and claimed lines are facts of the instruments named beside them. They were read in the public repository
that goes with Park and others 2020 (Science Advances 6, eabb1197) and turned into degrees, minutes and seconds here; those of the
Soviet and Korean instruments stand on the datum of their time, up to 100 m from WGS 84.
"""

from __future__ import annotations

from dataclasses import dataclass

Position = tuple[float, float]


def dms(lat: tuple[int, int, int], lon: tuple[int, int, int]) -> Position:
    """Longitude and latitude in degrees of a northern and eastern position in degrees, minutes and seconds.

    >>> dms((42, 9, 0), (130, 53, 0))
    (130.883333, 42.15)
    """
    return round(lon[0] + lon[1] / 60 + lon[2] / 3600, 6), round(lat[0] + lat[1] / 60 + lat[2] / 3600, 6)


NAMES = {"CHN": "China", "JPN": "Japan", "KOR": "Republic of Korea", "PRK": "DPRK", "RUS": "Russia"}
"""How the States are called in the titles of lines."""


def of_state(state: str) -> str:
    """A State as the holder of something.

    >>> of_state("PRK"), of_state("RUS")
    ('the DPRK', 'Russia')
    """
    return f"the {NAMES[state]}" if state in {"KOR", "PRK"} else NAMES[state]


FRAME = (117.0, 30.0, 150.0, 56.0)
"""West, south, east, north of the sea that is divided: from the Bohai to Iturup, from the East China Sea to Sakhalin."""

TERRITORIAL_NM, CONTIGUOUS_NM, ZONE_NM, STRAIT_NM = 12, 24, 200, 3
CONTIGUOUS = frozenset({"CHN", "JPN", "KOR", "RUS"})
"""States that claim a contiguous zone; none is known of the DPRK."""

T0, T1 = dms((42, 17, 34), (130, 41, 49)), dms((42, 9, 0), (130, 53, 0))
T2, T3 = dms((39, 47, 30), (133, 13, 42)), dms((39, 39, 18), (133, 45, 0))
"""Mouth of the Tumen, end of the line of 1985, turning point and end of the line of 1986. T3 is from memory."""
C1, C2 = dms((41, 46, 13), (131, 31, 15)), dms((40, 6, 27), (133, 36, 38))
C3, C4 = dms((38, 36, 46), (132, 35, 52)), dms((38, 36, 48), (129, 30, 30))
"""Corners of the extent that the DPRK claimed in 1977; C1 and C4 are also the ends of its military boundary line."""

POVOROTNY = (133.04, 42.67)
BAY_RING: tuple[Position, ...] = (
    (133.08, 42.70), (133.12, 42.725), (133.15, 42.74), (133.2, 42.77), (133.3, 42.9), (133.3, 43.5),
    (130.9, 43.5), (130.5, 42.6), (130.66, 42.33),
)  # fmt: skip
"""A way over land from Cape Povorotny round Peter the Great Bay back to the Tumen; it only closes the ring."""
IN_THE_BAY = (131.9, 42.8)

AGREED_BOX = (129.5, 38.8, 136.0, 42.75)
"""Where the line of 1985 and 1986 parts Russia's sea from the DPRK's, whatever the equidistance."""

NLL_EAST: tuple[Position, Position] = ((128.365, 38.612), (129.5, 38.612))

STRAITS: tuple[tuple[str, str, tuple[Position, ...]], ...] = (
    ("soya", "JPN", ((141.5, 45.3), (142.4, 45.3), (142.4, 45.95), (141.5, 45.95))),
    (
        "tsugaru", "JPN",
        ((139.95, 41.0), (139.95, 41.5), (140.6, 41.85), (141.3, 42.0),
         (141.7, 41.45), (141.45, 41.35), (140.9, 41.2), (140.6, 41.15)),
    ),
    ("tsushima-east", "JPN", ((129.3, 33.85), (130.35, 33.85), (130.35, 34.85), (129.3, 34.85))),
    ("tsushima-west", "JPN", ((128.8, 34.0), (129.3, 34.0), (129.6, 34.7), (129.6, 35.1), (128.8, 35.1))),
    ("osumi", "JPN", ((129.9, 30.55), (131.2, 30.55), (131.2, 31.15), (129.9, 31.15))),
    ("korea-strait", "KOR", ((128.6, 34.4), (129.55, 34.4), (129.55, 35.4), (128.6, 35.4))),
)  # fmt: skip
"""Where Japan (five designated areas) and the Republic of Korea claim three miles only; drawn by hand, good to some km."""


@dataclass(frozen=True)
class Islands:
    """Islands that two States claim: who holds them, who claims them, and where their coast or a point of it is."""

    id: str
    name: str
    held_by: str
    claimants: tuple[str, str]
    box: tuple[float, float, float, float] | None = None
    point: Position | None = None

    @property
    def words(self) -> str:
        """The claimants, joined."""
        return "; ".join(self.claimants)


KURILS = Islands(
    "southern-kurils", "Southern Kurils / Northern Territories", "RUS", ("RUS", "JPN"), box=(145.3, 43.2, 149.15, 45.65)
)
LIANCOURT = Islands("liancourt-rocks", "Liancourt Rocks (Dokdo / Takeshima)", "KOR", ("KOR", "JPN"), point=(131.867, 37.241))

COAST_KM = 0.6
MEDIAN_KM = 2.0
DATUM_KM = 0.1
RECALLED_KM = 5.0
BY_HAND_KM = 5.0
