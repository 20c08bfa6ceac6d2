"""What Vzorov would publish: snapshots of the last months, so that there is something to see once it is switched on."""

from __future__ import annotations

from datetime import timedelta

from geodata import clock
from geodata.clock import standing_at
from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork
from geodata.services.public_picture import compute, store

MONTHS = 6
LIMIT = 8


def write_snapshots(work: DatedWork, author: Author) -> None:
    """One for each of the last months, made on its first day with what was known by then; the switch stays off.

    They hold points too, which are shown only once that switch is on.
    """
    months = [clock.today().replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    for first in reversed(months):
        moment = at_hour(first, 3, 0)
        with standing_at(moment):
            picture, ground = compute(work.session, work.actor.municipality_id, LIMIT, with_points=True)
            snapshot_id = store(work, picture, ground)
        work.noted(moment, author, "publish", "public_snapshot", snapshot_id, {"month": first, "limit": picture.limit})
