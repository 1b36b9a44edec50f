"""Tracks: ship positions of a reader's own files. What was seen, what was silent, and in whose waters, of the past alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import shapely
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.app import cache as shared
from explorer.app import components, heavy, naming, tongue
from explorer.app.panels import track_density
from explorer.app.tongue import say
from explorer.app.tracking import Tracked
from explorer.errors import TumenError
from explorer.messages import message
from explorer.render.web import html, tables, voyages
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
_INTRO = message(
    "Drop files of AIS positions: tables of NOAA, the Danish authority, Global Fishing Watch, "
    "MarineTraffic, Spire or any with ship, time, longitude and latitude; logs of AIS sentences; "
    "GPX. Nothing in them is kept, nothing is requested from the network. For larger files use tumen "
    "tracks."
)
_WORDS = {"claimed": message("Peter the Great Bay closed (Russia's claim)"), "coast": message("coasts only")}


def show() -> None:
    """Draw the page."""
    st.html(f'<h2 class="tm-head">{say("Ship positions from your own files")}</h2><p class="tm-sub">{say(_INTRO)}</p>')
    dropped = st.file_uploader(say("Files of positions"), accept_multiple_files=True, key="tracks_files", max_upload_size=MOST_MB)
    with st.expander(say("Columns and dates, where the names do not say")):
        columns = st.text_input(say("Columns"), key="tracks_columns", placeholder="id=ship,time=when,lon=x,lat=y")
        dates = st.selectbox(
            say("Dates such as 03/04/2023"),
            [message("as detected"), message("day first"), message("month first")],
            key="tracks_dates",
            format_func=say,
        )
    if not dropped:
        return
    order: Order = "dmy" if dates == "day first" else "mdy" if dates == "month first" else ""
    try:
        found = heavy.tracked(tuple((file.name, file.getvalue()) for file in dropped), columns.strip(), order)
    except TumenError as error:
        st.error(components.plain(tongue.told(error)))
        return
    _found(found, dropped)


def _found(found: Tracked, dropped: Sequence[UploadedFile]) -> None:
    _summary(found)
    scenario: Baseline = st.segmented_control(
        say("Baseline of the zones"), BASELINES, default=BASELINES[0], required=True, key="tracks_scenario",
        format_func=lambda name: say(_WORDS[name]),
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
    outside = (
        say("None of the hours are known.")
        if share is None
        else say("{share:.1%} of the hours lie outside the zone data.", share=share)
    )
    dropped = "; ".join(f"{tongue.told(reason)}: {tongue.number(count)}" for reason, count in told["dropped"].items()) or say(
        "none"
    )
    st.html(
        '<p class="tm-notice" role="status">'
        + say("<strong>In this file: {outside}</strong> Zones are known for 117–150 E, 30–56 N only.", outside=html.text(outside))
        + f"</p><p>{_counts(told)}</p>"
        + f'<p class="tm-sub">{say("Dropped: {dropped}.", dropped=html.text(dropped))}</p>'
    )


def _counts(found: Mapping[str, Any]) -> str:
    names = ("positions", "kept", "ships", "voyages", "calls", "gaps", "encounters", "loitering")
    return say(
        "In this file: {positions:,} positions, {kept:,} kept, of {ships:,} ships; {voyages:,} voyages, {calls:,} calls, "
        "{gaps:,} gaps, {encounters:,} encounters, {loitering:,} loitering events.",
        **{name: found[name] for name in names},
    )


Voyage = tuple[object, int]


def _chosen(table: pd.DataFrame) -> Voyage | None:
    """A ship's voyage, the longest first; None for all of them."""
    longest = table.sort_values("km", ascending=False).head(MOST_ROWS).to_dict("records")
    words = {(row["ship"], int(row["voyage"])): _voyage_words(row) for row in longest}
    keys: list[Voyage | None] = [None, *words]
    chosen: Voyage | None = st.selectbox(
        say("Voyage"), keys, key="tracks_voyage",
        format_func=lambda key: say("All in this file") if key is None else words[key],
    )  # fmt: skip
    return chosen


