"""Erasing what was written in the field during emergency events; what was needed where, and when, stays."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from geodata.services.due import end_of
from geodata.services.erasing import chunks, erase_audit_words
from geodata.tables import EmergencyReport, EmergencyVisit
from geodata.unit_of_work import UnitOfWork


def erase_words_of_emergencies(work: UnitOfWork, last_day: date) -> bool:
    """Empty the texts of reports and the notes of visits that were true until a day; whether there were any.

    Neither is listed as due: they go when the notes of visits at places do.
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
    for part in chunks(reports):
        work.session.execute(update(EmergencyReport).where(EmergencyReport.id.in_(part)).values(text=""))
    for part in chunks(visits):
        work.session.execute(update(EmergencyVisit).where(EmergencyVisit.id.in_(part)).values(note=""))
    erase_audit_words(work, "emergency_report", reports)
    erase_audit_words(work, "emergency_visit", visits)
    return bool(reports or visits)
