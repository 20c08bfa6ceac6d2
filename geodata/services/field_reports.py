"""What the holder of a phone reported, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.policy import Action, require, visible
from geodata.services.field_records import is_clash
from geodata.services.visibility import still_visible
from geodata.tables import Body, Issue, IssueEvent, IssueSite, Meeting, Observation, Organisation, Site

REPORTS_AT_MOST = 200
_Other = aliased(Issue)


@dataclass(frozen=True, slots=True)
class MeetingAnswer:
    """What was said of an issue at a meeting."""

    on: date
    meeting: str
    text: str


@dataclass(frozen=True, slots=True)
class JoinedTo:
    """The issue with which a reported one was merged."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ReportedIssue:
    """An issue as it was raised, and what became of it: of one that was merged, what became of the other.

    `status` is None where the other is not the actor's to know; then it is only told that there is one.
    """

    id: int
    title: str
    status: IssueStatus | None
    who: str | None
    due_on: date | None
    last_answer: MeetingAnswer | None
    joined_to: JoinedTo | None = None


@dataclass(frozen=True, slots=True)
class FieldReport:
    """One observation of the actor; `newer_by_others`: somebody else has been there since."""

    observation_id: int
    site_id: int
    site: str
    kind: SiteKind
    seen_on: date
    newer_by_others: bool
    clash: bool
    issues: tuple[ReportedIssue, ...]


def field_reports(database: Database, actor: Actor) -> tuple[FieldReport, ...]:
    """The newest reports of the actor, of places and with issues that the actor may know of today."""
    require(actor, Action.VIEW)
    newer = aliased(Observation)
    since = (
        select(newer.id)
        .where(
            newer.site_id == Observation.site_id,
            newer.dated.is_(True),
            newer.recorded_by.is_distinct_from(Observation.recorded_by),
            or_(
                newer.observed_on > Observation.observed_on,
                and_(newer.observed_on == Observation.observed_on, newer.id > Observation.id),
            ),
        )
        .exists()
    )
    query = (
        select(Observation, Site.name, Site.kind, since.label("newer"))
        .join(Site, Site.id == Observation.site_id)
        .where(
            Observation.recorded_by == actor.account_id,
            Observation.meeting_id.is_(None),
            Observation.load_id.is_(None),
            visible(actor, Site),
        )
        .order_by(Observation.id.desc())
        .limit(REPORTS_AT_MOST)
    )
    with database.read() as session:
        rows = session.execute(query).all()
        issues = _issues(session, actor, {row.Observation.site_id for row in rows})
        return tuple(
            FieldReport(
                observation_id=row.Observation.id,
                site_id=row.Observation.site_id,
                site=row.name,
                kind=row.kind,
                seen_on=row.Observation.observed_on,
                newer_by_others=row.newer,
                clash=is_clash(session, row.Observation),
                issues=issues[row.Observation.site_id],
            )
            for row in rows
        )


def _issues(session: Session, actor: Actor, site_ids: set[int]) -> dict[int, tuple[ReportedIssue, ...]]:
    """The issues that the actor raised about these places, the oldest first."""
    query = (
        select(IssueSite.site_id, Issue, _Other)
        .join(Issue, Issue.id == IssueSite.issue_id)
        .outerjoin(_Other, and_(_Other.id == Issue.duplicate_of_id, still_visible(actor, _Other)))
        .where(IssueSite.site_id.in_(site_ids), Issue.recorded_by == actor.account_id, still_visible(actor, Issue))
        .order_by(Issue.id)
    )
    rows = session.execute(query).all()
    followed = [other or issue for _, issue, other in rows]
    answers = _answers(session, {issue.id for _, issue, _ in rows} | {issue.id for issue in followed})
    names = _names(session, {issue.assignee_id for issue in followed})
    found: dict[int, tuple[ReportedIssue, ...]] = defaultdict(tuple)
    for site_id, issue, other in rows:
        found[site_id] = (*found[site_id], _reported(issue, other, names, answers))
    return found


def _reported(
    issue: Issue, other: Issue | None, names: dict[int, str], answers: dict[int, MeetingAnswer]
) -> ReportedIssue:
    if issue.duplicate_of_id is not None and other is None:
        return ReportedIssue(issue.id, issue.title, None, None, None, answers.get(issue.id))
    now = other or issue
    return ReportedIssue(
        id=issue.id,
        title=issue.title,
        status=now.status,
        who=None if now.assignee_id is None else names[now.assignee_id],
        due_on=now.due_on,
        last_answer=answers.get(now.id) or answers.get(issue.id),
        joined_to=None if other is None else JoinedTo(other.number, other.title),
    )


def _names(session: Session, organisation_ids: set[int | None]) -> dict[int, str]:
    query = select(Organisation.id, Organisation.short_name).where(Organisation.id.in_(organisation_ids))
    return {row.id: row.short_name for row in session.execute(query)}


def _answers(session: Session, issue_ids: set[int]) -> dict[int, MeetingAnswer]:
    """Of each issue the last thing that was noted at a meeting."""
    query = (
        select(IssueEvent.issue_id, IssueEvent.happened_on, Body.name, IssueEvent.note)
        .join(Meeting, Meeting.id == IssueEvent.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(IssueEvent.issue_id.in_(issue_ids), IssueEvent.note.is_not(None))
        .order_by(IssueEvent.happened_on, IssueEvent.id)
    )
    return {row.issue_id: MeetingAnswer(row.happened_on, row.name, row.note or "") for row in session.execute(query)}
