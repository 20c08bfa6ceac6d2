"""The live board of an emergency event: the newest reports, where each pair was last, and where each address stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.czech_order import czech_order
from geodata.database import Database
from geodata.model.emergencies import (
    AddressState,
    EmergencyKind,
    EmergencyState,
    Need,
    ReportFacts,
    ReportKind,
    VisitFacts,
    address_state,
    several_at_once,
    unanswered,
)
from geodata.model.people import Actor
from geodata.policy import Action, emergency_staff, is_of_own_organisation, of_own_organisation, require
from geodata.services.emergency_needs import NeedLine, need_lines
from geodata.services.emergency_rows import remembered_event
from geodata.tables import (
    EmergencyAddress,
    EmergencyAssignedAddress,
    EmergencyAssignment,
    EmergencyEvent,
    EmergencyReport,
    EmergencyVisit,
    Organisation,
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report. `pair` is the label of the assignment, `address` the address it speaks of."""

    id: int
    kind: ReportKind
    text: str
    assignment_id: int | None
    pair: str | None
    organisation: str | None
    address: str | None
    longitude: float | None
    latitude: float | None
    happened_at: datetime
    recorded_at: datetime
    waits: bool = False  # it calls for somebody, and nothing that the reader may know of answers it


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """A pair or an organisation, where it goes, and its newest report.

    `heard`: the reader may know of its reports, so that none (`last` is None) means that it has not reported yet.
    """

    id: int
    organisation_id: int
    organisation: str
    label: str
    stretch: str
    starts_at: datetime | None
    ends_at: datetime | None
    addresses: tuple[str, ...]
    last: ReportLine | None
    last_place: ReportLine | None
    heard: bool


@dataclass(frozen=True, slots=True)
class VisitLine:
    """Who was at an address, and when."""

    organisation: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class AddressLine:
    """One row per address: who was there, when last, what is still needed by the newest visit.

    `told_needs`: of all visits, with who told each and who settled it. `note` is that of the newest visit where
    the reader's organisation wrote it or leads the event, else empty.
    """

    id: int
    text: str
    longitude: float | None
    latitude: float | None
    state: AddressState
    were_there: tuple[str, ...]
    visits: tuple[VisitLine, ...]
    assigned: tuple[str, ...]
    needs: tuple[Need, ...]
    told_needs: tuple[NeedLine, ...]
    note: str
    last_at: datetime | None
    several: bool


@dataclass(frozen=True, slots=True)
class EmergencyBoard:
    """Everything of one event that the reader may know of; `outline` in EPSG:4326.

    `past`: the reader's organisation takes no part any more, and keeps sight of its own reports alone.
    `hears_all`: `reports` are those of everybody, else those of the reader's organisation.
    """

    id: int
    name: str
    kind: EmergencyKind
    state: EmergencyState
    outline: BaseGeometry
    starts_at: datetime
    ends_at: datetime | None
    organisation_id: int | None
    organisation: str | None
    agreed: str
    evaluation: str
    row_version: int
    reports: tuple[ReportLine, ...]
    assignments: tuple[AssignmentLine, ...]
    addresses: tuple[AddressLine, ...]
    hears_all: bool
    past: bool = False

    @property
    def calls(self) -> tuple[ReportLine, ...]:
        """The reports that wait for an answer, the newest first."""
        return tuple(line for line in self.reports if line.waits)


