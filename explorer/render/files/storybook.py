"""A story as files: a page that plays without a network, slides with their notes, and a handout to print."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from explorer import __version__, aside
from explorer.errors import ExportError, quoted
from explorer.letters import in_one_line
from explorer.messages import message, say
from explorer.render.files import export as files
from explorer.render.files import slides
from explorer.render.files.story_page import story_page
from explorer.render.sheet import figure, fonts
from explorer.render.sheet.board import draw_up
from explorer.render.sheet.ink import ink
from explorer.render.sheet.options import SIZES, Options
from explorer.render.sheet.shapes import Account, Box, Face, Group, Sheet, Words
from explorer.render.web.asking import KIND_WORDS
from explorer.render.web.staged import board_of, heading, rows_of
from explorer.scene.staging import board, scene_of
from explorer.stories.scenario import Cited, Question, Scenario, Step
from explorer.views.view import Language
from explorer.world.world import World

_HEADS = (
    ("say", message("Who says so")),
    ("against", message("What speaks against it")),
    ("inferred", message("What is inferred")),
)


def make(world: World, scenario: Scenario, name: str, language: Language = "en") -> bytes:
    """The content of one file, by the ending of its name; ``scenario`` is told in ``language`` already.

    Raises
    ------
    ExportError
        The ending is none of a story's.
    """
    maker = MAKERS.get(Path(name).suffix.casefold())
    if maker is None:
        raise ExportError(f"{quoted(name)} has no ending that fits a story. Use one of {' '.join(MAKERS)}.")
    return maker(world, scenario, language)


def export(
    world: World, scenario: Scenario, targets: Sequence[Path], *, language: Language = "en", force: bool = False
) -> Iterator[tuple[Path, int]]:
    """Make and write files one after the other, each with its manifest.

    Yields
    ------
    path, size in bytes
        After each file stands in its place.

    Raises
    ------
    ExportError
        As :func:`make`, and when a file exists or cannot be written.
    """
    for target in targets:
        if target.suffix.casefold() not in MAKERS:
            raise ExportError(f"{quoted(target.name)} has no ending that fits a story. Use one of {' '.join(MAKERS)}.")
    files.check_targets(targets, force=force)
    for target in targets:
        content = make(world, scenario, target.name, language)
        note = _manifest(world, scenario, target.name, content)
        aside.write({target: content, target.with_name(f"{target.name}.manifest.json"): note}, force=force)
        yield target, len(content)


def notices(world: World, scenario: Scenario, targets: Sequence[Path], language: Language = "en") -> tuple[str, ...]:
    """What a teacher has to be told of a handout: which letters of the story its fonts do not have."""
    if not any(target.suffix.casefold() == ".pdf" for target in targets):
        return ()
    return fonts.notice(line.text for line in (*_text(world, scenario, language), *_answers(scenario, language)))


def place_of(scenario: Scenario, step: Step) -> str:
    """Which step of which story, in the language of its map."""
    return say(
        step.shown.language, "{title}, step {number} of {last}", title=scenario.title, number=step.n, last=len(scenario.step)
    )


def _manifest(world: World, scenario: Scenario, name: str, content: bytes) -> bytes:
    as_of = world.ledger.as_of
    row = {
        "file": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "made_by": f"Tumen Explorer {__version__}",
        "ledger_date": as_of.isoformat() if as_of else None,
        "scenario": scenario.id,
        "title": scenario.title,
        "steps": [{"n": step.n, "view": step.shown.query(), "cites": list(step.refs)} for step in scenario.step],
        "sources": [{"id": d.id, "title": d.title, "publisher": d.publisher} for d in world.ledger.documents],
        "attribution": list(dict.fromkeys(d.attribution for d in world.datasets)),
    }
    return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode()


# ---- words -----------------------------------------------------------------------------------------------------------


def _said(row: Cited) -> str:
    return f"{row.text} [{row.ref.removeprefix('event:').removeprefix('data:')}]"


def _lines(step: Step, language: Language) -> Iterator[tuple[str, bool]]:
    """What a step says, line by line; True marks a heading."""
    if step.guide:
        yield step.guide, False
    for role, head in _HEADS:
        rows: tuple[Cited, ...] = getattr(step, role)
        if rows:
            yield say(language, head), True
            yield from ((_said(row), False) for row in rows)


def _asked(step: Step, language: Language) -> Iterator[tuple[str, list[str]]]:
    """What a step asks, each with the lines under it: the options, or what is to be sorted and into what."""
    if step.question:
        yield step.question.ask, _options(step.question)
    if step.sort:
        into = ", ".join(say(language, word).casefold() for word in KIND_WORDS.values())
        yield (
            f"{step.sort.ask} {say(language, 'Sort into: {kinds}.', kinds=into)}",
            [f"– {item.text}" for item in step.sort.items],
        )


def _options(question: Question) -> list[str]:
    return [f"{chr(ord('a') + number)}) {option}" for number, option in enumerate(question.options)]


def _answers_of(step: Step, language: Language) -> Iterator[str]:
    """The answers of a step, with the reason for each wrong choice."""
    if question := step.question:
        options = _options(question)
        yield say(language, "Answer: {option}", option=options[question.answer - 1])
        yield from (_said(row) for row in question.why)
        for wrong in question.wrong:
            why = _said(wrong.cited) if wrong.cited else wrong.text
            yield say(language, "Not {option}: {why}", option=options[wrong.option - 1], why=why)
    if step.sort:
        for item in step.sort.items:
            yield f"{item.text}: {say(language, KIND_WORDS[item.kind])} [{item.ref.removeprefix('event:')}]"
        yield from (_said(row) for row in step.sort.why)


def _beside(world: World, step: Step, language: Language) -> tuple[str, ...]:
    """The timeline or the statement of a step that speaks of no place."""
    found = board_of(world, step, language)
    return (f"{heading(found, language)}:", *(": ".join(filter(None, row)) for row in rows_of(found, language))) if found else ()


# ---- slides ----------------------------------------------------------------------------------------------------------


def sheet_of(world: World, step: Step, options: Options) -> Sheet | None:
    """The step's map as a printed sheet; None where nothing of it can be drawn, or the step speaks of no place."""
    shown = scene_of(world, step)
    if not shown.drawn or board(world, step):
        return None
    try:
        return draw_up(world, shown, options)
    except ExportError:
        return None


