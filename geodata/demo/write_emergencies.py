"""Two emergency events of Vzorov: a storm that is over and waits to be evaluated, and a march being prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import shapely
from sqlalchemy import select

from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork
from geodata.model.emergencies import EmergencyKind, EmergencyState, Need, ReportKind
from geodata.services.emergency_doors import address_text
from geodata.tables import (
    AddressPoint,
    EmergencyAddress,
    EmergencyAssignedAddress,
    EmergencyAssignment,
    EmergencyEvent,
    EmergencyReport,
    EmergencyVisit,
    Street,
)

_STAFF = "policie_hute"
_STORM_BEFORE, _MARCH_IN, _PREPARED_BEFORE = timedelta(days=12), timedelta(days=5), timedelta(days=4)
_STORM_STREETS, _MARCH_STREETS = ("Slévačská",), ("Hutnická třída",)
_AGREED = (
    "Sraz hlídek v 15:30 u školy. Dvojice nechodí do davu a hlásí každou půlhodinu.\n"
    "Dobrovolníci nosí vesty. Po akci společné ohlédnutí na obvodě."
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A report: so many minutes after the beginning, by which pair, from which of the addresses."""

    minute: int
    pair: int
    kind: ReportKind
    text: str = ""
    door: int | None = None


@dataclass(frozen=True, slots=True)
class _Came:
    """A visit: so many minutes after the beginning, at which of the addresses."""

    minute: int
    door: int
    who: str
    needs: tuple[Need, ...] = ()
    note: str = ""
    settled: bool = False


# Which organisation, the label of its pair, the stretch in words, and the first and last of its addresses.
_STORM_PAIRS = (
    ("teren", "Dvojice 1", "Slévačská, začátek ulice", range(6)),
    ("dvory", "Dvojice 2", "Slévačská, konec ulice", range(5, 11)),  # at one door both
    ("technicke", "", "Odklízení větví", range(0)),
)
_MARCH_PAIRS = (
    ("teren", "Dvojice 1", "Hutnická třída od nádraží ke škole", range(4)),
    ("mestska_policie", "Hlídka 2", "Hutnická třída od školy k tržnici", range(0)),
)
_REPORTS = (
    _Said(10, 0, ReportKind.ALL_QUIET, door=0),
    _Said(35, 0, ReportKind.NEED, "Plachta na střechu, fouká dovnitř.", 1),
    _Said(50, 1, ReportKind.TROUBLE, "Spadlý strom přes vchod, dveře nejdou otevřít.", 7),
    _Said(95, 2, ReportKind.HELP_CAME, "Strom odklizen.", 7),
    _Said(120, 0, ReportKind.HELP_CAME, "Plachta je na střeše.", 1),
    _Said(160, 1, ReportKind.NEED, "Dům bez pitné vody, čerpadlo stojí.", 9),
    _Said(180, 1, ReportKind.POSITION, door=10),
)
_VISITS = (
    _Came(12, 0, "teren", settled=True),
    _Came(34, 1, "teren", (Need.ROOF_COVER,), "Chybí část krytiny nad vchodem."),
    _Came(48, 2, "teren"),
    _Came(70, 5, "teren", (Need.DEBRIS,)),
    _Came(80, 5, "dvory", (Need.DEBRIS,)),
    _Came(100, 7, "dvory", settled=True),
    _Came(118, 1, "teren", settled=True, note="Střecha zakrytá plachtou."),
    _Came(158, 9, "dvory", (Need.WATER, Need.ELECTRICITY)),
)


def write_emergencies(work: DatedWork, today: date, authors: Mapping[str, Author]) -> None:
    """The police of Hutě lead both; nobody's name is in them."""
    storm = _event(work, authors, "Vichřice v Hutích", EmergencyKind.STORM, _STORM_STREETS)
    storm.starts_at = at_hour(today - _STORM_BEFORE, 14)
    storm.ends_at, storm.state = storm.starts_at + timedelta(hours=5), EmergencyState.OVER
    storm.recorded_at = storm.starts_at - timedelta(hours=3)
    _put(work, storm, authors)
    doors = _addresses(work, storm, _STORM_STREETS)
    pairs = _assign(work, storm, authors, doors, _STORM_PAIRS)
    _report(work, storm, authors, doors, pairs)
    _visit(work, storm, authors, doors)
    march = _event(work, authors, "Průvod Hutnickou třídou", EmergencyKind.MARCH, _MARCH_STREETS)
    march.starts_at, march.agreed = at_hour(today + _MARCH_IN, 16), _AGREED
    march.ends_at = march.starts_at + timedelta(hours=3)
    march.recorded_at = at_hour(today - _PREPARED_BEFORE, 10)
    _put(work, march, authors)
    _assign(work, march, authors, _addresses(work, march, _MARCH_STREETS), _MARCH_PAIRS)


