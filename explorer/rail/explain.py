"""Why there is no way by rail, in words: found by asking again with one condition less at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from explorer.geo import LonLat, spoken

COUNTRIES = {
    "CHN": "China",
    "JPN": "Japan",
    "KOR": "the Republic of Korea",
    "MNG": "Mongolia",
    "PRK": "the DPRK",
    "RUS": "Russia",
}


@dataclass(frozen=True)
class RailConditions:
    """What a question asks of the way."""

    gauge_mm: Literal[1520, 1435, 1067] | None = None
    avoid: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    on: date | None = None

    def singly(self) -> tuple[RailConditions, ...]:
        """Each condition alone: closures first, then the day, then countries, then the gauge."""
        return (
            *(RailConditions(closed=(name,)) for name in self.closed),
            *([RailConditions(on=self.on)] if self.on else []),
            *(RailConditions(avoid=(country,)) for country in self.avoid),
            *([RailConditions(gauge_mm=self.gauge_mm)] if self.gauge_mm else []),
        )

    def plus(self, other: RailConditions) -> RailConditions:
        """Both together."""
        return RailConditions(
            self.gauge_mm or other.gauge_mm, (*self.avoid, *other.avoid), (*self.closed, *other.closed), self.on or other.on
        )


@dataclass(frozen=True)
class Ends:
    """Where a way would begin and end."""

    origin: str
    """Name of the place, or its position."""
    destination: str
    from_country: str
    to_country: str


def country(iso3: str) -> str:
    """Name of a country as used inside a sentence."""
    return COUNTRIES.get(iso3, iso3)


def too_far(position: LonLat, off_km: float, limit_km: float, asked: RailConditions) -> str:
    """No track near a position."""
    kind = f"{asked.gauge_mm} mm track" if asked.gauge_mm else "railway"
    outside = f" outside {_listed([country(iso3) for iso3 in asked.avoid])}" if asked.avoid else ""
    near = f"; the nearest is {off_km:,.0f} km away" if off_km < 20_000 else ""
    return f"The network has no {kind}{outside} within {limit_km:g} km of {spoken(position)}{near}."


def culprits(asked: RailConditions, reaches: Callable[[RailConditions], bool]) -> tuple[list[RailConditions], RailConditions]:
    """The conditions that stand in the way, and those that may stay.

    A condition whose removal alone opens a way is named alone, the first of them; otherwise as few as needed, found by adding one
    condition after another, the last first, and leaving out those that close the way.
    """
    singles = asked.singly()
    for single in singles:
        others = _joined([other for other in singles if other is not single])
        if reaches(others):
            return [single], others
    kept, blamed = RailConditions(), []
    for single in reversed(singles):
        if reaches(kept.plus(single)):
            kept = kept.plus(single)
        else:
            blamed.append(single)
    return blamed[::-1], kept


def _joined(parts: Sequence[RailConditions]) -> RailConditions:
    whole = RailConditions()
    for part in parts:
        whole = whole.plus(part)
    return whole


def explain(
    asked: RailConditions,
    ends: Ends,
    reaches: Callable[[RailConditions], bool],
    names: Mapping[str, str],
    details: tuple[Callable[[], list[str]], Callable[[], list[str]]],
) -> str:
    """One sentence on why there is no way.

    Parameters
    ----------
    reaches
        Whether there is a way under other conditions.
    names
        Names of structures by their ids.
    details
        What on the way was not open yet on the day, and where the way without a fixed gauge changes it; each is asked for only
        when the day or the gauge stands in the way.
    """
    late, breaks = details
    if not reaches(RailConditions()):
        return f"No track joins {ends.origin} and {ends.destination}: their railways are not connected."
    blamed, kept = culprits(asked, reaches)
    closed = [name for part in blamed for name in part.closed]
    avoided = [iso3 for part in blamed for iso3 in part.avoid]
    if closed:
        shut = _listed([_the(names.get(name, name)) for name in closed])
        verb = "is" if len(closed) == 1 else "are"
        return _sentence(f"{shut} {verb} closed and no other {_kind(replace(kept, gauge_mm=asked.gauge_mm))} {where(ends)}")
    if any(part.on for part in blamed) and asked.on:
        missing = _listed(late()) or "a line on the route was not open yet"
        other = _kind(replace(kept, gauge_mm=asked.gauge_mm, avoid=asked.avoid))
        return _sentence(f"on {_day(asked.on)} {missing}, and no other {other} {where(ends)}")
    if avoided:
        passed = _listed([country(iso3) for iso3 in avoided])
        way = _kind(replace(kept, gauge_mm=asked.gauge_mm), "way")
        return _sentence(f"every {way} from {ends.origin} to {ends.destination} passes through {passed}")
    spots = breaks()
    at = f"; the gauge changes at {_listed(spots)}" if spots else ""
    return _sentence(f"no {_kind(asked)} leads all the way from {ends.origin} to {ends.destination}{at}")


def _kind(conditions: RailConditions, noun: str = "line") -> str:
    gauge = f"{conditions.gauge_mm} mm " if conditions.gauge_mm else ""
    outside = f" outside {_listed([country(iso3) for iso3 in conditions.avoid])}" if conditions.avoid else ""
    return f"{gauge}{noun}{outside}"


def where(ends: Ends) -> str:
    """What a line that joins the two places does, for the end of a sentence."""
    if ends.from_country != ends.to_country:
        return f"crosses from {country(ends.from_country)} to {country(ends.to_country)}"
    return f"joins {ends.origin} and {ends.destination}"


def _the(name: str) -> str:
    takes = ("bridge", "yard", "tunnel", "branch", "line")
    return f"the {name}" if name.lower().endswith(takes) and not name.lower().startswith("the ") else name


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
