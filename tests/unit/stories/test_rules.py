"""Inserted negations, opposites, and dates and counts given to something else: caught, and no false alarm on fair paraphrase.

The sentences here are written for this test and stand in no story.
"""

from __future__ import annotations

import pytest

from explorer.stories.rules.clauses import negations, stem
from explorer.stories.rules.dates import days_in
from explorer.world.world import World


def told(real: World, ref: str, text: str) -> list[str]:
    cite = real.stage.cite(ref)
    assert cite is not None, ref
    return [problem.what for problem in real.stage.wording.problems(text, cite)]


FAIR = [
    ("B42", "Maxwell suggested that railways might be used where ships had been."),
    ("B42", "David Maxwell suggested that ships might give way to trains; he did not say on which line."),
    ("B42", "David Maxwell, who gave no date, suggested that trains might take the place of ships."),
    ("B43", "David Maxwell judged that trains would serve to keep clear of possible interdiction, a purpose and not a forecast."),
    ("B45", "Vladimir Putin said that Russian Railways is to take part in modernising the link from Khasan to Rajin."),
    ("B45", "Vladimir Putin announced works on the line from Khasan to Rajin and named no cargo."),
    ("B49", "Michael Kimmage did not think that the treaty by itself is going to change much."),
    ("B66", "Liu Pengyu called the need of the two for closer ties legitimate."),
    ("B26", "Daily Scope News reports an agreement to step in with force if either of the two is invaded."),
    ("B33", "Daily Scope News asserts that deals in weapons are involved in what Putin proposes by way of trade."),
    ("A05", "CNews Live English reports that no direct evidence was confirmed."),
    ("A05", "CNews Live English reports that the Chairman never confirmed direct evidence."),
    ("A37", "CNews Live English reports that the allegation has so far gone without comment from either Russia or the DPRK."),
    (
        "A13",
        "South Korean defence officials state that teams look at launch pictures to see whether Hwasong-20 has foreign input.",
    ),
    (
        "A18",
        "CNews Live English says that the region is alarmed that such advances would hardly be possible without outside help.",
    ),
    ("A25", "Russia and the DPRK reject the charge that weapons were supplied for the war."),
    ("B15", "Russia and the DPRK denied any arms dealings before Putin's visit."),
    ("event:kremlin-no-proof-2023-10-17", "Dmitry Peskov denied on 17 October 2023 that there was any proof."),
    ("event:dprk-denies-exports-2022-09-22", "A vice director general of the defence ministry denied exports of arms to Russia."),
    ("event:dprk-denies-rail-2022-12-23", "A spokesperson of the foreign ministry denied a report of munitions by rail."),
    ("event:burmistrov-sanctions-2023-10-15", "Oleg Burmistrov denied on 15 October 2023 that Russia violates UN sanctions."),
    ("event:kremlin-groundless-2023-10-26", "Dmitry Peskov denied on 26 October 2023 that the reports had a ground."),
    ("event:kim-yo-jong-denies-2024-05-17", "Kim Yo Jong denied dealings with Russia in May 2024 and spoke of a false rumour."),
    ("event:lady-r-vostochny-2024-03-12", "NK Pro saw the ship at Vostochny Port on 14 March, two days after it had loaded."),
    (
        "event:shell-deliveries-halved-2025-10",
        "Vadym Skibitskyi estimated that deliveries of shells had fallen by more than half in 2025.",
    ),
    (
        "event:un-monitors-kharkiv-2024-04-25",
        "Monitors of the UN Panel of Experts found a Hwasong-11 series missile and could not tell who fired it.",
    ),
    (
        "event:rok-leaves-rajin-khasan-2016-03-08",
        "The Government of the ROK reported on 8 March 2016 that it had left the project.",
    ),
    ("event:csis-dark-vessels-2024-02-28", "CSIS counted 25 visits and saw 19 of them made by ships not sending their position."),
    ("event:khasan-rajin-reopened-2013-09-22", "Russian Railways reported 3 tunnels and 18 bridges on the line."),
    (
        "event:csis-rail-traffic-2024-08",
        "CSIS Beyond Parallel counted fewer boxcars than before in the spring, and more tank cars.",
    ),
    ("event:road-bridge-works-2025-04-30", "TASS reported that works on the bridge began on 30 April 2025."),
    ("event:treaty-in-force-2024-12-04", "KCNA reported that the treaty took effect on 4 December 2024."),
    ("event:osc-reuters-voyages-2025-04-15", "Reuters counted 64 voyages in the months from September 2023 to March 2025."),
]


@pytest.mark.parametrize(("ref", "text"), FAIR)
def test_a_fair_paraphrase_passes(real: World, ref: str, text: str) -> None:
    assert told(real, ref, text) == []


