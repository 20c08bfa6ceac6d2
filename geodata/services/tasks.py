"""Tasks: given at a point of a meeting or as parts of an issue, followed until they are done or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.meetings import TaskStatus
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.colleagues import require_colleague
from geodata.services.duplicates import followed_in, require_followed_here
from geodata.services.issue_events import (
    checked_note,
    next_meeting_day,
    require_organisation,
    require_reader,
    visible_issue,
)
from geodata.services.minutes_points import hold_minutes, note_discussed, point_in_minutes, words_of_entry
from geodata.services.personal_data import Checked, require_clean
from geodata.tables import AgendaItem, Issue, Meeting, Task
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewTask:
    """What has to be done, who does it, and by when: a day, or the next meeting of the body.

    `account_id` is one person of the organisation. `client_id` and `keep_personal_data` as in NewEntry.
    """

    text: str
    assignee_id: int | None = None
    account_id: int | None = None
    due_on: date | None = None
    due_next_meeting: bool = False
    client_id: str | None = None
    keep_personal_data: str = ""


def give_task(database: Database, actor: Actor, item_id: int, new: NewTask) -> int:
    """Give a task at a point of a meeting whose minutes are being written; returns its id."""
    require(actor, Action.KEEP_MEETING)
    words_of_entry(new.text)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        known = _known(session, actor, new.client_id)
        if known is not None:
            return known
        item, meeting = point_in_minutes(session, actor, item_id)
        due_on = next_meeting_day(session, meeting.body_id) if new.due_next_meeting else future_day(new.due_on)
        checked = require_clean(work, {"text": new.text}, new.keep_personal_data)
        task = put_task(work, meeting, item, new, due_on, checked)
        work.commit()
        return task.id


def put_task(
    work: UnitOfWork, meeting: Meeting, item: AgendaItem, new: NewTask, due_on: date | None, checked: Checked
) -> Task:
    """Give a task whose words and day were checked at a point, within a service that holds the minutes.

    At a point about a duplicate it is given where that is followed, as if it had come along with the merging.
    """
    task = _task(work, new, words_of_entry(new.text), due_on)
    task.body_id, task.meeting_id, task.agenda_item_id = meeting.body_id, meeting.id, item.id
    if item.issue_id is not None:
        task.issue_id = followed_in(work.session, work.actor, item.issue_id)
        if task.issue_id != item.issue_id:
            task.from_issue_id = item.issue_id
    require_readers(work.session, task)
    note_discussed(work.session, item)
    _put(work, task, checked)
    return task


def give_part(database: Database, actor: Actor, issue_id: int, new: NewTask) -> int:
    """Give one organisation its part of an issue that several work on; returns the id of the task."""
    require(actor, Action.ADVANCE_ISSUE)
    words = words_of_entry(new.text)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        known = _known(session, actor, new.client_id)
        if known is not None:
            return known
        issue = visible_issue(session, actor, issue_id)
        require_followed_here(session, actor, issue)
        if new.due_next_meeting and issue.body_id is None:
            raise InvalidValue(N_("This issue belongs to no cell or commission, so choose a date instead."))
        by_meeting = new.due_next_meeting and issue.body_id is not None
        due_on = next_meeting_day(session, issue.body_id or 0) if by_meeting else future_day(new.due_on)
        task = _task(work, new, words, due_on)
        task.body_id, task.issue_id = issue.body_id, issue.id
        require_readers(session, task)
        _put(work, task, require_clean(work, {"text": new.text}, new.keep_personal_data))
        work.commit()
        return task.id


def settle_task(
    database: Database,
    actor: Actor,
    task_id: int,
    row_version: int,
    status: TaskStatus,
    answer: str = "",
    *,
    keep_personal_data: str = "",
) -> None:
    """Say that a task was done (or is no longer needed, or is open again), with an answer.

    The next meeting of the body hears it. Raises StaleEdit if somebody else changed the task meanwhile.
    """
    require(actor, Action.ADVANCE_ISSUE)
    with database.write(actor) as work:
        hold_minutes(work)
        task = visible_task(work.session, actor, task_id)
        if task.row_version != row_version:
            raise StaleEdit("task", task_id)
        if task.status == status:
            raise InvalidValue(N_("The task is already: {status}."), status=status)
        if status == TaskStatus.OPEN and task.agenda_item_id is None and task.issue_id is not None:
            require_followed_here(work.session, actor, visible_issue(work.session, actor, task.issue_id))
        checked = require_clean(work, {"answer": answer}, keep_personal_data)
        before = {"status": task.status, "answer": task.answer}
        task.status, task.status_since, task.status_recorded_at = status, clock.today(), work.recorded_at
        task.answer = checked_note(answer)
        work.session.flush()
        after = {"status": task.status, "answer": task.answer}
        work.audit("settle", "task", task.id, checked.told({"before": before, "after": after}))
        work.commit()


def open_parts(session: Session, issue_id: int) -> int:
    """How many parts of the issue are still open; what was given at a meeting comes back there."""
    query = select(func.count()).where(
        Task.issue_id == issue_id, Task.agenda_item_id.is_(None), Task.status == TaskStatus.OPEN
    )
    return session.scalar(query) or 0


def visible_task(session: Session, actor: Actor, task_id: int) -> Task:
    """The task, or NotFound unless it is one of the actor's city and about no issue that is hidden from them."""
    task = session.scalar(
        select(Task)
        .outerjoin(Issue, (Issue.id == Task.issue_id) & visible(actor, Issue))
        .where(
            Task.id == task_id,
            Task.text != "",  # taken back
            Task.municipality_id == actor.municipality_id,
            or_(Task.issue_id.is_(None), Issue.id.is_not(None)),
        )
    )
    if task is None:
        raise NotFound
    return task


