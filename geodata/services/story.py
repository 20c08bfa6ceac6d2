"""The whole story of a place on one time line: what was seen, what became of its issues, where it was spoken of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.issues import IssueEventKind
from geodata.model.meetings import WRITTEN_UP, AgendaKind, TaskStatus
from geodata.model.people import Actor
from geodata.model.retention import ErasedKind
from geodata.model.sites import Condition
from geodata.policy import Action, require
from geodata.services.duplicates import duplicates_of
from geodata.services.event_lines import EventLine, event_line, event_query
from geodata.services.field_records import is_clash
from geodata.services.issue_events import day_of
from geodata.services.readings import Opened, note_reading
from geodata.services.references import IssueRef, MeetingRef
from geodata.services.sites import visible_site
from geodata.services.story_minutes import decisions_about, tasks_about
from geodata.services.story_submissions import SubmissionStep, steps_about
from geodata.services.task_lines import TaskLine
from geodata.services.tombstones import Erasure, erasures
from geodata.services.visibility import still_visible
from geodata.tables import (
    Account,
    AgendaItem,
    Body,
    Issue,
    IssueEvent,
    IssueSite,
    Meeting,
    Observation,
    Organisation,
    Photo,
)


class StoryKind(StrEnum):
    OBSERVATION = "observation"
    ISSUE = "issue"
    MEETING = "meeting"
    SUBMISSION = "submission"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One entry: when it was true, when it was recorded, by whom, at which meeting; the rest is of its kind.

    `dated` is False for an observation of a file that did not say when: it stands at the day of the loading.

    OBSERVATION: condition, details, note, photo_ids; `clash` where whoever wrote it had not seen what somebody else had
    written meanwhile. ISSUE: issue, event. MEETING: issue, agenda_kind, title, note; `missed` where the meeting ended
    without coming to it; for a task `task`, and once more for how it was settled, with the answer as its note.
    SUBMISSION: issue, submission (the letter and the step of it), its note.
    PHOTO: photo_ids of pictures taken without an observation. `erased`: the words that stood here were erased.
    """

    kind: StoryKind
    happened_on: date
    recorded_at: datetime
    person: str | None = None
    organisation: str | None = None
    meeting: MeetingRef | None = None
    condition: Condition | None = None
    details: dict[str, Any] = field(default_factory=dict)
    dated: bool = True
    note: str | None = None
    photo_ids: tuple[int, ...] = ()
    clash: bool = False
    issue: IssueRef | None = None
    event: EventLine | None = None
    agenda_kind: AgendaKind | None = None
    missed: bool = False
    title: str | None = None
    erased: Erasure | None = None
    task: TaskLine | None = None
    settled: bool = False
    submission: SubmissionStep | None = None


def site_story(
    database: Database, actor: Actor, site_id: int, *, kinds: Collection[StoryKind] = frozenset()
) -> list[StoryEntry]:
    """The entries of the chosen kinds (all where none is chosen), newest first.

    NotFound if the site does not exist or the actor may not know of it; issues the actor may not know of are left out.
    """
    require(actor, Action.VIEW)
    wanted = set(kinds) or set(StoryKind)
    with database.read() as session:
        site = visible_site(session, actor, site_id)
        sensitivity = site.sensitivity
        entries: list[StoryEntry] = []
        if wanted & {StoryKind.OBSERVATION, StoryKind.PHOTO}:
            entries += _seen(session, actor, site_id)
        if wanted & {StoryKind.ISSUE, StoryKind.MEETING, StoryKind.SUBMISSION}:
            issues = _issues(session, actor, site_id)
            entries += _issue_events(session, actor, site_id, issues)
            entries += _agenda(session, actor, issues)
            entries += _minutes(session, actor, issues)
            entries += _submissions(session, actor, issues)
    note_reading(database, actor, Opened.SITE, site_id, sensitivity)
    chosen = [entry for entry in entries if entry.kind in wanted]
    return sorted(chosen, key=lambda entry: (entry.happened_on, entry.recorded_at), reverse=True)


