"""Bodies that meet, their meetings and what is on the agenda."""

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
    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AgendaKind(StrEnum):
    INFORMATION = "information"
    DECISION = "decision"
    TASK = "task"
