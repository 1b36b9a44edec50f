"""Names of places in a text: which place is meant, and whether it is a place at all where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from explorer.errors import quoted
from explorer.geo import distance_km
from explorer.intake.inflection import name_forms
from explorer.intake.names import AREAS, SETTLEMENTS, THEATRE, Names, Spot, everyday
from explorer.intake.piers import piers
from explorer.intake.roles import government_of, role_of
from explorer.intake.signs import plain
from explorer.intake.tables import table, words
from explorer.intake.values import Language, Mention, Paragraph, Role, Span
from explorer.intake.vessels import vessels_in

NEAR_KM = 60.0
"""A port or station of the name that a text gives belongs to its town when no farther from it."""
_KIND_ORDER = ("country", "region", "sea", "river", "city", "town", "lake", "launch site", "port", "station")
_ANY_TOWN = ("unplaced", "government")


Hit = tuple[int, int, tuple[Spot, ...]]
"""Start, end and spots of a name."""


@dataclass(frozen=True)
class _Beside:
    """A name with what stands beside it; ``company`` tells that the document names other places of the gazetteer."""

    form: str
    kind: str
    raw: str
    start: int
    end: int
    company: bool


@dataclass(frozen=True)
class Found:
    """A name in a paragraph before it is decided what it means. ``kind`` is what the words beside it say, or nothing."""

    paragraph: Paragraph
    start: int
    end: int
    spots: tuple[Spot, ...]
    kind: str
    bare: str

    @property
    def surface(self) -> str:
        """The name as it is written."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True)
class Company:
    """What else a document speaks of: its countries with counts, the places that only one reading fits, and its words."""

    countries: Counter[str]
    positions: tuple[tuple[float, float], ...]
    names: tuple[str, ...]
    text: str


def find_places(paragraphs: Sequence[Paragraph], names: Names, language: Language) -> tuple[Mention, ...]:
    """Every name of a place, in the order of the text."""
    hits = {paragraph.number: _hits(paragraph, names) for paragraph in paragraphs}
    company = len({spots[0].id for those in hits.values() for _, _, spots in those if spots[0].own}) > 2
    found = [find for paragraph in paragraphs for find in _in_paragraph(paragraph, hits[paragraph.number], company=company)]
    known = _company(found, paragraphs)
    vessels = vessels_in(paragraphs, language)
    mentions = [_mention(find, known, names, language, vessels) for find in found]
    numbered = [pier for paragraph in paragraphs for pier in piers(paragraph, mentions, names)]
    return tuple(sorted((*mentions, *numbered), key=lambda mention: mention.span))


# ---- finding --------------------------------------------------------------------------------------------------------


def _hits(paragraph: Paragraph, names: Names) -> list[Hit]:
    text = plain(paragraph.text)
    hits = [hit for hit in names.finds(text) if _whole(paragraph.text, text, hit[0], hit[1])]
    return _longest([*_without_pairs(hits, text), *_features(paragraph.text)])


def _features(raw: str) -> Iterator[Hit]:
    """Capes, islands, bays and streets by the word in their name, whether they are known or not."""
    for found in _after("feature").finditer(raw):
        first, _, rest = found[0].partition(" ")
        name = rest if first.casefold() in words("places", "starts") else found[0]
        if " " in name:
            yield found.end() - len(name), found.end(), (Spot("", name, "feature"),)


def _in_paragraph(paragraph: Paragraph, chosen: list[Hit], *, company: bool) -> Iterator[Found]:
    text = plain(paragraph.text)
    for start, end, spots in chosen:
        kind, first, last = _kind_beside(text, start, end)
        beside = _Beside(text[start:end], kind, paragraph.text, start, end, company)
        if usable := tuple(spot for spot in spots if _usable(spot, beside)):
            yield Found(paragraph, first, last, usable, kind, text[start:end])


def _without_pairs(hits: list[Hit], text: str) -> list[Hit]:
    """Without names of crossings made of two places of which each is named by itself, "Хасан — Туманган"."""
    ends, starts = {(hit[0], hit[1]) for hit in hits}, {hit[0] for hit in hits}

    def pair(hit: Hit) -> bool:
        dash = re.search(r"\s?-\s?", text[hit[0] : hit[1]])
        if dash is None or any(spot.kind in SETTLEMENTS or spot.area for spot in hit[2]):
            return False
        return (hit[0], hit[0] + dash.start()) in ends and hit[0] + dash.end() in starts

    return [hit for hit in hits if not pair(hit)]


