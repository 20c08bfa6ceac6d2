"""The agenda that writes itself: what a meeting of a body should speak of, and why.

Read for each meeting anew and stored nowhere until somebody takes a point over (`agenda_points`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES
from geodata.model.meetings import TOOK_PLACE, AgendaReason
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.agenda_patrols import patrols_to_hear
from geodata.services.agenda_proposals import proposals_to_review
from geodata.services.agenda_reasons import count_open_here, reasons_for
from geodata.services.agenda_selection import FIRST_POINT, Found
from geodata.services.issue_events import required_meeting
from geodata.services.issue_list import sites_of
from geodata.services.issue_selection import is_overdue
from geodata.services.newest_photos import newest_photos
from geodata.services.references import IssueRef, MeetingRef, PatrolRef, ProposalRef, SiteRef
from geodata.services.task_lines import TaskLine, task_lines
from geodata.services.visibility import still_visible
from geodata.tables import (
    AgendaItem,
    Body,
    Issue,
    Meeting,
    Organisation,
    Task,
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A point that the meeting should take: about an issue, a task that was given without one, a proposal of zones, the
    result of a patrol, or a point of an earlier meeting (`returns_from`) that was not finished. `reasons`: why, the
    strongest first.

    `tasks` are the open ones, and those that were settled since the last meeting; `photo_id` is the newest picture of
    its first place; `organisation_id` is whose point it is. `is_late`: something about it is overdue today already,
    not only on the day of the meeting.
    """

    reasons: tuple[AgendaReason, ...]
    title: str
    issue: IssueRef | None = None
    proposal: ProposalRef | None = None
    patrol: PatrolRef | None = None
    returns_from: int | None = None
    organisation_id: int | None = None
    organisation: str | None = None
    due_on: date | None = None
    sites: tuple[SiteRef, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    photo_id: int | None = None
    is_late: bool = False

    @property
    def is_news(self) -> bool:
        """Whether the meeting has something to do or to hear: what is finished is heard of once."""
        is_open = self.issue is None or self.issue.status in OPEN_STATUSES
        return is_open or AgendaReason.ANSWERED in self.reasons

    @property
    def key(self) -> str:
        """Names the point among the proposed ones."""
        if self.proposal is not None:
            return f"proposal-{self.proposal.id}"
        if self.patrol is not None:
            return f"patrol-{self.patrol.id}"
        return f"issue-{self.issue.id}" if self.issue is not None else f"point-{self.returns_from}"


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a meeting should speak of; `since` is the last meeting of the body, None where it never met.

    `left_out` counts the open issues of the body that are neither proposed nor on the agenda.
    """

    since: MeetingRef | None
    points: tuple[Proposed, ...]
    left_out: int = 0


def proposed_points(database: Database, actor: Actor, meeting_id: int) -> Proposals:
    """What the meeting should speak of and does not yet: the promised first, the newly reported last."""
    require(actor, Action.KEEP_MEETING)
    with database.read() as session:
        meeting = required_meeting(session, actor, meeting_id)
        proposals = proposals_for(session, actor, meeting)
        listed = [point.issue.id for point in proposals.points if point.issue is not None]
        return replace(proposals, left_out=count_open_here(session, actor, meeting, listed))


def proposals_for(session: Session, actor: Actor, meeting: Meeting) -> Proposals:
    """The same, within a session of a service."""
    last = last_before(session, meeting)
    found = reasons_for(session, actor, meeting, last)
    points = (
        *_of_issues(session, actor, last, found),
        *_of_points(session, actor, last, found),
        *(Proposed((AgendaReason.PROPOSAL,), one.title, proposal=one) for one in proposals_to_review(session, meeting)),
        *_of_patrols(session, meeting),
    )
    body = session.get_one(Body, meeting.body_id).name
    since = None if last is None else MeetingRef(last.id, body, last.starts_at)
    return Proposals(since, tuple(sorted(points, key=_order)))


def _order(point: Proposed) -> tuple[int, bool, date, str]:
    reason = point.reasons[0]
    is_still_to_come = reason == AgendaReason.OVERDUE and not point.is_late
    return list(AgendaReason).index(reason), is_still_to_come, point.due_on or date.max, point.title


def last_before(session: Session, meeting: Meeting) -> Meeting | None:
    """The last meeting of the same body that took place before this one."""
    return session.scalar(
        select(Meeting)
        .where(
            Meeting.body_id == meeting.body_id,
            Meeting.state.in_(TOOK_PLACE),
            Meeting.starts_at < meeting.starts_at,
            Meeting.id != meeting.id,
        )
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    )


def _of_issues(session: Session, actor: Actor, last: Meeting | None, found: Found) -> list[Proposed]:
    ids = list(found.issues)
    query = (
        select(Issue, Organisation.short_name)
        .outerjoin(Organisation, Organisation.id == Issue.raised_by_id)
        .where(Issue.id.in_(ids), still_visible(actor, Issue))
    )
    sites = sites_of(session, actor, ids)
    tasks = task_lines(session, actor, Task.issue_id.in_(ids), since=None if last is None else last.starts_at)
    photos = newest_photos(session, [refs[0].id for refs in sites.values()])
    of_issue = {id_: tuple(line for line in tasks if line.issue_id == id_) for id_ in ids}
    return [
        Proposed(
            reasons=tuple(sorted(found.issues[issue.id], key=list(AgendaReason).index)),
            title=issue.title,
            issue=IssueRef(issue.id, issue.number, issue.title, issue.status),
            organisation_id=issue.raised_by_id,
            organisation=organisation,
            due_on=issue.due_on,
            sites=sites.get(issue.id, ()),
            tasks=of_issue[issue.id],
            photo_id=photos.get(sites[issue.id][0].id) if issue.id in sites else None,
            is_late=_is_late(issue, found, of_issue[issue.id]),
        )
        for issue, organisation in session.execute(query)
    ]


def _of_patrols(session: Session, meeting: Meeting) -> list[Proposed]:
    found = patrols_to_hear(session, meeting)
    names = select(Organisation.id, Organisation.short_name).where(Organisation.id.in_({by for _patrol, by in found}))
    organisations = dict(session.execute(names).all())
    return [
        Proposed(
            (AgendaReason.PATROL,),
            patrol.purpose,
            patrol=patrol,
            organisation_id=by,
            organisation=None if by is None else organisations.get(by),
        )
        for patrol, by in found
    ]


def _is_late(issue: Issue, found: Found, tasks: tuple[TaskLine, ...]) -> bool:
    is_issue_late = is_overdue(issue.status, issue.due_on) or issue.id in found.late_letters
    return is_issue_late or any(line.deadline.overdue for line in tasks)


def _of_points(session: Session, actor: Actor, last: Meeting | None, found: Found) -> list[Proposed]:
    ids = list(found.points)
    query = (
        select(AgendaItem, Organisation.short_name, FIRST_POINT)
        .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
        .where(or_(AgendaItem.id.in_(ids), AgendaItem.returns_from_id.in_(ids)))
        .order_by(AgendaItem.id)
    )
    come_back = session.execute(query).all()
    first_of = {item.id: first for item, _name, first in come_back}
    tasks: dict[int, list[TaskLine]] = {id_: [] for id_ in ids}
    since = None if last is None else last.starts_at
    for line in task_lines(session, actor, Task.agenda_item_id.in_(first_of), since=since):
        tasks[first_of[line.point_id or 0]].append(line)
    # As it read the last time: the words of the first may have been changed since, or erased.
    newest = {first: (item, name) for item, name, first in come_back if item.title}
    return [
        Proposed(
            reasons=tuple(sorted(found.points[first], key=list(AgendaReason).index)),
            title=item.title,
            returns_from=first,
            organisation_id=item.organisation_id,
            organisation=organisation,
            due_on=min((line.due_on for line in tasks[first] if line.due_on), default=None),
            tasks=tuple(tasks[first]),
            is_late=any(line.deadline.overdue for line in tasks[first]),
        )
        for first, (item, organisation) in newest.items()
    ]
