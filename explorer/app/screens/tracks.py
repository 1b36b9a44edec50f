"""Tracks: ship positions of a reader's own files. What was seen, what was silent, and in whose waters, of the past alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import shapely
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.app import cache as shared
from explorer.app import components, heavy
from explorer.app.panels import track_density
from explorer.app.tracking import Tracked
from explorer.errors import TumenError
from explorer.render.web import html, voyages
from explorer.render.web.voyages import Part, Way
from explorer.routing.route import Route
from explorer.tracks.layouts import Order
from explorer.zones.law import BASELINES, Baseline, LegalScenario

MOST_MB = 100
"""Of one file that is dropped; `tumen tracks` has no limit."""
MOST_ROWS = 300
"""So many calls and gaps are shown; the archive has all."""
MOST_DRAWN = 60
"""So many voyages are drawn at once."""
_INTRO = (
    "Drop files of AIS positions: tables of NOAA, the Danish authority, Global Fishing Watch, MarineTraffic, Spire or any with "
    "ship, time, longitude and latitude; logs of AIS sentences; GPX. Nothing in them is kept, nothing is requested from the "
    "network. For larger files use tumen tracks."
)
_WORDS = {"claimed": "Peter the Great Bay closed (Russia's claim)", "coast": "coasts only"}


def show() -> None:
    """Draw the page."""
    st.html(f'<h2 class="tm-head">Ship positions from your own files</h2><p class="tm-sub">{_INTRO}</p>')
    dropped = st.file_uploader("Files of positions", accept_multiple_files=True, key="tracks_files", max_upload_size=MOST_MB)
    with st.expander("Columns and dates, where the names do not say"):
        columns = st.text_input("Columns", key="tracks_columns", placeholder="id=ship,time=when,lon=x,lat=y")
        dates = st.selectbox("Dates such as 03/04/2023", ["as detected", "day first", "month first"], key="tracks_dates")
    if not dropped:
        return
    order: Order = "dmy" if dates == "day first" else "mdy" if dates == "month first" else ""
    try:
        found = heavy.tracked(tuple((file.name, file.getvalue()) for file in dropped), columns.strip(), order)
    except TumenError as error:
        st.error(components.plain(str(error)))
        return
    _found(found, dropped)


def _found(found: Tracked, dropped: Sequence[UploadedFile]) -> None:
    _summary(found)
    scenario: Baseline = st.segmented_control(
        "Baseline of the zones", BASELINES, default=BASELINES[0], required=True, key="tracks_scenario",
        format_func=_WORDS.__getitem__,
    ) or BASELINES[0]  # fmt: skip
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        chosen = _chosen(found.tables["voyages"])
        _map(found, chosen)
        if chosen is not None:
            _contrast(found, chosen, scenario)
    with right:
        _zones(found, scenario)
        _take_away(found, scenario)
    _tables(found)
    track_density.show(found, [(file.name, file.getvalue()) for file in dropped])


def _summary(found: Tracked) -> None:
    told, share = found.summary, found.summary["share_of_hours_outside_the_zone_data"]
    outside = "None of the hours are known." if share is None else f"{share:.1%} of the hours lie outside the zone data."
    dropped = "; ".join(f"{reason}: {count:,}" for reason, count in told["dropped"].items()) or "none"
    st.html(
        f'<p class="tm-notice" role="status"><strong>In this file: {html.text(outside)}</strong> Zones are known for 117–150 E, '
        f"30–56 N only.</p><p>In this file: {told['positions']:,} positions, {told['kept']:,} kept, of {told['ships']:,} ships; "
        f"{told['voyages']:,} voyages, {told['calls']:,} calls, {told['gaps']:,} gaps, {told['encounters']:,} encounters, "
        f'{told["loitering"]:,} loitering events.</p><p class="tm-sub">Dropped: {html.text(dropped)}.</p>'
    )


Voyage = tuple[object, int]


def _chosen(table: pd.DataFrame) -> Voyage | None:
    """A ship's voyage, the longest first; None for all of them."""
    longest = table.sort_values("km", ascending=False).head(MOST_ROWS).to_dict("records")
    words = {(row["ship"], int(row["voyage"])): _voyage_words(row) for row in longest}
    keys: list[Voyage | None] = [None, *words]
    chosen: Voyage | None = st.selectbox(
        "Voyage", keys, key="tracks_voyage",
        format_func=lambda key: "All in this file" if key is None else words[key],
    )  # fmt: skip
    return chosen


def _voyage_words(row: Mapping[Hashable, Any]) -> str:
    ends = f"{row['from_place'] or 'at sea'} to {row['to_place'] or 'at sea'}"
    return f"ship {row['ship']}, voyage {row['voyage']}: {ends}, {row['km']:,.0f} km"


def _of(table: pd.DataFrame, chosen: Voyage | None) -> pd.DataFrame:
    if chosen is None:
        return table
    kept = table["ship"] == chosen[0]
    return table[kept & (table["voyage"] == chosen[1])] if "voyage" in table else table[kept]


def _map(found: Tracked, chosen: Voyage | None) -> None:
    lines = _of(found.tables["lines"], chosen)
    many = lines.drop_duplicates(["ship", "voyage"]).head(MOST_DRAWN)
    lines = lines.merge(many[["ship", "voyage"]], on=["ship", "voyage"])
    ways = [
        Way(shapely.get_coordinates(shapely.from_wkb(line)).tolist(), kind == "observed")
        for line, kind in zip(lines["geometry"], lines["kind"], strict=True)
    ]
    gaps = _of(found.tables["gaps"], chosen)
    if chosen is not None and len(lines):
        gaps = gaps[(gaps["end"] >= lines["start"].min()) & (gaps["start"] <= lines["end"].max())]
    silences = [
        ((float(gap["from_lon"]), float(gap["from_lat"])), (float(gap["to_lon"]), float(gap["to_lat"])))
        for gap in gaps.head(MOST_ROWS).to_dict("records")
    ]
    st.image(voyages.picture(_land, ways, _ports(_of(found.tables["calls"], chosen)), silences), width="stretch")
    st.caption(
        "In this file: solid as observed, dashed between positions more than an hour apart; a cross where a ship fell silent, "
        "a ring where it was heard again, and nothing drawn between."
    )


