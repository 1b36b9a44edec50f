"""One view, one scene: what is drawn, what is not, and why; answers worked out by hand on the toy world."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from shapely.geometry import Polygon, shape

from explorer.cards.read import read
from explorer.geo import distance_km
from explorer.ledger.vocabulary import Reliability, SiteKind, Stance, Topic
from explorer.routing.route import Route
from explorer.scene.build import AS_REPORTED, SCHEMATIC, Scene, build
from explorer.views.read import parse
from explorer.views.view import DEFAULT_LAYERS, Camera, LayerId, View
from explorer.world.world import World
from tests import toy


def of_kind(scene: Scene, kind: str) -> list[str]:
    return sorted(feature.id for feature in scene.features if feature.kind == kind)


def shown(scene: Scene) -> list[str]:
    return [entry.id for entry in scene.entries]


def words(scene: Scene) -> set[str]:
    return {item.symbol for item in scene.legend}


def only_layers(*layers: LayerId) -> View:
    return View(layers=frozenset(layers))


# ---- the whole -------------------------------------------------------------------------------------------------------


def test_everything_at_its_place(world: World) -> None:
    scene = build(world, View())
    assert of_kind(scene, "site") == ["site:alpha", "site:alpha-port", "site:alpha-station", "site:beta"]
    assert of_kind(scene, "event-site") == ["site:gamma"]
    assert of_kind(scene, "bare-site") == []
    assert of_kind(scene, "rail") == ["leg:alpha-beta-rail"]
    assert of_kind(scene, "sea") == ["leg:alpha-beta-sea"]
    assert of_kind(scene, "stop") == [f"stop:far-east-tour-2023-{n}" for n in (1, 2, 3)] + ["stop:visit-2024-1"]
    assert of_kind(scene, "order") == ["itinerary:far-east-tour-2023"]
    assert of_kind(scene, "halo") == []
    assert of_kind(scene, "claim") == [f"claim:{entry.id}" for entry in world.ledger.entries]
    assert len({feature.id for feature in scene.features}) == len(scene.features)
    assert scene.camera == world.home == Camera(129.5, 44.6, 5)
    assert scene.notices == ()


def test_a_site_counts_its_statements(world: World) -> None:
    scene = build(world, View())
    alpha = toy.feature(scene, "site:alpha")
    assert alpha.claims == ("A01", "B02")
    assert alpha.events == ("alpha-opened-2023-09-01",)
    assert alpha.stances == ((Stance.REPORTED_FACT, 2),)
    assert alpha.basis == "named"
    assert alpha.geometry == {"type": "Point", "coordinates": [130.0, 42.0]}
    port = toy.feature(scene, "site:alpha-port")
    assert (port.basis, port.claims) == ("inferred", ("B01",))
    beta = toy.feature(scene, "site:beta")
    assert beta.stances == ((Stance.ASSERTED, 1), (Stance.ASSESSED, 1))
    gamma = toy.feature(scene, "site:gamma")
    assert (gamma.basis, gamma.layer, gamma.claims) == ("context", LayerId.EVENTS, ())


def test_drawing_order_puts_points_over_lines_and_busy_places_last(world: World) -> None:
    kinds = [feature.kind for feature in build(world, View(layers=DEFAULT_LAYERS | {LayerId.HALO})).features]
    runs = [kind for n, kind in enumerate(kinds) if n == 0 or kind != kinds[n - 1]]
    assert runs == ["halo", "order", "rail", "sea", "event-site", "site", "stop", "claim"]
    ranks = [feature.rank for feature in build(world, View()).features if feature.kind == "site"]
    assert ranks == sorted(ranks)


def test_claims_travel_beside_the_drawing(world: World) -> None:
    scene = build(world, View())
    assert not [feature for feature in scene.drawn if feature.kind == "claim"]
    assert all(feature.geometry is not None for feature in scene.drawn)
    geometries = {entry.id: toy.feature(scene, f"claim:{entry.id}").geometry for entry in scene.entries}
    assert geometries["A01"] == {"type": "Point", "coordinates": [130.0, 42.0]}
    assert geometries["B01"] == {"type": "MultiPoint", "coordinates": [[130.05, 41.98], [132.0, 43.0]]}
    assert [claim for claim, geometry in geometries.items() if geometry is None] == ["A02", "A03", "A04", "B03"]


def test_what_is_not_on_the_map_says_why(world: World) -> None:
    scene = build(world, View())
    assert [(item.entry.id, item.reason) for item in scene.unplaced] == [
        ("A02", "Speaks of Government of the North: no single place"),
        ("A03", "Names no place"),
        ("A04", "Names no place"),
        ("B03", "Speaks of The whole region: no single place"),
    ]


def test_a_government_or_region_is_never_drawn(world: World) -> None:
    scene = build(world, View(selected="site:government-north"))
    assert scene.view.selected == "site:government-north"
    assert not [feature for feature in scene.features if "government" in feature.id or "region" in feature.id]


def test_a_sea_leg_is_drawn_by_the_router_and_a_rail_leg_in_its_course(world: World) -> None:
    scene = build(world, View())
    found = world.sea_legs["alpha-beta-sea"]
    assert isinstance(found, Route)
    drawn = toy.feature(scene, "leg:alpha-beta-sea").geometry["coordinates"]
    assert drawn == [list(point) for point in found.legs[0].line]
    assert (drawn[0], drawn[-1]) == ([130.05, 41.98], [132.0, 43.0])
    assert toy.feature(scene, "leg:alpha-beta-rail").geometry["coordinates"] == [list(point) for point in toy.COURSE]


def test_a_sea_leg_without_a_way_is_listed_and_not_drawn(world: World) -> None:
    texts = toy.changed("sites.toml", "lon = 140.0\nlat = 50.0", "lon = 11.0\nlat = 0.0")  # the middle of the toy island
    texts["legs.toml"] = texts["legs.toml"].replace(
        'origin = "alpha-port"\ndestination = "beta"', 'origin = "beta"\ndestination = "gamma"'
    )
    inland = toy.with_cards(read(texts, frozenset({"alpha-line"})))
    scene = build(inland, View())
    feature = toy.feature(scene, "leg:alpha-beta-sea")
    assert feature.geometry is None
    assert feature not in scene.drawn
    assert any("is not drawn" in notice for notice in scene.notices)


def test_a_halo_is_as_wide_as_the_position_is_good(world: World) -> None:
    halo = toy.feature(build(world, View(layers=DEFAULT_LAYERS | {LayerId.HALO})), "halo:beta")
    ring = halo.geometry["coordinates"][0]
    assert all(distance_km((132.0, 43.0), point) == pytest.approx(2.0, abs=0.01) for point in ring)


TOUR = {"itinerary:far-east-tour-2023", *(f"stop:far-east-tour-2023-{n}" for n in (1, 2, 3))}

# ---- layers ----------------------------------------------------------------------------------------------------------


ENDS = {"rail": {"site:alpha-station", "site:beta"}, "sea": {"site:alpha-port", "site:beta"}}
"""Places at the ends of the reported legs."""


@pytest.mark.parametrize(
    ("layer", "drawn"),
    [
        (LayerId.PLACES, {"site:alpha", "site:alpha-port", "site:alpha-station", "site:beta", "site:gamma"}),
        (LayerId.EVENTS, {"site:alpha", "site:beta", "site:gamma"}),
        (LayerId.RAIL, {"leg:alpha-beta-rail", *ENDS["rail"]}),
        (LayerId.SEA, {"leg:alpha-beta-sea", *ENDS["sea"]}),
        (LayerId.JOURNEYS, {*TOUR, "stop:visit-2024-1"}),
        (LayerId.RAILWAYS, set()),
        (LayerId.TERRITORIAL_SEA, set()),
        (LayerId.GRATICULE, set()),
        (LayerId.HALO, set()),
    ],
)
def test_each_layer_alone(world: World, layer: LayerId, drawn: set[str]) -> None:
    scene = build(world, only_layers(layer))
    assert {feature.id for feature in scene.drawn} == drawn
    assert shown(scene) == [entry.id for entry in world.ledger.entries], "layers hide shapes, never statements"


@pytest.mark.parametrize(("journey", "drawn", "colour"), [("tour", TOUR, "violet"), ("visit", {"stop:visit-2024-1"}, "green")])
def test_each_kind_of_journeys_alone(world: World, journey: str, drawn: set[str], colour: str) -> None:
    view, _ = parse(f"layers={journey}")
    scene = build(world, view)
    assert {feature.id for feature in scene.drawn} == drawn
    assert {(feature.layer, feature.colour) for feature in scene.drawn} == {(journey, colour)}
    assert scene.view == view
    assert scene.notices == ()


def test_a_link_that_names_every_kind_of_journeys_shows_all_layers(world: World) -> None:
    words = [layer for layer in LayerId if layer in DEFAULT_LAYERS and layer is not LayerId.JOURNEYS]
    assert build(world, parse(f"layers={','.join(words)},tour,visit")[0]).view == View()


@pytest.mark.parametrize(
    ("query", "remains"),
    [
        ("layers=places,moon", View(layers=frozenset({LayerId.PLACES}))),
        ("layers=moon", View()),
        ("layers=tour,moon", View(layers=frozenset({LayerId.JOURNEYS}), journeys=frozenset({"tour"}))),
    ],
)
def test_a_layer_that_is_not_there_is_named(world: World, query: str, remains: View) -> None:
    scene = build(world, parse(query)[0])
    assert scene.view == remains
    (notice,) = scene.notices
    assert notice.startswith("layers='moon' is not known; use one of places,")
    assert notice.endswith("graticule, tour, visit.")


def test_without_the_places_only_the_facts_are_pinned(world: World) -> None:
    scene = build(world, only_layers(LayerId.EVENTS))
    assert {feature.kind for feature in scene.drawn} == {"event-site"}
    assert all(not feature.stances and not feature.claims for feature in scene.drawn)


def test_no_layer_draws_nothing(world: World) -> None:
    scene = build(world, View(layers=frozenset()))
    assert scene.drawn == ()
    assert scene.legend == ()
    assert scene.captions == (AS_REPORTED,)


def test_routes_carry_the_word_schematic(world: World) -> None:
    for layer in (LayerId.RAIL, LayerId.SEA, LayerId.JOURNEYS):
        assert build(world, only_layers(layer)).captions == (AS_REPORTED, SCHEMATIC)
    assert build(world, only_layers(LayerId.PLACES)).captions == (AS_REPORTED,)


# ---- filters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "entries", "events"),
    [
        (View(documents=frozenset({toy.DOCUMENT_A})), ["A01", "A02", "A03", "A04"], []),
        (View(stances=frozenset({Stance.ALLEGED, Stance.DENIED})), ["A02", "A03"], []),
        (View(stances=frozenset({Stance.REPORTED_FACT})), ["A01", "B02"], ["alpha-opened-2023-09-01", "talks-2024-05-05"]),
        (View(topics=frozenset({Topic.SEA})), ["A04", "B01"], ["beta-seen-2024-03-01"]),
        (View(kinds=frozenset({SiteKind.PORT})), ["B01"], []),
        (View(kinds=frozenset({SiteKind.CITY})), ["B01", "B04"], ["beta-seen-2024-03-01"]),
        (View(kinds=frozenset({SiteKind.REGION})), ["B03"], []),
        (View(reliabilities=frozenset({Reliability.F})), ["B03"], []),
        (View(text="beta"), ["B04", "B01"], ["beta-seen-2024-03-01", "alpha-opened-2023-09-01"]),
        (View(text="álpha—BETA"), ["B01"], ["alpha-opened-2023-09-01"]),
        (View(start=date(2023, 9, 13), end=date(2023, 9, 13)), ["A01", "B02"], []),
        (View(start=date(2024, 6, 19)), ["B01", "B03"], []),
        (View(end=date(2023, 9, 1)), [], ["alpha-opened-2023-09-01"]),
        (View(topics=frozenset({Topic.SEA}), stances=frozenset({Stance.ASSESSED})), ["B01"], ["beta-seen-2024-03-01"]),
        (View(topics=frozenset({Topic.SPACE})), [], []),
    ],
)  # fmt: skip
def test_filters(world: World, view: View, entries: list[str], events: list[str]) -> None:
    scene = build(world, view)
    assert shown(scene) == entries
    assert sorted(event.id for event in scene.events) == sorted(events)
    assert {item.entry.id for item in scene.unplaced} <= set(entries)
    carried = {claim for feature in scene.features for claim in feature.claims}
    assert carried <= set(entries), "a feature speaks of a statement that is filtered out"


def test_a_filter_takes_places_nobody_speaks_of_off_the_map(world: World) -> None:
    scene = build(world, View(topics=frozenset({Topic.SPACE})))
    assert of_kind(scene, "site") == of_kind(scene, "bare-site") == of_kind(scene, "event-site") == []


@pytest.mark.parametrize("mode", ["rail", "sea"])
def test_a_line_keeps_its_ends_under_every_filter(world: World, mode: str) -> None:
    """Where the places at its ends are filtered out, they stand as its ends and speak of nothing."""
    scene = build(world, replace(only_layers(LayerId(mode)), topics=frozenset({Topic.SPACE}), kinds=frozenset({SiteKind.CITY})))
    leg = next(feature for feature in scene.drawn if feature.kind == mode)
    ends = {feature.id: feature for feature in scene.drawn if feature.kind == "line-end"}
    assert set(leg.ends) == ends.keys() == ENDS[mode]
    assert all(feature.title and not feature.claims and not feature.events for feature in ends.values())
    whole = build(world, View())
    assert [feature.kind for feature in whole.drawn if feature.kind == "line-end"] == [], (
        "places with statements are named as such"
    )


def test_journeys_keep_their_numbers_inside_a_window(world: World) -> None:
    scene = build(world, View(start=date(2023, 9, 12), end=date(2023, 9, 20)))
    stops = [feature for feature in scene.features if feature.kind == "stop"]
    assert all(stop.days[0] >= "2023-09-12" for stop in stops), "a stop carries its days"
    assert [(stop.id, stop.number) for stop in stops] == [("stop:far-east-tour-2023-2", 2), ("stop:far-east-tour-2023-3", 3)]
    alone = build(world, View(start=date(2023, 9, 15), end=date(2023, 9, 15)))
    assert of_kind(alone, "stop") == ["stop:far-east-tour-2023-3"]
    assert of_kind(alone, "order") == []


def test_undated_statements_are_said_to_be_left_out(world: World) -> None:
    assert build(world, View(start=date(2023, 1, 1))).notices == ("2 undated statements are left out while a time range is set.",)
    one = View(start=date(2023, 1, 1), stances=frozenset({Stance.ALLEGED}))
    assert build(world, one).notices == ("1 undated statement is left out while a time range is set.",)
    assert build(world, replace(one, start=None)).notices == ()


def test_a_document_that_is_not_there_is_told(world: World) -> None:
    scene = build(world, View(documents=frozenset({"003_00000000000000ff"})))
    assert scene.entries == ()
    assert any("003_00000000000000ff" in notice for notice in scene.notices)


# ---- selection and language ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selected", "marked"),
    [
        ("site:alpha", {"site:alpha"}),
        ("claim:B01", {"site:alpha-port", "site:beta"}),
        ("event:alpha-opened-2023-09-01", {"site:alpha", "site:gamma"}),
        ("leg:alpha-beta-sea", {"leg:alpha-beta-sea"}),
        ("stop:far-east-tour-2023-2", {"stop:far-east-tour-2023-2"}),
        ("itinerary:far-east-tour-2023", {"itinerary:far-east-tour-2023", *(f"stop:far-east-tour-2023-{n}" for n in (1, 2, 3))}),
        ("claim:A03", set()),
        ("", set()),
    ],
)
def test_what_is_selected_is_marked(world: World, selected: str, marked: set[str]) -> None:
    scene = build(world, View(selected=selected))
    assert {feature.id for feature in scene.features if feature.selected} == marked
    assert scene.view.selected == selected
    assert scene.notices == ()


@pytest.mark.parametrize(
    "selected",
    [
        "site:omega",
        "claim:A99",
        "event:none",
        "leg:none",
        "stop:far-east-tour-2023-4",
        "stop:visit-2024-0",
        "itinerary:x",
        "person:x",
    ],
)
def test_a_selection_that_leads_nowhere_is_dropped_and_told(world: World, selected: str) -> None:
    scene = build(world, View(selected=selected), ["Already told."])
    assert scene.view.selected == ""
    assert scene.notices[0] == "Already told."
    assert selected in scene.notices[1]
    assert scene.digest() != build(world, View()).digest()


def test_a_selected_place_stays_on_the_map_when_a_filter_would_hide_it(world: World) -> None:
    scene = build(world, View(topics=frozenset({Topic.SPACE}), selected="site:beta"))
    assert toy.feature(scene, "site:beta").selected


@pytest.mark.parametrize(("language", "name"), [("en", "Alpha"), ("ko", "알파"), ("ru", "Альфа")])
def test_names_in_the_language_of_the_view(world: World, language: str, name: str) -> None:
    scene = build(world, View(language=language))  # type: ignore[arg-type]
    assert toy.feature(scene, "site:alpha").title == name
    assert toy.feature(scene, "stop:far-east-tour-2023-2").title == f"2. {name}"
    assert toy.feature(scene, "site:gamma").title == "Gamma", "English where there is no other"


# ---- legend ----------------------------------------------------------------------------------------------------------


def test_the_legend_lists_what_is_drawn(world: World) -> None:
    assert words(build(world, View())) == {
        "stance:reported_fact", "stance:asserted", "stance:assessed", "basis:named", "basis:inferred", "event-site", "stop",
        "order", "rail", "sea", "railways",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("view", "symbols"),
    [
        (only_layers(LayerId.SEA), {"sea", "line-end"}),
        (only_layers(LayerId.RAIL), {"rail", "line-end"}),
        (only_layers(LayerId.EVENTS), {"event-site"}),
        (View(layers=frozenset({LayerId.JOURNEYS}), journeys=frozenset({"visit"})), {"stop"}),
        (only_layers(LayerId.TERRITORIAL_SEA), {"territorial-sea"}),
        (only_layers(LayerId.RAILWAYS), {"railways"}),
        (View(layers=frozenset({LayerId.PLACES}), kinds=frozenset({SiteKind.PORT})), {"stance:assessed", "basis:inferred"}),
        (View(layers=frozenset({LayerId.PLACES, LayerId.HALO}), text="city"), {"stance:asserted", "basis:named", "halo"}),
        (View(layers=frozenset({LayerId.PLACES}), stances=frozenset({Stance.DENIED})), set()),
    ],
)
def test_the_legend_lists_nothing_else(world: World, view: View, symbols: set[str]) -> None:
    assert words(build(world, view)) == symbols


# ---- sameness and GeoJSON --------------------------------------------------------------------------------------------


def test_the_same_view_gives_the_same_bytes(world: World) -> None:
    fresh = toy.with_cards(toy.cards.__wrapped__())
    for view in (View(), View(camera=Camera(130, 42, 7), layers=frozenset(LayerId), stances=frozenset(Stance), language="ru")):
        assert build(world, view) == build(world, view)
        assert json.dumps(build(world, view).geojson()) == json.dumps(build(fresh, view).geojson())
        assert build(world, view).digest() == build(fresh, view).digest()


def test_another_view_has_another_digest(world: World) -> None:
    views = [
        View(),
        View(language="ko"),
        View(selected="site:beta"),
        View(camera=Camera(130, 42, 7)),
        View(text="beta"),
        only_layers(),
    ]
    assert len({build(world, view).digest() for view in views}) == len(views)


def test_geojson_follows_rfc_7946(world: World) -> None:
    document = build(world, View(layers=frozenset(LayerId))).geojson()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document["type"] == "FeatureCollection"
    assert not {"crs", "geometry", "properties", "coordinates", "geometries"} & set(document)
    for feature in document["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        if feature["geometry"] is None:
            continue
        geometry = shape(feature["geometry"])
        assert geometry.is_valid
        west, south, east, north = geometry.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        if isinstance(geometry, Polygon):
            assert geometry.exterior.is_ccw, "exterior rings run counterclockwise"
            assert geometry.exterior.is_closed


def test_geojson_says_what_it_is(world: World) -> None:
    document = build(world, View(text="beta")).geojson()
    assert document["view"] == "v=1&q=beta"
    assert document["captions"] == [AS_REPORTED, SCHEMATIC]
    assert document["sources"] == [f"Evening Paper ({toy.DOCUMENT_A})", f"Morning Sheet ({toy.DOCUMENT_B})"]
    assert document["attribution"] == ["© Toy maps"]
    assert document["not_on_map"] == []
    (missing,) = build(world, View(text="region")).geojson()["not_on_map"]
    assert missing == {"claim": "B03", "reason": "Speaks of The whole region: no single place"}


def test_building_changes_nothing(world: World) -> None:
    before = (world.ledger, world.gazetteer, world.legs, world.itineraries)
    text = repr(before)
    build(world, View(layers=frozenset(LayerId), text="beta", selected="site:alpha"))
    assert repr(before) == text
