"""A sentence that says more, or other, than the ledger is caught; one that says the same passes.

The cases lie on the bundled ledger, since the rules are about its people, hedges and places.
"""

from __future__ import annotations

import pytest

from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.stories.rules.cited import speakers
from explorer.stories.wording import marks_inference, statements_in
from explorer.world.world import World


def cite(real: World, ref: str) -> Entry | Event | Dataset:
    found = real.stage.cite(ref)
    assert found is not None, ref
    return found


def told(real: World, ref: str, text: str) -> list[str]:
    return [problem.what for problem in real.stage.wording.problems(text, cite(real, ref))]


FAITHFUL = {
    "hedge kept": ("B42", "David Maxwell suggested that trains might take the place of ships for military equipment."),
    "surname only": ("B42", "Trains might take the place of ships, Maxwell assessed."),
    "denial": ("B15", "Russia and the DPRK denied that there were any dealings in arms up to Putin's visit."),
    "inferred place": ("B10", "Daily Scope News reports a tour of a launch site; that it was Vostochny Cosmodrome is inferred."),
    "document by letter": ("B10", "Document B reports that Kim Jong Un toured a Russian space launch site."),
    "named place": ("B45", "Vladimir Putin said that the rail link from Khasan to Rajin is to be modernised."),
    "capital for a government": (
        "B06", "Daily Scope News alleges, as a belief, that know-how was going from Moscow to Pyongyang.",
    ),
    "negation kept": ("A05", "CNews Live English reports that the Chairman did not confirm direct evidence."),
    "fact with its reporter": ("event:kim-putin-vostochny-2023-09-13", "TASS reported talks at Vostochny Cosmodrome."),
    "one of several reporters": ("event:kim-crosses-khasan-2023-09-12", "RIA Novosti reported that the train crossed at Khasan."),
    "hedge of another part": ("event:osc-reuters-voyages-2025-04-15", "Reuters counted 64 voyages from Rajin."),
    "data": ("data:railways", "The railways are drawn as OpenStreetMap has them."),
    "date of the card": ("B15", "Russia and the DPRK denied dealings in arms up to 18 June 2024."),
    "inferred place in a clause of its own": (
        "B20", "Daily Scope News reports a signature; the place, which is Pyongyang as the ledger has it, is inferred.",
    ),
    "hedge in brackets": ("B06", "Daily Scope News alleges, as a belief, that know-how was going to Pyongyang."),
    "a missile where missiles are the topic": (
        "event:postol-hwasong-18-2023-08", "Theodore Postol judged the missile nearly a match of the Topol-M.",
    ),
    "denial with its own limit": ("B15", "Russia and the DPRK denied any dealings in arms; no word of it is about technology."),
    "number in words of the card": ("event:osc-reuters-voyages-2025-04-15", "Reuters counted the voyages of four ships."),
    "giver and taker as they are": (
        "A23", "Western intelligence agencies alleged that Pyongyang has provided Moscow with shells, rockets and missiles.",
    ),
    "stated date": ("A21", "CNews Live English says that Shoigu visited as Defence Minister, which was in July 2023."),
}  # fmt: skip


@pytest.mark.parametrize("case", FAITHFUL)
def test_a_faithful_sentence_passes(real: World, case: str) -> None:
    assert told(real, *FAITHFUL[case]) == []