@lru_cache
def _after(key: str) -> re.Pattern[str]:
    return re.compile(table("places")["after"][key], re.IGNORECASE)


def _particles() -> str:
    return str(table("places")["after"]["particles"])


def _whole(raw: str, text: str, start: int, end: int) -> bool:
    """Whether a find is a word or words by itself, and written like a name."""
    if start and (text[start - 1].isalnum() or (text[start - 1] == "'" and start > 1 and text[start - 2].isalpha())):
        return False
    if re.search("[가-힣]", text[start:end]):
        after = _after("korean").match(text, end)
        return (after is not None and not text[end : end + 1].isascii()) or not text[end : end + 1].isalnum()
    if text[end : end + 1].isalnum() or text[end : end + 2] in ("-к", "-а"):
        return False
    return all(word[0].isupper() or not _needs_capital(word) for word in re.findall(r"\w+", raw[start:end]) if word) and any(
        c.isupper() for c in raw[start:end]
    )


def _needs_capital(word: str) -> bool:
    return word.isascii() and word not in words("places", "small")


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if all(hit[1] <= other[0] or hit[0] >= other[1] for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit[0])


def _kind_beside(text: str, start: int, end: int) -> tuple[str, int, int]:
    """What the words right before or after a name say that it is, and the name with those words."""
    for script, kinds in table("places")["kind_words"].items():
        for kind, beside in kinds.items():
            if beside["after"] and script == _script(text[start:end]):
                gap = r"\s?" if script == "ko" else r"\s"
                tail = r"(?![a-z])" if script == "en" else rf"(?=(?:{_particles()})*(?![가-힣]))"
                if found := re.compile(rf"{gap}(?:{beside['after']}){tail}").match(text, end):
                    return kind, start, found.end()
            if beside["before"] and script == _script(text[start:end]):
                before = text[max(0, start - 40) : start]
                if found := re.search(rf"(?<!\w)(?:{beside['before']})\s+(?:the\s)?[«\"“„]?$", before):
                    return kind, (start - len(found[0]) if script == "ru" else start), end
    return "", start, end


def _script(text: str) -> str:
    return "ko" if re.search("[가-힣]", text) else "ru" if re.search("[а-я]", text) else "en"


def _usable(spot: Spot, beside: _Beside) -> bool:
    """Whether a bare name may stand for this spot: everyday words and small far ports need a word beside them."""
    form, kind, raw = beside.form, beside.kind, beside.raw
    if spot.area or kind in {spot.kind, "town", "port", "station", "airport", "launch site", "river"} or _says_kind(form):
        return True
    placed = bool(_after("locative").search(raw[max(0, beside.start - 12) : beside.start])) or _locative_korean(raw, beside.end)
    if spot.far:
        return placed and not everyday(form) and not _of_a_person(beside) and not re.match(r"-\w", raw[beside.end :])
    if _adjective(beside) or (not spot.own and _first_or_last_name(beside)):
        return False
    if everyday(form) and _of_a_person(beside):
        return False
    if everyday(form):
        return (placed and (spot.own or spot.country in THEATRE)) or (spot.own and beside.company)
    if spot.own or placed or spot.kind == "border crossing":
        return True
    return (spot.country in THEATRE or spot.kind in SETTLEMENTS) and not _of_a_person(beside)


def _paired(raw: str, start: int) -> bool:
    """Whether a name stands after another and a dash, as the other end of a way: "Раджин — Восточный"."""
    return re.search(r"[А-ЯЁ]\w+\s[—–-]\s$", raw[:start]) is not None


def _adjective(beside: _Beside) -> bool:
    """Whether a Russian name that is an adjective as well goes with the noun after it: "Пограничный переход"."""
    ending = re.search(r"(?:ый|ий|ой|ая|ое|ее|ого|ую|ом|ым|ых|ые|ие)$", beside.form)
    if not ending or _paired(beside.raw, beside.start):
        return False
    return bool(re.match(r"\s[а-яё]{3,}", beside.raw[beside.end :])) and beside.form[0] >= "а"


def _of_a_person(beside: _Beside) -> bool:
    """Whether the name goes on in another name, as "Vladimir Putin" does."""
    if beside.form and beside.form[0] >= "가":
        return False
    return bool(re.match(r"\s[A-ZА-ЯЁ][a-zа-яё]", beside.raw[beside.end :])) or bool(
        re.search(r"(?<![.!?…”»]\s)(?<!^)\b[A-ZА-ЯЁ][a-zа-яё]+\s$", beside.raw[: beside.start])
    )


