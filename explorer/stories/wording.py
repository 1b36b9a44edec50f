"""Does a sentence say what the ledger says? Its claimant, stance, hedge, places, numbers and dates, held against what it cites.

The check is made of rules that can be read and argued with, not of understanding. It sees that the one who speaks is named, that
the verb fits the stance, that a hedge and a "not" are still there and in their place, that no "not" and no opposite has come in,
that a denial is not turned round or taken back, that a place the ledger infers is not called named, that giver and taker stand as
they do there, that a date and a count belong to what they are told of, and that no number, month, load, cause, quotation or
judgement has come in from elsewhere. It cannot see a false sentence that keeps all of these.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from explorer.errors import quoted
from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.gazetteer import Gazetteer, names_of
from explorer.ledger.ids import CLAIM_PATTERN
from explorer.ledger.vocabulary import Basis, Event, PlaceRef, Site, SiteKind, Speech, Stance, Topic
from explorer.stories.rules.cited import Cite, material_of, speakers, stance_of, statement_of
from explorer.stories.rules.dates import misplaced
from explorer.stories.rules.lexicon import (
    ABBREVIATIONS,
    AT_LEAST,
    CARGO,
    CAUSE,
    COUNTS,
    EXTENT,
    GREAT_COUNTS,
    HEDGES,
    INFERRED,
    LIKELIHOOD,
    LOADED,
    MONTHS,
    NAMING,
    NOT,
    NOT_NEAR,
    SURE,
    TAKEN_BACK,
    VERBS,
    WRONG_WAY,
)
from explorer.stories.rules.opposites import opposite
from explorer.stories.rules.polarity import turned_round
from explorer.stories.rules.problem import Problem


@dataclass(frozen=True, eq=False)
class Wording:
    """The check, with the places whose names it looks for."""

    gazetteer: Gazetteer

    def problems(self, text: str, cite: Cite) -> tuple[Problem, ...]:
        """Everything in which one sentence differs from the claim, dated fact or data set that it cites."""
        found = [*_one_sentence(text), *_numbers(text, cite), *_quotes(text, cite), *_sure(text, cite), *_likelihood(text, cite)]
        if isinstance(cite, Dataset):
            return (*found, *_producer(text, cite))
        rules = (_named, _verb, _denial, _hedges, _negation, _loaded, _larger, _cargo, _cause, _direction)
        found += [problem for rule in (*rules, turned_round, opposite, misplaced) for problem in rule(text, cite)]
        return (*found, *self._places(text, cite))

    def of_item(self, text: str, cite: Cite) -> tuple[Problem, ...]:
        """Everything wrong in the words of a thing to be sorted: they tell no more than the ledger, and not how it is known."""
        found = [*_numbers(text, cite), *_quotes(text, cite), *_sure(text, cite), *_likelihood(text, cite), *_told_how(text)]
        if not isinstance(cite, Dataset):
            found += [problem for rule in (_loaded, _larger, _cargo, _cause, _direction) for problem in rule(text, cite)]
        return tuple(found)

    def mentioned(self, text: str) -> tuple[tuple[str, tuple[Site, ...]], ...]:
        """Names of placed sites in a text, the longest first where one holds another, with every site of that name."""
        found = []
        for name, sites in self._by_name:
            if name in text and (pattern := _names(name)).search(text):
                found.append((name, sites))
                text = pattern.sub(" ", text)
        return tuple(found)

    @cached_property
    def _by_name(self) -> tuple[tuple[str, tuple[Site, ...]], ...]:
        table: dict[str, list[Site]] = {}
        for site in self.gazetteer.sites:
            names = {site.names.en.partition(" (")[0], *names_of(site)} if site.placed else set()
            for name in names:
                if len(name) > 2 and name[0].isupper():
                    table.setdefault(name, []).append(site)
        return tuple((name, tuple(table[name])) for name in sorted(table, key=lambda n: (-len(n), n)))

    def _places(self, text: str, cite: Entry | Event) -> Iterator[Problem]:
        refs = {ref.id: ref for ref in (cite.claim.places if isinstance(cite, Entry) else cite.places)}
        own = " ".join((*speakers(cite), cite.claimant.affiliation if isinstance(cite, Entry) else cite.reporter))
        for name, sites in self.mentioned(text):
            if name.casefold() in own.casefold() or self._stands_for_a_state(name, sites, refs, text):
                continue
            basis = self._basis(sites, refs)
            if basis is None and not _names(name).search(material_of(cite)):
                yield Problem(f"what it cites does not speak of {name}", "Cite what does, or leave the place out.")
            if basis is Basis.INFERRED and not _inference_of(name, text):
                yield Problem(f"{name} is inferred, and the sentence does not say so", "Say that the ledger infers the place.")
            if basis is Basis.INFERRED and _calls_it_named(text):
                yield Problem(f"{name} is inferred, and the sentence calls it named", "Say that the text does not name it.")

    def _basis(self, sites: Iterable[Site], refs: Mapping[str, PlaceRef]) -> Basis | None:
        """How the cited text knows a place: by the site itself if it is there, else by what it is a part of or holds."""
        found = [refs[site.id].basis for site in sites if site.id in refs]
        if not found:
            near = {identifier for site in sites for identifier in self._relatives(site)}
            found = [refs[identifier].basis for identifier in near if identifier in refs]
        return None if not found else Basis.NAMED if Basis.NAMED in found else Basis.INFERRED

    def _relatives(self, site: Site) -> Iterator[str]:
        yield from (child.id for child in self.gazetteer.children(site.id))
        if site.part_of:
            yield site.part_of
            yield from (child.id for child in self.gazetteer.children(site.part_of))

    def _stands_for_a_state(self, name: str, sites: Iterable[Site], refs: Iterable[str], text: str) -> bool:
        """Whether a capital's name stands for the government that the cited text speaks of: "to Moscow", but not "in Moscow"."""
        if re.search(rf"\b(?:in|at|near|around)\s+{re.escape(name)}", text):
            return False
        by_id = self.gazetteer.by_id
        states = {by_id[identifier].country for identifier in refs if identifier in by_id and not by_id[identifier].placed}
        return any(site.kind is SiteKind.CITY and site.country in states for site in sites)


