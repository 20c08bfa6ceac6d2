"""Meetings: plan one, put points on its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import WRITABLE, AgendaKind, AgendaReason, MeetingState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import (
    checked_note,
    hold_issues,
    require_body,
    require_organisation,
    required_meeting,
    visible_issue,
)
from geodata.services.minutes_points import hold_minutes, last_position
from geodata.services.next_meeting import renew_next_meeting
from geodata.services.personal_data import Checked, require_clean
from geodata.tables import AgendaItem, Meeting
from geodata.unit_of_work import UnitOfWork

TITLE_AT_MOST = 300  # characters of a point's heading


@dataclass(frozen=True, slots=True)
class NewAgendaItem:
    """A point of a meeting; `organisation_id` is who raised it.

    `keep_personal_data` is the reason for which personal data in the text has to stay.
    """

    title: str
    kind: AgendaKind = AgendaKind.INFORMATION
    text: str = ""
    issue_id: int | None = None
    organisation_id: int | None = None
    keep_personal_data: str = ""


def plan_meeting(
    database: Database,
    actor: Actor,
    body_id: int,
    starts_at: datetime,
    place: str = "",
    *,
    keep_personal_data: str = "",
) -> int:
    """Plan a meeting of a body; returns its id. Issues due "at the next meeting" learn the day."""
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_issues(work)
        require_body(work.session, actor, body_id)
        checked = require_clean(work, {"place": place}, keep_personal_data)
        meeting = Meeting(
            municipality_id=actor.municipality_id,
            body_id=body_id,
            starts_at=starts_at,
            place=place.strip() or None,
            state=MeetingState.PLANNED,
        )
        work.session.add(meeting)
        work.session.flush()
        renew_next_meeting(work, body_id)
        work.version_of("meetings")
        work.audit("plan", "meeting", meeting.id, checked.told({"body": body_id, "starts_at": starts_at}))
        work.commit()
        return meeting.id


def add_agenda_item(database: Database, actor: Actor, meeting_id: int, new: NewAgendaItem) -> int:
    """Put a point at the end of the agenda of a meeting that is to come or runs; returns its id."""
    require(actor, Action.KEEP_MEETING)
    checked_title(new.title)
    with database.write(actor) as work:
        hold_minutes(work)  # which erasing waits for, so the issue stays
        meeting = required_meeting(work.session, actor, meeting_id)
        if meeting.state not in WRITABLE:
            raise InvalidValue(N_("This meeting is closed; its agenda cannot change any more."))
        checked = require_clean(work, {"title": new.title, "text": new.text}, new.keep_personal_data)
        item = put_point(work, meeting, new, checked)
        work.commit()
        return item.id


def put_point(work: UnitOfWork, meeting: Meeting, new: NewAgendaItem, checked: Checked) -> AgendaItem:
    """Put a point whose words were checked at the end of the agenda, within a service that holds the minutes."""
    session, actor = work.session, work.actor
    title = checked_title(new.title)
    if new.issue_id is not None:
        visible_issue(session, actor, new.issue_id)
    if new.organisation_id is not None:
        require_organisation(session, actor, new.organisation_id)
    last = last_position(session, meeting.id)
    item = AgendaItem(
        municipality_id=actor.municipality_id,
        meeting_id=meeting.id,
        issue_id=new.issue_id,
        organisation_id=new.organisation_id,
        position=last + 1,
        kind=new.kind,
        title=title,
        text=checked_note(new.text),
        reason=AgendaReason.FREE,
        recorded_at=work.recorded_at,
    )
    session.add(item)
    session.flush()
    told = {"meeting": meeting.id, "issue": new.issue_id, "title": title}
    work.audit("add", "agenda_item", item.id, checked.told(told))
    return item


def checked_title(title: str) -> str:
    """The heading of a point on one line. Raises InvalidValue if it is empty or too long."""
    words = " ".join(title.split())
    if not words:
        raise InvalidValue(N_("Write a heading first."))
    if len(words) > TITLE_AT_MOST:
        raise InvalidValue(N_("The heading is longer than {count} characters. Shorten it."), count=TITLE_AT_MOST)
    return words
