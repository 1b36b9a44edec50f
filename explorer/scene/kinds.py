"""What can stand on a map: one table of what each kind of feature is called and how it is drawn.

The scene sorts by it, the legend takes its words from it, and every writer draws by it: print in points, the browser in pixels
(it gets the table with the settings of the page), other programs as styles. A new kind of feature is one entry in ``TABLE``,
beside the code that makes the features. The rows stand in the order of the legend.

Lengths are points (1/72 inch) on a sheet of the size of a slide; colours are keys of the palettes of
:mod:`explorer.render.symbols`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from explorer.ledger.vocabulary import Stance
from explorer.views.view import LayerId
from explorer.zones.law import Baseline

Form = Literal["disc", "target", "diamond", "triangle"]
Widget = Literal["pill", "fact", "dot", "letter", "number", "note"]
"""How the browser and the lettering of a sheet treat a point: a pill with the stances said of it, a dated fact, a bare dot, a
letter beside a way, the number of a stop, a note in a box."""
Pane = Literal["halos", "routes", "marks"]
Reach = Literal["choose", "focus", "hover", "none"]
"""What a reader can do with it in the browser: choose it, reach it by keyboard to be told what it is, point at it, or nothing."""

STANCE_WORDS: Mapping[Stance, str] = {
    Stance.REPORTED_FACT: "reported fact",
    Stance.ASSERTED: "assertion",
    Stance.ASSESSED: "assessment",
    Stance.ALLEGED: "allegation",
    Stance.DENIED: "denial",
    Stance.CONDITIONAL: "conditional",
    Stance.CONCERN: "expressed concern",
}
BASIS_WORDS: Mapping[str, str] = {"named": "place named in the text", "inferred": "place inferred"}


@dataclass(frozen=True)
class Stroke:
    """One stroke along a line or an edge. An empty ``colour`` is the feature's own."""

    width_pt: float
    colour: str = ""
    dash_pt: tuple[float, ...] = ()
    opacity: float = 1.0
    round: bool = False


@dataclass(frozen=True)
class PointMark:
    """A point: its form, radius and edge; ``fill`` is a colour of its own or, empty, the feature's.

    ``weight`` says how much the furniture of a sheet keeps clear of it, ``clear_pt`` how near a label may come to its centre.
    """

    form: Form
    radius_pt: float
    edge: Stroke | None = None
    fill: str = "paper"
    widget: Widget | None = None
    weight: float = 1.0
    clear_pt: float = 2.2