def _calls_it_named(text: str) -> bool:
    return any(
        not _negated(text, match) and not re.match(r"\W+(?:no|none|neither)\b", text[match.end() :])
        for match in NAMING.finditer(text)
    )


def _inference_of(name: str, text: str) -> bool:
    """Whether the clause with this name, or the one that hangs on it, says that something is inferred."""
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)[^,;:]*(?:, (?:which|that|as|where|is|are)\b[^,;:]*){{0,2}}"
    clauses = [text[: m.start()].rpartition(";")[2].rpartition(",")[2] + m[0] for m in re.finditer(pattern, text)]
    return any(marks_inference(clause) for clause in clauses)


def marks_inference(text: str) -> bool:
    """Whether a sentence says that something in it is inferred."""
    return bool(INFERRED.search(text))


def statements_in(text: str, names: Iterable[str], claims: Container[str] = ()) -> tuple[str, ...]:
    """What makes a piece of stage direction a statement: names of places or claimants, words of certainty, and numbers.

    An id of one of these claims is a direction where to look, and no number.

    >>> statements_in("Look at the outline of the mark.", ["Rajin"]), statements_in("Ships left Rajin 64 times.", ["Rajin"])
    ((), ('Rajin', '64'))
    >>> statements_in("Compare KCNA12 with the KN23 of step 4.", [], {"KCNA12"})
    ('23',)
    """
    found = [name for name in names if name and _names(name).search(text)]
    bare = re.sub(rf"\b{CLAIM_PATTERN}\b", lambda found: "" if found[0] in claims else found[0], text)
    rest = re.sub(r"\b(?:steps?|questions?)\b(?: \d+(?: (?:and|to) \d+)?)?|\b\d+ minutes?\b", "", bare)
    return (*found, *re.findall(r"\d+", rest), *(match[0] for match in SURE.finditer(text) if not _negated(text, match)))


# ---- rules -----------------------------------------------------------------------------------------------------------


def _told_how(text: str) -> Iterator[Problem]:
    """A thing to be sorted that says itself where it belongs."""
    for pattern in (VERBS[Stance.ALLEGED], VERBS[Stance.DENIED], INFERRED):
        for match in pattern.finditer(text):
            yield Problem(f"{quoted(match[0])} gives away where it belongs", "Say what is stated, and leave out how it is known.")


def _one_sentence(text: str) -> Iterator[Problem]:
    bare = ABBREVIATIONS.sub(" ", text.strip())
    if re.search(r"[.!?]\s+\S", bare) or "\n" in bare:
        yield Problem("this is more than one sentence", "Give each sentence a citation of its own.")


def _named(text: str, cite: Entry | Event) -> Iterator[Problem]:
    accepted = speakers(cite)
    if not any(_names(name).search(text) for name in accepted):
        yield Problem(f"it does not say who says so ({accepted[0]})", f"Name one of: {', '.join(accepted)}.")


