"""Which issues an actor sees through a filter: the one answer behind lists and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import Session

from geodata import clock
from geodata.folding import folded
from geodata.model.issues import OPEN_STATUSES, WAITING_STATUSES, IssueStatus, IssueTopic
from geodata.model.people import Actor
from geodata.policy import visible
from geodata.services.kept import Kept
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueEvent, IssueSite, Site

# A deadline presses until somebody says it is done; whether that is true is then another matter.
PRESSING_STATUSES = OPEN_STATUSES - WAITING_STATUSES


@dataclass(frozen=True, slots=True)
class Reached:
    """Issues that came into a state within these days, both included, wherever they went since."""

    status: IssueStatus
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Empty means all. `organisation_id` raised it or has it, `person_id` (an account) likewise; `unassigned` and
    `overdue` are of open ones only.
    """

    statuses: frozenset[IssueStatus] = field(default_factory=frozenset)
    topic: IssueTopic | None = None
    assignee_id: int | None = None
    organisation_id: int | None = None
    person_id: int | None = None
    body_id: int | None = None
    site_id: int | None = None
    unassigned: bool = False
    overdue: bool = False
    reached: Reached | None = None
    text: str = ""

    @property
    def effective_statuses(self) -> frozenset[IssueStatus]:
        """The states the filter leaves, from what it says of states, deadlines and who has it; empty is all."""
        wanted = self.statuses or frozenset(IssueStatus)
        if self.overdue:
            wanted &= PRESSING_STATUSES
        if self.unassigned:
            wanted &= OPEN_STATUSES
        return frozenset() if wanted == frozenset(IssueStatus) else wanted


def is_overdue(status: IssueStatus, due_on: date | None) -> bool:
    """Whether an issue in this state has passed its deadline; `selected` is the SQL twin."""
    return status in PRESSING_STATUSES and due_on is not None and due_on < clock.today()


def selected(actor: Actor, chosen: IssueFilter) -> list[ColumnElement[bool]]:
    """The conditions on `Issue`, without those on its state (`effective_statuses`) and on the person (`of_person`)."""
    found_by_ids = any(one is not None for one in (chosen.site_id, chosen.reached, chosen.person_id))
    conditions = [still_visible(actor, Issue) if found_by_ids else visible(actor, Issue)]
    if chosen.topic is not None:
        conditions.append(Issue.topic == chosen.topic)
    if chosen.assignee_id is not None:
        conditions.append(Issue.assignee_id == chosen.assignee_id)
    if chosen.organisation_id is not None:
        own = chosen.organisation_id
        conditions.append((Issue.assignee_id == own) | (Issue.raised_by_id == own))
    if chosen.body_id is not None:
        conditions.append(Issue.body_id == chosen.body_id)
    if chosen.unassigned:
        conditions.append(Issue.assignee_id.is_(None))
    if chosen.overdue:
        conditions.append(Issue.due_on < clock.today())
    if chosen.site_id is not None:
        # Through a site that the actor may not know of, nothing can be asked.
        linked = select(IssueSite.issue_id).join(Site, Site.id == IssueSite.site_id)
        conditions.append(Issue.id.in_(linked.where(Site.id == chosen.site_id, visible(actor, Site))))
    if chosen.reached is not None:
        conditions.append(Issue.id.in_(_reached(actor, chosen.reached)))
    conditions += [Issue.search_text.contains(word, autoescape=True) for word in folded(chosen.text).split()]
    return conditions


def of_person(chosen: IssueFilter) -> list[ColumnElement[bool]]:
    """The ways in which an issue is a person's, each with an index of its own; none where no person is asked for."""
    if chosen.person_id is None:
        return []
    return [Issue.account_id == chosen.person_id, Issue.recorded_by == chosen.person_id]


def _reached(actor: Actor, reached: Reached) -> Select[int]:
    return select(IssueEvent.issue_id).where(
        IssueEvent.municipality_id == actor.municipality_id,
        IssueEvent.status == reached.status,
        IssueEvent.happened_on.between(reached.first, reached.last),
    )


def count_issues(session: Session, actor: Actor, chosen: IssueFilter) -> int:
    """How many issues the actor sees through the filter; kept until the data moves on."""
    return _totals.get(session, actor, chosen, lambda: _counted(session, actor, chosen))


def _counted(session: Session, actor: Actor, chosen: IssueFilter) -> int:
    query = select(func.count()).select_from(Issue).where(*selected(actor, chosen))
    if chosen.effective_statuses:
        query = query.where(Issue.status.in_(chosen.effective_statuses))
    if halves := of_person(chosen):
        query = query.where(Issue.id.in_(union(*(select(Issue.id).where(half) for half in halves))))
    return session.scalar(query) or 0


def count_by_status(session: Session, actor: Actor, chosen: IssueFilter) -> dict[IssueStatus, int]:
    """The same for each state that the filter leaves, in one question."""
    return _totals_by_status.get(session, actor, chosen, lambda: _counted_by_status(session, actor, chosen))


def _counted_by_status(session: Session, actor: Actor, chosen: IssueFilter) -> dict[IssueStatus, int]:
    query = select(Issue.status, func.count().label("times")).where(*selected(actor, chosen)).group_by(Issue.status)
    if chosen.effective_statuses:
        query = query.where(Issue.status.in_(chosen.effective_statuses))
    if halves := of_person(chosen):
        query = query.where(Issue.id.in_(union(*(select(Issue.id).where(half) for half in halves))))
    return {row.status: row.times for row in session.execute(query)}


_totals_by_status: Kept[dict[IssueStatus, int]] = Kept(("issues", "sites"))
_totals: Kept[int] = Kept(("issues", "sites"))
