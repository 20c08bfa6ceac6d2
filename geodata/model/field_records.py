"""One record of the field app as the phone sends it: read strictly, its clock put right, its day in the city.

Pure: nothing here asks a database. What does not fit raises InvalidValue, whatever was sent.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from geodata.clock import PRAGUE
from geodata.errors import N_, InvalidValue
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind

LARGEST_ID = 2**63 - 1  # a database stumbles over a larger number
CLOCK_MAY_DIFFER = timedelta(minutes=10)  # sending itself takes some of it on a bad line
LARGEST_ACCURACY_M = 1_000_000.0
POSITION_SOURCES = ("gps", "map", "address")
# A clock that lost its battery begins in 1970; further away a moment has no day in every time zone.
_YEARS = range(1970, 2200)
_CLIENT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class WantedIssue:
    """The wish to raise an issue: at a body, or with the coordinator."""

    title: str
    body_id: int | None


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """What was written in the street. Longitude and latitude in degrees WGS84, accuracy in metres.

    A new place has neither `site_id` nor `site_client_id`, but a kind and a position. Both moments are by the phone's
    clock, with time zone.
    """

    client_id: str
    site_id: int | None
    site_client_id: str | None
    based_on: int | None
    kind: SiteKind | None
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    name: str
    address: str
    sensitivity: Sensitivity
    seen_at: datetime
    sent_at: datetime
    condition: Condition | None
    details: dict[str, Any]
    note: str
    keep_personal_data: str
    issue: WantedIssue | None
    patrol_id: int | None = None

    @property
    def is_new_place(self) -> bool:
        """Whether the record makes the place it is about."""
        return self.site_id is None and self.site_client_id is None


def read_record(said: object) -> FieldRecord:
    """The record in a JSON value. Raises InvalidValue for whatever does not fit."""
    if not isinstance(said, dict):
        raise _not_understood("record")
    gps = _text(said, "position_from") == "gps"
    if said.get("position_from") not in (None, *POSITION_SOURCES):
        raise _not_understood("position_from")
    record = FieldRecord(
        client_id=checked_client_id(said.get("client_id")),
        site_id=_id(said, "site_id"),
        site_client_id=None if said.get("site_client_id") is None else checked_client_id(said["site_client_id"]),
        based_on=_id(said, "based_on"),
        kind=_code(said, "kind", SiteKind),
        longitude=_number(said, "longitude"),
        latitude=_number(said, "latitude"),
        accuracy_m=_accuracy(_number(said, "accuracy_m")) if gps else None,
        name=_text(said, "name"),
        address=_text(said, "address"),
        sensitivity=_code(said, "sensitivity", Sensitivity) or Sensitivity.PARTNERS,
        seen_at=checked_moment(said.get("seen_at")),
        sent_at=checked_moment(said.get("sent_at")),
        condition=_code(said, "condition", Condition),
        details=_details(said.get("details")),
        note=_text(said, "note"),
        keep_personal_data=_text(said, "keep_personal_data"),
        issue=_issue(said.get("issue")),
        patrol_id=_id(said, "patrol_id"),
    )
    if record.is_new_place and (record.kind is None or record.longitude is None or record.latitude is None):
        raise InvalidValue(N_("A new place needs its kind and its position. Fill them in and send it again."))
    if record.site_id is not None and record.site_client_id is not None:
        raise _not_understood("site_client_id")
    return record


def corrected_seen_at(seen_at: datetime, sent_at: datetime, now: datetime) -> tuple[datetime, bool]:
    """When it was seen by a clock that is right, never after `now`, and whether the phone's clock was wrong."""
    difference = now - sent_at
    is_wrong = abs(difference) > CLOCK_MAY_DIFFER
    return min(seen_at + difference if is_wrong else seen_at, now), is_wrong


def day_in_city(moment: datetime) -> date:
    """The day of a moment in Prague's time."""
    return moment.astimezone(PRAGUE).date()


def checked_client_id(value: object) -> str:
    """An id made on the phone: a UUID in its usual form, in small letters."""
    if not isinstance(value, str) or not _CLIENT_ID.fullmatch(value):
        raise _not_understood("client_id")
    return value


def checked_moment(value: object) -> datetime:
    """A moment with its time zone."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None or moment.year not in _YEARS:
        raise _not_understood("seen_at")
    return moment


def checked_position(longitude: float | None, latitude: float | None) -> tuple[float, float] | None:
    """A position in degrees WGS84, or None where none is told."""
    if longitude is None and latitude is None:
        return None
    if longitude is None or latitude is None or not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise _not_understood("longitude")
    return longitude, latitude


def told_number(value: str | None, name: str) -> float | None:
    """A number written in an address, or None where there is none."""
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _not_understood(name)
    return number


def checked_accuracy(value: float | None) -> float | None:
    """The accuracy of a position in metres; None where none is told."""
    return _accuracy(value)


def _accuracy(value: float | None) -> float | None:
    if value is not None and not 0 <= value <= LARGEST_ACCURACY_M:
        raise _not_understood("accuracy_m")
    return value


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _not_understood(name)
    return value


def _number(said: Mapping[str, Any], name: str) -> float | None:
    value = said.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _not_understood(name)
    return float(value)


def _id(said: Mapping[str, Any], name: str) -> int | None:
    value = said.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_ID:
        raise _not_understood(name)
    return value


def _code(said: Mapping[str, Any], name: str, codes: type[Code]) -> Code | None:
    value = said.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in {code.value for code in codes}:
        raise _not_understood(name)
    return codes(value)


def _details(value: object) -> dict[str, Any]:
    """Facts by name: texts, numbers and lists of texts; whether they fit the kind is asked where they are stored."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(_is_fact(fact) for fact in value.values()):
        raise _not_understood("details")
    return dict(value)


def _is_fact(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _issue(value: object) -> WantedIssue | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _not_understood("issue")
    return WantedIssue(_text(value, "title"), _id(value, "body_id"))


def _not_understood(name: str) -> InvalidValue:
    return InvalidValue(
        N_("The record could not be understood at “{field}”. Open it, check it and send it again."), field=name
    )