def _first_or_last_name(beside: _Beside) -> bool:
    """Whether an English paragraph begins with a person whose name has that of a place in it: "Jin Meishan, deputy head"."""
    start = re.match(r"[A-Z][a-z]+ $", beside.raw[: beside.start])
    return start is not None and start[0].strip().lower() not in words("places", "starts")


def _says_kind(form: str) -> bool:
    english, russian = r"\b(?:port|station|pier|cosmodrome|airport|straits?)\b", "^(?:порт|станци|космодром|аэропорт)"
    return bool(re.search(rf"{english}|{russian}|(?:항|역|부두|기지|비행장)$", form))


def _locative_korean(raw: str, end: int) -> bool:
    return bool(re.match(r"\s?(?:에서|으로|로|에는|에\s|까지|부터|-|·|~|시|의\s한)", raw[end : end + 4]))


# ---- deciding -------------------------------------------------------------------------------------------------------


def _company(found: list[Found], paragraphs: Sequence[Paragraph]) -> Company:
    sure = [find.spots[0] for find in found if len({_where(spot) for spot in find.spots}) == 1 and not find.spots[0].area]
    sure += [spot for find in found if (spot := next((s for s in find.spots if s.own), None)) is not None]
    positions = tuple(dict.fromkeys((spot.lon, spot.lat) for spot in sure if spot.lon is not None and spot.lat is not None))
    countries, called = Counter(spot.country for spot in sure if spot.country), tuple(dict.fromkeys(s.name for s in sure))
    return Company(countries, positions, called, "\n".join(paragraph.text for paragraph in paragraphs))


def _where(spot: Spot) -> tuple[int, int] | str:
    return spot.id if spot.lon is None or spot.lat is None else (round(spot.lon * 2), round(spot.lat * 2))


def _mention(find: Found, company: Company, names: Names, language: Language, vessels: frozenset[str]) -> Mention:
    spot, rule, why, others = _chosen(find, company, names)
    role, role_rule, role_why = role_of(find.paragraph, find.start, find.end, spot, find.kind, language, vessels)
    if role is Role.METONYM:
        spot = replace(spot, id="", name=government_of(spot), lon=None, lat=None, kind="government")
    elif role is not Role.PLACE:
        spot = replace(spot, lon=None, lat=None)
    span = Span(find.paragraph.number, find.start, find.end)
    if role is not Role.PLACE:
        rule, why = role_rule, role_why
    return Mention(span, find.surface, spot.id, spot.name, spot.kind, spot.lon, spot.lat, role, rule, why, others)


def _chosen(find: Found, company: Company, names: Names) -> tuple[Spot, str, str, tuple[str, ...]]:
    """The spot that is meant, the rule, the reason, and the ids of the others."""
    if find.kind == "river" and not any(spot.kind == "river" for spot in find.spots):
        spot = replace(find.spots[0], id="", kind="far", lon=None, lat=None)
        return spot, "place-river", "the words beside it say river, and the gazetteer has no river of that name", ()
    if find.kind == "island" and not any(spot.kind in {"island", *SETTLEMENTS} and spot.own for spot in find.spots):
        name = next((n for spot in find.spots for n in spot.names if n.endswith("Island")), find.spots[0].name)
        spot = replace(find.spots[0], id="", name=name, kind="region", lon=None, lat=None)
        return spot, "place-island", "the words beside it say island, which is named and not pinned", ()
    ranked = sorted(find.spots, key=lambda spot: _rank(spot, find, company))
    best = ranked[0]
    best = _whole_strait(_half(best, find))
    if best.kind == "feature":
        return (
            best,
            "place-feature",
            "the words of its name say what it is; the map data have no one position for it, so it is not pinned",
            (),
        )
    if best.area:
        return best, "place-area", f"{best.name} is a {best.kind}: it is named and not pinned", ()
    best = _of_kind(best, find, names)
    apart = [spot for spot in ranked[1:] if not spot.area and _far(spot, best)]
    return best, *_reason(best, find, company, apart), tuple(dict.fromkeys(spot.id for spot in apart))[:5]


