"""The facts each kind of site keeps besides its condition, as data.

Forms, loaders and exports read this one table. A value that does not fit raises `InvalidValue`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from geodata.errors import N_, InvalidValue
from geodata.model.sites import SiteKind


class FieldValue(StrEnum):
    CHOICE = "choice"
    CHOICES = "choices"
    COUNT = "count"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class KindField:
    """One fact: its name in storage, the type of its value, its code list or its unit.

    `at_a_desk`: nobody sees it from the street, so it is asked at a desk only.
    """

    name: str
    value: FieldValue
    choices: tuple[str, ...] = ()
    unit: str = ""
    at_a_desk: bool = False


_YES_NO = ("yes", "no", "unknown")
_OWNERS = ("city", "state", "private", "company", "unknown")

FIELDS: dict[SiteKind, tuple[KindField, ...]] = {
    SiteKind.HAZARDOUS_BUILDING: (
        KindField("inhabited", FieldValue.CHOICE, _YES_NO),
        KindField("owner", FieldValue.CHOICE, _OWNERS, at_a_desk=True),
        KindField("storeys", FieldValue.COUNT),
    ),
    SiteKind.ILLEGAL_DUMP: (
        KindField("volume_m3", FieldValue.NUMBER, unit="m³"),
        KindField(
            "waste",
            FieldValue.CHOICES,
            ("household", "bulky", "construction", "hazardous", "tyres", "garden", "other"),
        ),
        KindField("land_owner", FieldValue.CHOICE, _OWNERS, at_a_desk=True),
        KindField("cleaned_on", FieldValue.DAY, at_a_desk=True),
    ),
    SiteKind.GAMBLING_VENUE: (
        KindField("venue_type", FieldValue.CHOICE, ("gaming_hall", "casino", "betting_shop", "other")),
        KindField("machines", FieldValue.COUNT),
        KindField("operator", FieldValue.TEXT, at_a_desk=True),
        KindField("opening_hours", FieldValue.TEXT, at_a_desk=True),
    ),
    SiteKind.HOSTEL: (
        KindField("beds", FieldValue.COUNT),
        KindField("occupied_beds", FieldValue.COUNT),
        KindField("operator", FieldValue.TEXT, at_a_desk=True),
    ),
    SiteKind.SYRINGE_FIND: (
        KindField("syringes", FieldValue.COUNT),
        KindField("removed", FieldValue.CHOICE, _YES_NO),
    ),
    SiteKind.PUBLIC_SPACE: (
        KindField(
            "problem",
            FieldValue.CHOICES,
            ("lighting", "surface", "greenery", "furniture", "drinking", "other"),
        ),
    ),
    SiteKind.OTHER: (),
}

# Facts that are prose: kept as long as a note is.
FREE_TEXTS = frozenset(
    field.name for fields in FIELDS.values() for field in fields if field.value == FieldValue.TEXT
)  # fmt: skip

ASKED_AT_A_DESK = frozenset(field.name for fields in FIELDS.values() for field in fields if field.at_a_desk)

MAXIMUM_TEXT_LENGTH = 500  # longer operator names or hours are prose, which belongs into the note


def checked_details(kind: SiteKind, details: Mapping[str, Any] | None) -> dict[str, Any]:
    """The details that fit the kind, as they are stored (days as ISO text); empty values are left out.

    Raises InvalidValue for an unknown field or a value that does not fit.
    """
    known = {field.name: field for field in FIELDS[kind]}
    checked: dict[str, Any] = {}
    for name, value in (details or {}).items():
        if value is None or value == "" or value == []:
            continue
        if name not in known:
            raise InvalidValue(N_("{field} is not kept for this kind of place."), field=name)
        fitting = _checked_value(known[name], value)
        if fitting not in ("", []):
            checked[name] = fitting
    return checked


def seen_in_the_street(details: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that are asked in the street: of the others a phone neither learns nor says anything."""
    return {name: value for name, value in details.items() if name not in ASKED_AT_A_DESK}


def _checked_value(field: KindField, value: Any) -> Any:
    match field.value:
        case FieldValue.CHOICE:
            return _checked_choice(field, value)
        case FieldValue.CHOICES:
            chosen = value if isinstance(value, list | tuple | set | frozenset) else [value]
            return [_checked_choice(field, choice) for choice in chosen]
        case FieldValue.COUNT:
            return _checked_count(field, value)
        case FieldValue.NUMBER:
            return float(_checked_number(field, value))
        case FieldValue.DAY:
            return _checked_day(field, value)
        case FieldValue.TEXT:
            return str(value).strip()[:MAXIMUM_TEXT_LENGTH]


def _checked_choice(field: KindField, value: object) -> str:
    if str(value) not in field.choices:
        raise InvalidValue(
            N_("{value} is not one of {choices} ({field})."),
            value=value,
            choices=", ".join(field.choices),
            field=field.name,
        )
    return str(value)


def _checked_count(field: KindField, value: object) -> int:
    number = _checked_number(field, value)
    if not number.is_integer():
        raise InvalidValue(N_("{value} is not a whole number ({field})."), value=value, field=field.name)
    return int(number)


def _checked_number(field: KindField, value: object) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as fault:
        raise InvalidValue(N_("{value} is not a number ({field})."), value=value, field=field.name) from fault
    if not 0 <= number < 1e9:
        raise InvalidValue(N_("{value} is out of range ({field})."), value=value, field=field.name)
    return number


def _checked_day(field: KindField, value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as fault:
        raise InvalidValue(N_("{value} is not a day ({field})."), value=value, field=field.name) from fault
    return day.isoformat()