def _task(work: UnitOfWork, new: NewTask, words: str, due_on: date | None) -> Task:
    session, actor = work.session, work.actor
    if new.assignee_id is not None:
        require_organisation(session, actor, new.assignee_id)
    if new.account_id is not None:
        require_colleague(session, actor, new.account_id, new.assignee_id)
    return Task(
        municipality_id=actor.municipality_id,
        text=words,
        assignee_id=new.assignee_id,
        account_id=new.account_id,
        due_on=due_on,
        due_next_meeting=new.due_next_meeting,
        status=TaskStatus.OPEN,
        status_since=clock.today(),
        status_recorded_at=work.recorded_at,
        client_id=new.client_id or None,
        recorded_at=work.recorded_at,
        recorded_by=actor.account_id,
    )


def _put(work: UnitOfWork, task: Task, checked: Checked) -> None:
    work.session.add(task)
    work.session.flush()
    told = {
        "point": task.agenda_item_id,
        "issue": task.issue_id,
        "assignee": task.assignee_id,
        "account": task.account_id,
        "due_on": task.due_on,
        "due_next_meeting": task.due_next_meeting,
        "text": task.text,
    }
    work.audit("give", "task", task.id, checked.told(told))


def require_readers(session: Session, task: Task) -> None:
    """Raise InvalidValue unless those who get the task may know of its issue."""
    if task.issue_id is not None and task.assignee_id is not None:
        require_reader(session, session.get_one(Issue, task.issue_id), task.assignee_id, task.account_id)


def future_day(due_on: date | None) -> date | None:
    """The day, unless it has passed (InvalidValue)."""
    if due_on is not None and due_on < clock.today():
        raise InvalidValue(N_("The deadline {day} has already passed. Choose today or a later day."), day=due_on)
    return due_on


def _known(session: Session, actor: Actor, client_id: str | None) -> int | None:
    if not client_id:
        return None
    known = session.scalar(select(Task.id).where(Task.client_id == client_id))
    return None if known is None else visible_task(session, actor, known).id
