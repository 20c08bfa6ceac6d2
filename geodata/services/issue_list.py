"""The list of issues: filtered, in order, one page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select, union, union_all
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.issues import IssueEventKind, IssueStatus, IssueTopic
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.duplicates import duplicates_of
from geodata.services.issue_selection import IssueFilter, count_issues, is_overdue, of_person, selected
from geodata.services.references import Deadline, SiteRef
from geodata.tables import Account, Body, Issue, IssueEvent, IssueSite, Organisation, Site


class IssueOrder(StrEnum):
    OLDEST = "oldest"
    NEWEST = "newest"
    DUE = "due"  # those without a deadline last


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One line of the list."""

    id: int
    number: str
    title: str
    topic: IssueTopic
    status: IssueStatus
    status_since: date
    raised_on: date
    assignee: str | None
    person: str | None
    body: str | None
    deadline: Deadline
    sites: tuple[SiteRef, ...]
    discussed: int
    row_version: int


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A part of the list, with how many there are in all."""

    rows: tuple[IssueRow, ...]
    total: int


def list_issues(
    database: Database,
    actor: Actor,
    chosen: IssueFilter,
    *,
    order: IssueOrder = IssueOrder.OLDEST,
    limit: int = 50,
    offset: int = 0,
) -> IssuePage:
    """The issues the actor sees through the filter."""
    require(actor, Action.VIEW)
    with database.read() as session:
        ids = list(session.scalars(_page(actor, chosen, order, limit, offset)))
        return IssuePage(rows=_rows(session, actor, ids), total=count_issues(session, actor, chosen))


def first_of_states(
    session: Session, actor: Actor, chosen: IssueFilter, statuses: Iterable[IssueStatus], order: IssueOrder, limit: int
) -> dict[IssueStatus, tuple[IssueRow, ...]]:
    """The first issues of each of these states, in order."""
    ids: list[int] = []
    for status in statuses:
        ids += session.scalars(_page(actor, replace(chosen, statuses=frozenset({status})), order, limit, offset=0))
    found: dict[IssueStatus, tuple[IssueRow, ...]] = {}
    for row in _rows(session, actor, ids):
        found[row.status] = (*found.get(row.status, ()), row)
    return found


def _page(actor: Actor, chosen: IssueFilter, order: IssueOrder, limit: int, offset: int) -> Select[int]:
    """Ids of one page, in order.

    Each state is one range of an index that already stands in the wanted order; the page is merged from the beginnings
    of these ranges, so that it costs the same however many issues there are.
    """
    conditions = selected(actor, chosen)
    column = Issue.due_on if order == IssueOrder.DUE else Issue.raised_on
    last_first = order == IssueOrder.NEWEST
    beginnings = []
    for part in _ranges(chosen, order):
        keys = (column.desc(), Issue.id.desc()) if last_first else (column.asc(), Issue.id.asc())
        ordered = select(Issue.id, column.label("day")).where(*conditions, *part).order_by(*keys)
        cut = ordered.limit(offset + limit).subquery()
        beginnings.append(select(cut.c.id, cut.c.day))
    # What was given to a person and raised by them stands in two ranges, and is one line.
    merged = (union_all if chosen.person_id is None else union)(*beginnings).subquery()
    day, number = merged.c.day, merged.c.id
    keys = (day.desc(), number.desc()) if last_first else (day.asc().nulls_last(), number.asc())
    return select(number).order_by(*keys).limit(limit).offset(offset)


def _ranges(chosen: IssueFilter, order: IssueOrder) -> list[list[ColumnElement[bool]]]:
    of_states = _ranges_of_states(chosen, order)
    halves = of_person(chosen)
    return [[*part, half] for part in of_states for half in halves] if halves else of_states


def _ranges_of_states(chosen: IssueFilter, order: IssueOrder) -> list[list[ColumnElement[bool]]]:
    statuses = chosen.effective_statuses
    if order != IssueOrder.DUE:
        return [[Issue.status == status] for status in sorted(statuses)] or [[]]
    known = [[Issue.status == status, Issue.due_on.is_not(None)] for status in sorted(statuses or set(IssueStatus))]
    if chosen.overdue:
        return known
    return known + [[Issue.status == status, Issue.due_on.is_(None)] for status in sorted(statuses or set(IssueStatus))]


def _rows(session: Session, actor: Actor, ids: list[int]) -> tuple[IssueRow, ...]:
    query = (
        select(
            Issue.id, Issue.number, Issue.title, Issue.topic, Issue.status, Issue.status_since, Issue.raised_on,
            Issue.due_on, Issue.due_next_meeting, Issue.row_version,
            Account.name.label("person"), Organisation.short_name.label("assignee"), Body.name.label("body"),
        )
        .outerjoin(Organisation, Organisation.id == Issue.assignee_id)
        .outerjoin(Body, Body.id == Issue.body_id)
        .outerjoin(Account, Account.id == Issue.account_id)
        .where(Issue.id.in_(ids))
    )  # fmt: skip
    sites = sites_of(session, actor, ids)
    discussed = _times_discussed(session, actor, ids)
    found = {
        row.id: IssueRow(
            id=row.id,
            number=row.number,
            title=row.title,
            topic=row.topic,
            status=row.status,
            status_since=row.status_since,
            raised_on=row.raised_on,
            assignee=row.assignee,
            person=row.person,
            body=row.body,
            deadline=Deadline(row.due_on, row.due_next_meeting, is_overdue(row.status, row.due_on)),
            sites=sites.get(row.id, ()),
            discussed=discussed.get(row.id, 0),
            row_version=row.row_version,
        )
        for row in session.execute(query)
    }
    return tuple(found[id_] for id_ in ids)


def sites_of(session: Session, actor: Actor, issue_ids: list[int]) -> dict[int, tuple[SiteRef, ...]]:
    """The sites of each issue that the actor may know of."""
    query = (
        select(IssueSite.issue_id, Site.id, Site.kind, Site.name)
        .join(Site, Site.id == IssueSite.site_id)
        .where(IssueSite.issue_id.in_(issue_ids), visible(actor, Site))
        .order_by(IssueSite.issue_id, Site.name, Site.id)
    )
    found: dict[int, tuple[SiteRef, ...]] = {}
    for issue_id, site_id, kind, name in session.execute(query):
        found[issue_id] = (*found.get(issue_id, ()), SiteRef(site_id, kind, name))
    return found


def _times_discussed(session: Session, actor: Actor, issue_ids: list[int]) -> dict[int, int]:
    """How often meetings spoke of each issue, or of one that was merged into it, as far as the actor may know of it."""
    duplicates = duplicates_of(session, actor, issue_ids)
    query = (
        select(IssueEvent.issue_id, func.count())
        .where(IssueEvent.issue_id.in_([*issue_ids, *duplicates]), IssueEvent.kind == IssueEventKind.DISCUSSED)
        .group_by(IssueEvent.issue_id)
    )
    found: dict[int, int] = defaultdict(int)
    for issue_id, times in session.execute(query):
        if issue_id in duplicates:
            found[duplicates[issue_id]] += times
        if issue_id in issue_ids:
            found[issue_id] += times
    return found
