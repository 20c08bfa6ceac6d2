"""Issues as a board: a column for each state, in the order in which an issue goes through them."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES, IssueStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_list import IssueOrder, IssueRow, first_of_states
from geodata.services.issue_selection import IssueFilter, count_by_status

COLUMNS = (
    IssueStatus.RAISED,
    IssueStatus.REOPENED,
    IssueStatus.ACCEPTED,
    IssueStatus.IN_PROGRESS,
    IssueStatus.DONE,
    IssueStatus.VERIFIED,
    IssueStatus.REFUSED,
)


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The first issues of a state, and how many there are in all."""

    status: IssueStatus
    rows: tuple[IssueRow, ...]
    total: int


def issue_board(
    database: Database, actor: Actor, chosen: IssueFilter, *, order: IssueOrder = IssueOrder.OLDEST, limit: int = 10
) -> tuple[BoardColumn, ...]:
    """The columns that the filter leaves; where it leaves all states, closed ones only if they hold anything."""
    require(actor, Action.VIEW)
    wanted = chosen.effective_statuses
    with database.read() as session:
        totals = count_by_status(session, actor, chosen)
        rows = first_of_states(session, actor, chosen, totals, order, limit)
    return tuple(
        BoardColumn(status, rows.get(status, ()), totals.get(status, 0))
        for status in COLUMNS
        if (status in wanted if wanted else status in totals or status in OPEN_STATUSES)
    )
