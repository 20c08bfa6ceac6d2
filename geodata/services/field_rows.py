"""Rows of a copy of the city's places that come back: the visit and the correction of a row are taken as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.database import Database
from geodata.errors import LokalityError, Message
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.field_corrections import FieldCorrection, TakenCorrection, merge_correction
from geodata.services.field_visits import FieldVisit, TakenVisit, merge_visit
from geodata.services.personal_data import PersonalDataFound
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FieldRow:
    """What was changed in a row: somebody was there, or what is written of the place was corrected, or both."""

    visit: FieldVisit | None = None
    correction: FieldCorrection | None = None


@dataclass(frozen=True, slots=True)
class TakenRow:
    """What came of a row: a `fault` where nothing of it was taken."""

    visit: TakenVisit | None = None
    correction: TakenCorrection | None = None
    fault: Message | None = None


def take_rows(database: Database, actor: Actor, rows: Sequence[FieldRow], *, keep: bool) -> list[TakenRow]:
    """Store the rows, each whole or not at all, and say what came of each; without `keep` nothing is stored.

    One that cannot be taken leaves the others as they are. Raises PersonalDataFound for words not searched before.
    """
    require(actor, Action.LOAD)
    require(actor, Action.LOG_SITE)
    with database.write(actor) as work:
        work.version_of("sites")  # first, so that the same file loaded twice at once waits for itself
        taken = [_taken(work, row) for row in rows]
        if keep:
            work.commit()
        return taken


def _taken(work: UnitOfWork, row: FieldRow) -> TakenRow:
    try:
        with work.part():
            return TakenRow(
                None if row.visit is None else merge_visit(work, row.visit),
                None if row.correction is None else merge_correction(work, row.correction),
            )
    except PersonalDataFound:
        raise
    except LokalityError as fault:
        return TakenRow(fault=fault.message)
