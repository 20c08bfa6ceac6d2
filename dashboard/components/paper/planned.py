"""What the calendar of the body knows of a day that minutes speak of."""

from __future__ import annotations

from datetime import date

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.text import plain
from dashboard.context import Context
from geodata.model.meetings import MeetingState
from geodata.services.meeting_list import MeetingRow, meetings_between


def meeting_on(context: Context, body_id: int | None, day: date | None) -> MeetingRow | None:
    """The first meeting of the body on that day that was not cancelled."""
    if body_id is None or day is None:
        return None
    meetings = meetings_between(context.database, context.actor, day, day, body_id)
    return next((meeting for meeting in meetings if meeting.state != MeetingState.CANCELLED), None)


def when_and_where(meeting: MeetingRow) -> str:
    """ "3. 12. 2026 13:00 · Radnice"."""
    return joined(formats.moment(meeting.starts_at), plain(meeting.place))
