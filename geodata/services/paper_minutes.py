"""Minutes that were written elsewhere become a meeting with its minutes, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import EntryKind, MeetingState, Presence
from geodata.model.paper_minutes import PaperIssue, PaperMinutes, PaperPlace, PaperPoint, PaperTask
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.derivation import derive_issue
from geodata.services.duplicates import require_followed_here
from geodata.services.issue_events import day_of, hold_issues, require_body, visible_issue
from geodata.services.issue_links import put_link
from geodata.services.issues import NewIssue, put_issue
from geodata.services.meeting_dates import NewDate, checked_place, days_of_meetings, put_date, require_coming
from geodata.services.meetings import NewAgendaItem, put_point
from geodata.services.minutes import NewEntry, checked_names, known_entry, put_attendance, put_entry
from geodata.services.minutes_points import hold_minutes, note_discussed
from geodata.services.next_meeting import renew_next_meeting
from geodata.services.personal_data import Checked, require_clean
from geodata.services.sites import NewObservation, NewSite, put_site, visible_site
from geodata.services.tasks import NewTask, put_task
from geodata.tables import AgendaItem, Issue, Meeting
from geodata.unit_of_work import UnitOfWork

POINTS_AT_MOST = 500  # far above what a body speaks of in a day
ROWS_AT_MOST = 5_000  # statements and tasks of all points together
_BETWEEN_NAMES = re.compile(r"[,;\n]")


def keep_paper_minutes(database: Database, actor: Actor, minutes: PaperMinutes) -> int:
    """Keep minutes as somebody checked them; returns the id of the meeting (the same for the same client_id).

    A meeting of the body that is planned on that day is taken, else one is made. Its minutes are then open, and are
    closed and signed off as all others are. Raises InvalidValue where that day has minutes already, NotFound for an
    issue or a place that is hidden from the actor.
    """
    require(actor, Action.KEEP_MEETING)
    if any(point.new_issue is not None for point in minutes.points):
        require(actor, Action.RAISE_ISSUE)
    if any(place.site_id is None for place in _places(minutes)):
        require(actor, Action.LOG_SITE)
    if any(point.issue_id is not None and point.places for point in minutes.points):
        require(actor, Action.ADVANCE_ISSUE)
    _require_reasonable(minutes)
    with database.write(actor) as work:
        hold_issues(work)
        hold_minutes(work)
        known = known_entry(work.session, actor, minutes.client_id)
        if known is not None:
            return known.meeting_id
        require_body(work.session, actor, minutes.body_id)
        checked = _checked(work, minutes)
        meeting = _held(work, minutes, checked)
        _plan_next(work, meeting, minutes, checked)
        _put_attendance(work, meeting, minutes, checked)
        # An address that several points speak of becomes one place.
        sites = {place: _site(work, meeting, place, checked) for place in dict.fromkeys(_places(minutes))}
        items = [_put_point(work, meeting, minutes, point, sites, checked) for point in minutes.points]
        # Those who keep the minutes read where they come from; it is also what tells that they were sent already.
        note = NewEntry(EntryKind.INTERNAL, minutes.origin, client_id=minutes.client_id)
        put_entry(work, items[0], note, checked.within(minutes.origin))
        work.commit()
        return meeting.id


def _require_reasonable(minutes: PaperMinutes) -> None:
    if not minutes.points:
        raise InvalidValue(N_("No point of these minutes is accepted yet. Accept at least one."))
    if len(minutes.points) > POINTS_AT_MOST:
        raise InvalidValue(N_("These minutes have more than {count} points. Divide them."), count=POINTS_AT_MOST)
    if sum(len(point.statements) + len(point.tasks) for point in minutes.points) > ROWS_AT_MOST:
        raise InvalidValue(
            N_("These minutes have more than {count} statements and tasks. Divide them."), count=ROWS_AT_MOST
        )


def _places(minutes: PaperMinutes) -> Iterator[PaperPlace]:
    for point in minutes.points:
        yield from _places_of(point)


def _places_of(point: PaperPoint) -> tuple[PaperPlace, ...]:
    if point.new_issue is not None:
        return point.new_issue.places
    return point.places if point.issue_id is not None else ()


def _checked(work: UnitOfWork, minutes: PaperMinutes) -> Checked:
    """Everything that is found stands in one refusal, so that a person puts it right at once.

    Those who were there may be named in what is written of it.
    """
    present = [name.strip() for line in minutes.present for name in _BETWEEN_NAMES.split(line.names)]
    texts = {
        "origin": minutes.origin,
        "place": minutes.place,
        "next_place": minutes.next_place,
        "names": "\n".join(line.names for line in minutes.present),
    }
    for number, point in enumerate(minutes.points, 1):
        texts |= {f"points.{number}.{field}": text for field, text in _texts(point)}
    return require_clean(work, texts, minutes.keep_personal_data, present=filter(None, present))


def _texts(point: PaperPoint) -> Iterator[tuple[str, str]]:
    yield "title", point.title
    yield "text", point.text
    yield from ((f"statement_{number}", said.text) for number, said in enumerate(point.statements, 1))
    yield from ((f"task_{number}", task.text) for number, task in enumerate(point.tasks, 1))
    if point.new_issue is not None:
        yield "new_issue", point.new_issue.title
    yield from ((f"address_{number}", place.address) for number, place in enumerate(_places_of(point), 1))


def _held(work: UnitOfWork, minutes: PaperMinutes, checked: Checked) -> Meeting:
    """The meeting of that day: the planned one, or a new one."""
    session, day = work.session, day_of(minutes.starts_at)
    if day > day_of(work.recorded_at):
        raise InvalidValue(N_("{day} is still to come. Enter the day on which the meeting was held."), day=day)
    meeting = _of_day(session, minutes.body_id, day)
    if meeting is None:
        meeting = put_date(work, minutes.body_id, NewDate(minutes.starts_at, minutes.place))
    else:
        meeting.starts_at, meeting.place = minutes.starts_at, checked_place(minutes.place) or meeting.place
    meeting.state = MeetingState.HELD
    session.flush()
    told = {"body": meeting.body_id, "starts_at": meeting.starts_at, "place": meeting.place}
    work.audit("hold", "meeting", meeting.id, checked.within(meeting.place or "").told(told))
    return meeting


def _of_day(session: Session, body_id: int, day: date) -> Meeting | None:
    """The planned meeting of the body on a day. Raises InvalidValue, saying what to do, where it has minutes."""
    query = select(Meeting).where(Meeting.body_id == body_id, Meeting.state != MeetingState.CANCELLED)
    meetings = [meeting for meeting in session.scalars(query) if day_of(meeting.starts_at) == day]
    for meeting in meetings:
        if meeting.state == MeetingState.HELD:
            raise InvalidValue(
                N_("The minutes of the meeting on {day} are being written already. Write this into them."), day=day
            )
        if meeting.state != MeetingState.PLANNED:
            raise InvalidValue(
                N_("The minutes of the meeting on {day} are closed already. Write an addendum to them."), day=day
            )
    return min(meetings, key=lambda meeting: meeting.starts_at, default=None)


def _plan_next(work: UnitOfWork, meeting: Meeting, minutes: PaperMinutes, checked: Checked) -> None:
    """Plan the next meeting, unless the body meets on that day already; what waits for it learns the day."""
    if minutes.next_at is None:
        return
    require_coming(minutes.next_at)
    if day_of(minutes.next_at) in days_of_meetings(work.session, meeting.body_id):
        return
    following = put_date(work, meeting.body_id, NewDate(minutes.next_at, minutes.next_place))
    renew_next_meeting(work, meeting.body_id)
    told = {"body": following.body_id, "starts_at": following.starts_at, "place": following.place}
    work.audit("plan", "meeting", following.id, checked.within(following.place or "").told(told))


def _put_attendance(work: UnitOfWork, meeting: Meeting, minutes: PaperMinutes, checked: Checked) -> None:
    """One line for each organisation, however often the paper names it."""
    names: dict[int, list[str]] = {}
    for line in minutes.present:
        names.setdefault(line.organisation_id, []).append(line.names.strip())
    for organisation_id, parts in names.items():
        came = checked_names(", ".join(filter(None, parts)))
        put_attendance(work, meeting, organisation_id, Presence.PRESENT, came, checked.within(came))


def _put_point(
    work: UnitOfWork,
    meeting: Meeting,
    minutes: PaperMinutes,
    point: PaperPoint,
    sites: Mapping[PaperPlace, int],
    checked: Checked,
) -> AgendaItem:
    """The point with what was said and given at it; it was spoken of, so it counts as discussed."""
    issue_id = point.issue_id
    if issue_id is None and point.new_issue is not None:
        issue_id = _raised(work, meeting, point.new_issue, point.organisation_id, sites, checked)
    new = NewAgendaItem(point.title, point.kind, point.text, issue_id, point.organisation_id)
    item = put_point(work, meeting, new, checked.within(point.title, point.text))
    if point.issue_id is not None and point.places:
        _link(work, visible_issue(work.session, work.actor, point.issue_id), (sites[place] for place in point.places))
    note_discussed(work.session, item)
    for said in point.statements:
        put_entry(work, item, NewEntry(said.kind, said.text, said.organisation_id), checked.within(said.text))
    for task in point.tasks:
        by_next = task.due_next_meeting
        given = NewTask(task.text, task.assignee_id, due_on=task.due_on, due_next_meeting=by_next)
        due_on = _due(work.session, meeting, minutes.next_on, task)
        put_task(work, meeting, item, given, due_on, checked.within(task.text))
    return item


def _link(work: UnitOfWork, issue: Issue, site_ids: Iterable[int]) -> None:
    """The issue is about these places too; a closed one is not changed by minutes that speak of it."""
    require_followed_here(work.session, work.actor, issue)
    for site_id in dict.fromkeys(site_ids):
        put_link(work, issue, visible_site(work.session, work.actor, site_id))
    derive_issue(work, issue)


def _due(session: Session, meeting: Meeting, next_on: date | None, task: PaperTask) -> date | None:
    """The day of a deadline: on paper it may have passed meanwhile, but never before the meeting gave it."""
    if task.due_next_meeting:
        return _meets_next(session, meeting, next_on)
    if task.due_on is not None and task.due_on < day_of(meeting.starts_at):
        raise InvalidValue(
            N_("The deadline {day} is earlier than the meeting that gave the task. Put it right."), day=task.due_on
        )
    return task.due_on


def _meets_next(session: Session, meeting: Meeting, told: date | None) -> date | None:
    """The day of the body's first meeting after this one, else the day that its minutes tell (`told`).

    A day they tell that has passed goes before a meeting that is still to come: what was held then was not written
    down here.
    """
    following = session.scalar(
        select(Meeting.starts_at)
        .where(Meeting.body_id == meeting.body_id, Meeting.state != MeetingState.CANCELLED)
        .where(Meeting.starts_at > meeting.starts_at)
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    known, today = None if following is None else day_of(following), clock.today()
    told = told if told is not None and told > day_of(meeting.starts_at) else None
    if told is not None and (known is None or told < today <= known):
        return told
    return known


def _raised(
    work: UnitOfWork,
    meeting: Meeting,
    new: PaperIssue,
    raised_by_id: int | None,
    sites: Mapping[PaperPlace, int],
    checked: Checked,
) -> int:
    issue = NewIssue(
        new.topic,
        new.title,
        site_ids=tuple(sites[place] for place in new.places),
        meeting_id=meeting.id,
        assignee_id=new.assignee_id,
        raised_by_organisation_id=raised_by_id,
    )
    return put_issue(work, issue, checked.within(new.title)).id


def _site(work: UnitOfWork, meeting: Meeting, place: PaperPlace, checked: Checked) -> int:
    """The known place, or a new one that was spoken of at the meeting; nobody was there, so it is no visit."""
    if place.site_id is not None:
        return place.site_id
    spoken_of = NewObservation(day_of(meeting.starts_at), meeting_id=meeting.id)
    new = NewSite(place.kind, place.longitude, place.latitude, spoken_of, address=place.address)
    return put_site(work, new, checked.within(place.address)).id
