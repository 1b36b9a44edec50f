"""A toy world of a few cards, small enough to check every answer by hand.

Two documents (A: Evening Paper, B: Morning Sheet) with eight claims, eight sites of which five have a position, three
events, two legs and two journeys. ``TEXTS`` is what lies in the folder ``seeds``; :func:`world` ties it to one short railway.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from explorer.cards.read import Cards, read
from explorer.errors import Fault, SeedFaults
from explorer.geo import LonLat
from explorer.ledger.catalogue import Dataset
from explorer.world.load import RailLine
from explorer.world.world import World
from tests import toy_networks

DOCUMENT_A, DOCUMENT_B = "evening-paper-2024-03", "morning-sheet-2024-06"
FORMER_A, FORMER_B = "000_00000000000000aa", "001_00000000000000bb"
"""Ids under which older links know the two documents."""

SITES = """
[[site]]
id = "alpha"
kind = "town"
names = { en = "Alpha", ko = "알파", ru = "Альфа" }
aliases = ["Alfa", "Álpha Settlement"]
country = "RUS"
lon = 130.0
lat = 42.0
accuracy_km = 1.0
origin = "Set by hand."

[[site]]
id = "alpha-station"
kind = "station"
names = { en = "Alpha station", ko = "알파역" }
lon = 130.01
lat = 42.01
accuracy_km = 0.2
origin = "Set by hand."
part_of = "alpha"

[[site]]
id = "alpha-port"
kind = "port"
names = { en = "Alpha port" }
lon = 130.05
lat = 41.98
accuracy_km = 0.5
origin = "Set by hand."
part_of = "alpha"
unlocode = "RUALP"

[[site]]
id = "beta"
kind = "city"
names = { en = "Beta", ru = "Бета" }
lon = 132.0
lat = 43.0
accuracy_km = 2.0
origin = "Set by hand."

[[site]]
id = "gamma"
kind = "airport"
names = { en = "Gamma" }
lon = 140.0
lat = 50.0
accuracy_km = 0.5
origin = "Set by hand."
airport = "UGAM"

[[site]]
id = "government-north"
kind = "government"
names = { en = "Government of the North" }
aliases = ["Beta says"]

[[site]]
id = "country-north"
kind = "country"
names = { en = "The North" }

[[site]]
id = "region-all"
kind = "region"
names = { en = "The whole region" }
"""

FAMILIES = """
[[family]]
id = "tour"
title = "The tour"
note = "Told in both documents."
"""

GRADES = """
said = { reliability = "B", reliability_why = "In the text.", credibility = "1", credibility_why = "Read there." }
content = { reliability = "C", reliability_why = "Rewritten.", credibility = "3", credibility_why = "Possible." }
"""

PAPER_A = f"""
[document]
id = "{DOCUMENT_A}"
former_ids = ["{FORMER_A}"]
code = "A"
title = "The evening story"
publisher = "Evening Paper"
underlying = "Not known."
relation = "Not known."
paragraphs = 5
reliability = "C"
reliability_why = "No by-line."
[document.dates]
start = 2024-03-01
basis = "stated"

[[claimant]]
id = "paper"
name = "Evening Paper"
role = "article voice"
voice = "article voice"

[[claimant]]
id = "ministry"
name = "The Ministry"
role = "ministry"
affiliation = "The North"
voice = "Russia"

[[claim]]
id = "A01"
paragraph = 1
line = 1
claimant = "paper"
stance = "reported fact"
statement = "The leader came to Alpha."
speech = "reported"
topics = ["visits"]
flow = "none"
places = [{{ id = "alpha", basis = "named", as_written = "Alpha" }}]
truth = "single source"
truth_why = "One origin."
family = "tour"
dates = {{ start = 2023-09-12, end = 2023-09-13, basis = "stated" }}
{GRADES}

[[claim]]
id = "A02"
paragraph = 2
line = 3
claimant = "paper"
stance = "alleged"
statement = "The North was sent shells."
speech = "reported"
topics = ["munitions"]
flow = "DPRK to Russia"
places = [{{ id = "government-north", basis = "named", as_written = "the North" }}]
truth = "contested"
truth_why = "Denied."
dates = {{ basis = "undated", stated = "for some time" }}
{GRADES}

[[claim]]
id = "A03"
paragraph = 2
line = 3
claimant = "ministry"
stance = "denied"
statement = "No shells were sent."
speech = "paraphrased"
topics = ["munitions", "diplomacy"]
flow = "none"
truth = "contested"
truth_why = "Alleged."
dates = {{ start = 2024-01-10, basis = "stated" }}
contradicts = [{{ ref = "A02", note = "The allegation it answers." }}]
denial = {{ of = ["A02"], proposition = "That shells were sent.", by = ["The Ministry"], until = 2024-01-10 }}
{GRADES}