def _whole_strait(spot: Spot) -> Spot:
    """A strait of which the map data know one passage alone, "Tatar Strait, Nevelskoy narrows": a text names the whole of it."""
    if spot.kind != "strait" or "," not in spot.name:
        return spot
    return replace(spot, id="", name=spot.name.partition(",")[0], kind="feature", lon=None, lat=None)


def _half(spot: Spot, find: Found) -> Spot:
    """A crossing by the one of its two places that the text names."""
    if spot.kind != "border crossing":
        return spot
    english = re.split("–", spot.name)
    for name in (spot.name, *spot.names):
        halves = re.split(r"\s?[–—-]\s?", name)
        if len(halves) == len(english) == 2:
            found = [first for first, half in zip(english, halves, strict=True) if find.bare in set(map(plain, name_forms(half)))]
            if found:
                return replace(spot, name=found[0])
    return spot


def _rank(spot: Spot, find: Found, company: Company) -> tuple[bool, bool, bool, bool, int, int, float]:
    wrong_kind = bool(find.kind) and find.kind != spot.kind
    area = spot.kind in AREAS and not (spot.kind == "river" and find.kind not in {"", "river"})
    definite = spot.kind == "river" and _definite(find)
    away = spot.kind == "launch site" and find.kind == "" and _paired(find.paragraph.text, find.start)
    unlikely = spot.kind == "river" and find.kind == "" and not definite and find.bare.isascii()
    town = not find.kind and spot.kind not in SETTLEMENTS and any(other.kind in SETTLEMENTS for other in find.spots)
    order = _KIND_ORDER.index(spot.kind) if spot.kind in _KIND_ORDER else len(_KIND_ORDER)
    return (
        wrong_kind or unlikely or away or _another(spot, find, company),
        not area,
        not spot.own,
        town and not spot.own,
        -company.countries[spot.country],
        order,
        _apart_km(spot, company),
    )


def _another(spot: Spot, find: Found, company: Company) -> bool:
    """Whether a port or launch site is not what is meant: the paragraph, or else the document, is about the other."""
    kinds = table("places")["about"]
    others = {other.kind for other in find.spots if other.kind in kinds}
    if find.kind or spot.kind not in kinds or len(others) < 2:
        return False
    for text in (find.paragraph.text, company.text):
        words_of = {kind: len(re.findall(kinds[kind], text, re.IGNORECASE)) for kind in others}
        if words_of[spot.kind] != max(words_of.values()):
            return True
        if min(words_of.values()) < max(words_of.values()):
            return False
    return False


def _definite(find: Found) -> bool:
    return bool(re.search(r"\bthe\s+$", find.paragraph.text[max(0, find.start - 5) : find.start], re.IGNORECASE))


def _apart_km(spot: Spot, company: Company) -> float:
    if spot.lon is None or spot.lat is None or not company.positions:
        return 0.0
    return min(distance_km((spot.lon, spot.lat), other) for other in company.positions[:12])


def _of_kind(best: Spot, find: Found, names: Names) -> Spot:
    """The port or station of a town, where the words beside its name say that one is meant."""
    if not find.kind or find.kind == best.kind:
        return best
    suffix = {"port": " port", "station": " station", "yard": " rail yard", "airport": " airport"}.get(find.kind, "")
    others = (*names.called(best.name), *(names.called(best.name + suffix) if suffix else ()))
    near = [spot for spot in others if spot.kind == find.kind and not _far(spot, best)]
    return min(near, key=lambda spot: not spot.own, default=best)


def _far(spot: Spot, best: Spot) -> bool:
    if spot.lon is None or spot.lat is None or best.lon is None or best.lat is None:
        return False
    return abs(spot.lat - best.lat) > 1 or distance_km((spot.lon, spot.lat), (best.lon, best.lat)) > NEAR_KM


def _reason(best: Spot, find: Found, company: Company, apart: list[Spot]) -> tuple[str, str]:
    if not apart:
        if find.kind:
            return "place-name", f"the only place known by the name {quoted(find.bare)}, and the words beside it say {find.kind}"
        return "place-name", f"the only place known by the name {quoted(find.bare)}"
    count = len({_where(spot) for spot in apart}) + 1
    if best.own:
        return "place-own", f"of {count} places of the name, the one that the gazetteer of the reporting has"
    if company.countries[best.country]:
        return (
            "place-company",
            f"of {count} places of the name, the one in a country that the document speaks of ({best.country})",
        )
    near = ", ".join(company.names[:3]) or "nothing else"
    return "place-near", f"of {count} places of the name, the one nearest to what else the document names ({near})"
