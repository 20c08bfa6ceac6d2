"""The picture by which a place is known again, where there is room for one only."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.tables import Photo


def newest_photos(session: Session, site_ids: Collection[int]) -> dict[int, int]:
    """The picture recorded last of each place, by the place. Ask for places that the actor may know of."""
    query = select(Photo.site_id, func.max(Photo.id)).where(Photo.site_id.in_(site_ids)).group_by(Photo.site_id)
    return {row[0]: row[1] for row in session.execute(query)}
