"""Every way in which a card can be wrong is told with file, entry and what to do, all of them at once and none twice."""

from __future__ import annotations

import pytest

from explorer.cards.read import read
from explorer.errors import Fault, SeedFaults
from explorer.ledger.ids import is_claim_id
from explorer.ledger.vocabulary import Basis, Stance
from explorer.zones.law import CASES
from tests import toy

PAPER_A = f"documents/{toy.DOCUMENT_A}.toml"
PAPER_B = f"documents/{toy.DOCUMENT_B}.toml"
EVENTS = "context/around.toml"


def only(texts: dict[str, str]) -> Fault:
    """The one fault that these texts have."""
    found = toy.faults(texts)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def test_good_cards_have_no_faults() -> None:
    cards = read(toy.TEXTS, frozenset({"alpha-line"}))
    assert [entry.id for entry in cards.ledger.entries] == ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04"]
    assert [event.id for event in cards.ledger.events] == ["alpha-opened-2023-09-01", "beta-seen-2024-03-01", "talks-2024-05-05"]
    assert len(cards.gazetteer.sites) == 8
    assert cards.ledger.by_id["B01"].claim.places[0].basis is Basis.INFERRED
    assert cards.ledger.by_id["A03"].claim.stance is Stance.DENIED
    assert [leg.id for leg in cards.legs] == ["alpha-beta-rail", "alpha-beta-sea"]


def test_order_of_files_does_not_matter() -> None:
    assert read(dict(reversed(toy.TEXTS.items()))) == read(toy.TEXTS)


