"""A translated claim names its speaker and its stance in the language, and keeps the denial a denial."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from explorer.ledger.claims import Entry
from explorer.ledger.tongue import Tongue
from explorer.ledger.vocabulary import Stance, Voice
from explorer.messages import say
from explorer.render.statements import NOUNS, sentence, speaker, told
from explorer.render.web import html
from tests import toy


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_every_stance_has_its_own_word(language: str) -> None:
    words = {stance: say(language, NOUNS[stance]) for stance in Stance}
    assert len(set(words.values())) == len(Stance)


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_speaker_stance_and_statement_stand_in_this_order(language: str) -> None:
    for entry in toy.cards().ledger.entries:
        words, verb = told(entry, language), say(language, NOUNS[entry.claim.stance])
        said = entry.claim.denial.proposition if entry.claim.denial else entry.claim.statement
        who = entry.claim.denial.by[0] if entry.claim.denial else speaker(entry, language)
        assert words.index(who) < words.index(verb) < words.rindex(said)


def test_english_is_told_as_before() -> None:
    entry = toy.cards().ledger.by_id["A01"]
    assert told(entry, "en") == sentence(entry)


def test_the_voice_of_an_article_is_named_as_such() -> None:
    entry = toy.cards().ledger.by_id["A01"]
    voice = replace(entry, claimant=entry.claimant.model_copy(update={"voice": Voice.MEDIA, "name": "Paper"}))
    assert speaker(voice, "ko") == "Paper (기사 서술)"
    assert speaker(voice, "ru") == "Paper (голос статьи)"


def test_a_translated_statement_is_marked_and_has_the_english_behind_it() -> None:
    world = toy.world()
    entry = world.ledger.by_id["A01"]
    tongue = Tongue("ko", {})
    assert "tm-original" not in html.brief(entry, tongue)
    assert 'lang="en"' in html.brief(entry, tongue)
    words = replace(entry, claim=entry.claim.model_copy(update={"statement": "<말>"}))
    shown = html.brief(entry, Retold("ko", {}, claim=words))
    assert "&lt;말&gt;" in shown
    assert f'<p lang="en"><bdi>{entry.claim.statement}</bdi></p>' in shown


@dataclass(frozen=True, kw_only=True)
class Retold(Tongue):
    """A language in which every claim is the same one."""

    claim: Entry

    def entry(self, entry: Entry) -> Entry:
        return self.claim
