"""Conflicts of interest: a member says that a proposal touches what is theirs, and does not vote on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.people import Actor
from geodata.model.zones import ENDED
from geodata.policy import Action, reads_conflict_reasons, require
from geodata.services.body_seats import seat_holders
from geodata.services.issue_events import checked_note
from geodata.services.personal_data import require_clean
from geodata.services.proposal_rows import hold_proposals, visible_proposal
from geodata.tables import (
    Account,
    Audit,
    ConflictOfInterest,
    Organisation,
    Proposal,
    ProposalBallot,
    ProposalVersion,
    ProposalVote,
)
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict that somebody declared; `reason` is "" for who neither writes proposals nor votes on this one.

    `noted_by` is who noted what the person declared aloud; None where they wrote it down themselves.
    """

    id: int
    account_id: int
    person: str
    organisation: str | None
    reason: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    noted_by: str | None


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared; `took_out_ballot`: one that the person had cast in an open vote counts no more."""

    conflict_id: int
    took_out_ballot: bool


def conflicts_of(database: Database, actor: Actor, proposal_id: int) -> tuple[ConflictLine, ...]:
    """The conflicts of interest in a proposal, in the order in which they were declared, withdrawn ones too."""
    require(actor, Action.VIEW)
    with database.read() as session:
        proposal = visible_proposal(session, actor, proposal_id)
        is_told = reads_conflict_reasons(actor) or _is_seated(session, proposal, actor.account_id)
        query = (
            select(ConflictOfInterest, Account.name, Organisation.short_name)
            .join(Account, Account.id == ConflictOfInterest.account_id)
            .outerjoin(Organisation, Organisation.id == Account.organisation_id)
            .where(ConflictOfInterest.proposal_id == proposal_id)
            .order_by(ConflictOfInterest.id)
        )
        noted = _noted_by(session, actor, proposal_id)
        return tuple(
            ConflictLine(
                id=row.id,
                account_id=row.account_id,
                person=person,
                organisation=organisation,
                reason=row.reason if is_told or row.account_id == actor.account_id else "",
                recorded_at=row.recorded_at,
                withdrawn_at=row.withdrawn_at,
                noted_by=noted.get(row.id),
            )
            for row, person, organisation in session.execute(query)
        )


def _noted_by(session: Session, actor: Actor, proposal_id: int) -> dict[int, str]:
    """By the id of each conflict that another person noted their name, as the audit has it: nothing else says it."""
    query = (
        select(ConflictOfInterest.id, Account.name)
        .join(Audit, Audit.subject_id == ConflictOfInterest.id)
        .join(Account, Account.id == Audit.account_id)
        .where(
            ConflictOfInterest.proposal_id == proposal_id,
            Audit.municipality_id == actor.municipality_id,
            Audit.subject == "conflict_of_interest",
            Audit.action == "declare",
            Audit.account_id != ConflictOfInterest.account_id,
        )
    )
    return dict(session.execute(query).all())


def declare_conflict(
    database: Database, actor: Actor, proposal_id: int, reason: str, *, keep_personal_data: str = ""
) -> Declared:
    """Declare one's own conflict of interest. A ballot that was cast in a vote still open is taken out."""
    require(actor, Action.REVIEW_PROPOSAL)
    return _declare(database, actor, proposal_id, actor.account_id, reason, keep_personal_data)


def enter_conflict(
    database: Database, actor: Actor, proposal_id: int, account_id: int, reason: str, *, keep_personal_data: str = ""
) -> Declared:
    """Note the conflict that a member with a seat declared aloud; who noted it is told with it.

    It is the member's as any other: only they withdraw it. NotFound for a person without a seat.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    return _declare(database, actor, proposal_id, account_id, reason, keep_personal_data)


def withdraw_conflict(database: Database, actor: Actor, conflict_id: int) -> None:
    """Say that one's own conflict of interest is no more; from then on one may vote again."""
    require(actor, Action.REVIEW_PROPOSAL)
    with database.write(actor) as work:
        hold_proposals(work)
        row = work.session.get(ConflictOfInterest, conflict_id)
        if row is None or row.municipality_id != actor.municipality_id or row.account_id != actor.account_id:
            raise NotFound
        if row.withdrawn_at is None:
            row.withdrawn_at = work.recorded_at
            work.audit("withdraw", "conflict_of_interest", conflict_id, {"proposal": row.proposal_id})
            work.commit()


def in_conflict(session: Session, proposal_id: int) -> set[int]:
    """The accounts that may not vote on the proposal."""
    declared = select(ConflictOfInterest.account_id).where(
        ConflictOfInterest.proposal_id == proposal_id, ConflictOfInterest.withdrawn_at.is_(None)
    )
    return set(session.scalars(declared))


def forget_conflicts(work: UnitOfWork, account_id: int) -> list[int]:
    """Take the words about a person whose account is erased out of what they declared; returns which rows those are."""
    mine = ConflictOfInterest.account_id == account_id
    ids = list(work.session.scalars(select(ConflictOfInterest.id).where(mine)))
    work.session.execute(update(ConflictOfInterest).where(mine).values(reason=""))
    return ids


def _declare(database: Database, actor: Actor, proposal_id: int, account_id: int, reason: str, keep: str) -> Declared:
    words = checked_note(reason)
    if words is None:
        raise InvalidValue(N_("Write in a few words what the conflict is."))
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)  # no vote is closed at this moment
        proposal = visible_proposal(session, actor, proposal_id)
        if account_id != actor.account_id:
            _require_seat(session, proposal, account_id)
        checked = require_clean(work, {"reason": reason}, keep)
        if proposal.state in ENDED:
            raise InvalidValue(N_("The commission has decided about this proposal: nobody votes on it any more."))
        if account_id in in_conflict(session, proposal_id):
            raise InvalidValue(N_("This conflict of interest in the proposal is declared already."))
        row = ConflictOfInterest(
            municipality_id=actor.municipality_id,
            proposal_id=proposal_id,
            account_id=account_id,
            reason=words,
            recorded_at=work.recorded_at,
        )
        session.add(row)
        session.flush()
        taken = _take_out_ballots(session, proposal_id, account_id)
        told = {"proposal": proposal_id, "account": account_id, "reason": words, "ballots_taken_out": taken}
        work.audit("declare", "conflict_of_interest", row.id, checked.told(told))
        work.commit()
        return Declared(row.id, taken > 0)


def _require_seat(session: Session, proposal: Proposal, account_id: int) -> None:
    """Raise NotFound for a person without a seat today: who they are is nothing that is told."""
    if not _is_seated(session, proposal, account_id):
        raise NotFound


def _is_seated(session: Session, proposal: Proposal, account_id: int) -> bool:
    """Whether the person has a seat today in the body that has the proposal."""
    return account_id in {person.account_id for person in seat_holders(session, proposal.body_id, clock.today())}


def _take_out_ballots(session: Session, proposal_id: int, account_id: int) -> int:
    open_votes = (
        select(ProposalVote.id)
        .join(ProposalVersion, ProposalVersion.id == ProposalVote.version_id)
        .where(ProposalVersion.proposal_id == proposal_id, ProposalVote.closed_at.is_(None))
    )
    cast = select(ProposalBallot.id).where(
        ProposalBallot.vote_id.in_(open_votes), ProposalBallot.account_id == account_id
    )
    ids = list(session.scalars(cast))
    session.execute(delete(ProposalBallot).where(ProposalBallot.id.in_(ids)))
    return len(ids)
