"""Who answers, how long it takes and how: what the register says of each authority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.submissions import SENT_ONCE, AnswerKind, SubmissionEventKind, SubmissionKind
from geodata.policy import Action, require
from geodata.services.kept import Kept
from geodata.services.submission_events import is_late
from geodata.services.visibility import still_visible
from geodata.tables import Issue, Organisation, Submission, SubmissionEvent


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """What became of the letters to one authority. `in_time` and `late` count answers where there was a deadline.

    `overdue` are those that wait past it. `median_days` from sending to the first answer; None where none came.
    """

    authority_id: int
    authority: str
    sent: int
    answered: int
    in_time: int
    late: int
    overdue: int
    median_days: float | None
    answers: Mapping[AnswerKind, int]


# What the register says moves with its letters, with who may know of their issues, and with the day.
_kept: Kept[tuple[AuthorityRecord, ...]] = Kept(("submissions", "issues"))
_NAMELESS = ""  # what an authority is called is asked each time: it moves with none of these


def authority_records(database: Database, actor: Actor, *, since: date | None = None) -> tuple[AuthorityRecord, ...]:
    """Each authority that was written to (since a day), the one with most letters first.

    Reminders are no letters of their own here: what they remind of is counted. Of issues the actor may know of.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        records = _kept.get(session, actor, since, lambda: _records(session, actor, since))
        asked = [record.authority_id for record in records]
        query = select(Organisation.id, Organisation.short_name).where(Organisation.id.in_(asked))
        names = {row.id: row.short_name for row in session.execute(query)}
    named = [replace(record, authority=names[record.authority_id]) for record in records]
    return tuple(sorted(named, key=lambda record: (-record.sent, record.authority, record.authority_id)))


def _records(session: Session, actor: Actor, since: date | None) -> tuple[AuthorityRecord, ...]:
    first = (
        select(SubmissionEvent.submission_id, func.min(SubmissionEvent.happened_on).label("day"))
        .where(
            SubmissionEvent.municipality_id == actor.municipality_id,
            SubmissionEvent.kind == SubmissionEventKind.ANSWERED,
        )
        .group_by(SubmissionEvent.submission_id)
        .subquery()
    )
    query = (
        select(
            Submission.authority_id,
            Submission.state,
            Submission.sent_on,
            Submission.due_on,
            Submission.answer_kind,
            first.c.day.label("answered_on"),
        )
        .join(Issue, Issue.id == Submission.issue_id)
        .outerjoin(first, first.c.submission_id == Submission.id)
        .where(
            Submission.municipality_id == actor.municipality_id,
            Submission.state.in_(sorted(SENT_ONCE)),
            Submission.kind != SubmissionKind.REMINDER,
            still_visible(actor, Issue),
        )
    )
    if since is not None:
        query = query.where(Submission.sent_on >= since)
    by_authority: dict[int, list[Row[Any]]] = {}
    for row in session.execute(query):
        by_authority.setdefault(row.authority_id, []).append(row)
    return tuple(_record(authority_id, rows) for authority_id, rows in by_authority.items())


def _record(authority_id: int, rows: list[Row[Any]]) -> AuthorityRecord:
    answered = [row for row in rows if row.answered_on is not None]
    bound = [row for row in answered if row.due_on is not None]
    in_time = sum(row.answered_on <= row.due_on for row in bound)
    days = [(row.answered_on - row.sent_on).days for row in answered]
    return AuthorityRecord(
        authority_id=authority_id,
        authority=_NAMELESS,
        sent=len(rows),
        answered=len(answered),
        in_time=in_time,
        late=len(bound) - in_time,
        overdue=sum(is_late(row.state, row.due_on) for row in rows),
        median_days=float(median(days)) if days else None,
        answers=dict(Counter(row.answer_kind for row in rows if row.answer_kind is not None)),
    )
