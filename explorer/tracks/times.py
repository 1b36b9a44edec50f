"""Columns of times in the forms that exports have, to milliseconds since 1970 UTC. A time without a zone is taken as UTC."""

from __future__ import annotations

import re
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from explorer.errors import TracksError, quoted
from explorer.logs import days, zones
from explorer.logs.epochs import LEAST, MS_PER
from explorer.tracks.layouts import Order

Ints = NDArray[np.int64]
MISSING = np.iinfo(np.int64).min

_NUMBER = re.compile(r"\d{9,19}(\.\d*)?(e\+?\d+)?", re.IGNORECASE)
_COMPACT = re.compile(r"(19|20)\d{6}[T ]?\d{4,6}Z?")
_SLASHED = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})[/.\-](\d{4})")
CONTRADICTING = "some dates have the day first and others the month. Write all of them in one way, such as 2023-04-03."
LOOKED_AT = 2000
"""So many times of a column are looked at to find its form."""
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT)?\s*")
"""A time of day, which is no time without its day."""
_ZONE = re.compile(r"\s+([A-Za-zА-Яа-я]{3,4})$")
"""The name of a zone behind a time."""


def order_of(texts: list[str]) -> Order | Literal["both"] | None:
    """Which comes first in dates such as 11/06/2010, or ``both``; "" for other forms, None where nothing tells."""
    found = [(int(hit[1]), hit[2], int(hit[3])) for text in texts[:LOOKED_AT] if (hit := _SLASHED.match(text))]
    return (days.order_of(found) or None) if found else ""


def milliseconds(column: pa.ChunkedArray, order: Order = "") -> Ints:
    """Times as numbers; :data:`MISSING` where there is none that can be read.

    Parameters
    ----------
    column
        Text, time stamps, dates, or numbers of seconds or milliseconds since 1970.
    order
        Whether days or months come first where dates have slashes.

    Raises
    ------
    TracksError
        Dates of the column can be read in two ways and ``order`` does not say which.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return milliseconds(pc.cast(column, kind.value_type), order)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        stamps = pc.cast(column, pa.timestamp("ms", "UTC" if getattr(kind, "tz", None) else None), safe=False)
        return _filled(pc.cast(stamps, pa.int64()))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _from_numbers(column.to_numpy().astype(np.float64))
    return _from_text(pc.utf8_trim_whitespace(pc.cast(column, pa.string())), order)


def parsed(texts: list[str]) -> Ints:
    """Times of ISO 8601 as numbers."""
    return _iso(pa.chunked_array([pa.array([text or None for text in texts], type=pa.string())]))


def is_clock(column: pa.ChunkedArray) -> bool:
    """Whether a column holds times of day without a day."""
    some = column.drop_null().slice(0, LOOKED_AT).to_pylist()
    return bool(some) and all(_CLOCK.fullmatch(text) for text in some)


def _filled(stamps: pa.ChunkedArray) -> Ints:
    return np.asarray(pc.fill_null(stamps, MISSING).to_numpy(), dtype=np.int64)


def _from_numbers(values: NDArray[np.float64]) -> Ints:
    """Seconds, milliseconds, micro- or nanoseconds since 1970, told by their size; smaller numbers are no times."""
    size = np.abs(values)
    with np.errstate(invalid="ignore"):
        factor = np.select(
            [size < LEAST, *(size < bound for bound, _ in MS_PER)], [np.nan, *(each for _, each in MS_PER)], np.nan
        )
        told = np.rint(values * factor)
    return np.where(np.isnan(told), float(MISSING), told).astype(np.int64)


def _from_text(column: pa.ChunkedArray, order: Order) -> Ints:
    some = [str(text) for text in column.drop_null().slice(0, LOOKED_AT).to_pylist() if text]
    if some and all(_NUMBER.fullmatch(text) and not _COMPACT.fullmatch(text) for text in some[:50]):
        return _from_numbers(pd.to_numeric(pd.Series(column.to_numpy()), errors="coerce").to_numpy(dtype=np.float64))
    found = order_of(some)
    if found == "" or not some:
        return _iso(column)
    if found == "both" and not order:
        raise TracksError(CONTRADICTING)
    if not (order or found):
        raise TracksError(
            f"dates such as {quoted(some[0])} can be read in two ways. Say --dates dmy (day first) or --dates mdy (month first)."
        )
    return _slashed(column, str(order or found))


def _iso(column: pa.ChunkedArray) -> Ints:
    try:
        return _filled(pc.cast(pc.cast(column, pa.timestamp("ms")), pa.int64()))
    except pa.ArrowInvalid:
        return _in_numbers(pd.Series(column.to_numpy(zero_copy_only=False), dtype=object))


def _slashed(column: pa.ChunkedArray, order: str) -> Ints:
    """Dates with slashes, dots or dashes, by arrow where every one has the same form, else piece by piece."""
    first = next(str(text) for text in column.drop_null().to_pylist() if text)
    mark = first.strip().lstrip("0123456789")[:1]
    day = f"%d{mark}%m{mark}%Y" if order == "dmy" else f"%m{mark}%d{mark}%Y"
    for clock in (" %H:%M:%S", " %H:%M"):
        stamps = pc.strptime(column, format=day + clock, unit="ms", error_is_null=True)
        if stamps.null_count == column.null_count:
            return _filled(pc.cast(stamps, pa.int64()))
    texts = pd.Series(column.to_numpy(zero_copy_only=False), dtype=object)
    swap = r"\3-\2-\1" if order == "dmy" else r"\3-\1-\2"
    return _in_numbers(texts.str.replace(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", swap, regex=True))


def _in_numbers(texts: pd.Series[str]) -> Ints:
    """One time after the other; names of zones at the end are zones as well as Z is."""
    zoned = texts.str.replace(r"\s*(?:UTC|GMT)$", "Z", regex=True)
    zoned = zoned.str.replace(_ZONE, lambda hit: zones.written(hit[1]) or hit[0], regex=True)
    zoned = zoned.mask(zoned.str.fullmatch(_CLOCK.pattern).fillna(False).astype(bool))  # else it would be one of today
    times = pd.to_datetime(zoned, utc=True, errors="coerce", format="ISO8601")
    left = times.isna() & zoned.notna()
    if left.any():
        times[left] = pd.to_datetime(zoned[left], utc=True, errors="coerce", format="mixed")
    values = times.astype("datetime64[ms, UTC]").astype("int64").to_numpy()
    return np.where(times.isna().to_numpy(), MISSING, values).astype(np.int64)
