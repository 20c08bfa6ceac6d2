"""What a meeting brought about beyond its minutes: the issues that were raised there, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import required_meeting
from geodata.services.issue_list import sites_of
from geodata.services.issue_selection import is_overdue
from geodata.services.references import Deadline, IssueRef, SiteRef
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueEvent, Organisation


@dataclass(frozen=True, slots=True)
class RaisedIssue:
    """An issue that was raised at the meeting, as it is today."""

    issue: IssueRef
    assignee: str | None
    deadline: Deadline
    sites: tuple[SiteRef, ...]


def issues_raised_at(database: Database, actor: Actor, meeting_id: int) -> tuple[RaisedIssue, ...]:
    """The issues raised at the meeting, in the order of their numbers, of those the actor may know of."""
    require(actor, Action.VIEW)
    with database.read() as session:
        meeting = required_meeting(session, actor, meeting_id)
        raised_here = (IssueEvent.meeting_id == meeting.id) & (IssueEvent.status == IssueStatus.RAISED)
        query = (
            select(Issue, Organisation.short_name)
            .outerjoin(Organisation, Organisation.id == Issue.assignee_id)
            .where(Issue.id.in_(select(IssueEvent.issue_id).where(raised_here)), still_visible(actor, Issue))
            .order_by(Issue.id)
        )
        rows = session.execute(query).all()
        sites = sites_of(session, actor, [issue.id for issue, _assignee in rows])
        return tuple(
            RaisedIssue(
                issue=IssueRef(issue.id, issue.number, issue.title, issue.status),
                assignee=assignee,
                deadline=Deadline(issue.due_on, issue.due_next_meeting, is_overdue(issue.status, issue.due_on)),
                sites=sites.get(issue.id, ()),
            )
            for issue, assignee in rows
        )
