"""Minutes while the meeting runs: who is there, what is said at each point, what was decided.

Everything written is a row of its own with a row version, so two people who write at once lose no word: new entries
stand beside each other, and a change of one that somebody else changed meanwhile is refused (`StaleEdit`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.meetings import EntryKind, Presence
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import require_organisation
from geodata.services.minutes_lines import attendance_lines
from geodata.services.minutes_points import (
    entry_in_minutes,
    hold_minutes,
    meeting_in_minutes,
    note_discussed,
    point_in_minutes,
    visible_point,
    words_of_entry,
)
from geodata.services.personal_data import Checked, require_clean
from geodata.tables import AgendaItem, Attendance, Meeting, MinutesEntry
from geodata.unit_of_work import UnitOfWork

NAMES_AT_MOST = 500  # characters of the names of those who came for one organisation


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody said: `organisation_id` is whose words they are.

    `client_id` is made by the screen: the same one sent twice is one entry. `keep_personal_data` is the reason for
    which personal data in the text has to stay.
    """

    kind: EntryKind
    text: str
    organisation_id: int | None = None
    client_id: str | None = None
    keep_personal_data: str = ""


def write_entry(database: Database, actor: Actor, item_id: int, new: NewEntry) -> int:
    """Write an entry under a point; returns its id (the same for the same client_id).

    The point counts as discussed from then on, unless the entry is only an internal note.
    """
    require(actor, Action.KEEP_MEETING)
    words_of_entry(new.text)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        known = _known(session, actor, new.client_id)
        if known is not None:
            return known
        item, _meeting = point_in_minutes(session, actor, item_id)
        checked = require_clean(work, {"text": new.text}, new.keep_personal_data)
        entry = put_entry(work, item, new, checked)
        work.commit()
        return entry.id


def put_entry(work: UnitOfWork, item: AgendaItem, new: NewEntry, checked: Checked) -> MinutesEntry:
    """Write an entry whose words were checked, within a service that holds the minutes."""
    session, actor = work.session, work.actor
    words = words_of_entry(new.text)
    if new.organisation_id is not None:
        require_organisation(session, actor, new.organisation_id)
    entry = MinutesEntry(
        municipality_id=actor.municipality_id,
        meeting_id=item.meeting_id,
        agenda_item_id=item.id,
        kind=new.kind,
        organisation_id=new.organisation_id,
        text=words,
        client_id=new.client_id or None,
        recorded_at=work.recorded_at,
        recorded_by=actor.account_id,
    )
    session.add(entry)
    if new.kind != EntryKind.INTERNAL:
        note_discussed(session, item)
    session.flush()
    told = {"point": item.id, "kind": new.kind, "organisation": new.organisation_id, "text": words}
    work.audit("write", "minutes_entry", entry.id, checked.told(told))
    return entry


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry as it should read from now on."""

    kind: EntryKind
    text: str
    organisation_id: int | None = None
    keep_personal_data: str = ""


def change_entry(database: Database, actor: Actor, entry_id: int, row_version: int, change: EntryChange) -> None:
    """Change an entry of minutes that are still being written. Raises StaleEdit if somebody else changed it."""
    require(actor, Action.KEEP_MEETING)
    words = words_of_entry(change.text)
    with database.write(actor) as work:
        hold_minutes(work)
        entry, item = entry_in_minutes(work.session, actor, entry_id)
        if entry.row_version != row_version:
            raise StaleEdit("minutes_entry", entry_id)
        if change.organisation_id is not None:
            require_organisation(work.session, actor, change.organisation_id)
        checked = require_clean(work, {"text": change.text}, change.keep_personal_data)
        before = {"kind": entry.kind, "organisation": entry.organisation_id, "text": entry.text}
        entry.kind, entry.organisation_id, entry.text = change.kind, change.organisation_id, words
        if change.kind != EntryKind.INTERNAL:
            note_discussed(work.session, item)
        work.session.flush()
        after = {"kind": entry.kind, "organisation": entry.organisation_id, "text": entry.text}
        work.audit("update", "minutes_entry", entry.id, checked.told({"before": before, "after": after}))
        work.commit()


def withdraw_entry(database: Database, actor: Actor, entry_id: int, row_version: int) -> None:
    """Take an entry back. Its row stays, so that the audit can say what it was."""
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_minutes(work)
        entry, _item = entry_in_minutes(work.session, actor, entry_id)
        if entry.row_version != row_version:
            raise StaleEdit("minutes_entry", entry_id)
        entry.withdrawn_at = work.recorded_at
        work.audit("withdraw", "minutes_entry", entry.id)
        work.commit()


def mark_discussed(database: Database, actor: Actor, item_id: int, discussed: bool) -> None:
    """Say that the meeting spoke of a point, or did not come to it: such a point comes back next time."""
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_minutes(work)
        item, _meeting = point_in_minutes(work.session, actor, item_id)
        if item.discussed != discussed:
            note_discussed(work.session, item, discussed)
            work.audit("update", "agenda_item", item.id, {"discussed": discussed})
            work.commit()


def set_attendance(
    database: Database,
    actor: Actor,
    meeting_id: int,
    organisation_id: int,
    presence: Presence,
    names: str = "",
    *,
    row_version: int | None = None,
    keep_personal_data: str = "",
) -> None:
    """Say whether an organisation is there, and who came for it: minutes hold the names of those, not their contacts.

    `row_version` is that of the line that was read, None where there was none. Raises StaleEdit if somebody else wrote
    it meanwhile.
    """
    require(actor, Action.KEEP_MEETING)
    came = checked_names(names)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        meeting = meeting_in_minutes(session, actor, meeting_id)
        require_organisation(session, actor, organisation_id)
        checked = require_clean(work, {"names": names}, keep_personal_data)
        line = _attendance(session, meeting, organisation_id)
        if (None if line is None else line.row_version) != row_version:
            raise StaleEdit("attendance", meeting_id)
        put_attendance(work, meeting, organisation_id, presence, came, checked)
        work.commit()


def everybody_came(database: Database, actor: Actor, meeting_id: int) -> int:
    """Say of each organisation that belongs to the body that it is there, unless somebody has said something of it.

    Returns how many those were.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_minutes(work)
        meeting = meeting_in_minutes(work.session, actor, meeting_id)
        unsaid = [line for line in attendance_lines(work.session, meeting) if line.presence is None]
        for line in unsaid:
            put_attendance(work, meeting, line.organisation_id, Presence.PRESENT, "", require_clean(work, {}))
        if unsaid:
            work.commit()
    return len(unsaid)