def _titled(step: Step) -> str:
    return f"{step.n}. {in_one_line(step.heading)}"


def _deck(world: World, scenario: Scenario, language: Language) -> bytes:
    pages: list[slides.Page] = []
    for step in scenario.step:
        title = _titled(step)
        options = Options(title=title, subtitle=in_one_line(scenario.title), claims=step.claims)
        words = (*_beside(world, step, language), *(f"{line}:" if head else line for line, head in _lines(step, language)))
        captions = scene_of(world, step).captions
        sheet = sheet_of(world, step, options)
        shown = slides.Page(title, sheet, words, captions, _notes(scenario, step, language), language)
        asked = [_question_page(scenario, step, ask, lines, language) for ask, lines in _asked(step, language)]
        first = 1 if step.question and step.question.predict else 0
        pages += [*asked[:first], shown, *asked[first:]]
    return slides.slides(world, scenario.title, pages, Options())


def _question_page(scenario: Scenario, step: Step, ask: str, lines: Sequence[str], language: Language) -> slides.Page:
    """A slide that asks; the answers stand in its notes."""
    head = say(language, "{title}, step {number}: {heading}", title=scenario.title, number=step.n, heading=step.heading)
    notes = "\n".join([head, "", ask, *lines, "", *_answers_of(step, language)])
    return slides.Page(ask, None, tuple(lines), (), notes, language)


def _notes(scenario: Scenario, step: Step, language: Language) -> str:
    speak = partial(say, language)
    head = speak(
        "{title}, step {number} of {last}: {heading}",
        title=scenario.title, number=step.n, last=len(scenario.step), heading=step.heading,
    )  # fmt: skip
    lines = [head, "", *(f"{line}:" if head else line for line, head in _lines(step, language))]
    for ask, below in _asked(step, language):
        lines += ["", speak("Question: {question}", question=ask), *below]
    lines += ["", *_answers_of(step, language)] if step.asked else []
    lines += ["", f"{speak('For the teacher')}: {step.notes}"] if step.notes else []
    return "\n".join([*lines, "", f"{speak('View')}: {step.shown.query()}", f"{speak('As reported, not verified')}."])


