"""Clauses of a Russian sentence, parted at its marks, and the subject of a verb in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explorer.intake.tables import shape, words

REPORTING = frozenset().union(
    *(words("russian", "verbs", kind) for kind in ("asserted", "assessed", "alleged", "denied", "rebutted", "conditional"))
)
"""Lemmas of verbs that report speech."""
_CUT = frozenset({",", ";", ":", "—", "–"})
_RELATIVE = re.compile(
    r"^[\s,]*(?:(?:в|на|с|со|из|о|об|к|по|у|через|за|под|при|для|от)\s+)?(?:котор\w+|где|куда|откуда)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Segment:
    """A clause: its tokens, and whether it has a predicate, is a relative clause or a participle, or ends in a colon.

    ``insert`` marks words that only name who says what stands around them: ", уточнил он,".
    """

    tokens: tuple[Any, ...]
    predicate: bool
    relative: bool
    participle: bool
    colon: bool
    tail: bool
    insert: bool = False

    @property
    def start(self) -> int:
        """First character."""
        return int(self.tokens[0].start)

    @property
    def end(self) -> int:
        """Character after the last."""
        return int(self.tokens[-1].stop)


@dataclass
class _Piece:
    """Words between two marks, with the mark before them."""

    mark: str
    tokens: list[Any]


def segments(tokens: Sequence[Any], text: str) -> list[Segment]:
    """The clauses of a sentence, in order; pieces without a predicate go to the clause before or after them."""
    pieces = [_Piece("", [])]
    for number, token in enumerate(tokens):
        if token.text in _CUT and _parts(tokens, number):
            pieces.append(_Piece(token.text, []))
        elif _opens_that(tokens, number) or (_joined_verb(tokens, number) and any(_finite(t) for t in pieces[-1].tokens)):
            pieces.append(_Piece("и", [token]))
        elif token.text not in _CUT or pieces[-1].tokens:
            pieces[-1].tokens.append(token)
    return _Merging(text).merged([piece for piece in pieces if any(t.pos != "PUNCT" for t in piece.tokens)])


def _parts(tokens: Sequence[Any], number: int) -> bool:
    """Whether a mark parts clauses: always but for a dash between words without a verb of its own after it."""
    if tokens[number].text in {"—", "–"}:
        return (
            any(_finite(t) for t in tokens[number + 1 : number + 4])
            and number > 0
            and tokens[number - 1].text in {",", "»", "”", '"'}
        )
    return True


def _opens_that(tokens: Sequence[Any], number: int) -> bool:
    """Whether "и" joins a second "что" to the first."""
    return tokens[number].text.lower() == "и" and number + 1 < len(tokens) and tokens[number + 1].text.lower() == "что"


def _joined_verb(tokens: Sequence[Any], number: int) -> bool:
    """Whether "и" joins a second predicate to the first: "охватывает период и подписана"."""
    if tokens[number].text.lower() not in {"и", "но", "а"} or number + 1 >= len(tokens):
        return False
    return any(_finite(t) for t in tokens[number + 1 : number + 4]) and not any(
        t.text in _CUT for t in tokens[number + 1 : number + 4]
    )


def _finite(token: Any) -> bool:
    feats = token.feats or {}
    if token.pos in {"VERB", "AUX"}:
        return (
            feats.get("VerbForm") == "Fin"
            or (feats.get("VerbForm") == "Part" and feats.get("Variant") == "Short")
            or feats.get("Mood") is not None
        )
    return token.pos == "ADJ" and feats.get("Variant") == "Short"


def _full_participle(piece: Sequence[Any]) -> bool:
    head = next((t for t in piece[:4] if t.pos not in {"PUNCT", "ADV", "PART"}), None)
    return (
        head is not None
        and head.pos in {"VERB", "ADJ"}
        and re.search(
            r"(?:вш|ющ|ущ|ащ|ящ|нн|ем|им)(?:ий|ая|ее|ие|его|ей|их|ему|им|ую|ый|ое|ые|ого|ой|ых|ым)(?:ся)?$", head.text.lower()
        )
        is not None
        and (head.feats or {}).get("VerbForm") == "Part"
    )


_SUBORDINATE = re.compile(r"[\s,]*(?:если|когда|хотя|пока|как только|чтобы)\b", re.IGNORECASE)
_CONDITION = re.compile(r"[\s,]*(?:если|чтобы|пока|как только)\b", re.IGNORECASE)
_PREDICATIVE = frozenset(
    [
        "нужно",
        "надо",
        "нельзя",
        "можно",
        "должен",
        "должна",
        "должны",
        "должно",
        "нет",
        "видно",
        "заметно",
        "слышно",
        "известно",
        "необходимо",
        "неизвестно",
    ]
)


class _Merging:
    """Puts pieces together to clauses, one after another; ``held`` is what waits for its predicate."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Segment] = []
        self.held: list[Any] = []

    def merged(self, pieces: list[_Piece]) -> list[Segment]:
        for number, piece in enumerate(pieces):
            colon = number + 1 < len(pieces) and pieces[number + 1].mark == ":"
            after = pieces[number + 1 :]
            if self._aside(piece, self._said(after[0]) if after else "", first=number == 0, colon=colon):
                continue
            self._take(piece, colon=colon, tail=number == len(pieces) - 1)
        if self.held and self.found:
            self._join(self.held)
        elif self.held:
            self.found.append(Segment(tuple(self.held), False, False, False, False, True))
        return self.found

    def _said(self, piece: _Piece) -> str:
        return self.text[piece.tokens[0].start : piece.tokens[-1].stop]

    def _aside(self, piece: _Piece, after: str, *, first: bool, colon: bool) -> bool:
        """Words that are no clause of their own: a turn to the reader, how sure it is, who says so."""
        said = self._said(piece)
        if shape("russian", "address").match(said):
            return True
        if shape("russian", "opening").match(said) and re.match(r"\W*что\b", after):
            self.held = [*self.held, *piece.tokens]
            return True
        if not first and piece.mark != ";" and after and not colon and (self._names_source(piece, said, after)):
            self.found.append(Segment(tuple(piece.tokens), False, False, False, False, False, True))
            return True
        return False

    def _names_source(self, piece: _Piece, said: str, after: str) -> bool:
        """Whether words in the middle of a sentence do no more than say whose it is: "как рассказал Кравченко"."""
        if shape("russian", "cites").match(said):
            return not any(_finite(t) for t in piece.tokens)
        if len(said.split()) > 9 or re.match(r"\W*(?:что|чтобы|как|будто|котор\w+|где|«)", after):
            return False
        front = [t for t in piece.tokens if t.pos not in {"PUNCT", "ADV", "PART"} and t.text.lower() != "как"][:1]
        named = any((t.feats or {}).get("Case") == "Nom" for t in piece.tokens) or re.search(r"\b(?:в|во)\s\w+\W*$", said)
        return bool(front) and bool(named) and front[0].lemma in REPORTING and _finite(front[0])

    def _take(self, piece: _Piece, *, colon: bool, tail: bool) -> None:
        said = self._said(piece)
        relative, participle = bool(_RELATIVE.match(said)), _full_participle(piece.tokens)
        predicate = _predicate(piece.tokens, said) or (piece.mark == ";" and len(piece.tokens) > 3)
        if (relative or participle) and (len(piece.tokens) > 2 or (participle and piece.tokens[-1].lemma in REPORTING)):
            self.found.append(Segment(tuple(piece.tokens), predicate, relative, participle, colon, tail))
        elif _SUBORDINATE.match(said) and not self.found and not self.held:
            self.held = piece.tokens
        elif _CONDITION.match(said) and self.found:
            self._join(piece.tokens)
        elif not predicate and not shape("russian", "cites").match(said):
            self._wait(piece.tokens, colon=colon)
        else:
            self.found.append(Segment((*self.held, *piece.tokens), predicate, False, False, colon, tail))
            self.held = []

    def _wait(self, tokens: list[Any], *, colon: bool) -> None:
        """Words without a predicate: part of the clause before, unless that one is a relative clause or there is none."""
        if (
            self.found
            and not re.match(r"\W*(?:и\s)?(?:что|чтобы)\b", self.text[tokens[0].start : tokens[-1].stop])
            and not self.found[-1].insert
            and not self.held
            and not self.found[-1].relative
            and not self.found[-1].participle
            and self.found[-1].predicate
        ):
            self._join(tokens)
            if colon:
                old = self.found[-1]
                self.found[-1] = Segment(old.tokens, old.predicate, old.relative, old.participle, True, old.tail)
        else:
            self.held = [*self.held, *tokens]

    def _join(self, tokens: list[Any]) -> None:
        old = self.found[-1]
        self.found[-1] = Segment((*old.tokens, *tokens), old.predicate, old.relative, old.participle, False, old.tail)


