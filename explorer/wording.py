"""Does a sentence say what the ledger says? Its claimant, stance, hedge, places, numbers and dates, held against what it cites.

The check is made of rules that can be read and argued with, not of understanding. It sees that the one who speaks is named, that
the verb fits the stance, that a hedge and a "not" are still there, that a place the ledger infers is not called named, and that
no number, month or quotation has come in from elsewhere. It cannot see a false sentence that keeps all of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from explorer.gazetteer import Gazetteer, names_of
from explorer.ledger import Entry
from explorer.model import Basis, Dataset, DateRange, Event, PlaceRef, Site, SiteKind, Speech, Stance, Voice

Cite = Entry | Event | Dataset


@dataclass(frozen=True)
class Problem:
    """One thing in which a sentence differs from what it cites, and what to do."""

    what: str
    do: str


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(stems)})(?![\w-])", re.IGNORECASE)


_SAYING = ("say|says|said|saying", "tells?|told", "states?|stated", "writes?|wrote", "according to", "puts?", "calls?|called",
           "describes?|described", "mentions?|mentioned", "speaks?|spoke", "lists?|listed", "in the words of",
           "repeats?|repeated", "adds?|added", "passes on|passed on")  # fmt: skip
_VERBS: dict[Stance, re.Pattern[str]] = {
    Stance.REPORTED_FACT: _words(
        *_SAYING, "reports?|reported|reporting", "records?|recorded", "notes?|noted", "gives?|gave", "dates?|dated"
    ),
    Stance.ASSERTED: _words(
        *_SAYING, "asserts?|asserted", "claims?|claimed", "maintains?|maintained", "announces?|announced", "pledges?|pledged",
        "declares?|declared", "acknowledges?|acknowledged",
    ),
    Stance.ASSESSED: _words(
        "assess|assesses|assessed|assessment", "judges?|judged", "holds?|held", "thinks?|thought", "believes?|believed|belief",
        "sees?|saw|seen", "reads?", "considers?|considered", "estimates?|estimated", "concludes?|concluded", "finds?|found",
        "suggests?|suggested", "counts?|counted", "viewed", "expects?|expected", "argues?|argued",
        "doubts?|doubted", "ranks?|ranked", "attributes?|attributed", "traces?|traced", "regards?|regarded",
    ),
    Stance.ALLEGED: _words("alleges?|alleged|allege|allegedly", "accuses?|accused", "charged"),
    Stance.DENIED: _words("den(?:y|ies|ied|ial|ials|ying)", "rejects?|rejected|rejection"),
    Stance.CONDITIONAL: _words(*_SAYING, "expects?|expected", "holds?|held", "reckons?|reckoned", "suggests?|suggested",
                               "thinks?|thought", "warns?|warned", "forecasts?", "sees?|saw"),
    Stance.CONCERN: _words("concerns?|concerned", "worr(?:y|ies|ied|ying)", "troubl(?:ed|ing|es?)", "alarm(?:ed|ing)?",
                           "uneas(?:e|y)", "fears?|feared"),
}  # fmt: skip

_HEDGES: dict[str, re.Pattern[str]] = {
    "may, might or could": _words(
        "may|might|could", "possibl[ey]|possibility|possibilities", "perhaps", "potential(?:ly)?", "not exclude", "excluded?",
        "rules? out|ruled out", "not clear|unclear", "whether",
    ),
    "likely or probably": _words("likely|likelihood", "probabl[ey]", "presumably"),
    "believed": _words("believe[sd]?|belief|beliefs", "thought|thinks?", "on (?:one|a|this|that) view", "views?"),
    "reportedly": _words("reportedly", "is said|are said|was said", "reports?|reported"),
    "expected": _words("expect(?:s|ed|ation|ations)?"),
    "if or would": _words("if", "would", "provided that", "in case", "once"),
    "suspected": _words("suspect(?:s|ed)?|suspicions?", "alleged|allegations?"),
}  # fmt: skip
_LIKELIHOOD = _words("likely|likelihood", "probabl[ey]", "almost certain(?:ly)?", "unlikely", "improbabl[ey]", "remote chance")
_SURE = _words(
    "reveal(?:s|ed|ing)?", "expos(?:es|ed|ing)", "admit(?:s|ted|ting)?|admissions?", "acknowledg(?:es?|ed|ement)",
    "confirm(?:s|ed|ing|ation)?", "prov(?:es?|ed|en|ing)", "proof", "establish(?:es|ed)?", "uncover(?:s|ed)?",
    "discover(?:s|ed)?", "demonstrat(?:es?|ed)", "shows? that|showed that", "knows?|knew|known", "in fact", "the truth",
    "undeniabl[ey]", "clearly", "certain(?:ly)?", "definite(?:ly)?", "undoubted(?:ly)?", "no doubt", "of course",
    "obvious(?:ly)?", "indeed", "lays? bare|laid bare",
)  # fmt: skip
_NOT = _words(r"not|no(?!(?-i:\s[A-Z]))|never|neither|nor|none|nothing|nobody|hardly|cannot", r"\w+n['’]t")
_NOT_NEAR = re.compile(
    r"(?:\b(?:not|no|never|neither|nor|without|nothing|nobody|hardly|cannot|short of|un)|n['’]t)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_INFERRED = _words("infers?|inferred|inference|inferring", "name[sd]? (?:no|none|neither)", "not named?")
_NAMING = _words("names?|named|naming")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ABBREVIATIONS = re.compile(r"\b(?:Jr|Sr|Dr|Gen|Mr|Mrs|Ms|St|No|nos|vs|e\.g|i\.e|U\.S|[A-Z])\.(?=\s)")


@dataclass(frozen=True, eq=False)
class Wording:
    """The check, with the places whose names it looks for."""

    gazetteer: Gazetteer

    def problems(self, text: str, cite: Cite) -> tuple[Problem, ...]:
        """Everything in which one sentence differs from the claim, dated fact or data set that it cites."""
        found = [*_one_sentence(text), *_numbers(text, cite), *_quotes(text, cite), *_sure(text, cite), *_likelihood(text, cite)]
        if isinstance(cite, Dataset):
            return (*found, *_producer(text, cite))
        found += [*_named(text, cite), *_verb(text, cite), *_hedges(text, cite), *_negation(text, cite)]
        return (*found, *self._places(text, cite))

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
            if basis is None and not _names(name).search(_material(cite)):
                yield Problem(f"what it cites does not speak of {name}", "Cite what does, or leave the place out.")
            if basis is Basis.INFERRED and not marks_inference(text):
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
        for match in _NAMING.finditer(text)
    )


def marks_inference(text: str) -> bool:
    """Whether a sentence says that something in it is inferred."""
    return bool(_INFERRED.search(text))


def statements_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """What makes a piece of stage direction a statement: names of places or claimants, words of certainty, and numbers.

    >>> statements_in("Look at the outline of the mark.", ["Rajin"]), statements_in("Ships left Rajin 64 times.", ["Rajin"])
    ((), ('Rajin', '64'))
    """
    found = [name for name in names if name and _names(name).search(text)]
    rest = re.sub(r"\b(?:steps?|questions?|[A-Z][0-9]{2})\b(?: \d+(?: (?:and|to) \d+)?)?|\b\d+ minutes?\b", "", text)
    return (*found, *re.findall(r"\d+", rest), *(match[0] for match in _SURE.finditer(text) if not _negated(text, match)))


# ---- rules -----------------------------------------------------------------------------------------------------------


def _one_sentence(text: str) -> Iterator[Problem]:
    bare = _ABBREVIATIONS.sub(" ", text.strip())
    if re.search(r"[.!?]\s+\S", bare) or "\n" in bare:
        yield Problem("this is more than one sentence", "Give each sentence a citation of its own.")


def _named(text: str, cite: Entry | Event) -> Iterator[Problem]:
    accepted = speakers(cite)
    if not any(_names(name).search(text) for name in accepted):
        yield Problem(f"it does not say who says so ({accepted[0]})", f"Name one of: {', '.join(accepted)}.")


def speakers(cite: Entry | Event) -> tuple[str, ...]:
    """Names by which a sentence may call the one who speaks; the full name first."""
    if isinstance(cite, Event):
        bare = re.sub(r"\s*\([^)]*\)", "", cite.reporter)
        inside = re.findall(r"\(([^)]*)\)", cite.reporter)
        parts = re.split(r", (?:with |from |by |as told to |writing for )?| and the | and | as told to |, by ", bare)
        article = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
        short = [part.partition(" of ")[0] for part in parts if " " in part.partition(" of ")[0]]
        everyone = (bare, *parts, *inside, *short)
        return tuple(dict.fromkeys(article.sub("", name.strip()) for name in everyone if name.strip()))
    claimant = cite.claimant
    name = re.sub(r"\s*\([^)]*\)", "", claimant.name).strip()
    found = [name, re.sub(r"^(?:The|Unnamed) ", "", name)]
    if claimant.voice is Voice.MEDIA and claimant.name.startswith(cite.document.publisher):
        found += [f"document {cite.document.letter}", f"article {cite.document.letter}"]
    plain = re.sub(r" (?:Jr|Sr)\.$", "", name.partition(" and other")[0])
    if re.fullmatch(r"(?:[A-Z][\w'’-]+\s?){2,3}", plain) and claimant.voice is not Voice.MEDIA and " and " not in plain:
        found.append(plain.split()[-1] if claimant.voice is not Voice.CHINA else plain.split()[0])
    return tuple(dict.fromkeys(found))


def _verb(text: str, cite: Entry | Event) -> Iterator[Problem]:
    stance = _stance(cite)
    if not _VERBS[stance].search(text):
        yield Problem(f"nothing in it says that this is {_A[stance]}", f"Use a verb of that kind, such as {_EXAMPLE[stance]!r}.")
    own = _material(cite) if isinstance(cite, Event) else _statement(cite)
    if stance is not Stance.DENIED and _VERBS[Stance.DENIED].search(text) and not _VERBS[Stance.DENIED].search(own):
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


def _hedges(text: str, cite: Entry | Event) -> Iterator[Problem]:
    statement = _statement(cite) if isinstance(cite, Entry) else _told_of(text, cite.statement)
    for word, pattern in _HEDGES.items():
        if pattern.search(statement) and not pattern.search(text):
            yield Problem(f"the hedge is lost ({word}): the ledger has “{statement}”", f"Keep it: {word}.")
    conditional = _stance(cite) is Stance.CONDITIONAL
    open_words = [_HEDGES[key] for key in ("may, might or could", "if or would", "expected", "likely or probably")]
    if conditional and not any(pattern.search(text) for pattern in open_words):
        yield Problem("a conditional statement is told without its condition", "Say if, would, could or expected.")


def _told_of(text: str, statement: str) -> str:
    """The clauses of a fact of several parts that a sentence shares a word with; the others are not its concern."""
    clauses = re.split(r"[,;]| and (?=\w)", statement)
    shared = {word[:5] for word in re.findall(r"[a-z]{5,}", text.casefold())}
    return ", ".join(c for c in clauses if shared & {word[:5] for word in re.findall(r"[a-z]{5,}", c.casefold())})


def _negation(text: str, cite: Entry | Event) -> Iterator[Problem]:
    statement = _statement(cite) if isinstance(cite, Entry) else _told_of(text, cite.statement)
    if _stance(cite) is not Stance.DENIED and _NOT.search(statement) and not _NOT.search(text):
        yield Problem(f"the 'not' is lost: the ledger has “{statement}”", "Keep the negation.")


def _sure(text: str, cite: Cite) -> Iterator[Problem]:
    for match in _SURE.finditer(text):
        if not _negated(text, match) and match[0].casefold()[:6] not in _statement(cite).casefold():
            yield Problem(f"{match[0]!r} makes a fact of it", "Say who says so, without a word of certainty.")


def _negated(text: str, match: re.Match[str]) -> bool:
    return bool(_NOT_NEAR.search(text[: match.start()]))


def _likelihood(text: str, cite: Cite) -> Iterator[Problem]:
    for match in _LIKELIHOOD.finditer(text):
        if not _LIKELIHOOD.search(_statement(cite)):
            yield Problem(f"{match[0]!r} is not a word of the source", "Keep to the source's own degree, or give none.")


def _quotes(text: str, cite: Cite) -> Iterator[Problem]:
    own = _statement(cite) if not (isinstance(cite, Entry) and cite.claim.speech is Speech.REPUBLISHED) else ""
    for quoted in re.findall(r"[“\"«„]([^”\"»“]+)[”\"»“]", text):
        if quoted.casefold().strip(" .,") not in own.casefold():
            yield Problem(f"“{quoted}” stands in quotation marks, but the ledger has no such words", "Use words of your own.")


_NUMBER = re.compile(r"(?<![\w.])\d[\d,.\u202f]*")


def _numbers(text: str, cite: Cite) -> Iterator[Problem]:
    material = _material(cite)
    known = {_bare(number) for number in (*_NUMBER.findall(material), *re.findall(r"\d+", material))}
    for number in _NUMBER.findall(text):
        if _bare(number) not in known:
            yield Problem(f"{number.rstrip('.,')} is in nothing that it cites", "Mend the number or cite where it stands.")
    months = {month for month in _MONTHS if re.search(rf"\b{month}\b(?! (?:be|have|not|go)\b)", text)}
    for month in sorted(months - {"May"} if not re.search(r"\bMay \d{4}|\d May\b|(?:in|of|since|until) May\b", text) else months):
        if month not in _material(cite):
            yield Problem(f"{month} is in nothing that it cites", "Mend the date or cite where it stands.")


def _bare(number: str) -> str:
    return number.rstrip(".,").replace(",", "").replace("\u202f", "").lstrip("0") or "0"


def _producer(text: str, cite: Dataset) -> Iterator[Problem]:
    names = [part.strip() for part in re.split(r"\+|,| after ", re.sub(r"\s*\([^)]*\)", "", cite.producer)) if part.strip()]
    names = [*(name.removesuffix(" contributors") for name in names), "map data"]
    if not any(_names(name).search(text) for name in names):
        yield Problem("it does not say whose data this is", f"Name one of: {', '.join(names)}.")


# ---- what is cited ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _names(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if not name[:1].isupper() or " " in name else 0)


def _stance(cite: Entry | Event) -> Stance:
    return cite.claim.stance if isinstance(cite, Entry) else cite.stance


def _statement(cite: Cite) -> str:
    """The words of the ledger that a sentence passes on."""
    if isinstance(cite, Entry):
        return f"{cite.claim.statement} {cite.claim.denial.proposition if cite.claim.denial else ''}".strip()
    return f"{cite.title}: {cite.statement}" if isinstance(cite, Event) else f"{cite.title} {cite.note}"


def _material(cite: Cite) -> str:
    """Everything that the ledger holds under the cited id, as one text."""
    return _joined(cite) if isinstance(cite, (Event, Dataset)) else _of_entry(cite)


@lru_cache(maxsize=1024)
def _of_entry(entry: Entry) -> str:
    claim, denial = entry.claim, entry.claim.denial
    parts = [claim.id, claim.statement, entry.claimant.name, entry.claimant.role, entry.claimant.affiliation, *claim.notes]
    parts += [claim.truth_why, entry.document.title, entry.document.publisher, f"paragraph {claim.paragraph} line {claim.line}"]
    parts += [f"{ref.as_written} {ref.why}" for ref in claim.places]
    parts += [link.note for link in (*claim.supports, *claim.contradicts)]
    parts += [*claim.entities, entry.claimant.role_note, *_days(claim.dates)]
    if denial:
        until = DateRange(end=denial.until, basis="stated") if denial.until else None
        parts += [denial.proposition, *denial.by, denial.note, *_days(until)]
    return " ".join(parts)


def _joined(cite: Event | Dataset) -> str:
    if isinstance(cite, Dataset):
        return f"{cite.title} {cite.producer} {cite.note} {cite.rows} {cite.version}"
    places = " ".join(f"{ref.as_written} {ref.why}" for ref in cite.places)
    sources = " ".join(source.name for source in cite.sources)
    return " ".join((cite.title, cite.statement, cite.reporter, places, sources, *cite.notes, *_days(cite.dates)))


def _days(dates: DateRange | None) -> Iterator[str]:
    if dates is None:
        return
    yield f"{dates.stated} {dates.why}"
    for day in (dates.start, dates.end, dates.stated_start, dates.stated_end):
        if day is not None:
            yield f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