[[claim]]
id = "A04"
paragraph = 5
line = 9
claimant = "paper"
stance = "expressed concern"
statement = "Neighbours worry about the sea."
speech = "reported"
topics = ["sea"]
flow = "none"
truth = "not assessable"
truth_why = "A feeling."
dates = {{ start = 2024-02-01, end = 2024-02-29, basis = "inferred", stated = "last month" }}
{GRADES}
"""

PAPER_B = f"""
[document]
id = "{DOCUMENT_B}"
former_ids = ["{FORMER_B}"]
code = "B"
title = "The morning story"
publisher = "Morning Sheet"
underlying = "An agency."
relation = "A rewrite."
paragraphs = 3
reliability = "D"
reliability_why = "A rewrite."
[document.dates]
start = 2024-06-20
basis = "inferred"

[[claimant]]
id = "analyst"
name = "Ann Alyst"
role = "fellow"
affiliation = "Institute"
voice = "analysts"

[[claim]]
id = "B01"
paragraph = 1
line = 1
claimant = "analyst"
stance = "assessed"
statement = "Trains may be used where ships were."
speech = "paraphrased"
topics = ["rail", "sea"]
flow = "both ways"
places = [
  {{ id = "alpha-port", basis = "inferred", as_written = "ships", why = "The only port." }},
  {{ id = "beta", basis = "named", as_written = "Beta" }},
]
entities = ["trains"]
truth = "contested"
truth_why = "Mixed record."
dates = {{ start = 2024-06-19, basis = "stated" }}
supports = [{{ ref = "event:alpha-opened-2023-09-01", note = "The line is open." }}]
contradicts = [{{ ref = "event:beta-seen-2024-03-01", note = "Ships went on." }}]
{GRADES}

[[claim]]
id = "B02"
paragraph = 2
line = 3
claimant = "analyst"
stance = "reported fact"
statement = "In Alpha the leader saw the station."
speech = "paraphrased"
topics = ["visits"]
flow = "none"
places = [
  {{ id = "alpha", basis = "inferred", as_written = "there", why = "As A01." }},
  {{ id = "alpha-station", basis = "named", as_written = "station" }},
]
truth = "corroborated independently"
truth_why = "Two sources."
family = "tour"
dates = {{ start = 2023-09-13, basis = "corrected", stated = "last year", stated_start = 2022-09-13 }}
contradicts = [{{ ref = "A01", note = "Another day." }}]
{GRADES}

[[claim]]
id = "B03"
paragraph = 3
line = 5
claimant = "analyst"
stance = "conditional"
statement = "If asked, the region would follow."
speech = "republished wording"
topics = ["treaty"]
flow = "unspecified"
places = [{{ id = "region-all", basis = "named", as_written = "region" }}]
truth = "not assessable"
truth_why = "Future."
dates = {{ end = 2024-06-19, basis = "inferred" }}
said = {{ reliability = "D", reliability_why = "Rewrite.", credibility = "3", credibility_why = "Possible." }}
content = {{ reliability = "F", reliability_why = "Unknown.", credibility = "6", credibility_why = "Unknown." }}

[[claim]]
id = "B04"
paragraph = 3
line = 5
claimant = "analyst"
stance = "asserted"
statement = "Beta is a city."
speech = "paraphrased"
topics = ["rail"]
flow = "none"
places = [{{ id = "beta", basis = "named", as_written = "Beta" }}]
truth = "confirmed by primary document"
truth_why = "Register."
dates = {{ basis = "undated" }}
contradicts = [{{ ref = "B01", note = "In part." }}]
supports = [{{ ref = "B01", note = "In part." }}]
{GRADES}
"""

EVENTS = """
[context]
id = "around"
title = "Around the documents"
note = "Toy facts."

[[event]]
id = "beta-seen-2024-03-01"
title = "Ships seen at Beta"
statement = "Two ships lay at Beta."
reporter = "Satellite Institute"
stance = "assessed"
dates = { start = 2024-03-01, basis = "stated" }
places = [{ id = "beta", basis = "named", as_written = "Beta" }]
topics = ["sea", "monitoring"]
flow = "none"
sources = [{ name = "Satellite Institute", via = "a mirror", seen = true }]
related = ["B01"]

[[event]]
id = "alpha-opened-2023-09-01"
title = "Alpha–Beta line opened"
statement = "The line was opened."
reporter = "Railway Weekly"
stance = "reported fact"
dates = { start = 2023-09-01, basis = "stated" }
places = [{ id = "alpha", basis = "named", as_written = "Alpha" }, { id = "gamma", basis = "inferred", why = "Guests." }]
topics = ["rail"]
flow = "none"
sources = [{ name = "Railway Weekly", seen = false }]

[[event]]
id = "talks-2024-05-05"
title = "Talks"
statement = "There were talks."
reporter = "Gazette"
stance = "reported fact"
dates = { start = 2024-05-05, end = 2024-05-06, basis = "stated" }
places = [{ id = "government-north", basis = "named", as_written = "the North" }]
topics = ["diplomacy"]
flow = "none"
sources = [{ name = "Gazette", seen = true }]
"""

LEGS = """
[[leg]]
id = "alpha-beta-rail"
title = "Alpha – Beta by rail"
mode = "rail"
origin = "alpha-station"
destination = "beta"
rail_line = "alpha-line"
reporter = "Railway Weekly"
statement = "Trains run."
claims = ["B01", "B04"]
events = ["alpha-opened-2023-09-01"]
note = "True course."

