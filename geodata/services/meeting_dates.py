"""Dates of meetings: those that a body's slot makes, several planned at once, one moved or cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.model.slot_reading import read_slot
from geodata.model.slots import ProposedDay, Slot, proposed_days
from geodata.policy import Action, require
from geodata.services.issue_events import day_of, hold_issues, require_body, required_meeting
from geodata.services.next_meeting import renew_next_meeting
from geodata.services.personal_data import require_clean
from geodata.tables import Body, Meeting
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_meeting_step

AHEAD_AT_MOST = timedelta(days=3 * 366)
AT_ONCE = 60  # dates
PLACE_AT_MOST = 300  # characters


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A date of the slot; `meeting_id` is what is planned on it, or instead of it, already."""

    proposed: ProposedDay
    meeting_id: int | None


@dataclass(frozen=True, slots=True)
class ComingDates:
    """The dates that a body's slot makes; none where it has no slot or meets as needed.

    `place` is where it meets: as the slot says, else where it was planned to meet last.
    """

    slot: Slot | None
    place: str
    dates: tuple[ComingDate, ...]


@dataclass(frozen=True, slots=True)
class NewDate:
    """When and where a body is to meet."""

    starts_at: datetime
    place: str = ""


def coming_dates(database: Database, actor: Actor, body_id: int, months: int) -> ComingDates:
    """The dates of the body's slot in so many months from today on; none is planned by this.

    Raises InvalidValue where the slot that was written down once is not understood.
    """
    require(actor, Action.KEEP_MEETING)
    today = clock.today()
    with database.read() as session:
        body = session.get(Body, body_id)
        if body is None or body.municipality_id != actor.municipality_id:
            raise NotFound
        slot = read_slot(body.slot or "")
        place = (slot.place if slot else "") or _last_place(session, body_id)
        if slot is None or slot.as_needed:
            return ComingDates(slot, place, ())
        met = days_of_meetings(session, body_id)
        days = proposed_days(slot, today, today + relativedelta(months=months), max(met, default=None))
        return ComingDates(slot, place, tuple(ComingDate(day, _planned_for(day, met)) for day in days))


def _planned_for(proposed: ProposedDay, met: dict[date, int]) -> int | None:
    return next((met[day] for day in (proposed.day, *proposed.instead) if day in met), None)


def _last_place(session: Session, body_id: int) -> str:
    query = select(Meeting.place).where(Meeting.body_id == body_id, Meeting.place.is_not(None))
    return session.scalar(query.order_by(Meeting.starts_at.desc()).limit(1)) or ""


def days_of_meetings(session: Session, body_id: int) -> dict[date, int]:
    """The meetings of the body by their days, without those that were cancelled."""
    query = select(Meeting.starts_at, Meeting.id).where(
        Meeting.body_id == body_id, Meeting.state != MeetingState.CANCELLED
    )
    return {day_of(starts_at): id_ for starts_at, id_ in session.execute(query)}


def plan_meetings(
    database: Database, actor: Actor, body_id: int, dates: tuple[NewDate, ...], *, keep_personal_data: str = ""
) -> list[int]:
    """Plan several meetings at once; returns the ids of the new ones. A day on which the body meets is passed over."""
    require(actor, Action.KEEP_MEETING)
    if len(dates) > AT_ONCE:
        raise InvalidValue(N_("At most {count} meetings are planned at once. Choose fewer."), count=AT_ONCE)
    with database.write(actor) as work:
        session = work.session
        _hold(work)
        require_body(session, actor, body_id)
        places = {f"place_{number}": date.place for number, date in enumerate(dates)}
        checked = require_clean(work, places, keep_personal_data)
        met = days_of_meetings(session, body_id)
        planned: list[Meeting] = []
        for wanted in sorted(dates, key=lambda each: each.starts_at):
            require_coming(wanted.starts_at)
            if day_of(wanted.starts_at) not in met:
                planned.append(put_date(work, body_id, wanted))
                met[day_of(wanted.starts_at)] = planned[-1].id
        renew_next_meeting(work, body_id)
        for meeting in planned:
            work.audit("plan", "meeting", meeting.id, checked.told(_told(meeting)))
        work.commit()
        return [meeting.id for meeting in planned]