@dataclass(frozen=True)
class Lettering:
    """A name beside a feature on a sheet: its size, its rank against other names, its colour."""

    size_pt: float
    rank: float
    colour: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a row of the legend explains: its symbol, its words and its drawing.

    Attributes
    ----------
    colour
        The colour that it goes by where a format has only one, and of every stroke and fill without a colour of its own.
    strokes
        Along a line or the edge of an area, from below to above.
    fill
        Opacity of an area, 0 where nothing is filled.
    """

    id: str
    word: str
    note: str = ""
    colour: str
    strokes: tuple[Stroke, ...] = ()
    fill: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Backdrop(Look):
    """A layer of the base map that the legend explains while it is on."""

    layer: LayerId
    baseline: Baseline | None = None


@dataclass(frozen=True, kw_only=True)
class FeatureKind(Look):
    """A kind of feature.

    Attributes
    ----------
    level
        Kinds of a higher level are drawn over those of a lower one.
    by_colour
        Whether the legend shows every colour in which it is drawn, such as those of the kinds of journeys.
    mark
        How a point is drawn; a point of a kind without one is a ring with the kind's strokes.
    lettering
        How its name stands on a sheet, where it does.
    listed
        Whether it has a row in the legend; places have rows for stances and bases instead.
    drawn
        Whether a map draws it; claims only travel along in data files.
    schematic
        Whether its course is no observed route, which the map then says.
    track
        Whether it runs on real track, so that the towns along it are worth a name.
    """

    level: int
    by_colour: bool = False
    mark: PointMark | None = None
    lettering: Lettering | None = None
    pane: Pane = "routes"
    reach: Reach = "choose"
    listed: bool = True
    drawn: bool = True
    schematic: bool = False
    track: bool = False

    @property
    def widget(self) -> Widget | None:
        """How a point of it behaves; None for lines, areas and plain points."""
        return self.mark.widget if self.mark else None

    @property
    def main(self) -> Stroke:
        """The stroke by which it is known where a format draws a line once: the first that is not see-through."""
        return next(stroke for stroke in self.strokes if stroke.opacity == 1.0)


_DASHED, _DOTTED = (5.0, 3.0), (0.01, 2.6)
_CASING = Stroke(3.6, "paper", opacity=0.85)
_WAY = Stroke(6.0, opacity=0.28, round=True)


def _zone_line(dash_pt: tuple[float, ...]) -> tuple[Stroke, ...]:
    return Stroke(3.0, "paper", opacity=0.6), Stroke(1.5, dash_pt=dash_pt, round=True)


TABLE: tuple[FeatureKind | Backdrop, ...] = (
    FeatureKind(
        id="site", word="place with statements", colour="text", level=33, pane="marks", listed=False,
        mark=PointMark("target", 2.7, Stroke(1.1), widget="pill", weight=40.0, clear_pt=3.2),
        lettering=Lettering(9.4, 1000.0, "text"),
    ),
    FeatureKind(
        id="event-site", word="dated fact, not from the articles", colour="muted", level=32, pane="marks",
        mark=PointMark("diamond", 2.9, Stroke(0.6, "paper"), fill="", widget="fact", weight=6.0, clear_pt=2.8),
        lettering=Lettering(9.0, 450.0, "text"),
    ),
    FeatureKind(
        id="bare-site", word="other place of the gazetteer", colour="muted", level=30, pane="marks",
        mark=PointMark("disc", 1.9, Stroke(0.7), widget="dot"), lettering=Lettering(9.0, 90.0, "muted"),
    ),
    FeatureKind(
        id="halo", word="accuracy of the position", colour="halo", level=0, pane="halos", reach="none",
        strokes=(Stroke(0.8, dash_pt=(2.0, 2.4)),), fill=0.08,
    ),
    FeatureKind(
        id="stop", word="numbered stop of a journey", colour="order", by_colour=True, level=34, pane="marks",
        mark=PointMark("disc", 3.6, Stroke(1.2), widget="number", weight=30.0, clear_pt=4.0),
    ),
    FeatureKind(
        id="order", word="order of stops, not the course", colour="order", by_colour=True, level=20,
        strokes=(Stroke(1.5, dash_pt=_DOTTED, round=True),), schematic=True,
    ),
    FeatureKind(
        id="rail", word="railway of the reporting, simplified course", colour="rail", level=23,
        strokes=(Stroke(3.4), Stroke(1.5, "tie", (2.6, 3.0))), schematic=True, track=True,
    ),
    FeatureKind(
        id="sea", word="reported sea leg, schematic", colour="route", level=24,
        strokes=(_CASING, Stroke(2.0, dash_pt=(4.2, 2.2))), schematic=True,
    ),
    FeatureKind(
        id="way-rail", word="computed route by rail, as asked, schematic", colour="way_rail", level=22,
        strokes=(_WAY, Stroke(2.0, "way_rail")), schematic=True, track=True,
    ),
    FeatureKind(
        id="way-sea", word="computed route by sea, as asked, schematic", colour="way_sea", level=21,
        strokes=(_WAY, Stroke(2.0, "way_sea", (1.2, 2.8))), schematic=True,
    ),
    FeatureKind(
        id="way-mark", word="border, break of gauge or transshipment on it", colour="text", level=31, pane="marks",
        mark=PointMark("triangle", 2.8, Stroke(1.3), widget="letter"), lettering=Lettering(9.0, 600.0, "muted"),
    ),
    FeatureKind(
        id="line-end", word="end of a drawn line", colour="text", level=29, pane="marks",
        mark=PointMark("disc", 2.3, Stroke(1.0), widget="dot"), lettering=Lettering(9.0, 460.0, "text"),
    ),
    FeatureKind(
        id="own", word="own data, not verified", colour="green", level=25, pane="routes", reach="focus",
        strokes=(Stroke(1.8, round=True),), fill=0.15,
        mark=PointMark("disc", 2.4, Stroke(0.6, "paper"), fill="", widget="dot"), lettering=Lettering(9.0, 80.0, "muted"),
    ),
    FeatureKind(
        id="own-count", word="several features of own data", colour="green", level=26, pane="marks", reach="focus",
        mark=PointMark("disc", 4.2, Stroke(0.8, "paper"), fill="", widget="dot"),
    ),
    Backdrop(
        id="railways", word="other railways", colour="railway", strokes=(Stroke(1.0),), layer=LayerId.RAILWAYS,
    ),
    Backdrop(
        id="zone-internal", word="internal waters", note="claimed by Russia", colour="zone_inside", fill=1.0,
        strokes=(Stroke(0.7, "zone_limit"),), layer=LayerId.ZONES, baseline="claimed",
    ),
    Backdrop(
        id="zone-territorial", word="territorial sea", note="computed", colour="zone_near", fill=1.0,
        strokes=(Stroke(0.7, "zone_limit"),), layer=LayerId.ZONES,
    ),
    FeatureKind(
        id="zone-agreed", word="agreed boundary", colour="zone", level=13, reach="focus",
        strokes=_zone_line(()), lettering=Lettering(9.0, 470.0, "zone"),
    ),
    FeatureKind(
        id="zone-claimed", word="claimed line", colour="zone", level=12, reach="focus",
        strokes=_zone_line(_DASHED), lettering=Lettering(9.0, 470.0, "zone"),
    ),
    FeatureKind(
        id="zone-computed", word="computed line", note="median or limit, indicative", colour="zone", level=10, reach="hover",
        strokes=_zone_line(_DOTTED), lettering=Lettering(9.0, 470.0, "zone"),
    ),
    FeatureKind(
        id="zone-islands", word="contested islands", colour="zone", level=11, reach="focus",
        strokes=_zone_line(_DASHED), fill=0.08, lettering=Lettering(9.0, 600.0, "zone"),
    ),
    Backdrop(
        id="territorial-sea", word="12-mile belt", note="OpenStreetMap; not a legal limit", colour="territorial", fill=1.0,
        strokes=(Stroke(0.7, "territorial_line", (2.0, 2.0)),), layer=LayerId.TERRITORIAL_SEA,
    ),
    FeatureKind(
        id="callout", word="note of this step", colour="select", level=50, pane="marks", reach="none",
        mark=PointMark("disc", 3.4, Stroke(1.4), widget="note"), lettering=Lettering(9.0, 2800.0, "text"),
    ),
    FeatureKind(
        id="claim", word="statement", colour="muted", level=40, pane="marks", listed=False, drawn=False,
        mark=PointMark("disc", 1.9, Stroke(0.7)),
    ),
)  # fmt: skip
"""Every kind of feature and every layer of the base map that has a row in the legend, in the legend's order."""

KINDS: Mapping[str, FeatureKind] = {row.id: row for row in TABLE if isinstance(row, FeatureKind)}
BACKDROPS: Mapping[str, Backdrop] = {row.id: row for row in TABLE if isinstance(row, Backdrop)}