# ---- handout ---------------------------------------------------------------------------------------------------------

_SIZE, _MARGIN = 10.0, 54.0


@dataclass(frozen=True)
class _Line:
    """A line of the handout's text before it has found its page."""

    text: str
    face: Face = "regular"
    size: float = _SIZE
    before: float = 0.0
    indent: float = 0.0


def _handout(world: World, scenario: Scenario, language: Language) -> bytes:
    maps = [sheet_of(world, step, Options(size="a4", title=_titled(step), claims=step.claims)) for step in scenario.step]
    frame = next((sheet for sheet in maps if sheet is not None), None)
    if frame is None:
        raise ExportError(f"No step of {quoted(scenario.title)} has anything to draw. Add places to its views.")
    sheets = [*_set(list(_text(world, scenario, language)), frame, scenario.title)]
    sheets += [sheet for sheet in maps if sheet is not None]
    sheets += _set(list(_answers(scenario, language)), frame, scenario.title)
    return figure.book(sheets, scenario.title, world.ledger.as_of)


def _text(world: World, scenario: Scenario, language: Language) -> Iterator[_Line]:
    yield _Line(scenario.title, "bold", 18.0)
    about = say(
        language,
        "{audience}. {minutes} minutes. As reported, not verified.",
        audience=scenario.audience,
        minutes=scenario.minutes,
    )
    yield _Line(about, before=4.0)
    yield from (_Line(f"– {goal}", before=2.0, indent=8.0) for goal in scenario.goals)
    for step in scenario.step:
        yield _Line(f"{step.n}. {step.heading}", "bold", 12.0, 16.0)
        asked = list(_asked(step, language))
        first = 1 if step.question and step.question.predict else 0
        yield from _asking(asked[:first])
        yield from (_Line(line, before=2.0, indent=8.0) for line in _beside(world, step, language))
        for line, head in _lines(step, language):
            yield _Line(line, "bold" if head else "regular", before=5.0 if head else 2.0, indent=0.0 if head else 8.0)
        yield from _asking(asked[first:])


def _asking(rows: Iterable[tuple[str, list[str]]]) -> Iterator[_Line]:
    for ask, lines in rows:
        yield _Line(ask, "italic", before=6.0)
        yield from (_Line(line, before=2.0, indent=8.0) for line in lines)


def _answers(scenario: Scenario, language: Language) -> Iterator[_Line]:
    yield _Line(say(language, "Answers and notes for the teacher"), "bold", 14.0)
    if scenario.notes:
        yield _Line(scenario.notes, before=4.0)
    for step in scenario.step:
        if step.asked or step.notes:
            yield _Line(f"{step.n}. {step.heading}", "bold", before=10.0)
        yield from (_Line(line, before=2.0, indent=8.0) for line in _answers_of(step, language))
        if step.notes:
            yield _Line(step.notes, "italic", before=2.0, indent=8.0)


def _set(lines: Sequence[_Line], like: Sheet, title: str) -> Iterator[Sheet]:
    """Lines set on as many pages as they need."""
    width, height = SIZES["a4"]
    colour = ink("light")["text"]
    words: list[Words] = []
    y = height - _MARGIN
    for line in lines:
        rows = fonts.wrapped(line.text, line.size, width - 2 * _MARGIN - line.indent, line.face)
        y -= line.before
        for row in rows:
            y -= line.size * 1.3
            if y < _MARGIN:
                yield _page(words, like, title)
                words, y = [], height - _MARGIN - line.size * 1.3
            words.append(Words(row, _MARGIN + line.indent, y, line.size, colour, line.face))
    if words:
        yield _page(words, like, title)


def _page(words: Sequence[Words], like: Sheet, title: str) -> Sheet:
    width, height = SIZES["a4"]
    group = Group("furniture:text", "furniture", tuple(words))
    return Sheet(width, height, like.paper, Box(0.0, 0.0, width, height), like.frame, (group,), Account(), title)


MAKERS: Mapping[str, Callable[[World, Scenario, Language], bytes]] = {".html": story_page, ".pptx": _deck, ".pdf": _handout}
"""What makes a story's file, by the ending of its name."""
