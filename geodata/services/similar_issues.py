"""Open issues that may be the same as one that somebody is about to raise: the same topic at the same place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES, IssueTopic
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.references import IssueRef
from geodata.services.sites import neighbours
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueSite, Site

SAME_PLACE_WITHIN_M = 50.0  # a yard and the street before it; further away it is another matter
OFFERED_AT_MOST = 5
_NEIGHBOURS_AT_MOST = 50


def similar_issues(
    database: Database, actor: Actor, topic: IssueTopic | None, site_ids: Sequence[int], *, besides: int | None = None
) -> tuple[IssueRef, ...]:
    """The open issues about these places or some within 50 m, of this topic, or of any where it is None; newest first.

    Places and issues that the actor may not know of are as if they were not there. `besides` is the issue itself.
    """
    require(actor, Action.RAISE_ISSUE)
    with database.read() as session:
        query = select(Site.longitude, Site.latitude).where(Site.id.in_(site_ids), visible(actor, Site))
        positions = session.execute(query).all()
    near = {
        neighbour.site_id
        for longitude, latitude in positions
        for neighbour in neighbours(
            database, actor, longitude, latitude, radius_m=SAME_PLACE_WITHIN_M, at_most=_NEIGHBOURS_AT_MOST
        )
    }
    if not near:
        return ()
    linked = select(IssueSite.issue_id).where(IssueSite.site_id.in_(near))
    same = (
        select(Issue.id, Issue.number, Issue.title, Issue.status)
        .where(Issue.id.in_(linked), Issue.status.in_(OPEN_STATUSES), still_visible(actor, Issue))
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(OFFERED_AT_MOST)
    )
    if topic is not None:
        same = same.where(Issue.topic == topic)
    if besides is not None:
        same = same.where(Issue.id != besides)
    with database.read() as session:
        return tuple(IssueRef(*row) for row in session.execute(same))
