"""Bodies that meet, their meetings, what is on the agenda and what the minutes say of it."""

from __future__ import annotations

from enum import StrEnum


class BodyKind(StrEnum):
    CELL = "cell"
    COMMISSION = "commission"
    WORKING_GROUP = "working_group"
    COORDINATOR_MEETING = "coordinator_meeting"
    CONSILIUM = "consilium"
    ROUND_TABLE = "round_table"


class MeetingState(StrEnum):
    """HELD: it began, and its minutes are being written. CLOSED: only an addendum may follow. SIGNED: signed off."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"
    SIGNED = "signed"
    CANCELLED = "cancelled"


# Meetings that took place, and those whose agenda and minutes may still be written.
TOOK_PLACE = frozenset({MeetingState.HELD, MeetingState.CLOSED, MeetingState.SIGNED})
# Nothing is added to their minutes: a point that was not discussed was missed.
WRITTEN_UP = frozenset({MeetingState.CLOSED, MeetingState.SIGNED})
WRITABLE = frozenset({MeetingState.PLANNED, MeetingState.HELD})


class AgendaKind(StrEnum):
    INFORMATION = "information"
    DECISION = "decision"
    TASK = "task"


class AgendaReason(StrEnum):
    """Why a point is on the agenda, in the order in which a meeting takes them. FREE: somebody put it there."""

    PROMISED = "promised"
    OVERDUE = "overdue"
    PATROL = "patrol"
    ANSWERED = "answered"
    RETURNING = "returning"
    PROPOSAL = "proposal"
    ASSIGNED = "assigned"
    REPORTED = "reported"
    FREE = "free"


class EntryKind(StrEnum):
    """What an entry of the minutes is. INTERNAL: a note for those who keep the minutes; it never leaves with them."""

    STATEMENT = "statement"
    QUESTION = "question"
    INFORMATION = "information"
    DECISION = "decision"
    INTERNAL = "internal"


class Presence(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class TaskStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
