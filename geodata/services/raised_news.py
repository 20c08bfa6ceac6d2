"""What became of the issues that a person raised: the last step that others took in each of them lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

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
    """An issue that the actor raised, and the last change of its state."""

    issue: IssueRef
    event: EventLine


def raised_news(database: Database, actor: Actor, *, limit: int = SHOWN_AT_MOST) -> list[RaisedNews]:
    """The issues the actor raised whose state somebody else changed within thirty days, the newest change first."""
    require(actor, Action.VIEW)
    # A range of an index, however many issues the person ever raised.
    moved = (
        select(Issue.id)
        .where(Issue.recorded_by == actor.account_id, Issue.status_since >= clock.today() - LATELY)
        .order_by(Issue.status_since.desc(), Issue.id.desc())
        .limit(LOOKED_AT_MOST)
    )
    last = (
        select(func.max(IssueEvent.id))
        .where(
            IssueEvent.issue_id.in_(moved),
            IssueEvent.status != IssueStatus.RAISED,
            IssueEvent.recorded_at >= clock.now() - LATELY,
            (IssueEvent.recorded_by != actor.account_id) | IssueEvent.recorded_by.is_(None),
        )
        .group_by(IssueEvent.issue_id)
    )
    query = (
        event_query(actor)
        .add_columns(Issue.number, Issue.title, Issue.status.label("issue_status"))
        .join(Issue, Issue.id == IssueEvent.issue_id)
        .where(IssueEvent.id.in_(last), still_visible(actor, Issue))
        .order_by(IssueEvent.id.desc())
        .limit(limit)
    )
    with database.read() as session:
        found = []
        for row in session.execute(query):
            line = event_line(row)
            found.append(RaisedNews(IssueRef(line.issue_id, row.number, row.title, row.issue_status), line))
        return found
