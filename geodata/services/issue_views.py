"""The lists of issues people work with, each by a name that stands in addresses; figures count the same lists."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from geodata import clock
from geodata.model.issues import OPEN_STATUSES, WAITING_STATUSES, IssueStatus
from geodata.model.people import Actor
from geodata.services.issue_selection import IssueFilter, Reached


class IssueView(StrEnum):
    ALL = "all"
    OPEN = "open"
    MINE = "mine"  # given to the person, or raised by them
    OWN = "own"
    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    TO_VERIFY = "to_verify"
    VERIFIED = "verified"  # this month
    CAME_BACK = "came_back"  # this month


def filter_of(view: IssueView, actor: Actor) -> IssueFilter:
    """The issues of a list, as of today and for this actor."""
    match view:
        case IssueView.ALL:
            return IssueFilter()
        case IssueView.OPEN:
            return IssueFilter(statuses=OPEN_STATUSES)
        case IssueView.MINE:
            return IssueFilter(statuses=OPEN_STATUSES, person_id=actor.account_id)
        case IssueView.OWN:
            return IssueFilter(statuses=OPEN_STATUSES, organisation_id=actor.organisation_id)
        case IssueView.OVERDUE:
            return IssueFilter(overdue=True)
        case IssueView.UNASSIGNED:
            return IssueFilter(unassigned=True)
        case IssueView.TO_VERIFY:
            return IssueFilter(statuses=WAITING_STATUSES)
        case IssueView.VERIFIED:
            return IssueFilter(reached=Reached(IssueStatus.VERIFIED, first_of_month(), clock.today()))
        case IssueView.CAME_BACK:
            return IssueFilter(reached=Reached(IssueStatus.REOPENED, first_of_month(), clock.today()))


def filter_of_last_month(view: IssueView) -> IssueFilter:
    """Of the two lists of this month, the one of the whole month before."""
    status = {IssueView.VERIFIED: IssueStatus.VERIFIED, IssueView.CAME_BACK: IssueStatus.REOPENED}[view]
    last = first_of_month() - timedelta(days=1)
    return IssueFilter(reached=Reached(status, last.replace(day=1), last))


def first_of_month() -> date:
    """The first day of the present month."""
    return clock.today().replace(day=1)
