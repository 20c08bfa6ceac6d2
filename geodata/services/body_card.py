"""One body: when it meets and who belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.meetings import BodyKind
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.meeting_list import MeetingRow, list_meetings
from geodata.tables import Area, Body, BodyMember, Organisation

MEETINGS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation that belongs, will belong or belonged to a body; `until` is its last day, None: still."""

    organisation_id: int
    name: str
    since: date
    until: date | None

    def belongs_on(self, day: date) -> bool:
        """Whether it belongs to the body on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class BodyCard:
    """`members` are those of today and to come, `former` those of the past; both by name."""

    id: int
    name: str
    kind: BodyKind
    slot: str | None
    area_id: int | None
    area: str | None
    chair_id: int | None
    chair: str | None
    row_version: int
    members: tuple[Member, ...]
    former: tuple[Member, ...]
    coming: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]


def body_card(database: Database, actor: Actor, body_id: int) -> BodyCard:
    """The body with its next and its last meetings; NotFound if it is none of the actor's city."""
    require(actor, Action.VIEW)
    query = (
        select(Body, Area.name, Organisation.short_name)
        .outerjoin(Area, Area.id == Body.area_id)
        .outerjoin(Organisation, Organisation.id == Body.chair_organisation_id)
        .where(Body.id == body_id, Body.municipality_id == actor.municipality_id)
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound
        body, area, chair = row
        members = _members(session, body_id)
    today = clock.today()
    return BodyCard(
        id=body.id,
        name=body.name,
        kind=body.kind,
        slot=body.slot,
        area_id=body.area_id,
        area=area,
        chair_id=body.chair_organisation_id,
        chair=chair,
        row_version=body.row_version,
        members=tuple(member for member in members if member.until is None or member.until >= today),
        former=tuple(member for member in members if member.until is not None and member.until < today),
        coming=tuple(list_meetings(database, actor, coming=True, body_id=body_id, limit=MEETINGS_SHOWN)),
        past=tuple(list_meetings(database, actor, coming=False, body_id=body_id, limit=MEETINGS_SHOWN)),
    )


def _members(session: Session, body_id: int) -> list[Member]:
    query = (
        select(Organisation.id, Organisation.short_name, BodyMember.since, BodyMember.until)
        .join(Organisation, Organisation.id == BodyMember.organisation_id)
        .where(BodyMember.body_id == body_id)
        .order_by(Organisation.short_name, BodyMember.since)
    )
    return [Member(*row) for row in session.execute(query)]