# What is broken: file, the piece replaced, by what; then the entry that is named and words of the message and the remedy.
BROKEN = {
    "syntax": (
        PAPER_A, 'stance = "denied"', "stance = denied",
        "", "not valid TOML", "Fix",
    ),
    "syntax, no closing quote": (
        "sites.toml", '"Gamma"', '"Gamma',
        "", "not valid TOML", "Fix",
    ),
    "impossible date": (
        PAPER_A, "start = 2024-01-10", "start = 2024-02-30",
        "", "not valid TOML", "Fix",
    ),
    "impossible date in quotes": (
        PAPER_A, "start = 2024-01-10", 'start = "2024-02-30"',
        "claim A03, dates.start", "is not a date", "exists",
    ),
    "date in words": (
        EVENTS, "start = 2024-03-01", 'start = "March 2024"',
        "event beta-seen-2024-03-01, dates.start", "is not a date", "2024-",
    ),
    "dates swapped": (
        EVENTS, "end = 2024-05-06", "end = 2024-05-04",
        "event talks-2024-05-05, dates", "after its end", "Fix",
    ),
    "undated with a day": (
        PAPER_B, '{ basis = "undated" }', '{ basis = "undated", start = 2024-01-01 }',
        "claim B04, dates", "undated", "Fix",
    ),
    "dated without a day": (
        PAPER_B, '{ basis = "undated" }', '{ basis = "stated" }',
        "claim B04, dates", "no day", "Fix",
    ),
    "unknown place": (
        PAPER_A, '{ id = "alpha", basis', '{ id = "omega", basis',
        "claim A01", "'omega' is not in sites.toml", "Add the site",
    ),
    "unknown place of an event": (
        EVENTS, '{ id = "gamma"', '{ id = "omega"',
        "event alpha-opened-2023-09-01", "'omega'", "Add the site",
    ),
    "unknown place of a stop": (
        "itineraries.toml", 'site = "gamma"', 'site = "omega"',
        "itinerary visit-2024, stop 1", "'omega'", "Add the site",
    ),
    "unknown end of a leg": (
        "legs.toml", 'origin = "alpha-port"', 'origin = "omega"',
        "leg alpha-beta-sea", "'omega'", "Add the site",
    ),
    "unknown whole": (
        "sites.toml", 'part_of = "alpha"\nunlocode', 'part_of = "omega"\nunlocode',
        "site alpha-port", "'omega'", "Add the site",
    ),
    "place that is a government": (
        "legs.toml", 'destination = "beta"\nreporter = "Sat', 'destination = "country-north"\nreporter = "Sat',
        "leg alpha-beta-sea", "no position", "Name a place",
    ),
    "stop at a government": (
        "itineraries.toml", 'site = "gamma"', 'site = "government-north"',
        "itinerary visit-2024, stop 1", "no position", "Name a place",
    ),
    "unknown stance": (
        PAPER_A, 'stance = "alleged"', 'stance = "rumoured"',
        "claim A02, stance", "'rumoured'", "'alleged'",
    ),
    "unknown topic": (
        PAPER_B, '["treaty"]', '["treaty", "weather"]',
        "claim B03, topics.1", "'weather'", "'treaty'",
    ),
    "unknown kind": (
        "sites.toml", 'kind = "airport"', 'kind = "aerodrome"',
        "site gamma, kind", "'aerodrome'", "'airport'",
    ),
    "unknown grade": (
        PAPER_B, 'reliability = "F"', 'reliability = "G"',
        "claim B03, content.reliability", "'G'", "'F'",
    ),
    "unknown field": (
        PAPER_A, 'family = "tour"', 'famly = "tour"',
        "claim A01, famly", "not known", "Remove it",
    ),
    "unknown table": (
        "legs.toml", "[[leg]]", "[extra]\nx = 1\n[[leg]]",
        "extra", "unknown table", "leg",
    ),
    "one bracket": (
        "families.toml", "[[family]]", "[family]",
        "family", "list of tables", "[[family]]",
    ),
    "missing field": (
        PAPER_A, 'truth_why = "Denied."\n', "",
        "claim A02, truth_why", "missing", "Add it",
    ),
    "empty text": (
        PAPER_A, '"Neighbours worry about the sea."', '"  "',
        "claim A04, statement", "", "Fix",
    ),
    "duplicate claim": (
        PAPER_A, 'id = "A04"', 'id = "A01"',
        "claim A01", "used 2 times", "of its own",
    ),
    "duplicate site": (
        "sites.toml", 'id = "country-north"', 'id = "beta"',
        "site beta", "used 2 times", "of its own",
    ),
    "duplicate leg": (
        "legs.toml", 'id = "alpha-beta-sea"', 'id = "alpha-beta-rail"',
        "leg alpha-beta-rail", "used 2 times", "of its own",
    ),
    "duplicate claimant": (
        PAPER_A, 'voice = "Russia"', 'voice = "Russia"\n[[claimant]]\nid = "paper"\nname = "X"\nvoice = "ROK"',
        "claimant paper", "used 2 times", "of its own",
    ),
    "latitude out of range": (
        "sites.toml", "lat = 50.0", "lat = 95.0",
        "site gamma, lat", "95.0", "Fix",
    ),
    "longitude out of range": (
        "sites.toml", "lon = 140.0", "lon = 240.0",
        "site gamma, lon", "240.0", "Fix",
    ),
    "latitude that is none": (
        "sites.toml", "lat = 50.0", "lat = nan",
        "site gamma, lat", "nan", "Fix",
    ),
    "position half given": (
        "sites.toml", "lat = 50.0\n", "",
        "site gamma", "needs lon, lat", "Fix",
    ),
    "government with a position": (
        "sites.toml", 'kind = "region"', 'kind = "region"\nlon = 1\nlat = 2\naccuracy_km = 3',
        "site region-all", "has no position", "Fix",
    ),
    "position without origin": (
        "sites.toml", 'origin = "Set by hand."\nairport', "airport",
        "site gamma", "origin", "Fix",
    ),
    "town that carries a railway": (
        "sites.toml", 'id = "beta"', 'id = "beta"\ncarries = "rail"',
        "site beta", "carries nothing", "Fix",
    ),
    "part of itself": (
        "sites.toml", 'id = "gamma"', 'id = "gamma"\npart_of = "gamma"',
        "site gamma", "part of itself", "Break the circle",
    ),
    "unknown claimant": (
        PAPER_A, 'claimant = "ministry"', 'claimant = "minister"',
        "claim A03", "'minister'", "Add the claimant",
    ),
    "unknown family": (
        PAPER_A, 'family = "tour"', 'family = "torn"',
        "claim A01", "'torn'", "Add the family",
    ),
    "unknown claim in a link": (
        PAPER_B, 'ref = "A01"', 'ref = "A99"',
        "claim B02", "'A99'", "add the entry",
    ),
    "unknown event in a link": (
        PAPER_B, "event:alpha-opened-2023-09-01", "event:alpha-opened-2022-09-01",
        "claim B01", "2022", "add the entry",
    ),
    "unknown claim denied": (
        PAPER_A, 'of = ["A02"]', 'of = ["A98"]',
        "claim A03", "'A98'", "add the entry",
    ),
    "unknown claim of an event": (
        EVENTS, 'related = ["B01"]', 'related = ["B91"]',
        "event beta-seen-2024-03-01", "'B91'", "add the entry",
    ),
    "unknown event of a leg": (
        "legs.toml", '"alpha-opened-2023-09-01"', '"alpha-shut"',
        "leg alpha-beta-rail", "alpha-shut", "add the entry",
    ),
    "unknown event of a stop": (
        "itineraries.toml", '"beta-seen-2024-03-01"', '"beta-lost"',
        "itinerary far-east-tour-2023, stop 3", "beta-lost", "add the entry",
    ),
    "unknown railway": (
        "legs.toml", 'rail_line = "alpha-line"', 'rail_line = "omega-line"',
        "leg alpha-beta-rail", "'omega-line'", "alpha-line",
    ),
    "paragraph past the end": (
        PAPER_A, "paragraph = 5", "paragraph = 6",
        "claim A04", "past the last, 5", "Count",
    ),
    "paragraph nought": (
        PAPER_A, "paragraph = 5", "paragraph = 0",
        "claim A04, paragraph", "0", "Fix",
    ),
    "code of another document": (
        PAPER_A, 'id = "A04"', 'id = "C04"',
        "claim C04", "does not start with A", "code",
    ),
    "code that only begins like the document's": (
        PAPER_A, 'id = "A04"', 'id = "AB04"',
        "claim AB04", "does not start with A", "code",
    ),
    "code in small letters": (
        PAPER_A, 'code = "A"', 'code = "a"',
        f"document {toy.DOCUMENT_A}, code", "'a'", "Fix",
    ),
    "code of five letters": (
        PAPER_A, 'code = "A"', 'code = "APAPE"',
        f"document {toy.DOCUMENT_A}, code", "'APAPE'", "Fix",
    ),
    "former id that another document has": (
        PAPER_B, f'["{toy.FORMER_B}"]', f'["{toy.DOCUMENT_A}"]',
        f"document {toy.DOCUMENT_A}", "used 2 times", "of its own",
    ),
    "former id that two documents had": (
        PAPER_B, f'["{toy.FORMER_B}"]', f'["{toy.FORMER_A}"]',
        f"document {toy.FORMER_A}", "used 2 times", "of its own",
    ),
    "former id that no link could hold": (
        PAPER_B, f'["{toy.FORMER_B}"]', '["a b"]',
        f"document {toy.DOCUMENT_B}, former_ids.0", "'a b'", "Fix",
    ),
    "denial without its table": (
        PAPER_A, "denial = {", "# denial = {",
        "claim A03", "[claim.denial]", "Fix",
    ),
    "denial of another stance": (
        PAPER_A, 'stance = "denied"', 'stance = "asserted"',
        "claim A03", "[claim.denial]", "Fix",
    ),
    "event without a source": (
        EVENTS, 'sources = [{ name = "Gazette", seen = true }]', "sources = []",
        "event talks-2024-05-05, sources", "at least 1", "Fix",
    ),
    "a copy that was not read": (
        EVENTS, 'via = "a mirror"', 'via = "a mirror", copy_at = "KBS"',
        "event beta-seen-2024-03-01", "copy_at is 'KBS'", "Name the publisher of the copy",
    ),
    "id with capitals": (
        "sites.toml", 'id = "country-north"', 'id = "Country-North"',
        "site Country-North, id", "'Country-North'", "Fix",
    ),
    "corridor that cannot be read": (
        "corridors.toml", "gauge=1520", "gauge=1676",
        "corridor alpha-to-beta", "gauge='1676'", "Fix",
    ),
    "corridor to nowhere": (
        "corridors.toml", "&b=beta", "",
        "corridor alpha-to-beta", "needs both a and b", "Fix",
    ),
    "corridor that is more than a question": (
        "corridors.toml", "&b=beta", "&b=beta&q=train",
        "corridor alpha-to-beta", "more than the question", "Fix",
    ),
    "closure of nothing": (
        "corridors.toml", 'id = "korea-strait"', 'id = "korean-strait"',
        "closure korean-strait", "no structure or passage", "river-bridge",
    ),
    "journey of no kind": (
        "itineraries.toml", 'journey = "visit"', 'journey = "raid"',
        "itinerary visit-2024", "'raid' is not in journeys.toml", "Add the journey",
    ),
    "journey called like a layer": (
        "journeys.toml", "[[journey]]", '[[journey]]\nid = "sea"\ntitle = "At sea"\ncolour = "green"\n\n[[journey]]',
        "journey sea", "another layer", "of its own",
    ),
    "journey in a colour that no palette has": (
        "journeys.toml", '"violet"', '"pink"',
        "journey tour, colour", "'pink'", "Fix",
    ),
    "two homes": (
        "viewpoints.toml", "zoom = 8", "zoom = 8\nhome = true",
        "viewpoint strait", "whole is home as well", "one viewpoint",
    ),
    "no home": (
        "viewpoints.toml", "home = true", "home = false",
        "", "no viewpoint is home", "home = true",
    ),
    "zoom that the map has not": (
        "viewpoints.toml", "zoom = 8", "zoom = 40",
        "viewpoint strait, zoom", "40", "Fix",
    ),
    "claim that speaks against itself": (
        PAPER_B, 'ref = "A01"', 'ref = "B02"',
        "claim B02", "itself", "Fix",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_each_fault_names_file_entry_and_remedy(kind: str) -> None:
    file, old, new, entry, what, do = BROKEN[kind]
    fault = only(toy.changed(file, old, new))
    assert fault.file == file
    assert fault.entry == entry
    assert what in fault.what
    assert do in fault.do
    assert fault.do.endswith(".")
    assert str(fault).startswith(f"{file}: {entry}" if entry else f"{file}: ")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("nesting without end", "x = " + "[" * 100_000),
        ("a number without end", "x = " + "9" * 100_000),
        ("nul", "x = \x00"),
        ("a lone surrogate", 'x = "\\ud800"'),
        ("a byte order mark", '\ufeff[[site]]\nid = "x"'),
        ("not TOML at all", '{"site": []}'),
    ],
)
def test_no_text_of_a_card_is_more_than_a_fault(what: str, text: str) -> None:
    fault = only({**toy.TEXTS, "context/more.toml": text})
    assert fault.file == "context/more.toml", what
    assert "not valid TOML" in fault.what


