"""Which column of a table holds the ship, the time and the position: the layouts in use, and a mapping by the user."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from explorer.errors import TracksError, quoted
from explorer.ledger.nearest import hint

Role = Literal["id", "time", "lon", "lat", "speed"]
Order = Literal["dmy", "mdy", ""]

NAMES: Mapping[Role, tuple[str, ...]] = {
    "id": (
        *("mmsi", "ssvid", "vesselid", "usermmsi", "mmsinumber", "shipmmsi", "shipid", "vesselmmsi", "sourcemmsi", "imo"),
        *("trackid", "trajid", "trajectoryid", "track", "tripid", "trip", "id", "ship", "vessel", "vesselname", "shipname"),
        *("name", "callsign", "ммси", "номерммси", "선박mmsi", "선박번호", "船舶mmsi", "船舶番号", "судно", "названиесудна"),
        *("선명", "선박명", "船名"),
    ),
    "time": (
        *("basedatetime", "timestamp", "timestamputc", "datetime", "dtposutc", "positiontimestamp", "postimestamp", "time"),
        *("timeutc", "datetimeutc", "dateutc", "basedatetimeutc", "positiontime", "receivedtime", "messagetime", "msgtime"),
        *("tstamp", "dt", "t", "eventtime", "recordedat", "updatedat", "createdat", "ts", "date", "epoch", "unixtime"),
        *(
            "датавремя",
            "датаивремя",
            "время",
            "일시",
            "시각",
            "수신일시",
            "시간",
            "日期时间",
            "时间",
            "定位时间",
            "日時",
            "時刻",
            "時間",
        ),
    ),
    "lon": (
        *("lon", "longitude", "long", "lng", "poslon", "positionlongitude", "londd", "londeg", "londecimal", "x"),
        *("долгота", "경도", "经度", "経度", "經度"),
    ),
    "lat": (
        *("lat", "latitude", "poslat", "positionlatitude", "latdd", "latdeg", "latdecimal", "y"),
        *("широта", "위도", "纬度", "緯度"),
    ),
    "speed": (
        *("sog", "speed", "speedoverground", "speedknots", "sogknots", "speedkn"),
        *("скорость", "속력", "속도", "航速", "对地航速", "速度", "速力", "対地速力"),
    ),
}
"""Names of columns without case, blanks and marks, the likeliest first."""

DAYS = ("date", "day", "dateutc", "дата", "날짜", "일자", "日期", "日付", "年月日", "datum")
"""Names of columns that may hold the day where another one holds the time of day."""
_MMSI = re.compile("mmsi|ssvid|ммси")
_NAMELESS = frozenset({"distancefromshore", "distancefromport", "isfishing"})
"""With these columns a table is one of Global Fishing Watch's for training: its ids are made up."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table that count. ``mmsi`` says whether ids are held against the numbers that ships may have.

    ``day`` is the column of the day where the one of the time may hold the time of day alone.
    """

    name: str
    id: str
    time: str
    lon: str
    lat: str
    speed: str = ""
    mmsi: bool = True
    order: Order = ""
    day: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to read, each once."""
        return tuple(dict.fromkeys(name for name in (self.id, self.day, self.time, self.lon, self.lat, self.speed) if name))


def bare(name: str) -> str:
    """A column's name without case, blanks and marks.

    >>> bare("# Timestamp"), bare("Base_Date_Time")
    ('timestamp', 'basedatetime')
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def layout_of(columns: Sequence[str], chosen: Mapping[Role, str] | None = None) -> Layout:
    """Find the columns of a table, those that the user names first.

    Raises
    ------
    TracksError
        A column is missing, or one was named that is not there.
    """
    chosen = dict(chosen or {})
    day = next((name for name in columns if bare(name) in DAYS), "")
    if "time" in chosen:
        day, chosen["time"] = _day_and_time(columns, chosen["time"])
    found: dict[Role, str] = {}
    for role in NAMES:
        name = _named(columns, role, chosen[role]) if role in chosen else _known(columns, role)
        if name is None and role != "speed":
            raise TracksError(_missing(columns, role))
        found[role] = name or ""
    plain = {bare(name) for name in columns}
    anonymous = len(plain & _NAMELESS) >= 2 and "ssvid" not in plain
    mmsi = bool(_MMSI.search(bare(found["id"]))) and not anonymous
    return Layout(
        _title(columns, plain, chosen=bool(chosen)), found["id"], found["time"], found["lon"], found["lat"], found["speed"], mmsi,
        "dmy" if _danish(columns) else "", "" if day == found["time"] else day,
    )  # fmt: skip


def _day_and_time(columns: Sequence[str], asked: str) -> tuple[str, str]:
    """The columns of a time that is given as ``day+time``; no day where one column holds both."""
    day, plus, time = asked.partition("+")
    return (_named(columns, "time", day.strip()), time.strip()) if plus and asked not in columns else ("", asked)


def _title(columns: Sequence[str], plain: set[str], *, chosen: bool) -> str:
    if chosen:
        return "columns as given"
    if "basedatetime" in plain:
        return "NOAA (MarineCadastre)"
    if _danish(columns):
        return "Danish Maritime Authority"
    if plain & _NAMELESS or "ssvid" in plain:
        return "Global Fishing Watch"
    if {"mmsi", "speed", "course", "timestamp"} <= plain and "status" in plain:
        return "MarineTraffic-like"
    if plain & {"collectiontype", "msgtype", "dtposutc", "createdat", "positiontimestamp"}:
        return "Spire"
    return "table"


def _danish(columns: Sequence[str]) -> bool:
    return any(name.strip().startswith("# Timestamp") for name in columns)


def _known(columns: Sequence[str], role: Role) -> str | None:
    plain = {bare(name): name for name in reversed(columns)}
    return next((plain[name] for name in NAMES[role] if name in plain), None)


def _named(columns: Sequence[str], role: Role, name: str) -> str:
    exact = [column for column in columns if column == name] or [c for c in columns if bare(c) == bare(name)]
    if not exact:
        near = hint(name, columns, " Nearest: {}.")
        raise TracksError(f"there is no column {quoted(name)} for {role}; the table has {_listed(columns)}.{near}")
    return exact[0]


_WORDS: Mapping[Role, str] = {
    "id": "ship (MMSI or another id)", "time": "time", "lon": "longitude", "lat": "latitude", "speed": "speed",
}  # fmt: skip


def _missing(columns: Sequence[str], role: Role) -> str:
    return (
        f"no column for the {_WORDS[role]} among {_listed(columns)}. "
        "Say which they are: --columns id=…,time=…,lon=…,lat=… (speed=… as well, if there is one)."
    )


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(quoted(name, 30) for name in columns[:12])
    return f"{shown} and {len(columns) - 12} more" if len(columns) > 12 else shown or "none"


def read_mapping(text: str) -> dict[Role, str]:
    """A mapping as the command line takes it, ``id=…,time=…,lon=…,lat=…``.

    Raises
    ------
    TracksError
        A role that is none, or a part without a column.

    >>> read_mapping("id=ship no, time=when")
    {'id': 'ship no', 'time': 'when'}
    """
    found: dict[Role, str] = {}
    for part in text.split(","):
        word, _, column = (piece.strip() for piece in part.partition("="))
        role = next((known for known in NAMES if known == word), None)
        if role is None or not column:
            raise TracksError(f"--columns {quoted(part.strip())} cannot be read. Write id=…,time=…,lon=…,lat=…,speed=….")
        found[role] = column
    return found