def _seen(session: Session, actor: Actor, site_id: int) -> Iterable[StoryEntry]:
    photos: dict[int | None, list[tuple[Photo, str | None, str | None]]] = defaultdict(list)
    taken = (
        select(Photo, Account.name, Organisation.short_name)
        .outerjoin(Account, Account.id == Photo.recorded_by)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    )
    of_site = taken.where(Photo.site_id == site_id).order_by(Photo.id)
    for photo, photographer, of in session.execute(of_site):
        photos[photo.observation_id].append((photo, photographer, of))
    query = (
        select(
            Observation,
            Account.name.label("person"),
            Organisation.short_name.label("organisation"),
            Meeting.starts_at,
            Body.name.label("body"),
        )
        .outerjoin(Account, Account.id == Observation.recorded_by)
        .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
        .outerjoin(Meeting, Meeting.id == Observation.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .where(Observation.site_id == site_id)
    )
    rows = session.execute(query).all()
    erased = erasures(session, actor, ErasedKind.NOTE, [row.Observation.id for row in rows if not row.Observation.note])
    for row in rows:
        seen: Observation = row.Observation
        yield StoryEntry(
            kind=StoryKind.OBSERVATION,
            happened_on=seen.observed_on,
            recorded_at=seen.recorded_at,
            person=row.person,
            organisation=row.organisation,
            meeting=MeetingRef(seen.meeting_id, row.body, row.starts_at) if seen.meeting_id is not None else None,
            condition=seen.condition,
            details=seen.details or {},
            dated=seen.dated,
            note=seen.note,
            erased=erased.get(seen.id),
            photo_ids=tuple(photo.id for photo, *_ in photos.get(seen.id, [])),
            clash=is_clash(session, seen),
        )
    for alone, person, organisation in photos.get(None, []):
        yield StoryEntry(
            StoryKind.PHOTO, alone.taken_on, alone.recorded_at, person, organisation, photo_ids=(alone.id,)
        )


def _issues(session: Session, actor: Actor, site_id: int) -> dict[int, IssueRef]:
    """The issues that are, or once were, about the site, and those merged into them, of those the actor may know of."""
    linked = select(IssueSite.issue_id).where(IssueSite.site_id == site_id)
    unlinked = select(IssueEvent.issue_id).where(IssueEvent.site_id == site_id)
    about = Issue.id.in_(linked.union(unlinked))
    ids = session.scalars(select(Issue.id).where(about, still_visible(actor, Issue))).all()
    query = select(Issue.id, Issue.number, Issue.title, Issue.status).where(
        Issue.id.in_([*ids, *duplicates_of(session, actor, ids)])
    )
    return {row.id: IssueRef(row.id, row.number, row.title, row.status) for row in session.execute(query)}


def _issue_events(session: Session, actor: Actor, site_id: int, issues: dict[int, IssueRef]) -> Iterable[StoryEntry]:
    """What happened to these issues; links of other sites and what the agenda says anyway are left out."""
    query = event_query(actor).where(
        IssueEvent.issue_id.in_(issues),
        IssueEvent.kind != IssueEventKind.DISCUSSED,
        (IssueEvent.site_id.is_(None)) | (IssueEvent.site_id == site_id),
    )
    for line in map(event_line, session.execute(query)):
        yield StoryEntry(
            kind=StoryKind.ISSUE,
            happened_on=line.happened_on,
            recorded_at=line.recorded_at,
            person=line.person,
            organisation=line.organisation,
            meeting=line.meeting,
            note=line.note,
            issue=issues[line.issue_id],
            event=line,
        )


def _agenda(session: Session, actor: Actor, issues: dict[int, IssueRef]) -> Iterable[StoryEntry]:
    query = (
        select(
            AgendaItem,
            Meeting.starts_at,
            Meeting.state,
            Body.name.label("body"),
            Organisation.short_name.label("organisation"),
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
        .where(AgendaItem.issue_id.in_(issues))
    )
    rows = session.execute(query).all()
    erased = erasures(session, actor, ErasedKind.AGENDA_ITEM, [row.AgendaItem.id for row in rows])
    for row in rows:
        item: AgendaItem = row.AgendaItem
        yield StoryEntry(
            kind=StoryKind.MEETING,
            happened_on=day_of(row.starts_at),
            recorded_at=item.recorded_at,
            organisation=row.organisation,
            meeting=MeetingRef(item.meeting_id, row.body, row.starts_at),
            issue=issues[item.issue_id] if item.issue_id is not None else None,
            agenda_kind=item.kind,
            missed=row.state in WRITTEN_UP and not item.discussed,
            title=item.title,
            note=item.text,
            erased=erased.get(item.id),
        )


def _minutes(session: Session, actor: Actor, issues: dict[int, IssueRef]) -> Iterable[StoryEntry]:
    """What was decided about these issues, which tasks were given for them, and how those were settled."""
    for decision in decisions_about(session, issues):
        yield StoryEntry(
            kind=StoryKind.MEETING,
            happened_on=day_of(decision.meeting.starts_at),
            recorded_at=decision.recorded_at,
            organisation=decision.organisation,
            meeting=decision.meeting,
            issue=issues[decision.issue_id],
            agenda_kind=AgendaKind.DECISION,
            title=decision.text,
        )
    for task in tasks_about(session, actor, issues):
        if task.given_at is None or task.issue_id is None:
            continue
        given = StoryEntry(
            kind=StoryKind.MEETING,
            happened_on=day_of(task.given_at if task.meeting is None else task.meeting.starts_at),
            recorded_at=task.given_at,
            meeting=task.meeting,
            issue=issues[task.issue_id],
            agenda_kind=AgendaKind.TASK,
            title=task.text,
            task=task,
        )
        yield given
        if task.status != TaskStatus.OPEN and task.settled_at is not None:
            yield replace(
                given,
                happened_on=task.status_since,
                recorded_at=task.settled_at,
                organisation=task.assignee,
                note=task.answer,
                settled=True,
            )


def _submissions(session: Session, actor: Actor, issues: dict[int, IssueRef]) -> Iterable[StoryEntry]:
    """What authorities were written about these issues, and what they answered."""
    for step in steps_about(session, actor, issues):
        yield StoryEntry(
            kind=StoryKind.SUBMISSION,
            happened_on=step.event.happened_on,
            recorded_at=step.event.recorded_at,
            person=step.event.person,
            organisation=step.event.organisation,
            note=step.event.note,
            issue=issues[step.submission.issue.id],
            submission=step,
        )