def _land(bounds: tuple[float, float, float, float]) -> list[shapely.Geometry]:
    """The land of a frame, from the finest data that holds all of it."""
    near = shared.world().layer("land_region")
    west, south, east, north = near.total_bounds
    inside = bounds[0] >= west and bounds[1] >= south and bounds[2] <= east and bounds[3] <= north
    return list((near if inside else shared.world().layer("land_world")).geometry)


def _ports(calls: pd.DataFrame) -> list[tuple[float, float, str]]:
    places = shared.world().places
    found = [places.by_id(place) for place in dict.fromkeys(calls["place"].head(MOST_ROWS))]
    return [(place.position.lon, place.position.lat, place.name) for place in found]


def _contrast(found: Tracked, chosen: Voyage, scenario: Baseline) -> None:
    """The observed voyage unrolled, above the schematic way of the reported leg that it was nearest to."""
    lines = _of(found.tables["lines"], chosen).sort_values("start")
    seen = [
        part for line in lines["geometry"] for part in _parts(shapely.get_coordinates(shapely.from_wkb(line)).tolist(), scenario)
    ]
    st.html(voyages.bar("Observed in this file", seen))
    row = _of(found.tables["voyages"], chosen).iloc[0]
    ways = {name: way for name, way in shared.world().sea_legs.items() if isinstance(way, Route)}
    name = st.selectbox(
        "Beside the schematic route of", list(ways), index=list(ways).index(row["near_leg"]) if row["near_leg"] in ways else 0,
        key="tracks_leg",
    )  # fmt: skip
    if name:
        line = [(spot.lon, spot.lat) for leg in ways[name].legs for spot in leg.line]
        st.html(voyages.bar("Schematic, not observed", _parts(line, scenario)))
    if row["near_leg"]:
        st.caption(
            f"In this file, {row['near_leg_km']:,.0f} km of this voyage lie near the schematic line of {row['near_leg']}. "
            "That a ship was near a line says nothing about what it carried."
        )


def _parts(line: Sequence[tuple[float, float]], scenario: Baseline) -> list[Part]:
    stretches = shared.world().zones.profile(line, (1.0, 1.0), "sea", LegalScenario(scenario))
    return [Part(part.state, part.zone_kind, part.km) for part in stretches]


def _by_zone(found: Tracked, scenario: Baseline) -> list[tuple[str, float, float, float]]:
    table = found.tables["zones"]
    sums = table[table["scenario"] == scenario].groupby(["state", "zone"])[["km", "hours", "gap_hours"]].sum()
    order = sums.sort_values("km", ascending=False)
    return [
        (voyages.words(Part(str(row[0][0]), str(row[0][1]), 0.0)), float(row[1]), float(row[2]), float(row[3]))
        for row in order.itertuples(name=None)
    ]


def _zones(found: Tracked, scenario: Baseline) -> None:
    components.heading("By zone, in this file")
    cells = [(name, f"{km:,.0f}", f"{hours:,.1f}", f"{quiet:,.1f}") for name, km, hours, quiet in _by_zone(found, scenario)]
    st.html(voyages.table(("Zone", "km", "Hours", "Hours silent"), cells))
    components.note(
        "A silence counts separately, in the zone where it began, and no line is drawn through it.",
        "Zones are computed and are not legal limits.",
    )


def _take_away(found: Tracked, scenario: Baseline) -> None:
    with st.container(horizontal=True):
        st.download_button("All tables (ZIP)", found.archive, "tracks.zip", "application/zip", on_click="ignore")
        brief = voyages.brief(found.summary, _by_zone(found, scenario))
        st.download_button("Brief", brief, "tracks.txt", "text/plain", on_click="ignore")


def _tables(found: Tracked) -> None:
    calls, gaps = found.tables["calls"], found.tables["gaps"]
    components.heading("Calls in this file")
    head = ("Ship", "Port", "From", "To", "Arrival seen", "Departure seen")
    st.html(voyages.table(head, map(_call, calls.head(MOST_ROWS).to_dict("records"))))
    components.heading("Silences in this file")
    head = ("Ship", "Silent from", "Heard again", "Hours", "km between", "km it could have gone")
    st.html(voyages.table(head, map(_gap, gaps.head(MOST_ROWS).to_dict("records"))))
    if max(len(calls), len(gaps)) > MOST_ROWS:
        components.note(f"The first {MOST_ROWS} of each; the archive has all.")


def _call(row: Mapping[Hashable, Any]) -> Sequence[str]:
    seen = (_yes(seen=bool(row[name])) for name in ("arrival_observed", "departure_observed"))
    return str(row["ship"]), str(row["name"]), _time(row["start"]), _time(row["end"]), *seen


def _gap(row: Mapping[Hashable, Any]) -> Sequence[str]:
    figures = (f"{row['hours']:,.1f}", f"{row['km']:,.0f}", f"{row['reach_km']:,.0f}")
    return str(row["ship"]), _time(row["start"]), _time(row["end"]), *figures


def _time(when: pd.Timestamp) -> str:
    return when.strftime("%Y-%m-%d %H:%M")


def _yes(*, seen: bool) -> str:
    return "yes" if seen else "not in this file"
