"""Steps in the life of an issue: how one is written down, and on which day it may have happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from geodata import clock
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.issues import IssueEventKind
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor, Role, Sensitivity
from geodata.policy import SEES_ALL_RESTRICTED, visible
from geodata.tables import Account, Area, Body, Issue, IssueEvent, Meeting, Organisation, Site
from geodata.unit_of_work import UnitOfWork

NOTE_AT_MOST = 4_000  # characters; longer prose is minutes or a letter, not a note


def visible_issue(session: Session, actor: Actor, issue_id: int) -> Issue:
    """The issue, or NotFound if it does not exist or the actor may not know of it."""
    issue = session.scalar(select(Issue).where(Issue.id == issue_id, visible(actor, Issue)))
    if issue is None:
        raise NotFound
    return issue


def hold_issues(work: UnitOfWork) -> None:
    """Let one change of issues after another through.

    Whoever reads an issue or its sites before this could meanwhile lose them to another writer of PostgreSQL; the
    order of the two layers is everywhere the same, so that no two writers wait for each other.
    """
    work.version_of("issues")
    work.version_of("sites")


def add_event(work: UnitOfWork, issue: Issue, kind: IssueEventKind, happened_on: date, **facts: Any) -> IssueEvent:
    """Append one event to the issue; `facts` are further columns of `IssueEvent`."""
    event = IssueEvent(
        municipality_id=issue.municipality_id,
        issue_id=issue.id,
        kind=kind,
        happened_on=happened_on,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
        organisation_id=work.actor.organisation_id,
        **facts,
    )
    work.session.add(event)
    return event


def note_changed(issue: Issue) -> None:
    """Give the issue a new row version though its own columns stay: whoever has it open reads it anew."""
    flag_modified(issue, "search_text")


def checked_note(note: str) -> str | None:
    """The note as it is stored. Raises InvalidValue if it is too long."""
    if len(note) > NOTE_AT_MOST:
        raise InvalidValue(N_("The note is longer than {count} characters. Shorten it."), count=NOTE_AT_MOST)
    return note.strip() or None


def require_past(day: date) -> date:
    """The day, unless it is still to come."""
    if day > clock.today():
        raise InvalidValue(N_("This day is in the future. Enter the day when it happened."))
    return day


def meeting_of(session: Session, actor: Actor, meeting_id: int | None) -> Meeting | None:
    """The meeting that is spoken of, or None where none is; NotFound for another city's."""
    return None if meeting_id is None else required_meeting(session, actor, meeting_id)


def required_meeting(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """The meeting, or NotFound unless it is one of the actor's city."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.municipality_id != actor.municipality_id:
        raise NotFound
    return meeting


def require_organisation(session: Session, actor: Actor, organisation_id: int) -> None:
    """NotFound unless it is an organisation of the actor's city."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.municipality_id != actor.municipality_id:
        raise NotFound


def require_reader(session: Session, issue: Issue, organisation_id: int, account_id: int | None = None) -> None:
    """Raise InvalidValue unless the organisation, or the one person of it, may know of the issue (`may_read`)."""
    if not may_read(session, issue, organisation_id, account_id):
        raise InvalidValue(
            N_("{organisation} may not see this restricted issue. Share it with them first."),
            organisation=session.get_one(Organisation, organisation_id).short_name,
        )


def may_read(session: Session, issue: Issue, organisation_id: int, account_id: int | None = None) -> bool:
    """Whether the organisation, or the one person of it, may know of the issue.

    An organisation may where the issue is its own or shared with it, or where it has people who see everything.
    """
    if issue.sensitivity != Sensitivity.RESTRICTED or organisation_id in {issue.organisation_id} | issue.shared_with:
        return True
    people = select(Account).where(
        Account.organisation_id == organisation_id, Account.disabled.is_(False), Account.erased_at.is_(None)
    )
    if account_id is not None:
        people = people.where(Account.id == account_id)
    return any(SEES_ALL_RESTRICTED & {Role(role) for role in person.roles} for person in session.scalars(people))


def require_area(session: Session, actor: Actor, area_id: int) -> None:
    """NotFound unless it is an area of the actor's city."""
    area = session.get(Area, area_id)
    if area is None or area.municipality_id != actor.municipality_id:
        raise NotFound


def require_body(session: Session, actor: Actor, body_id: int) -> None:
    """NotFound unless it is a body of the actor's city."""
    body = session.get(Body, body_id)
    if body is None or body.municipality_id != actor.municipality_id:
        raise NotFound


def day_of(moment: datetime) -> date:
    """The day of a moment in the city (Europe/Prague)."""
    return moment.astimezone(clock.PRAGUE).date()


def day_at(meeting: Meeting | None) -> date:
    """The day of a meeting that took place, else today."""
    today = clock.today()
    return today if meeting is None else min(day_of(meeting.starts_at), today)


def next_meeting_day(session: Session, body_id: int) -> date | None:
    """The day of the next planned meeting of a body, or None while none is planned."""
    starts_at = session.scalar(
        select(Meeting.starts_at)
        .where(Meeting.body_id == body_id, Meeting.state == MeetingState.PLANNED, Meeting.starts_at > clock.now())
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    return None if starts_at is None else day_of(starts_at)


def checked_due(session: Session, issue: Issue, due_on: date | None, next_meeting: bool) -> date | None:
    """The day of the deadline. Raises InvalidValue for one that has passed, or a next meeting of nobody."""
    if next_meeting:
        if issue.body_id is None:
            raise InvalidValue(N_("This issue belongs to no cell or commission, so choose a date instead."))
        return next_meeting_day(session, issue.body_id)
    if due_on is not None and due_on < clock.today():
        raise InvalidValue(N_("The deadline {day} has already passed. Choose today or a later day."), day=due_on)
    return due_on


def at_least_that_of(sites: Iterable[Site], wanted: Sensitivity) -> Sensitivity:
    """The sensitivity of an issue about these sites: restricted as soon as one of them is."""
    hidden = any(site.sensitivity == Sensitivity.RESTRICTED for site in sites)
    return Sensitivity.RESTRICTED if hidden else wanted
