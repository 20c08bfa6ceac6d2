"""What the facts of a kind of place and their choices are called, on the screen and on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard import formats
from dashboard.language import _
from geodata.errors import N_
from geodata.model.fields import FieldValue, KindField

FIELD_NAMES: dict[str, str] = {
    "inhabited": N_("Inhabited"),
    "owner": N_("Owner"),
    "storeys": N_("Storeys"),
    "volume_m3": N_("Volume"),
    "waste": N_("Kind of waste"),
    "land_owner": N_("Owner of the land"),
    "cleaned_on": N_("Cleaned on"),
    "venue_type": N_("Kind of venue"),
    "machines": N_("Machines"),
    "operator": N_("Operator"),
    "opening_hours": N_("Opening hours"),
    "beds": N_("Number of beds"),
    "occupied_beds": N_("Occupied beds"),
    "syringes": N_("Number of syringes"),
    "removed": N_("Removed"),
    "problem": N_("Problem"),
}

_YES_NO = {"yes": N_("Yes"), "no": N_("No"), "unknown": N_("Not known")}
_OWNERS = {
    "city": N_("The city"),
    "state": N_("The state"),
    "private": N_("Private person"),
    "company": N_("Company"),
    "unknown": N_("Not known"),
}
FIELD_CHOICES: dict[str, dict[str, str]] = {
    "inhabited": _YES_NO,
    "removed": _YES_NO,
    "owner": _OWNERS,
    "land_owner": _OWNERS,
    "waste": {
        "household": N_("Household waste"),
        "bulky": N_("Bulky waste"),
        "construction": N_("Construction waste"),
        "hazardous": N_("Hazardous waste"),
        "tyres": N_("Tyres"),
        "garden": N_("Garden waste"),
        "other": N_("Other waste"),
    },
    "venue_type": {
        "gaming_hall": N_("Gaming hall"),
        "casino": N_("Casino"),
        "betting_shop": N_("Betting shop"),
        "other": N_("Another kind"),
    },
    "problem": {
        "lighting": N_("Lighting"),
        "surface": N_("Surface"),
        "greenery": N_("Greenery"),
        "furniture": N_("Benches and bins"),
        "drinking": N_("Public drinking"),
        "other": N_("Another problem"),
    },
}


def field_label(name: str) -> str:
    """The name of a fact that a kind of place keeps (`geodata.model.fields`)."""
    return _(FIELD_NAMES[name])


def choice_label(field: str, code: str) -> str:
    """The name of one of the choices of a fact."""
    return _(FIELD_CHOICES[field][code])


def value_text(field: KindField, value: Any) -> str:
    """One fact as people read it."""
    match field.value:
        case FieldValue.CHOICE:
            return choice_label(field.name, value)
        case FieldValue.CHOICES:
            return ", ".join(choice_label(field.name, choice) for choice in value)
        case FieldValue.COUNT | FieldValue.NUMBER:
            decimals = 0 if float(value).is_integer() else 1
            return f"{formats.number(value, decimals)}{formats.NO_BREAK}{field.unit}".rstrip()
        case FieldValue.DAY:
            return formats.day(date.fromisoformat(value))
        case FieldValue.TEXT:
            return str(value)
