"""The register of submissions: filtered, one page at a time, and those of one issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.submissions import WAITING_SUBMISSIONS, SubmissionState
from geodata.policy import Action, require
from geodata.services.issue_events import visible_issue
from geodata.services.submission_events import shown_to
from geodata.services.submission_lines import SubmissionLine, line_query, submission_line, submission_lines
from geodata.services.visibility import still_visible
from geodata.tables import Issue, Submission


class SubmissionOrder(StrEnum):
    DUE = "due"  # those without a deadline last
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class SubmissionFilter:
    """Empty means all. `organisation_id` wrote it, `authority_id` was asked; `overdue` waits past its deadline."""

    states: frozenset[SubmissionState] = field(default_factory=frozenset)
    authority_id: int | None = None
    organisation_id: int | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """A part of the register, with how many there are in all."""

    lines: tuple[SubmissionLine, ...]
    total: int


def list_submissions(
    database: Database,
    actor: Actor,
    chosen: SubmissionFilter,
    *,
    order: SubmissionOrder = SubmissionOrder.NEWEST,
    limit: int = 50,
    offset: int = 0,
) -> SubmissionPage:
    """The submissions the actor sees through the filter; those taken back are left out."""
    require(actor, Action.VIEW)
    conditions = _selected(chosen)
    keys = (
        [Submission.due_on.asc().nulls_last(), Submission.id.asc()]
        if order == SubmissionOrder.DUE
        else [Submission.id.desc()]
    )
    with database.read() as session:
        page = line_query(actor).where(*conditions).order_by(*keys).limit(limit).offset(offset)
        lines = tuple(submission_line(row) for row in session.execute(page))
        counted = (
            select(func.count())
            .select_from(Submission)
            .join(Issue, Issue.id == Submission.issue_id)
            .where(
                Submission.municipality_id == actor.municipality_id,
                shown_to(actor),
                still_visible(actor, Issue),
                *conditions,
            )
        )
        return SubmissionPage(lines, session.scalar(counted) or 0)


def submissions_of_issue(database: Database, actor: Actor, issue_id: int) -> tuple[SubmissionLine, ...]:
    """The submissions about an issue, the first one first. NotFound if the actor may not know of the issue."""
    require(actor, Action.VIEW)
    with database.read() as session:
        issue = visible_issue(session, actor, issue_id)
        return tuple(submission_lines(session, actor, Submission.issue_id == issue.id))


def _selected(chosen: SubmissionFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    states = chosen.states
    if chosen.overdue:
        states = states & WAITING_SUBMISSIONS if states else WAITING_SUBMISSIONS
        conditions += [Submission.due_on < clock.today()]
    if chosen.overdue or states:
        conditions.append(Submission.state.in_(sorted(states)))
    if chosen.authority_id is not None:
        conditions.append(Submission.authority_id == chosen.authority_id)
    if chosen.organisation_id is not None:
        conditions.append(Submission.organisation_id == chosen.organisation_id)
    return conditions
