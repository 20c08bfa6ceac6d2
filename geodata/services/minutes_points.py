"""Points, entries and meetings as those who write minutes may reach them: visible, and still open for writing."""

from __future__ import annotations

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.policy import visible
from geodata.services.issue_events import required_meeting
from geodata.tables import AgendaItem, Issue, Meeting, MinutesEntry
from geodata.unit_of_work import UnitOfWork

WORDS_AT_MOST = 4_000  # characters of one entry; longer speech is several entries


def hold_minutes(work: UnitOfWork) -> None:
    """Let one change of minutes after another through, so that whoever reads a row here reads the newest one."""
    work.version_of("meetings")


def meeting_in_minutes(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """The meeting whose minutes are being written. Raises NotFound, or InvalidValue where nothing may be written."""
    meeting = required_meeting(session, actor, meeting_id)
    require_being_written(meeting)
    return meeting


def point_in_minutes(session: Session, actor: Actor, item_id: int) -> tuple[AgendaItem, Meeting]:
    """The point and its meeting, likewise. A point about an issue that is hidden from the actor is not found."""
    row = session.execute(_visible_points(actor, item_id).add_columns(Meeting)).one_or_none()
    if row is None:
        raise NotFound
    item, meeting = row
    require_being_written(meeting)
    return item, meeting


def entry_in_minutes(session: Session, actor: Actor, entry_id: int) -> tuple[MinutesEntry, AgendaItem]:
    """The entry and its point, likewise; one that was taken back is not found."""
    entry = session.get(MinutesEntry, entry_id)
    if entry is None or entry.withdrawn_at is not None:
        raise NotFound
    item, _meeting = point_in_minutes(session, actor, entry.agenda_item_id)
    return entry, item


def visible_point(session: Session, actor: Actor, item_id: int) -> AgendaItem:
    """The point, or NotFound unless it is one of the actor's city and about no issue that is hidden from them."""
    item = session.scalar(_visible_points(actor, item_id))
    if item is None:
        raise NotFound
    return item


def _visible_points(actor: Actor, item_id: int) -> Select[AgendaItem]:
    return (
        select(AgendaItem)
        .select_from(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Issue, (Issue.id == AgendaItem.issue_id) & visible(actor, Issue))
        .where(
            AgendaItem.id == item_id,
            AgendaItem.municipality_id == actor.municipality_id,
            or_(AgendaItem.issue_id.is_(None), Issue.id.is_not(None)),
            AgendaItem.title != "",  # erased: its words are gone, and none may be added
        )
    )


def last_position(session: Session, meeting_id: int) -> int:
    """The place of the last point of a meeting; 0 where it has none. A point that was taken off left an empty row."""
    query = select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting_id, AgendaItem.title != "")
    return session.scalar(query) or 0


def note_discussed(session: Session, item: AgendaItem, discussed: bool = True) -> None:
    """Say whether the meeting spoke of the point. Its row version stays: the words are as they were read."""
    if item.discussed != discussed:
        session.execute(update(AgendaItem).where(AgendaItem.id == item.id).values(discussed=discussed))


def require_being_written(meeting: Meeting) -> None:
    """Raise InvalidValue, saying what to do instead, unless the minutes of the meeting are being written."""
    match meeting.state:
        case MeetingState.HELD:
            return
        case MeetingState.PLANNED:
            raise InvalidValue(N_("The meeting has not begun yet. Begin it, and its minutes can be written."))
        case MeetingState.CANCELLED:
            raise InvalidValue(N_("This meeting was cancelled, so it has no minutes."))
        case _:
            raise InvalidValue(N_("The minutes are closed and cannot change any more. Write an addendum."))


def words_of_entry(text: str) -> str:
    """What is written down. Raises InvalidValue if it is empty or too long."""
    words = text.strip()
    if not words:
        raise InvalidValue(N_("Nothing is written here yet. Write what was said."))
    if len(words) > WORDS_AT_MOST:
        raise InvalidValue(N_("The text is longer than {count} characters. Divide it."), count=WORDS_AT_MOST)
    return words
