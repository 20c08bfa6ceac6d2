"""Visits that were written down in another tool: each becomes a new place, or an observation of a known one, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, Message
from geodata.model.fields import checked_details
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.policy import Action, require
from geodata.services.personal_data import PersonalDataFound
from geodata.services.sites import NewObservation, NewSite, checked_words, put_observation, put_site, visible_site
from geodata.tables import Observation
from geodata.unit_of_work import UnitOfWork

# Any will do, so long as it stays: by it a record of another tool is known again.
_RECORDS = UUID("5a0a3c0e-6d0b-5d3c-9a55-7e6f0f5c1b11")


@dataclass(frozen=True, slots=True)
class FieldVisit:
    """A record of another tool. `observation.client_id` is the id it has there.

    With a `site_number` it is a visit of that place, and says nothing else of it; without one it is a new place at
    longitude and latitude (degrees WGS84). `seen_last` is the newest observation that whoever wrote it knew of
    (0: there was none), None where nobody can say.
    """

    kind: SiteKind
    observation: NewObservation
    site_number: int | None = None
    longitude: float = 0.0
    latitude: float = 0.0
    name: str = ""
    address: str = ""
    seen_last: int | None = None


@dataclass(frozen=True, slots=True)
class TakenVisit:
    """What came of a record: a `fault` where it was not taken. `differs`: it was taken before, with other answers.

    `overtaken`: somebody else had seen the place meanwhile; both observations were kept.
    """

    site_id: int = 0
    observation_id: int = 0
    is_new_place: bool = False
    was_known: bool = False
    differs: bool = False
    overtaken: bool = False
    fault: Message | None = None


def take_visits(database: Database, actor: Actor, visits: Sequence[FieldVisit], *, keep: bool) -> list[TakenVisit]:
    """Store the visits, and say what came of each in their order; without `keep` nothing is stored.

    A record that cannot be taken leaves the others as they are. Raises PersonalDataFound for words that were not
    searched before.
    """
    require(actor, Action.LOAD)
    require(actor, Action.LOG_SITE)
    with database.write(actor) as work:
        work.version_of("sites")  # first, so that the same file loaded twice at once waits for itself
        taken = [_taken(work, visit) for visit in visits]
        if keep:
            work.commit()
        return taken


def record_id(actor: Actor, id_there: str) -> str:
    """By what a record of another tool is known in this city: nobody learns by it what another city holds."""
    return f"field:{uuid5(_RECORDS, f'{actor.municipality_id} {id_there}').hex}"


def _taken(work: UnitOfWork, visit: FieldVisit) -> TakenVisit:
    id_there = record_id(work.actor, visit.observation.client_id or "")
    visit = replace(visit, observation=replace(visit.observation, client_id=id_there))
    try:
        known = work.session.scalar(select(Observation).where(Observation.client_id == id_there))
        if known is not None:
            return _known(work, known, visit)
        with work.session.begin_nested():  # a fault found late takes back what the record had begun
            return _stored(work, visit)
    except PersonalDataFound:
        raise
    except LokalityError as fault:
        return TakenVisit(fault=fault.message)


def _stored(work: UnitOfWork, visit: FieldVisit) -> TakenVisit:
    if visit.site_number is not None:
        site = visible_site(work.session, work.actor, visit.site_number)
        if site.kind != visit.kind:
            raise InvalidValue(N_("The place with this number is of another kind. Correct the number."))
        checked_details(site.kind, visit.observation.details)
        overtaken = visit.seen_last is not None and visit.seen_last < newest_observation(work.session, site.id)
        seen = replace(visit.observation, based_on=_still_there(work.session, site.id, visit.seen_last))
        observation = put_observation(work, site, seen, checked_words(work, seen))
        return TakenVisit(site.id, observation.id, overtaken=overtaken)
    # Before anything is added: what was added and taken back would still be told in the audit.
    checked_details(visit.kind, visit.observation.details)
    new = NewSite(
        visit.kind, visit.longitude, visit.latitude, visit.observation, visit.name, visit.address,
        client_id=visit.observation.client_id,
    )  # fmt: skip
    site = put_site(work, new, checked_words(work, visit.observation, name=visit.name, address=visit.address))
    observation_id = work.session.scalars(select(Observation.id).where(Observation.site_id == site.id)).one()
    return TakenVisit(site.id, observation_id, is_new_place=True)


def _still_there(session: Session, site_id: int, observation_id: int | None) -> int | None:
    """The observation that was known of; None where it was erased since."""
    of_site = select(Observation.id).where(Observation.id == observation_id, Observation.site_id == site_id)
    return None if observation_id is None else session.scalar(of_site)


def newest_observation(session: Session, site_id: int) -> int:
    """The id of the observation of a place that was recorded last, 0 where there is none."""
    return session.scalar(select(func.max(Observation.id)).where(Observation.site_id == site_id)) or 0


def _known(work: UnitOfWork, known: Observation, visit: FieldVisit) -> TakenVisit:
    site = visible_site(work.session, work.actor, known.site_id)
    seen = visit.observation
    there = (known.observed_on, known.condition, known.details)
    here = (seen.observed_on, seen.condition, checked_details(site.kind, seen.details) or None)
    # A note that was erased since is no difference: nobody is to be asked for it again.
    differs = there != here or (known.note is not None and known.note != seen.note.strip())
    return TakenVisit(site.id, known.id, was_known=True, differs=differs)