@pytest.mark.parametrize(
    "head", ["document = 5", 'document = "x"', "[[document]]", "claim = 3", "claim = [1, 2]", "document = []"]
)
def test_tables_of_the_wrong_shape(head: str) -> None:
    found = toy.faults({"documents/third-paper.toml": head})
    assert found
    assert {fault.file for fault in found} == {"documents/third-paper.toml"}


def test_an_empty_document_lists_everything_it_lacks() -> None:
    entries = {fault.entry for fault in toy.faults({**toy.TEXTS, "documents/third-paper.toml": ""})}
    assert {"document number 1, id", "document number 1, title", "document number 1, paragraphs"} <= entries


def test_a_card_bears_the_name_of_its_document() -> None:
    texts = {**toy.TEXTS, "documents/copy.toml": toy.PAPER_B.replace('"B', '"C').replace(toy.FORMER_B, "x")}
    texts["documents/copy.toml"] = texts["documents/copy.toml"].replace(toy.DOCUMENT_B, "third-paper")
    fault = only(texts)
    assert (fault.file, fault.entry) == ("documents/copy.toml", "document")


def test_a_file_that_is_no_card_is_named() -> None:
    fault = only({**toy.TEXTS, "notes.toml": "x = 1"})
    assert fault.file == "notes.toml"
    assert "sites.toml" in fault.do


