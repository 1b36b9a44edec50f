"""Rows for other programs: the fields they may rely on, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from explorer.render.files import delimited, rows
from explorer.world.world import World
from tests import hostile, toy

SITE_FIELDS = {"id", "name", "names", "aliases", "kind", "lon", "lat", "accuracy_km", "part_of", "claims"}
CLAIM_FIELDS = {
    "id", "document", "paragraph", "line", "statement", "claimant", "stance", "speech", "reliability", "credibility", "truth",
    "places", "date_start", "date_end", "topics", "family",
}  # fmt: skip


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}


def test_sites_have_the_promised_fields(world: World) -> None:
    found = rows.sites(world)
    assert [row["id"] for row in found] == [site.id for site in world.gazetteer.sites]
    assert all(set(row) >= SITE_FIELDS for row in found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_site_with_a_position(world: World) -> None:
    row = by_id(rows.sites(world))["alpha-port"]
    assert {key: row[key] for key in SITE_FIELDS} == {
        "id": "alpha-port", "name": "Alpha port", "names": {"en": "Alpha port", "ko": "", "ru": ""}, "aliases": [],
        "kind": "port", "lon": 130.05, "lat": 41.98, "accuracy_km": 0.5, "part_of": "alpha", "claims": ["B01"],
    }  # fmt: skip


def test_a_site_without_a_position_has_nulls(world: World) -> None:
    row = by_id(rows.sites(world))["government-north"]
    assert row["lon"] is row["lat"] is row["accuracy_km"] is None
    assert row["claims"] == ["A02"]
    assert row["aliases"] == ["Beta says"]


def test_sites_as_geojson(world: World) -> None:
    document = rows.sites_geojson(world)
    features = by_id(document["features"])
    assert document["type"] == "FeatureCollection"
    assert features["alpha"]["geometry"] == {"type": "Point", "coordinates": [130.0, 42.0]}
    assert features["region-all"]["geometry"] is None
    assert features["alpha"]["properties"]["names"]["ko"] == "알파"
    assert all(feature["type"] == "Feature" and "lon" not in feature["properties"] for feature in features.values())


def test_claims_have_the_promised_fields(world: World) -> None:
    found = rows.claims(world.ledger.entries)
    assert [row["id"] for row in found] == [entry.id for entry in world.ledger.entries]
    assert all(set(row) >= CLAIM_FIELDS for row in found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_claim_in_full(world: World) -> None:
    row = by_id(rows.claims(world.ledger.entries))["B01"]
    assert (row["document"], row["paragraph"], row["line"]) == (toy.DOCUMENT_B, 1, 1)
    assert {key: row["claimant"][key] for key in ("name", "role", "affiliation")} == {
        "name": "Ann Alyst",
        "role": "fellow",
        "affiliation": "Institute",
    }
    assert (row["stance"], row["speech"], row["truth"]) == ("assessed", "paraphrased", "contested")
    assert (row["reliability"], row["credibility"]) == ("C", "3"), "the grade of the statement"
    assert (row["said"]["reliability"], row["said"]["credibility"]) == ("B", "1"), "the grade that it was said"
    assert [(place["id"], place["basis"]) for place in row["places"]] == [("alpha-port", "inferred"), ("beta", "named")]
    assert (row["date_start"], row["date_end"]) == ("2024-06-19", "2024-06-19")
    assert row["topics"] == ["rail", "sea"]
    assert row["family"] is None
    assert row["supports"] == [{"ref": "event:alpha-opened-2023-09-01", "note": "The line is open."}]


def test_dates_stated_and_corrected_are_kept_apart(world: World) -> None:
    row = by_id(rows.claims(world.ledger.entries))["B02"]
    assert (row["date_start"], row["date_stated"], row["date_stated_start"], row["date_basis"]) == (
        "2023-09-13", "last year", "2022-09-13", "corrected",
    )  # fmt: skip
    undated = by_id(rows.claims(world.ledger.entries))["A02"]
    assert undated["date_start"] is undated["date_end"] is None


def test_a_denial_says_of_what_by_whom_until_when(world: World) -> None:
    denial = by_id(rows.claims(world.ledger.entries))["A03"]["denial"]
    assert (denial["of"], denial["by"], denial["until"]) == (["A02"], ["The Ministry"], "2024-01-10")


def test_events_and_datasets(world: World) -> None:
    events = by_id(rows.events(world.ledger.events))
    assert set(events) == {"beta-seen-2024-03-01", "alpha-opened-2023-09-01", "talks-2024-05-05"}
    unknown = {"title": "", "address": "", "copy_at": "", "seen_on": None, "archived": ""}
    source = {"name": "Satellite Institute", "via": "a mirror", "seen": True, **unknown}
    assert events["beta-seen-2024-03-01"]["sources"] == [source]
    assert (events["talks-2024-05-05"]["date_start"], events["talks-2024-05-05"]["date_end"]) == ("2024-05-05", "2024-05-06")
    assert rows.datasets(world)[0]["licence"] == "CC0"


# ---- CSV -------------------------------------------------------------------------------------------------------------


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_for_every_claim(world: World) -> None:
    content = rows.claims_csv(world.ledger.entries)
    found = rows_of(content)
    assert [row["id"] for row in found] == [entry.id for entry in world.ledger.entries]
    assert all(None not in row for row in found), "a row has more cells than the head"
    assert found[4]["places_named"] == "beta"
    assert found[4]["places_inferred"] == "alpha-port"
    assert found[4]["statement"] == "Trains may be used where ships were."
    assert found[1]["date_start"] == ""
    assert content.count(b"\r\n") == len(found) + 1


def test_an_empty_csv_has_the_same_head(world: World) -> None:
    full = rows.claims_csv(world.ledger.entries).splitlines()[0]
    assert rows.claims_csv(()).splitlines() == [full]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "=cmd|'/c calc'!A1", "-2+3", "＝"])
def test_no_cell_starts_like_a_formula(world: World, start: str) -> None:
    hostile = f"{start}1+1"
    entry = world.ledger.by_id["A01"]
    claim = entry.claim.model_copy(update={"statement": hostile, "notes": (hostile,)})
    claimant = entry.claimant.model_copy(update={"name": hostile, "role": hostile, "affiliation": hostile})
    (row,) = rows_of(rows.claims_csv([type(entry)(claim, entry.document, claimant)]))
    for key in ("statement", "claimant", "role", "affiliation", "notes"):
        assert row[key] == f"'{hostile}", key


def test_hostile_text_comes_back_from_csv_and_json(hostile_kind: str) -> None:
    world, text = hostile.world(hostile_kind), hostile.TEXTS[hostile_kind]
    table = delimited.read(rows.claims_csv(world.ledger.entries), lambda head: "statement" in head)
    assert dict(zip(table.columns, table.lines[0].cells, strict=True))["statement"] == text
    assert by_id(json.loads(json.dumps(rows.claims(world.ledger.entries))))["A01"]["statement"] == text
    assert by_id(rows.sites(world))["alpha"]["name"] == text
