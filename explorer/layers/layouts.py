"""Tables whose layout is published: what their columns mean that the columns themselves do not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from explorer.layers.columns import Source
from explorer.layers.layer import WGS84, Finding


@dataclass(frozen=True)
class Layout:
    """What a published layout says: its system, whether times are in UTC, where the position is, what means "not available"."""

    name: str = ""
    crs: str | None = None
    utc: bool = False
    order: str = ""
    position: tuple[int, int] | None = None
    absent: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def sources(self, table: pa.Table) -> list[Source]:
        """The columns of the position where the layout names them by place."""
        if self.position is None:
            return []
        names = table.column_names
        return [Source("two", names[self.position[0]], names[self.position[1]])]

    def notes(self, table: pa.Table) -> Iterator[Finding]:
        """That the layout was recognised, and how many cells mean "not available"."""
        if not self.name:
            return
        yield Finding(f"this is the layout of {self.name}{', whose times are in UTC' if self.utc else ''}")
        by_word = {_word(name): name for name in table.column_names}
        for word, values in self.absent:
            if word in by_word:
                column = pc.cast(table.column(by_word[word]), pa.string())
                count = pc.sum(pc.is_in(column, pa.array(values))).as_py() or 0
                if count:
                    yield Finding(f'{count:,} values in {by_word[word]} mean "not available" ({values[0]})')


_AIS_ABSENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("heading", ("511", "511.0")), ("trueheading", ("511", "511.0")), ("cog", ("360", "360.0")), ("sog", ("102.3", "1023")),
    ("imo", ("IMO0000000", "0", "Unknown")), ("callsign", ("Unknown",)),
)  # fmt: skip
AIS = Layout("AIS reports", WGS84, utc=True, absent=_AIS_ABSENT)
DANISH = Layout("AIS reports of the Danish authority, day before month", WGS84, utc=True, order="dmy", absent=_AIS_ABSENT)
GNIS = Layout("the gazetteer of US names (NAD83)", "EPSG:4269")
GDELT = Layout("GDELT 2.0 events; the position is that of the action", WGS84, position=(56, 57))


def _word(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def layout_of(table: pa.Table, *, unnamed: bool) -> Layout:
    """The published layout that a table has, by its columns."""
    words = {_word(name) for name in table.column_names}
    if unnamed:
        return GDELT if table.num_columns == 61 and _days(table.column(1)) else Layout()
    if {"mmsi", "timestamp", "typeofmobile"} <= words:
        return DANISH
    if "mmsi" in words and words & {
        "basedatetime",
        "timestamp",
        "datetime",
        "time",
        "dtposutc",
        "timestamputc",
        "date",
        "msgtime",
    }:
        return AIS
    if {"primarylatdms", "primlongdms"} <= words or {"primlatdms", "primlongdms"} <= words:
        return GNIS
    return Layout()


def _days(column: pa.ChunkedArray) -> bool:
    """Whether every cell is a day written as eight digits."""
    return bool(pc.all(pc.match_substring_regex(pc.cast(column, pa.string()), r"^(?:19|20)\d{6}$")).as_py())
