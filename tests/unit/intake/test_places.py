"""Places in sentences: what is a place, what is a government, a ship or a part of a name, and which place of a name is meant."""

from __future__ import annotations

import pytest

from explorer.intake.coordinates import find_positions
from explorer.intake.names import Names
from explorer.intake.places import find_places
from explorer.intake.values import Language, Mention, Paragraph, Role

EN, KO, RU = Language.ENGLISH, Language.KOREAN, Language.RUSSIAN
P, M, PART, D = Role.PLACE, Role.METONYM, Role.ORGANISATION, Role.DISTRACTOR

ROLES = (
    (EN, "Moscow said nothing new.", "Moscow", M),
    (EN, "A parade was held in Pyongyang.", "Pyongyang", P),
    (EN, "Ties between Moscow and Pyongyang have grown.", "Pyongyang", M),
    (EN, "The train from Moscow to Vladivostok was late.", "Moscow", P),
    (EN, "The White House declined to answer.", "White House", M),
    (EN, "Seoul’s military leaders were alarmed.", "Seoul", M),
    (EN, "SEOUL, March 18 (Tideline) — A ship left.", "SEOUL", P),
    (EN, "A Vladivostok newspaper wrote about it.", "Vladivostok", PART),
    (EN, "The ship Khasan left the pier.", "Khasan", D),
    (EN, "Officials in Tokyo agreed; Tokyo will act.", "Tokyo", P),
    (KO, "평양은 아무 말도 하지 않았다.", "평양", M),
    (KO, "조약은 평양에서 체결됐다.", "평양", P),
    (KO, "모스크바의 입장은 같다.", "모스크바", M),
    (KO, "서울의 한 대학 교수가 말했다.", "서울", P),
    (EN, "The tug Zeya came in May. On Friday the Zeya left again.", "Zeya", D),
    (EN, "Nobody knows where the Vladivostok went.", "Vladivostok", D),
    (EN, "The second call, by the 5,600-tonne Zeya, was in May.", "Zeya", D),
    (EN, "He inspected the port of Rajin on 21 June.", "port of Rajin", P),
    (EN, "It showed 46 railcars in the Tumangang rail yard.", "Tumangang rail yard", P),
    (EN, "They met at the Vostochny Cosmodrome.", "Vostochny Cosmodrome", P),
    (EN, "It was a tale “made in Moscow” and untrue.", "Moscow", M),
    (EN, "The charge was concocted in Seoul.", "Seoul", M),
    (EN, "The film was made in Moscow.", "Moscow", P),
    (EN, "The vessel Moscow sent has left. Moscow has not said why.", "Moscow", M),
    (EN, "Two ships Rajin has not seen before came. They left Rajin on Friday.", "Rajin", P),
    (EN, "A Vladivostok firm owns it.", "Vladivostok", PART),
    (EN, "Marta works for a Vladivostok think tank.", "Vladivostok", PART),
    (EN, "A member of the Khabarovsk city council spoke.", "Khabarovsk city", PART),
    (EN, "The Nakhodka harbour master was asked.", "Nakhodka harbour", PART),
    (EN, "They talked in the tea rooms of Seoul.", "Seoul", P),
    (EN, "Trade with North Korea goes by rail.", "North Korea", P),
    (EN, "The Democratic People’s Republic of Korea has not answered.", "Democratic People’s Republic of Korea", M),
    (EN, "Loss Prevention, London, 5 February 2026", "London", P),
    (KO, "(평양 5월 12일발 조선중앙통신) 대표단이 도착하였다.", "평양", P),
    (KO, "청진지구에 배가 들어왔다.", "청진", P),
    (KO, "블라디보스토크의 한 신문은 그렇게 썼다.", "블라디보스토크", PART),
    (KO, "블라디보스토크 선사 직원이 말했다.", "블라디보스토크", PART),
    (KO, "북한 매체는 다르게 보도했다.", "북한", PART),
    (KO, "화물선 하산호가 라진항을 떠났다.", "하산호", D),
    (KO, "국회 정보위원회가 보고를 받았다.", "국회", PART),
    (KO, "미국의 추가 제재가 예고됐다.", "미국", M),
    (KO, "정부는 일본과 추가 조치를 협의했다.", "일본", M),
    (KO, "나진서 배가 떠났다.", "나진", P),
    (KO, "정제유가 로씨야에서 들어왔다.", "로씨야", P),
    (KO, "벌크선 ‘캄차카’호가 접안했다.", "캄차카", D),
    (RU, "Баржу видели у острова Русский.", "острова Русский", P),
    (RU, "Москва заявила, что груза не было.", "Москва", M),
    (RU, "В Москве прошла встреча.", "Москве", P),
    (RU, "Мэр Уссурийска так не считает.", "Уссурийска", PART),
    (RU, "Поезд Пхеньян — Москва ушёл вовремя.", "Пхеньян", P),
    (RU, "Министр обороны КНДР прибыл утром.", "КНДР", PART),
    (RU, "К реке Дунай это отношения не имеет.", "реке Дунай", D),
    (RU, "Кремль отверг обвинения.", "Кремль", M),
    (RU, "Танкер «Оха» ушёл в мае. Никто не видел «Охи» у причалов.", "Охи", D),
)


