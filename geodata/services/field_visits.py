"""Visits that were written down in another tool: each becomes a new place, or an observation of a known one, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, Message
from geodata.model.fields import checked_details
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.policy import Action, require
from geodata.services.field_corrections import same_value
from geodata.services.field_records import is_clash
from geodata.services.personal_data import PersonalDataFound
from geodata.services.site_corrections import ADDRESS, NAME, POSITION, corrections_of, standing
from geodata.services.sites import NewObservation, NewSite, checked_words, put_observation, put_site, visible_site
from geodata.tables import Observation, Site
from geodata.unit_of_work import UnitOfWork

# Any will do, so long as it stays: by it a record of another tool is known again.
_RECORDS = UUID("5a0a3c0e-6d0b-5d3c-9a55-7e6f0f5c1b11")


@dataclass(frozen=True, slots=True)
class FieldVisit:
    """A record of another tool. `observation.client_id` is the id it has there.

    With a `site_number` it is a visit of that place, and says nothing else of it; without one it is a new place at
    longitude and latitude (degrees WGS84). `seen_last` is the observation recorded last of those that whoever
    wrote it knew of (0: there was none), None where nobody can say.
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
    """What came of a record: a `fault` where it was not taken. `differs`: it was taken before, and what it
    said otherwise then.

    `overtaken`: somebody else had seen the place meanwhile; both observations were kept.
    """

    site_id: int = 0
    observation_id: int = 0
    is_new_place: bool = False
    was_known: bool = False
    differs: tuple[str, ...] = ()
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
    try:
        with work.part():  # a fault found late takes back what the record had begun
            return merge_visit(work, visit)
    except PersonalDataFound:
        raise
    except LokalityError as fault:
        return TakenVisit(fault=fault.message)


def merge_visit(work: UnitOfWork, visit: FieldVisit) -> TakenVisit:
    """Store a visit that was not taken before, within a service that holds the sites.

    Raises NotFound, InvalidValue, PersonalDataFound.
    """
    id_there = record_id(work.actor, visit.observation.client_id or "")
    visit = replace(visit, observation=replace(visit.observation, client_id=id_there))
    known = work.session.scalar(select(Observation).where(Observation.client_id == id_there))
    return _stored(work, visit) if known is None else _known(work, known, visit)


def _stored(work: UnitOfWork, visit: FieldVisit) -> TakenVisit:
    if visit.site_number is not None:
        site = visible_site(work.session, work.actor, visit.site_number)
        if site.kind != visit.kind:
            raise InvalidValue(N_("The place with this number is of another kind. Correct the number."))
        seen = replace(visit.observation, based_on=_shown(work.session, site.id, visit.seen_last))
        observation = put_observation(work, site, seen, checked_words(work, seen))
        return TakenVisit(site.id, observation.id, overtaken=_overtaken(work.session, observation, visit.seen_last))
    new = NewSite(
        visit.kind, visit.longitude, visit.latitude, visit.observation, visit.name, visit.address,
        client_id=visit.observation.client_id,
    )  # fmt: skip
    site = put_site(work, new, checked_words(work, visit.observation, name=visit.name, address=visit.address))
    observation_id = work.session.scalars(select(Observation.id).where(Observation.site_id == site.id)).one()
    return TakenVisit(site.id, observation_id, is_new_place=True)


def _shown(session: Session, site_id: int, seen_last: int | None) -> int | None:
    """Of what was known of the place the last visit by its day; without a visit what was told of it last."""
    if seen_last is None:
        return None
    of_site = select(Observation.id).where(Observation.site_id == site_id, Observation.id <= seen_last)
    day_of_visit = case((Observation.dated, Observation.observed_on), else_=None)
    last = of_site.order_by(Observation.dated.desc(), day_of_visit.desc(), Observation.id.desc())
    return session.scalar(last.limit(1))


def _overtaken(session: Session, observation: Observation, seen_last: int | None) -> bool:
    """Whether somebody else had been there after what was known: the same rule as that of the field app."""
    if seen_last is None or observation.based_on_id is not None:
        return is_clash(session, observation)
    others = select(Observation.id).where(
        Observation.site_id == observation.site_id,
        Observation.id > seen_last,
        Observation.id < observation.id,
        Observation.dated,
        Observation.recorded_by.is_distinct_from(observation.recorded_by),
    )
    return session.scalar(others.limit(1)) is not None


def _known(work: UnitOfWork, known: Observation, visit: FieldVisit) -> TakenVisit:
    site = visible_site(work.session, work.actor, known.site_id)
    differs = (*_other_place(work.session, site, known, visit), *_other_words(site, known, visit))
    return TakenVisit(site.id, known.id, was_known=True, differs=differs)


def _other_place(session: Session, site: Site, known: Observation, visit: FieldVisit) -> Iterator[str]:
    """What the record says otherwise of the place than when it was taken, and than what stands there today."""
    if visit.kind != site.kind:
        yield "kind"
    made_it = site.client_id == known.client_id
    if visit.site_number != (None if made_it else site.id) and visit.site_number != site.id:
        yield "place_number"
    if not made_it or visit.site_number is not None:
        return  # of a known place a record says nothing else
    said = {
        NAME: visit.name.strip() or visit.address.strip(),
        ADDRESS: visit.address.strip(),
        POSITION: (visit.longitude, visit.latitude),
    }
    for field, value in said.items():
        if same_value(value, standing(site, field)):
            continue
        history = corrections_of(session, site, field)
        first = history[-1].before if history else standing(site, field)
        if first is not None and not same_value(value, first):  # erased words are no difference
            yield field


def _other_words(site: Site, known: Observation, visit: FieldVisit) -> Iterator[str]:
    seen = visit.observation
    if known.observed_on != seen.observed_on:
        yield "observed_on"
    if known.condition != seen.condition:
        yield "condition"
    if visit.kind == site.kind:
        there, here = known.details or {}, checked_details(site.kind, seen.details)
        yield from (name for name in sorted(there.keys() | here.keys()) if there.get(name) != here.get(name))
    # A note that was erased since is no difference: nobody is to be asked for it again.
    if known.note is not None and known.note != seen.note.strip():
        yield "note"