[[leg]]
id = "alpha-beta-sea"
title = "Alpha – Beta by sea"
mode = "sea"
origin = "alpha-port"
destination = "beta"
reporter = "Satellite Institute"
statement = "Ships sail."
claims = ["B01"]
note = "Schematic; route not observed."
"""

JOURNEYS = """
[[journey]]
id = "tour"
title = "The tour"
colour = "violet"

[[journey]]
id = "visit"
title = "The visit"
colour = "green"
"""

ITINERARIES = """
[[itinerary]]
id = "far-east-tour-2023"
title = "The tour of September 2023"
journey = "tour"
note = "Order, not course."

[[itinerary.stops]]
site = "beta"
dates = { start = 2023-09-11, basis = "stated" }
text = "Leaves."
basis = "inferred"

[[itinerary.stops]]
site = "alpha"
dates = { start = 2023-09-12, end = 2023-09-13, basis = "stated" }
text = "Arrives."
basis = "named"
claims = ["A01", "B02"]

[[itinerary.stops]]
site = "beta"
dates = { start = 2023-09-15, basis = "stated" }
text = "Returns."
basis = "inferred"
events = ["beta-seen-2024-03-01"]

[[itinerary]]
id = "visit-2024"
title = "The visit of June 2024"
journey = "visit"
note = "One stop."

[[itinerary.stops]]
site = "gamma"
dates = { start = 2024-06-18, basis = "stated" }
text = "Lands."
basis = "inferred"
"""

VIEWPOINTS = """
[[viewpoint]]
id = "whole"
title = "Whole toy"
lon = 129.5
lat = 44.6
zoom = 5
home = true

[[viewpoint]]
id = "strait"
title = "Alpha – Beta"
lon = 131.0
lat = 42.5
zoom = 8
"""

CORRIDORS = """
[[corridor]]
id = "alpha-to-beta"
title = "Alpha – Beta"
note = "Reported by sea."
view = "a=alpha&b=beta&gauge=1520"

[[closure]]
id = "korea-strait"
"""

TEXTS: Mapping[str, str] = {
    "sites.toml": SITES,
    "families.toml": FAMILIES,
    "legs.toml": LEGS,
    "journeys.toml": JOURNEYS,
    "itineraries.toml": ITINERARIES,
    "viewpoints.toml": VIEWPOINTS,
    "corridors.toml": CORRIDORS,
    "context/around.toml": EVENTS,
    f"documents/{DOCUMENT_A}.toml": PAPER_A,
    f"documents/{DOCUMENT_B}.toml": PAPER_B,
}

COURSE = (LonLat(130.01, 42.01), LonLat(131.0, 42.6), LonLat(132.0, 43.0))
CLOSABLE = frozenset({"korea-strait", "river-bridge"})
RAIL_LINES = (RailLine("alpha-line", "Alpha line", COURSE, "1520", 200.0, 205.0, "Toy."),)
DATASETS = (
    Dataset(
        id="land", title="Land", producer="Toy maps", package="toy", version="1", licence="CC0", attribution="© Toy maps",
        rows=1, size_bytes=1000, sha256="0" * 64, note="Toy.",
    ),
)  # fmt: skip


def with_cards(cards: Cards) -> World:
    """A world of these cards, the toy railway and the toy catalogue."""
    found = World(cards, RAIL_LINES, DATASETS)
    network = toy_networks.both()  # in place of the ones that a world loads when first asked
    vars(found).update(network=network, sea_network=network.sea)
    return found


@cache
def cards() -> Cards:
    """The toy cards as they are."""
    return read(TEXTS, frozenset({"alpha-line"}))


@cache
def world() -> World:
    """The toy world."""
    return with_cards(cards())


def changed(file: str, old: str, new: str, count: int = 1) -> dict[str, str]:
    """All card texts with one piece of one file replaced; the piece has to be there."""
    text = TEXTS[file]
    if old not in text:
        raise LookupError(f"{old!r} is not in {file}")
    return {**TEXTS, file: text.replace(old, new, count)}


def faults(texts: Mapping[str, str], rail_lines: frozenset[str] | None = frozenset({"alpha-line"})) -> tuple[Fault, ...]:
    """The faults that these card texts have; none when they can be read."""
    try:
        read(texts, rail_lines, closable=CLOSABLE)
    except SeedFaults as error:
        return error.faults
    return ()


def write(folder: Path, texts: Mapping[str, str | bytes] = TEXTS) -> Path:
    """Lay card texts out as a folder of seeds."""
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def toml_string(text: str) -> str:
    """A text as a TOML basic string."""
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{escaped}"'


def feature(scene: Any, identifier: str) -> Any:
    """The scene's feature with this id; there has to be exactly one."""
    (found,) = [item for item in scene.features if item.id == identifier]
    return found
