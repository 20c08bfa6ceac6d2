"""Addresses of an emergency event: loaded from the address points in one step or written, and who came to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import shapely
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from geodata.crs import to_krovak
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.impact.ground import points_in_metres
from geodata.model.emergencies import NEAR_ROUTE_M, Need
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.emergency_doors import address_text, doors_written_by_hand, known_door
from geodata.services.emergency_rows import (
    acting_organisation,
    hold_emergencies,
    open_event,
    past_moment,
    visible_address,
    words_within,
)
from geodata.services.personal_data import require_clean
from geodata.tables import (
    AddressPoint,
    EmergencyAddress,
    EmergencyAssignedAddress,
    EmergencyEvent,
    EmergencyReport,
    EmergencyVisit,
)

ADDRESS_AT_MOST = 200  # characters
NOTE_AT_MOST = 500
ADDRESSES_AT_MOST = 5_000  # of one event; beyond, nobody goes from door to door
_FARTHEST_M = 1_000.0


@dataclass(frozen=True, slots=True)
class NewVisit:
    """Who was at an address (None: the actor's own organisation), when (None: now), and what is still needed.

    `client_id` is made by the screen or the phone: the same one sent twice is one visit.
    """

    needs: frozenset[Need] = frozenset()
    note: str = ""
    settled: bool = False
    organisation_id: int | None = None
    happened_at: datetime | None = None
    client_id: str | None = None
    keep_personal_data: str = ""


def load_emergency_addresses(database: Database, actor: Actor, event_id: int, within_m: float = NEAR_ROUTE_M) -> int:
    """Take in the known addresses within the event's area, or within so many metres (EPSG:5514) of its route.

    Those taken in before stay as they are, and so does one that somebody wrote by hand: it learns where it is. Returns
    how many are new.
    """
    require(actor, Action.KEEP_EMERGENCY)
    _within(within_m)
    with database.write(actor) as work:
        hold_emergencies(work)
        event = open_event(work.session, actor, event_id)
        there = set(work.session.scalars(select(EmergencyAddress.code).where(EmergencyAddress.event_id == event_id)))
        missing = [point for point in _points_within(work.session, event, within_m) if point.code not in there]
        by_hand = doors_written_by_hand(work.session, actor, event_id, missing)
        new = [point for point in missing if point not in by_hand]
        if len(there) + len(new) > ADDRESSES_AT_MOST:
            raise InvalidValue(
                N_("That would be more than {count} addresses. Nothing was added; make the area smaller."),
                count=ADDRESSES_AT_MOST,
            )
        for point, written in by_hand.items():
            written.longitude, written.latitude = point.longitude, point.latitude
        for point in new:
            work.session.add(
                EmergencyAddress(
                    municipality_id=actor.municipality_id,
                    event_id=event_id,
                    text=address_text(point),
                    code=point.code,
                    longitude=point.longitude,
                    latitude=point.latitude,
                    recorded_at=work.recorded_at,
                    recorded_by=actor.account_id,
                )
            )
        work.audit("load", "emergency_event", event_id, {"addresses": len(new), "within_m": within_m})
        work.commit()
        return len(new)


def leave_out_addresses(database: Database, actor: Actor, event_id: int, within_m: float = NEAR_ROUTE_M) -> int:
    """Leave out addresses that came from the register and lie elsewhere than the event is now.

    Those stay that somebody wrote, was assigned to, visited or reported from. `within_m` as when they are taken in.
    Returns how many were left out.
    """
    require(actor, Action.KEEP_EMERGENCY)
    with database.write(actor) as work:
        hold_emergencies(work)
        session = work.session
        event = open_event(session, actor, event_id)
        inside = {point.code for point in _points_within(session, event, _within(within_m))}
        query = select(EmergencyAddress).where(
            EmergencyAddress.event_id == event_id, EmergencyAddress.code.is_not(None), *_untouched()
        )
        outside = [address for address in session.scalars(query) if address.code not in inside]
        for address in outside:
            session.delete(address)
        work.audit("leave_out", "emergency_event", event_id, {"addresses": len(outside), "within_m": within_m})
        work.commit()
        return len(outside)


def _untouched() -> list[ColumnElement[bool]]:
    """Of addresses about which nobody wrote anything."""
    said = (EmergencyAssignedAddress, EmergencyReport, EmergencyVisit)
    return [~exists().where(table.address_id == EmergencyAddress.id) for table in said]


def _within(metres: float) -> float:
    if not 0 < metres <= _FARTHEST_M:
        raise InvalidValue(N_("Choose a distance from the route of at most {count} metres."), count=int(_FARTHEST_M))
    return metres


def add_emergency_address(
    database: Database, actor: Actor, event_id: int, address: str, *, keep_personal_data: str = ""
) -> int:
    """Write an address that no address point has; returns its id, that of the same address that is there already."""
    require(actor, Action.REPORT_EMERGENCY)
    words = " ".join(words_within(address, ADDRESS_AT_MOST).split())
    if not words:
        raise InvalidValue(N_("Write the address, such as “Lipová 12”."))
    with database.write(actor) as work:
        hold_emergencies(work)
        open_event(work.session, actor, event_id)
        checked = require_clean(work, {"address": address}, keep_personal_data)
        known = known_door(work.session, actor, event_id, words)
        if known is not None:
            return known.id
        row = EmergencyAddress(
            municipality_id=actor.municipality_id,
            event_id=event_id,
            text=words,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        work.session.add(row)
        work.session.flush()
        work.audit("add", "emergency_address", row.id, checked.told({"event": event_id, "address": words}))
        work.commit()
        return row.id


def record_visit(database: Database, actor: Actor, address_id: int, new: NewVisit) -> int:
    """Write down that an organisation was at an address; returns the visit's id. Nothing earlier is overwritten."""
    require(actor, Action.REPORT_EMERGENCY)
    note = words_within(new.note, NOTE_AT_MOST)
    if new.settled and new.needs:
        raise InvalidValue(N_("An address where something is still needed is not settled. Choose one of the two."))
    if Need.OTHER in new.needs and not note:
        raise InvalidValue(N_("Say in the note what else is needed."))
    with database.write(actor) as work:
        hold_emergencies(work)
        session = work.session
        if new.client_id:  # asked first: what was taken once is not "not here" once the assignment was taken back
            known = session.scalar(select(EmergencyVisit).where(EmergencyVisit.client_id == new.client_id))
            if known is not None:
                return _own_visit(known, actor, address_id)
        address = visible_address(session, actor, address_id)
        open_event(session, actor, address.event_id)
        organisation_id = acting_organisation(session, actor, new.organisation_id)
        checked = require_clean(work, {"note": new.note}, new.keep_personal_data)
        visit = EmergencyVisit(
            municipality_id=actor.municipality_id,
            address_id=address_id,
            organisation_id=organisation_id,
            needs=sorted(need.value for need in new.needs),
            note=note,
            settled=new.settled,
            happened_at=past_moment(new.happened_at),
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
            client_id=new.client_id or None,
        )
        session.add(visit)
        session.flush()
        told = {
            "address_id": address_id,
            "organisation": organisation_id,
            "needs": [Need(code) for code in visit.needs],
            "settled": new.settled,
            "note": note,
        }
        work.audit("observe", "emergency_visit", visit.id, checked.told(told))
        work.commit()
        return visit.id


def _own_visit(visit: EmergencyVisit, actor: Actor, address_id: int) -> int:
    if visit.address_id != address_id or visit.recorded_by != actor.account_id:
        raise NotFound
    return visit.id


def _points_within(session: Session, event: EmergencyEvent, within_m: float) -> list[AddressPoint]:
    """Address points of the city in the area, or near the route; the order is that in which they were loaded."""
    where = to_krovak(event.outline)
    reach = where.buffer(within_m) if where.area == 0 else where
    query = select(AddressPoint).where(
        AddressPoint.municipality_id == event.municipality_id,
        AddressPoint.longitude.is_not(None),
        AddressPoint.latitude.is_not(None),
    )
    points = session.scalars(query.order_by(AddressPoint.id)).all()
    places = points_in_metres([point.longitude or 0 for point in points], [point.latitude or 0 for point in points])
    inside = sorted(shapely.STRtree(places).query(reach, predicate="intersects").tolist())
    return [points[place] for place in inside]
