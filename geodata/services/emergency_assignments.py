"""Who goes where in an emergency event: pairs and organisations, told of others who go to the same door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.emergency_rows import address_of_event, hold_emergencies, open_event, visible_event, words_within
from geodata.services.issue_events import require_organisation
from geodata.services.personal_data import require_clean
from geodata.tables import (
    EmergencyAddress,
    EmergencyAssignedAddress,
    EmergencyAssignment,
    EmergencyVisit,
    Organisation,
)

LABEL_AT_MOST = 100  # characters
STRETCH_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """Who goes: an organisation, maybe one pair of it (`label`, "Pair 3"); where: a stretch in words, addresses, both.

    A pair is a label and never the names of those in it.
    """

    organisation_id: int
    label: str = ""
    stretch: str = ""
    address_ids: tuple[int, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Somebody else is on the way to an address already, or (`was_there`: when last) an organisation was there."""

    address: str
    organisation: str
    label: str
    was_there: datetime | None = None


def overlaps_of(database: Database, actor: Actor, event_id: int, address_ids: Sequence[int]) -> list[Overlap]:
    """Who is on the way to these addresses, and who was there. It is told before assigning, and forbids nothing.

    A visit is an organisation's: once it was there, none of its pairs that were sent before is on the way any more.
    """
    require(actor, Action.KEEP_EMERGENCY)
    with database.read() as session:
        event = visible_event(session, actor, event_id)
        for address_id in address_ids:
            address_of_event(session, event, address_id)
        return _overlaps(session, address_ids)


def assign(database: Database, actor: Actor, event_id: int, new: NewAssignment) -> int:
    """Send a pair or an organisation somewhere; returns the id of the assignment."""
    require(actor, Action.KEEP_EMERGENCY)
    label, stretch = words_within(new.label, LABEL_AT_MOST), words_within(new.stretch, STRETCH_AT_MOST)
    if not stretch and not new.address_ids:
        raise InvalidValue(N_("Say where they go: write a stretch, or choose addresses."))
    if new.starts_at and new.ends_at and new.ends_at <= new.starts_at:
        raise InvalidValue(N_("They would leave before they come. Change one of the two moments."))
    with database.write(actor) as work:
        hold_emergencies(work)
        session = work.session
        event = open_event(session, actor, event_id)
        require_organisation(session, actor, new.organisation_id)
        addresses = [address_of_event(session, event, address_id).id for address_id in dict.fromkeys(new.address_ids)]
        checked = require_clean(work, {"label": new.label, "stretch": new.stretch}, new.keep_personal_data)
        assignment = EmergencyAssignment(
            municipality_id=actor.municipality_id,
            event_id=event_id,
            organisation_id=new.organisation_id,
            label=label,
            stretch=stretch,
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        session.add(assignment)
        session.flush()
        own = {"municipality_id": actor.municipality_id, "assignment_id": assignment.id}
        session.add_all(EmergencyAssignedAddress(**own, address_id=address_id) for address_id in addresses)
        told = {
            "event": event_id,
            "organisation": new.organisation_id,
            "label": label,
            "stretch": stretch,
            "addresses": addresses,
        }
        work.audit("assign", "emergency_assignment", assignment.id, checked.told(told))
        work.commit()
        return assignment.id


def withdraw_assignment(database: Database, actor: Actor, assignment_id: int) -> None:
    """Take an assignment back; what was reported under it stays."""
    require(actor, Action.KEEP_EMERGENCY)
    with database.write(actor) as work:
        hold_emergencies(work)
        assignment = work.session.get(EmergencyAssignment, assignment_id)
        if assignment is None or assignment.withdrawn_at is not None:
            raise NotFound
        open_event(work.session, actor, assignment.event_id)
        assignment.withdrawn_at = work.recorded_at
        work.audit("withdraw", "emergency_assignment", assignment.id)
        work.commit()


def _overlaps(session: Session, address_ids: Sequence[int]) -> list[Overlap]:
    last = (
        select(
            EmergencyVisit.address_id, EmergencyVisit.organisation_id, func.max(EmergencyVisit.happened_at).label("at")
        )
        .where(EmergencyVisit.address_id.in_(address_ids))
        .group_by(EmergencyVisit.address_id, EmergencyVisit.organisation_id)
        .subquery()
    )
    came = (last.c.address_id == EmergencyAssignedAddress.address_id) & (
        last.c.organisation_id == EmergencyAssignment.organisation_id
    )
    on_the_way = (
        select(EmergencyAddress.text, Organisation.short_name, EmergencyAssignment.label)
        .select_from(EmergencyAssignedAddress)
        .join(EmergencyAssignment, EmergencyAssignment.id == EmergencyAssignedAddress.assignment_id)
        .join(EmergencyAddress, EmergencyAddress.id == EmergencyAssignedAddress.address_id)
        .join(Organisation, Organisation.id == EmergencyAssignment.organisation_id)
        .outerjoin(last, came)
        .where(EmergencyAssignedAddress.address_id.in_(address_ids), EmergencyAssignment.withdrawn_at.is_(None))
        .where(last.c.at.is_(None) | (last.c.at < EmergencyAssignment.recorded_at))
        .order_by(EmergencyAssignedAddress.id)
    )
    were_there = (
        select(EmergencyAddress.text, Organisation.short_name, last.c.at)
        .join(last, last.c.address_id == EmergencyAddress.id)
        .join(Organisation, Organisation.id == last.c.organisation_id)
        .order_by(last.c.at, EmergencyAddress.id)
    )
    return [
        *(Overlap(*row) for row in session.execute(on_the_way)),
        *(Overlap(address, organisation, "", at) for address, organisation, at in session.execute(were_there)),
    ]
