"""What a story asks, as HTML: why a choice is wrong, the answer once it may be shown, and where each thing to be sorted belongs.

The page in the explorer and the file that plays without it show the same words. Everything that comes from a card is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Basis, Event, PlaceRef
from explorer.messages import form, many, message, say
from explorer.render.web import story
from explorer.render.web.html import text
from explorer.stories.answers import TRIES, Given, Score, correct
from explorer.stories.scenario import KINDS, Asked, Item, Kind, Question, Scenario, Sorting, Step
from explorer.world.world import World

KIND_WORDS: Mapping[Kind, str] = {
    "fact": message("Reported as fact"),
    "alleged": message("Alleged"),
    "denied": message("Denied"),
    "inferred": message("Inferred by the ledger"),
}
RIGHT, RIGHT_LATER, AGAIN, MISSED = (
    message("Right."),
    message("Right, on the second try."),
    message("Not that one. You have one more try."),
    message("Not quite."),
)
SORT_AGAIN = form("{right} of {total} are in the right place. You have one more try.")
SORT_MISSED = form("{right} of {total} were in the right place.")
UNSORTED = message("Put each of them in a place first.")
PREDICT = message("Your guess first: the sentences follow your answer.")
WORDS: Mapping[str, str] = {
    "right": RIGHT,
    "later": RIGHT_LATER,
    "again": AGAIN,
    "missed": MISSED,
    "sort_again": SORT_AGAIN,
    "sort_missed": SORT_MISSED,
    "predict": PREDICT,
    "unsorted": UNSORTED,
    "check": message("Check"),
    "retry": message("Start this question over"),
    "answer": message("the answer"),
    "yours": message("your answer"),
}
"""The words of the questions, for the script of the file that plays alone."""
_PLAYED: Mapping[str, str] = {
    "summary": message("Summary"),
    "step": message("Step {number} of {last}"),
    "waiting": message("Step {number} of {last} · waits for your answer"),
    "open_none": message("not answered"),
    "outcome_right": message("right"),
    "outcome_later": message("right on the second try"),
    "outcome_again": message("one try left"),
    "outcome_missed": message("look again"),
    "score": message("You got {right} of {total} right."),
    "score_later": message("You got {right} of {total} right, {later} on the second try."),
    "able": message("What you can do now"),
    "tick": message("Tick what you can do without looking."),
    "met": message("The sources you met"),
}


def verdict(asked: Asked, tries: Sequence[Given]) -> str:
    """How the last try went, in a few words; "" before the first."""
    if not tries:
        return ""
    if correct(asked, tries[-1]):
        return RIGHT if len(tries) == 1 else RIGHT_LATER
    if isinstance(asked, Question):
        return AGAIN if len(tries) < TRIES else MISSED
    right = sum(map(bool, places_right(asked, tries[-1])))
    return (SORT_AGAIN if len(tries) < TRIES else SORT_MISSED).format(right=right, total=len(asked.items))


def outcome(asked: Asked, tries: Sequence[Given]) -> str:
    """How a question stands, in a word or two for a list."""
    if not tries:
        return message("not answered")
    if correct(asked, tries[-1]):
        return message("right") if len(tries) == 1 else message("right on the second try")
    return message("one try left") if len(tries) < TRIES else message("look again")


def places_right(asked: Sorting, given: Given) -> tuple[bool, ...]:
    """Of each thing whether it was put in the right place."""
    kinds = given if isinstance(given, tuple) else ()
    return tuple(item.kind == kind for item, kind in zip(asked.items, kinds, strict=False))


# ---- choices ---------------------------------------------------------------------------------------------------------


def reason(world: World, question: Question, option: int, language: str = "en") -> str:
    """Why a choice is wrong; "" for the right one, and where the story gives no reason."""
    found = question.reason(option)
    if found is None:
        return ""
    return story.sentence(world, found.cited, language) if found.cited else f'<p class="tm-sentence">{text(found.text)}</p>'


def revealed(world: World, question: Question, tries: Sequence[Given] = (), language: str = "en") -> str:
    """Every option with its reason, the right one standing out, and the reasoning."""
    rows = "".join(_option(world, question, n, tries, language) for n in range(1, len(question.options) + 1))
    why = "".join(story.sentence(world, row, language) for row in question.why)
    return f'<ul class="tm-options">{rows}</ul><div class="tm-why">{why}</div>'


def _option(world: World, question: Question, number: int, tries: Sequence[Given], language: str) -> str:
    right = number == question.answer
    mark = f'<span class="tm-mark" aria-hidden="true">{"✓" if right else "✗"}</span>'
    chips = [WORDS["answer"]] if right else []
    chips += [WORDS["yours"]] if number in tries else []
    words = "".join(f' <span class="tm-chip">{say(language, chip)}</span>' for chip in chips)
    said = f'<div class="tm-option-text">{text(question.options[number - 1])}{words}</div>'
    name = "tm-right" if right else "tm-wrong"
    return f'<li class="{name}" data-option="{number}">{mark}<div>{said}{reason(world, question, number, language)}</div></li>'


# ---- sorting ---------------------------------------------------------------------------------------------------------


def sorted_item(world: World, item: Item, language: str = "en") -> str:
    """A thing with the place where it belongs and why."""
    kind = say(language, KIND_WORDS[item.kind])
    return f'<strong>{text(item.text)}</strong><div class="tm-sub">{kind} · {because(world, item, language)}</div>'


def because(world: World, item: Item, language: str = "en") -> str:
    """Why a thing belongs where it does: who says so, or what the ledger infers."""
    cite, tongue = world.stage.cite(item.ref), world.tongue(language)
    if cite is None or isinstance(cite, Dataset):
        return ""
    who = text(tongue.entry(cite).claimant.name if isinstance(cite, Entry) else tongue.event(cite).reporter)
    chip = f' <span class="tm-chip">{text(item.ref.removeprefix("event:"))}</span>'
    if item.kind == "inferred":
        places = text(", ".join(_inferred(world, cite, language)))
        return say(language, "The place is not named by {who}; the ledger puts it at {places}.", who=who, places=places) + chip
    return say(language, _BY[item.kind], who=who) + chip


def _inferred(world: World, cite: Entry | Event, language: str) -> list[str]:
    refs: Sequence[PlaceRef] = cite.claim.places if isinstance(cite, Entry) else cite.places
    names = [world.gazetteer.by_id[ref.id].names for ref in refs if ref.basis is Basis.INFERRED]
    return [str(getattr(name, language, "") or name.en) for name in names]


_BY: Mapping[Kind, str] = {
    "fact": message("Reported by {who}."),
    "alleged": message("Alleged by {who}."),
    "denied": message("Denied by {who}."),
}


def sorted_out(world: World, sorting: Sorting, tries: Sequence[Given] = (), language: str = "en") -> str:
    """Everything in its place, and the reasoning."""
    marks = ["✓" if right else "✗" for right in places_right(sorting, tries[-1])] if tries else [""] * len(sorting.items)
    rows = "".join(_sorted_row(world, item, mark, language) for item, mark in zip(sorting.items, marks, strict=True))
    why = "".join(story.sentence(world, row, language) for row in sorting.why)
    return f'<ul class="tm-options">{rows}</ul><div class="tm-why">{why}</div>'


def _sorted_row(world: World, item: Item, mark: str, language: str) -> str:
    name = "tm-right" if mark == "✓" else "tm-wrong"
    told = sorted_item(world, item, language)
    return f'<li class="{name}"><span class="tm-mark" aria-hidden="true">{mark}</span><div>{told}</div></li>'


# ---- for the file that plays alone -----------------------------------------------------------------------------------


def payload(world: World, step: Step, language: str = "en") -> dict[str, Any]:
    """What the script of the file needs of a step's questions."""
    return {"question": _question(world, step.question, language), "sort": _sorting(world, step.sort, language)}


