"""The commands ``tumen route`` and ``tumen routes``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from explorer import aside
from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, say
from explorer.errors import PairsError, QuestionError, quoted
from explorer.render.files import route_text
from explorer.render.files.route_text import Row
from explorer.routing.places import End, Mode
from explorer.routing.planner import RouteQuestion
from explorer.routing.planner import route as find_route
from explorer.routing.route import Conditions, Route, Unreachable
from explorer.views.view import RouteQuery

_FILE = click.Path(path_type=Path)
_MOST_BYTES = 100_000_000
"""Of a table of pairs; a million rows are less."""
_MODES = click.Choice(["sea", "rail", "any"])


class _FromTo(click.Command):
    """Takes ``-122.4,37.8`` for a position and not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f" {word}" if re.match(r"-\d", word) else word for word in args])


@click.command(cls=_FromTo)
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--mode", type=_MODES, default="any", show_default=True)
@click.option("--gauge", type=click.Choice(["1520", "1435"]), help="Stay on this gauge, in millimetres.")
@click.option("--avoid", multiple=True, metavar="ISO3", help="A country that rail may not cross; may be repeated.")
@click.option("--close", "closed", multiple=True, metavar="ID", help="A structure or passage that is closed; may be repeated.")
@click.option(
    "--via", multiple=True, metavar="ID", help="A strait or canal that the sea leg goes through; may be repeated, in order."
)
@click.option(
    "--transit",
    is_flag=True,
    help="Allow transit through third countries: rail uses their track as freely as that of the States concerned.",
)
@click.option("--loading", default="", metavar="PORT", help="Port where a sea leg begins.")
@click.option("--discharge", default="", metavar="PORT", help="Port where a sea leg ends.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of travel; lines that opened later are not used.")
@click.option("--format", "form", type=click.Choice(["text", "json", "geojson"]), default="text", show_default=True)
@click.pass_obj
def route(
    seeds: Path | None,
    origin: str,
    destination: str,
    mode: Mode,
    gauge: str | None,
    avoid: tuple[str, ...],
    closed: tuple[str, ...],
    via: tuple[str, ...],
    transit: bool,
    loading: str,
    discharge: str,
    on: datetime | None,
    form: str,
) -> None:
    """Find the route between two places, schematic; routes are not observed.

    FROM and TO are a site, port, station or town by id, name or alias, or LON,LAT. With --mode any: the shorter of the two
    routes that the page Rail and sea shows. Rail keeps to the track of the States concerned where that joins the places.
    Exit 3: there is no route.
    """
    ends = {"origin": origin, "destination": destination, "loading": loading, "discharge": discharge}
    query = RouteQuery(
        **ends, gauge_mm=gauge_of(gauge), avoid=countries_of(avoid), closed=frozenset(closed), on=on.date() if on else None,
        transit="on" if transit else "off", via=via,
    )  # fmt: skip
    world = known_world(seeds)
    try:
        found = world.route(query, mode)
    except QuestionError as error:
        raise click.UsageError(str(error)) from error
    others = world.other_ways(query, found)
    if form == "text":
        say(route_text.as_text(found, others))
    elif form == "geojson" and isinstance(found, Route):
        print_json(route_text.as_geojson(found, others), indent=None)
    else:
        print_json(route_text.as_json(found, others))
    if isinstance(found, Unreachable):
        sys.exit(3)


def gauge_of(gauge: str | None) -> Literal[1520, 1435] | None:
    """The gauge of an option, in millimetres."""
    return None if gauge is None else 1520 if gauge == "1520" else 1435


def countries_of(codes: tuple[str, ...]) -> frozenset[str]:
    """Countries of an option by their codes.

    Raises
    ------
    click.UsageError
        One of them is no code.
    """
    bad = [code for code in codes if not (len(code) == 3 and code.isalpha())]
    if bad:
        raise click.UsageError(f"{quoted(bad[0])} is not a valid country code. Use ISO 3166 alpha-3, such as CHN.")
    return frozenset(code.upper() for code in codes)


@click.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PAIRS.csv")
@click.option("--mode", type=_MODES, default="sea", show_default=True)
@click.option(
    "--encoding",
    type=click.Choice(route_text.ENCODINGS),
    default="utf-8",
    help="Encoding of PAIRS.csv, where it is neither UTF-8 nor UTF-16.",
)
@click.option("-o", "output", type=_FILE, required=True, metavar="OUT.csv", help="The table to write.")
@click.option("--force", is_flag=True, help="Replace a table that exists.")
@click.pass_obj
def routes(seeds: Path | None, pairs: Path, mode: Mode, encoding: str, output: Path, force: bool) -> None:
    """Find many routes at once, from a table of pairs.

    The table has the columns from,to or from_lon,from_lat,to_lon,to_lat, separated by commas, semicolons or tabs, with decimal
    points or commas; OUT.csv is the same table with distances, hours and geometry added.
    """
    aside.check_place(output, force=force)
    try:
        table = route_text.read_pairs(_content(pairs), encoding)
    except PairsError as error:
        raise click.UsageError(f"{pairs}: {error}") from error
    world = known_world(seeds)
    network, reported, resolve = world.network, world.reported_ports, world.places.end
    failed = 0

    def find(origin: End, destination: End) -> Route | Unreachable:
        return find_route(network, reported, RouteQuestion(origin, destination, Conditions()), mode)

    def answers(rows: Iterable[tuple[int, Row]]) -> Iterator[Row]:
        nonlocal failed
        for number, row in rows:
            why = table.faults.get(number)
            told = route_text.failed_row(row, why) if why else route_text.pair_row(row, mode, resolve, find)
            failed += told["status"] != "ok"
            yield told

    asked = click.progressbar(enumerate(table.rows), len(table.rows), "Routes", file=sys.stderr)
    with aside.written(output, force=force) as file, asked as bar:
        file.writelines(route_text.answered(table, answers(bar)))
    count = len(table.rows)
    say(f"{count - failed} of {count} routes found; see the columns status and reason in {output}.", err=True)


def _content(pairs: Path) -> bytes:
    """The bytes of a table, from a file or a pipe.

    Raises
    ------
    PairsError
        It cannot be read, or has no end that is worth waiting for.
    """
    try:
        with pairs.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise PairsError(f"the file cannot be read ({aside.reason(error)}). Make it readable, or name another.") from error
    if len(content) > _MOST_BYTES:
        raise PairsError(f"the table has more than {_MOST_BYTES // 1_000_000} MB. Split it into several.")
    return content
