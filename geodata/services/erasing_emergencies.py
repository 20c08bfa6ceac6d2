"""Erasing what was written in the field during emergency events; what was needed where, and when, stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, update

from geodata.model.emergencies import EmergencyState
from geodata.services.due import end_of
from geodata.services.erasing import chunks, erase_audit_words
from geodata.services.named_addresses import positions_of
from geodata.tables import (
    Audit,
    Base,
    EmergencyAddress,
    EmergencyAssignment,
    EmergencyEvent,
    EmergencyReport,
    EmergencyVisit,
)
from geodata.unit_of_work import UnitOfWork
from geodata.written_addresses import parse_address

_PAST = (EmergencyState.OVER, EmergencyState.EVALUATED)


def erase_words_of_emergencies(work: UnitOfWork, last_day: date) -> bool:
    """Empty the words and positions of reports and the notes of visits that were true and written until a day, and of
    events that were over by then what was agreed before, the evaluation, who went where, and addresses in words of
    somebody's own; whether there were any.

    None is listed as due: they go when the notes of visits at places do.
    """
    before, own = end_of(last_day), work.actor.municipality_id
    report, visit = EmergencyReport, EmergencyVisit
    said = or_(report.text != "", report.longitude.is_not(None))
    until = (report.municipality_id == own, report.happened_at < before, report.recorded_at < before)
    told = (visit.municipality_id == own, visit.happened_at < before, visit.recorded_at < before)
    wrote_where = or_(EmergencyAssignment.label != "", EmergencyAssignment.stretch != "")
    assigned = (EmergencyAssignment.event_id.in_(_over(own, before)), EmergencyAssignment.recorded_at < before)
    wrote = or_(EmergencyEvent.agreed != "", EmergencyEvent.evaluation != "")
    # Past the mapper, and so past its version: a form that lies open would bring the words back.
    of_event = {"agreed": "", "evaluation": "", "row_version": EmergencyEvent.row_version + 1}
    emptied = [
        _empty(work, report, select(report.id).where(*until, said), {"text": "", "longitude": None, "latitude": None}),
        _empty(work, visit, select(visit.id).where(*told, visit.note != ""), {"note": ""}),
        _empty(work, EmergencyEvent, _over(own, before).where(wrote), of_event),
        _empty(
            work,
            EmergencyAssignment,
            select(EmergencyAssignment.id).where(*assigned, wrote_where),
            {"label": "", "stretch": ""},
        ),
        _bare_addresses(work, before),
    ]
    return any(emptied)


def _over(municipality_id: int, before: datetime) -> Select[int]:
    """Events that were over before a moment, and of which nothing was written since."""
    led_since = exists().where(
        Audit.subject == "emergency_event", Audit.subject_id == EmergencyEvent.id,
        Audit.action.in_(("found", "change", "advance")), Audit.recorded_at >= before,
    )  # fmt: skip
    return select(EmergencyEvent.id).where(
        EmergencyEvent.municipality_id == municipality_id,
        EmergencyEvent.state.in_(_PAST),
        func.coalesce(EmergencyEvent.ends_at, EmergencyEvent.starts_at) < before,
        ~led_since,
    )


def _empty(work: UnitOfWork, table: type[Base], due: Select[int], emptied: Mapping[str, Any]) -> bool:
    ids = work.session.scalars(due).all()
    for part in chunks(ids):
        work.session.execute(update(table).where(table.__table__.c.id.in_(part)).values(**emptied))
    erase_audit_words(work, table.__tablename__, ids)
    return bool(ids)


def _bare_addresses(work: UnitOfWork, before: datetime) -> bool:
    """Of addresses that somebody wrote the street and the number stay where the city's register knows them."""
    due = select(EmergencyAddress).where(
        EmergencyAddress.event_id.in_(_over(work.actor.municipality_id, before)),
        EmergencyAddress.recorded_at < before,
        EmergencyAddress.code.is_(None),
        EmergencyAddress.text != "",
    )
    rows = work.session.scalars(due.order_by(EmergencyAddress.id)).all()
    bare = {row.id: text for row, text in zip(rows, _known(work, [row.text for row in rows]), strict=True)}
    changed = [row for row in rows if row.text != bare[row.id]]
    for row in changed:
        row.text = bare[row.id]
    work.session.flush()
    erase_audit_words(work, "emergency_address", [row.id for row in changed])
    return bool(changed)


def _known(work: UnitOfWork, texts: Sequence[str]) -> list[str]:
    """Street and number of each text, empty where the register does not know them."""
    bare = [_street_and_number(text) for text in texts]
    positions = positions_of(work.session, work.actor, bare)
    return [text if position is not None else "" for text, position in zip(bare, positions, strict=True)]


def _street_and_number(text: str) -> str:
    read = parse_address(text)
    numbers = "/".join(number for number in (read.house_number, read.orientation_number) if number)
    return f"{read.street or ''} {numbers}".strip() if numbers else ""
