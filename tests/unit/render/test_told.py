"""A translated claim names its speaker and its stance in the language, and keeps the denial a denial."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.ledger.vocabulary import Stance, Voice
from explorer.render.statements import VERBS_TOLD, sentence, speaker, told
from explorer.render.web.translated import translated_claim, translated_event
from tests import toy


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_every_stance_has_its_own_word(language: str) -> None:
    assert set(VERBS_TOLD[language]) == set(Stance)
    assert len(set(VERBS_TOLD[language].values())) == len(Stance)


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_speaker_stance_and_statement_stand_in_this_order(language: str) -> None:
    for entry in toy.cards().ledger.entries:
        words, verb = told(entry, language), VERBS_TOLD[language][entry.claim.stance]
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


def test_nothing_stands_above_a_card_without_a_translation() -> None:
    ledger = toy.cards().ledger
    assert translated_claim(ledger.by_id["A01"], ledger.by_id["A01"], "ko") == ""
    assert translated_event(ledger.events[0], ledger.events[0], "ko") == ""
    other = ledger.events[0].model_copy(update={"statement": "<말>"})
    assert 'lang="ko"' in translated_event(other, ledger.events[0], "ko")
    assert "&lt;말&gt;" in translated_event(other, ledger.events[0], "ko")