def _predicate(tokens: Sequence[Any], said: str) -> bool:
    """Whether words have a finite verb, a short participle, a word such as "нужно", or the dash that stands for "is"."""
    dash = re.search(r"\s[—–]\s", said.strip(" —–,")) and not re.fullmatch(r"[\s,]*\w*\s?[А-ЯЁ]\w+ [—–] [А-ЯЁ]\w+[\s,.]*", said)
    named = re.match(r"\W*это\s+(?!же\b)[^,;:]+$", said) or re.match(r"\W*что\s[^,;:]*\b(?:больше|меньше|выше|ниже)\b", said)
    return bool(dash or named) or any(_finite(t) or t.text.lower() in _PREDICATIVE for t in tokens)


def stands_written(verb: Any) -> bool:
    """Whether a passive tells what a document has: "в докладе указано"."""
    return verb.text.lower() in {"указано", "сказано", "отмечено", "написано", "записано", "подчёркнуто", "прописано"}


def subject_of(part: Segment, verb: Any, text: str) -> str:
    """The words of a verb's subject: a nominative after or before it; for "говорится в справке" the document."""
    if stands_written(verb) or verb.lemma in {
        "говориться",
        "сообщаться",
        "отмечаться",
        "указываться",
        "утверждаться",
        "значиться",
    }:
        found = re.search(r"\b(?:в|во|на)\s+([^,;:«—]{3,80})", text[verb.stop : part.end].partition(", что")[0]) or re.search(
            r"\b(?:[Вв]о?|[Нн]а)\s+([^,;:«—]{3,60}?)$", text[part.start : verb.start].rstrip()
        )
        return found[1].strip(" .»") if found else ""
    head = _subject_head(part, verb)
    if (head is None or head.start < verb.start) and (name := _NAME_O.match(text[part.start : verb.start].rstrip())):
        return name[1].strip()
    if head is not None:
        return head.text if head.pos == "PRON" else _phrase(part, head, verb, text)
    return _within(part, verb, text) if (verb.feats or {}).get("Number") == "Plur" else ""


