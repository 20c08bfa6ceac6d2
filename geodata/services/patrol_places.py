"""What was logged under a patrol: which patrols are under way for somebody, and the places of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.field_records import CLOCK_MAY_DIFFER
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor
from geodata.model.sites import Condition
from geodata.policy import Action, of_own_organisation, require, visible
from geodata.services.patrols import LONGEST
from geodata.services.references import SiteRef
from geodata.services.visibility import still_visible
from geodata.tables import Observation, Organisation, Patrol, PatrolMember, PatrolOrganisation, Site

PLACES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RunningPatrol:
    """A patrol that is under way, under which the reader may log places: until it is ended, and until then at most."""

    id: int
    purpose: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class PatrolPlace:
    """A place that was seen during a patrol; `condition` as it was seen then, by somebody of `organisation`."""

    site: SiteRef
    observed_on: date
    condition: Condition | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class PatrolPlaces:
    """The newest places of a patrol, and how many there are in all; both only of what the reader may see."""

    count: int
    rows: tuple[PatrolPlace, ...]


def patrols_under_way(database: Database, actor: Actor) -> tuple[RunningPatrol, ...]:
    """Patrols under which the actor may log places now, those that the actor walks in first."""
    require(actor, Action.LOG_SITE)
    with database.read() as session:
        return running_patrols(session, actor)


def running_patrols(session: Session, actor: Actor) -> tuple[RunningPatrol, ...]:
    """The same, within a session of a service. One that nobody ended for a day is over: somebody forgot it."""
    walks = _walks(actor)
    query = (
        select(Patrol.id, Patrol.purpose, Patrol.started_at)
        .where(
            Patrol.state == PatrolState.UNDER_WAY,
            Patrol.started_at >= clock.now() - LONGEST,
            _of(actor),
            visible(actor, Patrol),
        )
        .order_by(walks.desc(), Patrol.started_at.desc(), Patrol.id)
    )
    return tuple(
        RunningPatrol(id_, purpose, started_at, started_at + LONGEST)
        for id_, purpose, started_at in session.execute(query)
        if started_at is not None
    )


def counted_patrol(session: Session, actor: Actor, patrol_id: int | None, seen_at: datetime | None) -> int | None:
    """The patrol, if it is the actor's and was under way when something was seen; else None, whatever the reason.

    One that ended meanwhile counts by when the thing was seen: a phone without signal knows nothing of the end.
    """
    if patrol_id is None or seen_at is None:
        return None
    begun = Patrol.started_at <= seen_at + CLOCK_MAY_DIFFER
    still_walking = and_(Patrol.stopped_at.is_(None), Patrol.started_at >= seen_at - LONGEST)
    query = select(Patrol.id).where(
        Patrol.id == patrol_id,
        _of(actor),
        visible(actor, Patrol),
        begun,
        or_(still_walking, Patrol.stopped_at >= seen_at - CLOCK_MAY_DIFFER),
    )
    return session.scalar(query)


def patrol_places(database: Database, actor: Actor, patrol_id: int) -> PatrolPlaces:
    """What was logged under the patrol, the newest first. NotFound where the actor may not know of the patrol."""
    require(actor, Action.VIEW)
    with database.read() as session:
        if session.scalar(select(Patrol.id).where(Patrol.id == patrol_id, visible(actor, Patrol))) is None:
            raise NotFound
        seen = (
            select(func.max(Observation.id))
            .join(Site, Site.id == Observation.site_id)
            .where(Observation.patrol_id == patrol_id, still_visible(actor, Site))
            .group_by(Observation.site_id)
        )
        query = (
            select(
                Site.id, Site.kind, Site.name, Observation.observed_on, Observation.condition, Organisation.short_name
            )
            .join(Site, Site.id == Observation.site_id)
            .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
            .where(Observation.id.in_(seen))
            .order_by(Observation.id.desc())
        )
        count = session.scalar(select(func.count()).select_from(seen.subquery())) or 0
        rows = session.execute(query.limit(PLACES_SHOWN)).all()
        return PatrolPlaces(count, tuple(PatrolPlace(SiteRef(*row[:3]), *row[3:]) for row in rows))


def _of(actor: Actor) -> ColumnElement[bool]:
    """Whether a patrol is one of the actor's organisation, or their own."""
    return or_(_takes_part(actor), _walks(actor), Patrol.recorded_by == actor.account_id)


def _takes_part(actor: Actor) -> ColumnElement[bool]:
    own = of_own_organisation(actor, PatrolOrganisation.organisation_id)
    return select(PatrolOrganisation.id).where(PatrolOrganisation.patrol_id == Patrol.id, own).exists()


def _walks(actor: Actor) -> ColumnElement[bool]:
    member = select(PatrolMember.id).where(
        PatrolMember.patrol_id == Patrol.id, PatrolMember.account_id == actor.account_id
    )
    return member.exists()