def put_date(work: UnitOfWork, body_id: int, wanted: NewDate) -> Meeting:
    """A planned meeting, within a service that holds the calendar."""
    meeting = Meeting(
        municipality_id=work.actor.municipality_id,
        body_id=body_id,
        starts_at=wanted.starts_at,
        place=checked_place(wanted.place),
        state=MeetingState.PLANNED,
    )
    work.session.add(meeting)
    work.session.flush()
    return meeting


def move_meeting(
    database: Database,
    actor: Actor,
    meeting_id: int,
    row_version: int,
    to: NewDate,
    *,
    keep_personal_data: str = "",
) -> None:
    """Give a planned meeting another moment or place; what is due at the next meeting follows.

    Raises StaleEdit if somebody else changed it meanwhile, InvalidValue for a day that has passed or on which the body
    meets already.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        _hold(work)
        meeting = _required(work, meeting_id, row_version)
        if meeting.state != MeetingState.PLANNED:
            raise InvalidValue(N_("Only a meeting that is planned can be moved."))
        checked = require_clean(work, {"place": to.place}, keep_personal_data)
        left, day = day_of(meeting.starts_at), day_of(to.starts_at)
        if to.starts_at != meeting.starts_at:
            require_coming(to.starts_at)
        if day != left and day in days_of_meetings(work.session, meeting.body_id):
            raise InvalidValue(N_("This group meets on {day} already. Choose another day."), day=day)
        before = _told(meeting)
        meeting.starts_at, meeting.place = to.starts_at, checked_place(to.place)
        renew_next_meeting(work, meeting.body_id, instead_of=left)
        work.audit("move", "meeting", meeting.id, checked.told({"before": before, "after": _told(meeting)}))
        work.commit()


def cancel_meeting(database: Database, actor: Actor, meeting_id: int, row_version: int) -> None:
    """Cancel a planned meeting; what is due at the next meeting waits for the one after it.

    Raises StaleEdit if somebody else changed it meanwhile, TransitionRefused unless it is a planned one.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        _hold(work)
        meeting = _required(work, meeting_id, row_version)
        require_meeting_step(meeting.state, MeetingState.CANCELLED)
        meeting.state = MeetingState.CANCELLED
        renew_next_meeting(work, meeting.body_id, instead_of=day_of(meeting.starts_at))
        work.audit("cancel", "meeting", meeting.id)
        work.commit()


def _hold(work: UnitOfWork) -> None:
    """Let one change of the calendar, and of what waits for it, after another through."""
    hold_issues(work)
    work.version_of("meetings")


def _required(work: UnitOfWork, meeting_id: int, row_version: int) -> Meeting:
    meeting = required_meeting(work.session, work.actor, meeting_id)
    if meeting.row_version != row_version:
        raise StaleEdit("meeting", meeting_id)
    return meeting


def require_coming(starts_at: datetime) -> None:
    """Raise InvalidValue unless the moment is today or later, and not years away."""
    day, today = day_of(starts_at), clock.today()
    if day < today:
        raise InvalidValue(N_("{day} has already passed. Choose today or a later day."), day=day)
    if day > today + AHEAD_AT_MOST:
        raise InvalidValue(N_("{day} is years away. Choose a day within the next three years."), day=day)


def checked_place(place: str) -> str | None:
    """The place as it is stored. Raises InvalidValue if it is too long."""
    words = " ".join(place.split())
    if len(words) > PLACE_AT_MOST:
        raise InvalidValue(N_("The place is longer than {count} characters. Shorten it."), count=PLACE_AT_MOST)
    return words or None


def _told(meeting: Meeting) -> dict[str, object]:
    return {"body": meeting.body_id, "starts_at": meeting.starts_at, "place": meeting.place}
