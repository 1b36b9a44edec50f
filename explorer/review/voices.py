"""On whose behalf somebody speaks, as far as their name says: a proposal for the reviewer, with the word it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Voice

WORDS: Mapping[Voice, str] = {
    Voice.MEDIA: r"article|newspaper|news agency|газет\w+|агентств\w+|신문|통신",
    Voice.ANALYST: (
        r"analysts?|experts?|researchers?|institute|think[ -]tank|professor|university|observers?|"
        r"аналитик\w*|эксперт\w*|институт\w*|исследовател\w*|전문가\w*|연구\w*|분석가\w*|교수\w*"
    ),
    Voice.DPRK: (
        r"north korean?s?|n\. korean?|dprk|pyongyang|kcna|rodong sinmun|kim jong[ -]un|choe son[ -]hui|"
        r"кндр|северокорейск\w*|северн\w+ коре\w+|пхеньян\w*|цтак|ким чен ын\w*|북한\w*|조선\w*|평양\w*|김정은\w*"
    ),
    Voice.ROK: (
        r"south korean?s?|s\. korean?|rok|seoul|unification ministry|joint chiefs of staff|national intelligence service|yonhap|"
        r"южн\w+ коре\w+|южнокорейск\w*|сеул\w*|한국\w*|서울\w*|통일부\w*|합동참모\w*|합참\w*|국정원\w*|국가정보원\w*"
    ),
    Voice.RUSSIA: (
        r"russian?s?|moscow|kremlin|putin|lavrov|peskov|zakharova|tass|росси\w*|российск\w*|москв\w*|кремл\w*|путин\w*|"
        r"лавров\w*|песков\w*|захаров\w*|тасс|мид рф|러시아\w*|모스크바\w*|크렘린\w*|푸틴\w*"
    ),
    Voice.USA: (
        r"u\.?s\.?|united states|american?s?|washington|pentagon|white house|state department|treasury|сша|американск\w*|"
        r"вашингтон\w*|пентагон\w*|미국\w*|백악관\w*|국무부\w*"
    ),
    Voice.CHINA: r"chinese|china|beijing|китай\w*|пекин\w*|중국\w*|베이징\w*",
    Voice.OTHER_STATES: (
        r"ukrain\w+|kyiv|kiev|japan\w*|tokyo|brit\w+|london|united kingdom|u\.?k\.?|german\w*|france|french|nato|european union|"
        r"united nations|security council|украин\w*|киев\w*|япони\w*|японск\w*|оон|нато|우크라이나\w*|일본\w*|유엔\w*"
    ),
}
"""Words by the voice that they speak of. Analysts are such whatever their country; else the earliest word decides."""

_PATTERNS = {voice: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for voice, words in WORDS.items()}
_LEANING = frozenset({Voice.ANALYST, Voice.MEDIA})


_COMMON = frozenset(
    {
        *("spokesman", "spokeswoman", "spokesperson", "official", "officials", "minister", "president", "senior", "deputy"),
        *("government", "state", "chief", "head", "представитель", "представительница", "министр", "официальный"),
        *("대변인", "관계자", "당국자", "장관", "정부"),
    }
)
"""Words that many speakers share, so that they lead from none to another."""


def proposed(name: str, known: Iterable[Entry], others: Sequence[str] = ()) -> tuple[Voice | None, str]:
    """The voice of a claimant, and why it is taken to be that.

    Parameters
    ----------
    known
        Entries of the ledger: who spoke in it before keeps their voice.
    others
        Who else speaks in the same document, the nearest first: a short name may be that of a fuller one.

    >>> proposed("South Korea's unification ministry", ())
    (<Voice.ROK: 'ROK'>, 'the name holds “South Korea”')
    >>> proposed("Analysts at a Seoul institute", ())[0], proposed("the spokesman", ())[0]
    (<Voice.ANALYST: 'analysts'>, None)
    >>> proposed("ministry", (), ["Kim", "the South Korean ministry"])
    (<Voice.ROK: 'ROK'>, 'it shares a word with the South Korean ministry, whose name holds “South Korean”')
    """
    wanted = name.casefold().strip()
    for entry in known:
        if entry.claimant.name.casefold() == wanted:
            return entry.claimant.voice, f"{entry.claimant.name} speaks so in {entry.id}"
    if found := _told(name):
        return found[0], f"the name holds “{found[1]}”"
    mine = _words(name)
    for other in others:
        if mine & _words(other) and (found := _told(other)):
            return found[0], f"it shares a word with {other}, whose name holds “{found[1]}”"
    return None, "nothing in the name says so"


def _told(name: str) -> tuple[Voice, str] | None:
    """The voice that the words of a name speak of; an analyst is one whatever their country."""
    found = [
        (voice in _LEANING, hit.start(), voice, hit[0]) for voice, pattern in _PATTERNS.items() if (hit := pattern.search(name))
    ]
    if not found:
        return None
    _, _, voice, word = next((row for row in found if row[2] is Voice.ANALYST), min(found))
    return voice, word


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", name.casefold()) if len(word) > 2) - _COMMON