def words_of(scenario: Scenario, language: str = "en") -> dict[str, Any]:
    """The words of the file's script: of questions, of its summary; and for each number what is open."""
    asked = sum(len(step.asked) for step in scenario.step)
    words = {name: say(language, word) for name, word in {**WORDS, **_PLAYED}.items()}
    return {"words": words, "open": [_open(language, count) for count in range(asked + 1)]}


def score_words(found: Score, language: str = "en") -> str:
    """How a reader did, in a sentence; how many questions are still open in another.

    >>> score_words(Score(2, 1, 3, 3)), score_words(Score(1, 1, 2, 3))
    ('You got 2 of 3 right, 1 on the second try.', 'You got 1 of 3 right. 1 is not answered.')
    """
    if not found.total:
        return ""
    later = found.right - found.at_once
    if later:
        words = say(language, _PLAYED["score_later"], right=found.right, total=found.total, later=later)
    else:
        words = say(language, _PLAYED["score"], right=found.right, total=found.total)
    return " ".join(filter(None, (words, _open(language, found.total - found.tried))))


def _open(language: str, count: int) -> str:
    return many(language, "{count} is not answered.", "{count} are not answered.", count) if count else ""


def _question(world: World, question: Question | None, language: str) -> dict[str, Any] | None:
    if question is None:
        return None
    numbers = range(1, len(question.options) + 1)
    return {
        "ask": question.ask, "options": list(question.options), "answer": question.answer, "predict": question.predict,
        "reasons": [reason(world, question, number, language) for number in numbers],
        "revealed": revealed(world, question, language=language),
    }  # fmt: skip


def _sorting(world: World, sorting: Sorting | None, language: str) -> dict[str, Any] | None:
    if sorting is None:
        return None
    rows = [{"text": item.text, "kind": item.kind, "told": sorted_item(world, item, language)} for item in sorting.items]
    why = "".join(story.sentence(world, row, language) for row in sorting.why)
    kinds = [[kind, say(language, KIND_WORDS[kind])] for kind in KINDS]
    return {"ask": sorting.ask, "items": rows, "kinds": kinds, "why": why}
