"""Secret links to a calendar: whoever holds one reads when and where the bodies meet, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, or_, select, true
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.people import Actor, Role
from geodata.policy import Action, can, require
from geodata.services.calendar_events import CalendarEvent, calendar_events, recent
from geodata.services.issue_events import require_body
from geodata.services.personal_data import without_personal_data
from geodata.services.sessions import actor_of, new_token, require_account, token_hash
from geodata.tables import Account, Body, BodyMember, CalendarLink, Meeting
from geodata.unit_of_work import UnitOfWork

# Roles to which every body of the city belongs.
FOLLOWS_ALL = frozenset({Role.ADMIN, Role.COORDINATOR})


@dataclass(frozen=True, slots=True)
class CalendarLinkRow:
    """A link as its owner sees it; `body` is None for the meetings of all one's bodies."""

    id: int
    body_id: int | None
    body: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands behind a link; `body` as in CalendarLinkRow."""

    body: str | None
    events: tuple[CalendarEvent, ...]


def make_calendar_link(database: Database, actor: Actor, body_id: int | None = None) -> str:
    """A link of the actor to the meetings of a body, or of all the bodies that are theirs; returns its secret.

    The secret is told this once. An earlier link of the actor to the same is void.
    """
    require(actor, Action.KEEP_ACCOUNT)
    secret = new_token()
    with database.write(actor) as work:
        require_account(work.session, actor, actor.account_id)
        if body_id is not None:
            require_body(work.session, actor, body_id)
        same = CalendarLink.body_id.is_(None) if body_id is None else CalendarLink.body_id == body_id
        work.session.execute(delete(CalendarLink).where(CalendarLink.account_id == actor.account_id, same))
        link = CalendarLink(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            body_id=body_id,
            token_hash=token_hash(secret),
            made_at=work.recorded_at,
        )
        work.session.add(link)
        work.session.flush()
        work.audit("add", "calendar_link", link.id, {"body": body_id})
        work.commit()
    return secret


def list_calendar_links(database: Database, actor: Actor) -> list[CalendarLinkRow]:
    """The actor's own links, the newest first."""
    require(actor, Action.VIEW)
    query = (
        select(CalendarLink.id, CalendarLink.body_id, Body.name.label("body"), CalendarLink.made_at)
        .outerjoin(Body, Body.id == CalendarLink.body_id)
        .where(CalendarLink.account_id == actor.account_id)
        .order_by(CalendarLink.id.desc())
    )
    with database.read() as session:
        return [CalendarLinkRow(**row._asdict()) for row in session.execute(query)]


def withdraw_calendar_link(database: Database, actor: Actor, link_id: int) -> None:
    """Make one of the actor's own links worth nothing, from now on."""
    require(actor, Action.KEEP_ACCOUNT)
    with database.write(actor) as work:
        link = work.session.get(CalendarLink, link_id)
        if link is None or link.account_id != actor.account_id:
            raise NotFound
        work.session.delete(link)
        work.audit("withdraw", "calendar_link", link_id)
        work.commit()


def end_calendar_links(work: UnitOfWork, account_id: int) -> None:
    """Take all links of an account away within the unit of work."""
    work.session.execute(delete(CalendarLink).where(CalendarLink.account_id == account_id))


def read_feed(database: Database, secret: str) -> Feed:
    """The meetings behind a link. NotFound alike for one unknown, withdrawn, or whose owner may look no more.

    Takes no actor: the secret stands for its owner, with whatever that account may see at this moment.
    """
    query = select(CalendarLink, Account).join(Account, Account.id == CalendarLink.account_id)
    with database.read() as session:
        found = session.execute(
            query.where(
                CalendarLink.token_hash == token_hash(secret),
                Account.disabled.is_(False),
                Account.erased_at.is_(None),
            )
        ).first()
        if found is None:
            raise NotFound
        link, account = found
        owner = actor_of(account)
        if not can(owner, Action.VIEW):
            raise NotFound
        which = _bodies_of(session, owner) if link.body_id is None else Meeting.body_id == link.body_id
        body = None if link.body_id is None else session.scalar(select(Body.name).where(Body.id == link.body_id))
        if body is not None:
            body = without_personal_data(session, owner, body)
        return Feed(body, tuple(calendar_events(session, owner, recent(which))))


def _bodies_of(session: Session, owner: Actor) -> ColumnElement[bool]:
    """The meetings of the bodies that the owner's organisation belongs to or chairs; of all for who looks after all."""
    if owner.roles & FOLLOWS_ALL:
        return true()
    if owner.organisation_id is None:
        return false()
    member = select(BodyMember.body_id).where(
        BodyMember.organisation_id == owner.organisation_id,
        or_(BodyMember.until.is_(None), BodyMember.until >= clock.today()),
    )
    chaired = select(Body.id).where(Body.chair_organisation_id == owner.organisation_id)
    return Meeting.body_id.in_(session.scalars(member.union(chaired)).all())
