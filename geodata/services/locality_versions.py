"""Which version of each locality held on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, func, select

from geodata.tables import LocalityVersion


def versions_on(day: date) -> Select[int]:
    """Ids of the versions that held on `day`: of each locality the latest that began by then, as last recorded."""
    latest_first = (
        func.row_number()
        .over(
            partition_by=LocalityVersion.locality_id,
            order_by=(LocalityVersion.valid_from.desc(), LocalityVersion.id.desc()),
        )
        .label("place")
    )
    ranked = select(LocalityVersion.id, latest_first).where(LocalityVersion.valid_from <= day).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)
