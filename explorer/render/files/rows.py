"""The ledger, gazetteer and catalogue as plain rows, for JSON, CSV and GeoJSON outside the explorer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Cite, DateRange, Event, Link, PlaceRef, Site
from explorer.render.files import delimited
from explorer.world.world import World

Row = dict[str, Any]


def sites(world: World) -> list[Row]:
    """One row a site, in the order of the gazetteer; ``lon``, ``lat`` and ``accuracy_km`` are null without a position."""
    claims_at: dict[str, list[str]] = {}
    for entry in world.ledger.entries:
        for place in entry.claim.places:
            claims_at.setdefault(place.id, []).append(entry.id)
    return [_site(site, claims_at.get(site.id, [])) for site in world.gazetteer.sites]


def _site(site: Site, claims_here: Iterable[str]) -> Row:
    return {
        "id": site.id,
        "name": site.names.en,
        "names": {"en": site.names.en, "ko": site.names.ko, "ru": site.names.ru},
        "aliases": list(site.aliases),
        "kind": site.kind.value,
        "country": site.country,
        "lon": site.lon,
        "lat": site.lat,
        "accuracy_km": site.accuracy_km,
        "origin": site.origin,
        "part_of": site.part_of,
        "unlocode": site.unlocode,
        "airport": site.airport,
        "rail_station": site.rail_station or None,
        "note": site.note,
        "claims": list(dict.fromkeys(claims_here)),
    }


def sites_geojson(world: World) -> Row:
    """The gazetteer as a FeatureCollection (RFC 7946); entries without a position have ``geometry: null``."""
    features = []
    for row in sites(world):
        point = None if row["lon"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        properties = {key: value for key, value in row.items() if key not in {"id", "lon", "lat"}}
        features.append({"type": "Feature", "id": row["id"], "geometry": point, "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def claims(entries: Iterable[Entry]) -> list[Row]:
    """One row a claim. ``reliability`` and ``credibility`` grade the statement; ``said`` grades that it was made."""
    return [_claim(entry) for entry in entries]


def _claim(entry: Entry) -> Row:
    claim = entry.claim
    return {
        "id": claim.id,
        "document": entry.document.id,
        "paragraph": claim.paragraph,
        "line": claim.line,
        "statement": claim.statement,
        "claimant": {
            "name": entry.claimant.name,
            "role": entry.claimant.role,
            "affiliation": entry.claimant.affiliation,
            "role_from": _day(entry.claimant.role_from),
            "role_to": _day(entry.claimant.role_to),
            "voice": entry.claimant.voice.value,
        },
        "stance": claim.stance.value,
        "speech": claim.speech.value,
        "reliability": claim.content.reliability.value,
        "reliability_why": claim.content.reliability_why,
        "credibility": claim.content.credibility.value,
        "credibility_why": claim.content.credibility_why,
        "said": claim.said.model_dump(mode="json"),
        "truth": claim.truth.value,
        "truth_why": claim.truth_why,
        "places": [_place(place) for place in claim.places],
        **_dates(claim.dates),
        "topics": [topic.value for topic in claim.topics],
        "flow": claim.flow.value,
        "entities": list(claim.entities),
        "family": claim.family,
        "supports": [_link(link) for link in claim.supports],
        "contradicts": [_link(link) for link in claim.contradicts],
        "limits": [_link(link) for link in claim.limits],
        "denial": claim.denial.model_dump(mode="json") if claim.denial else None,
        "cites": [cite_row(cite) for cite in claim.cites],
        "notes": list(claim.notes),
    }


def events(rows: Iterable[Event]) -> list[Row]:
    """One row an event of the context cards."""
    return [
        {
            "id": event.id,
            "title": event.title,
            "statement": event.statement,
            "reporter": event.reporter,
            "stance": event.stance.value,
            **_dates(event.dates),
            "places": [_place(place) for place in event.places],
            "entities": list(event.entities),
            "topics": [topic.value for topic in event.topics],
            "flow": event.flow.value,
            "sources": [source.model_dump(mode="json") for source in event.sources],
            "related": list(event.related),
            "notes": list(event.notes),
        }
        for event in rows
    ]


def datasets(world: World) -> list[Row]:
    """One row a file of the map data."""
    return [row.model_dump(mode="json") for row in world.datasets]


def claims_csv(entries: Iterable[Entry]) -> bytes:
    """The claims as CSV with a header; lists are joined with "; "."""
    return delimited.written(claim_columns(), flat_claims(entries))


def frame_csv(frame: pd.DataFrame) -> bytes:
    """A frame of the page as CSV with a header, without its index."""
    return delimited.written(
        list(frame.columns), (dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False))
    )


def flat_claims(entries: Iterable[Entry]) -> list[Row]:
    """One row a claim without anything nested: lists are joined with "; ", notes with " / "; the columns of the CSV."""
    return [_flat(row) for row in claims(entries)]


def _flat(row: Mapping[str, Any]) -> Row:
    claimant, said = row["claimant"], row["said"]
    return {
        "id": row["id"],
        "document": row["document"],
        "paragraph": row["paragraph"],
        "line": row["line"],
        "claimant": claimant["name"],
        "role": claimant["role"],
        "affiliation": claimant["affiliation"],
        "voice": claimant["voice"],
        "stance": row["stance"],
        "statement": row["statement"],
        "speech": row["speech"],
        "reliability": row["reliability"],
        "credibility": row["credibility"],
        "said_reliability": said["reliability"],
        "said_credibility": said["credibility"],
        "truth": row["truth"],
        "places_named": "; ".join(p["id"] for p in row["places"] if p["basis"] == "named"),
        "places_inferred": "; ".join(p["id"] for p in row["places"] if p["basis"] == "inferred"),
        "date_start": row["date_start"] or "",
        "date_end": row["date_end"] or "",
        "date_stated": row["date_stated"],
        "topics": "; ".join(row["topics"]),
        "flow": row["flow"],
        "family": row["family"] or "",
        "supports": "; ".join(link["ref"] for link in row["supports"]),
        "contradicts": "; ".join(link["ref"] for link in row["contradicts"]),
        "limits": "; ".join(link["ref"] for link in row["limits"]),
        "notes": " / ".join(row["notes"]),
        "cites": "; ".join(_written(cite) for cite in row["cites"]),
    }


def claim_columns() -> tuple[str, ...]:
    """Columns of :func:`flat_claims`, in order."""
    empty: Row = {"claimant": dict.fromkeys(("name", "role", "affiliation", "voice"), "")}
    empty["said"] = {"reliability": "", "credibility": ""}
    words = ("id", "document", "paragraph", "line", "stance", "statement", "speech", "reliability", "credibility", "truth")
    empty |= dict.fromkeys((*words, "date_start", "date_end", "date_stated", "flow", "family"), "")
    empty |= {key: [] for key in ("places", "topics", "supports", "contradicts", "limits", "notes", "cites")}
    return tuple(_flat(empty))


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _dates(dates: DateRange) -> Row:
    return {
        "date_start": _day(dates.start or dates.end),
        "date_end": _day(dates.end or dates.start),
        "date_stated": dates.stated,
        "date_stated_start": _day(dates.stated_start),
        "date_stated_end": _day(dates.stated_end),
        "date_basis": dates.basis,
        "date_why": dates.why,
    }


def _place(place: PlaceRef) -> Row:
    return {"id": place.id, "basis": place.basis.value, "as_written": place.as_written}


def cite_row(cite: Cite) -> Row:
    """A feature of own data that a claim cites, as it was when it was cited; nobody has verified it."""
    return {**cite.model_dump(mode="json", exclude={"gone"}), "verified": False}


def _written(cite: Mapping[str, Any]) -> str:
    """A citation as a table of claims takes it, with what the feature is called."""
    words = " ".join((cite["note"] or cite["title"]).replace(";", ",").split())
    return f"{cite['layer']}/{cite['row']}: {words}"


def _link(link: Link) -> Row:
    return {"ref": link.ref, "note": link.note}


def scenarios(world: World) -> list[Row]:
    """One row a scenario; each step with its number, heading, cited claims, places spoken of, and view."""
    return [
        {
            "id": scenario.id,
            "title": scenario.title,
            "minutes": scenario.minutes,
            "audience": scenario.audience,
            "goals": list(scenario.goals),
            "steps": [
                {
                    "n": step.n,
                    "heading": step.heading,
                    "claims": list(step.claims),
                    "events": list(step.events),
                    "places": list(world.stage.places_of(step)),
                    "view": step.shown.query(),
                }
                for step in scenario.step
            ],
        }
        for scenario in world.scenarios
    ]
