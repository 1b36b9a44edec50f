"""Names in three scripts lead to places; governments never do."""

from __future__ import annotations

import unicodedata

import pytest

from explorer.ledger.gazetteer import Gazetteer, cycles, folded, names_of
from explorer.ledger.vocabulary import Names, SiteKind
from explorer.world.world import World
from tests import toy


def first(gazetteer: Gazetteer, text: str) -> str | None:
    found = gazetteer.search(text)
    return found[0].site.id if found else None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  Ráson–PORT ", "rason port"),
        ("Khasan—Rajin", "khasan rajin"),
        ("ＲＡＪＩＮ", "rajin"),
        ("Ёлка", "елка"),
        ("посёлок", "поселок"),
        ("Straße", "strasse"),
        ("ﬁord", "fiord"),
        ("tab\there", "tab here"),
        ("", ""),
        (" \u00a0 ", ""),
    ],
)
def test_folded(text: str, form: str) -> None:
    assert folded(text) == form


def test_hangul_is_one_name_however_it_is_encoded() -> None:
    for form in ("NFC", "NFD", "NFKD"):
        assert folded(unicodedata.normalize(form, "라진")) == "라진"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Alpha", "alpha"), ("ALPHA", "alpha"), ("알파", "alpha"), ("Альфа", "alpha"), ("альфа", "alpha"), ("alfa", "alpha"),
        ("alpha settlement", "alpha"), ("Alpha-Station", "alpha-station"), ("알파역", "alpha-station"), ("RUALP", "alpha-port"),
        ("ugam", "gamma"), ("alpha port", "alpha-port"), ("Бета", "beta"), ("gov", "government-north"), ("Alpah", "alpha"),
    ],
)  # fmt: skip
def test_search(world: World, text: str, site: str) -> None:
    assert first(world.gazetteer, text) == site


def test_a_whole_name_comes_before_beginnings_and_parts(world: World) -> None:
    ranks = [(match.site.id, match.rank) for match in world.gazetteer.search("alpha")]
    assert ranks[0] == ("alpha", 0)
    assert set(ranks[1:]) == {("alpha-station", 1), ("alpha-port", 1)}
    assert [(m.site.id, m.rank) for m in world.gazetteer.search("station")] == [("alpha-station", 2)]
    assert [(m.site.id, m.rank) for m in world.gazetteer.search("tatio")] == [("alpha-station", 3)]


def test_a_whole_name_without_a_position_comes_before_a_beginning_with_one(world: World) -> None:
    gate = world.gazetteer.by_id["gamma"].model_copy(update={"id": "gate", "names": Names(en="The North Gate"), "airport": None})
    found = Gazetteer((gate, *world.gazetteer.sites)).search("the north")
    assert [(match.site.id, match.rank) for match in found][:2] == [("country-north", 0), ("gate", 1)]


def test_near_misses_are_told_apart_from_hits(world: World) -> None:
    near = world.gazetteer.search("Gama")
    assert [(match.site.id, match.rank) for match in near] == [("gamma", 4)]
    assert world.gazetteer.search("Zzyzx") == ()
    assert world.gazetteer.search("q") == ()


@pytest.mark.parametrize("text", ["", "   ", "-", "–"])
def test_nothing_finds_nothing(world: World, text: str) -> None:
    assert world.gazetteer.search(text) == ()


def test_each_site_once_and_no_more_than_asked_for(world: World) -> None:
    found = world.gazetteer.search("a", limit=3)
    assert len(found) == 3
    assert len({match.site.id for match in found}) == 3


def test_names_of_has_every_name_once(world: World) -> None:
    assert names_of(world.gazetteer.by_id["alpha-port"]) == ("Alpha port", "RUALP", "alpha-port")
    assert names_of(world.gazetteer.by_id["alpha"]) == ("Alpha", "알파", "Альфа", "Alfa", "Álpha Settlement", "alpha")


def test_children_are_one_level_down(world: World) -> None:
    assert {site.id for site in world.gazetteer.children("alpha")} == {"alpha-station", "alpha-port"}
    assert world.gazetteer.children("alpha-port") == ()


def test_circles_are_found_and_lead_nowhere() -> None:
    texts = toy.changed("sites.toml", 'id = "alpha"\n', 'id = "alpha"\npart_of = "alpha-port"\n')
    sites = toy.cards().gazetteer.sites
    assert cycles(sites) == ()
    assert [fault.entry for fault in toy.faults(texts)] == ["site alpha", "site alpha-port"]


# ---- the bundled gazetteer ------------------------------------------------------------------------------------------


MEANT = """
    rajin: 라진, 나진, Раджин, Наджин, Najin, NAJIN, Ràjin
    rajin-station: Rajin station
    rajin-port: Rajin port, 라진항
    rajin-pier-3: Pier 3
    rason: Rason, 라선
    khasan: Khasan, 하산, Хасан, Hasan
    tumangang-station: 두만강역, Туманган
    friendship-bridge: Friendship Bridge, мост Дружбы
    vladivostok: Vladivostok, Владивосток, 블라디보스토크
    vostochny-port: Vostochny Port
    vostochny-cosmodrome: Vostochny Cosmodrome
    dunai: Dunay, Дунай
    pyongyang: 평양, Пхеньян
    tikhoretsk: Tikhoretsk
    knevichi: UHWW
"""
PAIRS = [
    (text.strip(), site)
    for line in MEANT.strip().splitlines()
    for site, _, texts in [line.strip().partition(": ")]
    for text in texts.split(",")
]


@pytest.mark.parametrize(("text", "site"), PAIRS)
def test_readers_find_what_they_mean(real: World, text: str, site: str) -> None:
    assert first(real.gazetteer, text) == site


@pytest.mark.parametrize("text", ["Vladivostock", "Pyongyong", "Tumengang", "Komsomlsk", "Ussurisk"])
def test_slips_of_the_pen_find_a_neighbour(real: World, text: str) -> None:
    assert real.gazetteer.search(text)


@pytest.mark.parametrize(
    ("government", "town"),
    [
        ("government-russia", "moscow"),
        ("government-dprk", "pyongyang"),
        ("government-rok", "seoul"),
        ("government-usa", "washington"),
    ],
)
def test_a_government_is_not_its_capital(real: World, government: str, town: str) -> None:
    actor, place = real.gazetteer.by_id[government], real.gazetteer.by_id[town]
    assert actor.kind is SiteKind.GOVERNMENT
    assert not actor.placed
    assert actor.part_of is None
    assert place.placed
    assert not {folded(name) for name in names_of(actor)} & {folded(name) for name in names_of(place)}
    assert first(real.gazetteer, actor.names.en) == government
    assert first(real.gazetteer, place.names.en) == town


def test_no_full_name_belongs_to_two_placed_sites(real: World) -> None:
    owners: dict[str, set[str]] = {}
    for site in real.gazetteer.sites:
        for name in names_of(site):
            owners.setdefault(folded(name), set()).add(site.id)
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    assert shared == {}
