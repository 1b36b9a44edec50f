"""What the grid of scenarios comes to, in words that hold for every cell of it."""

from __future__ import annotations

from explorer.comparison.contrast import Judged
from explorer.exposure.hazard import PRACTICAL, Measure, MeasureName
from explorer.exposure.likelihood import percent
from explorer.messages import say
from explorer.views.view import Language

TITLES: dict[MeasureName, str] = {
    "observable": "Being seen",
    "interdictable": "Being stopped by somebody who lawfully may",
}
_NO_CELL: dict[MeasureName, str] = {
    "observable": "Nothing to be seen in any cell of {count}",
    "interdictable": "No third State may act in any cell of {count}",
}
_HERE: dict[MeasureName, str] = {
    "observable": "neither route has anything that could be seen",
    "interdictable": "in this scenario no third State has access to either route",
}


def headline(found: Judged, language: Language = "en") -> str:
    """The verdict over the whole grid: how many cells name a mode, and which."""
    counts, total = found.heat.counts, found.heat.total
    sea, rail = counts.get("sea", 0), counts.get("rail", 0)
    if counts.get("undefined", 0) == total:
        return say(language, _NO_CELL[found.name], count=total)
    if sea == total:
        return say(language, "Sea is the more exposed in every cell of {count}", count=total)
    if rail == total:
        return say(language, "Rail is the more exposed in every cell of {count}", count=total)
    if sea and not rail:
        return say(language, "Sea is the more exposed in {sea} of {count} cells", sea=sea, count=total)
    if rail and not sea:
        return say(language, "Rail is the more exposed in {rail} of {count} cells", rail=rail, count=total)
    if sea or rail:
        phrase = "{deciding} of {count} cells decide: sea {sea}, rail {rail}"
        return say(language, phrase, deciding=sea + rail, count=total, sea=sea, rail=rail)
    if counts.get("depends", 0):
        return say(language, "No cell of {count} decides", count=total)
    return say(language, "No practical difference in any cell of {count}", count=total)


def here(found: Judged, language: Language = "en") -> str:
    """What holds under the scenario that was asked for, in one line."""
    measure = found.measure
    if measure.rail is None or measure.sea is None:
        return say(language, _HERE[found.name])
    if nil_together(measure):
        return say(language, "both below 1 in {number}", number=f"{1 / PRACTICAL:,.0f}")
    share = percent(measure.share_sea_above_rail or 0.0)
    told = {"all": "100 %", "none": "0 %"}.get(share, share)
    return say(language, "sea above rail in {share} of the draws", share=told)


def nil_together(measure: Measure) -> bool:
    """Whether both chances stay so low that an interval would be a mark at 0."""
    return measure.rail is not None and measure.sea is not None and max(measure.rail.p95, measure.sea.p95) < PRACTICAL
