"""The rows of emergency events that an actor may know of, and what every change of one begins with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.emergencies import EmergencyState
from geodata.model.people import Actor
from geodata.policy import emergency_staff, of_own_organisation
from geodata.services.issue_events import require_organisation
from geodata.tables import EmergencyAddress, EmergencyAssignment, EmergencyEvent, EmergencyReport
from geodata.unit_of_work import UnitOfWork


def hold_emergencies(work: UnitOfWork) -> None:
    """Let one change of emergency events after another through, so that whoever reads one here reads the newest."""
    work.version_of("emergencies")


def shown_events(actor: Actor) -> ColumnElement[bool]:
    """The events of the city for the staff; for others those that their organisation leads or is assigned to."""
    here = EmergencyEvent.municipality_id == actor.municipality_id
    if emergency_staff(actor):
        return here
    assigned = select(EmergencyAssignment.event_id).where(
        of_own_organisation(actor, EmergencyAssignment.organisation_id), EmergencyAssignment.withdrawn_at.is_(None)
    )
    leads = of_own_organisation(actor, EmergencyEvent.organisation_id)  # nobody's event is not everybody's
    return here & or_(leads, EmergencyEvent.id.in_(assigned))


def remembered_events(actor: Actor) -> ColumnElement[bool]:
    """The events shown, and those in which the actor's organisation once reported: of these its own reports alone."""
    reported = select(EmergencyReport.event_id).where(
        of_own_organisation(actor, EmergencyReport.organisation_id),
        EmergencyReport.municipality_id == actor.municipality_id,
    )
    here = EmergencyEvent.municipality_id == actor.municipality_id
    return or_(shown_events(actor), here & EmergencyEvent.id.in_(reported))


def remembered_event(session: Session, actor: Actor, event_id: int) -> tuple[EmergencyEvent, bool]:
    """The event, and whether the actor's organisation takes no part in it any more; NotFound as in `visible_event`."""
    query = select(EmergencyEvent, shown_events(actor)).where(EmergencyEvent.id == event_id, remembered_events(actor))
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    event, shown = found
    return event, not shown


def visible_event(session: Session, actor: Actor, event_id: int) -> EmergencyEvent:
    """The event, or NotFound unless the actor may know of it."""
    event = session.scalar(select(EmergencyEvent).where(EmergencyEvent.id == event_id, shown_events(actor)))
    if event is None:
        raise NotFound
    return event


def open_event(session: Session, actor: Actor, event_id: int) -> EmergencyEvent:
    """The event to which something is added. Raises InvalidValue where it was evaluated already."""
    event = visible_event(session, actor, event_id)
    if event.state == EmergencyState.EVALUATED:
        raise InvalidValue(N_("This event was evaluated, so nothing is added to it any more. What was written stays."))
    return event


def visible_address(session: Session, actor: Actor, address_id: int) -> EmergencyAddress:
    """The address, or NotFound unless the actor may know of its event."""
    query = (
        select(EmergencyAddress)
        .join(EmergencyEvent, EmergencyEvent.id == EmergencyAddress.event_id)
        .where(EmergencyAddress.id == address_id, shown_events(actor))
    )
    address = session.scalar(query)
    if address is None:
        raise NotFound
    return address


def address_of_event(session: Session, event: EmergencyEvent, address_id: int) -> EmergencyAddress:
    """The address, or NotFound unless it belongs to the event."""
    address = session.get(EmergencyAddress, address_id)
    if address is None or address.event_id != event.id:
        raise NotFound
    return address


def acting_organisation(session: Session, actor: Actor, organisation_id: int | None) -> int:
    """The organisation in whose name something is written: the staff writes for any, others for their own."""
    chosen = organisation_id if organisation_id is not None else actor.organisation_id
    if chosen is None:
        raise InvalidValue(N_("Choose the organisation. Your own account belongs to none."))
    if chosen != actor.organisation_id and not emergency_staff(actor):
        raise NotFound
    require_organisation(session, actor, chosen)
    return chosen


def past_moment(moment: datetime | None) -> datetime:
    """The moment, or now. Raises InvalidValue where it is still to come."""
    now = clock.now()
    if moment is None:
        return now
    if moment > now:
        raise InvalidValue(N_("That moment is still to come. Write down what has already happened."))
    return moment


def words_within(text: str, at_most: int) -> str:
    """The text without blanks around it. Raises InvalidValue where it is too long."""
    words = text.strip()
    if len(words) > at_most:
        raise InvalidValue(
            N_("The text is longer than {count} characters. Shorten it; nothing was saved."), count=at_most
        )
    return words
