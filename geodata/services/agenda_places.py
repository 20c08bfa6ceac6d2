"""Where the points of a meeting lie: the map sheet beside its agenda."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.policy import Action, require, visible
from geodata.services.issue_events import required_meeting
from geodata.services.visibility import still_visible
from geodata.tables import AgendaItem, Issue, IssueSite, Site


@dataclass(frozen=True, slots=True)
class AgendaPlace:
    """A place that a point speaks of; longitude and latitude in degrees WGS84."""

    site_id: int
    kind: SiteKind
    longitude: float
    latitude: float


def places_of_agenda(database: Database, actor: Actor, meeting_id: int) -> tuple[AgendaPlace, ...]:
    """The places of the issues on the agenda, each once, of issues and places that the actor may know of."""
    require(actor, Action.VIEW)
    with database.read() as session:
        meeting = required_meeting(session, actor, meeting_id)
        query = (
            select(Site.id, Site.kind, Site.longitude, Site.latitude)
            .join(IssueSite, IssueSite.site_id == Site.id)
            .join(Issue, Issue.id == IssueSite.issue_id)
            .join(AgendaItem, AgendaItem.issue_id == Issue.id)
            .where(AgendaItem.meeting_id == meeting.id, still_visible(actor, Issue), visible(actor, Site))
            .distinct()
            .order_by(Site.id)
        )
        return tuple(AgendaPlace(*row) for row in session.execute(query))
