"""The written forms of a view: canonical, readable, and forgiving towards whatever comes in."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from explorer.errors import ViewError
from explorer.ledger.vocabulary import Flow, Reliability, SiteKind, Stance, Topic, Truth
from explorer.views.notices import MOST
from explorer.views.read import from_slug, parse, parse_strictly
from explorer.views.view import DEFAULT_LAYERS, MAX_QUERY, MAX_TEXT, Camera, LayerId, RouteQuery, View, slug

FULL = View(
    camera=Camera(130.6, 42.4, 9.25),
    layers=frozenset({LayerId.PLACES, LayerId.JOURNEYS, LayerId.TERRITORIAL_SEA}),
    journeys=frozenset({"visit", "tour"}),
    start=date(2023, 8, 1),
    end=date(2023, 12, 31),
    as_of=date(2026, 11, 1),
    documents=frozenset({"daily-scope-2024-06", "002_c79e3eda8791d646"}),
    stances=frozenset({Stance.REPORTED_FACT, Stance.DENIED}),
    topics=frozenset({Topic.WAR, Topic.RAIL}),
    kinds=frozenset({SiteKind.CROSSING, SiteKind.CITY}),
    reliabilities=frozenset({Reliability.F, Reliability.B}),
    grades=frozenset({"D4", "C3"}),
    claimants=frozenset({"kcna", "david-maxwell"}),
    truths=frozenset({Truth.SINGLE, Truth.CONTESTED}),
    flows=frozenset({Flow.PRK_TO_RUS}),
    sort="date",
    text="Khasan & “rail” = 100% + 라진",
    selected="site:rajin-port",
    route=RouteQuery(
        origin="나진, 역",
        destination="131.9,43.1",
        discharge="dunai-port",
        gauge_mm=1520,
        avoid=frozenset({"PRK", "CHN"}),
        closed=frozenset({"tsugaru-strait", "friendship-bridge"}),
        on=date(2023, 9, 1),
        transit="on",
    ),
    baseline="coast",
    flag="none",
    own=("sites-1a2b3c4d", "ships"),
    figures="on",
    language="ko",
)
QUERY = (
    "v=1&lon=130.6&lat=42.4&z=9.25&layers=places,tour,visit,territorial-sea&from=2023-08-01&to=2023-12-31&asof=2026-11-01"
    "&doc=002_c79e3eda8791d646,daily-scope-2024-06&stance=reported-fact,denied&topic=rail,war-in-ukraine"
    "&kind=city,border-crossing&rel=B,F&grade=C3,D4&who=david-maxwell,kcna&truth=single-source,contested&flow=dprk-to-russia&q=Khasan%20%26%20%E2%80%9Crail%E2%80%9D%20%3D%20100%25%20%2B%20%EB%9D%BC%EC%A7%84"
    "&sort=date&sel=site:rajin-port&own=sites-1a2b3c4d,ships&a=%EB%82%98%EC%A7%84,%20%EC%97%AD&b=131.9,43.1&discharge=dunai-port&gauge=1520&avoid=CHN,PRK"
    "&close=friendship-bridge,tsugaru-strait&on=2023-09-01&transit=on&baseline=coast&flag=none&figures=on&lang=ko"
)


def test_every_key_in_canonical_order() -> None:
    assert FULL.query() == QUERY
    assert parse(QUERY) == (FULL, ())


def test_every_field_of_a_view_is_written() -> None:
    for name in View.__dataclass_fields__:
        default = replace(FULL, **{name: getattr(View(), name)})
        assert default.query() != FULL.query(), f"{name} is not in the query string"


def test_the_default_is_short() -> None:
    assert View().query() == "v=1"
    assert View().json() == '{"v": "1"}'
    assert parse("v=1") == parse("") == parse("?") == parse("{}") == (View(), ())


@pytest.mark.parametrize(
    "form",
    [
        QUERY,
        f"?{QUERY}",
        f"http://127.0.0.1:8501/?{QUERY}",
        f"http://127.0.0.1:8501/evidence?{QUERY}#top",
        f"/api/scene?{QUERY}",
        f"  {QUERY}\n",
        FULL.json(),
        json.dumps(json.loads(FULL.json()), indent=1, ensure_ascii=True),
        "&".join(reversed(QUERY.split("&"))),
    ],
)
def test_one_view_in_many_forms(form: str) -> None:
    assert parse(form) == (FULL, ())


def test_pairs_of_an_address_bar() -> None:
    assert parse(dict(FULL.pairs())) == (FULL, ())
    assert parse({}) == (View(), ())


def test_a_view_in_json_may_hold_numbers() -> None:
    assert parse('{"v": 1, "lon": 131, "lat": 42.5, "z": 5}') == (View(camera=Camera(131, 42.5, 5)), ())


def test_an_address_inside_the_search_text_is_text() -> None:
    view, notices = parse("stance=alleged&q=https://example.invalid/?a=b")
    assert view.stances == {Stance.ALLEGED}
    assert view.text == "https://example.invalid/?a=b"
    assert notices == ()


@pytest.mark.parametrize(
    "written", ["reported fact", "Reported Fact", "reported-fact", "REPORTED%20FACT", "reported+fact", ",reported-fact,"]
)
def test_words_in_either_form(written: str) -> None:
    assert parse(f"stance={written}") == (View(stances=frozenset({Stance.REPORTED_FACT})), ())


def test_slugs_are_unique_and_lead_back() -> None:
    for words in (Stance, Topic, SiteKind, LayerId, Reliability):
        assert len({slug(word) for word in words}) == len(words)
        assert all(from_slug(slug(word), words) is word for word in words)
        assert from_slug("no such word", words) is None


# What cannot be read: the text, the view that remains, and a word of the notice.
GARBLED = {
    "another version": ("v=2&stance=alleged", View(), "version '2'"),
    "no version": ("v=", View(), "version ''"),
    "unknown key": ("stance=alleged&colour=red", View(stances=frozenset({Stance.ALLEGED})), "'colour'"),
    "unknown stance": ("stance=alleged,rumoured", View(stances=frozenset({Stance.ALLEGED})), "'rumoured'"),
    "unknown topic": ("topic=weather", View(), "'weather'"),
    "unknown kind": ("kind=castle", View(), "'castle'"),
    "unknown reliability": ("rel=G", View(), "'G'"),
    "no word for a layer": ("layers=places,moon!", View(layers=frozenset({LayerId.PLACES})), "'moon!'"),
    "no word for a layer only": ("layers=%3Cb%3E", View(), "'<b>'"),
    "unknown baseline": ("baseline=low-water", View(), "use claimed or coast"),
    "unknown flag": ("flag=JPN", View(), "use RUS, PRK, third or none"),
    "unknown language": ("lang=de", View(), "'de'"),
    "bad document": ("doc=<script>", View(), "<script>"),
    "bad selection": ("sel=anything", View(), "'anything'"),
    "selection of an unknown kind": ("sel=person:kim", View(), "'person:kim'"),
    "month 13": ("from=2024-13-01", View(), "2024-13-01"),
    "31 February": ("to=2024-02-31", View(), "2024-02-31"),
    "words for a date": ("from=yesterday", View(), "yesterday"),
    "swapped dates": ("from=2024-06-01&to=2023-06-01", View(), "lies after"),
    "half a camera": ("lon=130&lat=42", View(), "belong together"),
    "zoom alone": ("z=5", View(), "belong together"),
    "camera in words": ("lon=east&lat=42&z=5", View(), "'east'"),
    "camera that is no number": ("lon=nan&lat=42&z=5", View(), "not both numbers"),
    "zoom that is no number": ("lon=130&lat=42&z=nan", View(), "not a valid zoom level"),
    "endless zoom": ("lon=130&lat=42&z=inf", View(), "not a valid zoom level"),
    "swapped camera": ("lon=42.4&lat=130.6&z=9", View(), "swapped"),
    "camera off the Earth": ("lon=500&lat=42&z=9", View(), "out of range"),
    "repeated key": ("stance=alleged&stance=denied", View(stances=frozenset({Stance.DENIED})), "more than once"),
    "long text": ("q=" + "x" * 500, View(text="x" * MAX_TEXT), "cut"),
    "broken JSON": ('{"v": 1', View(), "JSON"),
    "list in JSON": ('{"stance": ["alleged"]}', View(), "'stance'"),
    "nothing in JSON": ('{"q": null, "sel": true}', View(), "'q'"),
    "JSON without end": ('{"a":' * 1_500, View(), "JSON"),
    "number without end": ('{"lon": ' + "9" * 5_000 + "}", View(), "JSON"),
    "number beyond any float": ('{"lon": ' + "9" * 401 + ', "lat": 42, "z": 5}', View(), "not both numbers"),
    "longitude beyond any float": ("lat=42&z=5&lon=" + "9" * 401, View(), "not both numbers"),
    "too long": ("stance=" + "a," * 30_000, View(), "8,000"),
    "too long in JSON": ('{"a":' * 100_000, View(), "8,000"),
    "separators only": ("&&&", View(), "not a valid view"),
    "words only": ("hello", View(), "'hello'"),
    "nul": ("\x00", View(), "not a known key"),
}


@pytest.mark.parametrize("kind", GARBLED)
def test_what_cannot_be_read_is_left_out_and_told(kind: str) -> None:
    text, remains, word = GARBLED[kind]
    view, notices = parse(text)
    assert view == remains
    assert notices
    assert any(word in notice for notice in notices), notices
    assert all(len(notice) < 400 for notice in notices)


@pytest.mark.parametrize("text", ["https://[::1", "http://[x]/?", "//[", "http://a]b", "%ZZ=%", "=", "{}}", "[1, 2]", "\ud800"])
def test_nothing_makes_parse_fail(text: str) -> None:
    view, _ = parse(text)
    assert view == View()


def test_half_a_surrogate_pair_does_not_get_through() -> None:
    for view in (parse({"q": "a\ud800b"})[0], parse('{"q": "a\\ud800b"}')[0]):
        assert view.text == "ab"
        assert parse(view.query()) == (view, ())


def test_text_that_is_cut_at_a_space_is_canonical() -> None:
    view, _ = parse({"q": "x" * (MAX_TEXT - 1) + " y"})
    assert parse(view.query()) == (view, ())


def test_zoom_is_kept_inside_the_map() -> None:
    assert parse("lon=1&lat=2&z=99")[0].camera == Camera(1, 2, 14)
    assert parse("lon=1&lat=2&z=-5")[0].camera == Camera(1, 2, 2)


def test_no_minus_nought() -> None:
    camera = parse("lon=-0.00001&lat=-0.00002&z=5")[0].camera
    assert camera is not None
    assert f"{camera.lon} {camera.lat}" == "0.0 0.0"
    assert View(camera=Camera(-0.00001, 0, 5)).query() == "v=1&lon=0&lat=0&z=5"


def test_no_layers_at_all_is_a_choice() -> None:
    assert parse("layers=none") == (View(layers=frozenset()), ())
    assert View(layers=frozenset()).query() == "v=1&layers=none"
    assert parse("layers=") == (View(), ())
    assert LayerId.TERRITORIAL_SEA not in DEFAULT_LAYERS


@pytest.mark.parametrize(
    ("written", "layers", "journeys", "canonical"),
    [
        ("places,tour", {LayerId.PLACES, LayerId.JOURNEYS}, {"tour"}, "places,tour"),
        ("Tour, visit,zones", {LayerId.ZONES, LayerId.JOURNEYS}, {"tour", "visit"}, "tour,visit,zones"),
        ("places,journeys", {LayerId.PLACES, LayerId.JOURNEYS}, set(), "places,journeys"),
        ("journeys,tour", {LayerId.JOURNEYS}, set(), "journeys"),
        ("places", {LayerId.PLACES}, set(), "places"),
    ],
)
def test_kinds_of_journeys_stand_among_the_layers(written: str, layers: set[LayerId], journeys: set[str], canonical: str) -> None:
    """Which there are only the cards know; every slug may be one."""
    view, notices = parse(f"layers={written}")
    assert (view.layers, view.journeys, notices) == (layers, journeys, ())
    assert view.query() == f"v=1&layers={canonical}"
    assert parse(view.query()) == (view, ())


def test_a_view_shows_the_journeys_that_it_names_or_all() -> None:
    for query, shown in (("", [1, 1]), ("layers=tour", [1, 0]), ("layers=journeys", [1, 1]), ("layers=places", [0, 0])):
        assert [parse(query)[0].shows(journey) for journey in ("tour", "visit")] == shown


def test_where_nothing_may_be_guessed_a_layer_has_to_be_there() -> None:
    assert parse_strictly("layers=moon").journeys == {"moon"}, "as long as nobody says which there are"
    assert parse_strictly("layers=tour", ["tour"]).journeys == {"tour"}
    with pytest.raises(ViewError, match=r"layers='moon' is not known; use one of places, .*, graticule, tour"):
        parse_strictly("layers=tour,moon", ["tour"])


def test_one_day_is_a_range() -> None:
    view = View(start=date(2024, 6, 19), end=date(2024, 6, 19))
    assert parse(view.query()) == (view, ())


@pytest.mark.parametrize(
    ("view", "filtered"),
    [
        (View(), False),
        (View(camera=Camera(1, 2, 3), layers=frozenset(), selected="site:x", language="ru"), False),
        (View(text="x"), True),
        (View(start=date(2024, 1, 1)), True),
        (View(end=date(2024, 1, 1)), True),
        (View(documents=frozenset({"x"})), True),
        (View(stances=frozenset({Stance.DENIED})), True),
        (View(topics=frozenset({Topic.SEA})), True),
        (View(kinds=frozenset({SiteKind.PORT})), True),
        (View(reliabilities=frozenset({Reliability.A})), True),
        (View(grades=frozenset({"C3"})), True),
        (View(claimants=frozenset({"kcna"})), True),
        (View(truths=frozenset({Truth.SINGLE})), True),
        (View(flows=frozenset({Flow.NONE})), True),
        (View(sort="date"), False),
    ],
)
def test_what_counts_as_a_filter(view: View, filtered: bool) -> None:
    assert view.filtered is filtered


def test_strictly_means_no_guessing() -> None:
    assert parse_strictly(QUERY) == FULL
    with pytest.raises(ViewError, match="rumoured"):
        parse_strictly("stance=rumoured")
    with pytest.raises(ViewError, match="version '7'"):
        parse_strictly("v=7")


@pytest.mark.parametrize("source", ["{broken", "nonsense", "v=9", "lon=130", "lon=999&lat=5&z=4", "lon=1&lat=2&z=nan"])
def test_where_nothing_is_shown_instead_nothing_is_said_to_be(source: str) -> None:
    with pytest.raises(ViewError) as told:
        parse_strictly(source)
    assert "default" not in str(told.value)
    assert str(told.value).endswith(".")


TRACKING = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "_openstat",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "utm_source",
    "utm_medium",
    "UTM_Campaign",
    "utm_id",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "ref_src",
    "gad_source",
    "gad_campaignid",
    "srsltid",
    "pk_campaign",
    "mtm_source",
    "matomo_kwd",
    "hsa_acc",
    "vero_id",
    "oly_enc_id",
    "_ga",
    "_gl",
    "ScCid",
    "epik",
    "wt_mc",
    "spm",
    "at_medium",
    "__twitter_impression",
    "s_cid",
    "rb_clickid",
    "irclickid",
]


@pytest.mark.parametrize("key", TRACKING)
def test_what_follows_readers_around_is_no_part_of_a_view(key: str) -> None:
    strings = (f"v=1&{key}=a&q=rail&{key}=b", f"https://x.example/?q=rail&{key}=a", f'{{"q": "rail", "{key}": true}}')
    for source in (*strings, {"q": "rail", key: "a"}):
        assert parse(source) == (View(text="rail"), ())


def test_no_key_of_a_view_is_taken_for_tracking() -> None:
    for key, value in FULL.pairs():
        without = {k: v for k, v in FULL.pairs() if k != key}
        assert key == "v" or parse(without) != parse({**without, key: value})


MANY = {
    "keys": "&".join(f"k{number}=1" for number in range(700)),
    "keys given twice": "&".join(f"k{number % 350}=1" for number in range(700)),
    "stances": "stance=" + ",".join(map(str, range(1_500))),
    "layers": "layers=" + ",".join(f"{number}!" for number in range(1_200)),
    "documents": "doc=" + ",".join(f"{number}!" for number in range(1_200)),
    "closures": "close=" + ",".join(f"{number}!" for number in range(1_200)),
    "countries": "avoid=" + ",".join(map(str, range(1_500))),
    "objects in JSON": json.dumps({f"k{number}": [] for number in range(500)}),
}


@pytest.mark.parametrize("kind", MANY)
def test_many_faults_are_counted_after_the_first_ten(kind: str) -> None:
    _, notices = parse(MANY[kind])
    assert len(notices) == MOST + 1
    assert re.fullmatch(r"There are \d+ more faults\.", notices[-1])
    with pytest.raises(ViewError) as refused:
        parse_strictly(MANY[kind])
    assert len(str(refused.value)) < 4_000


def test_the_same_fault_is_told_once() -> None:
    assert len(parse("stance=" + ",".join(["a"] * 2_000))[1]) == 1


def test_pairs_have_the_bound_of_a_query() -> None:
    assert parse({"q": "x" * MAX_QUERY})[0] == View()
    assert "8,001" in parse({"q": "x" * MAX_QUERY})[1][0]
    assert parse({"q": "x" * 190})[0].text == "x" * 190
