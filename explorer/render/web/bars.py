"""Counts as bars, with their numbers beside them and the same as a table, for whoever reads numbers or listens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from explorer.ledger.vocabulary import Stance, Voice
from explorer.messages import say, told
from explorer.render.symbols import stance_mark
from explorer.render.web.html import text
from explorer.render.web.tables import scrolled

_LONGEST = 66
"""So many marks the longest bar has at most; with more statements each mark stands for several."""


def voices(balance: Mapping[Voice, Counter[Stance]], language: str = "en") -> str:
    """One bar a voice, a mark of its stance for each statement; the voices with most statements first, silent ones last."""
    used = [stance for stance in Stance if any(stances[stance] for stances in balance.values())]
    each = -(-max((sum(stances.values()) for stances in balance.values()), default=1) // _LONGEST) or 1
    ranked = sorted(balance.items(), key=lambda row: -sum(row[1].values()))
    key = "".join(f"<li>{stance_mark(stance)} {told(language, stance.value)}</li>" for stance in used)
    unit = f"<li>{say(language, 'one mark for up to {each} statements', each=each)}</li>" if each > 1 else ""
    rows = "".join(_bar(voice, stances, used, each, language) for voice, stances in ranked)
    return f'<ul class="tm-key">{key}{unit}</ul><div class="tm-voices">{rows}</div>{_table(ranked, used, language)}'


def _bar(voice: Voice, stances: Counter[Stance], used: list[Stance], each: int, language: str) -> str:
    marks = "".join(stance_mark(stance) * -(-stances[stance] // each) for stance in used)
    words = ", ".join(f"{stances[stance]} {told(language, stance.value)}" for stance in used if stances[stance])
    hidden = f'<span aria-hidden="true">{marks}</span>'
    bar = (
        f'<div class="tm-units" role="img" aria-label="{words}" title="{words}">{hidden}</div>'
        if marks
        else f'<em class="tm-sub">{say(language, "silent")}</em>'
    )
    name = text(told(language, voice.value))
    return f'<div class="tm-voice"><span>{name}</span><strong>{sum(stances.values())}</strong>{bar}</div>'


def _table(ranked: list[tuple[Voice, Counter[Stance]]], used: list[Stance], language: str) -> str:
    head = "".join(f'<th class="n" scope="col">{told(language, stance.value)}</th>' for stance in used)
    rows = "".join(
        f'<tr><th scope="row">{text(told(language, voice.value))}</th><td class="n"><strong>{sum(stances.values())}</strong></td>'
        + "".join(f'<td class="n">{stances[stance] or ""}</td>' for stance in used)
        + "</tr>"
        for voice, stances in ranked
    )
    voice, everything = say(language, "Voice"), say(language, "all")
    top = f'<tr><th scope="col">{voice}</th><th class="n" scope="col">{everything}</th>{head}</tr>'
    names = [voice, everything, *(told(language, stance.value) for stance in used)]
    table = scrolled(names, f'<table class="tm-table">{top}{rows}</table>')
    return f"<details><summary>{say(language, 'The same as a table')}</summary>{table}</details>"
