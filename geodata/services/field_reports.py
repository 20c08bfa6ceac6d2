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


@dataclass(frozen=True, slots=True)
class MeetingAnswer:
    """What was said of an issue at a meeting."""

    on: date
    meeting: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportedIssue:
    id: int
    title: str
    status: IssueStatus
    who: str | None
    due_on: date | None
    last_answer: MeetingAnswer | None


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
        select(IssueSite.site_id, Issue.id, Issue.title, Issue.status, Organisation.short_name, Issue.due_on)
        .join(Issue, Issue.id == IssueSite.issue_id)
        .outerjoin(Organisation, Organisation.id == Issue.assignee_id)
        .where(IssueSite.site_id.in_(site_ids), Issue.recorded_by == actor.account_id, still_visible(actor, Issue))
        .order_by(Issue.id)
    )
    rows = session.execute(query).all()
    answers = _answers(session, {row.id for row in rows})
    found: dict[int, tuple[ReportedIssue, ...]] = defaultdict(tuple)
    for row in rows:
        issue = ReportedIssue(row.id, row.title, row.status, row.short_name, row.due_on, answers.get(row.id))
        found[row.site_id] = (*found[row.site_id], issue)
    return found


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