PLANTED = {
    "may became did": ("B42", "David Maxwell suggested that trains did take the place of ships.", "the hedge is lost"),
    "would became does": ("B43", "David Maxwell judged that trains serve to keep clear of possible interdiction.", "if or would"),
    "likely dropped": ("B08", "Unnamed missile experts judged that Russia was the origin of the technologies.", "likely"),
    "belief became a finding": ("B06", "Daily Scope News alleges that know-how was going to Pyongyang.", "believed"),
    "reportedly dropped": ("A08", "CNews Live English says that the missile is called Hwasong-20.", "reportedly"),
    "suspicion dropped": ("A34", "Seoul's military officials say that the inquiry into Russian help goes on.", "suspected"),
    "allegation as report": ("B09", "US and other officials described how the DPRK has supplied munitions.", "an allegation"),
    "allegation as fact": ("B09", "The DPRK has supplied Russia with munitions.", "who says so"),
    "nobody speaks": ("B42", "It was suggested that trains might take the place of ships.", "who says so"),
    "another one speaks": ("B42", "Bruce Bechtol suggested that trains might take the place of ships.", "who says so"),
    "assessment as statement": ("B42", "David Maxwell said that trains might take the place of ships.", "an assessment"),
    "denial dropped": ("B15", "Russia and the DPRK spoke of dealings in arms up to the visit.", "a denial"),
    "silence as denial": (
        "A37", "CNews Live English reports that neither government denied the allegation.", "speaks of a denial",
    ),
    "not dropped": ("A05", "CNews Live English reports that the Chairman spoke of direct evidence.", "the 'not' is lost"),
    "confirmed": ("B09", "US and other officials alleged and confirmed a supply of munitions.", "'confirmed' turns it"),
    "revealed": ("B42", "David Maxwell, who assessed it, revealed that trains might replace ships.", "'revealed' turns it"),
    "likelihood invented": (
        "B42", "David Maxwell suggested that trains might very likely replace ships.", "not the source's word",
    ),
    "inferred place as told": ("B10", "Daily Scope News reports a tour of Vostochny Cosmodrome.", "is inferred"),
    "inferred place as named": (
        "B10", "Daily Scope News reports a tour and names Vostochny Cosmodrome, which is inferred from nothing.",
        "calls it named",
    ),
    "place from elsewhere": ("B10", "Daily Scope News reports a tour of a launch site near Khasan.", "does not speak of Khasan"),
    "the wrong Vostochny": (
        "event:lady-r-vostochny-2024-03-12", "NK Pro saw the ship at Vostochny Cosmodrome.",
        "does not speak of Vostochny Cosmodrome",
    ),
    "capital as a place": ("B20", "Daily Scope News reports that the treaty was signed in Pyongyang.", "Pyongyang is inferred"),
    "number invented": ("event:osc-reuters-voyages-2025-04-15", "Reuters counted 65 voyages from Rajin.", "65 does not appear"),
    "month invented": ("event:kim-putin-vostochny-2023-09-13", "TASS reported talks in October 2023.", "October does not appear"),
    "year invented": ("event:kim-putin-vostochny-2023-09-13", "TASS reported talks in September 2024.", "2024 does not appear"),
    "quotation of a rewrite": ("B27", "Bruce Bechtol held the military part to be “the core of it”.", "quotation marks"),
    "quotation invented": ("A04", "The JCS Chairman judged that parts may “surely” have gone into it.", "quotation marks"),
    "two sentences": ("B45", "Vladimir Putin said so. Trains carry arms from Khasan.", "more than one sentence"),
    "condition dropped": ("A11", "CNews Live English says that know-how has changed hands.", "condition"),
    "data without producer": ("data:railways", "The railways are drawn as they are.", "whose data"),
    "fact without reporter": ("event:kim-putin-vostochny-2023-09-13", "It was reported that they held talks.", "who says so"),
    "alleged fact as counted": (
        "event:railcars-white-house-2022-11-18", "The White House counted five railcars.", "an allegation",
    ),
    "praise for an allegation": (
        "A23", "Western intelligence agencies rightly alleged a supply of shells.", "'rightly' turns it",
    ),
    "everyone agrees": ("A23", "Western agencies alleged, and everyone agrees, a supply of shells.", "'everyone agrees' turns"),
    "documented": ("B09", "US and other officials alleged and documented a supply of munitions.", "'documented' turns it"),
    "not confirmed became confirmed": (
        "A05", "CNews Live English reports that he confirmed direct evidence and left nothing out.", "'confirmed' turns it",
    ),
    "denial called false": ("B15", "Russia and the DPRK falsely denied any dealings in arms.", "'falsely' judges for the reader"),
    "loaded word for a cargo": ("A25", "Russia and the DPRK deny their illegal supply of weapons.", "'illegal' judges"),
    "explained": ("B42", "David Maxwell explained, as he saw it, that trains might replace ships.", "'explained' judges"),
    "denial turned round": ("B15", "Russia and the DPRK did not deny any dealings in arms.", "the denial is reversed"),
    "denial ended": ("A25", "Russia and the DPRK no longer deny that weapons were supplied.", "the denial is reversed"),
    "denial taken back": ("B15", "Russia and the DPRK denied any dealings in arms, but had them.", "'but' withdraws the denial"),
    "hedge in an afterthought": (
        "B42", "David Maxwell suggested that trains take the place of ships, which may interest the class.", "the hedge is lost",
    ),
    "hedge as a phrase": (
        "B42", "David Maxwell suggested that trains will replace ships, as might be seen.", "the hedge is lost",
    ),
    "expected as a phrase": (
        "A31", "CNews Live English says that Japan took the suspected help up with Seoul, as expected.", "the hedge is lost",
    ),
    "reportedly became reports": ("A08", "CNews Live English reports that the missile is called Hwasong-20.", "reportedly"),
    "likeness became sameness": ("A43", "Analysts saw its propulsion as that of a Russian missile.", "like or nearly"),
    "giver and taker turned round": (
        "A23", "Western intelligence agencies alleged that Moscow has provided Pyongyang with shells.", "it goes the other way",
    ),
    "larger": (
        "B55", "Bruce Bennett asserted that all parts have lately gone from Russia to the DPRK.", "'all' makes more of it",
    ),
    "no other reason": (
        "B27", "Bruce Bechtol Jr. judged that the only thing in the treaty is military.", "'only' makes more of it",
    ),
    "nothing at all": ("B49", "Michael Kimmage held that the treaty changes nothing at all.", "'at all' makes more of it"),
    "bound invented": ("event:osc-reuters-voyages-2025-04-15", "Reuters counted more than 64 voyages.", "not the ledger's bound"),
    "number in words": ("event:osc-reuters-voyages-2025-04-15", "Reuters counted sixty voyages.", "sixty does not appear"),
    "great number": ("event:osc-reuters-voyages-2025-04-15", "Reuters counted hundreds of voyages.", "hundreds does not appear"),
    "load seen": ("event:containers-rajin-pier-2023-09-07", "The White House alleged 300 containers of arms.", "speak of arms"),
    "another load": ("event:osc-reuters-voyages-2025-04-15", "Reuters estimated perhaps 4 to 6 million missiles.", "of missiles"),
    "cause invented": (
        "B45", "Vladimir Putin said that the link from Khasan to Rajin is to be modernised, and so trains run.", "states a cause",
    ),
    "purpose invented": ("B45", "Vladimir Putin said that works are planned in order to carry goods.", "states a cause"),
    "inference of something else": (
        "B10", "Daily Scope News reports a tour of Vostochny Cosmodrome, and the month is inferred.", "is inferred, and",
    ),
    "a verb of another sense": (
        "B42", "David Maxwell held a talk and said that trains might replace ships.", "this is an assessment",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_fault_is_caught(real: World, case: str) -> None:
    ref, text, words = PLANTED[case]
    found = told(real, ref, text)
    assert any(words in what for what in found), found


def test_every_speaker_has_a_name_to_be_called_by(real: World) -> None:
    for thing in (*real.ledger.entries, *real.ledger.events):
        assert all(name.strip() for name in speakers(thing))
    assert speakers(real.ledger.by_id["B66"])[-1] == "Liu"
    assert "Bechtol" in speakers(real.ledger.by_id["B27"])
    assert "article A" in speakers(real.ledger.by_id["A07"])


def test_every_statement_of_the_ledger_can_be_told(real: World) -> None:
    """Said in the plainest way, who, verb and the ledger's own words, no rule about hedges, numbers or denials objects."""
    verbs = {
        "reported fact": "reported", "asserted": "asserted", "assessed": "assessed", "alleged": "alleged", "denied": "denied",
        "conditional": "said, and expected", "expressed concern": "was concerned",
    }  # fmt: skip
    for entry in real.ledger.entries:
        text = f"{speakers(entry)[0]} {verbs[entry.claim.stance.value]}, as inferred here: {entry.claim.statement.rstrip('.')}"
        text = text.replace("“", "").replace("”", "")
        found = [what for what in told(real, entry.id, text) if "more than one sentence" not in what]
        assert found == [], (entry.id, text)


def test_inference_is_marked_by_words() -> None:
    assert marks_inference("The ledger infers the port.")
    assert marks_inference("The article names no port.")
    assert not marks_inference("The article names the port.")
    assert not marks_inference("Unnamed experts judged it.")


def test_stage_direction_states_nothing() -> None:
    names = ("Rajin", "David Maxwell")
    assert statements_in("Compare the two lines; allow 5 minutes, then go back to step 3 and B42.", names, {"B42"}) == ()
    assert statements_in("Look at B42.", names) == ("42",), "no claim of this ledger"
    assert statements_in("David Maxwell is right.", names) == ("David Maxwell",)
    assert statements_in("There were 64 of them.", names) == ("64",)
    assert statements_in("This proves it.", names) == ("proves",)
