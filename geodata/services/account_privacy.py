"""A person's own data: handed out to the person, and erased. What the person wrote stays, under the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.people import Actor, Sensitivity
from geodata.model.retention import ErasedKind, RetentionRule
from geodata.policy import Action, require
from geodata.services.account_links import links_of_account
from geodata.services.audit import whole_details
from geodata.services.body_seats import leave_seats
from geodata.services.calendar_links import end_calendar_links
from geodata.services.city import LOCAL_LOGIN
from geodata.services.conflicts import forget_conflicts
from geodata.services.erasing import erase_audit_words
from geodata.services.proposal_rows import hold_proposals
from geodata.services.sent_letters import forget_writer
from geodata.services.sessions import require_account
from geodata.services.sign_in import forget_failures
from geodata.services.submission_events import hold_submissions
from geodata.services.tombstones import Buried, bury
from geodata.services.wiping import finish_erasing, note_unwiped
from geodata.tables import (
    AccountSession,
    Audit,
    AuditWords,
    Issue,
    IssueEvent,
    OneTimeLink,
    Organisation,
    SavedFilter,
    Task,
)
from geodata.unit_of_work import UnitOfWork

_ENTRIES_AT_ONCE = 1_000


def account_data(database: Database, actor: Actor, account_id: int) -> dict[str, Any]:
    """Everything that is kept of a person as a user, ready for JSON: one's own, or as an administrator another's.

    What a person has to do is listed. What they wrote about places belongs to the city's record; of that the numbers
    are told, and of each change when and what kind it was.
    """
    require(actor, Action.VIEW)
    if account_id != actor.account_id:
        require(actor, Action.ADMINISTER)
    with database.read() as session:
        account = require_account(session, actor, account_id)
        organisation = None if account.organisation_id is None else session.get(Organisation, account.organisation_id)
        data = {
            "made_at": clock.now(),
            "account": {
                "id": account.id,
                "sign_in_name": account.login,
                "name": account.name,
                "organisation": None if organisation is None else organisation.name,
                "roles": account.roles,
                "disabled": account.disabled,
                "has_password": account.password_hash is not None,
                "identity_at_provider": account.openid_subject,
            },
            **links_of_account(session, account_id),
            "audit": _audit(session, account_id),
        }
    with database.write(actor) as work:
        work.audit("export", "account", account_id)
        work.commit()
    return data


def _audit(session: Session, account_id: int) -> list[dict[str, Any]]:
    own = (Audit.account_id == account_id) | ((Audit.subject == "account") & (Audit.subject_id == account_id))
    query = select(Audit).where(own).order_by(Audit.id).execution_options(yield_per=_ENTRIES_AT_ONCE)
    told: list[dict[str, Any]] = []
    for entries in session.scalars(query).partitions():
        told += _told(session, entries, account_id)
    return told


def _told(session: Session, entries: Sequence[Audit], account_id: int) -> list[dict[str, Any]]:
    # Words about places may by now be hidden from the person; those about the account never are.
    details = whole_details(session, [entry for entry in entries if entry.subject == "account"])
    names = ("recorded_at", "action", "subject", "subject_id")
    return [
        {name: getattr(entry, name) for name in names}
        # From where others changed the account is a matter of theirs.
        | {"where": entry.where if entry.account_id == account_id else None, "detail": details.get(entry.id)}
        for entry in entries
    ]


def erase_account(
    database: Database, actor: Actor, account_id: int, data_directory: Path, photo_directory: Path
) -> bool:
    """Erase a person's account for good; authorship becomes "former worker of ORGANISATION".

    Returns whether nothing of it is left in the free room of the SQLite file. Raises InvalidValue for one's own
    account and for that of this machine. The audit keeps the number of the account and the addresses it came from.
    """
    require(actor, Action.ADMINISTER)
    if account_id == actor.account_id:
        raise InvalidValue(N_("Nobody erases the account they work with. Ask another administrator."))
    with database.write(actor) as work:
        session = work.session
        account = require_account(session, actor, account_id)
        if account.login == LOCAL_LOGIN:
            raise InvalidValue(N_("This is the account of the machine itself, not of a person."))
        forget_failures(session, account.login)
        account.login, account.name = f"erased-{account.id}", ""
        account.password_hash = account.openid_subject = None
        account.roles = []
        account.disabled, account.erased_at = True, work.recorded_at
        session.execute(delete(AccountSession).where(AccountSession.account_id == account_id))
        session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account_id))
        end_calendar_links(work, account_id)
        _leave_issues_to_the_organisation(work, account_id)
        _leave_tasks_to_the_organisation(work, account_id)
        _forget_who_wrote_letters(work, account_id)
        _leave_the_commission(work, account_id)
        erase_audit_words(work, "account", [account_id])
        _erase_refused_addresses(session, account_id)
        buried = Buried(account_id, Sensitivity.PARTNERS, account.organisation_id)
        bury(work, ErasedKind.ACCOUNT, RetentionRule.ACCOUNT, [buried])
        work.audit("erase", "account", account_id)
        note_unwiped(work)
        work.commit()
    return finish_erasing(database, actor, data_directory, photo_directory)


def _leave_issues_to_the_organisation(work: UnitOfWork, account_id: int) -> None:
    work.version_of("issues")  # no issue is given to the person at this moment
    values = {"account_id": None, "row_version": Issue.row_version + 1}
    work.session.execute(update(Issue).where(Issue.account_id == account_id).values(values))
    work.session.execute(update(IssueEvent).where(IssueEvent.account_id == account_id).values(account_id=None))
    work.session.execute(delete(SavedFilter).where(SavedFilter.account_id == account_id))


def _leave_tasks_to_the_organisation(work: UnitOfWork, account_id: int) -> None:
    work.version_of("meetings")  # no task is given to the person at this moment
    values = {"account_id": None, "row_version": Task.row_version + 1}
    work.session.execute(update(Task).where(Task.account_id == account_id).values(values))


def _forget_who_wrote_letters(work: UnitOfWork, account_id: int) -> None:
    hold_submissions(work)  # none is sent at this moment
    forget_writer(work, account_id)


def _leave_the_commission(work: UnitOfWork, account_id: int) -> None:
    """What the person voted stays in the record of the vote; why they kept out of one says something of themselves."""
    hold_proposals(work)  # no vote is closed at this moment
    leave_seats(work, account_id)
    erase_audit_words(work, "conflict_of_interest", forget_conflicts(work, account_id))


def _erase_refused_addresses(session: Session, account_id: int) -> None:
    """What somebody typed into the address bar says more of the person than of a place."""
    entries = select(Audit.id).where(Audit.account_id == account_id, Audit.action == "refuse")
    session.execute(delete(AuditWords).where(AuditWords.audit_id.in_(entries)))