def _voyage_words(row: Mapping[Hashable, Any]) -> str:
    return say(
        "ship {ship}, voyage {voyage}: {start} to {end}, {km:,.0f} km",
        ship=row["ship"],
        voyage=row["voyage"],
        start=row["from_place"] or say("at sea"),
        end=row["to_place"] or say("at sea"),
        km=row["km"],
    )


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
        say(
            "In this file: solid as observed, dashed between positions more than an hour apart; a cross "
            "where a ship fell silent, a ring where it was heard again, and nothing drawn between."
        )
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
    st.html(voyages.bar(say("Observed in this file"), seen, tongue.language()))
    row = _of(found.tables["voyages"], chosen).iloc[0]
    ways = {name: way for name, way in shared.world().sea_legs.items() if isinstance(way, Route)}
    name = st.selectbox(
        say("Beside the schematic route of"),
        list(ways),
        index=list(ways).index(row["near_leg"]) if row["near_leg"] in ways else 0,
        key="tracks_leg",
        format_func=_leg,
    )
    if name:
        line = [(spot.lon, spot.lat) for leg in ways[name].legs for spot in leg.line]
        st.html(voyages.bar(say("Schematic, not observed"), _parts(line, scenario), tongue.language()))
    if row["near_leg"]:
        st.caption(
            say(
                "In this file, {near_leg_km:,.0f} km of this voyage lie near the schematic line of {near_leg}. "
                "That a ship was near a line says nothing about what it carried.",
                near_leg_km=row["near_leg_km"],
                near_leg=row["near_leg"],
            )
        )


def _parts(line: Sequence[tuple[float, float]], scenario: Baseline) -> list[Part]:
    stretches = shared.world().zones.profile(line, (1.0, 1.0), "sea", LegalScenario(scenario))
    return [Part(part.state, part.zone_kind, part.km) for part in stretches]


def _leg(name: str) -> str:
    """The title of a reported leg."""
    return next((naming.cards().card("leg", leg.id, leg).title for leg in shared.world().legs if leg.id == name), name)


def _by_zone(found: Tracked, scenario: Baseline) -> list[tuple[str, float, float, float]]:
    table = found.tables["zones"]
    sums = table[table["scenario"] == scenario].groupby(["state", "zone"])[["km", "hours", "gap_hours"]].sum()
    order = sums.sort_values("km", ascending=False)
    return [
        (voyages.words(Part(str(row[0][0]), str(row[0][1]), 0.0), tongue.language()), float(row[1]), float(row[2]), float(row[3]))
        for row in order.itertuples(name=None)
    ]


def _zones(found: Tracked, scenario: Baseline) -> None:
    components.heading(say("By zone, in this file"))
    cells = [
        (name, tongue.number(km), tongue.number(hours, 1), tongue.number(quiet, 1))
        for name, km, hours, quiet in _by_zone(found, scenario)
    ]
    _table((say("Zone"), say("km"), say("Hours"), say("Hours silent")), cells)
    components.note(
        say("A silence counts separately, in the zone where it began, and no line is drawn through it."),
        say("Zones are computed and are not legal limits."),
    )


def _take_away(found: Tracked, scenario: Baseline) -> None:
    with st.container(horizontal=True):
        st.download_button(say("All tables (ZIP)"), found.archive, "tracks.zip", "application/zip", on_click="ignore")
        brief = voyages.brief(found.summary, _by_zone(found, scenario), tongue.language())
        st.download_button(say("Brief"), brief, "tracks.txt", "text/plain", on_click="ignore")


def _tables(found: Tracked) -> None:
    calls, gaps = found.tables["calls"], found.tables["gaps"]
    components.heading(say("Calls in this file"))
    head = (say("Ship"), say("Port"), say("From"), say("To"), say("Arrival seen"), say("Departure seen"))
    _table(head, map(_call, calls.head(MOST_ROWS).to_dict("records")))
    components.heading(say("Silences in this file"))
    head = (say("Ship"), say("Silent from"), say("Heard again"), say("Hours"), say("km between"), say("km it could have gone"))
    _table(head, map(_gap, gaps.head(MOST_ROWS).to_dict("records")))
    if max(len(calls), len(gaps)) > MOST_ROWS:
        components.note(say("The first {most_rows} of each; the archive has all.", most_rows=MOST_ROWS))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    st.html(tables.table(head, ([*map(html.text, row)] for row in rows)))


def _call(row: Mapping[Hashable, Any]) -> Sequence[str]:
    seen = (_yes(seen=bool(row[name])) for name in ("arrival_observed", "departure_observed"))
    return str(row["ship"]), str(row["name"]), _time(row["start"]), _time(row["end"]), *seen


def _gap(row: Mapping[Hashable, Any]) -> Sequence[str]:
    figures = (tongue.number(row["hours"], 1), tongue.number(row["km"]), tongue.number(row["reach_km"]))
    return str(row["ship"]), _time(row["start"]), _time(row["end"]), *figures


def _time(when: pd.Timestamp) -> str:
    return when.strftime("%Y-%m-%d %H:%M")


def _yes(*, seen: bool) -> str:
    return say("yes") if seen else say("not in this file")
