"""The bundled cards: what they have to hold so that nobody is misquoted and nothing becomes a fact by being drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from explorer.geo import distance_km
from explorer.ledger.claims import Entry, balance
from explorer.ledger.vocabulary import UNPLACED_KINDS, Basis, Claim, Flow, Site, SiteKind, Speech, Stance, Truth, Voice
from explorer.routing.route import Route
from explorer.world.world import World

DOCUMENTS = {"A": "cnews-live-2025-10", "B": "daily-scope-2024-06"}


def claim(real: World, identifier: str) -> Claim:
    return real.ledger.by_id[identifier].claim


def named(of: Claim) -> set[str]:
    return {place.id for place in of.places if place.basis is Basis.NAMED}


def placed(real: World, of: Claim, basis: Basis) -> set[str]:
    return {place.id for place in of.places if place.basis is basis and real.gazetteer.by_id[place.id].placed}


def against(of: Claim) -> set[str]:
    return {link.ref for link in of.contradicts}


def bearing(of: Claim) -> set[str]:
    return {link.ref for link in (*of.supports, *of.contradicts)}


# ---- the whole -------------------------------------------------------------------------------------------------------


def test_there_is_enough_of_everything(real: World) -> None:
    assert len(real.ledger.entries) >= 100
    assert len([site for site in real.gazetteer.sites if site.placed]) >= 45
    assert len(real.ledger.events) >= 50
    assert {document.code: document.id for document in real.ledger.documents} == DOCUMENTS


def test_every_claim_has_an_address(real: World) -> None:
    """Document, paragraph inside it, and a line that grows with the paragraph."""
    lines: dict[tuple[str, int], set[int]] = {}
    for entry in real.ledger.entries:
        assert 1 <= entry.claim.paragraph <= entry.document.paragraphs
        assert entry.claim.line >= entry.claim.paragraph
        lines.setdefault((entry.document.code, entry.claim.paragraph), set()).add(entry.claim.line)
    assert all(len(found) == 1 for found in lines.values()), "one paragraph stands on one line"
    for code in DOCUMENTS:
        ordered = [next(iter(found)) for (document, _), found in sorted(lines.items()) if document == code]
        assert ordered == sorted(set(ordered))
    assert all(line == {paragraph} for (document, paragraph), line in lines.items() if document == "A")


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_of(part)


def test_every_claim_that_is_spoken_of_exists(real: World) -> None:
    """In references, which the check follows, and in the words of notes and reasons, which it cannot."""
    rows = [
        *(entry.claim for entry in real.ledger.entries),
        *real.ledger.events,
        *real.legs,
        *real.itineraries,
        *real.ledger.families,
    ]
    rows += [*(entry.claimant for entry in real.ledger.entries), *real.ledger.documents]
    spoken_of = {word for row in rows for text in texts_of(row.model_dump()) for word in re.findall(r"\b[AB][0-9]{2}\b", text)}
    assert len(spoken_of) > 50
    assert spoken_of - set(real.ledger.by_id) == set()


def test_nobody_speaks_without_a_name_and_every_claimant_speaks(real: World) -> None:
    assert all(entry.claimant.name and entry.who for entry in real.ledger.entries)
    assert all(len(entry.who) < 200 for entry in real.ledger.entries)


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_occurs(real: World, stance: Stance) -> None:
    assert any(entry.claim.stance is stance for entry in real.ledger.entries)


def test_statements_are_sentences_of_their_own(real: World) -> None:
    for entry in real.ledger.entries:
        statement = entry.claim.statement
        assert statement.rstrip("”’").endswith((".", "?")), entry.id
        assert "\n" not in statement, entry.id
        assert 20 <= len(statement) <= 400, entry.id


def test_both_grades_have_reasons_of_their_own(real: World) -> None:
    for entry in real.ledger.entries:
        said, content = entry.claim.said, entry.claim.content
        reasons = {said.reliability_why, said.credibility_why, content.reliability_why, content.credibility_why}
        assert len(reasons) >= 3, entry.id
        assert all(len(reason) > 4 for reason in reasons), entry.id


def test_an_inferred_place_has_its_reason(real: World) -> None:
    for entry in real.ledger.entries:
        for place in entry.claim.places:
            if place.basis is Basis.INFERRED and real.gazetteer.by_id[place.id].placed:
                assert place.why, f"{entry.id}: {place.id}"
            assert place.as_written, f"{entry.id}: {place.id}"


# ---- truth and denial ------------------------------------------------------------------------------------------------

PUBLISHERS = """
    KCNA|TASS|Xinhua|Yonhap|Newsis|Reuters|AFP|\\bAP\\b|EFE|Interfax|RIA Novosti|KBS|Kyodo|VOA|Voice of Korea|Sputnik|Al Jazeera|
    Hankyoreh|Korea Herald|New York Times|Washington Post|Moscow Times|Financial Times|C4ADS|Open Source Centre|Aju Press|Kremlin|
    S/RES|UN press release|Council Regulation|State Department|ROK (?:Joint Chiefs|Chairman|ministry|Defence Ministry)|RSPP|SIPRI|
    Angelo State|Austin Peay|John Power|Stanton's own site|Rossia News|Club Z
