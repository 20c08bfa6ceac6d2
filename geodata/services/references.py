"""Short forms of records in which other records speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from geodata.model.issues import IssueStatus
from geodata.model.sites import SiteKind


@dataclass(frozen=True, slots=True)
class SiteRef:
    id: int
    kind: SiteKind
    name: str


@dataclass(frozen=True, slots=True)
class IssueRef:
    id: int
    number: str
    title: str
    status: IssueStatus


@dataclass(frozen=True, slots=True)
class ProposalRef:
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class PatrolRef:
    """A patrol that ended, with what came of it."""

    id: int
    purpose: str
    result: str


@dataclass(frozen=True, slots=True)
class BylawRef:
    id: int
    number: str
    title: str
    proposal_id: int


@dataclass(frozen=True, slots=True)
class MeetingRef:
    id: int
    body: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when: a day, the next meeting of the issue's body, or both once that meeting is planned."""

    due_on: date | None
    next_meeting: bool
    overdue: bool
