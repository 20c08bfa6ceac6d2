"""What the codes of emergency events are called on the screen."""

from __future__ import annotations

from enum import StrEnum

from geodata.errors import N_
from geodata.model.emergencies import AddressState, EmergencyKind, EmergencyState, Need, ReportKind

EMERGENCY_LABELS: dict[type[StrEnum], dict[str, str]] = {
    EmergencyKind: {
        EmergencyKind.MARCH: N_("March or gathering"),
        EmergencyKind.STORM: N_("Storm"),
        EmergencyKind.FLOOD: N_("Flood"),
        EmergencyKind.FIRE: N_("Fire"),
        EmergencyKind.OUTAGE: N_("Outage of supplies"),
        EmergencyKind.OTHER: N_("Another event"),
    },
    EmergencyState: {
        EmergencyState.PREPARED: N_("Being prepared"),
        EmergencyState.UNDER_WAY: N_("Under way"),
        EmergencyState.OVER: N_("Over"),
        EmergencyState.EVALUATED: N_("Evaluated"),
    },
    ReportKind: {
        ReportKind.ALL_QUIET: N_("All quiet"),
        ReportKind.TROUBLE: N_("Trouble"),
        ReportKind.NEED: N_("Something is needed"),
        ReportKind.HELP_CAME: N_("Help came"),
        ReportKind.POSITION: N_("Where we are"),
    },
    Need: {
        Need.ROOF_COVER: N_("Roof cover"),
        Need.WATER: N_("Drinking water"),
        Need.ELECTRICITY: N_("Electricity"),
        Need.DEBRIS: N_("Debris to clear"),
        Need.FOOD: N_("Food"),
        Need.CONTACT_OFFICE: N_("Contact with an office"),
        Need.OTHER: N_("Something else"),
    },
    AddressState: {
        AddressState.NOBODY_CAME: N_("Nobody was there"),
        AddressState.STILL_NEEDS: N_("Still needs something"),
        AddressState.VISITED: N_("Visited"),
        AddressState.SETTLED: N_("Settled"),
    },
}
