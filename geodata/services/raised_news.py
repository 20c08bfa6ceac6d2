"""What became of the issues that a person or their organisation raised: the last step of others in each lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.event_lines import EventLine, event_line, event_query
from geodata.services.references import IssueRef
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueEvent

LATELY = timedelta(days=30)
SHOWN_AT_MOST = 6
LOOKED_AT_MOST = 200  # of the issues whose state changed last; among them are those that only the person moved


@dataclass(frozen=True, slots=True)
class RaisedNews:
    """An issue that was raised, or the one in which it is followed now, and the last change of its state."""

    issue: IssueRef
    event: EventLine


def raised_news(database: Database, actor: Actor, *, limit: int = SHOWN_AT_MOST) -> list[RaisedNews]:
    """The issues whose state somebody else changed, as written down within thirty days, the newest change first.

    Somebody else is another person where the actor raised the issue, and another organisation where theirs did. An
    issue that was merged into another is heard of there.
    """
    require(actor, Action.VIEW)
    found: dict[int, RaisedNews] = {}
    with database.read() as session:
        for raised, by_others in _ways(actor):
            for row in session.execute(_last_steps(actor, raised, by_others, limit)):
                line = event_line(row)
                found[line.id] = RaisedNews(IssueRef(line.issue_id, row.number, row.title, row.issue_status), line)
    newest = sorted(found.values(), key=lambda news: news.event.id, reverse=True)
    # A step of another organisation counts for both; of two steps of one issue the later is told.
    once: dict[int, RaisedNews] = {}
    for news in newest:
        once.setdefault(news.issue.id, news)
    return list(once.values())[:limit]


def _ways(actor: Actor) -> list[tuple[ColumnElement[bool], ColumnElement[bool]]]:
    """Whose issues they are, each with an index of its own, and which steps are then those of others."""
    own = [(Issue.recorded_by == actor.account_id, _is_another(IssueEvent.recorded_by, actor.account_id))]
    if actor.organisation_id is not None:
        others = _is_another(IssueEvent.organisation_id, actor.organisation_id)
        own.append((Issue.raised_by_id == actor.organisation_id, others))
    return own


def _is_another(column: InstrumentedAttribute[int | None], own: int) -> ColumnElement[bool]:
    return or_(column != own, column.is_(None))


def _last_steps(
    actor: Actor, raised: ColumnElement[bool], by_others: ColumnElement[bool], limit: int
) -> Select[*tuple[Any, ...]]:
    since = clock.now() - LATELY
    # Ranges of indexes, however many issues were ever raised.
    moved = (
        select(Issue.id, Issue.status_recorded_at)
        .where(raised, Issue.status_recorded_at >= since)
        .order_by(Issue.status_recorded_at.desc())
        .limit(LOOKED_AT_MOST)
        .subquery()
    )
    merged = select(Issue.duplicate_of_id).where(raised, Issue.duplicate_of_id.is_not(None))
    last = (
        select(func.max(IssueEvent.id))
        .where(
            IssueEvent.issue_id.in_(union(select(moved.c.id), merged)),
            IssueEvent.status != IssueStatus.RAISED,
            IssueEvent.recorded_at >= since,
            by_others,
        )
        .group_by(IssueEvent.issue_id)
    )
    return (
        event_query(actor)
        .add_columns(Issue.number, Issue.title, Issue.status.label("issue_status"))
        .join(Issue, Issue.id == IssueEvent.issue_id)
        .where(IssueEvent.id.in_(last), still_visible(actor, Issue))
        .order_by(IssueEvent.id.desc())
        .limit(limit)
    )
