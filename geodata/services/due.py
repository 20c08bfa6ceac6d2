"""What is due by each rule of retention: one query a rule, the same for showing and for erasing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from geodata.clock import PRAGUE
from geodata.model.fields import FREE_TEXTS
from geodata.model.meetings import TaskStatus
from geodata.model.retention import CLOSED, GONE, RetentionRule
from geodata.model.submissions import WAITING_SUBMISSIONS
from geodata.tables import (
    AccountSession,
    AgendaItem,
    Audit,
    AuditWords,
    FindingAnswer,
    Issue,
    IssueEvent,
    IssueSite,
    Load,
    Meeting,
    MinutesEntry,
    Observation,
    OneTimeLink,
    Patrol,
    PatrolTrack,
    Photo,
    Placing,
    Site,
    Submission,
    SubmissionEvent,
    Task,
    ZoneException,
)

_FREE_TEXTS = sorted(FREE_TEXTS)

Due = Select[int, Any]  # the number of each record, and the day or moment since when it counts


def end_of(day: date) -> datetime:
    """The first moment after the day in the city."""
    return datetime.combine(day + timedelta(days=1), time(), PRAGUE)


def due_query(rule: RetentionRule, municipality_id: int, last_day: date) -> Due:
    """The records of a municipality that are due by a rule: of `last_day` or earlier."""
    return _QUERIES[rule](municipality_id, last_day)


def _notes(municipality_id: int, last_day: date) -> Due:
    return select(Observation.id, Observation.observed_on).where(
        Observation.municipality_id == municipality_id,
        or_(
            Observation.note.is_not(None), *(Observation.details[name].as_string().is_not(None) for name in _FREE_TEXTS)
        ),
        Observation.observed_on <= last_day,
        Observation.recorded_at < end_of(last_day),
    )


def _photos(municipality_id: int, last_day: date) -> Due:
    return select(Photo.id, Photo.taken_on).where(
        Photo.municipality_id == municipality_id,
        Photo.taken_on <= last_day,
        Photo.recorded_at < end_of(last_day),
        _is_not_the_last(Photo),
    )


def _closed_issues(municipality_id: int, last_day: date) -> Due:
    """Closed long ago, with nothing that was still done about them since: no step, no task, no letter.

    A duplicate is the past of the issue in which it is followed, so it waits until that is due as well.
    """
    survivor = aliased(Issue)
    followed_in_due = exists().where(survivor.id == Issue.duplicate_of_id, *_issue_is_over(survivor, last_day))
    return select(Issue.id, Issue.status_since).where(
        Issue.municipality_id == municipality_id,
        *_issue_is_over(Issue, last_day),
        or_(Issue.duplicate_of_id.is_(None), followed_in_due),
    )


def _issue_is_over(issue: type[Issue], last_day: date) -> tuple[ColumnElement[bool], ...]:
    """What has to hold of an issue by itself, or of an alias of the table, for it to be due."""
    younger = exists().where(IssueEvent.issue_id == issue.id, IssueEvent.recorded_at >= end_of(last_day))
    at_work = exists().where(
        Task.issue_id == issue.id,
        Task.text != "",  # taken back
        or_(Task.status == TaskStatus.OPEN, Task.status_recorded_at >= end_of(last_day)),
    )
    waited_for = exists().where(
        Submission.issue_id == issue.id,
        or_(
            Submission.state.in_(WAITING_SUBMISSIONS),
            exists().where(
                SubmissionEvent.submission_id == Submission.id, SubmissionEvent.recorded_at >= end_of(last_day)
            ),
        ),
    )
    return (
        issue.status.in_(CLOSED),
        issue.status_since <= last_day,
        ~younger,
        ~at_work,
        ~waited_for,
        issue.id < _newest(Issue),  # as `_is_not_the_last`, of an alias too
        _holds_no_last(Task, Task.issue_id == issue.id),
        _holds_no_last(Submission, Submission.issue_id == issue.id),
        _holds_no_last(MinutesEntry, MinutesEntry.agenda_item_id == AgendaItem.id, AgendaItem.issue_id == issue.id),
    )


def _closed_sites(municipality_id: int, last_day: date) -> Due:
    about = exists().where(
        IssueSite.site_id == Site.id,
        IssueSite.issue_id == Issue.id,
        or_(Issue.status.not_in(CLOSED), Issue.status_since > last_day),
    )
    younger = exists().where(
        Observation.site_id == Site.id,
        or_(Observation.observed_on > last_day, Observation.recorded_at >= end_of(last_day)),
    )
    # Why a version treats a venue otherwise stays as long as the version does.
    answered = exists().where(FindingAnswer.site_id == Site.id)
    excepted = exists().where(ZoneException.site_id == Site.id)
    return select(Site.id, Site.condition_since).where(
        ~answered,
        ~excepted,
        Site.municipality_id == municipality_id,
        Site.condition.in_(GONE),
        Site.condition_since <= last_day,
        Site.recorded_at < end_of(last_day),
        ~about,
        ~younger,
        _is_not_the_last(Site),
    )


def _agenda(municipality_id: int, last_day: date) -> Due:
    return (
        select(AgendaItem.id, Meeting.starts_at)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.municipality_id == municipality_id,
            AgendaItem.title != "",
            Meeting.starts_at < end_of(last_day),
            AgendaItem.recorded_at < end_of(last_day),
            _holds_no_last(Task, Task.agenda_item_id == AgendaItem.id),
            _holds_no_last(MinutesEntry, MinutesEntry.agenda_item_id == AgendaItem.id),
        )
    )


def _patrols(municipality_id: int, last_day: date) -> Due:
    return select(Patrol.id, Patrol.ends_at).where(
        Patrol.municipality_id == municipality_id,
        Patrol.ends_at < end_of(last_day),
        Patrol.recorded_at < end_of(last_day),
        or_(Patrol.stopped_at.is_(None), Patrol.stopped_at < end_of(last_day)),
        _is_not_the_last(Patrol),
    )


def _patrol_tracks(municipality_id: int, last_day: date) -> Due:
    return select(PatrolTrack.id, PatrolTrack.recorded_at).where(
        PatrolTrack.municipality_id == municipality_id, PatrolTrack.recorded_at < end_of(last_day)
    )


def _loads(municipality_id: int, last_day: date) -> Due:
    waiting = exists().where(Placing.load_id == Load.id)
    return select(Load.id, Load.recorded_at).where(
        Load.municipality_id == municipality_id,
        Load.recorded_at < end_of(last_day),
        or_(Load.file_name != "", waiting),
    )


def _sign_in(municipality_id: int, last_day: date) -> Due:
    sessions = select(AccountSession.id, AccountSession.used_at.label("since")).where(
        AccountSession.municipality_id == municipality_id,
        AccountSession.used_at < end_of(last_day),
        AccountSession.ends_at < end_of(last_day),
    )
    links = select(OneTimeLink.id, OneTimeLink.expires_at).where(
        OneTimeLink.municipality_id == municipality_id, OneTimeLink.expires_at < end_of(last_day)
    )
    both = sessions.union_all(links).subquery()
    return select(both.c.id, both.c.since)


def _audit_words(municipality_id: int, last_day: date) -> Due:
    beside = exists().where(AuditWords.audit_id == Audit.id)
    return select(Audit.id, Audit.recorded_at).where(
        Audit.municipality_id == municipality_id, and_(Audit.recorded_at < end_of(last_day), beside)
    )


def _is_not_the_last(table: Any) -> Any:
    """SQLite gives the number of a removed last row to the next one, and a number must never mean two records."""
    return table.id < _newest(table)


def _holds_no_last(table: Any, *hangs: Any) -> Any:
    """The same of a table whose rows go along with the record that they hang on."""
    return ~exists().where(table.id == _newest(table), *hangs)


def _newest(table: Any) -> Any:
    newest: InstrumentedAttribute[int] = aliased(table).id
    return select(func.max(newest)).scalar_subquery()


_QUERIES: dict[RetentionRule, Callable[[int, date], Due]] = {
    RetentionRule.CLOSED_ISSUES: _closed_issues,
    RetentionRule.CLOSED_SITES: _closed_sites,
    RetentionRule.NOTES: _notes,
    RetentionRule.PHOTOS: _photos,
    RetentionRule.AGENDA: _agenda,
    RetentionRule.PATROLS: _patrols,
    RetentionRule.PATROL_TRACKS: _patrol_tracks,
    RetentionRule.LOADS: _loads,
    RetentionRule.SIGN_IN: _sign_in,
    RetentionRule.AUDIT_WORDS: _audit_words,
}