"""
PUBLISHER = re.compile("".join(PUBLISHERS.split("\n")).replace(" " * 4, ""))

PRIMARY = re.compile(r"KCNA['’]s|by KCNA|by the Kremlin|S/RES/\d+|Regulation \(EU\)|Putin['’]s article")


def truths(real: World, truth: Truth) -> list[Entry]:
    return [entry for entry in real.ledger.entries if entry.claim.truth is truth]


def test_confirmed_means_that_a_primary_document_is_named(real: World) -> None:
    found = truths(real, Truth.PRIMARY)
    assert found
    for entry in found:
        assert PRIMARY.search(entry.claim.truth_why), f"{entry.id}: {entry.claim.truth_why}"


def test_corroborated_means_that_two_sources_are_named(real: World) -> None:
    found = truths(real, Truth.CORROBORATED)
    assert found
    for entry in found:
        assert len(set(PUBLISHER.findall(entry.claim.truth_why))) >= 2, f"{entry.id}: {entry.claim.truth_why}"


def test_contradicted_means_that_something_speaks_against_it(real: World) -> None:
    for entry in truths(real, Truth.CONTRADICTED):
        assert entry.claim.contradicts or len(entry.claim.truth_why) > 40, entry.id


def test_a_denial_says_of_what_by_whom_and_until_when(real: World) -> None:
    assert real.ledger.denials
    for entry in real.ledger.denials:
        denial = entry.claim.denial
        assert denial is not None
        assert denial.of, entry.id
        assert denial.by, entry.id
        assert denial.until is not None, entry.id
        assert entry.id not in denial.of
        assert all(entry in real.ledger.denials_of(denied) for denied in denial.of)


def test_what_is_denied_is_never_confirmed(real: World) -> None:
    denied = {of for entry in real.ledger.denials if entry.claim.denial for of in entry.claim.denial.of}
    assert not [of for of in denied if claim(real, of).truth is Truth.PRIMARY]


def test_nothing_of_document_b_is_called_a_verbatim_quotation(real: World) -> None:
    speeches = {entry.claim.speech for entry in real.ledger.entries if entry.document.code == "B"}
    assert Speech.QUOTED not in speeches
    assert Speech.REPUBLISHED in speeches


def test_the_article_speaks_in_its_own_voice_only_as_that(real: World) -> None:
    for entry in real.ledger.entries:
        if entry.claimant.voice is Voice.MEDIA:
            assert entry.who.endswith("(article voice)")
            assert entry.claim.speech is not Speech.QUOTED, entry.id


def test_a_corrected_date_keeps_the_stated_one(real: World) -> None:
    corrected = [entry for entry in real.ledger.entries if entry.claim.dates.basis == "corrected"]
    assert corrected
    for entry in corrected:
        dates = entry.claim.dates
        assert dates.stated, entry.id
        assert dates.why, entry.id
        assert dates.stated_start or dates.stated_end, entry.id
        assert (dates.stated_start, dates.stated_end) != (dates.start, dates.end), entry.id


# ---- the places ------------------------------------------------------------------------------------------------------

UNITS = ("rajin", "rajin-station", "rajin-port", "rajin-pier-1", "rajin-pier-2", "rajin-pier-3")


def wholes(real: World, identifier: str) -> list[str]:
    chain: list[str] = []
    parent = real.gazetteer.by_id[identifier].part_of
    while parent is not None:
        chain.append(parent)
        parent = real.gazetteer.by_id[parent].part_of
    return chain


def test_rajin_is_a_town_a_station_a_port_and_its_piers(real: World) -> None:
    sites = {unit: real.gazetteer.by_id[unit] for unit in UNITS}
    assert [site.kind for site in sites.values()] == [
        SiteKind.TOWN, SiteKind.STATION, SiteKind.PORT, SiteKind.PIER, SiteKind.PIER, SiteKind.PIER,
    ]  # fmt: skip
    assert len({site.names.en for site in sites.values()}) == len(UNITS)
    assert len({(sites[unit].lon, sites[unit].lat) for unit in UNITS[:4]}) == 4
    assert all("rason" in wholes(real, unit) for unit in UNITS)
    assert all(wholes(real, pier)[0] == "rajin-port" for pier in UNITS[3:])
    assert sites["rajin-station"].rail_station
    assert sites["rajin-port"].unlocode


def test_khasan_and_its_station_are_two(real: World) -> None:
    assert real.gazetteer.by_id["khasan-station"].part_of == "khasan"
    assert real.gazetteer.by_id["friendship-bridge"].part_of == "khasan-tumangang-crossing"
    assert real.gazetteer.by_id["tumen-road-bridge"].kind is SiteKind.BRIDGE


def test_the_two_vostochnys_are_far_apart(real: World) -> None:
    port, cosmodrome = real.gazetteer.by_id["vostochny-port"], real.gazetteer.by_id["vostochny-cosmodrome"]
    assert distance_km((port.lon or 0, port.lat or 0), (cosmodrome.lon or 0, cosmodrome.lat or 0)) > 900


def position(site: Site) -> tuple[float, float]:
    assert site.lon is not None
    assert site.lat is not None
    return site.lon, site.lat


# Published straight-line figures in km, each with the room that the positions' accuracy needs.
STRAIGHT = [
    ("khasan-station", "tumangang-station", 3.1, 0.6),
    ("khasan-station", "rajin-station", 35.4, 0.6),
    ("khasan-station", "vostochny-cosmodrome", 1066, 3),
    ("pyongyang", "vladivostok", 684, 6),
    ("fokino", "dunai", 11.9, 1.5),
    ("vostochny-cosmodrome", "tsiolkovsky", 19.5, 2),
    ("friendship-bridge", "khasan-tumangang-crossing", 0, 0.3),
]


@pytest.mark.parametrize(("one", "other", "km", "room"), STRAIGHT)
def test_places_lie_where_published_distances_put_them(real: World, one: str, other: str, km: float, room: float) -> None:
    here, there = real.gazetteer.by_id[one], real.gazetteer.by_id[other]
    assert distance_km(position(here), position(there)) == pytest.approx(km, abs=room)


def test_governments_countries_and_regions_have_no_position(real: World) -> None:
    for site in real.gazetteer.sites:
        assert site.placed is (site.kind not in UNPLACED_KINDS), site.id
        assert site.id.startswith(("government-", "country-", "region-")) is not site.placed, site.id


def test_every_position_has_an_origin_and_lies_in_the_right_country(real: World) -> None:
    frames = {"RUS": (27, 41, 180, 82), "PRK": (124, 37.5, 131, 43.1), "KOR": (124, 33, 132, 38.7), "USA": (-180, 18, -66, 72)}
    for site in real.gazetteer.sites:
        if not site.placed:
            continue
        assert site.origin, site.id
        lon, lat = position(site)
        if site.country in frames:
            west, south, east, north = frames[site.country]
            assert west <= lon <= east, site.id
            assert south <= lat <= north, site.id


def test_parts_lie_near_their_wholes(real: World) -> None:
    for site in real.gazetteer.sites:
        whole = real.gazetteer.by_id.get(site.part_of or "")
        if whole is not None and site.placed and whole.placed:
            reach = 60 + (whole.accuracy_km or 0) + (site.accuracy_km or 0)
            assert distance_km(position(site), position(whole)) < reach, site.id


# ---- the statements on which the rest hangs --------------------------------------------------------------------------


def test_rail_instead_of_sea_is_one_assessment_with_mixed_evidence(real: World) -> None:
    b42 = claim(real, "B42")
    assert b42.stance is Stance.ASSESSED
    assert b42.speech is Speech.PARAPHRASED
    assert b42.truth is Truth.CONTESTED
    assert b42.content.credibility == "6"
    assert b42.supports
    assert b42.contradicts
    assert placed(real, b42, Basis.NAMED) == set(), "he names no place: every pin of it is inferred"
    assert placed(real, b42, Basis.INFERRED)
    assert {"rail", "sea"} <= {topic.value for topic in b42.topics}
    assert real.ledger.by_id["B42"].claimant.name == "David Maxwell"
    assert real.ledger.by_id["B42"].claimant.voice is Voice.ANALYST


def test_the_railway_plan_is_set_beside_it_without_an_arrow(real: World) -> None:
    b42, b45 = claim(real, "B42"), claim(real, "B45")
    assert "B45" not in bearing(b42)
    assert "B42" not in bearing(b45)
    assert b42.family != b45.family
    assert b45.stance is Stance.ASSERTED
    assert b45.said.code == "B2"
    assert {"khasan", "rajin"} <= named(b45)
    assert real.ledger.by_id["B45"].claimant.voice is Voice.RUSSIA


def test_khasan_rajin_is_a_line_and_no_crossing(real: World) -> None:
    b46 = claim(real, "B46")
    assert b46.truth is Truth.CONTRADICTED
    assert {"khasan-tumangang-crossing", "friendship-bridge"} <= placed(real, b46, Basis.INFERRED)
    (leg,) = [leg for leg in real.legs if leg.id == "khasan-rajin-rail"]
    assert (leg.origin, leg.destination, leg.mode) == ("khasan-station", "rajin-station", "rail")
    assert real.rail_lines_by_id[leg.rail_line].published_km == pytest.approx(54, abs=1)


def test_the_suspicion_never_stands_without_its_limit(real: World) -> None:
    a04, a05 = claim(real, "A04"), claim(real, "A05")
    for told in ("A01", "A04", "A06"):
        assert {link.ref for link in claim(real, told).limits} == {"A05"}, told
        assert "A05" not in against(claim(real, told)), "a limit is no contradiction"
    assert "A05" in {entry.id for entry in real.ledger.beside([real.ledger.by_id["A04"]])}
    assert a05.stance is Stance.REPORTED_FACT
    assert (a04.paragraph, a04.line) == (a05.paragraph, a05.line)
    assert a04.truth is Truth.SINGLE
    assert a04.speech is Speech.QUOTED
    assert {a04.dates.stated_start, a04.dates.start} == {date(2025, 10, 13), date(2025, 10, 14)}
    assert a04.family == claim(real, "A01").family


def test_two_denials_of_two_things_at_two_times(real: World) -> None:
    a25, b15 = claim(real, "A25").denial, claim(real, "B15").denial
    assert a25 is not None
    assert b15 is not None
    assert set(a25.by) == set(b15.by) == {"Government of Russia", "Government of the DPRK"}
    assert a25.proposition != b15.proposition
    assert b15.until is not None
    assert a25.until is not None
    assert b15.until < date(2024, 6, 19) < a25.until
    assert "B09" in b15.of
    assert "A23" in a25.of
    assert "A37" not in a25.of, "silence on the missile is no denial"
    assert claim(real, "A37").stance is not Stance.DENIED
    assert claim(real, "A25").family == claim(real, "B15").family == "denials"


# Known errors of the articles: the claim, its truth status or None, and what has to be said of it.
KNOWN_ERRORS = [
    ("A13", Truth.NOT_ASSESSABLE, "its own launch"),
    ("A21", Truth.CONTRADICTED, "Belousov"),
    ("A22", Truth.CONTRADICTED, "2023"),
    ("B13", Truth.CONTRADICTED, "Knevichi"),
    ("B33", Truth.CONTRADICTED, ""),
    ("B46", Truth.CONTRADICTED, "54 km"),
    ("A10", Truth.CONTESTED, "Hwasong-18"),
    ("B08", Truth.CONTESTED, "Hwasong-18"),
    ("B26", Truth.CONTESTED, "51"),
    ("B03", Truth.CONTESTED, ""),
    ("B36", Truth.CONTESTED, ""),
    ("A12", Truth.NOT_ASSESSABLE, "A28"),
]


@pytest.mark.parametrize(("identifier", "truth", "word"), KNOWN_ERRORS)
def test_known_errors_are_told_on_the_claim(real: World, identifier: str, truth: Truth, word: str) -> None:
    wrong = claim(real, identifier)
    assert wrong.truth is truth
    assert wrong.notes or wrong.contradicts
    assert any(word in text for text in texts_of(wrong.model_dump()))


def test_dates_that_are_years_off_are_corrected(real: World) -> None:
    shoigu, tour = claim(real, "A21").dates, claim(real, "A22").dates
    assert (shoigu.basis, tour.basis) == ("corrected", "corrected")
    assert (shoigu.start, shoigu.end) == (date(2023, 7, 25), date(2023, 7, 27))
    assert tour.start == date(2023, 9, 12)
    assert tour.end is not None
    assert tour.end.year == 2023
    assert shoigu.stated_start is not None
    assert shoigu.stated_start.year == 2024


def test_two_sights_at_two_places(real: World) -> None:
    assert {"knevichi", "vladivostok"} <= placed(real, claim(real, "B13"), Basis.INFERRED)


def test_munitions_and_technology_flow_in_opposite_directions(real: World) -> None:
    assert claim(real, "A23").flow is claim(real, "B09").flow is Flow.PRK_TO_RUS
    assert claim(real, "A01").flow is claim(real, "A04").flow is Flow.RUS_TO_PRK


def test_analysts_who_disagree_are_set_against_each_other(real: World) -> None:
    pairs = {frozenset((pair.left.id, pair.right.id)) for pair in real.ledger.oppositions}
    assert {frozenset(("B27", "B49")), frozenset(("B27", "B52")), frozenset(("B29", "B49"))} <= pairs


FAMILIES = {
    "hwasong-20-suspicion": {"A01", "A04"},
    "un-resolutions-breach": {"A12", "A28", "B32", "B64"},
    "munitions-allegation": {"A23", "B09"},
    "quid-pro-quo": {"A24", "B18", "B31"},
    "denials": {"A25", "B15"},
    "far-east-tour-2023": {"A22", "B10", "B11", "B12", "B13", "B14"},
    "treaty-signing": {"B02", "B20"},
    "treaty-as-military-commitment": {"B03", "B17", "B27"},
    "seoul-washington-concern": {"B59", "B63", "B65"},
    "military-bloc": {"A38", "B01"},
}


@pytest.mark.parametrize("family", FAMILIES)
def test_one_event_told_twice_is_one_family(real: World, family: str) -> None:
    assert {entry.id for entry in real.ledger.members(family)} >= FAMILIES[family]


def test_a_family_has_at_least_two_members(real: World) -> None:
    assert all(len(real.ledger.members(family.id)) >= 2 for family in real.ledger.families)
    assert real.ledger.independent_origins(real.ledger.entries) < len(real.ledger.entries)


def test_no_official_of_the_dprk_is_heard(real: World) -> None:
    """The balance has to say so."""
    counts = {voice: sum(stances.values()) for voice, stances in balance(real.ledger.entries).items()}
    assert counts[Voice.DPRK] == 0
    assert counts[Voice.ANALYST] > counts[Voice.RUSSIA] + counts[Voice.RUSSIA_AND_DPRK] + counts[Voice.CHINA]


# ---- context, legs, journeys -----------------------------------------------------------------------------------------


def test_outside_facts_have_sources_and_are_no_claims(real: World) -> None:
    assert not set(real.ledger.events_by_id) & set(real.ledger.by_id)
    for event in real.ledger.events:
        assert event.sources, event.id
        assert event.reporter, event.id
        assert event.dates.start is not None, event.id
        assert not {source.name for source in event.sources} & {document.publisher for document in real.ledger.documents}, (
            event.id
        )


DENIED_ON = {
    date(2022, 9, 22): "defence ministry", date(2022, 12, 23): "foreign ministry", date(2023, 10, 15): "Burmistrov",
    date(2023, 10, 17): "Peskov", date(2023, 10, 26): "Peskov", date(2024, 5, 17): "Kim Yo Jong",
    date(2025, 6, 2): "foreign ministry",
}  # fmt: skip


def test_the_dated_denials_are_facts_of_their_own(real: World) -> None:
    """Each with its day, its speaker and a source that was read, and bound to the claim that tells of denials without a day."""
    denied = {event.dates.start: event for event in real.ledger.events if event.stance is Stance.DENIED}
    assert denied.keys() == DENIED_ON.keys()
    for day, speaker in DENIED_ON.items():
        event = denied[day]
        assert event.dates.basis == "stated", event.id
        assert speaker in event.reporter, event.id
        assert any(source.seen for source in event.sources), event.id
        assert {"A25", "B15"} & set(event.related), event.id
        told = "B15" if day < date(2024, 6, 19) else "A25"
        assert f"event:{event.id}" in {link.ref for link in claim(real, told).supports}, event.id


def test_an_event_is_called_by_its_day(real: World) -> None:
    for event in real.ledger.events:
        stated = re.search(r"(\d{4}-\d{2}-\d{2})$", event.id)
        if stated:
            day = date.fromisoformat(stated[1])
            assert event.dates.start is not None
            assert abs((event.dates.start - day).days) <= 31, event.id


def test_sea_legs_are_schematic_and_rail_legs_follow_the_track(real: World) -> None:
    assert {leg.id for leg in real.legs} >= {"rajin-dunai-sea", "rajin-vostochny-port-sea", "khasan-rajin-rail"}
    for leg in real.legs:
        assert leg.statement.startswith("Reported"), leg.id
        if leg.mode == "sea":
            assert leg.note.startswith("Schematic"), leg.id
            assert isinstance(real.sea_legs[leg.id], Route), leg.id
        else:
            course = real.rail_lines_by_id[leg.rail_line].course
            ends = {leg.origin: course[0], leg.destination: course[-1]}
            for site, end in ends.items():
                assert distance_km(position(real.gazetteer.by_id[site]), end) < 5, f"{leg.id} does not end at {site}"


def test_the_tour_of_2023_in_order(real: World) -> None:
    (tour,) = [itinerary for itinerary in real.itineraries if itinerary.journey == "tour"]
    days = [stop.dates.start for stop in tour.stops]
    assert None not in days
    assert days == sorted(days, key=str)
    sites = [stop.site for stop in tour.stops]
    order = [
        "pyongyang",
        "khasan-station",
        "vostochny-cosmodrome",
        "knaaz-plant",
        "knevichi",
        "artyom-station",
        "tumangang-station",
    ]
    assert [sites.index(site) for site in order] == sorted(sites.index(site) for site in order)
    by_site = {stop.site: stop.dates.start for stop in tour.stops}
    assert by_site["vostochny-cosmodrome"] == date(2023, 9, 13)
    assert by_site["khasan-station"] == date(2023, 9, 12)
    assert by_site["knevichi"] == date(2023, 9, 16)


def test_the_visit_of_2024(real: World) -> None:
    (visit,) = [itinerary for itinerary in real.itineraries if itinerary.journey == "visit"]
    assert all(stop.dates.start and date(2024, 6, 18) <= stop.dates.start <= date(2024, 6, 19) for stop in visit.stops)
    assert visit.stops[0].site == "sunan-airport"
