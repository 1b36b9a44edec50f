"""Everything about one subject: one place with its parts, whoever speaks and is spoken of as one, denials that meet it."""

from __future__ import annotations

import pytest

from explorer.ledger.claims import Entry
from explorer.ledger.dossier import answers, dossier
from explorer.ledger.vocabulary import Stance
from explorer.world.world import World


@pytest.mark.parametrize("name", ["Rajin", "Najin", "라진", "Раджин", "Rajin port", "Rajin port, pier 2", "RAJIN"])
def test_a_town_is_one_place_with_its_station_port_and_piers(real: World, name: str) -> None:
    subject = real.subjects.called(name)
    assert subject is not None
    assert subject.id == "place:rajin"
    assert {site.id for site in real.subjects.parts(subject)} >= {"rajin", "rajin-station", "rajin-port", "rajin-pier-2"}


def test_every_site_belongs_to_one_place_and_every_claim_is_in_a_dossier(real: World) -> None:
    subjects = real.subjects
    places = [subject for subject in subjects.by_id.values() if subject.kind == "place"]
    assert sorted(site for place in places for site in place.sites) == sorted(site.id for site in real.gazetteer.sites)
    told = {entry.id for subject in subjects.by_id.values() for entry in dossier(subjects, subject).entries}
    assert told == set(real.ledger.by_id)


def test_who_speaks_and_is_spoken_of_is_one(real: World) -> None:
    subject = real.subjects.called("Vladimir Putin")
    assert subject is not None
    found = dossier(real.subjects, subject)
    assert found.said_by
    assert {entry.claimant.id for entry in found.said_by} == {"putin"}
    assert any("Vladimir Putin" in entry.claim.entities for entry in found.said_of)
    assert "named:vladimir-putin" not in real.subjects.by_id


def test_a_ship_of_the_dated_facts_is_a_subject(real: World) -> None:
    subject = real.subjects.called("Angara")
    assert subject is not None
    found = dossier(real.subjects, subject)
    assert len(found.events) >= 6
    assert [event.dates.start for event in found.events] == sorted(
        event.dates.start for event in found.events if event.dates.start
    )
    assert all(answer.wider for answer in found.answers)


def test_a_denial_stands_once_against_all_that_it_denies(real: World) -> None:
    found = answers(real.ledger)
    ids = [answer.denial.id for answer in found]
    assert len(ids) == len(set(ids))
    by_id = {answer.denial.id: answer for answer in found}
    assert {entry.id for entry in by_id["B15"].meets} == {"B06", "B09", "B54", "B55", "B56", "B57"}
    outside = [answer for answer in found if not isinstance(answer.denial, Entry)]
    assert len(outside) == sum(event.stance is Stance.DENIED for event in real.ledger.events)
    assert all(entry.claim.stance is not Stance.DENIED for answer in outside for entry in answer.meets)


def test_what_is_said_of_rajin_meets_the_denials_of_the_wider_allegation(real: World) -> None:
    subject = real.subjects.called("Rajin")
    assert subject is not None
    found = dossier(real.subjects, subject)
    assert {"A25", "B15", "kim-yo-jong-denies-2024-05-17"} <= {answer.denial.id for answer in found.answers if answer.wider}


def test_where_nothing_is_denied_there_is_no_answer(real: World) -> None:
    assert dossier(real.subjects, real.subjects.by_id["place:sonbong"]).answers == ()
    assert dossier(real.subjects, real.subjects.by_id["place:komsomolsk"]).answers == ()
