"""What an English sentence says beside its clauses: who somebody is, where a place lies, things of a list, a last judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from explorer.intake.claims.english_clauses import Clause, after_comma
from explorer.intake.claims.english_passage import Passage
from explorer.intake.claims.english_syntax import ROLES, TABLE, conjuncts, in_other, nearest_verb
from explorer.intake.claims.stances import decide, stated, told_by_article
from explorer.intake.claims.statement import Statement, Voice
from explorer.intake.tables import shape, words


@dataclass(frozen=True)
class Asides:
    """One paragraph in which asides are looked for."""

    passage: Passage

    def distances(self, sentence: Any) -> Iterator[Statement]:
        """Where a place lies, told between commas: "Dunai, about nine kilometres south of Fokino,"."""
        for hit in shape(TABLE, "distance").finditer(sentence.text):
            start = sentence.start_char + hit.start()
            span = self.passage.span(start, start + len(hit[0]))
            yield told_by_article(span, hit[0].replace(",", " lies", 1))

    def added(self, verb: Any, voice: Voice, sentence: Any) -> Iterator[Statement]:
        """What is said of the whole clause after a comma, ", a stark contrast to …", and what it is said to include."""
        for token in verb.subtree:
            judged = token.dep_ in {"appos", "npadvmod", "attr", "conj", "dobj"} and token.lemma_.lower() in words(
                TABLE, "nouns", "judging"
            )
            included = token.lower_ == "including" and token.i > verb.sent.start
            if (judged or included or _compared(token)) and after_comma(token) and nearest_verb(token) == verb:
                tokens = [t for t in token.subtree if not t.is_punct]
                start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
                if len(tokens) > 3:
                    found = decide(self.passage.doc.text[start:end], sentence.text, replace(voice, kind=""), TABLE)
                    span = self.passage.span(start, end)
                    yield stated(span, self.passage.doc.text[start:end], voice, found)

    def people(self, verb: Any, told: list[Any]) -> Iterator[Statement]:
        """Who a named person is, told between commas after the name: the article says so."""
        for token in verb.subtree:
            person = token.head.ent_type_ == "PERSON" and token.dep_ == "appos" and token.i > token.head.i
            person = person and any(
                t.ent_type_ == "DATE" or t.lower_ in {"former", "until", "then", "now"} for t in token.subtree
            )
            if person and token.lemma_.lower() in ROLES and nearest_verb(token) in {verb, *told} and nearest_verb(token) == verb:
                start, end = token.head.left_edge.idx, token.right_edge.idx + len(token.right_edge)
                span = self.passage.span(start, end)
                yield told_by_article(span, self.passage.doc.text[start:end].rstrip(" ,"))

    def listed(self, verb: Any, voice: Voice, sentence: Any) -> Iterator[Statement]:
        """Each of three or more things in one list: a statement by itself, since each can be so or not."""
        for token in verb.subtree:
            if token.dep_ in {"dobj", "pobj", "attr"} and token.pos_ in {"NOUN", "PROPN"} and nearest_verb(token) == verb:
                items = conjuncts(token)
                counted = sum(any(t.like_num for t in item.subtree if not in_other(t, item, items)) for item in items)
                if len(items) < 3 or counted < 2 or any(item.ent_type_ in {"GPE", "DATE", "PERSON"} for item in items):
                    continue
                for item in items[1:]:
                    start, end = item.left_edge.idx, max(t.idx + len(t) for t in item.subtree if not in_other(t, item, items))
                    span = self.passage.span(start, end)
                    text = f"{verb.lemma_}: {self.passage.doc.text[start:end]}"
                    found = decide(text, sentence.text, voice, TABLE, past=Clause(verb).past)
                    yield stated(span, text, voice, found, cues=voice.cues)


def _compared(token: Any) -> bool:
    """Whether a number is set against another: ", up from 21 in the same months", ", against 900 a year earlier"."""
    if token.lower_ in {"up", "down"}:
        return any(c.lower_ == "from" and any(t.like_num for t in c.subtree) for c in token.children)
    return token.lower_ in {"against", "compared", "versus"} and any(t.like_num for t in token.subtree)
