"""The fields that say what an event is; the same when it is founded and when it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from dashboard import formats
from dashboard.components.emergencies.places import Placing, place_fields
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.model.emergencies import EmergencyKind
from geodata.model.slots import moment_on
from geodata.services.emergencies import NAME_AT_MOST, PROSE_AT_MOST, EmergencyFacts
from geodata.services.emergency_board import EmergencyBoard
from geodata.services.organisations import list_organisations


@dataclass(frozen=True, slots=True)
class EventFields:
    """What stands in the form."""

    name: str
    kind: EmergencyKind
    begins: tuple[date | None, time | None]
    ends: tuple[date | None, time | None]
    place: Placing
    leads: int | None
    agreed: str

    def facts(self, keep_personal_data: str) -> EmergencyFacts:
        """The event as it is to be. Raises InvalidValue for what is missing."""
        starts_at = _moment(*self.begins)
        if starts_at is None:
            raise InvalidValue(N_("Say on which day the event begins, and at what time."))
        return EmergencyFacts(
            self.name,
            self.kind,
            self.place(),
            starts_at,
            _moment(*self.ends),
            organisation_id=self.leads,
            agreed=self.agreed,
            keep_personal_data=keep_personal_data,
        )


def event_fields(context: Context, form: str, seen: EmergencyBoard | None = None) -> EventFields:
    """The fields, filled in with the event as it was seen; `form` is the beginning of all keys."""
    name = st.text_input(
        _("What the event is called"), seen.name if seen else "", max_chars=NAME_AT_MOST, key=f"{form}-name"
    )
    kinds = list(EmergencyKind)
    kind = st.selectbox(
        _("Kind of event"), kinds, kinds.index(seen.kind) if seen else 0, format_func=label, key=f"{form}-kind"
    )
    begins = _when((_("Begins on"), _("Begins at")), f"{form}-", seen.starts_at if seen else _next_full_hour())
    ends = _when((_("Ends on, if it is known"), _("Ends at")), f"{form}-end-", seen.ends_at if seen else None)
    place = place_fields(context, form, seen.outline if seen else None)
    names = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    present = list(names).index(seen.organisation_id) if seen and seen.organisation_id in names else None
    leads = st.selectbox(
        _("Who leads it"),
        list(names),
        index=present,
        format_func=names.__getitem__,
        placeholder=_("None chosen"),
        key=f"{form}-leads",
    )
    agreed = st.text_area(
        _("What was agreed before"), seen.agreed if seen else "", max_chars=PROSE_AT_MOST, key=f"{form}-agreed"
    )
    return EventFields(name, kind or EmergencyKind.OTHER, begins, ends, place, leads, agreed)


def event_guard(form: str) -> PersonalDataGuard:
    """What watches over the free texts of the fields."""
    return PersonalDataGuard(form, {"name": f"{form}-name", "agreed": f"{form}-agreed"})


def _next_full_hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _when(names: tuple[str, str], key: str, present: datetime | None) -> tuple[date | None, time | None]:
    known = formats.local(present) if present else None
    day, hour = (known.date(), known.time().replace(second=0, microsecond=0)) if known else (None, None)
    day_column, time_column = st.columns(2)
    return (
        day_column.date_input(names[0], day, format="DD.MM.YYYY", key=f"{key}day"),
        time_column.time_input(names[1], hour, key=f"{key}hour"),
    )


def _moment(day: date | None, hour: time | None) -> datetime | None:
    if day is None and hour is None:
        return None
    if day is None or hour is None:
        raise InvalidValue(N_("A moment has a day and a time. Fill in both, or neither."))
    return moment_on(day, hour)
