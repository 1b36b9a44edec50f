"""Counts as bars: one mark a statement, and the numbers as a table."""

from __future__ import annotations

from collections import Counter

from explorer.ledger.claims import balance
from explorer.ledger.vocabulary import Stance, Voice
from explorer.render.web import bars
from explorer.world.world import World
from tests.unit.render.web.test_html import Page


def marks(drawn: str) -> int:
    return drawn.split('class="tm-voices"')[1].split("<details>", maxsplit=1)[0].count("tm-stance ")


def test_every_statement_has_a_mark_and_every_voice_a_row(real: World) -> None:
    drawn = bars.voices(balance(real.ledger.entries))
    assert marks(drawn) == len(real.ledger.entries)
    words = Page(drawn).words
    assert all(voice.value in words for voice in Voice)
    assert "silent" in words


def test_many_statements_share_a_mark_and_the_bar_says_so() -> None:
    drawn = bars.voices({Voice.MEDIA: Counter({Stance.ASSERTED: 5000, Stance.DENIED: 1}), Voice.CHINA: Counter()})
    assert marks(drawn) <= 67
    assert "one mark for up to 76 statements" in drawn


def test_the_bars_speak_the_language_of_the_page() -> None:
    drawn = bars.voices({Voice.MEDIA: Counter({Stance.ASSERTED: 2}), Voice.CHINA: Counter()}, "ru")
    assert 'aria-label="2 утверждается"' in drawn
    assert [word for word in ("голос статьи", "Китай", "молчание", "То же таблицей") if word not in drawn] == []
    assert [word for word in ("article", "silent", "table<", ">asserted") if word in drawn] == []
