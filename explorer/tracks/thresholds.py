"""Every threshold of the definitions, in one value; what each means stands in ``docs/TRACKS.md``."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from explorer.errors import OptionError


def _said(value: float, words: str) -> Any:
    """A threshold with its default and what it means."""
    return field(default=value, metadata={"help": words})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decides whether something is a call, a gap, a meeting or a fault. Kilometres, hours and knots."""

    max_knots: float = _said(50.0, "Two positions that need more than this cannot both be of one ship.")
    jump_km: float = _said(0.3, "So far apart two positions may be at any speed: receivers and clocks are not exact.")
    break_positions: int = _said(
        20, "So many positions in a row that nothing else reaches are a track of their own and no fault."
    )
    land_km: float = _said(
        5.0, "Positions farther than this from mapped sea, river and lake are dropped, inside the region of the zones."
    )
    gap_hours: float = _said(6.0, "A longer silence is a gap.")
    interpolated_hours: float = _said(
        1.0, "A longer step that is not a gap is shown dashed: the course between was not observed."
    )
    port_entry_km: float = _said(3.0, "A ship this near a port has entered it.")
    port_exit_km: float = _said(4.0, "A ship this far from every port has left.")
    stop_knots: float = _said(0.2, "A ship slower than this has stopped.")
    port_gap_hours: float = _said(4.0, "A silence as long as this in a port counts as a stop.")
    meeting_km: float = _said(
        0.5, "Two ships nearer than this have met, if they stayed that near long enough, slowly and far from ports."
    )
    meeting_hours: float = _said(2.0, "A meeting lasts at least this long.")
    meeting_knots: float = _said(2.0, "Ships that meet are slower than this.")
    meeting_port_km: float = _said(10.0, "Ships nearer than this to a port do not meet but lie in it.")
    loitering_knots: float = _said(2.0, "A ship slower than this loiters, if it does so long enough and far from the coast.")
    loitering_hours: float = _said(1.0, "Loitering lasts at least this long.")
    loitering_shore_km: float = _said(37.04, "Loitering is at least this far from the coast.")
    leg_km: float = _said(20.0, "Kilometres nearer than this to the schematic line of a reported leg are near it.")

    def __post_init__(self) -> None:
        for row in fields(self):
            value = getattr(self, row.name)
            if not 0 < value < 1e6:
                raise OptionError(f"{row.name.replace('_', '-')} is {value:g}. Give a number above 0.")
        if self.port_exit_km < self.port_entry_km:
            raise OptionError("port-exit-km is less than port-entry-km. A ship leaves a port farther out than it enters it.")
