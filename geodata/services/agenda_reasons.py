"""Why a point comes onto the agenda of a meeting: one query a reason, each of issues and tasks the actor may know of.

What is on the agenda already is passed over within the query, so that what a limit cut off comes as soon as there is
room: nothing that was promised is lost behind others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import shapely
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from geodata import clock
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus
from geodata.model.meetings import AgendaReason, MeetingState, TaskStatus
from geodata.model.people import Actor
from geodata.model.submissions import WAITING_SUBMISSIONS
from geodata.services.agenda_selection import (
    FIRST_POINT,
    Found,
    absent_issue,
    absent_point,
    add_task,
    issues_of,
    tasks_of,
)
from geodata.services.due import end_of
from geodata.services.issue_events import day_of
from geodata.services.issue_selection import PRESSING_STATUSES
from geodata.services.visibility import still_visible
from geodata.tables import AgendaItem, Area, Body, Issue, IssueEvent, IssueSite, Meeting, Site, Submission, Task

# A meeting has two hours: beyond so many points of one reason nobody comes to the next.
POINTS_OF_A_REASON = 30
# Where a body has never met, what was reported in these days is news to it.
FIRST_LOOK_BACK = timedelta(days=60)
# A point that nobody came to for so long is not what the next meeting waits for.
_COMES_BACK_FOR = timedelta(days=366)
# Of those raised at the last meeting none may be forgotten: more than anybody ever raised in two hours.
_RAISED_AT_ONE = 300
_REPORTED_LOOKED_AT = 300  # the newest reports of the city, among which those of the area are looked for
_ANSWERS_LOOKED_AT = 1_000  # the newest answers of authorities in the city, likewise
_OVERDUE_LOOKED_AT = 300  # the letters of the city that are overdue most lately, likewise
_EVENTS_LOOKED_AT = 5_000  # the newest steps of issues in the city, among which those of the body are looked for


_Followed = aliased(Issue)  # made once: conditions of visibility are kept by their table


def reasons_for(session: Session, actor: Actor, meeting: Meeting, last: Meeting | None) -> Found:
    """What a meeting should speak of and does not yet; `last` is the one of its body that took place before it."""
    found = Found()
    _promised(session, actor, meeting, found)
    _open_here(session, actor, meeting, found)
    if last is not None:
        _raised_since(session, actor, meeting, last, found)
        _moved_since(session, actor, meeting, last, found)
    _returning(session, actor, meeting, last, found)
    _reported(session, actor, meeting, last, found)
    _follow_duplicates(session, actor, meeting, found)
    return found


def count_open_here(session: Session, actor: Actor, meeting: Meeting, besides: Iterable[int]) -> int:
    """How many open issues of the body are neither on the agenda nor among those."""
    here = _followed_here(actor, meeting).where(Issue.status.in_(sorted(OPEN_STATUSES)), Issue.id.not_in(set(besides)))
    return session.scalar(select(func.count()).select_from(here.subquery())) or 0


def _promised(session: Session, actor: Actor, meeting: Meeting, found: Found) -> None:
    """Tasks that are due by this meeting; those past their day are overdue as well."""
    day = day_of(meeting.starts_at)
    due = tasks_of(actor, meeting, Task.status == TaskStatus.OPEN).where(or_(Task.due_next_meeting, Task.due_on <= day))
    for task in session.execute(due.order_by(Task.due_on, Task.id).limit(POINTS_OF_A_REASON)):
        add_task(found, AgendaReason.PROMISED, task)
        if task.due_on is not None and task.due_on < day:
            add_task(found, AgendaReason.OVERDUE, task)
    here = issues_of(actor, meeting)
    waiting = here.where(Issue.due_next_meeting)
    found.add(AgendaReason.PROMISED, _first_of(session, waiting, PRESSING_STATUSES, Issue.raised_on))
    late = here.where(Issue.due_on < day)
    found.add(AgendaReason.OVERDUE, _first_of(session, late, PRESSING_STATUSES, Issue.due_on))
    for issue_id, due_on in session.execute(_unanswered_by_authorities(actor, meeting, day)):
        found.add(AgendaReason.OVERDUE, [issue_id])
        if due_on < clock.today():
            found.late_letters.add(issue_id)


def _followed_here(actor: Actor, meeting: Meeting) -> Select[int]:
    return issues_of(actor, meeting).where(Issue.municipality_id == meeting.municipality_id)


def _open_here(session: Session, actor: Actor, meeting: Meeting, found: Found) -> None:
    here = _followed_here(actor, meeting)
    found.add(AgendaReason.ASSIGNED, _first_of(session, here, OPEN_STATUSES, Issue.raised_on))


def _raised_since(session: Session, actor: Actor, meeting: Meeting, last: Meeting, found: Found) -> None:
    """What is open here and new since the last meeting of the body, which what is open for long would crowd out: raised
    at that meeting, at one that nobody began since, or for this body between meetings, as from the street."""
    there = select(Meeting.id).where(Meeting.body_id == meeting.body_id, Meeting.starts_at >= last.starts_at)
    is_loose = Issue.raised_at_meeting_id.is_(None)
    raised = (
        _followed_here(actor, meeting)
        .add_columns(is_loose)
        .where(
            Issue.status.in_(sorted(OPEN_STATUSES)),
            Issue.raised_on >= day_of(last.starts_at),
            or_(is_loose, Issue.raised_at_meeting_id.in_(there)),
        )
        .order_by(is_loose, Issue.raised_on.desc(), Issue.id.desc())
        .limit(_RAISED_AT_ONE)
    )
    rows = session.execute(raised).all()
    found.add(AgendaReason.REPORTED, [issue_id for issue_id, loose in rows if not loose])
    found.add(AgendaReason.REPORTED, [issue_id for issue_id, loose in rows if loose][:POINTS_OF_A_REASON])


def _end_was_told(meeting: Meeting, last: Meeting | None) -> ColumnElement[bool]:
    """Whether the issue of the query is finished and a meeting of the body spoke of it since, or on the same day."""
    heard, there = aliased(AgendaItem), aliased(Meeting)
    since = there.starts_at > Issue.status_recorded_at
    if last is not None:
        same_day = and_(there.id == last.id, Issue.status_recorded_at < end_of(day_of(last.starts_at)))
        since = or_(since, same_day)
    discussed = (
        select(heard.id)
        .join(there, there.id == heard.meeting_id)
        .where(heard.issue_id == Issue.id, heard.discussed, there.body_id == meeting.body_id, since)
    )
    return and_(Issue.status.not_in(sorted(OPEN_STATUSES)), discussed.exists())


def _first_of(
    session: Session, query: Select[int], statuses: Iterable[IssueStatus], order: InstrumentedAttribute[Any]
) -> list[int]:
    """The first issues in any of the states. Each state walks its index and stops, however many there are."""
    limit, places = POINTS_OF_A_REASON, []
    for status in sorted(statuses):
        walk = query.add_columns(order.label("place")).where(Issue.status == status).order_by(order).limit(limit)
        places.append(select(walk.subquery()))
    together = union_all(*places).subquery()
    return list(session.scalars(select(together.c.id).order_by(together.c.place, together.c.id).limit(limit)))


def _moved_since(session: Session, actor: Actor, meeting: Meeting, last: Meeting, found: Found) -> None:
    """What was answered, done or said about the body's issues and tasks since its last meeting, by others than it."""
    answers = (IssueEventKind.STATUS, IssueEventKind.COMMENT, IssueEventKind.ASSIGNMENT)
    events = (
        select(IssueEvent)
        .where(
            IssueEvent.municipality_id == meeting.municipality_id,
            IssueEvent.recorded_at > last.starts_at,
            IssueEvent.meeting_id.is_(None),
        )
        .order_by(IssueEvent.recorded_at.desc())
        .limit(_EVENTS_LOOKED_AT)
    )
    event = aliased(IssueEvent, events.subquery())
    moved = (
        issues_of(actor, meeting)
        .join(event, event.issue_id == Issue.id)
        .where(
            _is_news(last, event.recorded_at, Issue.id),
            event.kind.in_(answers),
            event.status.is_distinct_from(IssueStatus.RAISED),
        )
        .group_by(Issue.id)
        .order_by(func.max(event.id).desc())
        .limit(POINTS_OF_A_REASON)
    )
    found.add(AgendaReason.ANSWERED, session.scalars(moved))
    found.add(AgendaReason.ANSWERED, session.scalars(_answered_by_authorities(actor, meeting, last)))
    settled = tasks_of(actor, meeting, Task.status != TaskStatus.OPEN).where(
        _is_news(last, Task.status_recorded_at, Task.issue_id, FIRST_POINT)
    )
    for task in session.execute(settled.order_by(Task.id.desc()).limit(POINTS_OF_A_REASON)):
        add_task(found, AgendaReason.ANSWERED, task)


