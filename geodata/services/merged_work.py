"""What is to be done about an issue goes with it: open tasks, letters, and points of agendas that are still written.

What came from a duplicate keeps its number (`from_issue_id`), so that it goes back when the duplicate is opened again.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import aliased

from geodata.model.issues import IssueEventKind
from geodata.model.meetings import WRITABLE, TaskStatus
from geodata.services.minutes_points import hold_minutes
from geodata.services.submission_events import hold_submissions
from geodata.tables import AgendaItem, Issue, IssueEvent, IssueSite, Meeting, Submission, Task
from geodata.unit_of_work import UnitOfWork


def hold_work(work: UnitOfWork) -> None:
    """Let one change of tasks and letters after another through, after `hold_issues`."""
    hold_minutes(work)
    hold_submissions(work)


def bring_work(work: UnitOfWork, duplicate: Issue, other: Issue) -> dict[str, object]:
    """Let the other issue have what is to be done about the duplicate. Returns what went, as the audit tells it.

    All letters go, so that a late answer to one comes where the matter is followed, and each stays with the one that it
    follows. Row versions stay: nobody's change of words is stale because the issue is another.
    """
    session = work.session
    tasks = session.scalars(
        select(Task.id).where(Task.issue_id == duplicate.id, Task.status == TaskStatus.OPEN).order_by(Task.id)
    ).all()
    letters = session.scalars(
        select(Submission.id).where(Submission.issue_id == duplicate.id).order_by(Submission.id)
    ).all()
    points = session.scalars(_points_still_written(duplicate, other)).all()
    for table, ids in ((Task, tasks), (Submission, letters)):
        came_from = func.coalesce(table.from_issue_id, duplicate.id)
        moved = update(table).where(table.id.in_(ids)).values(issue_id=other.id, from_issue_id=came_from)
        session.execute(moved)
    session.execute(update(AgendaItem).where(AgendaItem.id.in_(points)).values(issue_id=other.id))
    moved_rows = {"tasks": list(tasks), "submissions": list(letters), "points": list(points)}
    return {name: ids for name, ids in moved_rows.items() if ids}


def _points_still_written(duplicate: Issue, other: Issue) -> Select[int]:
    """Points about the duplicate, but for those of meetings that speak of the other already."""
    there = aliased(AgendaItem)
    speaks_of_other = select(there.id).where(there.meeting_id == AgendaItem.meeting_id, there.issue_id == other.id)
    return (
        select(AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.issue_id == duplicate.id, Meeting.state.in_(WRITABLE), ~speaks_of_other.exists())
        .order_by(AgendaItem.id)
    )


def take_work_back(work: UnitOfWork, duplicate: Issue, other: Issue) -> dict[str, object]:
    """Give the duplicate back the tasks that came from it, and the letters with all that follow them.

    A letter of it that follows one which stays, stays too: it came with a duplicate that is still followed there.
    """
    session = work.session
    tasks = session.scalars(
        select(Task.id).where(Task.from_issue_id == duplicate.id, Task.issue_id == other.id).order_by(Task.id)
    ).all()
    letters = _with_followers(
        work,
        session.scalars(
            select(Submission.id).where(
                Submission.from_issue_id == duplicate.id,
                Submission.issue_id == other.id,
                Submission.previous_id.is_(None),
            )
        ).all(),
    )
    for table, ids in ((Task, tasks), (Submission, letters)):
        session.execute(update(table).where(table.id.in_(ids)).values(issue_id=duplicate.id, from_issue_id=None))
    moved_rows = {"tasks": list(tasks), "submissions": letters}
    return {name: ids for name, ids in moved_rows.items() if ids}


def brought_from(issue: Issue) -> Select[Issue]:
    """The other issues that have something which came from this one by merging: work, points or places.

    Of a point nothing says whence it came, so those count that were on an agenda when the issue was merged.
    """
    merged, linked = aliased(IssueEvent), aliased(IssueEvent)
    was_being_written = or_(Meeting.closed_at.is_(None), Meeting.closed_at > merged.recorded_at)
    came = (
        select(Task.issue_id).where(Task.from_issue_id == issue.id),
        select(Submission.issue_id).where(Submission.from_issue_id == issue.id),
        select(IssueSite.issue_id)
        .join(linked, (linked.issue_id == IssueSite.issue_id) & (linked.site_id == IssueSite.site_id))
        .where(linked.other_issue_id == issue.id, linked.kind == IssueEventKind.LINK),
        select(AgendaItem.issue_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(merged, or_(merged.issue_id == AgendaItem.issue_id, AgendaItem.issue_id == issue.duplicate_of_id))
        .where(merged.other_issue_id == issue.id, merged.kind == IssueEventKind.MERGED)
        .where(AgendaItem.recorded_at < merged.recorded_at, was_being_written, AgendaItem.title != ""),
    )
    has_some = or_(*(Issue.id.in_(query) for query in came))
    return select(Issue).where(has_some, Issue.id != issue.id).order_by(Issue.id)


def _with_followers(work: UnitOfWork, letter_ids: Collection[int]) -> list[int]:
    """The letters with all that follow them: a letter and the one that it follows are about one issue."""
    found, newest = set(letter_ids), set(letter_ids)
    while newest:
        newest = set(work.session.scalars(select(Submission.id).where(Submission.previous_id.in_(newest)))) - found
        found |= newest
    return sorted(found)
