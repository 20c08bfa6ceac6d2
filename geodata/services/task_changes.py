"""Tasks are put right, or taken back, while the minutes in which they were given are still being written."""

from __future__ import annotations

from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.meetings import TaskStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.colleagues import require_colleague
from geodata.services.issue_events import next_meeting_day, require_organisation
from geodata.services.minutes_points import hold_minutes, point_in_minutes, words_of_entry
from geodata.services.personal_data import require_clean, told_without
from geodata.services.tasks import NewTask, future_day, require_readers, visible_task
from geodata.tables import Meeting, Task


def change_task(database: Database, actor: Actor, task_id: int, row_version: int, change: NewTask) -> None:
    """Let a task read as `change` says. Raises StaleEdit, or InvalidValue where the minutes are closed."""
    require(actor, Action.KEEP_MEETING)
    words = words_of_entry(change.text)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        task, meeting = _task_in_minutes(session, actor, task_id, row_version)
        if change.assignee_id is not None:
            require_organisation(session, actor, change.assignee_id)
        is_given_anew = _who(change) != _who(task)
        if change.account_id is not None and is_given_anew:
            require_colleague(session, actor, change.account_id, change.assignee_id)
        checked = require_clean(work, {"text": change.text}, change.keep_personal_data)
        before = _told(task)
        task.text, task.assignee_id, task.account_id = words, change.assignee_id, change.account_id
        if is_given_anew:
            require_readers(session, task)
        if change.due_next_meeting:
            task.due_on = next_meeting_day(session, meeting.body_id)
        elif change.due_on != task.due_on or task.due_next_meeting:
            task.due_on = future_day(change.due_on)
        task.due_next_meeting = change.due_next_meeting
        session.flush()
        work.audit("update", "task", task.id, checked.told({"before": before, "after": _told(task)}))
        work.commit()


def withdraw_task(database: Database, actor: Actor, task_id: int, row_version: int) -> None:
    """Take a task back that should not have been given; what it was stays in the audit.

    Its row stays, empty: SQLite would give the number to the next task, and whoever still has the old one before them
    would settle that. It stays with its point, so that what the audit says of it is erased along with that.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_minutes(work)
        task, _meeting = _task_in_minutes(work.session, actor, task_id, row_version)
        if task.status != TaskStatus.OPEN:
            raise InvalidValue(N_("The task is already: {status}."), status=task.status)
        work.audit("withdraw", "task", task_id, told_without(work, _told(task)))
        task.text, task.answer, task.status, task.due_on = "", None, TaskStatus.DROPPED, None
        task.body_id = task.meeting_id = task.issue_id = None
        task.assignee_id = task.account_id = None
        work.commit()


def _task_in_minutes(session: Session, actor: Actor, task_id: int, row_version: int) -> tuple[Task, Meeting]:
    task = visible_task(session, actor, task_id)
    if task.agenda_item_id is None:
        raise NotFound  # a part of an issue stands in no minutes
    _item, meeting = point_in_minutes(session, actor, task.agenda_item_id)
    if task.row_version != row_version:
        raise StaleEdit("task", task_id)
    return task, meeting


def _told(task: Task) -> dict[str, object]:
    return {
        "text": task.text,
        "assignee": task.assignee_id,
        "account": task.account_id,
        "due_on": task.due_on,
        "due_next_meeting": task.due_next_meeting,
    }


def _who(task: Task | NewTask) -> tuple[int | None, int | None]:
    """Who has a task: the organisation and the person of it. One who left keeps what nobody gives to another."""
    return task.assignee_id, task.account_id
