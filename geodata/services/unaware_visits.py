"""Places of which two people wrote without knowing of each other, until somebody has been there who knew of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.field_records import clashes, unseen
from geodata.services.references import SiteRef
from geodata.services.visibility import still_visible
from geodata.tables import Observation, Organisation, Site

SHOWN_AT_MOST = 30
LOOKED_BACK = timedelta(days=366)  # what nobody has seen again for so long is not news of today


@dataclass(frozen=True, slots=True)
class UnawareVisit:
    """A visit whose writer did not know of another: whose they were, and of which days."""

    site: SiteRef
    observed_on: date
    organisation: str | None
    other_on: date
    other_organisation: str | None


def unaware_visits(database: Database, actor: Actor) -> tuple[UnawareVisit, ...]:
    """The newest of each place that the actor may see, the newest on top.

    A later visit settles it, unless its writer did not know of the others either. Nothing has to be marked.
    """
    require(actor, Action.ADVANCE_ISSUE)
    later = aliased(Observation)
    settled = select(later.id).where(
        later.site_id == Observation.site_id,
        later.id > Observation.id,
        later.observed_on >= Observation.observed_on,
        later.dated,
        later.load_id.is_(None),
        ~clashes(later),
    )
    newest = (
        select(func.max(Observation.id))
        .where(
            Observation.municipality_id == actor.municipality_id,
            Observation.load_id.is_(None),
            Observation.recorded_at >= clock.now() - LOOKED_BACK,
            Observation.based_on_id.is_not(None),
            clashes(Observation),
            ~settled.exists(),
        )
        .group_by(Observation.site_id)
    )
    query = (
        select(Observation, Site.id, Site.kind, Site.name, Organisation.short_name)
        .join(Site, Site.id == Observation.site_id)
        .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
        .where(Observation.id.in_(newest), still_visible(actor, Site))
        .order_by(Observation.id.desc())
        .limit(SHOWN_AT_MOST)
    )
    with database.read() as session:
        return tuple(
            UnawareVisit(SiteRef(id_, kind, name), seen.observed_on, organisation, *_other(session, seen))
            for seen, id_, kind, name, organisation in session.execute(query)
        )


def _other(session: Session, seen: Observation) -> tuple[date, str | None]:
    """The newest visit that the writer did not know of."""
    other = aliased(Observation)
    query = (
        select(other.observed_on, Organisation.short_name)
        .outerjoin(Organisation, Organisation.id == other.organisation_id)
        .join(Observation, Observation.id == seen.id)
        .where(other.id.in_(unseen(Observation)))
        .order_by(other.id.desc())
        .limit(1)
    )
    observed_on, organisation = session.execute(query).one()
    return observed_on, organisation
