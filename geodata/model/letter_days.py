"""On which days a letter may have been sent: one slip of the keyboard in a year would count a deadline of centuries."""

from __future__ import annotations

from datetime import date

_BEFOREHAND = 366  # days; a letter that went on paper is written down here later, its issue maybe later still
_OLDEST = date(1990, 1, 1)  # nobody waits for an answer to anything older


def earliest_sending(raised_on: date, written_on: date, today: date) -> date:
    """The first day on which a letter can have been sent: a year before its issue was raised or it was written here.

    Never after `today`, also where the clock of the machine was put back.
    """
    first = min(raised_on, written_on, today).toordinal() - _BEFOREHAND
    return min(date.fromordinal(max(first, _OLDEST.toordinal())), today)
