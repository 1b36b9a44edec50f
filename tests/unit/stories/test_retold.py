"""A story in another language keeps everything but its words, and shows its maps in that language."""

from __future__ import annotations

from explorer.ledger.tongue import ENGLISH, Tongue, Translation, fingerprint, texts
from explorer.stories.retold import retold
from explorer.stories.scenario import Cited, Question, Scenario, Step

SAID = Cited(text="One thing.", claim="A01")
STEP = Step(
    n=1,
    heading="Here",
    view="v=1&lon=130&lat=42&z=8",
    say=(SAID,),
    question=Question(ask="Which?", options=("This", "That"), answer=2, why=(SAID,)),
)
STORY = Scenario(id="tale", title="A tale", audience="All", minutes=5, goals=("To know.",), step=(STEP,))


def tongue(language: str) -> Tongue:
    """Both entries of the story translated."""
    told = {"title": "이야기", "audience": "모두", "goals": ("알기.",)}
    step = {"heading": "여기", "say": ("하나.",), "ask": "무엇?", "options": ("이것", "저것"), "why": ("하나.",)}
    entries = {
        ("scenario", "tale"): Translation(fingerprint(texts("scenario", STORY)), told),
        ("step", "tale/1"): Translation(fingerprint(texts("step", STEP)), step),
    }
    return Tongue(language, entries)


def test_words_are_translated_and_citations_kept() -> None:
    story = retold(STORY, tongue("ko"))
    (step,) = story.step
    assert (story.title, step.heading, step.say[0].text) == ("이야기", "여기", "하나.")
    assert story.refs == STORY.refs
    assert step.question is not None
    assert (step.question.options, step.question.answer) == (("이것", "저것"), 2)


def test_maps_of_a_retold_story_are_in_its_language() -> None:
    (step,) = retold(STORY, tongue("ko")).step
    assert step.shown.language == "ko"
    assert step.shown.camera == STEP.shown.camera
    assert retold(STORY, tongue("ko")).step[0].shown.language == "ko", "whatever of the English step was shown before"


def test_english_and_an_unknown_language_leave_the_views_alone() -> None:
    assert retold(STORY, ENGLISH) is STORY
    (step,) = retold(STORY, tongue("fi")).step
    assert (step.heading, step.view) == ("여기", STEP.view)
