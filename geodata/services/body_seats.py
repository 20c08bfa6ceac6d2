"""Seats of a body: the people who vote in it, since when and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.people import Actor, Role
from geodata.policy import GRANTS, Action, require
from geodata.services.city import LOCAL_LOGIN
from geodata.services.issue_events import require_body
from geodata.tables import Account, Body, BodySeat, Organisation, Proposal, ProposalVersion, ProposalVote
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may have a seat. An account that was erased has no name."""

    account_id: int
    name: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that is held today or will be; `until` is its last day, None: still."""

    person: Person
    since: date
    until: date | None


def body_seats(database: Database, actor: Actor, body_id: int) -> tuple[Seat, ...]:
    """Who votes in the body today and later on, by name."""
    require(actor, Action.VIEW)
    with database.read() as session:
        require_body(session, actor, body_id)
        still = or_(BodySeat.until.is_(None), BodySeat.until >= clock.today())
        query = _people().join(BodySeat, BodySeat.account_id == Account.id).add_columns(BodySeat.since, BodySeat.until)
        query = query.where(BodySeat.body_id == body_id, still)
        return tuple(
            Seat(Person(id_, name, organisation), since, until)
            for id_, name, organisation, since, until in session.execute(query)
        )


def seat_choices(database: Database, actor: Actor) -> tuple[Person, ...]:
    """The people of the city whose role lets them review proposals: these may have a seat."""
    require(actor, Action.KEEP_MEETING)
    query = _people().add_columns(Account.roles)
    query = query.where(
        Account.municipality_id == actor.municipality_id,
        Account.disabled.is_(False),
        Account.erased_at.is_(None),
        Account.login != LOCAL_LOGIN,
    )
    with database.read() as session:
        rows = session.execute(query).all()
    return tuple(Person(id_, name, organisation) for id_, name, organisation, roles in rows if _may_review(roles))


def set_seats(
    database: Database, actor: Actor, body_id: int, row_version: int, account_ids: tuple[int, ...], since: date
) -> None:
    """Say who votes in a body from a day on; who is left out had a seat until the day before.

    Raises StaleEdit if somebody else changed the body, its members or its seats meanwhile.
    """
    require(actor, Action.KEEP_MEETING)
    wanted = set(account_ids)
    with database.write(actor) as work:
        session = work.session
        work.version_of("meetings")
        require_body(session, actor, body_id)
        body = session.get_one(Body, body_id)
        if body.row_version != row_version:
            raise StaleEdit("body", body_id)
        _require_no_open_vote(session, body_id)
        for account_id in sorted(wanted):
            _require_may_sit(session, actor, account_id)
        still = or_(BodySeat.until.is_(None), BodySeat.until >= since)
        known = session.scalars(select(BodySeat).where(BodySeat.body_id == body_id, still)).all()
        before = sorted({seat.account_id for seat in known})
        for seat in known:
            _keep_or_end(session, seat, wanted, since)
        for account_id in sorted(wanted - set(before)):
            seat = BodySeat(municipality_id=actor.municipality_id, body_id=body_id, account_id=account_id, since=since)
            session.add(seat)
        flag_modified(body, "name")  # a new row version: seats are a part of the body
        session.flush()
        work.audit("set_seats", "body", body_id, {"before": before, "after": sorted(wanted), "since": since})
        work.commit()


def seat_holders(session: Session, body_id: int | None, day: date) -> list[Person]:
    """Who votes in the body on a day, by name; nobody in no body."""
    query = _people().join(BodySeat, BodySeat.account_id == Account.id)
    query = query.where(
        BodySeat.body_id == body_id, BodySeat.since <= day, or_(BodySeat.until.is_(None), BodySeat.until >= day)
    )
    return [Person(id_, name, organisation) for id_, name, organisation in session.execute(query.distinct())]


def leave_seats(work: UnitOfWork, account_id: int) -> None:
    """End the seats of an account that is erased: it votes no more, what it voted stays."""
    today = clock.today()
    mine = BodySeat.account_id == account_id
    work.session.execute(delete(BodySeat).where(mine, BodySeat.since >= today))
    ended = or_(BodySeat.until.is_(None), BodySeat.until >= today)
    work.session.execute(update(BodySeat).where(mine, ended).values(until=today - timedelta(days=1)))


def _keep_or_end(session: Session, seat: BodySeat, wanted: set[int], since: date) -> None:
    if seat.account_id in wanted:
        seat.since, seat.until = min(seat.since, since), None
    elif seat.since < since:
        seat.until = since - timedelta(days=1)
    else:
        session.delete(seat)


def _require_may_sit(session: Session, actor: Actor, account_id: int) -> None:
    account = session.get(Account, account_id)
    if account is None or account.municipality_id != actor.municipality_id or account.erased_at is not None:
        raise NotFound
    if account.disabled or not _may_review(account.roles):
        raise InvalidValue(
            N_("{name} may not review proposals, so cannot vote on them. Give the account the role first."),
            name=account.name,
        )


def _may_review(roles: list[str]) -> bool:
    return bool({Role(role) for role in roles} & GRANTS[Action.REVIEW_PROPOSAL])


def _people() -> Select[int, str, str]:
    return (
        select(Account.id, Account.name, Organisation.short_name)
        .select_from(Account)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .order_by(Account.name, Account.id)
    )


def _require_no_open_vote(session: Session, body_id: int) -> None:
    """Raise InvalidValue while the body votes: who has a seat would change how many are enough."""
    is_open = (
        select(ProposalVote.id)
        .join(ProposalVersion, ProposalVersion.id == ProposalVote.version_id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(Proposal.body_id == body_id, ProposalVote.closed_at.is_(None))
    )
    if session.scalar(is_open.limit(1)) is not None:
        raise InvalidValue(N_("A vote of this group is open. Close it first, then change who votes."))
