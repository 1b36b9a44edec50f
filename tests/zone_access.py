"""What tests ask of a profile of the zones: how long the stretches are on which a third State may act freely."""

from __future__ import annotations

from explorer.zones.jurisdiction import FREE_CASES, Profile, case_of
from explorer.zones.law import LegalScenario


def free_km(profile: Profile, scenario: LegalScenario) -> float:
    """Kilometres of a profile under the cases that need nobody's consent."""
    return sum((part.km for part in profile if case_of(part.zone_kind, part.state, scenario) in FREE_CASES), 0.0)
