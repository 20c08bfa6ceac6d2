"""Issues that were merged into others: which they are, and where one is followed.

A duplicate always names the issue where it is followed now, never another duplicate (`issue_merging`).
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from geodata.errors import N_, InvalidValue
from geodata.model.issues import OPEN_STATUSES
from geodata.model.people import Actor
from geodata.policy import visible
from geodata.services.visibility import still_visible
from geodata.tables import Issue

_Duplicate = aliased(Issue)


def duplicates_of(session: Session, actor: Actor, issue_ids: Collection[int]) -> dict[int, int]:
    """The duplicates of these issues that the actor may know of, each with the issue in which it is followed."""
    query = select(Issue.id, Issue.duplicate_of_id).where(
        Issue.duplicate_of_id.is_not(None), Issue.duplicate_of_id.in_(issue_ids), still_visible(actor, Issue)
    )
    return {id_: into_id for id_, into_id in session.execute(query.order_by(Issue.id)) if into_id is not None}


def followed_in(session: Session, actor: Actor, issue_id: int) -> int:
    """The issue in which this one is followed, or itself: also for an actor who may not know of that other one.

    What they write about it stays before their eyes then, and no refusal tells them that the other exists.
    """
    where = select(Issue.id).join(_Duplicate, _Duplicate.duplicate_of_id == Issue.id)
    return session.scalar(where.where(_Duplicate.id == issue_id, visible(actor, Issue))) or issue_id


def require_followed_here(session: Session, actor: Actor, issue: Issue) -> None:
    """Raise InvalidValue for a closed issue, saying for a duplicate where it is followed."""
    if issue.status in OPEN_STATUSES:
        return
    followed = followed_in(session, actor, issue.id)
    if followed == issue.id:
        raise InvalidValue(N_("This issue is closed. Open it again first."))
    number = session.scalar(select(Issue.number).where(Issue.id == followed))
    raise InvalidValue(N_("This issue is followed in {number} from now on. Do it there."), number=number)