def _event(
    work: DatedWork, authors: Mapping[str, Author], name: str, kind: EmergencyKind, streets: Sequence[str]
) -> EmergencyEvent:
    own = work.actor.municipality_id
    query = select(Street.outline).where(Street.municipality_id == own, Street.name.in_(streets)).order_by(Street.id)
    return EmergencyEvent(
        municipality_id=own,
        name=name,
        kind=kind,
        state=EmergencyState.PREPARED,
        outline=shapely.line_merge(shapely.union_all(work.session.scalars(query).all())),
        organisation_id=authors[_STAFF].organisation_id,
        agreed="",
        evaluation="",
        recorded_by=authors[_STAFF].account_id,
    )


def _put(work: DatedWork, event: EmergencyEvent, authors: Mapping[str, Author]) -> None:
    work.session.add(event)
    work.session.flush()
    work.noted(event.recorded_at, authors[_STAFF], "found", "emergency_event", event.id, {"name": event.name})
    if event.state == EmergencyState.OVER and event.ends_at is not None:
        for moment, state in ((event.starts_at, EmergencyState.UNDER_WAY), (event.ends_at, EmergencyState.OVER)):
            work.noted(moment, authors[_STAFF], "advance", "emergency_event", event.id, {"status": state})


def _addresses(work: DatedWork, event: EmergencyEvent, streets: Sequence[str]) -> list[EmergencyAddress]:
    query = (
        select(AddressPoint)
        .where(AddressPoint.municipality_id == event.municipality_id, AddressPoint.street.in_(streets))
        .order_by(AddressPoint.street, AddressPoint.id)
    )
    found = [
        EmergencyAddress(
            municipality_id=event.municipality_id,
            event_id=event.id,
            text=address_text(point),
            code=point.code,
            longitude=point.longitude,
            latitude=point.latitude,
            recorded_at=event.recorded_at,
            recorded_by=event.recorded_by,
        )
        for point in work.session.scalars(query)
    ]
    work.session.add_all(found)
    work.session.flush()
    return found


def _assign(
    work: DatedWork,
    event: EmergencyEvent,
    authors: Mapping[str, Author],
    doors: Sequence[EmergencyAddress],
    pairs: Sequence[tuple[str, str, str, range]],
) -> list[EmergencyAssignment]:
    assigned = []
    for who, label, stretch, places in pairs:
        one = EmergencyAssignment(
            municipality_id=event.municipality_id,
            event_id=event.id,
            organisation_id=authors[who].organisation_id,
            label=label,
            stretch=stretch,
            recorded_at=event.recorded_at,
            recorded_by=event.recorded_by,
        )
        work.session.add(one)
        work.session.flush()
        own = {"municipality_id": event.municipality_id, "assignment_id": one.id}
        work.session.add_all(EmergencyAssignedAddress(address_id=doors[place].id, **own) for place in places)
        work.noted(event.recorded_at, authors[_STAFF], "assign", "emergency_assignment", one.id, {"label": label})
        assigned.append(one)
    return assigned


def _report(
    work: DatedWork,
    event: EmergencyEvent,
    authors: Mapping[str, Author],
    doors: Sequence[EmergencyAddress],
    pairs: Sequence[EmergencyAssignment],
) -> None:
    for said in _REPORTS:
        author, moment = authors[_STORM_PAIRS[said.pair][0]], _after(event, said.minute)
        row = EmergencyReport(
            municipality_id=event.municipality_id,
            event_id=event.id,
            assignment_id=pairs[said.pair].id,
            address_id=None if said.door is None else doors[said.door].id,
            organisation_id=author.organisation_id,
            kind=said.kind,
            text=said.text,
            happened_at=moment,
            recorded_at=moment,
            recorded_by=author.account_id,
        )
        work.session.add(row)
        work.session.flush()
        work.noted(moment, author, "write", "emergency_report", row.id, {"kind": said.kind, "text": said.text})


def _visit(
    work: DatedWork, event: EmergencyEvent, authors: Mapping[str, Author], doors: Sequence[EmergencyAddress]
) -> None:
    for came in _VISITS:
        author, moment = authors[came.who], _after(event, came.minute)
        row = EmergencyVisit(
            municipality_id=event.municipality_id,
            address_id=doors[came.door].id,
            organisation_id=author.organisation_id,
            needs=sorted(need.value for need in came.needs),
            note=came.note,
            settled=came.settled,
            happened_at=moment,
            recorded_at=moment,
            recorded_by=author.account_id,
        )
        work.session.add(row)
        work.session.flush()
        work.noted(moment, author, "observe", "emergency_visit", row.id, {"settled": came.settled, "note": came.note})


def _after(event: EmergencyEvent, minutes: int) -> datetime:
    return event.starts_at + timedelta(minutes=minutes)