def _unanswered_by_authorities(actor: Actor, meeting: Meeting, day: date) -> Select[int, date]:
    """The body's open issues about which an authority was written and had to answer before the day of the meeting, and
    by when at first."""
    newest = (
        select(Submission.issue_id, Submission.due_on.label("due_on"))
        .where(
            Submission.municipality_id == meeting.municipality_id,
            Submission.state.in_(sorted(WAITING_SUBMISSIONS)),
            Submission.due_on < day,
        )
        .order_by(Submission.due_on.desc())
        .limit(_OVERDUE_LOOKED_AT)
        .subquery()
    )
    return (
        issues_of(actor, meeting)
        .add_columns(func.min(newest.c.due_on))
        .join(newest, newest.c.issue_id == Issue.id)
        .where(Issue.status.in_(sorted(OPEN_STATUSES)))
        .group_by(Issue.id)
        .order_by(func.min(newest.c.due_on), Issue.id)
        .limit(POINTS_OF_A_REASON)
    )


def _answered_by_authorities(actor: Actor, meeting: Meeting, last: Meeting) -> Select[int]:
    """The body's issues about which an authority was written and has answered since, or was found not to have."""
    newest = (
        select(Submission.issue_id, Submission.answer_recorded_at)
        .where(
            Submission.municipality_id == meeting.municipality_id,
            Submission.answer_recorded_at > last.starts_at,
        )
        .order_by(Submission.answer_recorded_at.desc())
        .limit(_ANSWERS_LOOKED_AT)
        .subquery()
    )
    return (
        issues_of(actor, meeting)
        .join(newest, newest.c.issue_id == Issue.id)
        .where(_is_news(last, newest.c.answer_recorded_at, Issue.id))
        .group_by(Issue.id)
        .order_by(func.max(newest.c.answer_recorded_at).desc(), Issue.id)
        .limit(POINTS_OF_A_REASON)
    )


