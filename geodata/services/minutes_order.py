"""In which order minutes tell the points of a meeting: under whoever raised them, numbered as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from geodata.services.meeting_card import AgendaPoint

# Whoever raised the points (None: nobody in particular), and these in the order of the agenda.
Group = tuple[str | None, tuple[AgendaPoint, ...]]


def in_order_of_minutes(points: Sequence[AgendaPoint]) -> list[Group]:
    """The points under their organisations, these as they first come on the agenda.

    `number` of a point is its place in that order, on the screen and on paper alike; the program keeps its own. The
    points that were not discussed have numbers too, so that none moves when the meeting comes to one.
    """
    groups: dict[str | None, list[AgendaPoint]] = {}
    for point in points:
        groups.setdefault(point.organisation, []).append(point)
    numbers = count(1)
    return [
        (organisation, tuple(replace(point, number=next(numbers)) for point in group))
        for organisation, group in groups.items()
    ]