_NAME_O = re.compile(r"\W*(О\s[А-ЯЁ]\w+(?:\s[А-ЯЁ]\w+)?[^,;:«]*?)(?=,|$)")
"""A Korean name that begins like the preposition: "О Чжон Су"."""


def _subject_head(part: Segment, verb: Any) -> Any:
    """The noun that is the subject: by the syntax, else the nearest nominative, else a name that has no cases."""
    after = [t for t in part.tokens if t.start > verb.start][:5]
    before = [t for t in part.tokens if t.stop <= verb.start]
    near = [t for t in (*after, *before) if _nominative(t, verb) or _counted(t, verb)]
    by_syntax = [t for t in near if (t.rel or "").startswith("nsubj") and t.head_id == verb.id]
    if near:
        return (by_syntax or near)[0]
    first = next((t for t in before[:3] if t.pos in {"NOUN", "PROPN", "X"} and t.text[:1].isupper()), None)
    led = first is not None and any(t.pos == "ADP" for t in before[: before.index(first)])
    return None if led else first


def _within(part: Segment, verb: Any, text: str) -> str:
    """Who speaks where nobody is named: "В МИД КНДР эти сообщения назвали клеветой"."""
    words_of = [t for t in part.tokens if t.pos != "PUNCT"]
    tokens = [t for t in words_of if t.stop <= verb.start]
    if not tokens or tokens[0].text.lower() not in {"в", "во"}:
        tokens = [t for t in words_of if t.start >= verb.stop]
    if not tokens or tokens[0].text.lower() not in {"в", "во"}:
        return ""
    last = 1
    while last < len(tokens) and _names_a_body(tokens[last]):
        last += 1
    return text[tokens[1].start : tokens[last - 1].stop] if last > 1 else ""


