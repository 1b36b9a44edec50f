"""Noun phrases and clauses of a Korean sentence, from its morphemes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_NOUNS = frozenset(
    {"NNG", "NNP", "NNB", "NR", "SN", "MM", "XSN", "XPN", "JKG", "SL", "SH", "NP", "JC", "XR", "SO", "SP", "W_SERIAL"}
)
_AFTER = frozenset({"JX", "JKS"})
_LINKS = frozenset(
    {
        "지만",
        "으나",
        "나",
        "ᆫ데",
        "은데",
        "는데",
        "며",
        "으며",
        "면서",
        "으면서",
        "고",
        "여서",
        "이어서",
        "라서",
        "니",
        "으니",
        "자",
        "어",
        "아",
    }
)
_LOOSE = frozenset({"고", "며", "으며", "면서", "으면서", "니", "으니"})
_TIME = re.compile(r"\d{1,2}일|(?:19|20)\d\d년|\d{1,2}월|지난달|지난주|지난해|작년")
_AT_TIME = frozenset(
    {
        "뒤",
        "후",
        "날",
        "때",
        "적",
        "이후",
        "다음",
        "직후",
        "가운데",
        "사진",
        "영상",
        "것",
        "바",
        "지",
        "만큼",
        "채",
        "기사",
        "상태",
        "모습",
        "결과",
        "상황",
        "경우",
        "점",
        "사실",
        "의혹",
        "정황",
        "데",
        "듯",
        "양",
        "이래",
    }
)


@dataclass(frozen=True)
class Phrase:
    """A noun phrase with where it begins and where the sentence goes on after its particle."""

    text: str
    start: int
    after: int


def phrase_before(tokens: Sequence[Any], start: int, end: int) -> Phrase | None:
    """The noun phrase before the last particle 은, 는, 이, 가 or 도 of a stretch."""
    inside = [t for t in tokens if start <= t.start and t.start + t.len <= end]
    for number in range(len(inside) - 1, -1, -1):
        token = inside[number]
        if token.tag in _AFTER and token.form in {"은", "는", "이", "가", "도", "께서"}:
            first = number
            while (
                first > 0
                and (inside[first - 1].tag in _NOUNS or inside[first - 1].form in {"(", ")"})
                and not _date_part(inside, first - 1)
            ):
                first -= 1
            while first < number and (
                inside[first].tag in {"SP", "JKG", "JC", "NNB"} or (inside[first].tag == "SN" and _unit(inside, first))
            ):
                first += 1
            if first < number:
                return Phrase(_written(inside[first:number]), inside[first].start, token.start + token.len)
            return None
    return None


def _part_of_name(token: Any) -> bool:
    """Whether a token may belong to a name, an abbreviation in brackets after it included."""
    return token.tag in _NOUNS or token.form in {"(", ")"}


def _date_part(tokens: Sequence[Any], number: int) -> bool:
    """Whether a token belongs to a date before the phrase, "12일" or "지난달"."""
    token = tokens[number]
    return (token.tag == "NNB" and token.form in {"일", "월", "년"}) or token.form in {
        "지난달",
        "지난주",
        "이날",
        "전날",
        "지난해",
    }


def _unit(tokens: Sequence[Any], number: int) -> bool:
    return number + 1 < len(tokens) and tokens[number + 1].tag == "NNB" and tokens[number + 1].form in {"일", "월", "년"}


def _written(tokens: Sequence[Any]) -> str:
    out, last = "", 0
    for token in tokens:
        out += (" " if out and token.start > last else "") + token.form
        last = token.start + token.len
    return out


def clauses(tokens: Sequence[Any], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each clause of a stretch: parted after links such as 지만 and 며, where both sides say something."""
    cuts = [start]
    inside = [t for t in tokens if start <= t.start < end]
    for number, token in enumerate(inside[:-1]):
        cut = token.start + token.len
        if inside[number + 1].tag == "JX" and inside[number + 1].form == "도":
            cut = inside[number + 1].start + inside[number + 1].len
        if token.tag == "EC" and token.form in _LINKS and _parts(inside, number, text[cuts[-1] : cut], text[cut:end]):
            cuts.append(cut)
    cuts.append(end)
    for low, high in pairwise(cuts):
        if len(text[low:high].split()) > 1 or (low, high) == (start, end):
            yield low, high


def _parts(tokens: Sequence[Any], number: int, left: str, right: str) -> bool:
    """Whether a link parts two statements, and is not a verb before its auxiliary or a manner of doing."""
    token, after = tokens[number], tokens[number + 1]
    if (
        after.tag in {"VX", "EP", "EF", "ETM", "EC"}
        or (len(left.split()) < 3 and token.form not in {"여서", "지만"})
        or len(right.split()) < 2
    ):
        return False
    if token.form in {"여서", "이어서", "라서"}:
        return bool(tokens[number - 1].tag == "VCP")
    if token.form in {"어", "아"}:
        return _moves_on(tokens, number, right)
    if tokens[number - 1].tag == "EP" and token.form in _LOOSE:
        return True
    if token.form in {"자", "나"} or token.form in _LOOSE:
        return _subject(tokens[:number]) and (
            _subject(tokens[number + 1 :]) or right.lstrip().startswith(",") or left.endswith(",") or right[:1] == ","
        )
    return True


_MOVES = re.compile(
    r"(?:떠나|출발하|출항하|방문하|찾|들어오|들어가|나오|도착하|입항하|건너|건너오|넘어오|돌아오|들르|상륙하|정박하|접안하)$"
)


def _moves_on(tokens: Sequence[Any], number: int, right: str) -> bool:
    """Whether "…를 떠나 …에 접안했다" tells of two moves one after the other."""
    verb = "".join(t.form for t in tokens[max(0, number - 2) : number] if t.tag in {"NNG", "XSV", "VV"})
    return bool(_MOVES.search(verb)) and len(right.split()) > 2 and any(t.tag in {"JKB", "JKO"} for t in tokens[number + 1 :])


def _subject(tokens: Sequence[Any]) -> bool:
    return any(t.tag == "JKS" or (t.tag == "JX" and t.form in {"은", "는", "도"}) for t in tokens)


def events(tokens: Sequence[Any], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Relative clauses that tell of an event with its date: "9월 13일 평양에서 김 위원장을 만난"."""
    inside = [t for t in tokens if start <= t.start < end]
    for number, token in enumerate(inside):
        if token.tag != "ETM" or token.form not in {"ᆫ", "은", "던"} or number < 3 or number + 1 >= len(inside):
            continue
        verb = inside[number - 1]
        if (
            verb.tag not in {"VV", "XSV", "EP"}
            or inside[number + 1].form in _AT_TIME
            or verb.form
            in {
                "촬영",
                "찍",
                "싣",
                "나오",
                "실리",
                "걸리",
                "들",
                "있",
                "나타나",
                "보이",
                "대하",
                "따르",
                "관하",
                "위하",
                "통하",
                "맞",
            }
        ):
            continue
        low = _clause_start(inside, number, start)
        words = text[low : token.start + token.len]
        if (
            _TIME.search(words)
            and any(t.tag in {"JKS", "JKO", "JX", "JKB"} for t in inside if low <= t.start < token.start)
            and len(words.split()) > 3
        ):
            yield low, token.start + token.len


def _clause_start(tokens: Sequence[Any], number: int, start: int) -> int:
    for before in range(number - 2, -1, -1):
        token = tokens[before]
        if token.tag in {"EC", "EF", "SF"} or (token.tag == "SP") or (token.tag == "JX" and token.form in {"은", "는"}):
            return int(token.start + token.len)
    return start
