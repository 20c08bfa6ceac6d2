"""Issues that were merged into others: which they are, and where one is followed.

A duplicate always names the issue where it is followed now, never another duplicate (`issue_merging`).
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.people import Actor
from geodata.services.visibility import still_visible
from geodata.tables import Issue


def duplicates_of(session: Session, actor: Actor, issue_ids: Collection[int]) -> dict[int, int]:
    """The duplicates of these issues that the actor may know of, each with the issue in which it is followed."""
    query = select(Issue.id, Issue.duplicate_of_id).where(
        Issue.duplicate_of_id.is_not(None), Issue.duplicate_of_id.in_(issue_ids), still_visible(actor, Issue)
    )
    return {id_: into_id for id_, into_id in session.execute(query.order_by(Issue.id)) if into_id is not None}


def followed_in(session: Session, issue_id: int | None) -> int | None:
    """The issue itself, or the one in which it is followed."""
    if issue_id is None:
        return None
    return session.scalar(select(Issue.duplicate_of_id).where(Issue.id == issue_id)) or issue_id
