"""Bodies: what they are called, when they meet, and which organisations belong to them since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.meetings import BodyKind
from geodata.model.names import one_line, require_seen
from geodata.model.people import Actor
from geodata.model.slot_reading import read_slot
from geodata.policy import Action, require
from geodata.services.issue_events import require_area, require_organisation
from geodata.services.personal_data import Checked, require_clean
from geodata.services.territory_list import AreaRef
from geodata.tables import Area, Body, BodyMember
from geodata.unit_of_work import UnitOfWork

BODY_NAME_AT_MOST = 200  # characters


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A group that meets; `slot` as its members say it ("first Thursday 13:00, at the school").

    `keep_personal_data` is the reason for which personal data in the text has to stay.
    """

    name: str
    kind: BodyKind
    area_id: int | None = None
    chair_organisation_id: int | None = None
    slot: str = ""
    keep_personal_data: str = ""


def body_areas(database: Database, actor: Actor) -> list[AreaRef]:
    """The areas that a body can look after, by name."""
    require(actor, Action.KEEP_MEETING)
    query = select(Area.id, Area.name, Area.kind).where(Area.municipality_id == actor.municipality_id)
    with database.read() as session:
        return [AreaRef(*row) for row in session.execute(query.order_by(Area.name, Area.id))]


def add_body(database: Database, actor: Actor, new: BodyFacts) -> int:
    """Found a body; returns its id. Raises InvalidValue with how to say it where the slot is none."""
    require(actor, Action.KEEP_MEETING)
    name, slot = _checked_name(new.name), one_line(new.slot)
    read_slot(slot)
    with database.write(actor) as work:
        checked = _checked(work, new)
        body = Body(
            municipality_id=actor.municipality_id,
            name=name,
            kind=new.kind,
            area_id=new.area_id,
            chair_organisation_id=new.chair_organisation_id,
            slot=slot or None,
        )
        work.session.add(body)
        work.session.flush()
        work.version_of("meetings")
        work.audit("add", "body", body.id, checked.told(_told(body)))
        work.commit()
        return body.id


def change_body(database: Database, actor: Actor, body_id: int, row_version: int, change: BodyFacts) -> None:
    """Say what is to hold of a body from now on; meetings that are planned already stay where they are.

    Raises StaleEdit if somebody else changed the body meanwhile. A slot of old that nobody touched is not read again.
    """
    require(actor, Action.KEEP_MEETING)
    name, slot = _checked_name(change.name), one_line(change.slot)
    with database.write(actor) as work:
        work.version_of("meetings")  # whoever reads the body from here on reads the newest
        checked = _checked(work, change)
        body = _required(work.session, actor, body_id, row_version)
        if slot != (body.slot or ""):
            read_slot(slot)
        before = _told(body)
        body.name, body.kind, body.slot = name, change.kind, slot or None
        body.area_id, body.chair_organisation_id = change.area_id, change.chair_organisation_id
        work.session.flush()
        work.audit("change", "body", body.id, checked.told({"before": before, "after": _told(body)}))
        work.commit()


def set_members(
    database: Database, actor: Actor, body_id: int, row_version: int, organisation_ids: tuple[int, ...], since: date
) -> None:
    """Say which organisations belong to a body from a day on; who is left out belonged to it until the day before.

    Raises StaleEdit if somebody else changed the body or its members meanwhile.
    """
    require(actor, Action.KEEP_MEETING)
    wanted = set(organisation_ids)
    with database.write(actor) as work:
        session = work.session
        work.version_of("meetings")
        body = _required(session, actor, body_id, row_version)
        for organisation_id in sorted(wanted):
            require_organisation(session, actor, organisation_id)
        still = or_(BodyMember.until.is_(None), BodyMember.until >= since)
        known = session.scalars(select(BodyMember).where(BodyMember.body_id == body_id, still)).all()
        before = sorted({member.organisation_id for member in known})
        stay = _keep_or_end(session, known, wanted, since)
        for organisation_id in sorted(wanted - stay):
            session.add(
                BodyMember(
                    municipality_id=actor.municipality_id, body_id=body_id, organisation_id=organisation_id, since=since
                )
            )
        flag_modified(body, "name")  # a new row version: members are a part of the body
        session.flush()
        detail = {"before": before, "after": sorted(wanted), "since": since}
        work.audit("set_members", "body", body_id, detail)
        work.commit()


def _keep_or_end(session: Session, known: Iterable[BodyMember], wanted: set[int], since: date) -> set[int]:
    """End the memberships that are not wanted any more, open the others; returns whose go on."""
    go_on: set[int] = set()
    for member in sorted(known, key=lambda each: each.since):
        is_first = member.organisation_id not in go_on
        if member.organisation_id in wanted and is_first:
            member.since, member.until = min(member.since, since), None
            go_on.add(member.organisation_id)
        elif member.since < since:
            member.until = since - timedelta(days=1)
        else:
            session.delete(member)
    return go_on


def _required(session: Session, actor: Actor, body_id: int, row_version: int) -> Body:
    body = session.get(Body, body_id)
    if body is None or body.municipality_id != actor.municipality_id:
        raise NotFound
    if body.row_version != row_version:
        raise StaleEdit("body", body_id)
    return body


def _checked(work: UnitOfWork, facts: BodyFacts) -> Checked:
    if facts.area_id is not None:
        require_area(work.session, work.actor, facts.area_id)
    if facts.chair_organisation_id is not None:
        require_organisation(work.session, work.actor, facts.chair_organisation_id)
    return require_clean(work, {"name": facts.name, "slot": facts.slot}, facts.keep_personal_data)


def _checked_name(name: str) -> str:
    words = one_line(name)
    if not words:
        raise InvalidValue(N_("Write what the group is called first."))
    if len(words) > BODY_NAME_AT_MOST:
        raise InvalidValue(N_("The name is longer than {count} characters. Shorten it."), count=BODY_NAME_AT_MOST)
    require_seen(words)
    return words


def _told(body: Body) -> dict[str, object]:
    return {
        "name": body.name,
        "kind": body.kind,
        "area": body.area_id,
        "chair": body.chair_organisation_id,
        "slot": body.slot,
    }
