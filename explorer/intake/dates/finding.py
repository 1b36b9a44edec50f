"""How dates are found and worked out, whatever the language: rules are patterns, and a function that gives the days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from explorer.intake.dates.days import Days
from explorer.intake.tables import table
from explorer.intake.values import DateMention, Paragraph, Span


@dataclass(frozen=True)
class Context:
    """What a date is worked out from: the day of publishing, the sentence, and the date named before it."""

    published: date | None
    sentence: str
    before: str
    after: str
    previous: DateMention | None
    same_sentence: bool
    future: bool

    @property
    def anchor(self) -> date | None:
        """The day that "that day" goes back to: that of the date named before, else the day of publishing."""
        if self.previous is not None and self.previous.start is not None:
            return self.previous.end or self.previous.start
        return self.published


Reckon = Callable[[re.Match[str], Context], Days | None]


@dataclass(frozen=True)
class Rule:
    """A pattern with its id, how its days are reckoned, and the reason in words."""

    id: str
    pattern: re.Pattern[str]
    reckon: Reckon
    why: str


def rules_of(name: str, reckon: Mapping[str, Reckon]) -> tuple[Rule, ...]:
    """The rules of a table of dates; its patterns name parts of it between two % signs."""
    rows = table(name)
    anyway = bool(rows.get("any_case"))
    return tuple(
        Rule(
            f"date-{row['id']}",
            _compiled(row["pattern"], name, anyway or bool(row.get("any_case"))),
            reckon[row["reckon"]],
            row["why"],
        )
        for row in rows["rule"]
    )


def expanded(text: str, name: str) -> str:
    """A pattern with the parts of its table put in."""
    parts: Mapping[str, str] = table(name)["parts"]
    while re.search("%[A-Z_]+%", text):
        text = re.sub("%([A-Z_]+)%", lambda found: parts[found[1]], text)
    return text


def _compiled(text: str, name: str, anycase: bool) -> re.Pattern[str]:
    return re.compile(expanded(text, name), re.IGNORECASE if anycase else 0)


def find(
    paragraphs: Sequence[Paragraph], rules: Sequence[Rule], published: date | None, future: re.Pattern[str], stop: re.Pattern[str]
) -> tuple[DateMention, ...]:
    """Every date, in order; where rules overlap the longest counts."""
    mentions: list[DateMention] = []
    for paragraph in paragraphs:
        for first, last in sentences(paragraph.text, stop):
            for hit, rule in _chosen(paragraph.text, first, last, rules):
                context = _context(paragraph, first, last, hit, mentions, published, future)
                days = rule.reckon(hit, context)
                if days is not None:
                    span = Span(paragraph.number, hit.start(), hit.end())
                    mentions.append(DateMention(span, hit[0], *days, rule.id, _reason(rule, published)))
    return tuple(mentions)


def _reason(rule: Rule, published: date | None) -> str:
    return rule.why.format(published=published.isoformat() if published else "an unknown day")


def _context(
    paragraph: Paragraph,
    first: int,
    last: int,
    hit: re.Match[str],
    mentions: list[DateMention],
    published: date | None,
    future: re.Pattern[str],
) -> Context:
    previous = _anchor(mentions, paragraph.number)
    near = previous is not None and previous.span.paragraph == paragraph.number
    same = near and previous is not None and previous.span.start >= first
    sentence = paragraph.text[first:last]
    before = paragraph.text[first : hit.start()]
    around = before[-60:] + " " + hit[0] + " " + paragraph.text[hit.end() : min(last, hit.end() + 40)]
    after = paragraph.text[hit.end() : last]
    return Context(published, sentence, before, after, previous if near else None, same, bool(future.search(around)))


_SHORT = timedelta(days=62)


def _anchor(mentions: Sequence[DateMention], paragraph: int) -> DateMention | None:
    """The mention from which "a day earlier" counts: the last one before it, but no year where the paragraph names a day."""
    here = (m for m in reversed(mentions) if m.span.paragraph == paragraph and m.start and m.end and m.end - m.start < _SHORT)
    return next(here, mentions[-1] if mentions else None)


def sentences(text: str, stop: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where sentences begin and end, told by the ends that a language gives them."""
    cuts = [0, *(hit.end() for hit in stop.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _chosen(text: str, first: int, last: int, rules: Sequence[Rule]) -> list[tuple[re.Match[str], Rule]]:
    hits = [(hit, rule) for rule in rules for hit in rule.pattern.finditer(text, first, last)]
    kept: list[tuple[re.Match[str], Rule]] = []
    for hit, rule in sorted(hits, key=lambda row: (row[0].start() - row[0].end(), row[0].start())):
        if all(hit.end() <= other.start() or hit.start() >= other.end() for other, _ in kept):
            kept.append((hit, rule))
    return sorted(kept, key=lambda row: row[0].start())
