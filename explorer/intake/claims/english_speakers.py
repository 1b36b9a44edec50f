"""Who speaks in an English sentence: subjects of reporting verbs, "according to", pronouns and short names and whom they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from explorer.intake.claims.english_clauses import finite, semicolon
from explorer.intake.claims.english_syntax import REPORTING, ROLES, TABLE, kind_at, main_verb, nearest_verb
from explorer.intake.claims.quotes import Quotes
from explorer.intake.claims.statement import MOST_WORDS, Voice
from explorer.intake.tables import words
from explorer.intake.values import ARTICLE

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SINGULAR = frozenset({"he", "she"})
_PLURAL = frozenset({"they", "both", "we"})
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "we", "my": "i"}
_NOBODY = frozenset({"nobody", "none", "nothing", "everyone", "everybody", "someone", "somebody", "anyone", "anybody"})


_LATELY = 4
"""Among how many of the last speakers a person is looked for before others whose kind is not known."""
_NOT_SO = {"he": ("woman", "girl"), "she": ("sman", "eman", "yman", "lman")}
"""How the words for those end whom a pronoun cannot mean."""
_PAPERS = frozenset().union(*(words(TABLE, "nouns", kind) for kind in ("documents", "legal", "holding")))
_NO_PERSON = _PAPERS | words(TABLE, "nouns", "bodies")


@dataclass(frozen=True)
class Spoken:
    """One who has spoken: the name, its head noun, and whether it is many, a person, a body; both may be open."""

    name: str
    head: str
    plural: bool
    person: bool
    body: bool


@dataclass
class Speakers:
    """Speakers met so far in a document."""

    people: list[str] = field(default_factory=list)
    spoke: list[Spoken] = field(default_factory=list)
    pair: str = ""
    floor: Voice = field(default_factory=Voice)
    """Who has the floor, in a transcript or once they have begun to "state the following", and whom "we" and "I" mean then."""

    def meet_people(self, doc: Any) -> None:
        """Remember the full names of people, so that a surname leads back to them."""
        for entity in doc.ents:
            if entity.label_ == "PERSON" and len(entity) > 1:
                self.people.append(re.sub(r"['’]s$", "", entity.text))
            joined = [c for c in entity.root.children if c.dep_ == "conj" and c.ent_type_ == "GPE"]
            if entity.label_ == "GPE" and len(joined) == 1:
                self.pair = f"{entity.text} and {next(e.text for e in doc.ents if e.start <= joined[0].i < e.end)}"

    @property
    def latest(self) -> str:
        """The last one who spoke."""
        return self.spoke[-1].name if self.spoke else ""

    @property
    def somebody(self) -> str:
        """The last one who spoke and is no paper."""
        return next((one.name for one in reversed(self.spoke) if one.head not in _PAPERS), "")

    def heard(self, name: str, head: str, *, plural: bool, entity: str = "") -> str:
        """Remember one who speaks; a thing, such as "part of the fuel", speaks to nobody."""
        body = head in _NO_PERSON or entity in {"ORG", "GPE", "NORP"}
        roles = {word.rstrip("s") for word in re.findall(r"[a-z-]+", name.lower())} & ROLES
        person = entity == "PERSON" or (bool(roles) and head not in _NO_PERSON)
        named = name[:1].isupper() and name.split(maxsplit=1)[0].lower() not in words(TABLE, "weak", "openers")
        if body or person or named or plural:
            self.spoke.append(Spoken(name, head, plural, person, body))
        return name

    def meant(self, token: Any) -> str:
        """Whom a pronoun means: the one that the sentence is about, else the last speaker of that number."""
        low = _OWNERS.get(token.lower_, token.lower_)
        if (own := _subject_above(token)) is not None and (low in _PLURAL) == (own.tag_ in {"NNS", "NNPS"}):
            return noun_phrase(own, self)
        if low in _SINGULAR:
            those = [o for o in reversed(self.spoke) if not o.plural and not o.body and not o.head.endswith(_NOT_SO[low])]
            known = next((one for one in those[:_LATELY] if one.person), None)
            return (known or those[0]).name if those else self.latest
        for one in reversed(self.spoke):
            if low in _PLURAL and one.plural:
                return one.name
            if low == "it" and not one.plural and one.body:
                return one.name
        return self.latest

    def known(self, head: str, text: str) -> str:
        """The earlier and fuller name of a speaker called by a short one: "the analyst", "Bechtol"."""
        if len(text.split()) <= 2 and not any(sign.isdigit() for sign in text):
            for one in reversed(self.spoke):
                if one.head == head and len(one.name) >= len(text):
                    return one.name
        if text.istitle() or text[:1].isupper():
            return next(
                (
                    person
                    for person in self.people
                    if person != text and person.split()[-1] == text.rsplit(maxsplit=1)[-1] and len(text.split()) == 1
                ),
                "",
            )
        return ""

    def is_analyst(self, name: str) -> bool:
        """Whether a speaker judges by trade."""
        lower = name.lower()
        return any(re.search(rf"\b{word}s?\b", lower) for word in words(TABLE, "nouns", "analysts"))

    def outside(self, doc: Any, quotation: tuple[int, int]) -> str:
        """Who is named as speaking in the sentence that a quotation begins or ends in."""
        for sentence in doc.sents:
            if len(sentence) > MOST_WORDS:
                continue
            touches = sentence.start_char < quotation[1] + 3 and quotation[0] - 3 < sentence.end_char
            if not touches:
                continue
            for verb in sentence:
                outside = not (quotation[0] <= verb.idx < quotation[1])
                if outside and verb.pos_ == "VERB" and reports(verb):
                    for child in verb.children:
                        if child.dep_ in SUBJECTS:
                            return noun_phrase(child, self)
        return ""


def _subject_above(token: Any) -> Any:
    """The subject of the main clause, for a pronoun in a clause below it: "A member cited it when he said"."""
    for above in token.head.ancestors:
        for child in above.children:
            if (
                child.dep_ in SUBJECTS
                and child.pos_ in {"NOUN", "PROPN"}
                and child.i < token.i
                and child.lemma_.lower() not in words(TABLE, "nouns", "bodies")
                and (_somebody(child) or (above.pos_ == "VERB" and kind_at(above)))
            ):
                return child
    return None


def _somebody(noun: Any) -> bool:
    """Whether a noun is a person by its name or its trade."""
    return noun.ent_type_ == "PERSON" or noun.lemma_.lower() in ROLES


def reports(verb: Any) -> bool:
    """Whether a verb reports what somebody says or thinks."""
    return kind_at(verb) in REPORTING


def contents(verb: Any) -> list[Any]:
    """The verbs of what a verb reports: clauses and quotations that depend on it."""
    found = [
        c
        for c in verb.children
        if c.dep_ in {"ccomp", "parataxis"} and c.pos_ in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"} and _reported(verb, c)
    ]
    found += [
        deep for c in verb.children if c.dep_ in {"dobj", "obj", "attr", "oprd", "nsubjpass"} for deep in c.children
        if deep.dep_ in {"acl", "ccomp"} and deep.pos_ in {"VERB", "AUX"} and finite(deep) and that_clause(deep)
    ]  # fmt: skip
    found += _after_source(verb) or _after_paper(verb, found) or _mislabelled(verb, found)
    if verb.dep_ == "parataxis" or (verb.dep_ in {"ccomp", "advcl"} and comma_said(verb)):
        head = verb.head
        if head.pos_ in {"VERB", "AUX"} and head not in found and not found:
            found.append(head)
    if not found and verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        found = [c for c in verb.children if c.dep_ == "xcomp"]
    return [c for c in found if c.pos_ in {"VERB", "AUX"} or any(d.dep_ in SUBJECTS for d in c.children)]


def _after_source(verb: Any) -> list[Any]:
    """What is said after the source that is cited for it, to which the grammar hangs it: "said, citing the service, that …"."""
    sources = [c for c in verb.children if c.lemma_.lower() in {"cite", "quote"} and c.tag_ == "VBG"]
    return [
        deep for source in sources for named in source.children if named.dep_ in {"dobj", "obj"}
        for deep in (*named.children, *source.children)
        if deep.dep_ in {"relcl", "acl", "ccomp"} and finite(deep) and that_clause(deep)
    ]  # fmt: skip


def _after_paper(verb: Any, found: list[Any]) -> list[Any]:
    """What is said in a paper or talk to which the grammar hangs it: "said in its first report that …"."""
    told = [deep for c in verb.children if c.dep_ == "prep" and not found and reports(verb) for deep in c.subtree]
    return [
        deep for deep in told
        if deep.dep_ in {"acl", "relcl", "ccomp"} and finite(deep) and nearest_verb(deep) == verb and that_clause(deep)
    ]  # fmt: skip


def _mislabelled(verb: Any, found: list[Any]) -> list[Any]:
    """A "that" clause after a reporting verb which the grammar took for something else."""
    told = [] if found or not reports(verb) else [c for c in verb.children if c.pos_ in {"VERB", "AUX"} and c.i > verb.i]
    return [c for c in told if c.dep_ not in {"conj", "relcl"} and finite(c) and that_clause(c)]


def _reported(verb: Any, content: Any) -> bool:
    if semicolon(verb, content):
        return False
    if verb.lemma_.lower() in words(TABLE, "weak", "verbs") and content.dep_ == "parataxis":
        return False
    return finite(content) or any(c.dep_ == "mark" for c in content.children) or content.i < verb.i


def that_clause(verb: Any) -> bool:
    """Whether a clause begins with "that"."""
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children)


def inverted(verb: Any) -> bool:
    """Whether what is said stands before who says it, so that the sentence may go on with more of it: "X, she noted, and Y"."""
    told = contents(verb) if reports(verb) else []
    return bool(told) and all(content.i < verb.i for content in told)


def comma_said(verb: Any) -> bool:
    """Whether it is set in between commas: "A colleague, the analyst said, had told her"."""
    children = list(verb.children)
    if (
        any(c.dep_ in {"auxpass", "nsubjpass"} for c in children)
        or (verb.dep_ != "parataxis" and len(list(verb.subtree)) > 14)
        or (verb.dep_ == "ccomp" and reports(verb.head))
    ):
        return False
    return not any(c.dep_ in {"ccomp", "dobj", "mark"} for c in children) and any(c.dep_ in SUBJECTS for c in children)


def speaker_words(verb: Any, speakers: Speakers, voice: Voice) -> str:
    """The claimant that a reporting verb has: its subject, by whom it is said, or the one of the clause around it."""
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    if passive and verb.lemma_ == "quote" and (quoted := next((c for c in verb.children if c.dep_ in SUBJECTS), None)):
        return noun_phrase(quoted, speakers)
    if passive:
        return agent(verb, speakers) or ARTICLE
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if (
                child.lower_ in {"it", "that", "this", "what", "which"}
                and child.pos_ == "PRON"
                and verb.lemma_ in {"seem", "appear", "mean", "suggest", "show", "indicate", "signal"}
            ):
                return ""
            if child.lemma_.lower() in words(TABLE, "weak", "silent_subjects") or child.lower_ in _NOBODY:
                return ""
            if verb.lemma_.lower() in words(TABLE, "nouns", "signs") and not _speaks(child):
                return ""
            return noun_phrase(child, speakers)
    if verb.dep_ == "conj" and verb.head is not verb:
        return speaker_words(verb.head, speakers, voice)
    if verb.dep_ == "acl" and verb == main_verb(verb.sent):
        return noun_phrase(verb.head, speakers)
    if verb.dep_ in {"advcl", "xcomp", "acl"} and verb.head is not verb and verb.tag_ in {"VBG", "VB"}:
        head = verb.head
        while head.dep_ in {"conj", "xcomp"} and not any(c.dep_ in SUBJECTS for c in head.children):
            head = head.head
        return next((noun_phrase(c, speakers) for c in head.children if c.dep_ in SUBJECTS), "")
    return ""


def _speaks(noun: Any) -> bool:
    """Whether a noun is somebody, a body or a paper, and no sign that is read: "their length suggests"."""
    if noun.pos_ in {"PROPN", "PRON"} or noun.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    kinds = ("bodies", "documents", "holding", "reports", "accounts", "claims")
    return noun.lemma_.lower() in ROLES.union(*(words(TABLE, "nouns", kind) for kind in kinds))


def agent(verb: Any, speakers: Speakers) -> str:
    """By whom something is done, where a passive says so."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((noun_phrase(deep, speakers) for deep in child.children if deep.dep_ == "pobj"), "")
    return ""