def _verb(text: str, cite: Entry | Event) -> Iterator[Problem]:
    stance = stance_of(cite)
    if not VERBS[stance].search(text):
        yield Problem(
            f"nothing in it says that this is {_A[stance]}", f"Use a verb of that kind, such as {quoted(_EXAMPLE[stance])}."
        )
    own = material_of(cite) if isinstance(cite, Event) else statement_of(cite)
    if stance is not Stance.DENIED and VERBS[Stance.DENIED].search(text) and not VERBS[Stance.DENIED].search(own):
        yield Problem("it speaks of a denial, but what it cites denies nothing", "Cite the denial itself, or leave the word out.")
    if stance in {Stance.ALLEGED, Stance.CONCERN, Stance.CONDITIONAL} and _names("reported that").search(text):
        yield Problem(f"'reported that' makes a report of what is {_A[stance]}", "Say who alleged, feared or expected it.")


_A = {
    Stance.REPORTED_FACT: "reported", Stance.ASSERTED: "an assertion", Stance.ASSESSED: "an assessment",
    Stance.ALLEGED: "an allegation", Stance.DENIED: "a denial", Stance.CONDITIONAL: "conditional",
    Stance.CONCERN: "an expressed concern",
}  # fmt: skip
_EXAMPLE = {
    Stance.REPORTED_FACT: "reported", Stance.ASSERTED: "asserted", Stance.ASSESSED: "assessed", Stance.ALLEGED: "alleged",
    Stance.DENIED: "denied", Stance.CONDITIONAL: "expected", Stance.CONCERN: "expressed concern",
}  # fmt: skip


def _denial(text: str, cite: Entry | Event) -> Iterator[Problem]:
    if stance_of(cite) is not Stance.DENIED:
        return
    said = [match for match in VERBS[Stance.DENIED].finditer(text) if not _negated(text, match)]
    if VERBS[Stance.DENIED].search(text) and not said:
        yield Problem("the denial is reversed", "Say what was denied, without a 'not' before it.")
    for match in TAKEN_BACK.finditer(text):
        if said and match.start() > said[0].start() and match[0].casefold() not in statement_of(cite).casefold():
            yield Problem(
                f"{quoted(match[0])} withdraws the denial", "Let it stand; what speaks against it has a place of its own."
            )


def _hedges(text: str, cite: Entry | Event) -> Iterator[Problem]:
    statement = statement_of(cite) if isinstance(cite, Entry) else _told_of(text, cite.statement)
    for word, pattern in HEDGES.items():
        if pattern.search(statement) and not _hedged(text, statement, pattern):
            yield Problem(
                f"the hedge is lost ({word}): the ledger has “{statement}”", f"Keep it where the thing is stated: {word}."
            )
    open_words = ("may, might or could", "if or would", "expected", "likely or probably")
    if stance_of(cite) is Stance.CONDITIONAL and not any(_hedged(text, statement, HEDGES[word]) for word in open_words):
        yield Problem("a conditional statement is given without its condition", "Say if, would, could or expected.")


def _hedged(text: str, statement: str, hedge: re.Pattern[str]) -> bool:
    """Whether a hedge stands before the end of the last clause that shares a word with what is cited, not in an afterthought."""
    shared, clauses = _stems(hedge.sub(" ", statement)), re.split(r"(?<=[,;:])\s+", text)
    last = max((n for n, clause in enumerate(clauses) if shared & _stems(clause)), default=0)
    return bool(hedge.search(" ".join(clauses[: last + 1])))


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{5,}", text.casefold())}


def _told_of(text: str, statement: str) -> str:
    """The clauses of a fact of several parts that a sentence shares a word with; the others are not its concern."""
    clauses = re.split(r"[,;]| and (?=\w)", statement)
    return ", ".join(clause for clause in clauses if _stems(text) & _stems(clause))


def _negation(text: str, cite: Entry | Event) -> Iterator[Problem]:
    statement = statement_of(cite) if isinstance(cite, Entry) else _told_of(text, cite.statement)
    if stance_of(cite) is not Stance.DENIED and NOT.search(statement) and not NOT.search(text):
        yield Problem(f"the 'not' is lost: the ledger has “{statement}”", "Keep the negation.")


def _sure(text: str, cite: Cite) -> Iterator[Problem]:
    statement = statement_of(cite)
    denied = not isinstance(cite, Dataset) and stance_of(cite) is Stance.DENIED
    own = {match[0].casefold()[:6] for match in SURE.finditer(statement) if denied or not _negated(statement, match)}
    for match in SURE.finditer(text):
        if not _negated(text, match) and match[0].casefold()[:6] not in own:
            yield Problem(f"{quoted(match[0])} turns it into a fact", "Say who says so, without a word of certainty.")


def _loaded(text: str, cite: Entry | Event) -> Iterator[Problem]:
    for match in LOADED.finditer(text):
        if match[0].casefold() not in material_of(cite).casefold():
            yield Problem(f"{quoted(match[0])} judges for the reader", "State who said what, and leave the judgement out.")