def emergency_board(database: Database, actor: Actor, event_id: int) -> EmergencyBoard:
    """The event with its reports (newest first), assignments and addresses.

    The staff reads every report; others read those of their own organisation, and who was at which address and what it
    still needs: without that two organisations would stand at one door. A note on an address is for those who wrote
    it, for those who lead the event, and for the staff.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        event, past = remembered_event(session, actor, event_id)
        names = _names(session, actor)
        visits = _visits(session, event_id)
        reports = _reports(session, actor, event_id, names, {} if past else _settled(visits))
        sent = {} if past else _sent_to(session, event_id)
        assignments = () if past else _assignments(session, actor, event_id, names, reports, sent)
        return EmergencyBoard(
            id=event.id,
            name=event.name,
            kind=event.kind,
            state=event.state,
            outline=event.outline,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            organisation_id=event.organisation_id,
            organisation=names.get(event.organisation_id or 0),
            agreed="" if past else event.agreed,
            evaluation="" if past else event.evaluation,
            row_version=event.row_version,
            reports=tuple(reports),
            assignments=assignments,
            addresses=() if past else _addresses(session, actor, event, names, assignments, sent, visits),
            hears_all=emergency_staff(actor),
            past=past,
        )


def _names(session: Session, actor: Actor) -> dict[int, str]:
    query = select(Organisation.id, Organisation.short_name).where(
        Organisation.municipality_id == actor.municipality_id
    )
    return {row.id: row.short_name for row in session.execute(query)}


def _visits(session: Session, event_id: int) -> dict[int, list[EmergencyVisit]]:
    """By address its visits, in the order in which they were true."""
    query = (
        select(EmergencyVisit)
        .join(EmergencyAddress, EmergencyAddress.id == EmergencyVisit.address_id)
        .where(EmergencyAddress.event_id == event_id)
        .order_by(EmergencyVisit.happened_at, EmergencyVisit.id)
    )
    visits: dict[int, list[EmergencyVisit]] = {}
    for visit in session.scalars(query):
        visits.setdefault(visit.address_id, []).append(visit)
    return visits


def _settled(visits: Mapping[int, list[EmergencyVisit]]) -> dict[int, datetime]:
    return {address_id: there[-1].happened_at for address_id, there in visits.items() if there[-1].settled}


def _reports(
    session: Session, actor: Actor, event_id: int, names: Mapping[int, str], settled_at: Mapping[int, datetime]
) -> list[ReportLine]:
    query = (
        select(EmergencyReport, EmergencyAssignment.label, EmergencyAddress)
        .outerjoin(EmergencyAssignment, EmergencyAssignment.id == EmergencyReport.assignment_id)
        .outerjoin(EmergencyAddress, EmergencyAddress.id == EmergencyReport.address_id)
        .where(EmergencyReport.event_id == event_id)
        .order_by(EmergencyReport.happened_at.desc(), EmergencyReport.id.desc())
    )
    if not emergency_staff(actor):
        query = query.where(of_own_organisation(actor, EmergencyReport.organisation_id))
    rows = session.execute(query).all()
    waiting = unanswered((_facts(said) for said, *_others in rows), settled_at)
    return [
        ReportLine(
            id=said.id,
            kind=said.kind,
            text=said.text,
            assignment_id=said.assignment_id,
            pair=pair,
            organisation=names.get(said.organisation_id or 0),
            address=address.text if address else None,
            longitude=said.longitude if said.longitude is not None or address is None else address.longitude,
            latitude=said.latitude if said.latitude is not None or address is None else address.latitude,
            happened_at=said.happened_at,
            recorded_at=said.recorded_at,
            waits=said.id in waiting,
        )
        for said, pair, address in rows
    ]


def _facts(said: EmergencyReport) -> ReportFacts:
    return ReportFacts(said.id, said.kind, said.assignment_id, said.organisation_id, said.address_id, said.happened_at)


def _sent_to(session: Session, event_id: int) -> dict[int, list[int]]:
    """By assignment the ids of its addresses."""
    query = (
        select(EmergencyAssignedAddress.assignment_id, EmergencyAssignedAddress.address_id)
        .join(EmergencyAssignment, EmergencyAssignment.id == EmergencyAssignedAddress.assignment_id)
        .where(EmergencyAssignment.event_id == event_id, EmergencyAssignment.withdrawn_at.is_(None))
        .order_by(EmergencyAssignedAddress.id)
    )
    sent: dict[int, list[int]] = {}
    for assignment_id, address_id in session.execute(query):
        sent.setdefault(assignment_id, []).append(address_id)
    return sent


def _assignments(
    session: Session,
    actor: Actor,
    event_id: int,
    names: Mapping[int, str],
    reports: Iterable[ReportLine],
    sent: Mapping[int, list[int]],
) -> tuple[AssignmentLine, ...]:
    newest: dict[int | None, ReportLine] = {}
    placed: dict[int | None, ReportLine] = {}
    for line in reports:
        newest.setdefault(line.assignment_id, line)
        if line.longitude is not None or line.address is not None:
            placed.setdefault(line.assignment_id, line)
    of_event = select(EmergencyAddress.id, EmergencyAddress.text).where(EmergencyAddress.event_id == event_id)
    texts = {row.id: row.text for row in session.execute(of_event)}
    query = (
        select(EmergencyAssignment)
        .where(EmergencyAssignment.event_id == event_id, EmergencyAssignment.withdrawn_at.is_(None))
        .order_by(EmergencyAssignment.id)
    )
    return tuple(
        AssignmentLine(
            id=one.id,
            organisation_id=one.organisation_id,
            organisation=names.get(one.organisation_id, ""),
            label=one.label,
            stretch=one.stretch,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            addresses=tuple(texts[address_id] for address_id in sent.get(one.id, ())),
            last=newest.get(one.id),
            last_place=placed.get(one.id),
            heard=emergency_staff(actor) or is_of_own_organisation(actor, one.organisation_id),
        )
        for one in session.scalars(query)
    )


def _addresses(
    session: Session,
    actor: Actor,
    event: EmergencyEvent,
    names: Mapping[int, str],
    assignments: Iterable[AssignmentLine],
    sent: Mapping[int, list[int]],
    visits: Mapping[int, list[EmergencyVisit]],
) -> tuple[AddressLine, ...]:
    assigned: dict[int, list[int]] = {}
    for one in assignments:
        for address_id in sent.get(one.id, ()):
            assigned.setdefault(address_id, []).append(one.organisation_id)
    rows = session.scalars(select(EmergencyAddress).where(EmergencyAddress.event_id == event.id))
    reads_notes = emergency_staff(actor) or is_of_own_organisation(actor, event.organisation_id)
    lines = []
    for row in rows:
        there = visits.get(row.id, [])
        reads = bool(there) and (reads_notes or is_of_own_organisation(actor, there[-1].organisation_id))
        lines.append(_line(row, there, assigned.get(row.id, []), names, there[-1].note if reads else ""))
    return tuple(sorted(lines, key=lambda line: (czech_order(line.text), line.id)))


def _line(
    address: EmergencyAddress, visits: list[EmergencyVisit], assigned: list[int], names: Mapping[int, str], note: str
) -> AddressLine:
    facts = [
        VisitFacts(
            visit.organisation_id, visit.happened_at, frozenset(Need(code) for code in visit.needs), visit.settled
        )
        for visit in visits
    ]
    newest = visits[-1] if visits else None
    return AddressLine(
        id=address.id,
        text=address.text,
        longitude=address.longitude,
        latitude=address.latitude,
        state=address_state(facts),
        were_there=tuple(dict.fromkeys(names.get(visit.organisation_id, "") for visit in visits)),
        visits=tuple(VisitLine(names.get(visit.organisation_id, ""), visit.happened_at) for visit in visits),
        assigned=tuple(dict.fromkeys(names.get(organisation_id, "") for organisation_id in assigned)),
        needs=tuple(Need(code) for code in newest.needs) if newest else (),
        told_needs=need_lines(facts, names),
        note=note,
        last_at=newest.happened_at if newest else None,
        several=several_at_once(facts, assigned),
    )
