"""Until when an authority has to answer: a rule of days, counted as § 40 (1) of act 500/2004 counts them."""

from __future__ import annotations

from datetime import date, timedelta

from geodata.model.czech_holidays import is_working_day, next_working_day
from geodata.model.legal_bases import Counting, LegalBasis
from geodata.model.submissions import SendingWay

POST_WORKING_DAYS = 3
POST_SOURCE = "§ 573 zákona č. 89/2012 Sb."  # where it stands when something posted is taken to have come


def last_day(received_on: date, days: int, counting: Counting = Counting.CALENDAR_DAYS) -> date:
    """The last day of a deadline of so many days (at least one).

    The day that starts it is not counted. A calendar deadline that would end on a Saturday, Sunday or Czech holiday
    ends on the next working day.
    """
    if days < 1:
        raise ValueError("a deadline has at least one day")
    if counting == Counting.WORKING_DAYS:
        day = received_on
        for _ in range(days):
            day = next_working_day(day)
        return day
    day = received_on + timedelta(days=days)
    return day if is_working_day(day) else next_working_day(day)


def deadline_of(basis: LegalBasis | None, received_on: date) -> date | None:
    """The last day for the answer to what leans on a basis; None where no number of days is set."""
    return None if basis is None or basis.days is None else last_day(received_on, basis.days, basis.counting)


def last_day_to_lodge(basis: LegalBasis, due_on: date) -> date | None:
    """The last day to lodge what leans on a basis, after a deadline that passed in vain; None where there is none."""
    return None if basis.lodged_within is None else last_day(due_on, basis.lodged_within)


def counted_from(sent_on: date, way: SendingWay) -> date:
    """The day on which a letter counts as received until the authority says when it was.

    At once, but for the post: what was posted is taken to have come on the third working day (§ 573 of act 89/2012).
    """
    return last_day(sent_on, POST_WORKING_DAYS, Counting.WORKING_DAYS) if way == SendingWay.POST else sent_on