def _larger(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """Words of extent, and bounds before a number, that the ledger does not have."""
    own = material_of(cite).casefold()
    for match in () if marks_inference(text) else EXTENT.finditer(text):
        if not _names(match[0].casefold()).search(own):
            yield Problem(f"{quoted(match[0])} makes more of it than the ledger does", "Keep to the extent that is stated.")
    for match in AT_LEAST.finditer(text):
        if match[1].casefold() not in own:
            yield Problem(f"{quoted(match[1])} is not the ledger's bound for this number", "Give the number as it is stated.")


def _cargo(text: str, cite: Entry | Event) -> Iterator[Problem]:
    topics = cite.claim.topics if isinstance(cite, Entry) else cite.topics
    own = f"{material_of(cite)} {'missile' if Topic.MISSILES in topics else ''}".casefold()
    for match in CARGO.finditer(text):
        if match[0].casefold().removesuffix("s") not in own:
            yield Problem(f"what it cites does not speak of {match[0]}", "Keep ship, container and contents distinct.")


def _cause(text: str, cite: Entry | Event) -> Iterator[Problem]:
    for match in CAUSE.finditer(text):
        if not CAUSE.search(material_of(cite)):
            yield Problem(f"{quoted(match[0])} states a cause that the ledger does not", "Put the two side by side.")


def _direction(text: str, cite: Entry | Event) -> Iterator[Problem]:
    flow = cite.claim.flow if isinstance(cite, Entry) else cite.flow
    if flow in WRONG_WAY and WRONG_WAY[flow].search(text):
        yield Problem(f"it goes the other way: the ledger has {flow.value}", "Swap giver and receiver.")


def _negated(text: str, match: re.Match[str]) -> bool:
    return bool(NOT_NEAR.search(text[: match.start()]))


def _likelihood(text: str, cite: Cite) -> Iterator[Problem]:
    for match in LIKELIHOOD.finditer(text):
        if not LIKELIHOOD.search(statement_of(cite)):
            yield Problem(f"{quoted(match[0])} is not the source's word", "Keep to the source's own degree, or give none.")


def _quotes(text: str, cite: Cite) -> Iterator[Problem]:
    own = statement_of(cite) if not (isinstance(cite, Entry) and cite.claim.speech is Speech.REPUBLISHED) else ""
    for words in re.findall(r"[“\"«„]([^”\"»“]+)[”\"»“]", text):
        if words.casefold().strip(" .,") not in own.casefold():
            what = f"{quoted(words)} stands in quotation marks, but the ledger has no such words"
            yield Problem(what, "Use words of your own.")


_NUMBER = re.compile(r"(?<![\w.])\d[\d,.\u202f]*")


def _numbers(text: str, cite: Cite) -> Iterator[Problem]:
    material = material_of(cite)
    known = {_bare(number) for number in (*_NUMBER.findall(material), *re.findall(r"\d+", material))}
    for number in _NUMBER.findall(text):
        if _bare(number) not in known:
            yield Problem(f"{number.rstrip('.,')} does not appear in what it cites", "Fix the number or cite where it stands.")
    words = {word for word in re.findall(r"[a-z]+", text.casefold()) if word in COUNTS and str(COUNTS[word]) not in known}
    words |= {match[0].casefold() for match in GREAT_COUNTS.finditer(text)}
    for word in sorted(words):
        if not _names(word).search(material.casefold()):
            yield Problem(f"{word} does not appear in what it cites", "Fix the number or cite where it stands.")
    months = {month for month in MONTHS if re.search(rf"\b{month}\b(?! (?:be|have|not|go)\b)", text)}
    for month in sorted(months - {"May"} if not re.search(r"\bMay \d{4}|\d May\b|(?:in|of|since|until) May\b", text) else months):
        if month not in material_of(cite):
            yield Problem(f"{month} does not appear in what it cites", "Fix the date or cite where it stands.")


def _bare(number: str) -> str:
    return number.rstrip(".,").replace(",", "").replace("\u202f", "").lstrip("0") or "0"


def _producer(text: str, cite: Dataset) -> Iterator[Problem]:
    names = [part.strip() for part in re.split(r"\+|,| after ", re.sub(r"\s*\([^)]*\)", "", cite.producer)) if part.strip()]
    names = [*(name.removesuffix(" contributors") for name in names), "map data"]
    if not any(_names(name).search(text) for name in names):
        yield Problem("it does not say whose data this is", f"Name one of: {', '.join(names)}.")


@lru_cache(maxsize=4096)
def _names(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if not name[:1].isupper() or " " in name else 0)
