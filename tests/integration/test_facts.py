"""Facts that were once told wrongly, card by card: what a field has to say and what it must not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from explorer.geo import distance_km
from explorer.ledger.vocabulary import Stance, Topic, Truth
from explorer.routing.route import Route
from explorer.world.world import World
from explorer.zones.jurisdiction import beyond_territorial_sea_km
from explorer.zones.law import CONVENTION, Baseline, LegalScenario


class Said(NamedTuple):
    """What a text has to hold, as a pattern, and what it must not hold; nothing where nothing is asked."""

    has: str = ""
    lacks: str = ""


def wrong(text: str, said: Said) -> str:
    """What of it a text misses; empty where it is right."""
    if said.has and not re.search(said.has, text, re.IGNORECASE):
        return f"lacks {said.has!r}: {text}"
    return f"has {said.lacks!r}: {text}" if said.lacks and re.search(said.lacks, text, re.IGNORECASE) else ""


# ---- claims ----------------------------------------------------------------------------------------------------------

STATEMENTS = {
    "A02": Said(r"suggest", r"\bif\b"),
    "A03": Said(r"tension", r"ukraine|relations|ties"),
    "A11": Said(r"\bif\b.*would suggest"),
    "A13": Said(r"whether", r"(?:pictures|telemetry) of (?:the )?hwasong"),
    "A18": Said(r"help from outside.*alarm|alarm.*help from outside"),
    "A39": Said(r"could", r"would be felt"),
    "A41": Said(r"ties.*war on ukraine"),
    "B03": Said(r"^the pact"),
    "B26": Said(r"agree", r"binds?"),
    "B33": Said(r"involve", r"by way of trade is\b"),
    "B34": Said(r"state-run"),
    "B35": Said(r"plan", r"\bwill\b"),
    "B51": Said(r"commitment", r"bond"),
    "B66": Said(r"need", r"wish"),
}


@pytest.mark.parametrize("identifier", STATEMENTS)
def test_a_statement_says_what_its_article_says(real: World, identifier: str) -> None:
    assert not wrong(real.ledger.by_id[identifier].claim.statement, STATEMENTS[identifier])


TRUTHS = {
    "A13": (Truth.NOT_ASSESSABLE, Said(r"whose|which launch|does not say", r"telemetry of it\b")),
    "A23": (Truth.CONTESTED, Said(r"rockets: (?!the states)", r"msmt only")),
    "B09": (Truth.CONTESTED, Said(r"for:.*against:.*denied")),
    "B18": (Truth.CONTESTED, Said(r"lawful russian coal")),
    "B31": (Truth.SINGLE, Said(r"lawful transit")),
    "A20": (Truth.CORROBORATED, Said(r"to pyongyang.*to moscow", r"announced")),
}


@pytest.mark.parametrize("identifier", TRUTHS)
def test_a_verdict_and_its_reason_agree(real: World, identifier: str) -> None:
    claim = real.ledger.by_id[identifier].claim
    truth, said = TRUTHS[identifier]
    assert claim.truth is truth
    assert not wrong(claim.truth_why.replace("\n", " "), said)


def test_the_war_belongs_to_the_scrutiny_and_not_to_the_tension(real: World) -> None:
    tension, scrutiny = (real.ledger.by_id[name].claim for name in ("A03", "A41"))
    assert "country-ukraine" not in {place.id for place in tension.places}
    assert Topic.WAR not in tension.topics
    assert "country-ukraine" in {place.id for place in scrutiny.places}
    assert any("aftermath" in note for note in scrutiny.notes)


def test_ore_cars_have_a_lawful_reading_wherever_they_count(real: World) -> None:
    coal = real.ledger.events_by_id["rajin-coal-resumes-2024-04"]
    assert any(source.seen for source in coal.sources)
    for identifier in ("B18", "B31"):
        assert f"event:{coal.id}" in {link.ref for link in real.ledger.by_id[identifier].claim.contradicts}
    (counted,) = [link for link in real.ledger.by_id["B42"].claim.contradicts if "csis-rail-traffic" in link.ref]
    assert "lawful" in counted.note
    assert any("lawful" in note for note in real.ledger.events_by_id["csis-rail-traffic-2024-08"].notes)


def test_a_title_is_given_whole(real: World) -> None:
    assert all("…" not in document.title for document in real.ledger.documents)


# ---- dated facts -----------------------------------------------------------------------------------------------------

FORECASTS = {
    "kim-enters-khasan-2019-04-24": Said(lacks=r"hours"),
    "pyongyang-khabarovsk-train-2025-06-19": Said(r"was to", r"took up again"),
}


@pytest.mark.parametrize("identifier", FORECASTS)
def test_a_forecast_is_not_told_as_done(real: World, identifier: str) -> None:
    event = real.ledger.events_by_id[identifier]
    assert not wrong(event.statement, FORECASTS[identifier])
    assert any(re.search(r"expect|forecast|announce", note, re.IGNORECASE) for note in event.notes)


ADDED = {
    "rok-leaves-rajin-khasan-2016-03-08": Stance.REPORTED_FACT, "rajin-coal-exempted-2016-03-02": Stance.ASSERTED,
    "rajin-coal-stops-2018": Stance.REPORTED_FACT, "rajin-coal-resumes-2024-04": Stance.REPORTED_FACT,
    "csis-stations-rebuilt-2024-12-03": Stance.ASSESSED, "dprk-arms-identified-2023-10": Stance.ASSESSED,
    "shell-deliveries-halved-2025-10": Stance.ASSESSED, "putin-press-statement-2024-06-19": Stance.ASSERTED,
    "un-monitors-kharkiv-2024-04-25": Stance.ASSESSED, "satellite-launch-fails-2024-05-27": Stance.REPORTED_FACT,
    "msmt-founded-2024-10-16": Stance.REPORTED_FACT, "msmt-second-report-2025-10-22": Stance.ALLEGED,
    "talks-beijing-2025-09-03": Stance.REPORTED_FACT, "nis-troops-2024-10-18": Stance.ASSESSED,
    "nato-troops-2024-10-28": Stance.ASSERTED, "gerasimov-troops-2025-04-26": Stance.ASSERTED,
    "shoigu-sappers-builders-2025-06-17": Stance.ASSERTED, "us-lists-maria-2023-12-12": Stance.ALLEGED,
    "rok-lists-lady-r-angara-2024-04-02": Stance.ALLEGED, "rok-lists-maia-1-maria-2024-05-24": Stance.ALLEGED,
    "eu-lists-ships-2024-06-24": Stance.ALLEGED, "dprk-denies-rail-2022-12-23": Stance.DENIED,
    "burmistrov-sanctions-2023-10-15": Stance.DENIED, "kremlin-groundless-2023-10-26": Stance.DENIED,
    "rajin-coal-first-train-2018-09-05": Stance.ASSERTED, "lady-r-rajin-2024-04-02": Stance.ASSESSED,
}  # fmt: skip


@pytest.mark.parametrize("identifier", ADDED)
def test_a_dated_fact_is_told_as_what_it_is_from_a_source_that_was_read(real: World, identifier: str) -> None:
    event = real.ledger.events_by_id[identifier]
    assert event.stance is ADDED[identifier]
    assert any(source.seen for source in event.sources)
    day = re.search(r"(\d{4}-\d{2}-\d{2})$", identifier)
    assert not day or event.dates.start == date.fromisoformat(day[1])


LEFT_UNSAID = {
    "dprk-denies-rail-2022-12-23": (Said(r"never been", r"wagner|plan"), Said(r"nothing of plans")),
    "burmistrov-sanctions-2023-10-15": (Said(r"does not violate", r"\barms\b|weapons|munitions"), Said(r"not of arms")),
    "kremlin-no-proof-2023-10-17": (Said(r"without any proof", r"\bnot\b|never"), Said(r"do not say that nothing was sent")),
    "kremlin-groundless-2023-10-26": (Said(r"as a rule", r"\bnot\b|never"), Said(r"neither confirmed nor denied")),
}


@pytest.mark.parametrize("identifier", LEFT_UNSAID)
def test_a_denial_says_no_more_than_its_speaker_did(real: World, identifier: str) -> None:
    """What was not said stays out of the statement, and a note says that it was not."""
    event, (statement, note) = real.ledger.events_by_id[identifier], LEFT_UNSAID[identifier]
    assert not wrong(event.statement, statement)
    assert not wrong(" ".join(event.notes), note)


def test_the_judgement_that_goods_are_payment_is_told_as_the_one_of_csis(real: World) -> None:
    event = real.ledger.events_by_id["csis-rail-traffic-2024-08"]
    assert event.stance is Stance.ASSESSED
    assert not wrong(event.statement, Said(r"CSIS read as .*likely related to Russian payment"))
    assert {"B18", "B31"} <= set(event.related)


def test_coal_through_rajin_stops_goes_on_and_is_counted_again_in_that_order(real: World) -> None:
    names = ("rajin-coal-stops-2018", "rajin-coal-first-train-2018-09-05", "rajin-coal-resumes-2024-04")
    days = [real.ledger.events_by_id[name].dates.start for name in names]
    assert days == [date(2018, 2, 1), date(2018, 9, 5), date(2024, 4, 1)]


def test_the_axles_are_counted_by_the_press(real: World) -> None:
    parade = real.ledger.events_by_id["hwasong-20-parade-2025-10-10"]
    assert "the press counted" in parade.statement
    assert any("number of axles" in note and "the press's" in note for note in parade.notes)


def test_no_building_stands_in_for_another(real: World) -> None:
    """The guest house of June 2024 was not located; the mausoleum of nearly the same name is no mark for it."""
    palace = "kumsusan-palace"
    spoken_of = {place.id for entry in real.ledger.entries for place in entry.claim.places}
    spoken_of |= {place.id for event in real.ledger.events for place in event.places}
    spoken_of |= {stop.site for itinerary in real.itineraries for stop in itinerary.stops}
    assert palace not in spoken_of


# ---- stories ---------------------------------------------------------------------------------------------------------


def spoken(real: World, scenario: str) -> Iterator[tuple[str, str]]:
    """Everything that a story says, with the citation where it has one."""
    for step in real.scenarios_by_id[scenario].step:
        yield from ((row.ref, row.text) for _, row in step.sentences())
        yield from (("", text) for text in (step.heading, step.guide, step.notes))
        if step.question:
            yield "", step.question.options[step.question.answer - 1]


def test_sea_legs_are_routed_and_no_story_has_them_drawn_by_hand(real: World) -> None:
    for scenario in real.scenarios:
        assert not [text for _, text in spoken(real, scenario.id) if "by hand" in text]
    assert any("routed" in text for _, text in spoken(real, "rajin-dunai"))


def test_no_story_gives_the_axles_to_kcna(real: World) -> None:
    for scenario in real.scenarios:
        for _, text in spoken(real, scenario.id):
            assert not re.search(r"\bKCNA\b[^,;]*(?:11|eleven)[- ]axle", text), text


def test_the_key_on_telemetry_turns_on_whose_launch(real: World) -> None:
    (step,) = [step for step in real.scenarios_by_id["reading-a-source"].step if "A13" in step.refs]
    assert step.question is not None
    assert "whose launch" in step.question.options[step.question.answer - 1]
    assert "not yet flown" not in step.heading


# ---- exposure and law ------------------------------------------------------------------------------------------------


def test_a_share_told_in_words_is_the_one_worked_out(real: World) -> None:
    """Some 13 % of the way to Dunai and about half of that to Vostochny Port lie beyond the belt, measured from the coast."""
    (factor,) = [factor for factor in real.exposure.factors if factor.id == "f5"]
    assert "13 %" in factor.sea_why
    assert "about half" in factor.sea_why
    assert beyond_percent(real, "rajin-dunai-sea", "coast") == pytest.approx(13, abs=1)
    assert beyond_percent(real, "rajin-vostochny-port-sea", "coast") == pytest.approx(50, abs=3)
    for leg in ("rajin-dunai-sea", "rajin-vostochny-port-sea"):
        assert beyond_percent(real, leg, "claimed") == pytest.approx(0, abs=0.1)


def beyond_percent(real: World, leg: str, baseline: Baseline) -> float:
    """Share of a reported sea leg that lies beyond the territorial sea of both States."""
    way = real.sea_legs[leg]
    assert isinstance(way, Route)
    (part,) = way.legs
    profile = real.zones.profile(part.line, part.duration_h, "sea", LegalScenario(baseline=baseline))
    return 100 * beyond_territorial_sea_km(profile) / profile[-1].to_km


FACTORS = {
    "f19": Said(r"2015.*2016", r"rare"),
    "f23": Said(r"DEYI.*territorial sea"),
    "f24": Said(r"exempted since 2 March 2016", r"since 2017"),
}


@pytest.mark.parametrize("identifier", FACTORS)
def test_a_factor_says_what_its_sources_say(real: World, identifier: str) -> None:
    (factor,) = [factor for factor in real.exposure.factors if factor.id == identifier]
    text = " ".join((factor.rail_why, factor.sea_why, factor.value, factor.opposite))
    assert not wrong(text, FACTORS[identifier])


def test_the_bridge_lies_half_a_kilometre_from_china(real: World) -> None:
    (noticed,) = [one for one in real.exposure.judgements if one.id == "noticed-bridge"]
    assert not wrong(noticed.reason, Said(r"half a kilometre", r"some kilometres"))
    bridge = real.gazetteer.by_id["friendship-bridge"]
    marks = (
        (130.63825, 42.41950),
        (130.63514, 42.41653),
    )  # of the meeting point of the three States, agreement of 3 November 1998
    assert min(distance_km((bridge.lon or 0, bridge.lat or 0), mark) for mark in marks) == pytest.approx(0.5, abs=0.1)


def test_inferences_of_the_trial_are_called_so(real: World) -> None:
    (trial,) = real.exposure.trials
    text = {point.ref: point.text for point in trial.points}
    for ref in ("panel-mandate-ends-2024-04-30", "railcars-white-house-2022-11-18", "osc-reuters-voyages-2025-04-15"):
        assert "our inference" in text[f"event:{ref}"], ref
    assert "rival reading" in text["event:lady-r-returns-2025-10-01"]


def test_a_rule_of_the_convention_says_whom_it_binds(real: World) -> None:
    rules = [provision for provision in real.law.provisions if provision.instrument == CONVENTION]
    assert len(rules) >= 8
    for rule in rules:
        assert re.search(r"custom|treaty rule", rule.standing, re.IGNORECASE), rule.id
