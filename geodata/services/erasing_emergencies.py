"""Erasing what was written in the field during emergency events; what was needed where, and when, stays."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select, update

from geodata.model.emergencies import EmergencyState
from geodata.services.due import end_of
from geodata.services.erasing import chunks, erase_audit_words
from geodata.tables import EmergencyEvent, EmergencyReport, EmergencyVisit
from geodata.unit_of_work import UnitOfWork

_PAST = (EmergencyState.OVER, EmergencyState.EVALUATED)


def erase_words_of_emergencies(work: UnitOfWork, last_day: date) -> bool:
    """Empty the texts of reports and the notes of visits that were true until a day, and what was agreed before events
    that were over by then, with their evaluation; whether there were any.

    None is listed as due: they go when the notes of visits at places do.
    """
    before, own = end_of(last_day), work.actor.municipality_id
    reports = work.session.scalars(
        select(EmergencyReport.id).where(
            EmergencyReport.municipality_id == own, EmergencyReport.happened_at < before, EmergencyReport.text != ""
        )
    ).all()
    visits = work.session.scalars(
        select(EmergencyVisit.id).where(
            EmergencyVisit.municipality_id == own, EmergencyVisit.happened_at < before, EmergencyVisit.note != ""
        )
    ).all()
    events = work.session.scalars(
        select(EmergencyEvent.id).where(
            EmergencyEvent.municipality_id == own,
            EmergencyEvent.state.in_(_PAST),
            func.coalesce(EmergencyEvent.ends_at, EmergencyEvent.starts_at) < before,
            or_(EmergencyEvent.agreed != "", EmergencyEvent.evaluation != ""),
        )
    ).all()
    for part in chunks(events):
        # Past the mapper, and so past its version: a form that lies open would bring the words back.
        emptied = {"agreed": "", "evaluation": "", "row_version": EmergencyEvent.row_version + 1}
        work.session.execute(update(EmergencyEvent).where(EmergencyEvent.id.in_(part)).values(**emptied))
    for part in chunks(reports):
        work.session.execute(update(EmergencyReport).where(EmergencyReport.id.in_(part)).values(text=""))
    for part in chunks(visits):
        work.session.execute(update(EmergencyVisit).where(EmergencyVisit.id.in_(part)).values(note=""))
    erase_audit_words(work, "emergency_report", reports)
    erase_audit_words(work, "emergency_visit", visits)
    erase_audit_words(work, "emergency_event", events)
    return bool(reports or visits or events)