def mentions(names: Names, language: Language, text: str) -> list[Mention]:
    return list(find_places([Paragraph(1, 1, text)], names, language))


@pytest.mark.parametrize(("language", "text", "surface", "role"), ROLES)
def test_what_a_name_does_where_it_stands(names: Names, language: Language, text: str, surface: str, role: Role) -> None:
    found = {m.surface: m for m in reversed(mentions(names, language, text))}
    assert surface in found, list(found)
    assert found[surface].role is role, found[surface].why
    assert (found[surface].lon is not None) <= (role is P), "only places are ever pinned"


MEANT = (
    (EN, "The freighter left the port of Rajin.", "rajin-port"),
    (EN, "Wagons stood in the Tumangang rail yard.", "tumangang-yard"),
    (EN, "They met at the Vostochny Cosmodrome.", "vostochny-cosmodrome"),
    (EN, "It unloaded at Vostochny Port.", "vostochny-port"),
    (EN, "Coal throughput at Vostochny fell.", "vostochny-port"),
    (EN, "The summit at Vostochny lasted five hours.", "vostochny-cosmodrome"),
    (EN, "Old charts write Unggi.", "sonbong"),
    (EN, "The bridge over the Tumen is old.", "river-tumen-river"),
    (KO, "라진항에서 배가 떠났다.", "rajin-port"),
    (KO, "두만강역 조차장에 화차가 있다.", "tumangang-yard"),
    (KO, "두만강에 다리가 놓인다.", "river-tumen-river"),
    (KO, "보스토치니 우주기지에서 만났다.", "vostochny-cosmodrome"),
    (RU, "На станции Хасан стоят вагоны.", "khasan-station"),
    (RU, "Судно вышло из порта Раджин.", "rajin-port"),
    (RU, "Космодром Восточный далеко.", "vostochny-cosmodrome"),
    (RU, "Груз ждали в Курской области.", "region-kursk-oblast"),
    (RU, "Мост через Туманную строят.", "river-tumen-river"),
)


@pytest.mark.parametrize(("language", "text", "identifier"), MEANT)
def test_which_place_is_meant(names: Names, language: Language, text: str, identifier: str) -> None:
    assert identifier in [m.id for m in mentions(names, language, text)]


NO_PLACES = (
    (EN, "President Vladimir Putin and Kim Jong Un spoke of hope and reading."),
    (EN, "The ministry may march on, said Victoria Santos."),
    (KO, "위원회는 다섯 명으로 구성됐다. 그는 산에서 하산했다."),
    (RU, "Пограничный контроль усилен. Свободный доступ закрыт."),
)


@pytest.mark.parametrize(("language", "text"), NO_PLACES)
def test_everyday_words_and_people_are_no_places(names: Names, language: Language, text: str) -> None:
    assert mentions(names, language, text) == []


def test_a_numbered_pier_is_that_of_the_port_named_before(names: Names) -> None:
    found = mentions(names, EN, "It left Rajin. It had stood at pier 3 since May.")
    assert [m.id for m in found] == ["rajin", "rajin-pier-3"]


