"""Which words of Korean and Russian stand for which hedge, stance and turn of the English; each table is to be argued with.

Patterns are looked for in the text as it is written, in any case. ``docs/terms.md`` gives the reasons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One turn of speech in three languages: what stands for it in English, what has to in a translation, what may not come in.

    ``strong`` are words of the translation that are at home only where the English has the turn.
    """

    name: str
    english: re.Pattern[str]
    korean: re.Pattern[str]
    russian: re.Pattern[str]
    strong_korean: re.Pattern[str] | None = None
    strong_russian: re.Pattern[str] | None = None

    def needed(self, language: str) -> re.Pattern[str]:
        """What a translation has to hold."""
        return self.korean if language == "ko" else self.russian

    def strong(self, language: str) -> re.Pattern[str] | None:
        """What a translation may hold only where the English has the turn."""
        return self.strong_korean if language == "ko" else self.strong_russian


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


def _word(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


MARKS: tuple[Mark, ...] = (
    Mark(
        "may, might or could",
        _word(
            "(?-i:may)",
            r"(?-i:May)(?=\s[a-z])",
            "might",
            r"could(?! not\b)",
            "possibl[ey]",
            "possibilit(?:y|ies)",
            "perhaps",
            "potential(?:ly)?",
        ),
        _any(r"수(?:도|는)? ?[있없]", "가능", "모른", "아마", "해도 되", "잠재적"),
        _any("возможн", "возможен", r"\bмо(?:г|гл[аио]|жет|гут)\b", r"\bможно\b", "потенциальн"),
        _any("수도 있", "가능성이 있"),
        _any(r"\bвозможно\b", r"\bмо(?:г|гл[аио]) бы\b"),
    ),
    Mark(
        "likely or probably",
        _word("likely", "likelihood", "probabl[ey]", "presumably"),
        _any("가능성", "아마", "것으로 보"),
        _any("вероятн", "по-видимому"),
        None,
        _any(r"\bвероятно\b", r"\bвероятн(?:ым|ой|ая|ое) (?:причин|источник)"),
    ),
    Mark(
        "believed",
        _word("(?:is|are) believed", "view(?! held)(?= weapons)"),
        _any("여겨", "믿", "견해"),
        _any("считается", "мнени"),
        _any("것으로 여겨"),
        _any(r"\bсчитается, что"),
    ),
    Mark(
        "reportedly or said to",
        _word("reportedly", "(?:is|are|was|were) said to", r"(?:is|are) said to"),
        _any("알려졌|알려진", "전해진", "고 하는", "고 한다"),
        _any("как сообщается", "как говорится", "как утверж"),
        _any("것으로 알려졌", "것으로 전해진"),
        _any("как сообщается", "как говорится"),
    ),
    Mark(
        "expected",
        _word("expect(?:s|ed|ation|ations)?"),
        _any("예상", "기대"),
        _any("ожида"),
        _any("예상"),
        _any("ожидается"),
    ),
    Mark(
        "suspected",
        _word("suspect(?:s|ed)?", "suspicions?"),
        _any("의심", "의혹"),
        _any("подозр", "предполагаем", "предполагаемое"),
        _any("의심"),
        _any("подозр"),
    ),
    Mark(
        "alleged or accused",
        _word("alleg(?:e|es|ed|ing|ations?|edly)", "accus(?:e|es|ed|ing|ers?|ations?)", "charge(?! of)(?:s|d(?! with))?"),
        _any("의혹", "혐의"),
        _any("обвин", "предполагаемой", "утвержда"),
        _any("의혹을 제기", "혐의"),
        _any("обвин"),
    ),
    Mark(
        "denied",
        _word("den(?:y|ies|ied|ial|ials|ying)", "reject(?:s|ed|ion)?"),
        _any("부인", "거부"),
        _any("отриц", "отверг"),
        _any("부인"),
        _any("отриц", "отверг"),
    ),
    Mark(
        "concerned",
        _word("concern(?:ed|s)?(?! arms)", "worr(?:y|ies|ied)", "troubl(?:ed|ing)", "unease", "alarm"),
        _any("우려", "불안", "관한"),
        _any("обеспоко", "беспокой", "встревож", "тревож", "тревог"),
        _any("우려"),
        _any("обеспоко", "встревож"),
    ),
    Mark(
        "inferred",
        _word("infer(?:s|red|ence)?"),
        _any("추정"),
        _any("предполага", "вывод"),
        _any("추정"),
        None,
    ),
    Mark(
        "like or nearly",
        _word("(?:is|are|be) like", "(?:as|to) like(?= that)", "likeness", "looks like", "nearly"),
        _any("유사", "닮", "거의"),
        _any("похож", "сходств", "почти"),
        _any("유사"),
        _any("похож", "сходств"),
    ),
)
"""Hedges and stances. Each has to stand where the English has it."""

CONDITION = _word("(?<!as )if", "would", "provided that", "whether", "treaty or no treaty")
"""What makes an English sentence conditional."""
CONDITION_ENDINGS = re.compile(r"^(?:.*면|.*거든|.*지|.*든|겠|ᆯ까|ᆯ지|을지)$")
"""Endings of Korean verbs that do so; beside them stands what is yet to come: ``ᆯ`` with ``것`` or ``터``."""
CONDITION_LEMMAS = frozenset({"бы", "б", "чтобы", "если", "ли"})
"""Russian words that do so, in their dictionary form."""

SURE = _word(
    "reveal(?:s|ed)?", "expos(?:es|ed)", "confirm(?:s|ed|ation)?", "prov(?:es?|ed|en|ing)", "proof", "evidence",
    "establish(?:es|ed)?",    "acknowledg(?:es?|ed)", "admit(?:s|ted)?", "conced(?:es?|ing)", "verif(?:y|ies|ied)",
    "accept(?:s|ed)?", "borne out",
    "certain(?:ty)?",    "lays? bare", "ma(?:ke|kes|de) plain", "show(?:s|n|ed)?",
)  # fmt: skip
"""English words under which a translation may be sure."""
SURE_KOREAN = _any(
    "입증(?!되지|하지|할 수 없|된 바 없|된 것이 없)", "증명(?!되지|하지)", "밝혀졌", "확인(?:했|되었|한다)", "드러났", "시인",
    "폭로", "틀림없", "분명히", "명백히",
)  # fmt: skip
SURE_RUSSIAN = _any(
    r"\bдоказ(?:ал|ано|ыва)", r"\bподтверди", r"\bподтвержда", r"\bустанов(?:ил|лен)", r"\bпризна(?:л|ёт|ет)\b", "разоблач",
    "несомненн", "очевидно", r"\bвыяснил", r"\bбесспорн",
)  # fmt: skip
"""Words that make a fact of what is told."""

NOT = _word(
    "not", "(?-i:no)", r"(?-i:No(?!\s[A-Z]|\.? \d))", "without", "never", "none", "(?<!to )nothing", "nobody", "cannot",
    r"\w+n['’]t", "neither", "nor(?= does| is| will)",
)  # fmt: skip
"""English words that negate; "neither … nor" is one."""
TWICE = re.compile(r"\bno\b[^.,;:]*\b(?:and|or) (?=no\b)", re.IGNORECASE)
""""No … and no …", which other languages put by one negation."""
NEARLY_NOT = _word(
    "hardly", "unable", r"un(?!it|ti|der|iv|ion|iq)[a-z]{2,}(?:ed|en|ble)", "un(?:clear|likely|known)", "nowhere", "implausible",
    "except", "rather than", "instead of", "keeps? clear", "away from", "stayed away", "outside", "beyond", "lost", "loses?",
    "wrong", "le(?:ft|aves?) out", "missing", "silent", "too early", "nor", "either", "to nothing", "impossible", "only",
    "less likely", "little", "whatever", "until",
)  # fmt: skip
"""English words that another language may well put by a negation."""
