"""Every threshold of the definitions, in one value; what each means stands in ``docs/TRACKS.md``."""

from __future__ import annotations

from dataclasses import dataclass, fields

from explorer.errors import OptionError


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decides whether something is a call, a gap, a meeting or a fault. Kilometres, hours and knots."""

    max_knots: float = 50.0
    """Two positions that need more than this cannot both be of one ship."""
    jump_km: float = 0.3
    """So far apart two positions may be at any speed: receivers and clocks are not exact."""
    break_positions: int = 20
    """So many positions in a row that nothing else reaches are a track of their own and no fault."""
    land_km: float = 5.0
    """Positions farther than this from mapped sea, river and lake are dropped, inside the region of the zones."""
    gap_hours: float = 6.0
    """A longer silence is a gap."""
    interpolated_hours: float = 1.0
    """A longer step that is no gap is shown dashed: the way between was not observed."""
    port_entry_km: float = 3.0
    """A ship this near a port has entered it."""
    port_exit_km: float = 4.0
    """A ship this far from every port has left."""
    stop_knots: float = 0.2
    """A ship slower than this has stopped."""
    port_gap_hours: float = 4.0
    """A silence as long as this in a port counts as a stop."""
    meeting_km: float = 0.5
    meeting_hours: float = 2.0
    meeting_knots: float = 2.0
    meeting_port_km: float = 10.0
    """Two ships nearer than this, for so long, slower than this and so far from every port, have met."""
    loitering_knots: float = 2.0
    loitering_hours: float = 1.0
    loitering_shore_km: float = 37.04
    """A ship slower than this for so long, so far from the coast, loiters."""
    leg_km: float = 20.0
    """Kilometres nearer than this to the schematic line of a reported leg are near it."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value < 1e6:
                raise OptionError(f"{field.name.replace('_', '-')} is {value:g}. Give a number above 0.")
        if self.port_exit_km < self.port_entry_km:
            raise OptionError("port-exit-km is less than port-entry-km. A ship leaves a port farther out than it enters it.")