def _is_news(last: Meeting, recorded_at: Any, issue_id: Any, first: Any = None) -> ColumnElement[bool]:
    """Whether the last meeting cannot have heard it: written down after it began, and not on its own day about a point
    that it discussed and whose minutes were still open."""
    heard = aliased(AgendaItem)
    same = heard.issue_id == issue_id
    if first is not None:
        same = or_(same, func.coalesce(heard.returns_from_id, heard.id) == first)
    discussed = select(heard.id).where(heard.meeting_id == last.id, heard.discussed, same).exists()
    until = end_of(day_of(last.starts_at))
    if last.closed_at is not None:
        until = min(until, last.closed_at)
    return and_(recorded_at > last.starts_at, or_(recorded_at > until, ~discussed))


def _returning(session: Session, actor: Actor, meeting: Meeting, last: Meeting | None, found: Found) -> None:
    """Points that the body did not come to within a year, and those whose tasks are still open."""
    missed = (
        select(FIRST_POINT, AgendaItem.issue_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Issue, Issue.id == AgendaItem.issue_id)
        .where(
            Meeting.body_id == meeting.body_id,
            # One that was cancelled, or that nobody began, left its points behind as well.
            or_(Meeting.state != MeetingState.PLANNED, Meeting.starts_at < clock.now()),
            Meeting.starts_at.between(meeting.starts_at - _COMES_BACK_FOR, meeting.starts_at),
            Meeting.id != meeting.id,
            AgendaItem.title != "",
            ~AgendaItem.discussed,
            AgendaItem.proposal_id.is_(None),  # a proposal comes by itself, as long as it waits
            AgendaItem.patrol_id.is_(None),  # so does the result of a patrol, until it is heard
            or_(AgendaItem.issue_id.is_(None), still_visible(actor, Issue)),
            absent_point(meeting, AgendaItem.issue_id),
            ~_taken_up(),
            case((AgendaItem.issue_id.is_(None), True), else_=~_end_was_told(meeting, last)),
        )
        .order_by(Meeting.starts_at.desc(), AgendaItem.position)
        .limit(POINTS_OF_A_REASON)
    )
    for first, issue_id in session.execute(missed):
        if issue_id is None:
            found.add(AgendaReason.RETURNING, (), [first])
        else:
            found.add(AgendaReason.RETURNING, [issue_id])
    unfinished = tasks_of(actor, meeting, Task.status == TaskStatus.OPEN).order_by(Task.due_on, Task.id)
    for task in session.execute(unfinished.limit(POINTS_OF_A_REASON)):
        add_task(found, AgendaReason.RETURNING, task)


