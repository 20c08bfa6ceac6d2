"""Who changed a letter to an authority last: what two people who write at once are told of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.submission_events import visible_submission
from geodata.tables import Account, Audit, Organisation

_CHANGES = ("write", "update", "send", "confirm", "answer", "close")  # as the services of submissions note them


@dataclass(frozen=True, slots=True)
class LetterChange:
    """`person` is None where the account is gone, "" where its name was erased."""

    recorded_at: datetime
    person: str | None
    organisation: str | None


def last_letter_change(database: Database, actor: Actor, submission_id: int) -> LetterChange | None:
    """The newest change of a letter; None if the audit tells of none. NotFound as for the letter itself."""
    require(actor, Action.KEEP_SUBMISSION)
    with database.read() as session:
        visible_submission(session, actor, submission_id)
        row = session.execute(
            select(Audit.recorded_at, Account.name.label("person"), Organisation.short_name.label("organisation"))
            .outerjoin(Account, Account.id == Audit.account_id)
            .outerjoin(Organisation, Organisation.id == Audit.organisation_id)
            .where(
                Audit.municipality_id == actor.municipality_id,
                Audit.subject == "submission",
                Audit.subject_id == submission_id,
                Audit.action.in_(_CHANGES),
            )
            .order_by(Audit.id.desc())
            .limit(1)
        ).first()
    return None if row is None else LetterChange(row.recorded_at, row.person, row.organisation)
