"""The first step: which body met, when and where, and when it meets next."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard import formats
from dashboard.components.field_state import seed
from dashboard.components.paper.draft import HeadDraft
from dashboard.components.paper.fields import choice_field, day_field, line_field, take_field
from dashboard.components.paper.planned import meeting_on, when_and_where
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import MeetingState
from geodata.services.meeting_dates import AHEAD_AT_MOST, PLACE_AT_MOST
from geodata.services.meeting_list import MeetingRow, list_bodies
from geodata.services.minutes_points import WORDS_AT_MOST

FIRST_DAY = date(1990, 1, 1)


def show_head(context: Context, head: HeadDraft, name: str) -> None:
    """The fields; `name` is the beginning of all keys."""
    bodies = {row.id: row.name for row in list_bodies(context.database, context.actor)}
    today = clock.today()
    head.body_id = choice_field(
        _("Which cell or commission met"), list(bodies), head.body_id, f"{name}-body", bodies.__getitem__, _("Choose")
    )
    if not bodies:
        st.info(_("No cell or commission has been founded yet."))
    day, beginning = st.columns(2)
    with day:
        head.day = day_field(_("Day of the meeting"), head.day, f"{name}-day", first=FIRST_DAY, last=today)
    with beginning:
        seed(f"{name}-at", head.at)
        head.at = st.time_input(
            _("Beginning"), value=None, step=900, help=_("By the clock of the city."), key=f"{name}-at"
        )
    head.place = line_field(_("Place of the meeting"), head.place, f"{name}-place", at_most=PLACE_AT_MOST)
    _tell_of_that_day(meeting_on(context, head.body_id, head.day))
    head.origin = line_field(
        _("Where the minutes come from (an internal note)"), head.origin, f"{name}-origin", at_most=WORDS_AT_MOST
    )
    _next(context, head, name, today)


def _tell_of_that_day(meeting: MeetingRow | None) -> None:
    """Said before anything is checked: a meeting whose minutes have begun takes no others."""
    if meeting is None:
        return
    if meeting.state == MeetingState.PLANNED:
        told = _("Planned on that day: {meeting}. These minutes become its minutes, with the time and place above.")
        st.caption(told.format(meeting=when_and_where(meeting)))
        return
    told = _("There are minutes of that day already: {meeting}. Write what is missing into them, or put the day right.")
    st.warning(told.format(meeting=when_and_where(meeting)))
    page_link("meeting", _("Open those minutes"), icon=":material/groups:", id=meeting.id)


def _next(context: Context, head: HeadDraft, name: str, today: date) -> None:
    if head.next_day is not None and head.next_day < today:
        told = _("The next meeting was to be on {day}. That day has passed, so nothing is planned.")
        st.caption(told.format(day=formats.day(head.next_day)))
        return
    head.plans_next = take_field(_("Plan the next meeting"), head.plans_next, f"{name}-next")
    if not head.plans_next:
        return
    last = today + AHEAD_AT_MOST - timedelta(days=1)
    day, beginning = st.columns(2)
    with day:
        head.next_day = day_field(
            _("Day of the next meeting"), head.next_day, f"{name}-next-day", first=today, last=last
        )
    planned = meeting_on(context, head.body_id, head.next_day)
    if planned is not None and head.next_day != head.day:
        head.next_at, head.next_place = formats.local(planned.starts_at).time(), planned.place or ""
        told = _("Planned already: {meeting}. It stays as it is.")
        st.caption(told.format(meeting=when_and_where(planned)))
        return
    with beginning:
        seed(f"{name}-next-at", head.next_at)
        head.next_at = st.time_input(
            _("Beginning of the next meeting"), value=None, step=900, help=_("By the clock of the city."),
            key=f"{name}-next-at",
        )  # fmt: skip
    head.next_place = line_field(
        _("Place of the next meeting"), head.next_place, f"{name}-next-place", at_most=PLACE_AT_MOST
    )


def require_head(head: HeadDraft) -> None:
    """Raise InvalidValue for what somebody still has to say."""
    if head.body_id is None:
        raise InvalidValue(N_("Choose which cell or commission met."))
    if head.day is None:
        raise InvalidValue(N_("Say on which day the meeting was held."))
    if head.at is None:
        raise InvalidValue(N_("Say when the meeting began."))
    if not head.origin.strip():
        raise InvalidValue(N_("Say where the minutes come from."))
    if head.plans_next and head.next_day is None:
        raise InvalidValue(N_("Say on which day the next meeting is, or do not plan it."))
    if head.plans_next and head.next_day is not None and head.next_day <= head.day:
        raise InvalidValue(N_("The next meeting has to be later than this one. Choose a later day, or do not plan it."))
    if head.plans_next and head.next_at is None:
        raise InvalidValue(N_("Say when the next meeting begins, or do not plan it."))