TWISTED = [
    ("B42", "Maxwell suggested that trains might never take the place of ships."),
    ("B42", "David Maxwell did not suggest that trains might take the place of ships."),
    ("B42", "David Maxwell suggested that trains might fail to take the place of ships."),
    ("B45", "Vladimir Putin said that the link from Khasan to Rajin is not to be modernised."),
    ("B45", "Vladimir Putin did not say that the rail link from Khasan to Rajin is to be modernised."),
    ("B66", "Liu Pengyu said that the need of Moscow and Pyongyang for closer ties is illegitimate."),
    ("B66", "Liu Pengyu said that the need of Moscow and Pyongyang for closer ties isn't legitimate."),
    ("B51", "Michael Kimmage held that the treaty signals a weak commitment."),
    ("B59", "Seoul and Washington were concerned: Putin's outspoken support is no serious worry."),
    ("B28", "Bruce Bechtol Jr. asserted that the DPRK and Russia will be invaded."),
    ("A07", "CNews Live English reports that the DPRK did not show its newest ICBM at a military parade."),
    ("A07", "CNews Live English reports that the DPRK showed its oldest ICBM at a military parade."),
    ("A40", "CNews Live English reports that Russia and the DPRK are both under light sanctions."),
    ("A34", "Seoul's military officials say that the inquiry into the suspected Russian help has ended."),
    ("A05", "CNews Live English reports that he did not fail to confirm direct evidence."),
    ("A25", "Russia and the DPRK deny that weapons were not supplied for the war."),
    ("B15", "Russia and the DPRK denied that there were no dealings in arms up to the visit."),
    ("event:csis-rail-traffic-2024-08", "CSIS Beyond Parallel counted fewer ore and tank cars and more boxcars."),
    (
        "event:shell-deliveries-halved-2025-10",
        "Vadym Skibitskyi estimated that deliveries of shells had risen by more than half in 2025.",
    ),
    (
        "event:rajin-coal-stops-2018",
        "EADaily and TASS reported that exports of Russian coal by way of Rajin began in February 2018.",
    ),
    ("event:dprk-denies-rail-2022-12-23", "The DPRK's foreign ministry confirmed munitions for Russia by rail."),
    ("event:burmistrov-sanctions-2023-10-15", "Oleg Burmistrov said that Russia violates the sanctions of the United Nations."),
    ("event:rajin-coal-resumes-2024-04", "Kommersant reported no Russian coal to China by way of Rajin in April and May 2024."),
    ("event:treaty-in-force-2024-12-04", "KCNA reported that the treaty took effect on 5 December 2023."),
    ("event:treaty-ratified-2024-11-09", "TASS reported that the ratification was complete on 4 December 2024."),
    ("event:lady-r-vostochny-2024-03-12", "NK Pro saw the ship load on 14 March and lie at Vostochny Port on 12 March."),
    (
        "event:kim-returns-2023-09-18",
        "KCNA reported that the train passed Tumangang on 19 September and reached Pyongyang on 18 September.",
    ),
    ("event:voyage-pause-2024-02-12", "NK News saw Maia-1 on 4 February and Lady R on 12 February."),
    ("event:osc-reuters-voyages-2025-04-15", "Reuters counted 64 voyages from March 2025 to September 2023."),
    ("event:osc-reuters-voyages-2025-04-15", "Reuters counted 64 voyages up to April 2025."),
    ("event:csis-dark-vessels-2024-02-28", "CSIS counted at least 19 visits."),
    ("event:csis-najin-2023-10-17", "CSIS Beyond Parallel found at most six trips by sea."),
    ("event:angara-maria-runs-2023-08-15", "RUSI counted more than five round trips."),
    ("event:khasan-rajin-reopened-2013-09-22", "Russian Railways reported works on 3 bridges and 18 tunnels."),
    (
        "event:shoigu-sappers-builders-2025-06-17",
        "Sergei Shoigu said that 5,000 sappers and 1,000 military builders were to be sent.",
    ),
    (
        "event:nis-troops-2024-10-18",
        "The National Intelligence Service judged that some 12,000 special forces had been carried to Vladivostok.",
    ),
    ("event:kim-fefu-artyom-2023-09-17", "Sputnik reported that he arrived by train at Artyom-Primorsky-1."),
    ("event:passenger-trains-regular-2024-12-16", "RIA Novosti reported that trains ceased to run on Mondays."),
    ("event:panel-mandate-ends-2024-04-30", "The United Nations reported that the panel began on 30 April 2024."),
]


@pytest.mark.parametrize(("ref", "text"), TWISTED)
def test_a_twisted_sentence_is_caught(real: World, ref: str, text: str) -> None:
    assert told(real, ref, text), text


def test_a_limit_is_cited_wherever_its_claim_is_told(real: World) -> None:
    """The rehearsal asks for it by name, and the limit itself is no contradiction."""
    entry = real.ledger.by_id["A04"]
    assert [link.ref for link in entry.claim.limits] == ["A05"]


def test_words_are_taken_apart() -> None:
    assert stem("loaded") == stem("loads") == stem("loading")
    assert stem("loaded") != stem("unloaded")
    assert [reach.word for reach in negations("No other line and not only this one.")] == []
    assert [sorted(reach.stems) for reach in negations("He did not say where it went.")] == [[]]
    assert [(day.day, day.month) for day in days_in("It passed on 18 September and came home on the 19th.")] == [(18, 9), (19, 9)]
    assert days_in("It may be so.") == ()
