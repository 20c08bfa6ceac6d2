"""The facts of places as they are known today: of each the newest value, whoever told it and whatever else is newer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.tables import Observation

# Facts older than the last so many observations were certainly seen anew since.
OBSERVATIONS_READ = 100


def latest_details(newest_first: Iterable[dict[str, Any] | None]) -> dict[str, Any]:
    """Of each fact the newest value."""
    known: dict[str, Any] = {}
    for details in newest_first:
        known = {**(details or {}), **known}
    return known


def known_facts(session: Session, site_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The facts of these places, as many as fit into one statement; one of which none are known is left out."""
    order = func.row_number().over(
        partition_by=Observation.site_id, order_by=(Observation.observed_on.desc(), Observation.id.desc())
    )
    ranked = (
        select(Observation.site_id, Observation.details, order.label("rank"))
        .where(Observation.site_id.in_(site_ids))
        .subquery()
    )
    query = select(ranked.c.site_id, ranked.c.details).where(
        ranked.c.rank <= OBSERVATIONS_READ, ranked.c.details.is_not(None)
    )
    newest_first: defaultdict[int, list[dict[str, Any] | None]] = defaultdict(list)
    for site_id, details in session.execute(query.order_by(ranked.c.site_id, ranked.c.rank)):
        newest_first[site_id].append(details)
    return {site_id: latest_details(told) for site_id, told in newest_first.items()}
