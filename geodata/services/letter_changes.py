"""Who changed a letter to an authority last: what two people who write at once are told of each other.

A draft is kept each time a field of it is left; the audit says once a sitting that somebody worked at it, and never in
which words: those stand in the draft, later in the letter that was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.audit import whole_details
from geodata.services.submission_events import visible_submission
from geodata.tables import Account, Audit, Organisation
from geodata.unit_of_work import UnitOfWork

A_SITTING = timedelta(hours=1)  # what one person does at one draft within it is one row of the audit
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


def note_draft_change(work: UnitOfWork, submission_id: int, told: dict[str, Any]) -> None:
    """Note in the audit that the draft was changed, unless the same person's row of this sitting says the same.

    Once somebody else came between, it is said anew: else they would count as the last one who wrote.
    """
    newest = _newest_change(work.session, work.actor.municipality_id, submission_id)
    if (
        newest is None
        or not _is_of_this_sitting(newest, work)
        or whole_details(work.session, [newest]) != {newest.id: told}
    ):
        work.audit("update", "submission", submission_id, told)


def _is_of_this_sitting(entry: Audit, work: UnitOfWork) -> bool:
    by_the_same = entry.action == "update" and entry.account_id == work.actor.account_id
    return by_the_same and work.recorded_at - entry.recorded_at < A_SITTING


def _newest_change(session: Session, municipality_id: int, submission_id: int) -> Audit | None:
    query = select(Audit).where(
        Audit.municipality_id == municipality_id,
        Audit.subject == "submission",
        Audit.subject_id == submission_id,
        Audit.action.in_(_CHANGES),
    )
    return session.scalars(query.order_by(Audit.id.desc()).limit(1)).first()