def _taken_up() -> ColumnElement[bool]:
    """Whether the body discussed the missed point, or its issue, at the same meeting or later."""
    later, there = aliased(AgendaItem), aliased(Meeting)
    discussed = (
        select(later.id)
        .join(there, there.id == later.meeting_id)
        .where(later.discussed, there.body_id == Meeting.body_id, there.starts_at >= Meeting.starts_at)
    )
    # The missed point is about the issue of the query, which may be followed elsewhere by now.
    as_issue = discussed.where(later.issue_id.in_([AgendaItem.issue_id, Issue.duplicate_of_id])).exists()
    as_point = discussed.where(later.returns_from_id == FIRST_POINT).exists()
    return case((AgendaItem.issue_id.is_(None), as_point), else_=as_issue)


def _reported(session: Session, actor: Actor, meeting: Meeting, last: Meeting | None, found: Found) -> None:
    """Issues that nobody follows yet, raised since the last meeting about places in the body's area."""
    area_id = session.get_one(Body, meeting.body_id).area_id
    outline = None if area_id is None else session.get_one(Area, area_id).outline
    if outline is None:
        return
    since = day_of(meeting.starts_at - FIRST_LOOK_BACK if last is None else last.starts_at)
    newest = (
        select(Issue.id)
        .where(
            Issue.municipality_id == meeting.municipality_id,
            Issue.raised_on >= since,
            Issue.body_id.is_(None),
            Issue.status.in_(OPEN_STATUSES),
            still_visible(actor, Issue),
            absent_issue(meeting, Issue.id),
        )
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(_REPORTED_LOOKED_AT)
    )
    places = (
        select(IssueSite.issue_id, Site.longitude, Site.latitude)
        .join(Site, Site.id == IssueSite.site_id)
        .where(IssueSite.issue_id.in_(newest), still_visible(actor, Site))
    )
    rows = session.execute(places).all()
    shapely.prepare(outline)
    inside = dict.fromkeys(id_ for id_, lon, lat in rows if shapely.contains_xy(outline, lon, lat))
    found.add(AgendaReason.REPORTED, list(inside)[:POINTS_OF_A_REASON])


def _follow_duplicates(session: Session, actor: Actor, meeting: Meeting, found: Found) -> None:
    """Speak of a duplicate as the issue in which this body follows it, unless that is on the agenda already.

    One that another body follows is told as it is, so that whoever brought it here hears where it went.
    """
    on_it = aliased(AgendaItem)
    there = select(on_it.id).where(on_it.meeting_id == meeting.id, on_it.issue_id == _Followed.id).exists()
    query = (
        select(Issue.id, _Followed.id, there)
        .join(_Followed, _Followed.id == Issue.duplicate_of_id)
        .where(Issue.id.in_(found.issues), _Followed.body_id == meeting.body_id, still_visible(actor, _Followed))
    )
    for duplicate_id, issue_id, is_there in session.execute(query).all():
        reasons = found.issues.pop(duplicate_id)
        if not is_there:
            found.issues.setdefault(issue_id, set()).update(reasons)
