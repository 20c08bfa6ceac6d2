"""What pairs report from the field during an emergency event: a log to which is only added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.emergencies import ReportKind
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.emergency_rows import (
    acting_organisation,
    address_of_event,
    hold_emergencies,
    open_event,
    past_moment,
    words_within,
)
from geodata.services.personal_data import require_clean
from geodata.tables import EmergencyAssignment, EmergencyEvent, EmergencyReport

TEXT_AT_MOST = 1_000  # characters
_NEEDS_WORDS = frozenset({ReportKind.TROUBLE, ReportKind.NEED})


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report: of which pair, where (degrees WGS84, or an address of the event), when it was true (None: now).

    `client_id` is made by the screen or the phone: the same one sent twice is one report.
    """

    kind: ReportKind
    text: str = ""
    assignment_id: int | None = None
    address_id: int | None = None
    longitude: float | None = None
    latitude: float | None = None
    happened_at: datetime | None = None
    client_id: str | None = None
    keep_personal_data: str = ""


def report(database: Database, actor: Actor, event_id: int, new: NewReport) -> int:
    """Write a report into the log of the event; returns its id."""
    require(actor, Action.REPORT_EMERGENCY)
    words = words_within(new.text, TEXT_AT_MOST)
    _require_whole(new, words)
    with database.write(actor) as work:
        hold_emergencies(work)
        session = work.session
        if new.client_id:  # asked first: what was taken once is not "not here" once the pair was taken back
            known = session.scalar(select(EmergencyReport).where(EmergencyReport.client_id == new.client_id))
            if known is not None:
                return _own_report(known, actor, event_id)
        event = open_event(session, actor, event_id)
        organisation_id = _organisation(session, actor, event, new.assignment_id)
        if new.address_id is not None:
            address_of_event(session, event, new.address_id)
        checked = require_clean(work, {"text": new.text}, new.keep_personal_data)
        row = EmergencyReport(
            municipality_id=actor.municipality_id,
            event_id=event_id,
            assignment_id=new.assignment_id,
            address_id=new.address_id,
            organisation_id=organisation_id,
            kind=new.kind,
            text=words,
            longitude=new.longitude,
            latitude=new.latitude,
            happened_at=past_moment(new.happened_at),
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
            client_id=new.client_id or None,
        )
        session.add(row)
        session.flush()
        told = {"event": event_id, "kind": new.kind, "assignment": new.assignment_id, "text": words}
        work.audit("write", "emergency_report", row.id, checked.told(told))
        work.commit()
        return row.id


def _require_whole(new: NewReport, words: str) -> None:
    if new.kind in _NEEDS_WORDS and not words:
        raise InvalidValue(N_("Say in a few words what happens or what is needed."))
    placed = (new.longitude is not None, new.latitude is not None)
    if any(placed) and not all(placed):
        raise InvalidValue(N_("A position has two numbers: longitude and latitude."))
    if new.longitude is not None and new.latitude is not None:
        if not (-180 <= new.longitude <= 180 and -90 <= new.latitude <= 90):
            raise InvalidValue(N_("This position is not on the earth. Choose it again."))
    elif new.kind == ReportKind.POSITION and new.address_id is None and not words:
        raise InvalidValue(N_("Say where you are: a position, an address, or a few words."))


def _organisation(session: Session, actor: Actor, event: EmergencyEvent, assignment_id: int | None) -> int | None:
    """The organisation of the pair that reports; without a pair that of the actor."""
    if assignment_id is None:
        return actor.organisation_id
    assignment = session.get(EmergencyAssignment, assignment_id)
    if assignment is None or assignment.event_id != event.id or assignment.withdrawn_at is not None:
        raise NotFound
    return acting_organisation(session, actor, assignment.organisation_id)


def _own_report(known: EmergencyReport, actor: Actor, event_id: int) -> int:
    if known.event_id != event_id or known.recorded_by != actor.account_id:
        raise NotFound
    return known.id