def test_an_ambiguous_name_goes_by_the_company_it_keeps(names: Names) -> None:
    far = mentions(names, EN, "A train came to Tumen from Hunchun and Yanji in China.")
    assert [(m.kind, m.rule) for m in far if m.surface == "Tumen"] == [("town", "place-name")]


@pytest.mark.parametrize(
    "text",
    [
        "seen at 42.4214 N, 130.6081 E today", "위치는 북위 42도 25분 17초, 동경 130도 36분 29초이다",
        "at 42°25′17″N 130°36′29″E",
        "точка 42°25′17″ с. ш. 130°36′29″ в. д. на карте", "(42.4214, 130.6081)", "near 42-25-17 N, 130-36-29 E",
    ],
)  # fmt: skip
def test_positions_are_read_in_every_notation(text: str) -> None:
    (found,) = find_positions([Paragraph(1, 1, text)])
    assert found.lon == pytest.approx(130.6081, abs=1e-3)
    assert found.lat == pytest.approx(42.4214, abs=1e-3)


def test_numbers_are_no_positions() -> None:
    text = "It carried 1,000 containers over 54 km, 2.5 times as many as the 12 of 2023 (resolution 2375, paragraph 18)."
    assert find_positions([Paragraph(1, 1, text)]) == ()


def test_a_numbered_pier_is_never_that_of_another_port(names: Names) -> None:
    """A port whose piers are not known has them where it stands itself."""
    found = mentions(names, EN, "Cranes are in use at Rajin. In the port of Chongjin flatcars stood beside pier 2.")
    assert [m.name for m in found][1:] == ["Chongjin port", "Chongjin port, pier 2"]
    assert (found[1].lon, found[1].lat) == (found[2].lon, found[2].lat)


def test_the_name_of_a_person_is_no_place(names: Names) -> None:
    assert mentions(names, EN, "Artyom Orlov runs the yard.") == []


def test_a_great_town_is_meant_before_a_small_far_port(names: Names) -> None:
    found = {m.surface: m for m in mentions(names, EN, "Washington was told of it in Oslo and St. Petersburg.")}
    assert (round(found["Oslo"].lat or 0), round(found["St. Petersburg"].lat or 0)) == (60, 60)


def test_a_town_that_no_map_labels_is_taken_where_the_words_place_it(names: Names) -> None:
    (found,) = mentions(names, EN, "The components were collected near Poltava.")
    assert (found.surface, found.role, found.id) == ("Poltava", P, "poltava-town-ukr")
    for text in (
        "Poltava Holdings answered.",
        "A Leeds firm owns it.",
        "Nothing is known of the Hwasong-20.",
        "In Hwasong-11 talks",
    ):
        assert mentions(names, EN, text) == [], text
    (found,) = mentions(names, RU, "Завод стоит в Смоленске.")
    assert found.id == "smolensk-town-rus"
    (found,) = mentions(names, KO, "그는 폴타바에서 말했다.")
    assert found.id == "poltava-town-ukr"


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("She fell silent off Cape Gamov the same night.", "Cape Gamov"),
        ("On Snegovaya Street nobody knew.", "Snegovaya Street"),
        ("It was seen west of Rishiri Island on Friday.", "Rishiri Island"),
    ],
)
def test_a_cape_an_island_or_a_street_is_named_and_not_pinned(names: Names, text: str, surface: str) -> None:
    (found,) = mentions(names, EN, text)
    assert (found.surface, found.name, found.role, found.lon) == (surface, surface, P, None)


def test_a_feature_with_a_town_in_its_name_is_not_the_town(names: Names) -> None:
    assert [found.lon for found in mentions(names, EN, "They met in Vladivostok Street.")] == [None]
    crossed = mentions(names, EN, "They crossed the Tsushima Strait and the Jeju Strait.")
    assert [(found.name, found.lon is None) for found in crossed] == [("Tsushima Strait", True), ("Jeju Strait", False)]
    assert mentions(names, EN, "Wall Street fell.") == []
    assert [found.name for found in mentions(names, EN, "Down the street from the bay lies an island.")] == []