def put_attendance(
    work: UnitOfWork, meeting: Meeting, organisation_id: int, presence: Presence, came: str, checked: Checked
) -> None:
    """Write who came, with names that were checked, within a service that holds the minutes."""
    session = work.session
    require_organisation(session, work.actor, organisation_id)
    line = _attendance(session, meeting, organisation_id)
    before = None if line is None else {"presence": line.presence, "names": line.names}
    if line is None:
        line = Attendance(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, organisation_id=organisation_id
        )
        session.add(line)
    line.presence, line.names, line.recorded_at = presence, came or None, work.recorded_at
    session.flush()
    told = {"organisation": organisation_id, "before": before, "after": {"presence": presence, "names": came}}
    work.audit("attend", "meeting", meeting.id, checked.told(told))


def _attendance(session: Session, meeting: Meeting, organisation_id: int) -> Attendance | None:
    return session.scalar(
        select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.organisation_id == organisation_id)
    )


def checked_names(names: str) -> str:
    """The names of those who came for one organisation, on one line. Raises InvalidValue if they are too long."""
    came = " ".join(names.split())
    if len(came) > NAMES_AT_MOST:
        raise InvalidValue(N_("The names are longer than {count} characters. Shorten them."), count=NAMES_AT_MOST)
    return came


def _known(session: Session, actor: Actor, client_id: str | None) -> int | None:
    entry = known_entry(session, actor, client_id)
    return None if entry is None else entry.id


def known_entry(session: Session, actor: Actor, client_id: str | None) -> MinutesEntry | None:
    """The entry that was sent with this id already. Raises NotFound for one that is hidden from the actor."""
    if not client_id:
        return None
    entry = session.scalar(select(MinutesEntry).where(MinutesEntry.client_id == client_id))
    if entry is not None:
        visible_point(session, actor, entry.agenda_item_id)  # whoever guesses a sending of others learns nothing
    return entry