def noun_phrase(head: Any, speakers: Speakers) -> str:
    """The words of a speaker as written, taken back to the fuller name where this is a pronoun or a short one."""
    if head.lemma_.lower() in {"article", "column", "op-ed", "essay", "letter", "book"}:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "by":
                return next((noun_phrase(deep, speakers) for deep in child.children if deep.dep_ == "pobj"), "")
    if _pair(head) and speakers.pair:
        return speakers.pair
    if head.lower_ in {"i", "we", "my", "our", "us"} and not Quotes.of(head.doc.text).at(head.idx):
        return speakers.floor.claimant
    if head.lower_ in _OWNERS:
        return speakers.meant(head)
    if head.lower_ in {"that", "which", "who"} and head.head.dep_ == "relcl":
        return noun_phrase(head.head.head, speakers)
    if head.pos_ == "PRON" and head.lower_ in {"he", "she", "they", "it", "we", "i", "who", "both", "that", "which"}:
        return speakers.meant(head)
    kept = _phrase_tokens(head)
    text = re.sub(r"\s+", " ", "".join(t.text_with_ws for t in kept)).strip(' ,“”"')
    text = re.sub(r"['’]s?$", "", text) if head.dep_ == "poss" else text
    plural = head.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in head.children)
    short = text[:1].isupper() or any(c.lower_ in {"the", "that", "this"} for c in head.children if c.dep_ == "det")
    fuller = speakers.known(head.lemma_.lower(), text) if short else ""
    return speakers.heard(fuller or text, head.lemma_.lower(), plural=plural, entity=head.ent_type_)


