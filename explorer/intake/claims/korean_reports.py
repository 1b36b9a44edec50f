"""Reported speech in a Korean sentence: the endings that mark it, the verbs that follow them, and the stance of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from explorer.intake.claims.quotes import Quotes
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import rules, shape
from explorer.intake.values import Language

TABLE = "korean"


@lru_cache(maxsize=1)
def _reporting() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind of reporting verb, in the order in which they are tried."""
    order = ("denied", "rebutted", "alleged", "concern", "conditional", "assessed", "asserted")
    return tuple((kind, re.compile("|".join(rules(Language.KOREAN)["verbs"][kind]))) for kind in order)


def _verbs() -> str:
    """All of them as one expression."""
    return "|".join(verb for kind, _ in _reporting() for verb in rules(Language.KOREAN)["verbs"][kind])


@lru_cache(maxsize=1)
def _reported() -> re.Pattern[str]:
    verbs = _verbs()
    mark = shape(TABLE, "mark").pattern
    middle = rf"(?:(?!{mark})[^“”\"‘.]){{0,45}}?"
    return re.compile(rf"(?P<mark>{mark})\s?(?P<middle>{middle})(?P<verb>{verbs})(?P<tail>[가-힣]*)")


@dataclass(frozen=True)
class Report:
    """Reported speech in a sentence: where its words begin and end, what stands between them and the verb, and the verb.

    ``outer`` is what stands before the verb of somebody who passes on what another said: "…고 하더라고 본지에 전했다".
    """

    start: int
    end: int
    middle: tuple[int, int]
    verb: re.Match[str]
    kind: str
    outer: tuple[int, int] | None = None
    last: int = 0


def reports_in(text: str) -> Iterator[Report]:
    """Each piece of reported speech, in order; a verb that only passes on the one before it belongs to that."""
    start, found, quotes = 0, None, Quotes.of(text)
    for hit in _reported().finditer(text):
        if hit.start() < start or _negated(text, hit) or (quotes.at(hit.start("verb")) and _BEFORE_NOUN.match(hit["tail"])):
            continue
        words_end = hit.start("mark") + (1 if hit["mark"][0] not in "”\"’'것" else 0)
        if found is not None and len(text[start:words_end].split()) < 2:
            found = replace(found, outer=hit.span("middle"), last=hit.end())
        else:
            if found is not None:
                yield found
            kind = next(kind for kind, verbs in _reporting() if verbs.match(text, hit.start("verb")))
            found = Report(start, words_end, hit.span("middle"), hit, kind)
            if passed := _passing(text, hit):
                found = replace(found, outer=passed.span("middle"), last=passed.end())
        start = found.last or hit.end()
    if found is not None:
        yield found


_BEFORE_NOUN = re.compile(r"(?:는|던|ㄴ|었던|한)$")


def _passing(text: str, hit: re.Match[str]) -> re.Match[str] | None:
    """The verb of the one who passes it on, right after "…고 말했다고"."""
    ends = hit["tail"].endswith(("다고", "라고", "다고도")) or re.fullmatch("하더라|그러더라", hit["verb"])
    return _passed().match(text, hit.end()) if ends else None


@lru_cache(maxsize=1)
def _passed() -> re.Pattern[str]:
    verbs = _verbs()
    return re.compile(
        rf"\s?(?P<middle>(?:(?!{shape(TABLE, 'mark').pattern})[^“”\"‘.]){{0,30}}?)(?P<verb>{verbs})(?P<tail>[가-힣]*)"
    )


def _negated(text: str, hit: re.Match[str]) -> bool:
    """Whether a verb of saying is denied: "밝히지 않았다"."""
    return bool(
        re.match(r"지(?:는|도)?\s?(?:않|못)", text[hit.end("verb") :])
        or re.match(r"[가-힣]*지(?:는|도)?\s?(?:않|못)", hit["tail"] + text[hit.end() : hit.end() + 4])
    )


def told_before(voice: Voice, part: str) -> Voice:
    """The voice of words before the last in a sentence: their own verb rejects them, and the last one does not judge them."""
    if re.search(r"(?:부인|일축|반박)(?:하|한|했)[가-힣\s]*,?\s*$", part):
        return replace(voice, kind="denied")
    return replace(voice, kind="") if voice.kind in {"assessed", "conditional"} else voice


def kind_of_rumour(noun: str) -> str:
    """The stance word of what goes round as a fear, a claim, an outlook or mere talk."""
    return {"우려": "concern", "비판": "concern", "주장": "alleged", "전망": "conditional"}.get(
        noun, "" if noun in {"말", "소문", "얘기", "이야기", "증언", "입장", "설명", "전언"} else "assessed"
    )


def kind_of_reckoning(verb: str) -> str:
    """The stance word of a count, an estimate or an outlook that a body gives."""
    return "" if verb in {"집계", "기록", "파악", "확인"} else "conditional" if verb in {"전망", "예상", "예측"} else "assessed"


def ends_with(kind: str, text: str) -> bool:
    """Whether a sentence ends with a verb of a kind."""
    verbs = dict(_reporting())[kind]
    return any(len(text) - hit.end() < 8 for hit in verbs.finditer(text))
