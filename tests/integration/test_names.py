"""One index of names for search and for routes: every script and spelling, every printed name, and homonyms asked about."""

from __future__ import annotations

import pytest

from explorer.errors import AmbiguousPlace, UnknownPlace
from explorer.geo import distance_km
from explorer.routing.names import called
from explorer.routing.places import End, Mode
from explorer.routing.route import Route
from explorer.views.view import RouteQuery
from explorer.world.world import World
from geodata.formats.region import REGION

HOMONYMS = 30
"""So many names of the region, of three thousand, may be asked about."""

SPELLINGS = {
    "chongjin": "Ch’ŏngjin Ch'ŏngjin Chʻŏngjin Ch`ŏngjin Chongjin Cheongjin Ch´ongjin 청진 청진시 Чхонджин",
    "sunchon-town-prk": "Sunch’ŏn Sunchʼŏn Sunchon 순천 Сунчхон",
    "hamhung-town-prk": "Hamhŭng Hamhung Hamheung 함흥 Хамхын",
    "pyongyang": "P’yŏngyang Pyongyang Pyeongyang 평양 Пхеньян",
    "kimchaek-town-prk": "Kimch’aek Kimchaek Gimchaek 김책 Кимчхэк",
    "sinuiju-town-prk": "Sinŭiju Sinuiju Sineuiju 신의주 Синыйджу",
    "hoeryong-town-prk": "Hoeryŏng Hoeryong 회령 Хверён",
    "rajin": "Rajin Najin 라진 나진 Раджин Наджин",
    "busan-town-kor": "Busan Pusan 부산 Пусан",
    "nampo-town-prk": "Nampo Namp’o Nampho 남포 Нампхо",
    "ussuriysk": "Ussuriysk Ussurijsk Ussuriisk Уссурийск",
    "nakhodka-town-rus": "Nakhodka Nachodka Находка",
    "zabaykalsk-manzhouli": "Zabaykalsk Zabaikalsk Zabajkalsk Забайкальск",
    "naushki-sukhbaatar": "Naushki Наушки Sükhbaatar Sukhbaatar Сухэ-Батор",
    "grodekovo-suifenhe": "Grodekovo Гродеково Grodekowo",
    "vladivostok": "Vladivostok Wladiwostok Владивосток 블라디보스토크",
    "karymskaya-station-rus": "Karymskaya Карымская Karymskaja",
    "tumen-town-chn": "Tumen", "shkotovo-town-rus": "Shkotovo Шкотово", "friendship-bridge": "friendship-bridge",
}  # fmt: skip


def pairs() -> list[tuple[str, str]]:
    return [(text, place) for place, texts in SPELLINGS.items() for text in texts.split()]


@pytest.mark.parametrize(("text", "place"), pairs())
def test_every_spelling_leads_to_the_place(real: World, text: str, place: str) -> None:
    assert [spot.id for spot in real.places.choices(text)] == [place]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("станция Уссурийск", "station"),
        ("порт Владивосток", "port"),
        ("청진역", "station"),
        ("나진항", "port"),
        ("Rajin station", "station"),
    ],
)
def test_a_name_that_says_what_is_meant_leads_there(real: World, text: str, kind: str) -> None:
    assert [spot.kind for spot in real.places.choices(text)] == [kind]


@pytest.mark.parametrize("mode", ["rail", "sea", "any"])
def test_the_same_place_in_another_script_is_the_same_end(real: World, mode: Mode) -> None:
    for place, texts in SPELLINGS.items():
        ends = {_ids(real.places.end(text, mode)) for text in texts.split()}
        assert len(ends) == 1, (place, ends)


def _ids(end: End) -> tuple[str, str, str]:
    return end.place.id, end.station.id, end.quay.id


@pytest.mark.parametrize(
    ("one", "other", "mode"),
    [
        (("Rajin", "Khasan"), ("나진", "Хасан"), "rail"), (("Nampo", "Busan"), ("남포", "Пусан"), "sea"),
        (("Naushki", "Karymskaya"), ("Наушки", "Карымская"), "rail"),
        (("Ch’ŏngjin", "Vladivostok"), ("Чхонджин", "블라디보스토크"), "any"),
    ],
)  # fmt: skip
def test_the_same_pair_in_another_script_is_the_same_route(
    real: World, one: tuple[str, str], other: tuple[str, str], mode: Mode
) -> None:
    routes = [real.route(RouteQuery(*pair), mode) for pair in (one, other)]
    assert isinstance(routes[0], Route)
    assert routes[0] == routes[1]


def test_of_all_names_of_the_region_search_goes_where_routes_do(real: World) -> None:
    west, south, east, north = REGION
    names = {
        name
        for spot in real.places.spots
        if west <= spot.position.lon <= east and south <= spot.position.lat <= north and spot.kind != "strait"
        for name in called(spot)
    }
    asked = 0
    assert len(names) > 2900
    for name in names:
        found = real.places.choices(name)
        if len(found) > 1:
            asked += 1
            with pytest.raises(AmbiguousPlace):
                real.places.resolve(name)
        else:
            assert found == (real.places.resolve(name),), name
    assert asked <= HOMONYMS


@pytest.mark.parametrize("text", ["Uglegorsk", "Okha", "San Jose", "Washington", "Ch’ŏngju", "Alexandria"])
def test_a_homonym_is_asked_about(real: World, text: str) -> None:
    found = real.places.choices(text)
    assert len(found) > 1
    assert all(distance_km(one.position, two.position) > 60 for one in found for two in found if one != two)
    for mode in ("rail", "sea", "any"):
        with pytest.raises(AmbiguousPlace, match="may be any of"):
            real.places.end(text, mode)


@pytest.mark.parametrize("text", ["Rajjin", "Khasaan", "Government of Russia", "Zzyzx"])
def test_a_slip_of_the_pen_is_not_a_place(real: World, text: str) -> None:
    assert real.places.choices(text) == ()
    with pytest.raises(UnknownPlace):
        real.places.resolve(text)


def test_whatever_a_route_names_can_be_typed_again(real: World) -> None:
    network = real.network
    names = {station.name for station in network.rail.stations} | {passage.name for passage in network.sea.passages}
    names |= {item.name for item in network.rail.structures if item.kind not in {"line", "branch"}}
    crossings = [item.name.removesuffix(" bridge") for item in network.rail.structures if item.kind == "crossing"]
    names |= {half for name in crossings for half in name.split("–")}
    assert [name for name in sorted(names) if not real.places.choices(name)] == []


@pytest.mark.parametrize("pair", [("Rajin", "Moscow"), ("Pyongyang", "Vladivostok"), ("130.3,42.25", "131.9,43.1")])
def test_the_ends_that_a_route_prints_lead_to_the_same_route(real: World, pair: tuple[str, str]) -> None:
    first = real.route(RouteQuery(*pair), "any")
    assert isinstance(first, Route)
    again = real.route(RouteQuery(first.legs[0].origin, first.legs[-1].destination), "any")
    assert isinstance(again, Route)
    assert again.distance_km == pytest.approx(first.distance_km, abs=0.1)
