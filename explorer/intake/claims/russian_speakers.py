"""Who speaks in a Russian clause: the verbs and expressions that name a source, and pronouns that go back to one."""

from __future__ import annotations

import re
from typing import Any

from explorer.intake.claims.russian_clauses import Segment, noun_before, stands_written, subject_of
from explorer.intake.claims.russian_words import lemma
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import pattern, shape, words
from explorer.intake.values import ARTICLE, Cue, Paragraph, Span

TABLE = "russian"
_KINDS = ("denied", "rebutted", "alleged", "concern", "conditional", "assessed", "asserted")


class Speakers:
    """The speakers met so far in a text, and who is named in the clause at hand."""

    def __init__(self) -> None:
        self.last = Voice()
        self.named: list[str] = []
        self.paragraph = Paragraph(0, 0, "")
        self.text = ""
        self.whole = (0, 0)
        self.before: list[Any] = []
        self.given = Voice()
        self.floor = Voice()
        self.spoken: list[tuple[Voice, bool]] = []
        self.alleged = False

    def cited(self, text: str) -> Voice | None:
        """The voice that "по словам …" or "согласно …" names."""
        found = shape(TABLE, "by").match(text.lstrip(" ,;:—–-"))
        if not found:
            return None
        who = (found["who"] or "").strip()
        if found["by"] is None:
            first = who.split()[:3]
            if not any(lemma(word) in words(TABLE, "nouns", "documents") for word in first):
                return None
            document = re.match(r"\S+(?:\s(?:\w+(?:ого|его|ой|ей|ых|их|а|я|и|ы)))?", who)
            who = who if lemma(first[0]) not in words(TABLE, "nouns", "documents") else document[0] if document else first[0]
        assessing = found["by"] is not None and lemma(found["by"]) in words(TABLE, "nouns", "assessing_by")
        if re.match("наш|мо", found["whose"] or "", re.IGNORECASE) and not who:
            return Voice(kind="assessed" if assessing else "")
        if (found["whose"] or not who) and not (found["whose"] and who):
            who = self._taken_up(found["whose"] or "")
        if not who or who == ARTICLE:
            return Voice(kind="assessed" if assessing else "") if assessing else None
        who = f"{found['whose']} {who}" if found["whose"] and who != self.last.claimant and found["who"] else who
        name = self.full(who)
        self.last = Voice(name, analyst=analyst(name))
        self.spoken.append((self.last, False))
        return Voice(name, "assessed" if assessing else "", analyst=analyst(name))

    def report(self, part: Segment) -> tuple[str, Any, str] | None:
        """Kind, verb and speaker of a clause that reports speech; nothing where it is denied ("не подтвердил")."""
        for verb in part.tokens:
            if verb.pos not in {"VERB", "AUX"} and not (verb.pos == "ADJ" and verb.lemma == "обеспокоить"):
                continue
            kind = next((k for k in _KINDS if verb.lemma in words(TABLE, "verbs", k)), "")
            kind = kind or self._by_object(part, verb)
            if not kind:
                continue
            name = self._speaker(part, verb)
            if self._negated(part, verb):
                self._remember(name if not part.relative else "", verb)
                continue
            if not name or not (verb.lemma not in words(TABLE, "verbs", "weak") or self.reports_something(part, verb, name)):
                continue
            return self._by_object(part, verb) or kind, verb, name
        return None

    def _remember(self, name: str, verb: Any) -> None:
        """Somebody named who may be taken up by a pronoun."""
        if name:
            self.last = Voice(self.full(name), analyst=analyst(name))
            self.spoken.append((self.last, (verb.feats or {}).get("Number") == "Plur" and not _body(name)))

    def reports_something(self, part: Segment, verb: Any, name: str) -> bool:
        """Whether a verb that need not report does so here: words follow it, or a document is its subject."""
        first = lemma(name.split(maxsplit=1)[0])
        if verb.lemma in words(TABLE, "nouns", "document_verbs") and first in words(TABLE, "nouns", "documents"):
            return True
        if part.insert or self.short_tail(part, verb):
            return True
        follows = self.text[part.end : part.end + 14].lstrip(" ,:—–")
        return (
            part.colon
            or follows.startswith(("что", "чтобы", "«"))
            or "«" in self.text[part.start : part.end]
            or self.text[: part.start].rstrip(" ,—–-").endswith(("»", "”", '"'))
            or "о том" in self.text[self.whole[0] : part.end].lower()
        )

    def short_tail(self, part: Segment, verb: Any) -> bool:
        """Whether a sentence ends in no more than a verb of saying and who says so: ", пишет издание"."""
        spoken = [t for t in part.tokens if t.pos not in {"PUNCT", "ADV"} and t.text.lower() != "как"]
        return part.tail and part.start > self.whole[0] and len(spoken) < 6 and bool(spoken) and spoken[0] is verb

    def _by_object(self, part: Segment, verb: Any) -> str:
        text = {token.lemma for token in part.tokens}
        if text & words(TABLE, "nouns", "concern") and verb.lemma in {
            "выразить",
            "выражать",
            "высказать",
            "высказывать",
            "заявить",
            "вызвать",
        }:
            return "concern"
        told = self.text[part.start : part.end]
        untrue = re.search("не соответствующ\\w+ (?:действительности|истине|фактам)|не имеющ", told)
        if verb.lemma in words(TABLE, "nouns", "calls") and (text & words(TABLE, "nouns", "denial") or untrue):
            return "denied"
        if verb.lemma in words(TABLE, "verbs", "repeating") and self.alleged and not part.colon and "«" not in told:
            return "alleged"
        if verb.lemma == "утверждать" and any(
            pattern(TABLE, "patterns", key).search(self.text[slice(*self.whole)]) for key in ("wrongdoing", "alleging")
        ):
            return "alleged"
        return ""

    def _negated(self, part: Segment, verb: Any) -> bool:
        return any(t.text.lower() == "не" and 0 < verb.start - t.start < 12 for t in part.tokens)

    def _speaker(self, part: Segment, verb: Any) -> str:
        if part.relative or part.participle or (verb.feats.get("VerbForm") == "Part" and not stands_written(verb)):
            return self._antecedent()
        name = subject_of(part, verb, self.text)
        if name.lower() in {"я", "мы"} and not self.floor.article:
            return self.floor.claimant
        if name.lower() in {"он", "она", "они", "тот", "та", "те", "оба"}:
            found = self._taken_up(name)
            return found if found != ARTICLE else ""
        if not name:
            return self.last.claimant if not self.last.article else ""
        return name

    def _taken_up(self, pronoun: str) -> str:
        """Who is meant by a pronoun: the last to speak, one or many as the pronoun has it."""
        many = pronoun.lower() in {"они", "их", "те", "оба"}
        fitting = (voice.claimant for voice, several in reversed(self.spoken) if several == many)
        return self.last.claimant if self.last.article or not pronoun else next(fitting, self.last.claimant)

    def _antecedent(self) -> str:
        """The noun that a relative clause or participle stands after."""
        return noun_before([t for t in self.before if t.text not in {",", "—"}], self.text)

    def heard(self, name: str, kind: str, verb: Any) -> Voice:
        """The voice of a named speaker, who is remembered; a source that they refer to speaks in their place."""
        name = self.full(name)
        source = self._source() if kind == "asserted" else ""
        span = Span(self.paragraph.number, verb.start, verb.stop)
        cue = Cue(span, verb.text, "stance", f"verb-{kind}", f"{verb.lemma} is a word for {kind}")
        told = source or name
        voice = Voice(told, kind if kind != "asserted" else "", name if source else "", analyst=analyst(told), cues=(cue,))
        self._remember(name, verb)
        if name not in self.named:
            self.named.append(name)
        return voice

    def _source(self) -> str:
        """Whom a medium refers to: "со ссылкой на неназванного чиновника"."""
        found = shape(TABLE, "source").search(self.text, *self.whole)
        return found["who"].strip() if found else ""

    def full(self, name: str) -> str:
        """The earlier and fuller name of a speaker called by one word."""
        name = name.strip(' ,«»"')
        if len(name.split()) == 1 and len(name) > 3:
            stem = name.lower()[: max(4, len(name) - 2)]
            return next(
                (
                    known
                    for known in reversed(self.named)
                    if known.lower().split()[0].startswith(stem) or known.lower().split()[-1].startswith(stem)
                ),
                name,
            )
        return name


def _body(name: str) -> bool:
    """Whether a name in a sentence without a subject is that of a body: "в МИД заявили"."""
    return bool(
        re.search(
            r"(?:МИД|служб|министерств|минобороны|администраци|компани|ведомств|таможн|отдел|дорог|порт|агентств|редакци|посольств)",
            name,
            re.IGNORECASE,
        )
    )


def analyst(name: str) -> bool:
    """Whether a name is that of somebody who judges rather than states."""
    return any(lemma(word) in words(TABLE, "nouns", "analysts") for word in re.findall(r"\w+", name.lower()))