def _counted(token: Any, verb: Any) -> bool:
    """Whether a noun or number is the subject in a case of its own: "два источника", "один из них"."""
    return (
        token.pos in {"NOUN", "NUM", "ADJ", "DET"}
        and (token.rel or "").startswith("nsubj")
        and token.head_id == verb.id
        and (token.pos == "NUM" or (token.feats or {}).get("Case") == "Gen")
    )


def _names_a_body(token: Any) -> bool:
    return token.pos in {"NOUN", "PROPN", "ADJ", "X"} and (token.feats or {}).get("Case") in {"Loc", "Gen", "Nom", None}


def _nominative(token: Any, verb: Any) -> bool:
    feats = token.feats or {}
    if token.pos not in {"NOUN", "PROPN", "PRON"} or feats.get("Case") not in {"Nom", None}:
        return False
    if token.pos != "PRON" and feats.get("Case") is None and not token.text[:1].isupper():
        return False
    return (
        token.rel in {"nsubj", "nsubj:pass", "appos", "flat:name", "conj", "root", "obj", "parataxis", "nmod"}
        or token.head_id == verb.id
    )


def _phrase(part: Segment, head: Any, verb: Any, text: str) -> str:
    """A noun with what belongs to it: words before it that agree, and genitives, names and "из …" after it."""
    tokens = list(part.tokens)
    at = tokens.index(head)
    first = at
    while first > 0 and _agrees(tokens[first - 1], verb):
        first -= 1
    last = at
    while (
        last + 1 < len(tokens)
        and tokens[last + 1] is not verb
        and tokens[last + 1].text not in _CUT
        and _belongs(tokens[last + 1])
        and not _dates(tokens, last + 1)
    ):
        last += 1
    if (
        (verb.feats or {}).get("Number") == "Plur"
        and last + 2 < len(tokens)
        and tokens[last + 1].text == "и"
        and tokens[last + 2] is not verb
        and (tokens[last + 2].feats or {}).get("Case") == "Nom"
    ):
        last += 2
    return text[tokens[first].start : tokens[last].stop].strip(" «»")


def _dates(tokens: Sequence[Any], at: int) -> bool:
    """Whether a date begins here: "10 сентября"."""
    return tokens[at].text.isdigit() and at + 1 < len(tokens) and _MONTH.match(tokens[at + 1].text) is not None


def _agrees(token: Any, verb: Any) -> bool:
    """Whether a word before a noun belongs to it; dates and places before it do not."""
    if token is verb or token.text in _CUT or _MONTH.match(token.text) or token.text.isdigit():
        return False
    case = (token.feats or {}).get("Case")
    return token.pos in {"ADJ", "DET", "NUM"} or (token.pos in {"NOUN", "PROPN"} and case in {"Nom", "Gen"})


def noun_before(tokens: Sequence[Any], text: str) -> str:
    """The noun phrase that a stretch of words ends in."""
    last = first = len(tokens)
    while (
        first > 0
        and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "X", "ADP"}
        and tokens[first - 1].text not in _CUT
    ):
        first -= 1
    while first < last and tokens[first].pos in {"ADP", "CCONJ"}:
        first += 1
    return text[tokens[first].start : tokens[last - 1].stop].strip(" «»") if first < last else ""


_MONTH = re.compile(r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)$", re.IGNORECASE)


def _belongs(token: Any) -> bool:
    feats = token.feats or {}
    if token.pos in {"PROPN", "X"} or token.text in {"«", "»", "-", "из", "по", "при", "в", "же"}:
        return True
    return token.pos in {"NOUN", "ADJ", "NUM", "DET"} and feats.get("Case") in {"Gen", "Nom", "Dat", "Loc", "Ins", None}