def test_an_id_in_two_files_names_both() -> None:
    clash = toy.PAPER_B.replace('id = "B04"', 'id = "A04"')
    found = toy.faults({**toy.TEXTS, PAPER_B: clash})
    (twice,) = [fault for fault in found if "used 2 times" in fault.what]
    assert twice.entry == "claim A04"
    assert twice.file == PAPER_B
    assert PAPER_A in twice.what


def test_two_documents_with_one_code() -> None:
    texts = toy.changed(PAPER_B, 'code = "B"', 'code = "A"')
    assert any(fault.entry == "code A" and fault.file == PAPER_B for fault in toy.faults(texts))


def test_a_faulty_head_does_not_hide_the_faults_of_its_claims() -> None:
    texts = toy.changed(PAPER_A, 'title = "The evening story"\n', "")
    texts[PAPER_A] = texts[PAPER_A].replace('{ id = "alpha", basis', '{ id = "omega", basis')
    assert [fault.entry for fault in toy.faults(texts)] == ["claim A01", f"document {toy.DOCUMENT_A}, title"]


def test_all_faults_come_at_once() -> None:
    texts = dict(toy.TEXTS)
    for file, old, new in (
        ("sites.toml", "lat = 50.0", "lat = 95.0"),
        (PAPER_A, 'stance = "alleged"', 'stance = "rumoured"'),
        (PAPER_A, '{ id = "alpha", basis', '{ id = "omega", basis'),
        (PAPER_B, 'id = "B04"', 'id = "B03"'),
        (EVENTS, "start = 2024-03-01", 'start = "2024-02-31"'),
        ("families.toml", 'id = "tour"', 'id = "tour"\ncolour = "red"'),
        ("legs.toml", "mode", "mode mode"),
    ):
        texts[file] = texts[file].replace(old, new, 1)
    with pytest.raises(SeedFaults) as caught:
        read(texts, frozenset({"alpha-line"}))
    found = caught.value.faults
    assert [(fault.file, fault.entry) for fault in found] == [
        (EVENTS, "event beta-seen-2024-03-01, dates.start"),
        (PAPER_A, "claim A01"),
        (PAPER_A, "claim A02, stance"),
        (PAPER_B, "claim B03"),
        ("families.toml", "family tour, colour"),
        ("legs.toml", ""),
        ("sites.toml", "site gamma, lat"),
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "7 faults in the cards:"
    assert len(lines) == 8


@pytest.mark.parametrize("file", sorted(toy.TEXTS))
def test_one_broken_file_does_not_bury_its_fault(file: str) -> None:
    """What a file that cannot be read would have defined is not called missing everywhere else."""
    assert only({**toy.TEXTS, file: toy.TEXTS[file] + "\n[[["}).file == file


def test_a_long_value_is_cut_short() -> None:
    fault = only(toy.changed(PAPER_A, 'stance = "alleged"', f'stance = "{"x" * 10_000}"'))
    assert len(str(fault)) < 500


def test_faults_are_one_line_each() -> None:
    forged = '"x\\nforged: fault\\u001b[2J"'
    for old, new in (
        ('id = "A02"', f"id = {forged}"),
        ("truth_why = ", f"{forged} = 1\ntruth_why = "),
        ("[[claim]]", f"[{forged}]\n[[claim]]"),
    ):
        found = toy.faults(toy.changed(PAPER_A, old, new))
        assert found
        assert all(str(fault).isprintable() for fault in found)


def test_rail_lines_may_be_left_unchecked() -> None:
    texts = toy.changed("legs.toml", 'rail_line = "alpha-line"', 'rail_line = "omega-line"')
    assert toy.faults(texts, None) == ()


def test_closures_may_be_left_unchecked() -> None:
    texts = toy.changed("corridors.toml", 'id = "korea-strait"', 'id = "korean-strait"')
    assert read(texts, frozenset({"alpha-line"})).closures == ("korean-strait",)


def test_without_viewpoints_the_explorer_opens_on_all_places() -> None:
    texts = {file: text for file, text in toy.TEXTS.items() if file != "viewpoints.toml"}
    cards = read(texts)
    (viewpoint,) = cards.viewpoints
    assert viewpoint.title == "All places"
    assert cards.home == viewpoint.camera
    assert (cards.home.lon, cards.home.zoom) == (135.0, 6.0), "from 130 to 140 degrees east"
    assert read({"sites.toml": ""}).home.zoom == 12.0


@pytest.mark.parametrize("ref", ["B42", "A01", "C123", "BB42", "KCNA12", "TASS100"])
def test_claim_ids(ref: str) -> None:
    assert is_claim_id(ref)


@pytest.mark.parametrize("ref", ["b42", "B4", "B1234", "event:x", "", "B42\n", " B42", "KCNAX12", "B-42", "42", "Kcna12"])
def test_no_claim_ids(ref: str) -> None:
    assert not is_claim_id(ref)


# ---- law -------------------------------------------------------------------------------------------------------------

PROVISION = """
[[provision]]
id = "flag-rule"
instrument = "Convention"
paragraph = "92"
effect = "The flag decides."
bites = "sea"
mark = "read"
"""


def law_card(*, missing: str = "", provision: str = "flag-rule") -> str:
    """A card of the law with every case but one."""
    rows = [
        f'[[case]]\nid = "{name}"\nwho = "flag"\nthird = "no"\ncondition = "Toy."\nprovisions = ["{provision}"]\n'
        for name in sorted(CASES)
        if name != missing
    ]
    return PROVISION + "".join(rows)


def test_a_whole_law_is_read() -> None:
    law = read({**toy.TEXTS, "law.toml": law_card()}, frozenset({"alpha-line"})).law
    assert set(law.by_id) == CASES
    assert law.mark(law.case("land")) == "read"
    assert law.behind(law.case("port"))[0].instrument == "Convention"
    assert read(toy.TEXTS, frozenset({"alpha-line"})).law.cases == ()


@pytest.mark.parametrize(
    ("card", "told"),
    [
        (law_card(missing="port"), "the case 'port' is missing"),
        (law_card(provision="no-such"), "there is no provision 'no-such'"),
        (law_card() + '[[case]]\nid = "moon"\nwho = "flag"\nthird = "no"\ncondition = "Toy."\n', "nothing asks for this case"),
        (law_card().replace('third = "no"', 'third = "perhaps"', 1), "'perhaps'"),
        (law_card().replace('mark = "read"', 'mark = "sure"'), "'sure'"),
        (law_card() + PROVISION, "flag-rule"),
    ],
)
def test_faults_of_the_law_are_told(card: str, told: str) -> None:
    faults = toy.faults({**toy.TEXTS, "law.toml": card})
    assert faults
    assert {fault.file for fault in faults} == {"law.toml"}
    assert any(told in str(fault) for fault in faults), [str(fault) for fault in faults]