def _pair(head: Any) -> bool:
    """Whether the words mean two States named before: "both nations", "the two countries"."""
    two = any(c.lower_ in {"both", "two"} for c in head.children)
    return (
        head.lemma_.lower() in {"nation", "country", "state", "side", "government", "capital", "neighbour", "neighbor", "ally"}
        and two
    )


def _phrase_tokens(head: Any) -> list[Any]:
    barred = {"relcl", "acl", "punct_", "advcl", "parataxis"}
    kept, waiting = [head], list(head.children)
    while waiting:
        token = waiting.pop()
        if token.dep_ in barred and token.dep_ != "punct" and token.i > head.i:
            continue
        if token.dep_ == "appos" and token.i > head.i + 1 and len(list(token.subtree)) > 14:
            continue
        kept.append(token)
        waiting += list(token.children)
    kept.sort(key=lambda t: t.i)
    while kept and kept[-1].is_punct:
        kept.pop()
    return kept


def meet_subject(sentence: Any, speakers: Speakers) -> None:
    """Remember the person that a sentence is about, who is meant by the pronouns after it though they have not spoken."""
    for child in sentence.root.children:
        named = (
            child.pos_ == "PROPN"
            and child.text[:1].isupper()
            and child.ent_type_ not in {"GPE", "ORG", "LOC", "DATE", "PRODUCT", "FAC"}
        )
        named = named and child.lemma_.lower() not in words(TABLE, "nouns", "bodies")
        named = named or (child.lemma_.lower() in ROLES - _NO_PERSON and any(c.lower_ in {"a", "an"} for c in child.children))
        if child.dep_ in SUBJECTS and (
            child.ent_type_ == "PERSON" or (named and not any(c.lower_ == "the" for c in child.children))
        ):
            noun_phrase(child, speakers)
