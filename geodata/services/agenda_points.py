"""Points come onto the agenda of a meeting, change their words and their order, or leave it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.meetings import WRITABLE, AgendaKind, AgendaReason
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.agenda import Proposed, proposals_for
from geodata.services.issue_events import checked_note, require_organisation, required_meeting
from geodata.services.meetings import checked_title
from geodata.services.minutes_points import hold_minutes, last_position, visible_point
from geodata.services.personal_data import require_clean, told_without
from geodata.tables import AgendaItem, Meeting, MinutesEntry, Task
from geodata.unit_of_work import UnitOfWork

_KINDS = {AgendaReason.PROMISED: AgendaKind.TASK, AgendaReason.PROPOSAL: AgendaKind.DECISION}


def take_points(database: Database, actor: Actor, meeting_id: int, keys: Sequence[str]) -> int:
    """Put proposed points on the agenda, in the order of their reasons; returns how many.

    `keys` name them (`Proposed.key`). One that somebody else put there meanwhile, or that is settled, is passed over.
    """
    require(actor, Action.KEEP_MEETING)
    wanted = set(keys)
    with database.write(actor) as work:
        hold_minutes(work)
        meeting = _open_meeting(work, meeting_id)
        proposed = proposals_for(work.session, actor, meeting).points
        new = [point for point in proposed if point.key in wanted]
        for position, point in enumerate(new, last_position(work.session, meeting.id) + 1):
            _put(work, meeting, position, point)
        if new:
            work.commit()
        return len(new)


@dataclass(frozen=True, slots=True)
class PointChange:
    """A point as it should read from now on; `organisation_id` is who raised it."""

    title: str
    kind: AgendaKind = AgendaKind.INFORMATION
    text: str = ""
    organisation_id: int | None = None
    keep_personal_data: str = ""


def change_point(database: Database, actor: Actor, item_id: int, row_version: int, change: PointChange) -> None:
    """Change the words of a point before its minutes are closed. Raises StaleEdit if somebody else changed them."""
    require(actor, Action.KEEP_MEETING)
    title, text = checked_title(change.title), checked_note(change.text)
    with database.write(actor) as work:
        hold_minutes(work)
        item = _open_point(work, item_id, row_version)
        if change.organisation_id is not None:
            require_organisation(work.session, actor, change.organisation_id)
        checked = require_clean(work, {"title": change.title, "text": change.text}, change.keep_personal_data)
        before = _told(item)
        item.title, item.text, item.kind, item.organisation_id = title, text, change.kind, change.organisation_id
        work.session.flush()
        work.audit("update", "agenda_item", item.id, checked.told({"before": before, "after": _told(item)}))
        work.commit()


def move_point(database: Database, actor: Actor, item_id: int, position: int) -> None:
    """Put a point in another place of the agenda (1 is the first); the others make room.

    Row versions stay: nobody's change of words is stale because the order is another.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        item = visible_point(session, actor, item_id)
        meeting = _open_meeting(work, item.meeting_id)
        query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.title != "")
        points = list(session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))
        before = points.index(item) + 1
        after = min(max(position, 1), len(points))
        points.insert(after - 1, points.pop(before - 1))
        for number, point in enumerate(points, 1):
            if point.position != number:
                session.execute(update(AgendaItem).where(AgendaItem.id == point.id).values(position=number))
        if before != after:
            work.audit("move", "agenda_item", item.id, {"meeting": meeting.id, "from": before, "to": after})
            work.commit()


def remove_point(database: Database, actor: Actor, item_id: int, row_version: int) -> None:
    """Take a point off the agenda, as long as nothing was written under it. It may be proposed again.

    Its row stays, empty: SQLite would give the number to the next point, and whoever still has the removed one before
    them would write under that.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        item = _open_point(work, item_id, row_version)
        for table in (MinutesEntry, Task):
            written = select(table.id).where(table.agenda_item_id == item.id, table.text != "")
            if session.scalar(written.limit(1)) is not None:
                raise InvalidValue(N_("Something is written under this point already, so it stays on the agenda."))
        if session.scalar(select(AgendaItem.id).where(AgendaItem.returns_from_id == item.id).limit(1)) is not None:
            raise InvalidValue(N_("A later meeting took this point up, so it stays on the agenda."))
        work.audit("remove", "agenda_item", item_id, {"meeting": item.meeting_id} | told_without(work, _told(item)))
        item.title, item.text, item.issue_id, item.returns_from_id, item.discussed = "", None, None, None, False
        item.proposal_id = item.patrol_id = None
        # Points are told by their numbers, so that none may be missing.
        following = (AgendaItem.meeting_id == item.meeting_id) & (AgendaItem.position > item.position)
        session.execute(update(AgendaItem).where(following).values(position=AgendaItem.position - 1))
        work.commit()


def _open_point(work: UnitOfWork, item_id: int, row_version: int) -> AgendaItem:
    item = visible_point(work.session, work.actor, item_id)
    if item.row_version != row_version:
        raise StaleEdit("agenda_item", item_id)
    _open_meeting(work, item.meeting_id)
    return item


def _open_meeting(work: UnitOfWork, meeting_id: int) -> Meeting:
    meeting = required_meeting(work.session, work.actor, meeting_id)
    if meeting.state not in WRITABLE:
        raise InvalidValue(N_("This meeting is closed; its agenda cannot change any more."))
    return meeting


def _told(item: AgendaItem) -> dict[str, object]:
    return {
        "title": item.title,
        "text": item.text,
        "kind": item.kind,
        "organisation": item.organisation_id,
        "issue": item.issue_id,
    }


def _put(work: UnitOfWork, meeting: Meeting, position: int, point: Proposed) -> None:
    reason = point.reasons[0]
    item = AgendaItem(
        municipality_id=meeting.municipality_id,
        meeting_id=meeting.id,
        issue_id=None if point.issue is None else point.issue.id,
        proposal_id=None if point.proposal is None else point.proposal.id,
        patrol_id=None if point.patrol is None else point.patrol.id,
        organisation_id=point.organisation_id,
        position=position,
        kind=_KINDS.get(reason, AgendaKind.INFORMATION),
        title=point.title,
        reason=reason,
        returns_from_id=point.returns_from,
        recorded_at=work.recorded_at,
    )
    work.session.add(item)
    work.session.flush()
    work.audit("add", "agenda_item", item.id, {"meeting": meeting.id, "issue": item.issue_id, "reason": reason})
